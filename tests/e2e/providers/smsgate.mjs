// tests/e2e/providers/smsgate.mjs - SMS Gateway for Android: the phone, as docs.sms-gate.app describes it
import { basic, between, checkNames, fits, hmac, json, readJson, same, stamp, uuid } from './common.mjs';

const KEY = 'a signing key';

export default {
  type: 'smsgate',
  path: '/message',
  knowsRepeats: true,
  secrets: { key: `${KEY}\nthe next one`, password: 'pass word' },
  ini: ['username = "sms"'],

  read(request) {
    same('Authorization', request.headers.authorization, basic('sms', 'pass word'));
    same('Content-Type', request.headers['content-type'], 'application/json');
    const body = readJson(request.body);
    checkNames(body, ['id', 'textMessage', 'phoneNumbers', 'ttl', 'withDeliveryReport']);
    checkNames(body.textMessage, ['text']);
    same('one number', body.phoneNumbers.length, 1);
    between('ttl', body.ttl, 5, 7 * 86400);
    same('withDeliveryReport', body.withDeliveryReport, true);
    return [{ ref: fits('id', body.id, /^[0-9]{1,36}$/)[0], to: body.phoneNumbers[0], text: body.textMessage.text, id: body.id }];
  },
  accept: ([m]) => json(202, { id: m.id, deviceId: 'ff', state: 'Pending', isHashed: false, isEncrypted: false,
    recipients: [{ phoneNumber: m.to, state: 'Pending' }], states: {} }),
  repeated: () => json(409, { message: 'Message with the same ID already exists' }),
  busyInside: () => json(503, { message: 'queue limit' }),
  refuse: () => json(400, { message: 'invalid phone number' }),
  misconfigured: () => json(401, { message: 'Unauthorized' }),

  signed(event) {
    const body = JSON.stringify({ deviceId: 'ff', event: event.event, id: event.id, payload: event.payload, webhookId: 'w' });
    const time = String(Math.floor(Date.now() / 1000));
    return { method: 'POST', path: '/inbound', body,
      headers: { 'Content-Type': 'application/json', 'X-Timestamp': time, 'X-Signature': hmac('sha256', KEY, body + time, 'hex') } };
  },
  inbound(m) { // told anew under another id, as an export of the inbox does
    return [this.signed({ event: 'sms:received', id: m.again ? uuid() : m.id, payload: { messageId: m.id, message: m.text,
      sender: m.from, simNumber: 1, receivedAt: stamp(m.at) } })];
  },
  report(m, state) {
    const recipient = { messageId: m.ref, recipient: m.to, simNumber: 1 };
    if (state === 'sent')
      return this.signed({ event: 'sms:sent', id: `s${m.ref}`, payload: { ...recipient, partsCount: m.parts, sentAt: stamp(Date.now()) } });
    return Array.from({ length: m.parts }, (_, i) =>
      this.signed({ event: 'sms:delivered', id: `d${m.ref}-${i}`, payload: { ...recipient, deliveredAt: stamp(Date.now()) } }));
  },
};
