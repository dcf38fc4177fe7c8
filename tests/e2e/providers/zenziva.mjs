// tests/e2e/providers/zenziva.mjs - Zenziva, through config/zenziva.ini: it calls nobody, and is asked for what came in, what became of
// a message, and the credit left
import { between, json, readForm, same, digits, uuid } from './common.mjs';

const WINDOW = 4000; // messages its inbox shows, the newest first
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const national = (e164) => `0${e164.slice(3)}`;
const day = (ms) => new Date(ms + 7 * 3600000).toISOString().slice(0, 10).split('-').reverse().join('/');
const known = (fields) => { same('userkey', fields.userkey, 'office'); same('passkey', fields.passkey, 'pass & key'); };

export default {
  path: '/reguler/api/sendsms/',
  preset: 'https://console.zenziva.net',
  secrets: { key: 'webhook key', password: 'pass & key' },
  ini: ['username = "office"', 'poll_seconds = 1'],
  balance: '4711',
  inbox: [],
  looks: 0,
  full: null,

  read(request) {
    same('Content-Type', request.headers['content-type'], 'application/x-www-form-urlencoded');
    const f = readForm(request.body, ['userkey', 'passkey', 'to', 'message']);
    known(f);
    between('the length of to', f.to.length, 10, 14);
    return [{ ref: f.to, to: `+62${f.to.slice(1)}`, text: f.message, id: uuid() }];
  },
  accept: ([m]) => json(200, { messageId: m.id, to: national(m.to), status: m.text.length % 2 ? 1 : '1', text: 'Success' }),
  busyInside: () => json(503, { status: '2', text: 'System busy' }),
  refuse: ([m]) => json(200, { to: national(m.to), status: digits(m.to).endsWith('1') ? 0 : '0', text: 'Invalid number' }),

  // It tells of a message as long as the window shows it: several times.
  async holds(m) {
    this.inbox.unshift({ messageId: m.id, date: new Date(m.at + 7 * 3600000).toISOString().slice(0, 19).replace('T', ' '),
      dari: m.odd ? m.from : national(m.from), isiPesan: m.text });
    if (this.inbox.length > WINDOW) await (this.full ??= this.slides());
  },
  async slides() { // one at a time; everybody waits for it
    await this.looked();
    this.inbox.splice(WINDOW / 2);
    this.full = null;
  },
  async looked() {
    for (const from = this.looks; this.looks < from + 4;) await sleep(20);
  },
  others({ method, place, query }, standIn) {
    if (method !== 'GET') return undefined;
    const f = Object.fromEntries(new URLSearchParams(query));
    try {
      known(f);
      if (place.endsWith('/getinbox/')) return this.lists(f, standIn);
      if (place.endsWith('/balance/')) return json(200, { credit: 4711, expired: '31 Desember 2026' });
      if (place.endsWith('/report/')) return this.tells(f, standIn);
      throw new Error(`GET ${place}`);
    } catch (fault) {
      standIn.faults.push(fault.message);
      return json(400, {});
    }
  },
  lists(f, standIn) {
    same('end_date', f.end_date, day(Date.now()));
    same('start_date', f.start_date, day(Date.now() - 86400000));
    this.looks++;
    if (standIn.roll(10) === 0) return json(standIn.roll(2) ? 503 : 200, { status: 0, text: 'busy' }); // it has its days
    standIn.told += this.inbox.length;
    return json(200, this.inbox.length ? { 'msg-count': this.inbox.length, msg: this.inbox } : { status: 1, text: 'Inbox empty' });
  },
  tells(f, standIn) {
    const m = [...standIn.record.values()].map((e) => e.message).find((x) => x?.id === f.messageId);
    if (!m) throw new Error('a report is asked for of a message that was never taken');
    m.reported = 'delivered';
    return json(200, { 'msg-status': 'Delivered' });
  },
};
