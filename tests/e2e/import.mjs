// tests/e2e/import.mjs - sends a list of traders in parts as the console does; or writes to the bot while it is kept
//
// usage: node import.mjs take BASE COOKIE ROWS     prints the list's id once it is being kept
//        node import.mjs ask BASE COOKIE ID        asks for replies until the list is kept; prints their p50, p99 and most
import { partsOf } from '../../templates/console/core/parts.js';

const [, , what, base, cookie, given] = process.argv;
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const number = (n) => `0813${String(10000000 + n)}`;

async function call(method, path, body) {
	for (;;) {
		const answer = await fetch(`${base}/api/v1${path}`, { method, headers: { Cookie: cookie, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
			body: body === undefined ? undefined : JSON.stringify(body) });

		if (answer.status === 429) {
			await later(200);
			continue;
		}
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
		return answer.status === 204 ? null : answer.json();
	}
}

async function reply(n) {
	const begun = performance.now();
	const answer = await fetch(`${base}/gateway/phone/inbound`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ from: `0857${String(10000000 + n)}`, text: 'JUAL 350rb' }) });

	if (!answer.ok) throw new Error(`inbound: ${answer.status}`);
	await answer.arrayBuffer();
	return performance.now() - begun;
}

const percentiles = (took) => {
	took.sort((a, b) => a - b);
	const at = (p) => took[Math.min(took.length - 1, Math.floor(took.length * p))].toFixed(1);

	return `n ${took.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`;
};

if (what === 'take') {
	const rows = Array.from({ length: Number(given) }, (_, n) => `${number(n)},Pedagang ${'abcdefghij'[n % 10]} ${n},Pasar Turi,C${n % 900},ya\n`);
	const list = await call('POST', '/imports', { name: 'list.csv' }), took = [];
	let over = false;
	const others = (async () => {
		for (let n = 0; !over; n++) took.push(await reply(500 + (n % 300)));
	})();

	for (const part of partsOf(`phone,name,market,stall,consent\n${rows.join('')}`)) {
		const { fault_count } = await call('POST', `/imports/${list.id}/rows`, part);

		if (fault_count > 0) throw new Error(`${fault_count} faults`);
	}
	over = true;
	await others;
	console.error(`replies while parts come in: ${percentiles(took)}`);
	await call('POST', `/imports/${list.id}/keep`);
	console.log(list.id);
} else {
	const took = [], begun = performance.now();
	let list;

	do {
		for (let n = 0; n < 20; n++) took.push(await reply(n));
		list = await call('GET', `/imports/${given}`);
	} while (list.state === 'keeping');
	console.log(`replies while it is kept (${((performance.now() - begun) / 1000).toFixed(1)} s): ${percentiles(took)}`);
	if (Number(process.env.P99_MS) > 0 && took[Math.floor(took.length * 0.99)] > Number(process.env.P99_MS)) process.exit(1);
}
