// tests/bench/api.mjs - asks every reading endpoint of the API, and prints its percentiles
const [base, rounds, traders] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const api = `${base}/api/v1`;
const pick = () => 1 + Math.floor(Math.random() * traders);

const signIn = await fetch(`${api}/session`, {
	method: "POST",
	headers: { "Content-Type": "application/json" },
	body: JSON.stringify({ login: "rina", password: "jual-sayur-tiap-pagi" }),
});
const cookie = signIn.headers.get("set-cookie").split(";")[0];

const { items: over } = await (await fetch(`${api}/waves?over=true`, { headers: { Cookie: cookie } })).json();
const wave = over.at(-1)?.id ?? 1;

const asked = {
	"session": () => "/session",
	"today": () => "/today",
	"inbox": () => "/inbox",
	"inbox, all": () => "/inbox?state=all&limit=200",
	"question": () => `/inbox/${1 + (pick() % 20000)}`,
	"traders": () => "/traders",
	"traders by name": () => `/traders?text=ti+${pick()}`,
	"traders by number": () => `/traders?text=${String((pick() * 7919) % 100000000).padStart(8, "0")}`,
	"traders, nobody": () => "/traders?text=zzzz",
	"card": () => `/traders/${pick()}`,
	"messages": () => `/traders/${pick()}/messages`,
	"sales of a trader": () => `/traders/${pick()}/sales`,
	"reviews": () => "/reviews",
	"waves": () => "/waves",
	"sittings": () => "/sittings",
	"funnel": () => `/waves/${wave}/funnel`,
	"roster": () => "/waves/1/roster",
	"takings": () => "/figures/takings",
	"goods": () => "/figures/goods",
	"gateways": () => "/gateways",
	"gateway figures": () => "/figures/gateways",
	"complaints": () => "/complaints",
	"broadcasts": () => "/broadcasts",
	"work": () => "/work",
	"outbox, queued": () => "/outbox?state=queued",
	"outbox, failed": () => "/outbox?state=failed",
	"plan": () => "/waves/1/plan",
	"health": () => "/health",
	"openapi": () => "/openapi.json",
};

let slow = 0;
for (const [name, path] of Object.entries(asked)) {
	const took = [];
	for (let i = 0; i < rounds; i++) {
		const begun = performance.now();
		const answer = await fetch(api + path(), { headers: { Cookie: cookie } });
		await answer.arrayBuffer();
		if (answer.status === 429) {
			await new Promise((r) => setTimeout(r, 1000));
			i--;
			continue;
		}
		if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
		took.push(performance.now() - begun);
	}
	took.sort((a, b) => a - b);
	const at = (p) => took[Math.min(took.length - 1, Math.floor(took.length * p))].toFixed(1);
	console.log(`${name.padEnd(20)} p50 ${at(0.5).padStart(7)} ms  p95 ${at(0.95).padStart(7)} ms  most ${at(1).padStart(7)} ms`);
	if (took[Math.floor(took.length * 0.95)] >= 100) slow++;
}
if (slow > 0) {
	console.error(`${slow} endpoints need 100 ms or more`);
	process.exit(1);
}
