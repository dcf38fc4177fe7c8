// tests/fault/chaos.mjs - a gateway that repeats, reorders, delays and lies, and a daemon that is killed meanwhile
//
//   node tests/fault/chaos.mjs --messages 20000 --kills 20 --stops 5 --jumps 20 --seed 1 [--without cut,silent] [--connections 64]
//
// Messages m0, m1, ... each from a trader of its own come in as Kannel sends them, some of them twice, out of order and
// late, until each has had a 200. Every reply goes to a sink that answers 503, cuts the line in the middle, accepts and
// falls silent, drips, answers nonsense, and sends delivery reports early, late, twice, unknown or never. At the
// end: every message is there once with its effect once (build/fault/check), the outbox empties within a minute
// of calm, and no reply was accepted more often than the lies and kills around it explain.
//
// What fails is run again with fewer messages, kills and lies as long as it fails still (each try three times, for moments are not of
// the seed; --patience 600 seconds in all, 0 for not at all), and the smallest is printed as a command.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { databaseAsk, databaseForget, databaseUrl, onServer } from '../database.mjs';
import { chance, configuration } from './campaign.mjs';
import { freePort } from '../ports.mjs';

const option = (name, otherwise) => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? otherwise : Number(process.argv[i + 1]);
};
const MESSAGES = option('messages', 20000);
const KILLS = option('kills', 0);
const STOPS = option('stops', 0);
const ASLEEP_MS = option('asleep', 1500); // at most, each time
const JUMPS = option('jumps', 0);
const SEED = option('seed', 1);
const AT_ONCE = option('connections', 64);
const PATIENCE_SECONDS = option('patience', 600);
const LIES = ['refused', 'cut', 'silent', 'dripped', 'delayed', 'nonsense', 'early', 'late', 'reports', 'repeats', 'order'];
const without = new Set(process.argv.includes('--without') ? process.argv[process.argv.indexOf('--without') + 1].split(',') : []);
for (const lie of without) if (!LIES.includes(lie)) throw new Error(`--without ${lie}: there are ${LIES}`);
const CALM_SECONDS = 60;
const DELAY_MOST_MS = 30000;
const IN_FLIGHT = 96; // replies on the wire, or answered and not yet written down, when the daemon is killed

const lapak = path.resolve(process.env.LAPAK ?? 'build/lapak');
const check = path.resolve('build/fault/check');
const folder = fs.mkdtempSync('/tmp/lapak-chaos-');
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// The lies of a seed are always the same, though not the moments at which they meet.
const random = chance(SEED);

// ---- the sink ----
const accepted = new Map(); // our reference -> how often it was accepted
const excused = new Map(); // -> how often the sender could not know
let calm = false;
const tally = { sends: 0, refused: 0, cut: 0, silent: 0, dripped: 0, delayed: 0, nonsense: 0, reports: 0, kills: 0, stops: 0, jumps: 0, repeats: 0, refusals: 0 };
const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

function get(url) {
  return new Promise((done) => {
    const request = http.get(url, { agent, timeout: 15000 }, (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode));
      response.on('error', () => done(0));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(0));
  });
}

async function report(url, type, wait) {
  await sleep(wait);
  tally.reports++;
  await get(url.replaceAll('%d', String(type)).replaceAll('%A', 'chaos'));
}

function sayReports(url, early) {
  if (without.has('reports')) return;
  const lie = random();
  if (lie < 0.3) return; // never
  report(url, lie < 0.9 ? 1 : 8, early ? 0 : random() * (lie > 0.69 && lie < 0.7 ? DELAY_MOST_MS : 300));
  if (lie > 0.6) report(url, 1, random() * 600); // twice, or first accepted by the centre and then delivered
  if (lie > 0.97) report(url.replace(/ref=\d+/, 'ref=999999999999'), 1, 0);
}

const sink = http.createServer((request, response) => {
  const query = new URL(request.url, 'http://sink').searchParams;
  const url = query.get('dlr-url') ?? '';
  const ref = /ref=(\d+)/.exec(url)?.[1] ?? '0';
  const lie = calm ? 1 : random();
  tally.sends++;
  const accept = () => { count(accepted, ref); };
  const answer = (status, text, wait) => setTimeout(() => {
    response.writeHead(status, { 'Content-Type': 'text/plain' });
    response.end(text);
  }, wait);
  if (lie < 0.02 && !without.has('refused')) {
    tally.refused++;
    return answer(503, 'Temporal failure, try again later.', 0);
  }
  accept();
  if (lie < 0.02 || without.has(lie < 0.03 ? 'cut' : lie < 0.0302 ? 'silent' : lie < 0.032 ? 'dripped' : lie < 0.0328 ? 'delayed' : lie < 0.04 ? 'nonsense'
    : lie < 0.14 ? 'early' : lie < 0.2 ? 'late' : '')) {
    return answer(202, '0: Accepted for delivery', 0);
  }
  if (lie < 0.03) { // the line is cut in the middle of the answer
    tally.cut++;
    count(excused, ref);
    response.writeHead(202, { 'Content-Length': 100 });
    response.write('0: Acc');
    setTimeout(() => request.socket.destroy(), 5);
  } else if (lie < 0.0302) { // silence for good
    tally.silent++;
    count(excused, ref);
  } else if (lie < 0.032) { // a letter at a time
    tally.dripped++;
    const text = '0: Accepted for delivery';
    response.writeHead(202, { 'Content-Length': text.length });
    [...text].forEach((c, i) => setTimeout(() => response.write(c), i * 40));
    setTimeout(() => response.end(), text.length * 40);
  } else if (lie < 0.0328) { // longer than a sender waits, mostly
    tally.delayed++;
    count(excused, ref);
    answer(202, '0: Accepted for delivery', random() * DELAY_MOST_MS);
  } else if (lie < 0.04) {
    tally.nonsense++;
    count(excused, ref);
    answer(202, '{"what": [1, 2', 0);
  } else if (lie < 0.14) {
    sayReports(url, true);
    return answer(202, '0: Accepted for delivery', 30);
  } else {
    answer(202, '0: Accepted for delivery', lie < 0.2 ? random() * 100 : 0);
  }
  if (!calm && random() < 0.5) sayReports(url, false);
});

// ---- the daemon ----
const ports = { sink: await freePort(), http: await freePort(), metrics: await freePort() };
const base = `http://127.0.0.1:${ports.http}`;
const ini = path.join(folder, 'lapak.ini');
fs.writeFileSync(path.join(folder, 'key'), 'chaos-key-0123456789\n', { mode: 0o600 });
fs.writeFileSync(ini, configuration(ports, databaseUrl(folder), folder));
const clock = path.join(folder, 'clock');
function setClock(seconds) { // whole or not at all
  fs.writeFileSync(`${clock}.new`, `${seconds}\n`);
  fs.renameSync(`${clock}.new`, clock);
}
setClock(0);
let daemon;
function start() {
  const log = fs.openSync(path.join(folder, 'lapak.log'), 'a');
  // The sandbox lets nothing be written there: the way of a message must do without files beside the database's own.
  const env = { ...process.env, SQLITE_TMPDIR: '/dev/shm', LAPAK_CLOCK_FILE: clock };
  daemon = spawn(lapak, ['--config', ini, 'serve'], { env, stdio: ['ignore', log, log] });
  fs.closeSync(log);
}
function kill(signal = 'SIGKILL') {
  return new Promise((done) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) return done();
    daemon.once('exit', done);
    daemon.kill(signal);
  });
}
async function alive() {
  for (let i = 0; i < 400; i++) {
    if (await get(`${base}/livez`) === 200) return;
    await sleep(10);
  }
  throw new Error('the daemon does not answer');
}
const sql = (text) => databaseAsk(folder, text);

// ---- the traders ----
let next = 0;
let over = false;
function inbound(k) {
  const from = `%2B62812${String(k).padStart(8, '0')}`;
  return get(`${base}/gateway/kannel/inbound?key=chaos-key-0123456789&id=m${k}&from=${from}&to=2323`
    + `&text=JUAL+350rb+live+0&ts=1764000000&smsc=chaos&coding=0&charset=UTF-8`);
}
async function send(k) {
  if (!without.has('order') && random() < 0.1) await sleep(random() * 200); // out of order
  while (!over) {
    const status = await inbound(k);
    if (status === 200) break;
    tally.refusals++;
    if (status >= 400 && status < 500) throw new Error(`a message was refused for good: ${status}`);
    await sleep(20 + random() * 50);
  }
  // Only every other message is ever repeated, so that a repetition cannot hide a loss.
  if (!without.has('repeats') && k % 2 === 0 && random() < 0.4) {
    tally.repeats++;
    await sleep(random() * 50);
    await inbound(k);
  }
}
const more = () => !over && (next < MESSAGES || tally.kills < KILLS || tally.stops < STOPS || tally.jumps < JUMPS);
async function trader() {
  while (more()) await send(next++);
}
async function killer() {
  while (!over && tally.kills < KILLS) {
    await sleep(20 + random() * 150);
    await kill();
    if (over) break;
    tally.kills++;
    start();
    await alive();
  }
}
// One trouble at a time: a process that is asleep cannot be killed and found alive.
async function sleeper() {
  while (!over && tally.stops < STOPS) {
    await sleep(50 + random() * 200);
    daemon.kill('SIGSTOP');
    await sleep(random() * ASLEEP_MS);
    daemon.kill('SIGCONT');
    tally.stops++;
    await alive();
  }
}
const JUMP_SECONDS = 200; // at most, either way
// Less than the ten minutes a reply lives, so that none may be left out for its age.
async function jumper() {
  while (!over && tally.jumps < JUMPS) {
    await sleep(20 + random() * 100);
    setClock(Math.round((random() - 0.5) * 2 * JUMP_SECONDS));
    tally.jumps++;
  }
}

let failures = 0;
const insist = (holds, what) => {
  if (holds) return;
  failures++;
  console.log(`FAILED: ${what}`);
};
try {
  await new Promise((ready) => sink.listen(ports.sink, '127.0.0.1', ready));
  execFileSync(lapak, ['--config', ini, 'migrate'], { stdio: 'ignore' });
  start();
  await alive();
  const began = Date.now();
  await Promise.all([killer().then(sleeper), jumper(), ...Array.from({ length: AT_ONCE }, trader)]);
  const took = (Date.now() - began) / 1000;
  calm = true;
  // What fell due by a clock that was ahead waits until the clock is there again.
  if (JUMPS > 0) setClock(JUMP_SECONDS);
  let left = -1;
  let seconds = 0;
  for (; seconds < CALM_SECONDS && left !== 0; seconds++) {
    await sleep(1000);
    left = Number(sql("SELECT count(*) FROM message WHERE state IN ('queued', 'sending')"));
  }
  insist(left === 0, `${left} messages still wait after ${CALM_SECONDS} s of calm`);
  await kill('SIGTERM');
  insist(daemon.exitCode === 0, `the daemon ended with ${daemon.exitCode} ${daemon.signalCode}`);
  // The check reads a file: into one a server's data is copied, compared row by row.
  if (onServer) execFileSync(lapak, ['db', 'copy', databaseUrl(folder), `sqlite:${folder}/lapak.db`], { stdio: 'ignore' });
  const out = spawn(check, [path.join(folder, 'lapak.db'), String(next)], { stdio: 'inherit' });
  insist(await new Promise((ended) => out.on('exit', ended)) === 0, 'the database does not hold what was acknowledged');
  let again = 0;
  for (const [ref, n] of accepted) again += n > 1 + (excused.get(ref) ?? 0) ? n - 1 - (excused.get(ref) ?? 0) : 0;
  insist(again <= (tally.kills + tally.stops) * IN_FLIGHT,
    `${again} replies were sent again without a reason (${tally.kills} kills, ${tally.stops} stops)`);
  const states = sql('SELECT state, count(*) FROM message WHERE reply_to <> 0 GROUP BY state').replaceAll('\n', ' ');
  const unsent = Number(sql("SELECT count(*) FROM message WHERE reply_to <> 0 AND state NOT IN ('sent', 'delivered', 'failed')"));
  insist(unsent === 0, `${unsent} replies never went`);
  insist(accepted.size >= next, `only ${accepted.size} of ${next} replies reached the gateway`);
  console.log(`chaos messages=${next} seed=${SEED} seconds=${took.toFixed(1)} rate=${(next / took).toFixed(0)} `
    + `calm_after=${seconds} again=${again} ${JSON.stringify(tally)} ${states}`);
} catch (fault) {
  insist(false, fault.message);
} finally {
  over = true;
  await kill();
  sink.close();
  sink.closeAllConnections();
  agent.destroy();
  if (failures > 0) console.log(fs.readFileSync(path.join(folder, 'lapak.log')).toString().split('\n').slice(-20).join('\n'));
  databaseForget(folder);
  fs.rmSync(folder, { recursive: true });
}

// ---- the smallest that fails ----
const wordsOf = (c) => ['--messages', c.messages, '--kills', c.kills, '--stops', c.stops, '--asleep', ASLEEP_MS, '--jumps', c.jumps,
  '--connections', c.connections, '--seed', SEED, ...(c.without.length > 0 ? ['--without', c.without.join()] : [])].map(String);
const runs = (c) => new Promise((ended) => {
  spawn(process.execPath, [process.argv[1], ...wordsOf(c), '--patience', '0'], { stdio: 'ignore' }).on('exit', ended);
});
async function fails(c, until) {
  for (let i = 0; i < 3 && Date.now() < until; i++) if (await runs(c) !== 0) return true;
  return false;
}
async function smallest(found, until) {
  let c = found;
  const take = async (change) => {
    const less = { ...c, ...change };
    if (!await fails(less, until)) return false;
    c = less;
    return true;
  };
  await take({ without: LIES });
  for (const [what, least] of [['messages', 1], ['kills', 0], ['stops', 0], ['jumps', 0], ['connections', 1]]) {
    let holds = least - 1; // the least that does not fail is above it
    while (c[what] - holds > 1) {
      const half = Math.max(least, Math.floor((c[what] + holds) / 2));
      if (!await take({ [what]: half })) holds = half;
    }
  }
  for (const lie of LIES) if (!c.without.includes(lie)) await take({ without: [...c.without, lie] });
  return c;
}
if (failures > 0 && PATIENCE_SECONDS > 0) {
  const until = Date.now() + PATIENCE_SECONDS * 1000;
  const c = { messages: MESSAGES, kills: KILLS, stops: STOPS, jumps: JUMPS, connections: AT_ONCE, without: [...without] };
  const again = await fails(c, until);
  const found = again ? await smallest(c, until) : c;
  console.log(`${again ? 'smallest' : 'does not fail again'}: node tests/fault/chaos.mjs ${wordsOf(found).join(' ')}`);
}
process.exit(failures > 0 ? 1 : 0);
