// tests/e2e/variations.mjs - the same calls in every other way a gateway may write them, over HTTP, and what each leads to
//
// Other orders, encodings, spellings of numbers, missing options, both live secrets, windows of time. One row: what it is, the
// status, the request, and what is then kept: texts of a phone of its own, or the state of a message that a report is about.
import { spawn, execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { hmac, basic } from './providers/common.mjs';
import { databaseAsk, databaseForget, databaseUrl } from '../database.mjs';

const lapak = path.resolve(process.env.LAPAK ?? 'build/lapak');
const folder = fs.mkdtempSync('/tmp/lapak-variations-');
const ini = path.join(folder, 'lapak.ini'), log = path.join(folder, 'err.log');
const port = await new Promise((done) => {
  const s = net.createServer().listen(0, '127.0.0.1', () => { const p = s.address().port; s.close(() => done(p)); });
});
const base = `http://127.0.0.1:${port}`;
const now = () => Math.floor(Date.now() / 1000);
const OLD = 'the secret of last year & more', NEW = 'the+one of=now';
const types = { kannel: 'kannel', smsgate: 'smsgate', twilio: 'twilio', vonage: 'vonage', infobip: 'infobip', e8: '8x8',
  at: 'africastalking', own: 'external', head: 'external', mac: 'external' };
const more = { head: 'auth = "header:X-Token"\n', mac: 'auth = "hmac-sha256:X-Signature,X-Timestamp"\n' };
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }, JSONS = { 'Content-Type': 'application/json' };
const enc = encodeURIComponent;
const key = (k = NEW) => `key=${enc(k)}`;

// ---- calls: [method, url, body, headers]
const get = (url, headers = {}) => ['GET', url, '', headers];
const post = (url, body, headers = FORM) => ['POST', url, typeof body === 'object' && !Buffer.isBuffer(body) ? JSON.stringify(body) : body, headers];
const gate = (event, payload, { secret = NEW, at = now(), hex = (h) => h, names = ['X-Timestamp', 'X-Signature'], id = crypto.randomUUID() } = {}) => {
  const body = typeof event === 'string' && event.startsWith('{') ? event : JSON.stringify({ payload, id, event, deviceId: 'd' });
  return post('/gateway/smsgate/inbound', body, { ...JSONS, [names[0]]: String(at), [names[1]]: hex(hmac('sha256', secret, body + at, 'hex')) });
};
const twilio = (pairs, { secret = NEW, url = '/gateway/twilio/inbound', type = FORM['Content-Type'], to = base } = {}) => {
  const text = to + url + [...new Map(pairs.map((p) => [p.join('\0'), p])).values()].sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1)).flat().join('');
  return post(url, pairs.map(([a, b]) => `${a}=${enc(b).replaceAll('%20', '+')}`).join('&'), { 'Content-Type': type, 'x-twilio-signature': hmac('sha1', secret, text, 'base64') });
};
const sig = (f, how = 'sha256', { secret = NEW, at = now(), hex = (h) => h } = {}) => {
  const all = { ...f, timestamp: String(at) };
  const text = Object.keys(all).sort().map((k) => `&${k}=${String(all[k]).replace(/[&=]/g, '_')}`).join('');
  return { ...all, sig: hex(how === 'md5hash' ? crypto.createHash('md5').update(text + secret).digest('hex') : hmac(how, secret, text, 'hex')) };
};
const query = (f) => Object.entries(f).map(([a, b]) => `${a}=${enc(b)}`).join('&');
const jwt = (body, { secret = NEW, iat = now(), alg = 'HS256', of = body, word = 'Bearer' } = {}) => {
  const part = (o) => Buffer.from(JSON.stringify(o)).toString('base64url');
  const text = `${part({ typ: 'JWT', alg })}.${part({ application_id: 'a', iss: 'Vonage', payload_hash: crypto.createHash('sha256').update(of).digest('hex'), iat, jti: 'j' })}`;
  return { ...JSONS, Authorization: `${word} ${text}.${alg === 'none' ? '' : hmac('sha256', secret, text, 'base64url')}` };
};
const uuid = (fields, more) => { const body = JSON.stringify(fields); return post('/gateway/vonage/inbound', body, jwt(body, more)); };
const mac = (body, at = now(), secret = NEW) => post('/gateway/mac/inbound', body,
  { ...JSONS, 'x-timestamp': String(at), 'x-signature': hmac('sha256', secret, body + at, 'hex').toUpperCase() });

let next = 100; // phones of their own
const digits = () => `62812700${next++}99`;
const rows = [];
// fn gets the phone's digits when its turn comes; kept: texts from it. A row that is denied keeps none, and one of nobody is not looked at.
const row = (what, status, fn, ...kept) => { const d = digits(); rows.push({ what, status, make: () => fn(d), kept, from: `+${d}` }); };
const nobody = (what, status, make) => rows.push({ what, status, make, kept: [], from: '-' });
const denied = (what, status, fn) => row(what, status, fn);
// fn gets the id of a message on its way, and the gateway's id of it.
const reports = [];
const report = (what, gateway, state, fn, status = 200) => reports.push({ what, gateway, state, fn, status });

// ---- Kannel
const k = (q, m = get) => m(`/gateway/kannel/inbound?${q}`);
row('Kannel: another order, %20', 200, (d) => k(`text=MENU%20a&from=%2b${d}&charset=UTF-8&${key()}&id=k1&coding=0`), 'MENU a');
row('Kannel: no plus, + for a space, no options', 200, (d) => k(`${key()}&from=${d}&text=MENU+b&id=k2`), 'MENU b');
row('Kannel: 00, spaces', 200, (d) => k(`${key()}&from=00${d.slice(0, 4)}+${d.slice(4)}&text=MENU+c&id=k3&zzz=1`), 'MENU c');
row('Kannel: 0, dashes', 200, (d) => k(`${key()}&from=0${d.slice(2, 5)}-${d.slice(5)}&text=MENU+d&id=k4`), 'MENU d');
row('Kannel: the second secret', 200, (d) => k(`${key(OLD)}&from=${d}&text=MENU+e&id=k5`), 'MENU e');
row('Kannel: Basic', 200, (d) => get(`/gateway/kannel/inbound?from=${d}&text=MENU+f&id=k6`, { authorization: basic('any', NEW) }), 'MENU f');
row('Kannel: UTF-16BE in the query', 200, (d) => k(`${key()}&from=${d}&text=%00M%00E%00N%00U%D8%3D%DE%00&coding=2&charset=UTF-16BE&id=k7`), 'MENU😀');
row('Kannel: lower hex, a byte 20 of UTF-16', 200, (d) => k(`${key()}&from=${d}&text=%20%bf%00%20%00%31&coding=2&id=k8`), '₿ 1');
row('Kannel: Latin-1', 200, (d) => k(`${key()}&from=${d}&text=MENU+%E9&charset=ISO-8859-1&id=k9`), 'MENU é');
row('Kannel: a body in quotes of UTF-8', 200, (d) => post(`/gateway/kannel/inbound?${key()}&from=${d}&id=k10`, 'MENU g\né', { 'Content-Type': 'text/plain; charset="utf-8"' }), 'MENU g\né');
row('Kannel: a body of UTF-16', 200, (d) => post(`/gateway/kannel/inbound?id=k11&from=%2B${d}&${key()}`, Buffer.from('\0M\0E\0N\0U', 'latin1'), { 'Content-Type': 'text/plain; charset=UTF-16BE' }), 'MENU');
row('Kannel: lines and an ampersand', 200, (d) => k(`${key()}&from=${d}&text=MENU%0Aa%26b%3Dc%2B&id=k12`), 'MENU\na&b=c+');
row('Kannel: %b before %a', 200, (d) => k(`${key()}&text=MENU+h&from=${d}&b=MENU++h&id=k13`), 'MENU  h');
row('Kannel: told twice without an id', 200, (d) => k(`${key()}&from=${d}&text=MENU+i&ts=1795482000`), 'MENU i');
nobody('Kannel: the same once more', 200, rows.at(-1).make);
row('Kannel: no text', 200, (d) => k(`${key()}&from=${d}&id=k14`));
row('Kannel: nobody', 200, () => k(`${key()}&text=MENU&id=k15`));
row('Kannel: XML', 200, (d) => post(`/gateway/kannel/inbound?${key()}&from=${d}&id=k16`, '<x/>', { 'Content-Type': 'text/xml' }));
denied('Kannel: a wrong key', 403, (d) => k(`key=x&from=${d}&text=MENU&id=k17`));
denied('Kannel: no key', 403, (d) => k(`from=${d}&text=MENU&id=k18`));
denied('Kannel: two keys', 403, (d) => k(`${key()}&${key()}&from=${d}&text=MENU&id=k19`));
denied('Kannel: half an escape', 400, (d) => k(`${key()}&from=${d}&text=%4&id=k20`));
for (const [type, answer, state] of [['8', 'ACK%2F', 'sent'], ['1', 'id:1 stat:DELIVRD err:000 text:', 'delivered'], ['34', 'stat:EXPIRED', 'expired'],
  ['2', 'id:9 stat:REJECTD err:008 text:', 'rejected'], ['2', 'stat:UNDELIV err:011', 'failed'], ['2', '', 'failed'], ['16', 'NACK/0x0000000b/x', 'rejected'],
  ['4', 'stat:ENROUTE', 'sending'], ['9', 'x', 'delivered'], ['18', 'stat:DELIVRD', 'rejected'], ['2', 'stat:DELETED text:stat:REJECTD', 'failed'],
  ['x', 'stat:DELIVRD', 'sending'], ['0', '', 'sending']])
  report(`Kannel: type ${type}`, 'kannel', state, (id) => get(`/gateway/kannel/report?type=${type}&answer=${answer.replaceAll(' ', '+')}&ref=${id}&${key(type === '8' ? OLD : NEW)}`));

// ---- SMS Gateway for Android
const sms = (d, text, extra = {}) => ({ messageId: crypto.randomUUID().slice(0, 8), message: text, sender: `+${d}`, receivedAt: '2026-11-24T06:30:11.000+07:00', ...extra });
row('SMSGate: HEX, headers in small letters', 200, (d) => gate('sms:received', sms(d, 'MENU a'), { hex: (h) => h.toUpperCase(), names: ['x-timestamp', 'x-signature'] }), 'MENU a');
row('SMSGate: the second secret', 200, (d) => gate('sms:received', sms(d, 'MENU b'), { secret: OLD }), 'MENU b');
row('SMSGate: 298 s behind', 200, (d) => gate('sms:received', sms(d, 'MENU c'), { at: now() - 298 }), 'MENU c');
row('SMSGate: 298 s ahead', 200, (d) => gate('sms:received', sms(d, 'MENU d'), { at: now() + 298 }), 'MENU d');
row('SMSGate: phoneNumber alone', 200, (d) => gate('sms:received', { ...sms(d, 'MENU e'), sender: undefined, phoneNumber: `0${d.slice(2)}` }), 'MENU e');
row('SMSGate: nulls, more fields, another order', 200, (d) => gate('sms:received', { simNumber: null, recipient: null, zzz: [1], ...sms(d, 'MENU f') }), 'MENU f');
row('SMSGate: Gson\'s escapes', 200, (d) => gate(`{"event":"sms:received","payload":{"message":"a\\u0026b\\u003dc\\u003c\\u0027\\u003e \\ud83d\\ude00","sender":"+${d}","messageId":"g"},"id":"${d}"}`), 'a&b=c<\'> 😀');
row('SMSGate: white space', 200, (d) => gate(`{ "event" : "sms:received",\r\n "payload":{ "message":"MENU g", "sender":"${d}" }, "id":"${d}" }`), 'MENU g');
row('SMSGate: old time', 200, (d) => gate('sms:received', sms(d, 'MENU h', { receivedAt: '2026-11-24T06:30:11+7' })), 'MENU h');
let told;
row('SMSGate: told', 200, (d) => gate('sms:received', told = sms(d, 'MENU i')), 'MENU i');
nobody('SMSGate: and anew under another id', 200, () => gate('sms:received', told));
row('SMSGate: a word of tomorrow', 200, (d) => gate('sms:dreamt', sms(d, 'MENU')));
row('SMSGate: data', 200, (d) => gate('sms:data-received', { ...sms(d, undefined), data: 'AAAA' }));
denied('SMSGate: 302 s behind', 401, (d) => gate('sms:received', sms(d, 'MENU'), { at: now() - 302 }));
denied('SMSGate: 302 s ahead', 401, (d) => gate('sms:received', sms(d, 'MENU'), { at: now() + 302 }));
denied('SMSGate: no time', 401, (d) => gate('sms:received', sms(d, 'MENU'), { names: ['x-time', 'x-signature'] }));
denied('SMSGate: a third secret', 401, (d) => gate('sms:received', sms(d, 'MENU'), { secret: 'x' }));
denied('SMSGate: an empty secret', 401, (d) => gate('sms:received', sms(d, 'MENU'), { secret: '' }));
denied('SMSGate: no sender', 400, () => gate('sms:received', { message: 'MENU', messageId: 'm' }));
denied('SMSGate: a field twice', 400, (d) => gate(`{"event":"sms:received","event":"sms:sent","payload":{"message":"MENU","sender":"+${d}"},"id":"i"}`));
denied('SMSGate: no event', 400, () => gate('{"payload":{}}'));
for (const [event, state, extra] of [['sms:sent', 'sent', { partsCount: 1 }], ['sms:delivered', 'delivered', {}], ['sms:failed', 'failed', { reason: 'RESULT_ERROR_GENERIC_FAILURE' }],
  ['sms:cancelled', 'rejected', {}], ['sms:sent', 'sent', { partsCount: 3, simNumber: null }]])
  report(`SMSGate: ${event}`, 'smsgate', state, (id) => gate(event, { messageId: String(id), recipient: '+6281300000001', ...extra }));

// ---- Twilio
const sm = () => `SM${crypto.randomUUID().replaceAll('-', '')}`;
const base64 = Buffer.from('TANYA apakah hari Minggu pasar buka, Bu? Terima kasih banyak ya').toString('base64');
row('Twilio: another order, a new field', 200, (d) => twilio([['Zzz', '1'], ['Body', 'MENU a'], ['MessageSid', sm()], ['From', `+${d}`]]), 'MENU a');
row('Twilio: the second token, SmsSid', 200, (d) => twilio([['SmsSid', sm()], ['From', `+${d}`], ['Body', 'MENU + b & é 😀\nx']], { secret: OLD }), 'MENU + b & é 😀\nx');
row('Twilio: charset behind the type', 200, (d) => twilio([['MessageSid', sm()], ['From', `+${d}`], ['Body', 'MENU c']], { type: 'Application/X-WWW-Form-Urlencoded; charset=utf-8' }), 'MENU c');
row('Twilio: a query of ours', 200, (d) => twilio([['MessageSid', sm()], ['From', `+${d}`], ['Body', 'MENU d']], { url: '/gateway/twilio/inbound?a=1&b=%20x' }), 'MENU d');
row('Twilio: empty fields', 200, (d) => twilio([['MessageSid', sm()], ['From', `+${d}`], ['Body', 'MENU e'], ['FromCity', ''], ['NumMedia', '0']]), 'MENU e');
row('Twilio: Body in base64', 200, (d) => twilio([['MessageSid', sm()], ['From', `+${d}`], ['Body', base64]]), 'TANYA apakah hari Minggu pasar buka, Bu? Terima kasih banyak ya');
denied('Twilio: another host signed', 403, (d) => twilio([['MessageSid', sm()], ['From', `+${d}`], ['Body', 'MENU']], { to: 'https://evil.example' }));
denied('Twilio: no sid', 400, (d) => twilio([['From', `+${d}`], ['Body', 'MENU']]));
denied('Twilio: no body', 400, (d) => twilio([['MessageSid', sm()], ['From', `+${d}`]]));
for (const [word, state, extra] of [['queued', 'sending', []], ['sending', 'sending', []], ['sent', 'sent', []], ['delivered', 'delivered', []], ['read', 'delivered', []], ['canceled', 'rejected', []],
  ['undelivered', 'failed', [['ErrorCode', '30003']]], ['undelivered', 'rejected', [['ErrorCode', '30004']]], ['failed', 'failed', [['ErrorCode', '30005']]], ['failed', 'rejected', [['ErrorCode', '30007']]],
  ['failed', 'failed', []], ['bewildered', 'sending', []]])
  report(`Twilio: ${word} ${extra}`, 'twilio', state, (id) => twilio([['MessageStatus', word], ['To', '+6281300000001'], ['MessageSid', sm()], ...extra], { url: `/gateway/twilio/report?ref=${id}` }), 204);

// ---- Vonage
const v = (d, text, extra = {}) => ({ msisdn: d, to: '2323', messageId: crypto.randomUUID(), text, type: 'text', 'message-timestamp': '2026-11-24 06:30:11', ...extra });
const vs = '/gateway/vonage/inbound';
for (const how of ['md5hash', 'md5', 'sha1', 'sha256', 'sha512'])
  row(`Vonage: GET, ${how}`, 200, (d) => get(`${vs}?${query(sig(v(d, `MENU & ${how}=1`), how, { secret: how === 'sha1' ? OLD : NEW }))}`), `MENU & ${how}=1`);
row('Vonage: a form, SIG', 200, (d) => post(vs, query(sig(v(d, 'MENU f'), 'sha256', { hex: (h) => h.toUpperCase() }))), 'MENU f');
row('Vonage: JSON, numbers', 200, (d) => post(vs, sig(v(d, 'MENU g', { type: 'unicode', keyword: 'MENU', 'api-key': 'a', nonce: 7 })), { 'Content-Type': 'application/json; charset=utf-8' }), 'MENU g');
const part = (d, which, text) => sig(v(d, text, { concat: 'true', 'concat-ref': '9', 'concat-total': '2', 'concat-part': which }));
let writer;
row('Vonage: parts, the last first', 200, (d) => post(vs, query(part(writer = d, '2', ' h'))), 'MENU h');
nobody('Vonage: parts, the first', 200, () => get(`${vs}?${query(part(writer, '1', 'MENU'))}`));
row('Vonage: a key for who does not sign', 200, (d) => post(`${vs}?${key(OLD)}`, v(d, 'MENU i'), JSONS), 'MENU i');
row('Vonage: a picture of an SMS', 200, (d) => get(`${vs}?${query(sig(v(d, 'x', { type: 'binary', data: '00', udh: '00' })))}`));
row('Vonage: the URL is looked at', 200, () => get(vs));
row('Vonage: by POST, too', 200, () => post(vs, ''));
row('Vonage: Messages', 200, (d) => uuid({ text: 'MENU j', message_type: 'text', from: d, to: '2323', channel: 'sms', message_uuid: crypto.randomUUID(), timestamp: '2026-11-24T06:30:11Z', usage: {} }), 'MENU j');
row('Vonage: Messages, the second secret', 200, (d) => uuid({ channel: 'sms', message_uuid: crypto.randomUUID(), from: d, text: 'MENU k', sms: { num_messages: '2' } }, { secret: OLD, word: 'bearer', iat: now() - 297 }), 'MENU k');
denied('Vonage: stale', 403, (d) => get(`${vs}?${query(sig(v(d, 'MENU'), 'sha256', { at: now() - 302 }))}`));
denied('Vonage: a field more', 403, (d) => get(`${vs}?${query(sig(v(d, 'MENU')))}&z=1`));
denied('Vonage: sig twice', 403, (d) => get(`${vs}?${query(sig(v(d, 'MENU')))}&sig=x`));
denied('Vonage: unsigned', 403, (d) => get(`${vs}?${query(v(d, 'MENU'))}`));
denied('Vonage: Messages, stale', 403, (d) => uuid({ message_uuid: 'u', from: d, text: 'MENU' }, { iat: now() - 302 }));
denied('Vonage: Messages, another body', 403, (d) => uuid({ message_uuid: 'u', from: d, text: 'MENU' }, { of: 'x' }));
denied('Vonage: Messages, alg none', 403, (d) => uuid({ message_uuid: 'u', from: d, text: 'MENU' }, { alg: 'none' }));
for (const [status, state, code] of [['accepted', 'sent', '0'], ['buffered', 'sent', '0'], ['delivered', 'delivered', '0'], ['expired', 'expired', '1'], ['failed', 'failed', '6'], ['undelivered', 'failed', '2'],
  ['rejected', 'rejected', '7'], ['unknown', 'sending', '99']])
  report(`Vonage: ${status}`, 'vonage', state, (id, its) => (state === 'expired' ? post(`/gateway/vonage/report?${key()}`, { messageId: its, 'client-ref': String(id), status, 'err-code': code, msisdn: '6281300000001' }, JSONS)
    : get(`/gateway/vonage/report?${query({ status, 'err-code': code, 'client-ref': id, messageId: its, scts: '2611240630' })}&${key(OLD)}`)));
for (const [status, state] of [['submitted', 'sent'], ['delivered', 'delivered'], ['read', 'delivered'], ['rejected', 'rejected'], ['undeliverable', 'failed']])
  report(`Vonage: Messages, ${status}`, 'vonage', state, (id, its) => uuid({ message_uuid: its, client_ref: String(id), status, error: { title: 'x', type: 'y' }, channel: 'sms' }));

// ---- Infobip, 8x8
const ib = (d, text, extra = {}) => ({ messageId: crypto.randomUUID(), from: d, to: '2323', text, receivedAt: '2026-11-24T06:30:11.000+0000', ...extra });
row('Infobip: a batch with a picture', 200, (d) => post(`/gateway/infobip/inbound?${key()}`, { pendingMessageCount: 0, results: [ib(d, 'MENU a', { cleanText: 'x', price: { pricePerMessage: 0, currency: 'IDR' } }), { messageId: 'p', from: d, message: [{}] }, ib(d, 'MENU b')] }, JSONS), 'MENU a', 'MENU b');
row('Infobip: Basic, a plus, little told', 200, (d) => post('/gateway/infobip/inbound', { results: [{ from: `+${d}`, text: 'MENU c', messageId: `m${d}` }] }, { ...JSONS, Authorization: basic('u', OLD) }), 'MENU c');
row('Infobip: nothing', 200, () => post(`/gateway/infobip/inbound?${key()}`, { results: [] }, JSONS));
denied('Infobip: no list', 400, () => post(`/gateway/infobip/inbound?${key()}`, { results: 1 }, JSONS));
denied('Infobip: a form', 400, () => post(`/gateway/infobip/inbound?${key()}`, 'a=1'));
for (const [groupId, state] of [[0, 'sending'], [1, 'sent'], [2, 'failed'], [3, 'delivered'], [4, 'expired'], [5, 'rejected'], [9, 'sending']])
  report(`Infobip: group ${groupId}`, 'infobip', state, (id) => post(`/gateway/infobip/report?${key()}&ref=${id}`, { results: [{ error: { name: 'EC_X', permanent: false }, status: { groupId, groupName: 'X' }, to: '6281300000001', messageId: String(id) }] }, JSONS));
const ex = (eventType, payload) => ({ eventType, payload, namespace: 'SMS', description: null });
row('8x8: little told', 200, (d) => post(`/gateway/e8/inbound?${key(OLD)}`, ex('inbound_message_received', { body: 'MENU a', source: `+${d}`, umid: `u${d}` }), JSONS), 'MENU a');
row('8x8: another product', 200, () => post(`/gateway/e8/inbound?${key()}`, ex('video_call_ended', {}), JSONS));
denied('8x8: no source', 400, () => post(`/gateway/e8/inbound?${key()}`, ex('inbound_message_received', { body: 'MENU' }), JSONS));
for (const [status, state] of [[{ state: 'queued' }, 'sending'], [{ state: 'sent' }, 'sent'], [{ state: 'delivered', detail: 'delivered_to_operator' }, 'sent'], [{ state: 'delivered', detail: 'delivered_to_recipient' }, 'delivered'],
  [{ state: 'undelivered', detail: 'rejected_by_operator', errorCode: 16 }, 'rejected'], [{ state: 'undelivered', errorCode: 4 }, 'failed'], [{ state: 'undelivered', errorCode: '36' }, 'expired'], [{ state: 'rejected', errorCode: 13 }, 'rejected'],
  [{ state: 'failed' }, 'rejected'], [{ state: 'read' }, 'delivered']])
  report(`8x8: ${JSON.stringify(status)}`, 'e8', state, (id, its) => post(`/gateway/e8/inbound?${key()}`, ex('outbound_message_status_changed', { umid: its, clientMessageId: String(id), status }), JSONS));

// ---- Africa's Talking
const at = (f, endpoint = 'inbound', k2 = NEW) => post(`/gateway/at/${endpoint}?${key(k2)}`, query(f));
row('AT: another order, local number', 200, (d) => at({ id: `a${d}`, text: 'MENU a', date: '2017-05-03 06:04:45', from: `0${d.slice(2)}` }), 'MENU a');
row('AT: the second secret, more fields', 200, (d) => at({ cost: 'None', linkId: 'x', networkCode: '51010', to: '2323', from: `+${d}`, text: 'MENU b', id: `a${d}` }, 'inbound', OLD), 'MENU b');
row('AT: no id, but a time', 200, (d) => at({ from: `+${d}`, text: 'MENU c', date: '2026-11-24T06:30:11Z' }), 'MENU c');
row('AT: no sender', 200, () => at({ text: 'MENU', id: 'x' }));
row('AT: JSON', 200, (d) => post(`/gateway/at/inbound?${key()}`, { from: d, text: 'MENU' }, JSONS));
row('AT: USSD', 200, (d) => at({ text: '', serviceCode: '*384#', phoneNumber: `+${d}`, sessionId: d }, 'ussd'), '');
row('AT: an end without a cost', 200, (d) => at({ sessionId: d, status: 'Incomplete', phoneNumber: `+${d}` }, 'report'));
denied('AT: a wrong key', 403, (d) => at({ from: `+${d}`, text: 'MENU', id: 'y' }, 'inbound', 'x'));
for (const [status, state, why] of [['Sent', 'sent'], ['Submitted', 'sent'], ['Buffered', 'sent'], ['Success', 'delivered'], ['Failed', 'failed', 'UserDoesNotExist'], ['AbsentSubscriber', 'failed'],
  ['Rejected', 'rejected', 'InsufficientCredit'], ['Expired', 'expired'], ['Pondering', 'sending']])
  report(`AT: ${status}`, 'at', state, (id, its) => at({ retryCount: '0', networkCode: '51010', phoneNumber: '+6281300000001', ...(why ? { failureReason: why } : {}), status, id: its }, 'report'));

// ---- whatever lapak.ini says
row('external: sender and time', 200, (d) => get(`/gateway/own/inbound?${key()}&time=2026-11-24T06:30:11Z&sender=${d}&text=MENU+a`), 'MENU a');
row('external: a form', 200, (d) => post(`/gateway/own/inbound?${key(OLD)}`, `text=MENU%20b&from=%2B${d}&date=2026-11-24+13:30:11`), 'MENU b');
row('external: JSON, a number as a number', 200, (d) => post(`/gateway/own/inbound?${key()}`, `{"text":"MENU c","from":${d},"id":${d}}`, JSONS), 'MENU c');
row('external: JSON that says it is a form', 200, (d) => post(`/gateway/own/inbound?${key()}`, { text: 'MENU d', from: d, id: `e${d}` }), 'MENU d');
row('external: POST with all in the query', 200, (d) => post(`/gateway/own/inbound?${key()}&from=${d}&text=MENU+e&id=e${d}`, ''), 'MENU e');
row('external: a header', 200, (d) => get(`/gateway/head/inbound?from=${d}&text=MENU+f`, { 'x-token': OLD }), 'MENU f');
row('external: HMAC', 200, (d) => mac(JSON.stringify({ from: d, text: 'MENU g' }), now() - 298), 'MENU g');
denied('external: HMAC, stale', 403, (d) => mac(JSON.stringify({ from: d, text: 'MENU' }), now() - 302));
denied('external: HMAC, a third secret', 403, (d) => mac(JSON.stringify({ from: d, text: 'MENU' }), now(), 'x'));
denied('external: no header', 403, (d) => get(`/gateway/head/inbound?from=${d}&text=MENU`));
denied('external: no text', 400, (d) => get(`/gateway/own/inbound?${key()}&from=${d}`));
denied('external: a name twice', 400, (d) => get(`/gateway/own/inbound?${key()}&from=${d}&from=1&text=MENU`));
for (const [word, state] of [['sent', 'sent'], ['delivered', 'delivered'], ['failed', 'failed']])
  report(`external: .../${word}`, 'own', state, (id) => (word === 'sent' ? get : (u) => post(u, ''))(`/gateway/own/${word}?id=${id}&${key()}`));

// ---- the run
function ask([method, target, body, headers]) {
  return new Promise((done, fail) => {
    const request = http.request({ host: '127.0.0.1', port, method, path: target, agent: false,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } }, (r) => r.resume().on('end', () => done(r.statusCode)));
    request.on('error', fail);
    request.end(body);
  });
}
const run = (...args) => execFileSync(lapak, ['--config', ini, ...args], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] });
const sql = (text) => databaseAsk(folder, text);
const faults = [];
const want = (what, got, wanted) => { try { assert.deepEqual(got, wanted); } catch { faults.push(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`); } };

let daemon, status = 1;
try {
  fs.writeFileSync(path.join(folder, 'keys'), `${NEW}\n${OLD}\n`, { mode: 0o600 });
  fs.writeFileSync(path.join(folder, 'password'), 'p\n', { mode: 0o600 });
  fs.writeFileSync(ini, `[server]\nlisten = "127.0.0.1:${port}"\npublic_url = "${base}"\n[database]\nurl = "${databaseUrl(folder)}"\n[office]\nname = "D"\nshort_code = "2323"\n`
    + `[templates]\ndir = "${path.resolve('templates')}"\n[migrations]\ndir = "${path.resolve('migrations')}"\n`
    + Object.entries(types).map(([name, type]) => `[gateway.${name}]\ntype = "${type}"\nwebhook_key_file = "keys"\nsend_url = "http://127.0.0.1:9/"\nusername = "u"\npassword_file = "password"\n${more[name] ?? ''}`).join(''));
  run('migrate');
  sql("UPDATE sequence SET last = 9000 WHERE name = 'message'");
  reports.forEach(({ gateway }, i) => { // on its way; its report comes
    const id = 1000 + i, t = now();
    sql(`INSERT INTO message (id, previous_id, direction, channel, kind, priority, gateway, gateway_id, phone, text, state, at, due_at, expires_at, tries, segments, reply_to, changed_at)
      VALUES (${id}, 0, 'out', 'sms', 'tip', 3, '${gateway}', 'its-${id}', '+6281300000001', 'x', 'sent', ${t}, ${t}, ${t + 9999}, 1, 1, 0, ${t});
      INSERT INTO seen (gateway, key, message_id) VALUES ('${gateway}', 'out its-${id}', ${id})`);
  });
  daemon = spawn(lapak, ['--config', ini, 'serve'], { stdio: ['ignore', 'ignore', fs.openSync(log, 'a')] });
  for (let i = 0; i < 200 && await ask(get('/livez')).catch(() => 0) !== 200; i++) await new Promise((done) => setTimeout(done, 50));
  for (const r of rows) {
    const call = r.make();
    [, r.target] = call;
    want(r.what, await ask(call), r.status);
  }
  sql('UPDATE message SET state = \'sending\' WHERE id BETWEEN 1000 AND 8999');
  for (const [i, r] of reports.entries()) {
    want(r.what, await ask(r.fn(1000 + i, `its-${1000 + i}`)), r.status);
    want(r.what, sql(`SELECT state FROM message WHERE id = ${1000 + i}`), r.state);
    if (r.state !== 'delivered' && r.state !== 'sent' && r.state !== 'sending') { // and again, and what is late
      await ask(r.fn(1000 + i, `its-${1000 + i}`));
      want(`${r.what}, again`, sql(`SELECT state FROM message WHERE id = ${1000 + i}`), r.state);
    }
  }
  const listed = JSON.parse(run('message', 'list', '--json', '--limit', '0')).filter((m) => m.direction === 'in').reverse();
  const by = new Map();
  for (const m of listed) by.set(m.from, [...(by.get(m.from) ?? []), m.text]);
  for (const r of rows) if (r.from !== '-') want(r.what, by.get(r.from) ?? [], r.kept);
  want('all that was kept', listed.length, rows.flatMap((r) => (r.from === '-' ? [] : r.kept)).length);
  const lines = fs.readFileSync(log, 'utf8');
  want('a number or a text in the log', /62812|MENU|81300000001/.test(lines), false);
  for (const [name] of Object.entries(types)) {
    const refused = rows.filter((r) => r.status >= 400 && r.target.startsWith(`/gateway/${name}/`)).length;
    const told = lines.split('\n').filter((l) => l.includes('webhook-refused') && l.includes(`gateway=${name} `) && !l.includes('status=200')).length;
    want(`lines about ${name}`, told, refused);
  }
  for (const f of faults) console.error(`FAILED: ${f}`);
  console.log(`variations: ${rows.length} calls and ${reports.length} reports, ${faults.length} otherwise than expected`);
  status = faults.length > 0 ? 1 : 0;
} catch (fault) {
  console.error(`FAILED: ${fault.stack}\n${fs.existsSync(log) ? fs.readFileSync(log, 'utf8').slice(-1500) : ''}`);
} finally {
  daemon?.kill('SIGKILL');
  databaseForget(folder);
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
