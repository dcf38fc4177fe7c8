// tests/fault/http-attack.mjs - good traffic beside slow connections, and what hostile requests get; straight, and behind nginx
//
// usage: node http-attack.mjs straight|nginx CONNECTIONS SECONDS [strict]      LAPAK names the program
//
// Prints the p99 of good traffic before and during the attack, and how much memory it cost. strict: fails at 2 times the p99.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { freePort } from '../ports.mjs';

const [front, connections, seconds, strict] = process.argv.slice(2);
const lapak = path.resolve(process.env.LAPAK ?? 'build/lapak');
const folder = fs.mkdtempSync(`${fs.existsSync('/dev/shm') ? '/dev/shm' : '/tmp'}/lapak-attack-`); // a busy disk is not what is asked about
const ini = path.join(folder, 'lapak.ini'), log = path.join(folder, 'err.log');
const RATE = 200, WORKERS = 8; // good requests a second, over so many connections
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const own = await freePort(), port = front === 'nginx' ? await freePort() : own;
const faults = [];

// The sample site, without TLS and on a port of its own.
function nginx() {
  const site = fs.readFileSync('config/nginx.conf', 'utf8').replace(/server \{\n\tlisten 80;[\s\S]*?\n\}\n/, '')
    .replace('127.0.0.1:8080', `127.0.0.1:${own}`).replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
    .replace(/^\t(listen \[::\]|ssl_).*\n/gm, '').replace('server_name lapak.example', 'server_name _')
    .replace('location /api/ {', 'location /livez {\n\t\tproxy_pass http://lapak;\n\t}\n\tlocation /api/ {');
  fs.writeFileSync(path.join(folder, 'nginx.conf'), `daemon off;\nworker_processes 1;\nerror_log ${folder}/nginx.log crit;\npid ${folder}/nginx.pid;\n`
    + 'worker_rlimit_nofile 8192;\nevents { worker_connections 4096; }\nhttp {\naccess_log off;\n'
    + ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((n) => `${n}_temp_path ${folder}/${n};\n`).join('') + `${site}}\n`);
  return spawn('/usr/sbin/nginx', ['-e', `${folder}/nginx.log`, '-p', folder, '-c', path.join(folder, 'nginx.conf')], { stdio: 'inherit' });
}

const agent = new http.Agent({ keepAlive: true, maxSockets: WORKERS });
let next = 0;
function good() {
  const body = JSON.stringify({ id: `g${next}`, from: `+62812${10000000 + (next++ % 2000)}`, text: 'MENU' });
  return new Promise((done) => {
    const request = http.request({ agent, host: '127.0.0.1', port, method: 'POST', path: '/gateway/sim/inbound',
      headers: { 'Content-Type': 'application/json', 'Content-Length': body.length } }, (r) => r.resume().on('end', () => done(r.statusCode)));
    request.on('error', (e) => done(e.code));
    request.end(body);
  });
}

// Sent by the clock, whatever the answers do, and timed from when it was due.
async function traffic(secs) {
  const times = [], all = [], begin = performance.now();
  for (let i = 0; i < RATE * secs; i++) {
    const due = begin + (i * 1000) / RATE;
    if (due > performance.now()) await sleep(due - performance.now());
    const from = performance.now();
    all.push(good().then((status) => {
      times.push(performance.now() - from);
      if (status !== 200) faults.push(`a good request got ${status}`);
    }));
  }
  await Promise.all(all);
  times.sort((a, b) => a - b);
  return { p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] };
}

const rss = (pid) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

// Raw bytes; the status of each answer.
function raw(bytes) {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1');
    let got = '';
    socket.on('data', (d) => { got += d; }).on('error', () => {}).on('close', () =>
      done([...got.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((m) => Number(m[1]))));
    socket.write(bytes);
    setTimeout(() => socket.destroy(), 1000);
  });
}

async function hostile() {
  const H = 'Host: x\r\n', P = `POST /gateway/sim/inbound HTTP/1.1\r\n${H}`, smug = `GET /livez HTTP/1.1\r\n${H}\r\n`;
  const rows = [
    ['two lengths', `${P}Content-Length: 3\r\nContent-Length: ${3 + smug.length}\r\n\r\nabc${smug}`, [400]],
    ['a length and chunks', `${P}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smug}`, [400]],
    ['unknown chunks', `${P}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smug}`, [400, 501]],
    ['a space before the colon', `GET /livez HTTP/1.1\r\n${H}X-Sig : a\r\n\r\n`, [400]],
    ['no host', 'GET /livez HTTP/1.1\r\n\r\n', [400]],
    ['a NUL in the path', `GET /livez%00 HTTP/1.1\r\n${H}\r\n`, [400]],
    ['a NUL in a header', `GET /livez HTTP/1.1\r\n${H}X: a\0b\r\nConnection: close\r\n\r\n`, [400]],
    ['a NUL in the request line', `GET /livez?a\0b HTTP/1.1\r\n${H}Connection: close\r\n\r\n`, [400]],
    ['a CR alone in a header', `GET /livez HTTP/1.1\r\n${H}X: a\rContent-Length: 5\r\nConnection: close\r\n\r\n`, [400]],
    ['a CR alone in the request line', `GET /livez?a\rb HTTP/1.1\r\n${H}Connection: close\r\n\r\n`, [400]],
    ['a folded header', `GET /livez HTTP/1.1\r\n${H}X: a\r\n b\r\nConnection: close\r\n\r\n`, [400]],
    ['40 KB of headers', `GET /livez HTTP/1.1\r\n${H}X: ${'a'.repeat(40000)}\r\n\r\n`, [400, 431]],
    ['3,000 headers', `GET /livez HTTP/1.1\r\n${H}${'X-a: b\r\n'.repeat(3000)}\r\n`, [400, 431]],
    ['40 KB of path', `GET /${'a'.repeat(40000)} HTTP/1.1\r\n${H}\r\n`, [414]],
    ['5 MB announced', `${P}Content-Length: 5000000\r\n\r\n`, [413]],
    ['a chunk without end', `${P}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc`, [400, 413, undefined]],
    ['a folded header of length', `${P}Content-Length: 3\r\n 0\r\n\r\nabc`, [400, 413, undefined]],
    ['a length below nothing', `${P}Content-Length: -1\r\n\r\n`, [400]],
    ['a method nobody knows', `BREW /livez HTTP/1.1\r\n${H}Connection: close\r\n\r\n`, [405, 400]],
  ];
  for (const [what, bytes, allowed] of rows) {
    const got = await raw(bytes);
    // libmicrohttpd's own refusals have their head twice
    if (got.length > 2 || got[1] === 200 || !allowed.includes(got[0])) faults.push(`${what}: answered ${got}, not ${allowed}`);
  }
  const row = await raw(`${`GET /livez HTTP/1.1\r\n${H}\r\n`.repeat(99)}GET /livez HTTP/1.1\r\n${H}Connection: close\r\n\r\n`);
  if (row.length !== 100 || row.some((s) => s !== 200)) faults.push(`100 requests in a row: ${row.length} answers`);
  return rows.length;
}

let daemon, before, attacker, told = { open: 0 }, status = 1;
try {
  fs.writeFileSync(ini, `[server]\nlisten = "127.0.0.1:${own}"\n[database]\nurl = "sqlite:lapak.db"\n[office]\nname = "D"\nshort_code = "2323"\n[templates]\n`
    + `dir = "${path.resolve('templates')}"\n[migrations]\ndir = "${path.resolve('migrations')}"\n[gateway.sim]\ntype = "simulator"\n`);
  execFileSync(lapak, ['--config', ini, 'migrate'], { stdio: 'ignore' });
  daemon = spawn(lapak, ['--config', ini, 'serve'], { stdio: ['ignore', 'ignore', fs.openSync(log, 'a')] });
  if (front === 'nginx') before = nginx();
  for (let i = 0; i < 200 && (await raw(`GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`))[0] !== 200; i++) await sleep(50);
  const refused = await hostile();
  await traffic(2);
  const small = rss(daemon.pid), rounds = [];
  let big = 0, most = 0, least = Infinity;
  for (let round = 0; round < (strict ? 5 : 1); round++) {
    const calm = await traffic(Number(seconds));
    // They stand for other machines: what they cost of this one is not what is asked.
    attacker = spawn('nice', ['-n', '19', 'node', 'tests/fault/http-attacker.mjs', String(port), connections], { stdio: ['ignore', 'pipe', 'inherit'] });
    attacker.stdout.on('data', (d) => { told = JSON.parse(String(d).trim().split('\n').at(-1)); most = Math.max(most, told.open); });
    await sleep(4000);
    const look = setInterval(() => { big = Math.max(big, rss(daemon.pid)); least = Math.min(least, told.open); }, 200);
    const under = await traffic(Number(seconds));
    clearInterval(look);
    attacker.kill('SIGKILL');
    rounds.push({ calm, under, ratio: under.p99 / calm.p99 });
    await sleep(1000);
  }
  const { calm, under, ratio } = rounds.sort((a, b) => a.ratio - b.ratio)[rounds.length >> 1];
  if (most < Number(connections) * 0.9) faults.push(`only ${most} slow connections were open`);
  if (big - small >= 64 * 1024) faults.push(`RSS grew by ${big - small} KiB`);
  if (under.p99 > 250) faults.push(`p99 of good traffic is ${under.p99.toFixed(1)} ms`);
  if (strict && ratio >= 2) faults.push(`p99 of good traffic is ${ratio.toFixed(2)} times what it was`);
  for (const f of [...new Set(faults)].slice(0, 20)) console.error(`FAILED: ${front}: ${f}`);
  console.log(`attack, ${front === 'nginx' ? 'behind nginx' : 'straight'}: ${least} to ${most} slow connections (${told.cut} cut) for ${seconds} s, ${rounds.length} times; good p50 ${calm.p50.toFixed(2)} -> ${under.p50.toFixed(2)} ms, `
    + `p99 ${calm.p99.toFixed(2)} -> ${under.p99.toFixed(2)} ms (${ratio.toFixed(2)} times); RSS ${small} -> ${big} KiB (+${((big - small) / 1024).toFixed(1)} MiB); ${refused} hostile requests refused`);
  status = faults.length > 0 ? 1 : 0;
} catch (fault) {
  console.error(`FAILED: ${front}: ${fault.stack}\n${fs.existsSync(log) ? fs.readFileSync(log, 'utf8').slice(-1500) : ''}`);
} finally {
  attacker?.kill('SIGKILL');
  before?.kill('SIGTERM');
  daemon?.kill('SIGKILL');
  agent.destroy();
  await sleep(200);
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
