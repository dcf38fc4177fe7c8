// tests/e2e/providers/check.mjs - every message exactly once, or listed as what it is
//
// Compares what the stand-in recorded with `lapak message list --json`. A second copy is allowed where, and only where, the stand-in
// withheld its answer to the one before: nobody can know then, and a reply is rather sent twice than never.
export function check(standIn, phones, listed) {
  const faults = [...standIn.faults], count = { once: 0, twice: 0, rejected: 0, expired: 0, unknown: 0, delivered: 0 };
  const fault = (text) => faults.length < 20 && faults.push(text);
  const incoming = new Map(), outgoing = new Map();
  for (const m of listed) {
    const by = m.direction === 'in' ? incoming : outgoing;
    const phone = m.direction === 'in' ? m.from : m.to;
    by.set(phone, [...(by.get(phone) ?? []), m]);
  }
  for (const phone of phones) {
    const taken = incoming.get(phone) ?? [], replies = outgoing.get(phone) ?? [];
    if (taken.length !== 1) fault(`${taken.length} messages kept of one that was told several times`);
    if (replies.length !== 1) { fault(`${replies.length} replies to one message`); continue; }
    judge(replies[0], standIn.record.get(phone) ?? { taken: 0, silent: 0, refused: 0, attempts: 0, texts: new Set() }, count, fault);
  }
  for (const phone of standIn.record.keys()) if (!outgoing.has(phone)) fault('a message to nobody who wrote');
  return { faults, count };
}

function judge(reply, e, count, fault) {
  const copies = e.taken, sure = e.taken - e.silent;
  if (e.attempts > 0 && (e.texts.size !== 1 || !e.texts.has(reply.text))) fault('the text that was sent is not the one listed');
  if (sure > 1 || copies > e.silent + 1) fault(`sent ${copies} times, ${e.silent} of them without an answer`);
  if (copies > 1) count.twice++;
  switch (reply.state) {
  case 'sent':
  case 'delivered':
    if (copies === 0) fault(`${reply.state}, and never taken over`);
    count.once += copies === 1;
    count.delivered += reply.state === 'delivered';
    if (reply.state === 'delivered' && e.message?.reported !== 'delivered') fault('delivered, and nobody said so');
    if (reply.state === 'sent' && e.message?.reported === 'delivered') fault('reported as delivered, and listed as sent');
    break;
  case 'rejected':
    if (e.refused === 0) fault('rejected, and nobody refused it');
    count.rejected += copies <= 1; // each is counted once
    break;
  case 'unknown':
    count.unknown += copies <= 1;
    break;
  case 'expired':
  case 'failed':
    if (sure > 0) fault(`${reply.state}, and taken over for sure`);
    count.expired += copies <= 1;
    break;
  default:
    fault(`left ${reply.state}`);
  }
}
