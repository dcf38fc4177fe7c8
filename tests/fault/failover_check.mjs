// tests/fault/failover_check.mjs - what must hold of an office on PostgreSQL after any number of failovers
//
// Reads the tables by psql alone, and knows what was acknowledged from those who sent it; nothing of Lapak's own is asked.
import crypto from 'node:crypto';

export const EACH = 200000; // rupiah that one TAMBAH adds

const NONE = [
  ['an inbound message without exactly one reply',
    `SELECT count(*) FROM (SELECT i.id FROM message i LEFT JOIN message o ON o.reply_to = i.id WHERE i.direction = 'in'
      GROUP BY i.id HAVING count(o.id) <> 1) x`],
  ['a reply to nothing',
    `SELECT count(*) FROM message o WHERE o.reply_to <> 0 AND NOT EXISTS
      (SELECT 1 FROM message i WHERE i.id = o.reply_to AND i.direction = 'in' AND i.phone = o.phone)`],
  ['an id that was taken in twice',
    `SELECT count(*) - count(DISTINCT (gateway, gateway_id)) FROM message WHERE direction = 'in'`],
  ['an inbound message whose repeat would not be known',
    `SELECT count(*) FROM message i WHERE i.direction = 'in' AND NOT EXISTS
      (SELECT 1 FROM seen s WHERE s.gateway = i.gateway AND s.key = i.gateway_id AND s.message_id = i.id)`],
  ['two messages that follow the same one',
    `SELECT count(*) FROM (SELECT previous_id FROM message WHERE previous_id <> 0 GROUP BY previous_id HAVING count(*) > 1) x`],
  ['a message that follows one of somebody else',
    `SELECT count(*) FROM message m WHERE m.previous_id <> 0 AND NOT EXISTS
      (SELECT 1 FROM message p WHERE p.id = m.previous_id AND p.phone = m.phone)`],
  ['a message that nothing leads to',
    `SELECT count(*) FROM message m WHERE NOT EXISTS (SELECT 1 FROM message n WHERE n.previous_id = m.id)
      AND NOT EXISTS (SELECT 1 FROM conversation c WHERE c.last_message_id = m.id)`],
  ['a trader who is there twice', 'SELECT count(*) - count(DISTINCT phone) FROM trader'],
  ['a place in a queue that two have', 'SELECT count(*) FROM (SELECT wave_id, queue FROM enrolment GROUP BY 1, 2 HAVING count(*) > 1) x'],
];

// ask(TEXT): what psql prints. phones: Map of a phone to { sent: [{ id, adds }], enrols, twoAtOnce }, in the order they
// were sent, two by two at once or one after the other.
// accepted: Map of a reply's id to how often the gateway took it. Returns { lost, twice, partial, ghosts, unsent, kept, notes }.
export async function check(ask, { phones, accepted, seats }) {
  const found = { lost: 0, twice: 0, partial: 0, ghosts: 0, unsent: 0, notes: [] };
  const note = (what, kind, n = 1) => {
    if (n === 0) return;
    found[kind] += n;
    if (found.notes.length < 20) found.notes.push(`${what}: ${n}`);
  };
  const rows = async (text) => (await ask(text)).split('\n').filter(Boolean).map((line) => line.split('|'));

  const kept = new Map();
  for (const [id] of await rows(`SELECT gateway_id FROM message WHERE direction = 'in'`)) kept.set(id, (kept.get(id) ?? 0) + 1);
  let known = 0;
  for (const { sent } of phones.values()) {
    for (const { id } of sent) {
      known += kept.has(id) ? 1 : 0;
      if (!kept.has(id)) note(`${id} was acknowledged and is not there`, 'lost');
      else if (kept.get(id) > 1) note(`${id} is there more than once`, 'twice', kept.get(id) - 1);
    }
  }
  note('messages that nobody had acknowledged are there', 'partial', kept.size - known);
  for (const [what, text] of NONE) note(what, /twice|two/.test(what) ? 'twice' : 'partial', Number(await ask(text)));

  // Every addition counts once, in the order in which it was sent.
  const versions = new Map();
  for (const [phone, version, total, id] of await rows(
    `SELECT t.phone, x.version, x.total, m.gateway_id FROM (SELECT trader_id, version, total, message_id FROM sale
      UNION ALL SELECT trader_id, version, total, message_id FROM sale_history) x
      JOIN trader t ON t.id = x.trader_id LEFT JOIN message m ON m.id = x.message_id ORDER BY t.phone, x.version`)) {
    if (!versions.has(phone)) versions.set(phone, []);
    versions.get(phone).push({ version: Number(version), total: Number(total), id });
  }
  for (const [phone, { sent, twoAtOnce }] of phones) {
    const adds = sent.filter((s) => s.adds);
    const got = versions.get(phone) ?? [];
    if (got.length < adds.length) note(`takings of ${phone} are lost`, 'lost', adds.length - got.length);
    if (got.length > adds.length) note(`takings of ${phone} were counted twice`, 'twice', got.length - adds.length);
    const wrong = got.filter((v, i) => v.version !== i + 1 || v.total !== EACH * (i + 1) || ![adds[i]?.id, twoAtOnce ? adds[i ^ 1]?.id : null].includes(v.id));
    if (got.length === adds.length) note(`takings of ${phone} are not in their order`, 'partial', wrong.length);
  }

  // The seats: as many as there are, not one more.
  const wanted = [...phones.values()].filter((p) => p.enrols).length;
  const seated = Number(await ask("SELECT count(*) FROM enrolment WHERE status = 'enrolled'"));
  if (seated > seats) note('more seats were given than there are', 'twice', seated - seats);
  if (seated < Math.min(seats, wanted)) note(`${wanted} wanted one of ${seats} seats, ${seated} have one`, 'lost', Math.min(seats, wanted) - seated);

  // What the gateway took is a reply that is there; what is said to have been sent, it took.
  const replies = new Map(await rows(`SELECT id, state FROM message WHERE direction = 'out'`));
  for (const id of accepted.keys()) if (!replies.has(id)) note(`${id} was sent and is not there`, 'ghosts');
  for (const [id, state] of replies) {
    if (!['sent', 'delivered'].includes(state)) note(`the reply ${id} is ${state}`, 'unsent');
    else if (!accepted.has(id)) note(`the reply ${id} is said to have been sent`, 'unsent');
  }
  return { ...found, kept: known };
}

// One number of all rows of what matters, the same on both servers when both hold the same.
export async function fingerprint(ask) {
  const hash = crypto.createHash('sha256');
  for (const table of ['message ORDER BY id', 'sale ORDER BY trader_id, day', 'sale_history ORDER BY trader_id, day, version',
    'enrolment ORDER BY id', 'conversation ORDER BY trader_id', 'seen ORDER BY gateway, key']) hash.update(await ask(`SELECT * FROM ${table}`));
  return hash.digest('hex');
}
