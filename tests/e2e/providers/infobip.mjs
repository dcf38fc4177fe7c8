// tests/e2e/providers/infobip.mjs - Infobip's sms/3/messages and its batched webhooks
import { between, checkNames, fits, json, readJson, same, digits } from './common.mjs';

const status = (groupId, groupName) => ({ groupId, groupName, id: 26, name: groupName, description: '' });
const post = (path, results) => ({ method: 'POST', path, body: JSON.stringify({ results, messageCount: results.length }),
  headers: { 'Content-Type': 'application/json' } });

export default {
  type: 'infobip',
  path: '/sms/3/messages',
  secrets: { key: 'webhook key', password: 'api key' },
  ini: [],

  read(request, base) {
    same('Authorization', request.headers.authorization, 'App api key');
    same('Content-Type', request.headers['content-type'], 'application/json');
    const body = readJson(request.body);
    checkNames(body, ['messages']);
    between('messages', body.messages.length, 1, 100);
    return body.messages.map((m) => {
      checkNames(m, ['sender', 'destinations', 'content', 'options?', 'webhooks']);
      same('sender', m.sender, '2323');
      same('one destination', m.destinations.length, 1);
      const [{ to, messageId }] = m.destinations;
      fits('to', to, /^62[0-9]+$/);
      between('validity', m.options.validityPeriod.amount, 1, 172800);
      same('timeUnit', m.options.validityPeriod.timeUnit, 'SECONDS');
      checkNames(m.content, ['text']);
      same('delivery.url', m.webhooks.delivery.url, `${base}/gateway/p/report?ref=${messageId}&key=webhook%20key`);
      same('contentType', m.webhooks.delivery.contentType, 'application/json');
      return { ref: messageId, to: `+${to}`, text: m.content.text, id: messageId };
    });
  },
  accept: (list) => json(200, { bulkId: '1', messages: list.map((m) =>
    ({ messageId: m.id, status: m.refused ? status(5, 'REJECTED') : status(1, 'PENDING'), destination: digits(m.to) })) }),
  busyInside: () => json(503, { errorCode: 'E503' }),
  refuse: (list) => json(200, { messages: list.map((m) => ({ messageId: m.id, status: status(5, 'REJECTED') })) }),
  misconfigured: () => json(401, { errorCode: 'E401' }),

  inbound: (m) => [post('/inbound?key=webhook%20key', [{ messageId: m.id, from: digits(m.from), to: '2323', text: m.text,
    cleanText: '', receivedAt: new Date(m.at).toISOString().replace('Z', '+0000'), smsCount: 1 }])],
  report: (m, state) => post(`/report?ref=${m.ref}&key=webhook%20key`, [{ bulkId: '1', messageId: m.ref, to: digits(m.to),
    messageCount: m.parts, status: state === 'sent' ? status(1, 'PENDING') : status(3, 'DELIVERED'),
    error: { groupId: 0, name: 'NO_ERROR', permanent: false } }]),
};
