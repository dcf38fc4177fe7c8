// tests/console/browser.mjs - what all tests in a real browser share
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const complaints = []; // of the console, the page and the content security policy

export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });

// A page whose complaints are kept. expected(text): one that belongs to a test.
export async function watched(context, expected = () => false) {
	const page = await context.newPage();
	const keep = (text) => expected(text) || complaints.push(text);

	page.on('console', (m) => ['error', 'warning'].includes(m.type()) && keep(m.text()));
	page.on('pageerror', (e) => keep(String(e)));
	page.on('dialog', (d) => {
		keep(`dialog: ${d.message()}`);
		d.dismiss();
	});
	await page.exposeFunction('complain', keep);
	await page.addInitScript(() => document.addEventListener('securitypolicyviolation',
		(e) => window.complain(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`)));
	return page;
}

// Waits until found() gives something (page.waitForFunction() needs eval, which the policy forbids).
export async function until(what, found, milliseconds = 10000) {
	for (const end = Date.now() + milliseconds; Date.now() < end;) {
		const value = await found();

		if (value)
			return value;
		await new Promise((done) => setTimeout(done, 20));
	}
	throw new Error(`waited in vain for ${what}`);
}

// Runs the tests one after the other; says how many failed.
export async function run(tests, ...given) {
	let failed = 0;

	for (const [name, test] of Object.entries(tests)) {
		try {
			await test(...given);
			console.log(`ok    ${name}`);
		} catch (error) {
			failed++;
			console.log(`FAIL  ${name}\n${error.stack}`);
		}
	}
	assert.deepEqual(complaints, [], 'the browser complained');
	return failed;
}

// The same for a file of tests as a whole, which ends here.
export async function finish(browser, tests) {
	let failed = 1;

	try {
		failed = await run(tests);
	} finally {
		await browser.close();
	}
	process.exit(failed === 0 ? 0 : 1);
}
