// tests/fault/soak.mjs - days of market life in minutes: does memory, do files, does the log of the database grow?
//
//   LAPAK=build/lapak DAYS=2 SECONDS=600 TRADERS=2000 node tests/fault/soak.mjs
//
// A clock that runs faster moves a daemon through DAYS days in SECONDS. Traders write as a market's day goes (nothing at
// night, most at the closing hour); the office looks at its pages, exports, and broadcasts each morning; gateways call twice. Each hour of
// that clock memory, open files and the write-ahead log are looked at. Until the database has outgrown its cache of 16 MiB
// memory fills; on the last of three days or more resident memory may grow by less than 1 MiB (the slope of a line through its
// hours), files not at all, and the log stays below 64 MiB. At the end build/fault/check looks at what was kept: sums, STOP, quiet hours. A shorter run says what it saw and judges files and log alone.
import { spawn, spawnSync, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { freePort } from '../ports.mjs';

const { LAPAK = 'build/lapak', DAYS = '2', SECONDS = '600', TRADERS = '2000' } = process.env;
const days = Number(DAYS), seconds = Number(SECONDS), traders = Number(TRADERS);
const lapak = path.resolve(LAPAK), folder = fs.mkdtempSync('/tmp/lapak-soak-');
const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });
const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
const DAY = 86400, SAMPLES = 24, BURST = 40, WARM_DATABASE = 20 * 2 ** 20, LOG_MOST = 64 * 1024 * 1024, SLOPE_MOST = 1024; // KiB a day

const port = await freePort(), base = `http://127.0.0.1:${port}`;
const ini = path.join(folder, 'lapak.ini'), clock = path.join(folder, 'clock');
fs.writeFileSync(ini, `[server]\nlisten = "127.0.0.1:${port}"\n[database]\nurl = "sqlite:lapak.db"\n[office]\nname = "Dinkopdag"\nshort_code = "2323"\n`
  + `[templates]\ndir = "${path.resolve('templates')}"\n[migrations]\ndir = "${path.resolve('migrations')}"\n`
  + '[gateway.phone]\ntype = "simulator"\nrate_per_second = 1000\n');

// Begins at 04:00 in Surabaya, when a market day does.
const began = Date.now(), first = Math.ceil(began / 1000 / DAY) * DAY + 21 * 3600;
const spent = () => Math.min(((Date.now() - began) / 1000 / seconds) * days * DAY, days * DAY);
function setClock() {
  fs.writeFileSync(`${clock}.new`, `${Math.round(first + spent() - Date.now() / 1000)}\n`);
  fs.renameSync(`${clock}.new`, clock);
}
setClock();
const env = { ...process.env, LAPAK_CLOCK_FILE: clock };
const run = (...words) => execFileSync(lapak, ['--config', ini, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] }).toString().trim();

function ask(method, where, body, headers = {}) {
  return new Promise((done) => {
    const request = http.request(`${base}${where}`, { method, agent, headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) } },
      (answer) => { answer.resume().on('end', () => done(answer.statusCode)); });

    request.on('error', () => done(0)).end(body);
  });
}

// How much of a day's traffic falls into an hour, from 04:00 on.
const SHARE = [1, 3, 5, 6, 6, 5, 5, 5, 5, 6, 8, 12, 14, 9, 4, 2, 1, 1, 1, 1, 0, 0, 0, 0];
const TEXTS = ['JUAL 350rb', '0', '1,5jt live 400rb', 'MENU', '3', '1', 'TIPS', 'TANYA boleh bawa cucu?', 'DAFTAR G4', 'Bu Siti', 'SAYA', 'SEPI', 'seket ewu', 'dafter', 'STOP', 'MULAI', 'UBAH 300rb', 'halo'];
let sent = 0, refused = 0;
async function trader() {
  const n = 1 + Math.floor(Math.random() * traders), id = `s${++sent}`;
  const body = JSON.stringify({ from: `0812${String(n).padStart(8, '0')}`, text: TEXTS[Math.floor(Math.random() * TEXTS.length)], id });

  for (let i = 0; i < (sent % 10 === 0 ? 2 : 1); i++) if (await ask('POST', '/gateway/phone/inbound', body) !== 200) refused++;
  if (sent % 25 === 0) await ask('POST', '/gateway/phone/ussd', `sessionId=u${sent}&serviceCode=*2323%23&phoneNumber=%2B62812${String(n).padStart(8, '0')}&text=`,
    { 'Content-Type': 'application/x-www-form-urlencoded' });
}
const PAGES = ['/today', '/inbox', '/waves', '/traders', '/traders?text=siti', '/work', '/sales/reviews', '/gateways', '/health', '/flow', '/traders.csv', '/openapi.json'];

const status = (pid, field) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
const size = (file) => (fs.existsSync(file) ? fs.statSync(file).size : 0);
function slope(points) {
  const n = points.length, x = points.reduce((s, p) => s + p.x, 0) / n, y = points.reduce((s, p) => s + p.y, 0) / n;

  return points.reduce((s, p) => s + (p.x - x) * (p.y - y), 0) / points.reduce((s, p) => s + (p.x - x) ** 2, 0);
}

run('migrate');
run('market', 'add', '--name', 'Pasar Turi Baru');
const iso = new Date((first + 20 * DAY) * 1000).toISOString().slice(0, 10);
run('wave', 'add', '--name', 'G4', '--market', 'Pasar Turi Baru', '--place', 'Lt 3', '--sitting', `${iso} 09:00`, '--seats', '500', '--open');
fs.writeFileSync(path.join(folder, 'pw'), 'jual-sayur-tiap-pagi\n', { mode: 0o600 });
run('staff', 'add', 'rina', '--role', 'clerk', '--password-file', path.join(folder, 'pw'));
const token = run('staff', 'token', 'rina', '--name', 'soak');
const log = fs.openSync(path.join(folder, 'log'), 'a');
const daemon = spawn(lapak, ['--config', ini, 'serve'], { env, stdio: ['ignore', 'ignore', log] });
let failures = 0;
const insist = (holds, what) => { if (!holds) { failures++; console.log(`FAILED: ${what}`); } };
const samples = [];
let logMost = 0;
try {
  for (let i = 0; i < 200 && await ask('GET', '/livez') !== 200; i++) await sleep(20);
  let hour = -1, morning = -1;
  while (spent() < days * DAY && daemon.exitCode === null) {
    setClock();
    const now = Math.floor(spent() / 3600), share = SHARE[now % 24];

    if (now !== hour) {
      hour = now;
      for (const page of PAGES) await ask('GET', `/api/v1${page}`, undefined, { Authorization: `Bearer ${token}` });
      if (now % 24 === 5 && morning !== Math.floor(now / 24)) {
        morning = Math.floor(now / 24);
        const id = run('broadcast', 'new', '--all', '--text', 'Besok pasar buka jam 5, {name}.', '--by', 'rina');
        run('broadcast', 'approve', id, '--by', 'budi');
      }
      await sleep(50); // what was opened for the pages is closed
      samples.push({ x: now / 24, y: status(daemon.pid, 'VmRSS'), files: fs.readdirSync(`/proc/${daemon.pid}/fd`).length });
    }
    logMost = Math.max(logMost, size(path.join(folder, 'lapak.db-wal')));
    await Promise.all(Array.from({ length: Math.ceil((BURST * share) / 14) }, trader));
    await sleep(share === 0 ? 50 : 10);
  }
  insist(daemon.exitCode === null, `the daemon ended with ${daemon.exitCode}`);
  const last = samples.filter((s) => s.x >= days - 1), files = samples.map((s) => s.files);
  const grows = days >= 3 && last.length >= SAMPLES ? slope(last) : NaN;

  for (const s of samples.filter((one, i) => i % 4 === 0)) console.log(`hour=${Math.round(s.x * 24)} rss_kib=${s.y} files=${s.files}`);
  console.log(`soak days=${days} messages=${sent} refused=${refused} rss_first_kib=${samples[0].y} rss_last_kib=${samples.at(-1).y} `
    + `rss_slope_kib_per_day=${grows.toFixed(0)} files=${Math.min(...files)}-${Math.max(...files)} wal_most_mib=${(logMost / 2 ** 20).toFixed(1)} `
    + `database_mib=${(size(path.join(folder, 'lapak.db')) / 2 ** 20).toFixed(0)}`);
  insist(days < 3 || size(path.join(folder, 'lapak.db')) > WARM_DATABASE, 'the database never outgrew its cache: more SECONDS');
  insist(refused === 0, `${refused} messages were refused`);
  insist(Number.isNaN(grows) || grows < SLOPE_MOST, `memory grows by ${grows.toFixed(0)} KiB a day`);
  insist(samples.at(-1).files <= samples[0].files + 40, 'open files pile up'); // 32 of ours are kept alive
  daemon.kill('SIGTERM');
  if (daemon.exitCode === null) await new Promise((done) => { daemon.once('exit', done); });
  const found = spawnSync('build/fault/check', [path.join(folder, 'lapak.db'), '0', 'quiet']);
  console.log(found.stdout.toString().trim());
  insist(found.status === 0, 'a rule is broken');
  insist(logMost < LOG_MOST, 'the write-ahead log grows without end');
} finally {
  daemon.kill('SIGTERM');
  if (daemon.exitCode === null) await new Promise((done) => { daemon.once('exit', done); });
  agent.destroy();
  if (failures > 0) console.log(fs.readFileSync(path.join(folder, 'log')).toString().split('\n').slice(-10).join('\n'));
  fs.rmSync(folder, { recursive: true });
}
process.exit(failures > 0 ? 1 : 0);
