// tests/e2e/restart.mjs - 200 messages a second, each on a connection of its own; nobody asks twice
//
// usage: node restart.mjs BASE-URL SECONDS   prints {"sent", "kept", "other", "slowest"} as JSON
import http from 'node:http';

const [base, seconds] = process.argv.slice(2);
const rate = 200;
const total = rate * Number(seconds);
const agent = new http.Agent({ keepAlive: false, maxSockets: Infinity });
const result = { sent: 0, kept: 0, other: {}, slowest: 0 };

function count(what, began) {
	result.slowest = Math.max(result.slowest, Date.now() - began);
	if (what === 200) result.kept++;
	else result.other[what] = (result.other[what] ?? 0) + 1;
}

function send(n) {
	return new Promise((done) => {
		const began = Date.now();
		const body = JSON.stringify({
			from: '+62812' + String(10000000 + (n % 1000)),
			text: 'JUAL 350rb live 0',
			id: `restart-${n}`,
		});
		const request = http.request(base + '/gateway/phone/inbound', {
			agent,
			method: 'POST',
			headers: { 'Content-Type': 'application/json', 'Content-Length': body.length },
		}, (answer) => {
			answer.resume();
			answer.on('end', () => { count(answer.statusCode, began); done(); });
			answer.on('error', (e) => { count(e.code, began); done(); });
		});
		request.on('error', (e) => { count(e.code, began); done(); });
		request.end(body);
		result.sent++;
	});
}

const began = Date.now();
const open = [];
while (open.length < total) {
	const due = Math.min(total, Math.floor((Date.now() - began) * rate / 1000));
	while (open.length < due) open.push(send(open.length));
	await new Promise((done) => setTimeout(done, 5));
}
await Promise.all(open);
console.log(JSON.stringify(result));
