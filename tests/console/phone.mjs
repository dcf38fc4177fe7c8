// tests/console/phone.mjs - plays SMS and USSD on /phone in a real browser
//
// usage: node phone.mjs BASE_URL SCREENSHOT_FOLDER
import assert from 'node:assert/strict';
import { launch, run, until, watched } from './browser.mjs';

const [base, folder] = process.argv.slice(2);
const WIDTHS = [[320, 740], [768, 1024], [1366, 768]];

async function open(browser, width, height) {
	const page = await watched(await browser.newContext({ viewport: { width, height } }));

	await page.goto(`${base}/phone`);
	await page.waitForSelector('body[data-ready=yes]');
	return page;
}

const texts = (page, id) => page.getByTestId(id).allTextContents();

// Sends by the keyboard and returns the replies that came.
async function say(page, text) {
	const before = (await texts(page, 'message-in')).length;

	await page.getByTestId('text').fill(text);
	await page.getByTestId('text').press('Enter');
	await until(`an answer to ${text}`,
		async () => (await texts(page, 'message-in')).length > before);
	return (await texts(page, 'message-in')).slice(before);
}

async function fits(page, name) {
	const { wide, inner, small } = await page.evaluate(() => ({
		wide: document.documentElement.scrollWidth,
		inner: window.innerWidth,
		small: [...document.querySelectorAll('.key, .side button, select')]
			.filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.textContent),
	}));

	assert.ok(wide <= inner, `${name}: ${wide} px wide in a window of ${inner}`);
	assert.deepEqual(small, [], `${name}: too small for a finger`);
}

const tests = {
	async 'an SMS is answered, with its length'(page) {
		const [reply] = await say(page, 'MENU');

		assert.match(reply, /^LAPAK:/);
		for (const length of await texts(page, 'message-length'))
			assert.match(length, /\d+\/\d+ · [12] SMS/);
	},

	async 'the keys write digits, and letters after #'(page) {
		const text = page.getByTestId('text');

		for (const key of ['2', '3', '0'])
			await page.getByTestId(`key-${key}`).click();
		assert.equal(await text.inputValue(), '230');
		await page.getByTestId('erase').click();
		assert.equal(await text.inputValue(), '23');
		await text.fill('');
		await page.getByTestId('key-#').click();
		assert.equal(await page.getByTestId('input-mode').textContent(), 'abc');
		for (const key of ['4', '4', '2'])
			await page.getByTestId(`key-${key}`).click();
		assert.equal(await text.inputValue(), 'ha');
		await page.getByTestId('key-#').click();
		await text.fill('');
		assert.match(await page.getByTestId('count').textContent(), /^0\/160 · 1 SMS$/);
	},

	async 'lengths are counted as operators count them'(page) {
		const cases = [['a'.repeat(160), '160/160 · 1 SMS'], ['a'.repeat(161), '161/306 · 2 SMS'],
			['€', '2/160 · 1 SMS'], ['é', '1/160 · 1 SMS'], ['ê', '1/70 · 1 SMS'],
			['😀'.repeat(35), '70/70 · 1 SMS'], ['😀'.repeat(36), '72/134 · 2 SMS'],
			['a'.repeat(152) + '€'.repeat(77), '306/459 · 3 SMS']];

		for (const [text, count] of cases) {
			await page.getByTestId('text').fill(text);
			assert.equal(await page.getByTestId('count').textContent(), count);
		}
		await page.getByTestId('text').fill('');
	},

	async 'markup in a text stays text'(page) {
		const hostile = '<img src=x onerror=alert(1)><b>hai</b>';

		await say(page, hostile);
		assert.ok((await texts(page, 'message-out')).some((t) => t.startsWith(hostile)));
	},

	async 'each number has its own conversation'(page) {
		await page.getByTestId('new-number').fill('bukan nomor');
		await page.getByTestId('add-number').click();
		assert.notEqual(await page.getByTestId('problem').textContent(), '');
		await page.getByTestId('new-number').fill('0812 3456 7001');
		await page.getByTestId('add-number').click();
		assert.equal(await page.getByTestId('own-number').textContent(), '+6281234567001');
		assert.equal((await texts(page, 'message-out')).length, 0);
		await say(page, 'MENU');
		await page.getByTestId('number').selectOption('+6281234567890');
		assert.ok((await texts(page, 'message-out'))[0].startsWith('MENU'));
	},

	async 'a trader enrols, reports a day and reads a tip'(page) {
		const talk = [['DAFTAR', /G4, Pasar Turi Baru Lt 3.*Siapa nama/], ['Siti Aminah', /Di pasar mana/],
			['1', /Nomor stan/], ['B2-15', /G4 untuk Siti Aminah, Pasar Turi Baru, stan B2-15/],
			['1', /Siti Aminah dapat kursi G4/], ['2', /Hari ini laku berapa/],
			['1,5jt', /laku Rp1\.500\.000\. Berapa yang dari live/],
			['400rb', /laku Rp1\.500\.000, dari live Rp400\.000/], ['3', /1 persiapan/],
			['1', /1 = berikutnya/], ['STOP', /berhenti mengirim SMS\. Kursi G4 tetap ada/]];

		await page.getByTestId('new-number').fill('0812 3456 7002');
		await page.getByTestId('add-number').click();
		for (const [text, expected] of talk)
			assert.match((await say(page, text))[0], expected);
		await page.screenshot({ path: `${folder}/phone-journeys.png`, fullPage: true });
		await page.getByTestId('number').selectOption('+6281234567890');
	},

	async 'a USSD session asks and ends'(page) {
		const screen = page.getByTestId('ussd-screen');
		const changed = (old) => until('another screen',
			async () => !['…', old].includes(await screen.textContent()));

		await page.getByTestId('tab-ussd').click();
		assert.equal(await page.getByTestId('text').inputValue(), '*2323#');
		const idle = await screen.textContent();
		await page.getByTestId('send').click();
		await changed(idle);
		const menu = await screen.textContent();
		assert.match(menu, /1/);
		assert.doesNotMatch(menu, /^(CON|END) /);
		assert.match(await page.getByTestId('ussd-note').textContent(), /menunggu jawaban/);
		await page.getByTestId('key-2').click();
		await page.getByTestId('send').click();
		await changed(menu);
		await page.screenshot({ path: `${folder}/phone-ussd.png`, fullPage: true });
		await page.getByTestId('end').click();
		assert.equal(await screen.textContent(), idle);
		await page.getByTestId('tab-sms').click();
	},

	async 'pushed messages are asked for again and again'(page) {
		const ask = () => page.waitForResponse((r) => r.url().includes('/outbox?'), { timeout: 8000 });

		assert.equal((await ask()).status(), 200);
		assert.equal((await ask()).status(), 200);
	},
};

const browser = await launch();
let failed = 0;

try {
	for (const [width, height] of WIDTHS) {
		const page = await open(browser, width, height);

		await fits(page, `${width} px`);
		await say(page, 'JUAL 1,5jt live 400rb');
		await say(page, 'x'.repeat(200));
		await fits(page, `${width} px after a long word`);
		await page.screenshot({ path: `${folder}/phone-${width}.png`, fullPage: true });
		await page.close();
	}
	failed = await run(tests, await open(browser, 1024, 900));
} finally {
	await browser.close();
}
process.exit(failed === 0 ? 0 : 1);
