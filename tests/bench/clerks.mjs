// tests/bench/clerks.mjs - clerks who click: keep-alive sessions that open pages and poll as the console does
//
// usage: node clerks.mjs BASE_URL SECONDS CLERKS   (accounts clerk1..N with the password of clerks.sh)
import http from "node:http";

const [base, seconds, clerks] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const CLICK_MS = 2500, POLL_MS = 5000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const took = [];
let refused = 0;

// What each page asks for when it is opened; the same again while it is looked at.
const pages = [
	["/today"], ["/inbox", "/today"], ["/waves"], ["/waves/1", "/waves/1/roster", "/waves/1/plan"], ["/traders"],
	["/figures/takings", "/waves", "/markets"], ["/work", "/waves", "/staff"], ["/broadcasts"],
	["/health", "/gateways", "/outbox?state=failed", "/figures/gateways"], ["/reviews"], ["/tips"],
];

function call(agent, method, path, headers, body) {
	return new Promise((done, fail) => {
		const request = http.request(base + "/api/v1" + path, { agent, method, headers }, (answer) => {
			answer.on("data", () => {});
			answer.on("end", () => done(answer));
		});

		request.on("error", fail);
		request.end(body);
	});
}

async function signIn(agent, login) {
	const body = JSON.stringify({ login, password: "jual-sayur-tiap-pagi" });

	for (;;) {
		const answer = await call(agent, "POST", "/session", { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin" }, body);

		if (answer.statusCode === 200) return answer.headers["set-cookie"][0].split(";")[0];
		if (answer.statusCode !== 429) throw new Error(`${login}: ${answer.statusCode}`);
		await pause(1000);
	}
}

async function work(n, until) {
	const { agent, cookie } = n, etags = new Map();
	const look = (page) => Promise.all(page.map(async (path) => {
		const begun = performance.now();
		const answer = await call(agent, "GET", path, { Cookie: cookie, ...(etags.has(path) && { "If-None-Match": etags.get(path) }) });

		if (answer.statusCode === 429) refused++;
		else if (![200, 304].includes(answer.statusCode)) throw new Error(`${path}: ${answer.statusCode}`);
		else took.push(performance.now() - begun);
		if (answer.headers.etag) etags.set(path, answer.headers.etag);
	}));

	await pause(Math.random() * CLICK_MS);
	for (let i = n.first; Date.now() < until; i++) {
		const page = pages[i % pages.length];

		await look(page);
		await pause(CLICK_MS * (0.5 + Math.random()));
		if (i % 2 === 0) { // reads on: the page asks again
			await pause(POLL_MS - CLICK_MS);
			await look(page);
		}
	}
	agent.destroy();
}

const all = [];
for (let i = 1; i <= clerks; i++) {
	const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

	all.push({ agent, first: i, cookie: await signIn(agent, `clerk${i}`) });
}
console.log("signed in");
const until = Date.now() + seconds * 1000;
await Promise.all(all.map((one) => work(one, until)));
took.sort((a, b) => a - b);
const at = (p) => took[Math.min(took.length - 1, Math.floor(took.length * p))].toFixed(1);
console.log(`clerks: ${clerks}, ${took.length} answers, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, ${refused} refused as too many`);
