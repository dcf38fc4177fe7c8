// tests/console/foreign.mjs - the bot's sentences, and what a page from elsewhere may do
//
// usage: node foreign.mjs BASE_URL SCREENSHOT_FOLDER   (a server that office.mjs has used)
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { finish, launch, until } from './browser.mjs';
import { desk } from './desk.mjs';

const [, , base, folder] = process.argv;
const browser = await launch();
const office = desk(browser, base, folder);
const { go, look } = office;

const tests = {
	async 'every sentence of the bot is found by its words, with the room it has'() {
		const page = await office.signIn('tono');

		await go(page, 'wording', '[data-testid=wording]');
		const all = (await page.evaluate(() => fetch('/api/v1/wording').then((answer) => answer.json()))).items;

		assert.equal(await page.locator('[data-testid=wording] > li').count(), 30);
		await page.getByText(`${all.length} dari ${all.length} kalimat`).waitFor();
		await look(page, 'wording');
		await page.keyboard.press('/');
		await page.keyboard.type('sale.saved_plain');
		await until('one to be left', async () => await page.locator('[data-testid=wording] > li').count() === 1);
		assert.match(await page.getByTestId('wording').innerText(), /\{amount\}/);
		await until('the search in the address', () => /q=sale\.saved_plain/.test(page.url()));
		assert.match(await page.getByTestId('wording').locator('h2').innerText(), /^Lapor hasil /);
		await page.keyboard.type(' <script>');
		await page.locator('.empty').waitFor();
		await page.context().close();
	},

	// Another port is another origin of the same site: the cookie goes along, so only the server's look at where a
	// request comes from stands between a foreign page and the office's data.
	async 'a page from elsewhere changes nothing, by form or by script'() {
		const page = await office.signIn('rina');
		const server = createServer((request, answer) => answer.writeHead(200, { 'Content-Type': 'text/html' })
			.end('<!doctype html><title>elsewhere</title>')).listen(0, '127.0.0.1');

		await until('the other server', () => server.listening);
		const routes = Object.entries((await (await fetch(`${base}/api/v1/openapi.json`)).json()).paths)
			.flatMap(([path, verbs]) => Object.keys(verbs).map((verb) => [verb.toUpperCase(), path.replace(/\{\w+\}/g, '1')]))
			.filter(([verb]) => ['POST', 'PUT', 'DELETE'].includes(verb));
		const canned = async () => (await (await page.context().request.get(`${base}/api/v1/canned`)).json()).items.length;
		const before = await canned(), foreign = await page.context().newPage(), seen = new Map();

		assert.ok(routes.length > 30);
		foreign.on('response', (answer) => seen.set(`${answer.request().method()} ${new URL(answer.url()).pathname}`, answer.status()));
		await foreign.goto(`http://127.0.0.1:${server.address().port}/`);
		for (const [verb, path] of routes) {
			const got = await foreign.evaluate(([method, url, mode]) => fetch(url, { method, mode, credentials: 'include',
				body: method === 'DELETE' ? undefined : '{"name":"x","text":"x"}' }).then((answer) => answer.type, () => 'blocked'),
			[verb, `${base}/api/v1${path}`, verb === 'POST' ? 'no-cors' : 'cors']);

			assert.equal(got, verb === 'POST' ? 'opaque' : 'blocked', `${verb} ${path}`);
			if (verb === 'POST')
				await until(`an answer to ${path}`, () => seen.has(`POST /api/v1${path}`));
		}
		for (const [key, status] of seen)
			if (key.startsWith('POST')) assert.equal(status, 403, key);
		for (const kind of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
			await foreign.goto(`http://127.0.0.1:${server.address().port}/`);
			const answer = foreign.waitForResponse((one) => one.request().method() === 'POST');

			await foreign.evaluate(([action, enctype]) => {
				const form = document.body.appendChild(document.createElement('form'));
				const field = form.appendChild(document.createElement('input'));

				Object.assign(form, { action, enctype, method: 'post' });
				Object.assign(field, { name: '{"name":"x","text":"', value: '"}' });
				form.submit();
			}, [`${base}/api/v1/canned`, kind]);
			assert.equal((await answer).status(), 403, kind);
			await foreign.waitForURL(/canned/);
		}
		assert.equal(await canned(), before);
		server.close();
		await page.context().close();
	},
};

await finish(browser, tests);
