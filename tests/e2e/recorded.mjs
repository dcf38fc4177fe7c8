// tests/e2e/recorded.mjs - recorded webhooks and reports through the real HTTP route, their effect, and what hostile ones get
//
// The recordings of tests/data/gateway are signed for other URLs and times: their bodies go as they are, signed anew.
import { spawn, execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { hmac } from './providers/common.mjs';
import { databaseAsk, databaseForget, databaseUrl } from '../database.mjs';

const lapak = path.resolve(process.env.LAPAK ?? 'build/lapak');
const folder = fs.mkdtempSync('/tmp/lapak-recorded-');
const ini = path.join(folder, 'lapak.ini');
const log = path.join(folder, 'err.log');
const now = () => Math.floor(Date.now() / 1000);
const port = await new Promise((done) => {
  const s = net.createServer().listen(0, '127.0.0.1', () => { const p = s.address().port; s.close(() => done(p)); });
});
const base = `http://127.0.0.1:${port}`;

// Identifiers come twice among the recordings, so some types are there twice.
const gateways = { smsgate1: 'smsgate', smsgate2: 'smsgate', smsgate3: 'smsgate', smsgate4: 'smsgate', twilio1: 'twilio',
  twilio2: 'twilio', vonage: 'vonage', vmsgs: 'vonage', infobip: 'infobip', ex: '8x8', at: 'africastalking',
  kannel: 'kannel', kannel2: 'kannel', own: 'external', own2: 'external', modem: 'gammu' };
const keys = { smsgate: 'lapak-signing-key', twilio: '12345', vonage: 'my_secret_key_for_testing', vmsgs: 'vonage-signature-secret',
  infobip: 'k', '8x8': 'k', africastalking: 'k', kannel: 'k', external: 'k',
  gammu: 'k' };
const key = (name) => keys[name] ?? keys[gateways[name]];

const sign = {
  smsgate(name, url, body, headers) {
    const time = String(now());
    return [url, body, { ...headers, 'X-Timestamp': time, 'X-Signature': hmac('sha256', key(name), body + time, 'hex') }];
  },
  twilio(name, url, body, headers) {
    const pairs = [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : 1));
    return [url, body, { ...headers, 'X-Twilio-Signature': hmac('sha1', key(name), base + url + pairs.flat().join(''), 'base64') }];
  },
  vonage(name, url, body, headers) {
    if (headers.Authorization) { // a JWT
      const part = (o) => Buffer.from(JSON.stringify(o)).toString('base64url');
      const payload_hash = crypto.createHash('sha256').update(body).digest('hex');
      const jwt = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iat: now(), jti: 'a', iss: 'Vonage', payload_hash })}`;
      return [url, body, { ...headers, Authorization: `Bearer ${jwt}.${hmac('sha256', key(name), jwt, 'base64url')}` }];
    }
    if (!body.includes('sig=')) return keyed(name, url, body, headers);
    const f = Object.fromEntries(new URLSearchParams(body));
    delete f.sig;
    f.timestamp = String(now());
    const text = Object.keys(f).sort().map((k) => `&${k}=${f[k]}`).join('') + key(name);
    return [url, String(new URLSearchParams({ ...f, sig: crypto.createHash('md5').update(text).digest('hex') })), headers];
  },
};
const keyed = (name, url, body, headers) => [`${url}${url.includes('?') ? '&' : '?'}key=${encodeURIComponent(key(name))}`, body, headers];

function ask(method, target, body, headers) {
  return new Promise((done, fail) => {
    const request = http.request({ host: '127.0.0.1', port, method, path: target, agent: false,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } }, (response) => {
      const chunks = [];
      response.on('data', (c) => chunks.push(c)).on('end', () =>
        done({ status: response.statusCode, type: response.headers['content-type'] ?? '', body: Buffer.concat(chunks).toString() }));
    });
    request.on('error', fail);
    request.end(body);
  });
}

const statusOf = (...call) => ask(...call).then((r) => r.status, () => 'closed');

const run = (...args) => execFileSync(lapak, ['--config', ini, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const listed = () => JSON.parse(run('message', 'list', '--json', '--limit', '0'));

function read(name) {
  const bytes = fs.readFileSync(`tests/data/gateway/${name}.http`);
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.toString('latin1', 0, end), whole = bytes.subarray(end + 4);
  const [start, ...lines] = head.split('\r\n');
  const [method, target] = start.split(' ');
  const headers = Object.fromEntries(lines.map((l) => l.split(': ')).filter(([n]) => !/^(Host|Content-Length)$/i.test(n)));
  return { method, headers, query: target.split('?')[1] ?? '', body: name.startsWith('kannel') ? whole : whole.toString(), // UTF-16 among Kannel's
    want: JSON.parse(fs.readFileSync(`tests/data/gateway/${name}.json`, 'utf8')) };
}

// A message of ours that a report may be about, on its way; the reports know it by our id or by the gateway's.
const sql = (text) => databaseAsk(folder, text);
let others = 500;
function expectReport(report, gateway) {
  const id = /^\d+$/.test(report.our_ref ?? '') ? Number(report.our_ref) : others++;
  sql(`DELETE FROM message WHERE id = ${id};
    DELETE FROM seen WHERE gateway = '${gateway}' AND key = 'out ${report.provider_id}';
    INSERT INTO message (id, previous_id, direction, channel, kind, priority, gateway, gateway_id, phone, text, state, at, due_at,
    expires_at, tries, segments, reply_to, changed_at) VALUES (${id}, 0, 'out', 'sms', 'tip', 3, '${gateway}', '${report.provider_id ?? ''}',
    '+6281300000001', 'x', 'sending', ${now()}, ${now()}, ${now() + 600}, 1, 1, 0, ${now()});
    INSERT INTO seen (gateway, key, message_id) VALUES ('${gateway}', 'out ${report.provider_id}', ${id})`);
  return () => {
    const state = sql(`SELECT state FROM message WHERE id = ${id}`);
    const wanted = { queued: 'sending', sent: 'sent' }[report.status] ?? report.status;
    return [state, wanted];
  };
}

// What the fixtures were sent for, as our own settings of the gateway name it.
function ours(file, query) {
  if (file.startsWith('kannel-dlr')) return query.replace(/mid=/, 'ref=').replace(/&ans=/, '&answer=');
  return file === 'kannel-in-07-post-utf16be' ? 'from=%2B6281234567890&to=2323&coding=0' : query;
}

async function replay(file, gateway, endpoint) {
  const r = read(file);
  r.query = ours(file, r.query);
  const reports = (r.want.dlr ?? []).map((d) => expectReport(d, gateway));
  if (/^(smsgate|infobip)-dlr/.test(file)) // these know a message by the id that we gave it
    r.want.dlr.forEach((d, i) => { r.body = r.body.replaceAll(d.provider_id, `${others - r.want.dlr.length + i}`); });
  const url = `/gateway/${gateway}/${endpoint}${r.query ? `?${r.query}` : ''}`;
  const [target, body, headers] = r.want.kind === 'reject' ? [url, r.body, r.headers]
    : (sign[gateways[gateway]] ?? keyed)(gateway, url, r.body, r.headers);
  const got = await ask(r.method, target, body, headers);
  assert.equal(got.status, r.want.answer.status, `${file}: status`);
  if (r.want.kind === 'reject') return 0;
  if (!r.want.kind.startsWith('ussd')) { // Kannel reads no body but a reply's, and the external one's is as lapak.ini says
    if (!/^(kannel|own)/.test(gateway)) assert.equal(got.body, r.want.answer.body ?? '', `${file}: body`);
  }
  else if (r.want.kind === 'ussd') assert.match(got.body, /^(CON|END) /, `${file}: screen`);
  if (r.want.answer.content_type) assert.ok(got.type.startsWith(r.want.answer.content_type.split(';')[0]), `${file}: ${got.type}`);
  for (const report of reports) assert.equal(...report(), `${file}: what became of the message`);
  if (r.want.kind !== 'inbound') return 1;
  if (file === 'kannel-in-08-post-xml') return assert.ok(!listed().some((k) => k.text === r.want.messages[0].text)); // names nobody in its URL
  for (const m of r.want.messages) {
    const kept = listed().filter((k) => k.gateway === gateway && k.direction === 'in' && (m.dedup_id ? k.gateway_id === m.dedup_id : k.text === m.text));
    assert.equal(kept.length, 1, `${file}: kept ${kept.length} times`);
    assert.equal(kept[0].text, m.text, `${file}: text`);
    if (m.from) assert.equal(kept[0].from, m.from, `${file}: sender`);
  }
  const before = listed().length; // and once more: the same answer, and no effect
  assert.deepEqual(await ask(r.method, target, body, headers), got, `${file}: a repeat is answered otherwise`);
  assert.equal(listed().length, before, `${file}: a repeat had an effect`);
  return 1;
}

const places = [['smsgate-in-01', 'smsgate1'], ['smsgate-in-02', 'smsgate2'], ['smsgate-in-04', 'smsgate3'],
  ['smsgate-mms-02', 'smsgate4'], ['smsgate', 'smsgate1'], ['twilio-in-04', 'twilio2'], ['twilio', 'twilio1'],
  ['vonage-msgs', 'vmsgs'], ['vonage', 'vonage'], ['infobip', 'infobip'], ['8x8', 'ex'], ['at-', 'at'],
  ['kannel-in-07', 'kannel2'], ['kannel', 'kannel'], ['external-in-02', 'own2'], ['external', 'own']];
// How many there are of each kind: one that is missing fails.
const expected = { '8x8': 3, at: 14, external: 5, infobip: 6, kannel: 13, smsgate: 10, twilio: 7, vonage: 10 };

// What gammu-smsd gave its helper, through the helper.
function modem() {
  fs.writeFileSync(path.join(folder, 'url'), `${base}/gateway/modem/inbound?key=k\n`, { mode: 0o600 });
  const files = fs.readdirSync('tests/data/gateway').filter((f) => f.endsWith('.env'));
  assert.equal(files.length, 2, 'recordings of gammu');
  for (const file of files) {
    const lines = fs.readFileSync(`tests/data/gateway/${file}`, 'utf8').split('\n').filter((l) => /^\w+=/.test(l));
    const want = JSON.parse(fs.readFileSync(`tests/data/gateway/${file.replace('.env', '.json')}`, 'utf8'));
    const env = { ...process.env, GAMMU_RECEIVE_URL: path.join(folder, 'url'), GAMMU_RECEIVE_SPOOL: path.join(folder, 'spool'),
      ...Object.fromEntries(lines.map((l) => [l.slice(0, l.indexOf('=')), l.slice(l.indexOf('=') + 1)])) };
    for (let i = 0; i < 2; i++) execFileSync('config/gammu-receive', want.argv, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const kept = listed().filter((k) => k.gateway_id === want.messages[0].dedup_id);
    assert.deepEqual(kept.map((k) => [k.text, k.from]), [[want.messages[0].text, want.messages[0].from]], file);
  }
}

// Answers to what we send are judged by the adapters' own tests: each of them is named there.
function answersAreJudged() {
  const tests = fs.readdirSync('tests/gateway').filter((f) => f.endsWith('.c')).map((f) => fs.readFileSync(`tests/gateway/${f}`, 'utf8')).join('');
  const answers = fs.readdirSync('tests/data/gateway').filter((f) => /-(resp|poll|status)-.*\.http$/.test(f)).map((f) => f.slice(0, -5));
  assert.equal(answers.length, 36, 'recorded answers');
  for (const name of [...answers, 'signature-vectors.tsv', 'smpp-receipts.tsv'])
    assert.ok(tests.includes(`"${name}"`) || tests.includes(`/${name}"`), `${name} is in no test`);
}

async function hostile() {
  const type = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ event: 'sms:received', id: 'x', payload: { messageId: 'm', message: 'RAHASIA', sender: '081234567890',
    receivedAt: '2026-11-24T06:30:11Z' } });
  const inbound = '/gateway/smsgate1/inbound';
  const before = listed().length;
  const [, , good] = sign.smsgate('smsgate1', inbound, body, type);
  const old = String(now() - 301);
  const bad = (text) => sign.smsgate('smsgate1', inbound, text, type);
  const rows = [
    ['a wrong signature', 401, 'POST', inbound, body, { ...good, 'X-Signature': '0'.repeat(64) }],
    ['no signature', 401, 'POST', inbound, body, type],
    ['a body that was changed', 401, 'POST', inbound, body.replace('RAHASIA', 'RAHASIB'), good],
    ['a stale one', 401, 'POST', inbound, body, { ...type, 'X-Timestamp': old, 'X-Signature': hmac('sha256', key('smsgate1'), body + old, 'hex') }],
    ['a header twice', 400, 'POST', inbound, body, { ...good, 'X-Timestamp': [good['X-Timestamp'], good['X-Timestamp']] }],
    ['JSON 1,000 deep', 400, 'POST', ...bad('['.repeat(1000) + ']'.repeat(1000))],
    ['a field missing', 400, 'POST', ...bad('{"event":"sms:received","payload":{"message":"RAHASIA"}}')],
    ['no JSON', 400, 'POST', ...bad('RAHASIA')],
    ['another method', 400, 'GET', ...bad('')],
    ['a gateway that is not there', 404, 'POST', '/gateway/nobody/inbound', body, good],
    ['Twilio, wrong signature', 403, 'POST', '/gateway/twilio1/inbound', 'From=%2B6281234567890&MessageSid=SM9&Body=RAHASIA',
      { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': 'AAAA' }],
    ['Twilio, another content type', 403, 'POST', '/gateway/twilio1/inbound', '{}', type],
    ['a key that is wrong', 403, 'POST', '/gateway/infobip/inbound?key=x', '{"results":[]}', type],
    ['17 KiB', 413, 'POST', '/gateway/infobip/inbound?key=k', ' '.repeat(17 * 1024), type],
  ];
  for (const [what, status, ...call] of rows) assert.equal(await statusOf(...call), status, what);
  for (const name of ['smsgate1', 'infobip']) // more than anybody may send
    assert.equal(await statusOf('POST', `/gateway/${name}/inbound?key=k`, ' '.repeat(10 << 20), type), 413, '10 MB');
  const picture = JSON.stringify({ event: 'mms:downloaded', id: 'pic', payload: { messageId: 'p', sender: '081234567891',
    attachments: [{ data: 'A'.repeat(3 << 20) }] } });
  assert.equal(await statusOf('POST', ...sign.smsgate('smsgate1', inbound, picture, type)), 200, 'a picture of 3 MiB');
  assert.equal(listed().length, before, 'none of it had an effect');
  assert.equal(await statusOf('POST', inbound, body, good), 200, 'the good one, at last');
  assert.equal(listed().length, before + 2, 'message and reply');
}

// A keyword that Twilio has answered itself takes effect, and draws no second reply.
async function answeredElsewhere() {
  const tell = (id, text, choice) => ask('POST', ...sign.twilio('twilio1', '/gateway/twilio1/inbound',
    String(new URLSearchParams({ MessageSid: id, From: '+6281299990001', Body: text, ...(choice ? { OptOutType: choice } : {}) })),
    { 'Content-Type': 'application/x-www-form-urlencoded' }));
  const mine = () => listed().filter((m) => m.to === '+6281299990001').length;
  await tell('SMa', 'MENU');
  assert.equal(mine(), 1);
  assert.equal((await tell('SMb', 'BERHENTI DULU', 'STOP')).status, 200);
  assert.equal(mine(), 1, 'Twilio has replied to it');
  assert.equal(JSON.parse(run('trader', 'list', '--json', '--limit', '0')).find((t) => t.phone === '+6281299990001').stopped, true);
}

let daemon, status = 1;
try {
  const section = ([name, type]) => {
    fs.writeFileSync(path.join(folder, `key-${name}`), `${key(name)}\n`, { mode: 0o600 });
    return `[gateway.${name}]\ntype = "${type}"\nwebhook_key_file = "key-${name}"\nsend_url = "http://127.0.0.1:9/"\n`
      + `username = "u"\npassword_file = "key-${name}"\n${name === 'vmsgs' ? 'mode = "messages"\n' : ''}${type === 'gammu' ? 'smsd_database = "smsd.db"\n' : ''}`;
  };
  fs.writeFileSync(ini, `[server]\nlisten = "127.0.0.1:${port}"\npublic_url = "${base}"\n[database]\nurl = "${databaseUrl(folder)}"\n`
    + `[office]\nname = "Dinkopdag Surabaya"\nshort_code = "2323"\n[templates]\ndir = "${path.resolve('templates')}"\n`
    + `[migrations]\ndir = "${path.resolve('migrations')}"\n${Object.entries(gateways).map(section).join('')}`);
  run('migrate');
  sql("UPDATE sequence SET last = 1000 WHERE name = 'message'"); // the reports' 77 is none that comes in
  daemon = spawn(lapak, ['--config', ini, 'serve'], { stdio: ['ignore', 'ignore', fs.openSync(log, 'a')] });
  for (let i = 0; i < 200 && await statusOf('GET', '/livez', '', {}) !== 200; i++) await new Promise((done) => setTimeout(done, 50));
  let replayed = 0;
  const counts = {};
  for (const file of fs.readdirSync('tests/data/gateway').filter((f) => f.endsWith('.http') && !/-(resp|poll|status)-/.test(f)).map((f) => f.slice(0, -5))) {
    const place = places.find(([prefix]) => file.startsWith(prefix));
    assert.ok(place, `${file} has no gateway`);
    const kind = file.slice(0, file.indexOf('-'));
    counts[kind] = (counts[kind] ?? 0) + 1;
    const endpoint = file.startsWith('external-dlr') ? file.slice(13) : /-ussd-\d/.test(file) ? 'ussd' : /-(dlr|ussd-end|optout)-/.test(file) ? 'report' : 'inbound';
    await replay(file, place[1], endpoint);
    replayed++;
  }
  assert.deepEqual(counts, expected, 'recordings of each gateway');
  modem();
  answersAreJudged();
  await hostile();
  await answeredElsewhere();
  const lines = fs.readFileSync(log, 'utf8');
  assert.doesNotMatch(lines, /RAHASI|81234567890|81299990001|BERHENTI/, 'a number or a text is in the log');
  assert.match(lines, /webhook-refused/);
  console.log(`recorded: ${replayed} webhooks through HTTP, each twice; hostile ones refused without effect`);
  status = 0;
} catch (fault) {
  console.error(`FAILED: ${fault.stack}\n${fs.existsSync(log) ? fs.readFileSync(log, 'utf8').slice(-1500) : ''}`);
} finally {
  daemon?.kill('SIGKILL');
  databaseForget(folder);
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
