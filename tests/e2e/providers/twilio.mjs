// tests/e2e/providers/twilio.mjs - Twilio's Message resource and webhooks, as its documentation describes them
import { basic, between, escape, fits, form, hmac, json, readForm, same, uuid } from './common.mjs';

const TOKEN = '0123456789abcdef0123456789abcdef';
const sid = () => `SM${uuid().replaceAll('-', '')}`;

export default {
  type: 'twilio',
  path: '/2010-04-01/Accounts/AC0123/Messages.json',
  secrets: { key: TOKEN, password: TOKEN },
  ini: ['username = "AC0123"', 'sender = "+15005550006"'],

  read(request, base) {
    same('Authorization', request.headers.authorization, basic('AC0123', TOKEN));
    same('Content-Type', request.headers['content-type'], 'application/x-www-form-urlencoded');
    const f = readForm(request.body, ['To', 'From', 'Body', 'StatusCallback', 'ValidityPeriod']);
    same('From', f.From, '+15005550006');
    between('ValidityPeriod', Number(f.ValidityPeriod), 1, 36000);
    between('the length of Body', f.Body.length, 1, 1600);
    const [, ref] = fits('StatusCallback', f.StatusCallback, new RegExp(`^${base}/gateway/p/report\\?ref=([0-9]+)$`));
    return [{ ref, to: f.To, text: f.Body, id: sid(), callback: f.StatusCallback }];
  },
  accept: ([m]) => json(201, { sid: m.id, status: 'queued', error_code: null, num_segments: '1', to: m.to }),
  busyInside: () => json(400, { code: 21611, message: 'queue', more_info: '', status: 400 }),
  refuse: () => json(400, { code: 21211, message: 'invalid', more_info: '', status: 400 }),
  misconfigured: () => json(401, { code: 20003, message: 'auth', more_info: '', status: 401 }),

  signed(url, path, pairs) {
    const text = url + [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map((p) => p.join('')).join('');
    return { method: 'POST', path, body: form(pairs), headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'X-Twilio-Signature': hmac('sha1', TOKEN, text, 'base64') } };
  },
  inbound(m, base) {
    return [this.signed(`${base}/gateway/p/inbound`, '/inbound', [['ToCountry', 'ID'], ['MessageSid', m.id], ['NumMedia', '0'],
      ['Body', m.text], ['From', m.from], ['To', '+15005550006'], ['NumSegments', '1'], ['AccountSid', 'AC0123'], ['FromCity', '']])];
  },
  report: function (m, state) {
    return this.signed(m.callback, `/report?ref=${escape(m.ref)}`, [['MessageSid', m.id], ['MessageStatus', state],
      ['SmsStatus', state], ['To', m.to], ['From', '+15005550006'], ['AccountSid', 'AC0123']]);
  },
};
