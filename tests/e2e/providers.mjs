// tests/e2e/providers.mjs - N messages through one gateway whose provider lies: every one exactly once, or listed as unknown
//
// usage: node providers.mjs TYPE [MESSAGES [SEED]]   LAPAK names the program
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { StandIn, dice } from './providers/stand-in.mjs';
import { check } from './providers/check.mjs';
import { databaseForget, databaseUrl } from '../database.mjs';

const [type, messages = '100', seed = '7'] = process.argv.slice(2);
const total = Number(messages);
const contract = (await import(`./providers/${type}.mjs`)).default;
const lapak = path.resolve(process.env.LAPAK ?? 'build/lapak');
const folder = fs.mkdtempSync('/tmp/lapak-provider-');
const ini = path.join(folder, 'lapak.ini');
const log = path.join(folder, 'err.log');
const begin = Date.now();
let daemon;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { daemon?.kill('SIGKILL'); process.exit(1); });

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const port = await new Promise((done) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const p = server.address().port;
    server.close(() => done(p));
  });
});
const base = new URL(`http://127.0.0.1:${port}`);
const small = total <= 1000;
const standIn = new StandIn(contract, { seed: Number(seed), hangs: small ? 1 : 20, most: small ? 1 : 3 });
standIn.base = base;
const provider = await standIn.listen();

// The sample as it is shipped, but for the address and what is set here.
function preset() {
  return fs.readFileSync(`config/${type}.ini`, 'utf8').split('\n')
    .filter((line) => line && !/^(;|\[)|^(password_file|webhook_key_file|rate_per_second|username|poll_seconds)/.test(line))
    .join('\n').replaceAll(contract.preset, `http://127.0.0.1:${provider}`);
}

function configure() {
  for (const [name, text] of Object.entries(contract.secrets))
    fs.writeFileSync(path.join(folder, name), `${text}\n`, { mode: 0o600 });
  fs.writeFileSync(ini, `[server]
listen = "127.0.0.1:${port}"
public_url = "${base.origin}"
[database]
url = "${databaseUrl(folder)}"
[office]
name = "Dinkopdag Surabaya"
short_code = "2323"
[templates]
dir = "${path.resolve('templates')}"
[migrations]
dir = "${path.resolve('migrations')}"
[gateway.p]
webhook_key_file = "key"
password_file = "password"
rate_per_second = 10000
${contract.preset ? preset() : `type = "${type}"\nsend_url = "http://127.0.0.1:${provider}${contract.own ?? ''}"`}
${contract.ini.join('\n')}
`);
}

const run = (...args) => execFileSync(lapak, ['--config', ini, ...args],
  { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] });

async function start() {
  run('migrate');
  daemon = spawn(lapak, ['--config', ini, 'serve'], { stdio: ['ignore', 'ignore', fs.openSync(log, 'a')] });
  for (let i = 0; i < 200; i++) {
    if (await standIn.tell({ method: 'GET', path: '/../../livez', headers: {}, body: '' })) return;
    await sleep(50);
  }
  throw new Error('the daemon did not start');
}

const phone = (i) => `+62812${String(10000000 + i)}`;

// Each trader writes once; the gateway tells of it once, or several times, some of them at once.
async function inbound() {
  const roll = dice(Number(seed) + 1);
  let next = 0;
  const one = async () => {
    for (let i = next++; i < total; i = next++) {
      const m = { id: `in-${seed}-${i}`, from: phone(i), text: 'MENU', at: Date.now(), odd: roll(4) === 0 };
      const times = roll(10) === 0 ? 2 + roll(2) : 1;
      if (contract.holds) { await contract.holds(m, standIn); continue; } // it is asked for what came in
      const tell = async (again) => {
        for (const call of contract.inbound({ ...m, again }, base.origin)) await standIn.tellUntilKept(call);
      };
      if (roll(2)) await Promise.all(Array.from({ length: times }, () => tell(false)));
      else for (let k = 0; k < times; k++) await tell(k > 0);
    }
  };
  await Promise.all(Array.from({ length: 16 }, one));
}

// Between two looks one may change from either to the other.
const waiting = () => ['queued', 'sending', 'queued', 'sending'].some((state) => run('message', 'list', '--json', '--state', state, '--limit', '1').length > 5);

async function settled() {
  const limit = Date.now() + (small ? 60 : 1800) * 1000;
  while (waiting()) {
    if (Date.now() > limit) throw new Error('messages are still waiting');
    await sleep(small ? 300 : 5000);
  }
}

let status = 1;
try {
  configure();
  await start();
  await inbound();
  await contract.looked?.(); // everything was shown
  const told = Date.now();
  await settled();
  await standIn.finish();
  const phones = Array.from({ length: total }, (_, i) => phone(i));
  const { faults, count } = check(standIn, phones, JSON.parse(run('message', 'list', '--json', '--limit', '0')));
  const [gateway] = JSON.parse(run('gateway', 'list', '--json'));
  if (gateway.balance !== (contract.balance ?? null)) faults.push(`the balance is told as "${gateway.balance}"`);
  const errors = fs.readFileSync(log, 'utf8');
  if (/62812[0-9]{4}/.test(errors) || errors.includes('MENU')) faults.push('a number or a text is in the log');
  const seconds = (Date.now() - begin) / 1000;
  console.log(`${type}: ${total} messages, ${count.once} sent once, ${count.twice} twice after a withheld answer, `
    + `${count.rejected} rejected, ${count.unknown} unknown, ${count.expired} expired; ${count.delivered} delivered; `
    + `${standIn.requests} requests, ${standIn.told} webhooks, ${seconds.toFixed(0)} s (${((told - begin) / 1000).toFixed(0)} s in)`);
  for (const f of faults) console.error(`FAILED: ${type}: ${f}`);
  if (count.once + count.twice + count.rejected + count.unknown + count.expired !== total && faults.length === 0)
    console.error(`FAILED: ${type}: the sum is not ${total}`);
  else status = faults.length > 0 ? 1 : 0;
} catch (fault) {
  console.error(`FAILED: ${type}: ${fault.stack}`);
  console.error(fs.readFileSync(log, 'utf8').slice(-2000));
} finally {
  daemon?.kill('SIGKILL');
  standIn.close();
  if (process.env.KEEP) console.error(folder);
  else fs.rmSync(folder, { recursive: true, force: true });
  databaseForget(folder);
}
process.exit(status);
