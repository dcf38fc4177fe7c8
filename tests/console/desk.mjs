// tests/console/desk.mjs - a desk of the office: signing in, SMS of traders, looking at pages
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { until, watched } from './browser.mjs';

export const PASSWORD = 'kata sandi rahasia';
const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export const SIZES = [[1366, 768], [768, 1024], [360, 740]];

// RFC 6238 of the secret an authenticator app was told.
export function totp(secret, seconds = Date.now() / 1000) {
	const bits = [...secret.replaceAll(' ', '')].map((c) =>
		'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
	const step = Buffer.alloc(8);

	step.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
	const hash = createHmac('sha1', key).update(step).digest();
	const at = hash[19] & 15;
	return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// What each page has asked of the API, in ms. The server takes 20 a second of one session in the
// long run; nobody's hand opens pages faster than that, a test does.
const ASKED_MOST = 150, ASKED_WITHIN = 10000;
const asked = new WeakMap();

function isAtEase(page) {
	if (!asked.has(page)) {
		asked.set(page, []);
		page.on('request', (request) => request.url().includes('/api/') && asked.get(page).push(Date.now()));
	}
	const lately = asked.get(page).filter((at) => at > Date.now() - ASKED_WITHIN);

	asked.set(page, lately);
	return lately.length < ASKED_MOST;
}

export function desk(browser, base, folder) {
	let messages = 0;

	const own = {
		// An SMS of a trader; the replies.
		async sms(from, text) {
			const answer = await fetch(`${base}/gateway/phone/inbound`, { method: 'POST',
				headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ from, text, id: `desk-${process.pid}-${++messages}` }) });

			assert.equal(answer.status, 200);
			return (await answer.json()).replies;
		},

		// A page of somebody who has not signed in yet. A refusal the server gives on purpose is no complaint.
		async arrive(path = '') {
			const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' });
			const page = await watched(context, (text) => /status of (400|401|403|409|412|415|422)/.test(text));

			page.setDefaultTimeout(15000);
			await page.goto(`${base}/console/${path}`);
			return page;
		},

		async signIn(login, path = '') {
			const page = await own.arrive(path);

			await page.getByLabel('Nama masuk').fill(login);
			await page.getByLabel('Kata sandi').fill(PASSWORD);
			await page.keyboard.press('Enter');
			await page.getByTestId('sign-out').or(page.getByTestId('factor-new')).first().waitFor();
			return page;
		},

		// Signs in; sets up the second factor where the role needs one.
		async enter(login, path = '') {
			const page = await own.signIn(login, path);

			if (await page.getByTestId('factor-new').count() > 0) {
				await page.getByTestId('factor-new').click();
				await page.getByText('Tidak bisa memindai?').click();
				await page.getByLabel('6 angka yang tampil sekarang').fill(totp(await page.getByTestId('factor-secret').textContent()));
				await page.keyboard.press('Enter');
				await page.getByTestId('sign-out').waitFor();
			}
			return page;
		},

		async go(page, path, there = 'h1') {
			await until('the pace of a person', () => isAtEase(page), 2 * ASKED_WITHIN);
			await page.goto(`${base}/console/${path}`);
			await page.locator(there).first().waitFor();
			await until('the page to be there', async () => await page.locator('[aria-busy=true]').count() === 0);
		},

		// Nothing wider than the window, at three widths; nothing serious that axe finds; pictures.
		async look(page, name) {
			for (const [width, height] of SIZES) {
				await page.setViewportSize({ width, height });
				const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

				await page.screenshot({ path: `${folder}/console-${name}-${width}.png`, fullPage: true });
				assert.ok(wide <= 0, `${name}: ${wide} px too wide at ${width}`);
			}
			await page.setViewportSize({ width: 1366, height: 768 });
			assert.doesNotMatch(await page.locator('#console').innerText(), /undefined|NaN|Invalid Date|\[object/, name);
			assert.deepEqual(await own.faults(page), [], `axe on ${name}`);
		},

		async faults(page) {
			const session = await page.context().newCDPSession(page);

			// By the debugger, since the policy lets no script in.
			await session.send('Runtime.evaluate', { expression: axe });
			const { result } = await session.send('Runtime.evaluate', { awaitPromise: true, returnByValue: true, expression:
				`axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations
					.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + n.failureSummary.slice(0, 160)).join(' | ')))` });

			await session.detach();
			return result.value;
		},
	};
	return own;
}
