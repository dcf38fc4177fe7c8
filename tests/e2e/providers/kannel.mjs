// tests/e2e/providers/kannel.mjs - Kannel's sendsms and its callbacks as the user guide has them; the real one is in kannel.sh
import { between, form, readForm, same, uuid } from './common.mjs';

const GSM7 = /^[\n\r -~]*$/;
const line = (status, body) => ({ status, headers: { 'Content-Type': 'text/html' }, body });

export default {
  method: 'GET',
  path: '/cgi-bin/sendsms',
  own: '/cgi-bin/sendsms',
  secrets: { key: 'key of 100%', password: 'pass & word' },
  ini: ['username = "lapak"'],

  read(request, base) {
    same('the body', request.body, '');
    const f = readForm(request.query, ['username', 'password', 'to', 'from', 'text', 'charset', 'coding', 'validity', 'dlr-mask', 'dlr-url']);
    same('username', f.username, 'lapak');
    same('password', f.password, 'pass & word');
    same('from', f.from, '2323');
    same('charset', f.charset, 'UTF-8');
    same('coding', f.coding, GSM7.test(f.text) ? '0' : '2');
    between('validity', Number(f.validity), 1, 7 * 24 * 60);
    same('dlr-mask', f['dlr-mask'], '31');
    const ref = /&ref=([0-9]+)&/.exec(f['dlr-url'])?.[1];
    same('dlr-url', f['dlr-url'], `${base}/gateway/p/report?key=key%%20of%%20100%%25&ref=${ref}&type=%d&answer=%A`);
    return [{ ref, to: f.to, text: f.text, id: uuid(), callback: f['dlr-url'] }];
  },
  accept: ([m]) => line(202, m.text.length % 2 ? '0: Accepted for delivery' : '3: Queued for later delivery'),
  busyInside: () => line(503, 'Temporal failure, try again later.'),
  refuse: ([m]) => (m.text.length % 2 ? line(403, 'Not routable. Do not try again.')
    : line(400, 'Number(s) has/have been denied by white- and/or black-lists.')),

  inbound: (m) => [{ method: 'GET', body: '', headers: { 'User-Agent': 'Kannel/1.4.5' }, path: `/inbound?${form([['key', 'key of 100%'], ['id', m.id],
    ['from', m.odd ? `0${m.from.slice(3)}` : m.from], ['to', '2323'], ['text', m.text], ['ts', Math.floor(m.at / 1000)], ['smsc', 'a'],
    ['coding', '0'], ['charset', 'UTF-8']])}` }],
  report(m, state) { // the letters of the URL it was given, filled in
    const [type, answer] = state === 'sent' ? ['8', 'ACK/'] : ['1', 'id:1 sub:001 dlvrd:001 stat:DELIVRD err:000 text:x'];
    const words = { '%%': '%', '%d': type, '%A': encodeURIComponent(answer) };
    const { pathname, search } = new URL(m.callback.replace(/%./g, (w) => words[w]));
    return { method: 'GET', path: pathname.replace('/gateway/p', '') + search, body: '', headers: {} };
  },
};
