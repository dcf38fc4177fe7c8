// tests/e2e/providers/tcast.mjs - the "1701" family, through config/tcast.ini: everything in the query, answers in one line of text
import { digits, form, readForm, same, fits, uuid } from './common.mjs';

const GSM7 = /^[\n\r -~]*$/;
const call = (path, fields) => ({ method: 'GET', path: `${path}?${form([['key', 'webhook key'], ...Object.entries(fields)])}`, body: '', headers: {} });
const line = (body) => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, body });

export default {
  method: 'GET',
  path: '/bulksms/sendsms',
  preset: 'http://gateway.tcast.example',
  secrets: { key: 'webhook key', password: 'pass & word' },
  ini: ['username = "office"'],

  read(request) {
    same('the body', request.body, '');
    const f = readForm(request.query, ['username', 'password', 'type', 'dlr', 'destination', 'source', 'message']);
    same('username', f.username, 'office');
    same('password', f.password, 'pass & word');
    same('type', f.type, GSM7.test(f.message) ? '0' : '1');
    same('dlr', f.dlr, '1');
    same('source', f.source, '2323');
    fits('destination', f.destination, /^62[0-9]+$/);
    return [{ ref: f.destination, to: `+${f.destination}`, text: f.message, id: uuid() }];
  },
  accept: ([m]) => line(`1701|${digits(m.to)}|${m.id}\r\n`),
  busyInside: () => line('1710'),
  refuse: ([m]) => line(`1706|${digits(m.to)}`),

  inbound: (m) => [call('/inbound', { from: m.odd ? `0${m.from.slice(3)}` : digits(m.from), text: m.text, id: m.id })],
  report: (m, state) => call('/report', { messageId: m.id, status: state === 'sent' ? 'ACCEPTD' : 'DELIVRD' }),
};
