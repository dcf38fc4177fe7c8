// tests/e2e/providers/vonage.mjs - Vonage's SMS API, signed by HMAC-SHA-256; long texts come in parts, in any order
import { between, fits, form, hmac, json, readForm, same, uuid, digits } from './common.mjs';

const SECRET = 'signature secret';
const GSM7 = /^[\n\r -~]*$/;

export default {
  type: 'vonage',
  path: '/sms/json',
  secrets: { key: SECRET, password: 'api & secret' },
  ini: ['username = "abcd1234"'],

  read(request, base) {
    same('Content-Type', request.headers['content-type'], 'application/x-www-form-urlencoded');
    const f = readForm(request.body, ['api_key', 'api_secret', 'from', 'to', 'text', 'type?', 'status-report-req', 'callback',
      'client-ref', 'ttl']);
    same('api_key', f.api_key, 'abcd1234');
    same('api_secret', f.api_secret, 'api & secret');
    same('from', f.from, '2323');
    same('type', f.type, GSM7.test(f.text) ? undefined : 'unicode');
    same('status-report-req', f['status-report-req'], '1');
    between('ttl', Number(f.ttl), 20000, 604800000);
    fits('client-ref', f['client-ref'], /^[0-9]{1,40}$/);
    fits('callback', f.callback, new RegExp(`^${base}/gateway/p/report\\?ref=${f['client-ref']}&token=[0-9a-f]{32}$`));
    fits('to', f.to, /^62[0-9]+$/);
    return [{ ref: f['client-ref'], to: `+${f.to}`, text: f.text, id: uuid().slice(0, 16), callback: f.callback }];
  },
  answer: (m, status, more = {}) => json(200, { 'message-count': '1', messages: [{ to: digits(m.to), status, ...more }] }),
  accept([m]) { // one entry for each part
    const messages = Array.from({ length: m.parts }, (_, i) => ({ to: digits(m.to), status: '0', 'message-id': `${m.id}${i}` }));
    return json(200, { 'message-count': String(m.parts), messages });
  },
  busyInside([m]) { return this.answer(m, '1', { 'error-text': 'Throughput Rate Exceeded - please wait [ 250 ] and retry' }); },
  refuse([m]) { return this.answer(m, '6', { 'error-text': 'Invalid Message' }); },
  misconfigured([m]) { return this.answer(m, '4', { 'error-text': 'Bad Credentials' }); },

  signed(fields) {
    const all = { ...fields, timestamp: String(Math.floor(Date.now() / 1000)) };
    const text = Object.keys(all).sort().map((k) => `&${k}=${all[k].replace(/[&=]/g, '_')}`).join('');
    return form(Object.entries({ ...all, sig: hmac('sha256', SECRET, text, 'hex').toUpperCase() }));
  },
  inbound(m) {
    const fields = { msisdn: digits(m.from), to: '2323', messageId: m.id, type: 'text', text: m.text,
      'message-timestamp': new Date(m.at).toISOString().slice(0, 19).replace('T', ' ') };
    const ask = (body) => ({ method: 'POST', path: '/inbound', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    if (!m.odd) return [{ method: 'GET', path: `/inbound?${this.signed(fields)}`, body: '', headers: {} }];
    return [2, 1].map((part) => ask(this.signed({ ...fields, messageId: `${m.id}-${part}`, concat: 'true', 'concat-ref': '7',
      'concat-total': '2', 'concat-part': String(part), text: part === 1 ? m.text.slice(0, 2) : m.text.slice(2) })));
  },
  report(m, state) { // one for each part; delivered to the callback, with its token
    const url = new URL(m.callback);
    const one = (i) => ({ method: 'GET', headers: {}, body: '',
      path: `/report${url.search}&${form([['messageId', `${m.id}${i}`], ['status', state], ['err-code', '0'],
        ['msisdn', digits(m.to)], ['client-ref', m.ref]])}` });
    return state === 'sent' ? { ...one(0), path: one(0).path.replace('status=sent', 'status=accepted') }
      : Array.from({ length: m.parts }, (_, i) => one(i));
  },
};
