// tests/e2e/providers/africastalking.mjs - Africa's Talking's messaging and webhooks; its reports know only its own id
import { form, json, readForm, same, uuid } from './common.mjs';

const post = (path, fields) => ({ method: 'POST', path: `${path}?key=webhook%20key`, body: form(Object.entries(fields)),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
const answer = (m, statusCode, status) => json(201, { SMSMessageData: { Message: 'Sent to 1/1', Recipients: [
  { statusCode, number: m.to, status, cost: 'KES 0.8', messageId: statusCode < 200 ? m.id : 'None' }] } });

export default {
  type: 'africastalking',
  path: '/version1/messaging',
  secrets: { key: 'webhook key', password: 'api-key' },
  ini: ['username = "lapak"'],

  read(request) {
    same('apiKey', request.headers.apikey, 'api-key');
    same('Accept', request.headers.accept, 'application/json');
    same('Content-Type', request.headers['content-type'], 'application/x-www-form-urlencoded');
    const f = readForm(request.body, ['username', 'to', 'message', 'from', 'bulkSMSMode', 'enqueue']);
    same('username', f.username, 'lapak');
    same('from', f.from, '2323');
    same('bulkSMSMode', f.bulkSMSMode, '1');
    return [{ ref: f.to, to: f.to, text: f.message, id: `ATXid_${uuid()}` }];
  },
  accept: ([m]) => answer(m, 101, 'Success'),
  busyInside: ([m]) => answer(m, 500, 'InternalServerError'),
  refuse: ([m]) => answer(m, 403, 'InvalidPhoneNumber'),
  misconfigured: ([m]) => answer(m, 405, 'InsufficientBalance'),

  inbound: (m) => [post('/inbound', { from: m.from, to: '2323', text: m.text, id: m.id,
    date: new Date(m.at).toISOString().slice(0, 19) + 'Z', networkCode: '51010' })],
  report: (m, state) => post('/report', { id: m.id, status: state === 'sent' ? 'Sent' : 'Success', phoneNumber: m.to, networkCode: '51010' }),
};
