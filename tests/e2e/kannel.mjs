// tests/e2e/kannel.mjs - a trader's phone behind a real Kannel: enrols, reports, reads a tip, stops; and nothing is
// lost or doubled when smsbox or Lapak is killed in between.
import { spawn, execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { MessageCentre } from './smsc.mjs';
import { databaseForget, databaseUrl } from '../database.mjs';
import { freePort } from '../ports.mjs';

const lapak = path.resolve(process.env.LAPAK ?? 'build/lapak');
const folder = fs.mkdtempSync('/tmp/lapak-kannel-');
const processes = new Map();
const PHONE = '6281234567890';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(what, test, seconds = 30) {
  for (let i = 0; i < seconds * 20; i++) {
    if (await test()) return;
    await sleep(50);
  }
  throw new Error(`waited ${seconds} s in vain for: ${what}`);
}

function start(name, command, args) {
  const log = fs.openSync(path.join(folder, `${name}.log`), 'a');
  const child = spawn(command, args, { stdio: ['ignore', log, log] });
  processes.set(name, child);
  return child;
}

function kill(name, signal = 'SIGKILL') {
  return new Promise((done) => {
    const child = processes.get(name);
    processes.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', done);
    child.kill(signal);
  });
}

function connects(port) {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
    socket.on('error', () => done(false));
  });
}

const ports = { smpp: await freePort(), admin: await freePort(), box: await freePort(), sendsms: await freePort(),
  http: await freePort(), metrics: await freePort() };
const ini = path.join(folder, 'lapak.ini');
const run = (...args) => execFileSync(lapak, ['--config', ini, ...args], { encoding: 'utf8' });

function writeConfiguration() {
  const secret = (name, value) => fs.writeFileSync(path.join(folder, name), `${value}\n`, { mode: 0o600 });
  secret('password', 'change-me-too');
  secret('key', 'change-me-three');
  fs.writeFileSync(ini, `[server]
listen = "127.0.0.1:${ports.http}"
metrics_listen = "127.0.0.1:${ports.metrics}"
[database]
url = "${databaseUrl(folder)}"
[office]
name = "Dinkopdag Surabaya"
short_code = "2323"
[templates]
dir = "${path.resolve('templates')}"
[migrations]
dir = "${path.resolve('migrations')}"
[gateway.kannel]
type = "kannel"
send_url = "http://127.0.0.1:${ports.sendsms}/cgi-bin/sendsms"
username = "lapak"
password_file = "password"
webhook_key_file = "key"
rate_per_second = 100
`);
  // The sample as it is shipped, with this run's ports and shorter waits.
  const sample = fs.readFileSync('config/kannel.conf', 'utf8')
    .replace('port = 2775', `port = ${ports.smpp}`)
    .replace('admin-port = 13000', `admin-port = ${ports.admin}`)
    .replace('smsbox-port = 13001', `smsbox-port = ${ports.box}`)
    .replace('sendsms-port = 13013', `sendsms-port = ${ports.sendsms}`)
    .replace('127.0.0.1:8080', `127.0.0.1:${ports.http}`)
    .replace('http-queue-delay = 5', 'http-queue-delay = 1')
    .replace('http-request-retry = 10', 'http-request-retry = 60')
    .replace('reconnect-delay = 5', 'reconnect-delay = 1');
  fs.writeFileSync(path.join(folder, 'kannel.conf'), sample);
}

async function startLapak() {
  start('lapak', lapak, ['--config', ini, 'serve']);
  await until('lapak', () => connects(ports.http));
}

async function startSmsbox() {
  start('smsbox', '/usr/sbin/smsbox', ['-v', '1', path.join(folder, 'kannel.conf')]);
  await until('smsbox', () => connects(ports.sendsms));
}

const centre = new MessageCentre();
let seen = 0;

// Sends a text and waits for the one answer.
async function text(words) {
  centre.deliver(PHONE, '2323', words);
  await until(`an answer to ${words}`, () => centre.sent.length > seen);
  const answer = centre.sent[seen++];
  assert.equal(answer.segmented, false, `one segment: ${answer.text}`);
  assert.equal(answer.coding, 0, 'GSM-7');
  assert.ok(answer.raw.length <= 160);
  assert.match(answer.text, /^LAPAK: /);
  assert.match(answer.to, /81234567890$/);
  return answer.text;
}

async function expectText(words, pattern) {
  assert.match(await text(words), pattern);
}

async function journeys() {
  await expectText('halo', /Balas angka: 1 DAFTAR/);
  await expectText('DAFTAR', /G4, Pasar Turi Baru Lt 3.*Siapa nama/);
  await expectText('Siti Aminah', /Di pasar mana\? 1 Pasar Turi Baru/);
  await expectText('1', /stan/);
  await expectText('B2-15', /G4 untuk Siti Aminah, Pasar Turi Baru, stan B2-15/);
  await expectText('1', /Siti Aminah dapat kursi G4/);
  await expectText('JUAL 1,5jt live 400rb', /laku Rp1\.500\.000, dari live Rp400\.000/);
  await expectText('TIPS', /1 persiapan/);
  await expectText('1', /5 barang.*1 = berikutnya/);
}

async function reportsSettle() {
  await until('delivery reports', () => {
    const out = JSON.parse(run('message', 'list', '--json', '--limit', '0')).filter((m) => m.direction === 'out');
    return out.length === centre.sent.length && out.every((m) => m.state === 'delivered');
  });
}

// What is sent while one of the parts is dead arrives once it is back, and once only.
async function survivesKills() {
  const before = centre.sent.length;

  await kill('lapak');
  centre.deliver(PHONE, '2323', 'TAMBAH 100rb');
  await sleep(1500);
  await startLapak();
  await until('the answer after lapak came back', () => centre.sent.length > before, 40);
  seen = centre.sent.length;
  assert.match(centre.sent[before].text, /menjadi Rp1\.600\.000/);

  await kill('smsbox');
  await sleep(200);
  centre.deliver(PHONE, '2323', 'JADWAL');
  await sleep(500);
  await startSmsbox();
  await until('the answer after smsbox came back', () => centre.sent.length > before + 1, 40);

  // Lapak accepts, smsbox is dead when the answer wants out: queued, retried, delivered once.
  centre.deliver(PHONE, '2323', 'SAYA');
  await until('SAYA', () => centre.sent.length > before + 2);
  await sleep(1500);
  assert.equal(centre.sent.length, before + 3, 'nothing twice');
  seen = centre.sent.length;
  const sales = JSON.parse(run('sale', 'list', '--json', '--limit', '0'));
  assert.equal(sales.length, 1);
  assert.equal(sales[0].total, 1600000, 'counted once');
}

async function main() {
  writeConfiguration();
  run('migrate');
  run('tip', 'import', 'templates/tips/id.tsv');
  run('market', 'add', '--name', 'Pasar Turi Baru');
  const day = new Date(Date.now() + 10 * 86400000).toISOString().slice(0, 10);
  run('wave', 'add', '--name', 'G4', '--market', 'Pasar Turi Baru', '--place', 'Lt 3', '--sitting', `${day} 09:00`,
    '--seats', '30', '--code', '4821', '--open');
  await centre.listen(ports.smpp);
  await startLapak();
  start('bearerbox', '/usr/sbin/bearerbox', ['-v', '1', path.join(folder, 'kannel.conf')]);
  await until('bearerbox', () => connects(ports.box));
  await startSmsbox();
  await until('the SMPP bind', () => centre.bound);
  await sleep(300);
  await journeys();
  await reportsSettle();
  await survivesKills();
  await expectText('STOP', /berhenti mengirim SMS. Kursi G4 tetap ada/);
  await reportsSettle();
  console.log(`kannel: ${centre.sent.length} answers arrived, each one segment, all delivered, none twice`);
}

let status = 1;
try {
  await main();
  status = 0;
} catch (error) {
  console.error(error);
  console.error('phones got:', centre.sent.map((m) => m.text));
  for (const log of ['lapak', 'smsbox', 'bearerbox']) {
    const file = path.join(folder, `${log}.log`);
    if (fs.existsSync(file)) console.error(`--- ${log}\n${fs.readFileSync(file, 'utf8').slice(-1500)}`);
  }
} finally {
  for (const name of ['lapak', 'smsbox', 'bearerbox']) await kill(name, name === 'lapak' ? 'SIGTERM' : 'SIGKILL');
  centre.close();
  databaseForget(folder);
  if (status === 0) fs.rmSync(folder, { recursive: true });
}
process.exit(status);
