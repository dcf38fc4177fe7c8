// tests/console/wording.mjs - the chief writes a sentence of the bot anew: proved while it is typed, on the phone at once, taken back
//
// usage: node wording.mjs BASE_URL SCREENSHOT_FOLDER
import assert from 'node:assert/strict';
import { finish, launch, until } from './browser.mjs';
import { desk } from './desk.mjs';

const [, , base, folder] = process.argv;
const browser = await launch();
const office = desk(browser, base, folder);
const { go, look } = office;
const NAME = 'thanks.text', SHIPPED = 'Sama-sama. Semoga laris. Menu: MENU';
let page, phones = 0;

// What the bot answers to thanks, on a phone that has not thanked yet.
async function thanks() {
	const from = `0813770${String(++phones).padStart(5, '0')}`;

	await office.sms(from, 'MENU');
	return (await office.sms(from, 'terima kasih')).join(' ');
}
const editor = () => page.getByTestId('editor'), area = () => editor().locator('textarea');
const api = (method, path, body, headers = {}) => page.evaluate(([verb, url, json, more]) => fetch(`/api/v1${url}`, { method: verb,
	headers: { 'Content-Type': 'application/json', ...more }, body: json && JSON.stringify(json) })
	.then(async (answer) => ({ status: answer.status, value: await answer.json() })), [method, path, body, headers]);

async function open() {
	await go(page, `wording?q=${NAME}&lang=id`, '[data-testid=wording]');
	await page.getByRole('button', { name: `Ubah ${NAME} Indonesia` }).click();
	await area().waitFor();
}
async function save() {
	await page.getByTestId('save').click();
	await editor().waitFor({ state: 'detached' });
}
const proved = (text) => until(`proof of ${text}`, async () => (await page.getByTestId('room').innerText()).includes(text));

const tests = {
	async 'the chief changes a sentence, and the next reply has it'() {
		page = await office.enter('ketua');
		assert.match(await thanks(), new RegExp(SHIPPED.replaceAll('.', '\\.')));
		await open();
		assert.equal(await area().inputValue(), SHIPPED);
		await proved('35 dari 153');
		await area().fill('Sami-sami, Bapak/Ibu. Mugi laris. MENU');
		await proved('38 dari 153');
		await page.getByText('Kalimat bawaan punya ini').waitFor({ state: 'detached' });
		assert.equal(await page.getByTestId('preview').innerText(), 'LAPAK: Sami-sami, Bapak/Ibu. Mugi laris. MENU');
		await look(page, 'wording-edit');
		await save();
		assert.equal(await thanks(), 'LAPAK: Sami-sami, Bapak/Ibu. Mugi laris. MENU');
		assert.match(await page.getByTestId('wording').innerText(), /Kalimat kantor[^]*diubah ketua/);
	},

	async 'undo brings the old one back'() {
		await page.getByTestId('undo').click();
		await page.getByText('Sudah diurungkan').or(page.locator('.toast').last()).first().waitFor();
		await until('the shipped sentence', async () => await thanks() === `LAPAK: ${SHIPPED}`);
	},

	async 'a sentence that is too long is refused, at its place'() {
		await open();
		await area().fill('Sama-sama '.repeat(16));
		await page.getByTestId('faults').getByText('Terlalu panjang: 159 dari 153 huruf bila isian paling panjang. Kurangi 6.').waitFor();
		await page.getByTestId('save').click();
		await page.locator('.toast.fault').waitFor();
		assert.equal(await area().getAttribute('aria-invalid'), 'true');
		assert.equal(await thanks(), `LAPAK: ${SHIPPED}`);
		await area().fill('Sama-sama “Bapak” {amount}. Balas PIN Anda MENU');
		await until('three faults', async () => await page.getByTestId('faults').locator('li').count() === 3);
		await look(page, 'wording-faults');
		await page.getByTestId('faults').locator('li', { hasText: '{amount}' }).getByRole('button').click();
		assert.equal(await area().evaluate((box) => box.value.slice(box.selectionStart, box.selectionEnd)), '{amount}');
		assert.equal(await thanks(), `LAPAK: ${SHIPPED}`);
	},

	async 'by keyboard alone; what is left out is told'() {
		await go(page, `wording?q=${NAME}&lang=id`, '[data-testid=wording]');
		await page.locator('h1').click();
		await page.keyboard.press('j');
		await page.keyboard.press('Enter');
		await area().waitFor();
		await page.keyboard.press('Escape');
		await editor().waitFor({ state: 'detached' });
		await page.keyboard.press('Enter');
		await area().waitFor();
		await page.keyboard.press('ControlOrMeta+a');
		await page.keyboard.type('Sama-sama.');
		await page.getByTestId('lost').getByText('MENU').waitFor();
		await page.keyboard.press('ControlOrMeta+Enter');
		await editor().waitFor({ state: 'detached' });
		assert.equal(await thanks(), 'LAPAK: Sama-sama.');
	},

	async 'whoever is slower sees what the other wrote, and nothing is lost'() {
		await open();
		const etag = (await api('GET', `/wording/id/${NAME}`)).value.etag;

		await area().fill('Dari saya. MENU');
		assert.equal((await api('PUT', `/wording/id/${NAME}`, { text: 'Dari yang lain. MENU' }, { 'If-Match': etag })).status, 200);
		await page.getByTestId('save').click();
		await page.getByTestId('faster').getByText('Dari yang lain. MENU').waitFor();
		assert.equal(await area().inputValue(), 'Dari saya. MENU');
		assert.equal(await thanks(), 'LAPAK: Dari yang lain. MENU');
		await save();
		assert.equal(await thanks(), 'LAPAK: Dari saya. MENU');
	},

	async 'a sentence that would be a page is a sentence'() {
		const hostile = '<img src=x onerror=complain(1)><script>complain(2)</script> MENU';

		await open();
		await area().fill(hostile);
		await proved('dari 153');
		await save();
		assert.equal(await thanks(), `LAPAK: ${hostile}`);
		await go(page, 'wording?show=own', '[data-testid=wording]');
		assert.equal(await page.locator('[data-testid=wording] > li').count(), 1);
		assert.ok((await page.getByTestId('wording').innerText()).includes(hostile));
		await page.getByRole('button', { name: `Ubah ${NAME}` }).click();
		await page.getByTestId('versions').locator('summary').click();
		await page.getByTestId('versions').locator('li', { hasText: /^Sama-sama\.ketua/ }).waitFor();
		await go(page, 'dialogue');
	},

	async 'what no longer fits after an upgrade is shown, with why and the remedy'() {
		const fault = { code: 'too-long', about: '', advice: '', n: 160, most: 153, sentence: 'too long' };

		await page.route(/api.v1.wording$/, async (route) => {
			const answer = await route.fetch(), list = await answer.json();
			const text = list.items.find((one) => one.name === 'help.text').texts[0];

			Object.assign(text, { own: 'Dulu muat. MENU', shipped: text.text, fits: false, faults: [fault], changed_by: 'staff:ketua', changed_at: 1764000000, version: 1 });
			list.items.unshift({ name: 'old.text', gone: true, budget: 0, fields: [], texts: [{ language: 'id', text: '', longest: 0, version: 1, etag: '"1-x"',
				own: 'Kalimat lama', shipped: '', fits: false, faults: [{ ...fault, code: 'no-message', about: 'old.text' }], changed_by: 'cli:root', changed_at: 1764000000 }] });
			await route.fulfill({ response: answer, json: list });
		});
		await go(page, 'wording', '[data-testid=wording]');
		await page.getByRole('button', { name: 'Lihat', exact: true }).click();
		await until('two', async () => await page.getByTestId('unfit').count() === 2);
		const said = (await page.getByTestId('unfit').allInnerTexts()).join(' ');

		assert.match(said, /Bot tidak punya kalimat old.text lagi[^]*Kalimat lama[^]*Buang kalimat kantor[^]*Terlalu panjang: 160 dari 153/);
		await look(page, 'wording-unfit');
		await page.getByRole('button', { name: 'Ubah help.text Indonesia' }).click();
		assert.equal(await area().inputValue(), 'Dulu muat. MENU');
		await page.unroute(/api.v1.wording$/);
	},

	async 'an earlier version, and the shipped sentence again'() {
		await open();
		await page.getByTestId('versions').locator('summary').click();
		await page.getByTestId('versions').locator('li', { hasText: 'Dari yang lain' }).getByRole('button').click();
		await save();
		assert.equal(await thanks(), 'LAPAK: Dari yang lain. MENU');
		await page.getByRole('button', { name: `Ubah ${NAME} Indonesia` }).click();
		await page.getByTestId('reset').click();
		await editor().waitFor({ state: 'detached' });
		assert.equal(await thanks(), `LAPAK: ${SHIPPED}`);
		await page.context().close();
	},

	async 'whoever may not write has nothing to press'() {
		page = await office.signIn('sari');
		await go(page, 'wording', '[data-testid=wording]');
		assert.equal(await page.locator('[data-edit]').count(), 0);
		assert.equal((await page.context().request.put(`${base}/api/v1/wording/id/${NAME}`,
			{ data: { text: 'x' }, headers: { Origin: base, 'If-Match': '*' } })).status(), 403);
		await page.context().close();
	},
};

await finish(browser, tests);
