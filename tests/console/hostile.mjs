// tests/console/hostile.mjs - hostile names and texts, shown on every page: nothing of them runs
//
// usage: node hostile.mjs BASE_URL SCREENSHOT_FOLDER   (after office.mjs; wave G4 is there)
import assert from 'node:assert/strict';
import { finish, launch, until } from './browser.mjs';
import { desk } from './desk.mjs';

const [base, folder] = process.argv.slice(2);
const browser = await launch();
const office = desk(browser, base, folder);
const RUNS = 'hacked=1';
const PAYLOADS = [`<script>${RUNS}</script>`, `<img src=x onerror=${RUNS}>`, `<svg onload=${RUNS}>`, `"><img src=x onerror=${RUNS}>`,
	`'><svg/onload=${RUNS}>`, `javascript:${RUNS}`, `<a href="javascript:${RUNS}">klik</a>`, `<iframe srcdoc="<script>parent.${RUNS}</script>">`,
	`<body onload=${RUNS}>`, `</script><script>${RUNS}</script>`, `\${${RUNS}}`, `{{constructor.constructor('${RUNS}')()}}`,
	`<style>@import'//x'</style>`, `<math href="javascript:${RUNS}">x</math>`, `<details open ontoggle=${RUNS}>`, `<input autofocus onfocus=${RUNS}>`,
	`=HYPERLINK("http://x","y")`, `\u202Egnol\u202C <b>tebal</b>`, `<!--<img src="--><img src=x onerror=${RUNS}>`, `&lt;img src=x onerror=${RUNS}&gt;`];
const WRAPS = [(p) => p, (p) => `halo ${p}`, (p) => p.toUpperCase(), (p) => `${p}${p}`, (p) => `"${p}"`, (p) => `'${p}'`, (p) => `\`${p}\``,
	(p) => `]]>${p}`, (p) => `-->${p}`, (p) => `${p}\n${p}`];
const texts = PAYLOADS.flatMap((payload) => WRAPS.map((wrap) => wrap(payload).slice(0, 300)));
const phone = (n) => `08144${String(2000000 + n)}`;
let page, questions, traders;

// The API as the page's own scripts call it.
const call = (method, path, body, headers = {}) => page.evaluate(async ([m, p, b, h]) => {
	const answer = await fetch(`/api/v1${p}`, { method: m, headers: { 'Content-Type': 'application/json', ...h }, body: b && JSON.stringify(b) });

	return { status: answer.status, value: answer.status === 204 ? null : await answer.json() };
}, [method, path, body, headers]);
const tag = (path) => page.evaluate(async (p) => (await fetch(`/api/v1${p}`)).headers.get('ETag'), path);

async function harmless(where) {
	const found = await page.evaluate((LINKS) => ({ ran: 'hacked' in window,
		made: [...document.querySelectorAll('#console :is(script, iframe, object, embed, style, img, math, body, base, meta)')].map((e) => e.outerHTML),
		handlers: [...document.querySelectorAll('#console *')].filter((e) => [...e.attributes].some((a) =>
			a.name.startsWith('on') || (LINKS.includes(a.name) && /^\s*javascript:/i.test(a.value)))).map((e) => e.outerHTML) }), ['href', 'src', 'action', 'formaction', 'xlink:href', 'data']);

	assert.deepEqual(found, { ran: false, made: [], handlers: [] }, where);
}

const tests = {
	async 'two hundred hostile SMS are kept'() {
		assert.equal(texts.length, 200);
		for (let n = 0; n < texts.length; n += 10)
			await Promise.all(texts.slice(n, n + 10).map((text, k) => office.sms(phone(Math.floor((n + k) / 2)), `TANYA ${text}`)));
		page = await office.enter('ida'); // who sees every page
	},

	async 'hostile names of traders, markets, waves, notes, canned texts and broadcasts are kept or refused'() {
		const inbox = (await call('GET', '/inbox?limit=200')).value.items;

		questions = inbox.filter((one) => PAYLOADS.some((payload) => one.text.includes(payload.slice(0, 8)))).map((one) => one.id);
		traders = [...new Set(inbox.map((one) => one.trader.id))];
		assert.ok(questions.length > 50, `${questions.length} questions`);
		const market = await call('POST', '/markets', { name: '<svg onload=hacked=1' });

		for (const [n, id] of traders.slice(0, PAYLOADS.length).entries()) {
			const { status } = await call('PUT', `/traders/${id}`, { name: PAYLOADS[n].slice(0, 40), market_id: market.value.id ?? null,
				stall: PAYLOADS[n].slice(0, 20), language: 'id' });

			assert.ok([204, 422, 400].includes(status), `name ${PAYLOADS[n]}: ${status}`);
			assert.equal((await call('POST', `/traders/${id}/notes`, { text: PAYLOADS[n] })).status, 201);
		}
		for (const [n, payload] of PAYLOADS.slice(0, 4).entries()) {
			await call('POST', '/canned', { name: `${n}${payload.slice(0, 38)}`, text: payload });
			await call('POST', '/broadcasts', { audience: { all: true }, texts: [{ language: '', text: payload }] });
		}
		for (const [n, payload] of PAYLOADS.slice(0, 6).entries())
			await call('POST', '/staff', { login: `jahat${n}`, name: payload.slice(0, 40), role: 'viewer', password: 'kata sandi rahasia' });
		await call('PUT', '/wording/id/thanks.text', { text: '<img src=x onerror=hacked=1>' }, { 'If-Match': (await tag('/wording/id/thanks.text')) });
		await call('POST', '/waves', { name: '<b>G9', market_id: market.value.id ?? '1', place: '<img src=x>', seats: 3, open: true,
			sittings: [{ starts_at: Math.floor(Date.now() / 1000) + 864000 }] });
	},

	async 'nothing of them runs on any page'() {
		const waves = (await call('GET', '/waves?limit=200')).value.items, broadcasts = (await call('GET', '/broadcasts')).value.items;
		const img = '%3Cimg%20src%3Dx%20onerror%3Dhacked%3D1%3E', boxes = ['queued', 'failed', 'expired', 'rejected', 'unknown'];
		const paths = ['', ...['open', 'mine', 'unassigned', 'all'].map((state) => `inbox?state=${state}`), 'waves', 'waves?show=past', 'waves?show=calendar', `waves?show=${img}`, 'waves/new',
			...waves.flatMap((wave) => [`waves/${wave.id}`, `waves/${wave.id}/sheet`]), 'broadcasts', 'broadcasts/new', `broadcasts/new?wave=${img}`,
			...broadcasts.slice(0, 4).map((one) => `broadcasts/${one.id}?result=${img}`), 'traders', `traders?q=${img}`, 'traders/import',
			...traders.slice(0, 4).flatMap((id) => ['', 'sales', 'waves', 'rights', img].map((tab) => `traders/${id}?tab=${tab}`)), 'complaints', `complaints?wave=${img}`, 'tips', `tips?language=${img}`,
			'sales', `sales?from=${img}`, 'sales?tab=review', 'effect', `effect?wave=${img}`, 'report', `report?month=${img}`, ...boxes.map((box) => `system?box=${box}`),
			'dialogue', `dialogue?state=${img}`, 'wording', 'wording?show=own', `wording?q=${img}`, 'staff', 'audit', `audit?actor=${img}`, 'account', '%3Cscript%3E',
			...questions.slice(0, 8).map((id) => `inbox/${id}?state=all`)];

		for (const path of paths) {
			await office.go(page, path);
			await harmless(path);
		}
		// The sentence the office wrote is shown, and is nothing but a text.
		await office.go(page, 'wording?q=thanks.text');
		assert.match(await page.locator('#console').innerText(), /<img src=x onerror=hacked=1>/);
		await harmless('a sentence of the bot');
		await office.go(page, 'traders/import');
		await page.locator('input[type=file]').setInputFiles({ name: '<img src=x onerror=hacked=1>.csv', mimeType: 'text/csv', buffer: Buffer.from(`phone,name,market,stall,consent\n${PAYLOADS.map((one, n) => `"${one.replaceAll('"', '""')}",x,y,z${n},w`).join('\n')}\n`) });
		await page.getByTestId('import-try').click();
		await page.getByTestId('import-result').waitFor();
		await harmless('the faults of a list');
		await office.go(page, `inbox/${questions[0]}?state=all`);
		await page.getByTestId('canned').locator('summary').click();
		await until('the canned texts', () => page.getByTestId('canned').locator('li').count());
		await harmless('canned texts');
		await page.screenshot({ path: `${folder}/console-hostile.png`, fullPage: true });
	},
};

await finish(browser, tests);
