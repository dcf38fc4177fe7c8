// tests/e2e/wording.mjs - texts of the bot change while traders write: no reply is torn, and none is older than the answer to the change
//
// usage: node wording.mjs BASE_URL TOKEN CHANGES
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';

const [, , base, token, changes] = process.argv;
const agent = new Agent({ keepAlive: true });
const TAIL = 'kami tidak pernah minta uang. '.repeat(2).trim();
const wordings = ['PERTAMA', 'KEDUA'].map((word) => `${word} {office} ${word} {code} ${word} ${TAIL} ${word}`);
const expected = wordings.map((text) => `LAPAK: ${text.replace('{office}', 'Dinkopdag Surabaya').replace('{code}', '2323')}`);

function call(method, path, body, headers = {}) {
	const url = new URL(base + path), text = body === undefined ? '' : JSON.stringify(body);

	return new Promise((done, failed) => {
		const sent = request({ host: url.hostname, port: url.port, path: url.pathname, method, agent,
			headers: { ...(text && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }), ...headers } }, (answer) => {
			let got = '';

			answer.on('data', (piece) => { got += piece; });
			answer.on('end', () => done({ status: answer.statusCode, value: got ? JSON.parse(got) : null }));
		});

		sent.on('error', failed);
		sent.end(text);
	});
}
const api = (method, path, body, etag) => call(method, `/api/v1/wording/id/check.text${path}`, body,
	{ Authorization: `Bearer ${token}`, ...(etag && { 'If-Match': etag }) });

let phone = 0, over = false, inForce = 0, generation = 0, replies = 0;
const seen = [0, 0];

async function trader() {
	while (!over) {
		const from = `0815${String(10000000 + ++phone)}`, sent = changing ? -1 : generation;
		const answer = await call('POST', '/gateway/phone/inbound', { from, text: 'CEK' });

		assert.equal(answer.status, 200);
		const reply = answer.value.replies[0], which = expected.findIndex((one) => reply.startsWith(one)); // the consent follows

		assert.ok(which >= 0, `a torn reply: ${reply}`);
		// Sent after a change was answered and back before the next one began: that text it must be.
		if (sent === generation && !changing) assert.equal(which, inForce);
		seen[which]++;
		replies++;
	}
}

let changing = true, etag = (await api('GET', '')).value.etag;
const first = await api('PUT', '', { text: wordings[0] }, etag);

assert.equal(first.status, 200);
({ etag } = first.value);
changing = false;
const traders = Array.from({ length: 12 }, trader);

for (let n = 1; n <= Number(changes); n++) {
	const which = n % 2, stale = etag;

	changing = true;
	const kept = await api('PUT', '', { text: wordings[which] }, etag);

	assert.equal(kept.status, 200, JSON.stringify(kept.value));
	({ etag } = kept.value);
	inForce = which;
	generation = n;
	changing = false;
	// The next one that comes in has it.
	const answer = await call('POST', '/gateway/phone/inbound', { from: `0816${String(10000000 + n)}`, text: 'CEK' });

	assert.ok(answer.value.replies[0].startsWith(expected[which]), answer.value.replies[0]);
	assert.equal((await api('PUT', '', { text: 'Terlambat' }, stale)).status, 412);
	await new Promise((done) => setTimeout(done, 10));
}
over = true;
await Promise.all(traders);
assert.ok(replies > 100 && seen[0] > 0 && seen[1] > 0, `${replies} replies, ${seen}`);
// Two at the same moment: one is kept.
const both = await Promise.all(['Satu', 'Dua'].map((text) => api('PUT', '', { text }, etag)));

assert.deepEqual(both.map((one) => one.status).sort(), [200, 412]);
agent.destroy();
console.log(`wording: ${changes} changes while ${replies} texts were answered, none torn or late`);
