// tests/postgresql/traffic.mjs - traders' messages to whichever of several servers answers, while things are killed
//
// usage: node traffic.mjs KEY SINK-PORT SECONDS RATE BASE-URL...   prints {"kept", "tries", "gap", "sent"} as JSON
//
// Each phone sends `TAMBAH 200rb live 0`, the next one after the last was kept; what gets no 200 is sent again with the
// same id, to the next server, as a gateway does; with SPREAD=1 each goes to any of them. So at the end a phone's takings say how often its messages took effect.
// gap: the longest time in ms in which nothing was kept. The replies go to a sink on SINK-PORT; sent: how many came.
import http from 'node:http';

const [key, sinkPort, seconds, rate, ...bases] = process.argv.slice(2);
const EACH = 12;
const first = Number(process.env.FIRST ?? 100000); // of the phones
const PATIENCE_MS = 60000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const result = { kept: 0, tries: 0, gap: 0, sent: 0 };
let last = Date.now();
let at = 0; // the server that answered last

const sink = http.createServer((request, response) => {
	result.sent++;
	response.end('0: Accepted for delivery');
}).listen(Number(sinkPort), '127.0.0.1');

function get(url) {
	return new Promise((done) => {
		const request = http.get(url, { agent, timeout: 8000 }, (response) => {
			response.resume();
			response.on('end', () => done(response.statusCode));
			response.on('error', () => done(0));
		});
		request.on('timeout', () => request.destroy());
		request.on('error', () => done(0));
	});
}

async function send(phone, n) {
	const query = new URLSearchParams({
		key, id: `${phone}-${n}`, from: phone, to: '2323', text: 'TAMBAH 200rb live 0', coding: '0', charset: 'UTF-8',
	});
	const until = Date.now() + PATIENCE_MS;
	for (;;) {
		const here = process.env.SPREAD ? Math.floor(Math.random() * bases.length) : at;
		result.tries++;
		const status = await get(`${bases[here]}/gateway/kannel/inbound?${query}`);
		if (status === 200) break;
		if (Date.now() > until) throw new Error(`${phone}-${n} was not kept in ${PATIENCE_MS} ms: ${status}`);
		if (at === here) at = (at + 1) % bases.length;
		await sleep(100);
	}
	result.kept++;
	if (process.env.GAPS && Date.now() - last > 700) console.error(`gap ${Date.now() - last} ms until ${(Date.now() - began) / 1000} s`);
	result.gap = Math.max(result.gap, Date.now() - last);
	last = Date.now();
}

async function trader(i) {
	const phone = `+6281211${String(first + i)}`;
	for (let n = 0; n < EACH; n++) await send(phone, n);
}

const began = Date.now();
const open = [];
const total = Math.ceil(Number(seconds) * Number(rate) / EACH);
while (open.length < total) {
	const due = Math.min(total, Math.ceil((Date.now() - began) * Number(rate) / EACH / 1000));
	while (open.length < due) open.push(trader(open.length));
	await sleep(5);
}
await Promise.all(open);
result.traders = total;
await sleep(Number(process.env.AFTER ?? 3000)); // replies on their way
console.log(JSON.stringify(result));
sink.close();
sink.closeAllConnections?.();
agent.destroy();
