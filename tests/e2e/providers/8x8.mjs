// tests/e2e/providers/8x8.mjs - 8x8's messages of a sub-account and its webhooks
import { checkNames, fits, json, readJson, same, stamp, uuid } from './common.mjs';

const GSM7 = /^[\n\r -~]*$/;
const post = (path, eventType, payload) => ({ method: 'POST', path, headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ namespace: 'SMS', eventType, description: '', payload }) });

export default {
  type: '8x8',
  path: '/api/v1/subaccounts/Sub-1/messages',
  secrets: { key: 'webhook key', password: 'api-key' },
  ini: ['device = "Sub-1"'],

  read(request, base) {
    same('Authorization', request.headers.authorization, 'Bearer api-key');
    same('Content-Type', request.headers['content-type'], 'application/json');
    const m = readJson(request.body);
    checkNames(m, ['destination', 'text', 'source', 'encoding', 'clientMessageId', 'expiry', 'dlrCallbackUrl']);
    same('source', m.source, '2323');
    same('encoding', m.encoding, GSM7.test(m.text) ? 'GSM7' : 'UCS2');
    fits('clientMessageId', m.clientMessageId, /^[0-9]{1,50}$/);
    fits('expiry', m.expiry, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    if (!(Date.parse(m.expiry) > Date.now())) throw new Error('expiry lies behind');
    same('dlrCallbackUrl', m.dlrCallbackUrl, `${base}/gateway/p/report?ref=${m.clientMessageId}&key=webhook%20key`);
    return [{ ref: m.clientMessageId, to: m.destination, text: m.text, id: uuid() }];
  },
  answer: (m, state, more = {}) => json(200, { umid: m.id, clientMessageId: m.ref, destination: m.to, encoding: 'GSM7',
    status: { state, timestamp: stamp(Date.now()), ...more } }),
  accept([m]) { return this.answer(m, 'queued'); },
  busyInside: () => json(503, { code: 503 }),
  refuse([m]) { return this.answer(m, 'rejected', { errorCode: 15 }); },
  misconfigured: () => json(401, { code: 401 }),

  inbound: (m) => [post('/inbound?key=webhook%20key', 'inbound_message_received', { umid: m.id, subAccountId: 'Sub-1',
    timestamp: stamp(m.at), source: m.from, destination: '2323', body: m.text, encoding: 'GSM7', smsCount: 1 })],
  report: (m, state) => post(`/report?ref=${m.ref}&key=webhook%20key`, 'outbound_message_status_changed', { umid: m.id,
    clientMessageId: m.ref, destination: m.to, status: { state, timestamp: stamp(Date.now()), errorCode: 0 }, smsCount: m.parts }),
};
