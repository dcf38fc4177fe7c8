// tests/fault/failover.mjs - three servers of lapak, a PostgreSQL primary and its synchronous standby; one of the five is killed again and again
//
//   LAPAK=build/lapak MINUTES=30 RATE=200 KILL_EVERY=20 SEED=1 node tests/fault/failover.mjs
//
// Traders write RATE messages a second. A gateway hands each to any server that answers, again with the same id until one
// says 200; now and then it hands one to two servers at once, or once more later, or two of one trader to different ones. Every KILL_EVERY seconds one of the
// five processes dies by SIGKILL and comes back; the manager of tests/postgresql/pair.mjs promotes the standby of a dead primary.
// Before every other death of a primary its standby has heard nothing for a while: what was not acknowledged may be lost,
// nothing else. When the traffic ends the primary is killed once more, and what is on the other server is looked at
// (failover_check.mjs). CONTROL=1 shows that the check can fail: the standby is not synchronous, and something must be lost.
// HOSTS=ADDRESS,ADDRESS: both servers have one of their own, and every other primary vanishes from the network instead, as a
// machine that is switched off does (make failover-network). Prints the longest time without an acknowledgement after each kind of death.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { makePair } from '../postgresql/pair.mjs';
import { freePort } from '../ports.mjs';
import { chance, configuration } from './campaign.mjs';
import { check, fingerprint } from './failover_check.mjs';

const run = promisify(execFile);
const { LAPAK = 'build/lapak', CONTROL, KEEP, HOSTS } = process.env;
const of = (name, otherwise) => Number(process.env[name] ?? otherwise);
const SECONDS = of('LASTS', of('MINUTES', 30) * 60), RATE = of('RATE', 200), KILL_EVERY = of('KILL_EVERY', 20), SERVERS = of('SERVERS', 3);
const SEED = of('SEED', 1), SEATS = of('SEATS', 300), GAP_MOST = of('GAP_MOST', 15000);
const EACH_SENDS = 12, PATIENCE_MS = 120000, CALM_SECONDS = 60, IN_FLIGHT = 96, HUSH_MS = 400, BACK_MS = 500;
const AT_ONCE = 150; // traders: on a machine that cannot keep RATE fewer write, or all would wait longer than a gateway does
const ENROLS = ['DAFTAR G4 Siti, Turi Baru, B2-15', 'YA']; // one in eight takes a seat first
const lapak = path.resolve(LAPAK);
const folder = fs.mkdtempSync('/tmp/lapak-failover-');
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const began = Date.now();
const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
const say = (what) => { if (process.env.LOUD) console.log(`${seconds()} ${what}`); };

// Who dies in which order, and what is repeated, is the same for a seed, though not the moment.
const random = chance(SEED);

// ---- the gateway's other side: it takes every reply, and counts ----
const accepted = new Map();
const deaths = []; // { kind, at, gap: the longest time in ms without an acknowledgement }
const sink = http.createServer((request, response) => {
  const query = new URL(request.url, 'http://sink').searchParams;
  const ref = /ref=(\d+)/.exec(query.get('dlr-url') ?? '')?.[1] ?? 'none';
  accepted.set(ref, (accepted.get(ref) ?? 0) + 1);
  response.writeHead(202, { 'Content-Type': 'text/plain' });
  response.end('0: Accepted for delivery');
});

// ---- lapak ----
const servers = [];
function configure(n, url) {
  const s = servers[n];
  s.ini = path.join(folder, `lapak${n}.ini`);
  s.log = path.join(folder, `lapak${n}.log`);
  fs.writeFileSync(s.ini, configuration({ http: s.port, metrics: s.metrics, sink: sink.address().port }, url, folder));
}
const command = (...words) => run(lapak, ['--config', servers[0].ini, ...words], { maxBuffer: 1 << 28 });
function serve(n) {
  const s = servers[n];
  s.wanted = true;
  const log = fs.openSync(s.log, 'a');
  s.process = spawn(lapak, ['--config', s.ini, 'serve'], { stdio: ['ignore', log, log] });
  fs.closeSync(log);
  s.process.once('exit', () => { // as systemd does
    if (s.wanted) setTimeout(() => { if (s.wanted) serve(n); }, BACK_MS);
  });
}
function endServer(n, signal) {
  const { process: p } = servers[n];
  servers[n].wanted = false;
  return new Promise((done) => {
    if (!p || p.exitCode !== null || p.signalCode !== null) return done(p);
    p.once('exit', () => done(p));
    p.kill(signal);
  });
}

// ---- the traders and their gateway ----
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
function get(url) {
  return new Promise((done) => {
    const request = http.get(url, { agent, timeout: 10000 }, (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode));
      response.on('error', () => done(0));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(0));
  });
}
const phones = new Map();
const tally = { messages: 0, tries: 0, both: 0, repeats: 0, refused: 0 };
let last = 0; // when something was acknowledged last
let down = Array(SERVERS).fill(0); // until when a server that did not answer is left alone
let gap = 0; // the longest
function acknowledged() {
  const now = Date.now();
  if (last > 0) {
    gap = Math.max(gap, now - last);
    // The last death's, and that of each before it whose end was still waited for.
    for (let i = deaths.length - 1; i >= 0 && now > deaths[i].at; i--) {
      deaths[i].gap = Math.max(deaths[i].gap, now - Math.max(last, deaths[i].at - HUSH_MS));
      if (deaths[i].at < last) break;
    }
  }
  last = now;
}
async function hand(n, { id, phone, text }) {
  const query = new URLSearchParams({ key: 'failover-key-0123456789', id, from: phone, to: '2323', text, coding: '0', charset: 'UTF-8' });
  const status = await get(`http://127.0.0.1:${servers[n].port}/gateway/kannel/inbound?${query}`);
  tally.tries++;
  if (status >= 400 && status < 500) throw new Error(`${id} was refused for good: ${status}`);
  if (status !== 200) {
    tally.refused++;
    down[n] = Date.now() + 200;
  }
  return status === 200;
}
async function send(message, repeatable) {
  const until = Date.now() + PATIENCE_MS;
  for (let n = Math.floor(random() * SERVERS); ; n = (n + 1) % SERVERS) {
    const free = down.filter((t) => t <= Date.now()).length;
    if (free === 0) {
      await sleep(50);
    } else if (down[n] <= Date.now()) {
      const two = repeatable && random() < 0.05;
      if (two) tally.both++;
      const kept = await Promise.all(two ? [hand(n, message), hand((n + 1) % SERVERS, message)] : [hand(n, message)]);
      if (kept.includes(true)) break;
    }
    if (Date.now() > until) throw new Error(`${message.id} was not kept in ${PATIENCE_MS / 1000} s`);
  }
  tally.messages++;
  acknowledged();
  if (repeatable && random() < 0.05) {
    tally.repeats++;
    await hand(Math.floor(random() * SERVERS), message);
  }
}
async function trader(i) {
  const phone = `+62812${String(i).padStart(8, '0')}`;
  const who = { sent: [], enrols: false, twoAtOnce: i % 8 === 4 };
  const one = async (k) => {
    const text = (i % 8 === 0 ? ENROLS[k] : null) ?? 'TAMBAH 200rb live 0';
    const id = `m${i}-${k}`;
    await send({ id, phone, text }, k % 2 === 0); // what is never repeated cannot hide a loss
    who.sent[k] = { id, adds: text.startsWith('TAMBAH') };
    who.enrols ||= text === 'YA';
  };
  phones.set(phone, who);
  for (let k = 0; k < EACH_SENDS; k++) await (who.twoAtOnce ? Promise.all([one(k), one(++k)]) : one(k));
}

// ---- who kills ----
async function ready(n) { return await get(`http://127.0.0.1:${servers[n].metrics}/readyz`) === 200; }
async function someoneReady(most = 60) {
  for (let i = 0; i < most * 20; i++) {
    for (let n = 0; n < SERVERS; n++) if (await ready(n)) return;
    await sleep(50);
  }
  throw new Error('no server is ready');
}
async function killOne(pair, victim, hushed) {
  if (victim === 'primary' || victim === 'standby') {
    await pair.whole();
    const release = hushed ? await pair.hush() : () => {};
    if (hushed) await sleep(HUSH_MS);
    const vanishes = HOSTS && victim === 'primary' && !hushed;
    deaths.push({ kind: vanishes ? 'primary-vanished' : hushed ? 'primary-unheard' : victim, at: Date.now(), gap: 0 });
    await (vanishes ? pair.vanish() : pair.kill(victim));
    release();
  } else {
    deaths.push({ kind: 'server', at: Date.now(), gap: 0 });
    await endServer(victim, 'SIGKILL');
    await sleep(BACK_MS);
    serve(victim);
  }
  say(`killed ${deaths.at(-1).kind} ${typeof victim === 'number' ? victim : ''}`);
}
let over = false;
async function killer(pair) {
  let round = [];
  let unheard = random() < 0.5;
  for (let due = Date.now() + Math.min(KILL_EVERY, 5) * 1000; ; due += KILL_EVERY * 1000) {
    if (round.length === 0) { // each of the five once, in another order each time
      round = ['primary', 'standby', ...servers.keys()].map((v) => [random(), v]).sort((x, y) => x[0] - y[0]).map(([, v]) => v);
    }
    while (Date.now() < due && !over) await sleep(20);
    if (over) return;
    const victim = round.shift();
    if (victim === 'primary') unheard = !unheard;
    await killOne(pair, victim, victim === 'primary' && unheard);
  }
}

// ---- what needs no luck: a commit whose wait for the standby ends before the standby has it ----
// The message is in the primary's tables then, for all to see, and a repeat finds it there; but it is on one machine only.
async function unheard(pair) {
  const phone = '+628119999999';
  const who = { sent: [], enrols: false, twoAtOnce: false };
  phones.set(phone, who);
  const message = (id) => ({ id, phone, text: 'TAMBAH 200rb live 0' });
  const anyone = async (m) => (await Promise.all(servers.map((_, n) => hand(n, m)))).includes(true);
  const asLapak = (call) => pair.sql(pair.primary, `SELECT count(${call}(pid)) FROM pg_stat_activity WHERE usename = 'lapak'`);
  const within = (ms, what) => Promise.race([what, sleep(ms).then(() => 'not yet')]);
  for (const [k, call] of ['pg_terminate_backend', 'pg_cancel_backend'].entries()) {
    const m = message(`unheard-${k}`);
    const release = await pair.hush();
    const first = anyone(m);
    insist(await within(500, first) === 'not yet', `acknowledged, and the standby had not heard of it (${call})`);
    await asLapak(call);
    insist(await within(1500, first) !== true, `acknowledged when its wait for the standby was ended by ${call}`);
    insist(await within(1500, anyone(m)) !== true, `its repeat was acknowledged, and the standby had not heard of it (${call})`);
    release();
    await someoneReady();
    await send(m, false);
    who.sent.push({ id: m.id, adds: true });
  }
}

// ---- what lapak doctor says ----
async function diagnoses(pair) {
  const says = async (words, otherwise) => {
    const { stdout } = await command('doctor').catch((e) => e);
    insist(words.test(stdout), `doctor, ${otherwise}: ${stdout.split('\n').filter((l) => /database|safety/.test(l)).join('\n')}`);
  };
  await says(/ok +safety +a commit is on two machines[^]*/, 'of a whole pair');
  await says(/fault +safety +the server's fsync is off/, 'without fsync');
  await pair.kill('primary');
  await says(/fault +database +no server .* takes writes .*promote the standby/, 'with a standby alone');
  await pair.kill('standby');
  await says(/fault +database +the database's server cannot be reached \(.*; .*\)/, 'with no server');
  await pair.start(pair.primary);
  await says(/fault +safety +a commit waits for a synchronous standby, and none is connected/, 'with a primary that waits for its standby');
}

let failures = 0;
const insist = (holds, what) => {
  if (holds) return;
  failures++;
  console.log(`FAILED: ${what}`);
};
let pair;
try {
  fs.writeFileSync(path.join(folder, 'key'), 'failover-key-0123456789\n', { mode: 0o600 });
  fs.mkdirSync(path.join(folder, 'pair'));
  fs.chmodSync(folder, 0o755);
  await new Promise((done) => sink.listen(0, '127.0.0.1', done));
  pair = await makePair(path.join(folder, 'pair'), { settings: ['fsync = off'], synchronous: !CONTROL, hosts: HOSTS?.split(',') }); // what dies here are processes, not disks
  await pair.sql(pair.primary, 'CREATE ROLE lapak LOGIN');
  await pair.sql(pair.primary, 'CREATE DATABASE lapak OWNER lapak TEMPLATE template0');
  for (let n = 0; n < SERVERS; n++) {
    servers.push({ port: await freePort(), metrics: await freePort() });
    configure(n, pair.url('lapak', 'lapak'));
  }
  await command('migrate');
  await command('market', 'add', '--name', 'Pasar Turi Baru');
  const sitting = new Date(Date.now() + 20 * 86400e3).toISOString().slice(0, 10);
  await command('wave', 'add', '--name', 'G4', '--market', 'Pasar Turi Baru', '--place', 'Lt 3', '--sitting', `${sitting} 09:00`,
    '--seats', String(SEATS), '--open');
  for (let n = 0; n < SERVERS; n++) serve(n);
  await someoneReady();
  if (!CONTROL) await unheard(pair);
  gap = 0;
  pair.manage();
  say('ready');

  let pending = 0;
  let total = 0;
  const open = new Set();
  const start = Date.now();
  last = start;
  const kills = killer(pair);
  const most = Math.ceil((SECONDS * RATE) / EACH_SENDS);
  while (total < most && failures === 0) {
    const due = Math.min(most, Math.ceil(((Date.now() - start) * RATE) / EACH_SENDS / 1000));
    for (; total < due && pending < AT_ONCE; total++) {
      pending++;
      const one = trader(total).catch((e) => insist(false, e.stack)).finally(() => { pending--; open.delete(one); });
      open.add(one);
    }
    if (Date.now() - start > SECONDS * 1000) break;
    await sleep(5);
  }
  over = true;
  await Promise.all([...open, kills]);
  const took = (Date.now() - start) / 1000;
  last = 0;
  if (CONTROL) { // some more, which a standby that hears nothing has not
    await pair.whole();
    await pair.hush();
    for (let i = 0; i < 5; i++) await trader(total + i);
  }
  await pair.whole();
  await pair.kill('primary'); // the last that were acknowledged are on the other, too
  await sleep(500);
  await pair.whole();
  say('traffic over');

  const ask = (text) => pair.sql(pair.primary, text, 'lapak');
  await someoneReady();
  let left = -1;
  for (let i = 0; i < CALM_SECONDS && left !== 0; i++) {
    await sleep(1000);
    left = Number(await ask("SELECT count(*) FROM message WHERE state IN ('queued', 'sending')"));
  }
  insist(left === 0, `${left} messages still wait after ${CALM_SECONDS} s of calm`);
  for (let n = 0; n < SERVERS; n++) {
    const p = await endServer(n, 'SIGTERM');
    insist(p.exitCode === 0, `server ${n} ended with ${p.exitCode} ${p.signalCode}`);
  }
  const found = await check(ask, { phones, accepted, seats: SEATS });
  for (const what of found.notes) console.log(`found: ${what}`);
  if (CONTROL) {
    insist(found.lost > 0, 'nothing was lost though the standby was not synchronous: the check sees nothing');
  } else {
    for (const kind of ['lost', 'twice', 'partial', 'ghosts', 'unsent']) insist(found[kind] === 0, `${kind}: ${found[kind]}`);
    await command('report', '--check').catch((e) => insist(false, `the figures do not add up: ${e.stdout}${e.stderr}`));
    await pair.rest();
    const here = await fingerprint(ask);
    const there = await fingerprint((text) => pair.sql(pair.other(pair.primary), text, 'lapak'));
    insist(here === there, 'the standby holds something else');
    await diagnoses(pair);
    for (const { kind, gap: g } of deaths) insist(g <= GAP_MOST, `${g} ms without an acknowledgement after the death of a ${kind}`);
  }
  let again = 0;
  for (const times of accepted.values()) again += times - 1;
  insist(again <= (deaths.length + 3) * IN_FLIGHT, // with those of unheard() and the one at the end
    `${again} replies were sent again without a reason (${deaths.length} deaths)`);
  insist(SECONDS < 2 * KILL_EVERY || deaths.length > 0, 'nobody died');
  for (const kind of [...new Set(deaths.map((d) => d.kind))].sort()) {
    const gaps = deaths.filter((d) => d.kind === kind).map((d) => d.gap).sort((x, y) => x - y);
    console.log(`failover death=${kind} times=${gaps.length} gap_median_ms=${gaps[Math.floor(gaps.length / 2)]} gap_longest_ms=${gaps.at(-1)}`);
  }
  console.log(`failover seed=${SEED} servers=${SERVERS} seconds=${took.toFixed(0)} messages=${tally.messages} rate=${(tally.messages / took).toFixed(0)} `
    + `deaths=${deaths.length} lost=${found.lost} twice=${found.twice} partial=${found.partial} ghosts=${found.ghosts} unsent=${found.unsent} `
    + `sent_again=${again} gap_longest_ms=${gap} tries=${tally.tries} to_two_at_once=${tally.both} repeats=${tally.repeats} `
    + `promotions=${pair.promotions} rewinds=${pair.rewinds} basebackups=${pair.basebackups}`);
} catch (e) {
  insist(false, e.stack ?? e);
} finally {
  for (let n = 0; n < servers.length; n++) await endServer(n, 'SIGKILL');
  if (pair) await pair.stop();
  sink.close();
  sink.closeAllConnections();
  agent.destroy();
  if (failures > 0) {
    for (const { log } of servers) if (log) console.log(`${log}\n${fs.readFileSync(log, 'utf8').split('\n').slice(-12).join('\n')}`);
  }
  if (KEEP) console.log(folder);
  else fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(failures > 0 ? 1 : 0);
