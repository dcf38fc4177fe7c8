// tests/console/live.mjs - what goes on while a page is open: a server that asks for patience, a list that is stopped, people who come
import assert from 'node:assert/strict';
import { complaints, finish, launch, until } from './browser.mjs';
import { desk } from './desk.mjs';

const [base, folder] = process.argv.slice(2);
const browser = await launch();
const office = desk(browser, base, folder);
const { go, sms } = office;
const text = (locator) => locator.textContent();
const phone = (n) => `0819${String(10000000 + n)}`;
const page = await office.signIn('rina');

const tests = {
	async 'what only reads waits as long as the server asks for, and not for ever'() {
		let refused = 0;
		const refuse = (times, seconds) => page.route(/api.v1.tips/, (route) => (refused++ < times ? route.fulfill({ status: 429, headers: { 'Retry-After': String(seconds) },
			contentType: 'application/problem+json', json: { status: 429, code: 'too-often', detail: 'too many requests' } }) : route.continue()));

		await refuse(2, 1);
		const begun = Date.now();

		await go(page, 'tips', '[data-testid=tips-import]');
		await page.locator('table').first().waitFor();
		assert.ok(refused === 3 && Date.now() - begun >= 2000, `asked ${refused} times within ${Date.now() - begun} ms`);
		await page.unroute(/api.v1.tips/);
		refused = 0;
		await refuse(1000, 600); // ten minutes: the reader is told instead
		await go(page, 'tips', '.notice.fault');
		assert.equal(refused, 1);
		await page.unroute(/api.v1.tips/);
		assert.equal(complaints.splice(0).filter((line) => /status of 429/.test(line)).length, 3);
	},

	async 'a list that is being kept is stopped, and what is in is told'() {
		const rows = Array.from({ length: 6000 }, (_, n) => `${phone(n)},Ibu ${'abcdefghij'[n % 10]}${n % 7},Pasar Turi Baru,D${n},ya\n`).join('');

		await go(page, 'traders/import');
		await page.locator('input[type=file]').setInputFiles({ name: 'panjang.csv', mimeType: 'text/csv', buffer: Buffer.from(`phone,name,market,stall,consent\n${rows}`) });
		await page.getByTestId('import-try').click();
		await page.getByTestId('import-result').waitFor({ timeout: 60000 });
		await page.getByTestId('import-keep').click();
		await page.getByTestId('stop').click();
		await page.getByTestId('import-stopped').waitFor();
		const [, kept] = /Dihentikan: ([\d.]+) dari 6\.000 baris/.exec(await text(page.getByTestId('import-stopped')));

		assert.ok(Number(kept.replace('.', '')) < 6000);
		await page.reload(); // its number is in the address
		await page.getByTestId('import-stopped').getByText(`Dihentikan: ${kept} dari 6.000 baris`).waitFor();
		assert.ok(await page.getByTestId('import-keep').isDisabled());
	},

	async 'the first steps of a wave are counted while people come'() {
		await go(page, 'waves', '.card, [data-testid=waves]');
		const id = await page.evaluate(async () => (await (await fetch('/api/v1/waves?over=false')).json()).items.find((one) => one.state === 'open' && one.taken < one.seats).id);
		const enrolled = async () => Number(/(\d+) \/ /.exec(await text(page.getByTestId('funnel').locator('.bar-row').nth(1)))[1]);

		await go(page, `waves/${id}`, '[data-testid=funnel] .bar-row');
		const before = await enrolled(), name = (await text(page.locator('h1'))).split(' ').at(-1);

		for (const line of [`DAFTAR ${name}`, 'Bu Hadi', '1', 'Z9', '1']) await sms('081955550001', line);
		await until('one more in the funnel', async () => await enrolled() === before + 1, 15000);
	},

	async 'who waits longest stands first, and the newest can'() {
		for (const n of [1, 2]) await sms(`08195555001${n}`, `TANYA urutan ke ${n}?`);
		await go(page, 'inbox', '[data-testid=inbox]');
		const said = () => page.getByTestId('inbox').locator('.said').allTextContents();
		const at = (list, n) => list.findIndex((line) => line.includes(`urutan ke ${n}?`));
		let list = await said();

		assert.ok(at(list, 1) >= 0 && at(list, 1) < at(list, 2), list.join(' | '));
		await page.getByLabel('Urutan').selectOption({ label: 'terbaru' });
		await until('the newest first', async () => at(list = await said(), 2) === 0 && at(list, 1) === 1);
		assert.match(page.url(), /order=newest/);
		await page.keyboard.press('j');
		await page.getByTestId('thread').getByText('urutan ke 2?').first().waitFor();
		assert.match(page.url(), /order=newest/);
	},

	async 'a session is told by browser and system'() {
		await go(page, 'account', '[data-testid=sessions]');
		assert.match(await text(page.getByTestId('sessions')), /Chrome \d+, Linux 127\.0\.0\.1/);
	},

	async 'a trader has another number, and two records of one person become one'() {
		const number = (n) => `+628195550${String(n).padStart(4, '0')}`;
		const card = async (q) => {
			await go(page, `traders?q=${q}`, '[data-testid=traders]');
			await page.getByTestId('traders').locator('tbody a').first().click();
			await page.getByText('Ubah data').first().waitFor();
		};

		for (const n of [21, 22]) await sms(number(n), 'MENU');
		await sms(number(21), 'JUAL 350rb');
		await card('5500021');
		await page.locator('summary', { hasText: 'Ganti nomor' }).click();
		await page.getByLabel('Nomor baru').fill(number(22));
		await page.getByTestId('trader-renumber').getByRole('button').click();
		await page.getByText('Nomor ini milik pedagang lain').first().waitFor();
		await page.getByLabel('Nomor baru').fill('0819 5550 0023');
		await page.getByTestId('trader-renumber').getByRole('button').click();
		await page.locator('.fact', { hasText: number(23) }).waitFor();
		await page.getByTestId('undo').last().click();
		await page.locator('.fact', { hasText: number(21) }).waitFor();
		await page.getByRole('button', { name: 'Persetujuan & hak' }).click();
		const merge = page.getByTestId('trader-merge');

		await merge.locator('summary').click();
		await merge.getByLabel('Cari nama').fill('5500022');
		await merge.locator('.found button').first().click();
		await merge.getByLabel(/^Ketik/).fill(number(21));
		await office.look(page, 'trader-merge');
		await merge.getByRole('button', { name: 'Gabungkan' }).click();
		await page.locator('.fact', { hasText: number(22) }).waitFor();
		await page.getByRole('button', { name: 'Penjualan', exact: true }).click();
		await page.getByText('Rp350.000').first().waitFor();
	},

	async 'a wave takes the traders of some markets, or of all'() {
		const id = await page.evaluate(async () => {
			const call = async (method, path, body) => (await fetch(`/api/v1${path}`, { method, body: body && JSON.stringify(body),
				headers: { 'Content-Type': 'application/json' } })).json();

			await call('POST', '/markets', { name: 'Pasar Atom' });
			return (await call('GET', '/waves?over=false')).items[0].id;
		});
		const fact = page.getByTestId('wave-plan').locator('.fact', { hasText: 'Pasar yang boleh mendaftar' }).locator('dd');

		await go(page, `waves/${id}`, '[data-testid=wave-plan]');
		await page.getByText('Ubah rencana').click();
		await page.getByTestId('wave-markets').getByLabel('Pasar Atom').check();
		await page.getByTestId('wave-markets').getByRole('button').click();
		await until('the market', async () => await text(fact) === 'Pasar Atom');
		await page.getByTestId('undo').last().click();
		await until('all again', async () => await text(fact) === 'semua');
	},

	async 'a newer one pushes none out of a list that goes over two pages'() {
		for (let n = 0; n < 52; n++) await sms(`0819666${String(n).padStart(5, '0')}`, `TANYA soal ${n}?`);
		await go(page, 'inbox?order=newest', '[data-testid=inbox]');
		await page.getByRole('button', { name: 'Tampilkan lebih banyak' }).click();
		const said = () => page.getByTestId('inbox').locator('.said').allTextContents();

		await until('both pages', async () => (await said()).some((line) => line.includes('soal 0?')));
		await sms('081966699999', 'TANYA soal baru?');
		await until('the newer one', async () => (await said())[0].includes('soal baru?'), 15000);
		const list = await said();

		for (let n = 0; n < 52; n++) assert.equal(list.filter((line) => line.includes(`soal ${n}?`)).length, 1, `soal ${n}`);
	},

	async 'a month of many waves goes on one sheet of A4'() {
		const items = (list) => (route) => route.fulfill({ json: { items: list, next: null } });
		const wave = (n) => ({ id: String(n), name: `G${n}`, market: 'Pasar Turi Baru', starts_at: 1790000000 + n * 86400, seats: 30, present: 50, expected: 56,
			places: { enrolled: 2, attended: 25, absent: 3, waiting: 4, cancelled: 2, offered: 0 } });
		const barang = (n) => ({ goods: `barang ${n}`, traders: 12, reports: 200, expected: 300, sold: 190, zero: 4, closed: 3, total: 90000000, known: 100, known_total: 80000000,
			live: 900000, median: 400000, median_low: 380000, median_high: 420000 });
		const group = { n: 24, left_out: 3, median_before: 350000, median_before_low: 310000, median_before_high: 395000, median_after: 420000, median_after_low: 380000,
			median_after_high: 470000, missing_before_percent: 21, missing_after_percent: 24, zero_before_percent: 8, zero_after_percent: 5 };

		await page.route(/figures.waves/, items(Array.from({ length: 15 }, (_, n) => wave(n))));
		await page.route(/figures.stick/, items([3, 10, 30, 60, 90].map((day_after) => ({ day_after, asked: 30, answered: 22, live: 12 }))));
		await page.route(/figures.goods/, items(Array.from({ length: 9 }, (_, n) => barang(n))));
		await page.route(/api.v1.waves.\d+.effect/, (route) => route.fulfill({ json: { first: '2026-01-14', last: '2026-01-15', windows: [30, 60, 90].map((days) => ({ days, passed: days,
			enough: true, trained: group, not_yet_trained: { ...group, n: 31 }, change_permille: 80, low_permille: 20, high_permille: 140 })) } }));
		await page.route(/api.v1.waves\?/, items([{ ...wave(1), market_id: '1', place: '', state: 'done', taken: 27, waiting: 0, starts_at: 1768000000 }]));
		await go(page, 'report', '.intervals');
		assert.match(await text(page.locator('main')), /dan 7 gelombang lain: 210 dari 210 kursi, 28 menunggu, hadir 350 dari 392/);
		const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');

		assert.equal(pdf.match(/\/Type\s*\/Page[^s]/g).length, 1);
		await page.unrouteAll();
	},
};

await finish(browser, tests);
