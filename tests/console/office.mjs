// tests/console/office.mjs - a day at the office, by everybody who works there
//
// usage: node office.mjs BASE_URL SCREENSHOT_FOLDER   (run.sh has made the accounts and wave G4)
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { finish, launch, until } from './browser.mjs';
import { desk, PASSWORD, totp } from './desk.mjs';

const [base, folder] = process.argv.slice(2);
const browser = await launch();
const office = desk(browser, base, folder);
const { sms, go, look } = office;
const PEOPLE = 120; // of the list that is imported: above the 100 that need a second person
const phone = (n) => `08133${String(1000000 + n)}`;
const text = (locator) => locator.textContent();
const undo = (page) => page.getByTestId('undo').last().click();
const told = (page, words) => page.locator('.toast', { hasText: words }).last().waitFor();
let rina, budi, wave, broadcast;

// A training of three months ago, as the server would tell its effect: it takes as long to come about.
async function feed(page) {
	const group = { n: 24, left_out: 3, median_before: 350000, median_before_low: 310000, median_before_high: 395000, median_after: 420000, median_after_low: 380000, median_after_high: 470000, missing_before_percent: 21,
		missing_after_percent: 24, zero_before_percent: 8, zero_after_percent: 5 };
	const span = (days, passed, change, low, high) => ({ days, passed, trained: group, not_yet_trained: { ...group, n: 31 },
		change_permille: change, low_permille: low, high_permille: high, enough: true });
	const past = { id: '77', name: 'G1', market_id: '1', market: 'Pasar Turi Baru', place: '', state: 'done', seats: 30, taken: 27, waiting: 0, starts_at: 1700000000 };

	await page.route(/api.v1.waves/, (route) => route.fulfill({ json: /effect/.test(route.request().url())
		? { first: '2023-11-14', last: '2023-11-15', windows: [span(30, 30, 180, 40, 330), span(60, 47, 90, -60, 240), span(90, 0, null, null, null)] }
		: { items: [past], next: null } }));
}

async function download(page, click) {
	const [file] = await Promise.all([page.waitForEvent('download'), click()]);

	return readFile(await file.path(), 'utf8');
}

const menu = (page) => page.locator('.menu li a').evaluateAll((links) =>
	links.map((link) => link.firstChild.textContent.trim()));

const tests = {
	async 'a wrong password is refused, in words'() {
		const page = await office.arrive();

		await page.getByLabel('Nama masuk').fill('rina');
		await page.getByLabel('Kata sandi').fill('bukan ini sandinya');
		await page.keyboard.press('Enter');
		assert.match(await text(page.getByRole('alert')), /salah/);
		await look(page, 'sign-in');
		await page.context().close();
	},

	async 'a clerk signs in by the keyboard alone and sees today'() {
		const page = await office.arrive();

		await page.getByLabel('Nama masuk').waitFor();
		await page.keyboard.press('Tab');
		await page.keyboard.type('rina');
		await page.keyboard.press('Tab');
		await page.keyboard.type(PASSWORD);
		await page.keyboard.press('Enter');
		await page.getByTestId('sign-out').waitFor();
		await page.locator('.light').waitFor();
		rina = page;
		await look(page, 'today-empty');
	},

	async 'the clerk opens a wave'() {
		await go(rina, 'waves');
		await rina.getByRole('link', { name: 'Gelombang baru' }).click();
		await rina.getByLabel('Nama', { exact: true }).waitFor();
		await look(rina, 'wave-new');
		await rina.getByLabel('Nama', { exact: true }).fill('L1');
		await rina.getByLabel('Tempat').fill('Lt 2');
		await rina.getByLabel('Kursi').fill('2');
		await rina.getByRole('button', { name: 'Simpan gelombang' }).click();
		await rina.getByRole('heading', { name: 'Gelombang L1' }).waitFor();
		wave = rina.url().match(/waves\/(\d+)/)[1];
		await rina.getByText('Belum ada peserta').waitFor();
	},

	async 'traders fill it by SMS, and the page sees it without being reloaded'() {
		for (const [n, name] of ['Sri Rahayu', 'Budi Santoso', 'Dewi Lestari'].entries()) {
			const [reply] = await sms(phone(n), `DAFTAR L1 ${name}, Turi Baru, B2-1${n}`);

			assert.match(reply, /L1/);
			await sms(phone(n), '1'); // the seat, or the waiting list and then the name
			if (n === 2)
				await sms(phone(n), '1');
		}
		await until('two seats and one who waits', async () =>
			/2 dari 2 kursi, 1 menunggu/.test(await text(rina.getByTestId('seats'))));
		await until('the two in the roster', async () => await rina.getByTestId('roster').locator('tbody tr').count() === 2);
		await look(rina, 'wave');
	},

	async 'a seat is moved to another wave, and undone'() {
		const row = rina.getByTestId('roster').locator('tr', { hasText: 'Sri Rahayu' });

		await row.locator('select').selectOption({ label: await text(row.locator('option', { hasText: 'G4' })) });
		await row.getByTestId('move-seat').click();
		await told(rina, /pindah ke G4/);
		await until('the seat to be gone', async () => !/Sri Rahayu/.test(await text(rina.getByTestId('roster'))));
		await go(rina, `waves/${wave}/sheet`);
		await look(rina, 'wave-sheet');
		await go(rina, `waves/${wave}`);
		await rina.getByRole('button', { name: 'Tutup pendaftaran' }).click();
		await told(rina, /ditutup/);
		await undo(rina);
		await rina.getByRole('button', { name: 'Tutup pendaftaran' }).waitFor();
	},

	async 'a list of traders: faults by line first, then all of it'() {
		const head = 'phone,name,market,stall,consent\n';
		const good = Array.from({ length: PEOPLE }, (_, n) => `${phone(100 + n)},Pedagang ${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10) % 10]},Pasar Turi Baru,C${n},2026-11-20\n`).join('');
		const choose = (csv) => rina.locator('input[type=file]').setInputFiles({ name: 'pedagang.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });

		await go(rina, 'traders/import');
		await choose(`${head}12345,Salah,Pasar Turi Baru,A1,form\n`);
		await rina.getByTestId('import-try').click();
		assert.match(await text(rina.getByTestId('import-result')), /2 kesalahan/);
		assert.ok(await rina.getByTestId('import-keep').isDisabled());
		assert.match(await text(rina.getByTestId('import-result')), /Bukan nomor HP Indonesia/);
		await look(rina, 'import');
		await choose(`${head.trimEnd()},goods\n${good.trimEnd().replaceAll('\n', ',\n')},\n081331000001,,,,2026-11-20,"batik, kain"\n`);
		await rina.getByTestId('import-try').click();
		await rina.getByText(`${PEOPLE + 1} baris bersih`).waitFor();
		await rina.getByTestId('import-keep').click();
		await rina.getByTestId('imported').waitFor();
		assert.match(rina.url(), /list=\d+/);
		await go(rina, 'traders?q=Sri', '[data-testid=traders]');
		assert.equal(await rina.getByTestId('traders').locator('tbody tr').count(), 1);
		await look(rina, 'traders');
	},

	async 'tips are taken in from a file, all or none'() {
		const box = rina.getByTestId('tips-import');
		const choose = (tsv) => box.locator('input[type=file]').setInputFiles({ name: 'id.tsv', mimeType: 'text/plain', buffer: Buffer.from(tsv) });

		await go(rina, 'tips', '[data-testid=tips-import]');
		await box.locator('summary').first().click();
		await choose('A1\tpersiapan\tKirim PIN anda.\n');
		await box.getByTestId('tips-try').click();
		assert.match(await text(box.getByTestId('tips-result')), /tidak boleh dikirim/);
		assert.ok(await box.getByTestId('tips-keep').isDisabled());
		await look(rina, 'tips-import');
		await choose('A99\tPersiapan live\tLap meja dulu.\tbatik\n');
		await box.getByTestId('tips-try').click();
		await box.getByText('1 tips bersih').waitFor();
		await box.getByTestId('tips-keep').click();
		await told(rina, /1 tips masuk/);
		await rina.getByText('Lap meja dulu.').first().waitFor();
	},

	async 'a broadcast shows its money first, and needs a second person'() {
		await go(rina, 'broadcasts/new');
		await rina.getByLabel('Teks SMS').fill('Halo {name}, pelatihan mulai Senin jam 09.00 di Lt 3.');
		await rina.getByTestId('plan').waitFor();
		assert.match(await text(rina.getByTestId('plan')), /Rp\d/);
		assert.match(await text(rina.getByTestId('plan')), /orang lain harus menyetujui/);
		await look(rina, 'broadcast-new');
		await rina.getByRole('button', { name: 'Simpan, lalu minta persetujuan' }).click();
		await rina.getByRole('heading', { name: /^Siaran \d+/ }).waitFor();
		broadcast = rina.url().match(/broadcasts\/(\d+)/)[1];
		await rina.getByText('Anda sendiri yang menulisnya').waitFor();
		assert.ok(await rina.getByTestId('approve').isDisabled());
		await rina.getByText('Coba dulu ke satu nomor').click();
		await rina.getByTestId('broadcast-test').getByRole('button').click();
		await rina.getByText('Akun Anda belum punya nomor').first().waitFor();
		await rina.getByLabel('Nomor HP').fill('0813 9999 0000');
		await rina.getByTestId('broadcast-test').getByRole('button').click();
		await told(rina, /Percobaan dikirim/);
		await rina.getByText('masih bisa 9 kali').waitFor();

		budi = await office.signIn('budi', `broadcasts/${broadcast}`);
		await until('the plan', () => budi.getByTestId('approve').isEnabled());
		await look(budi, 'broadcast-approve');
		await budi.getByTestId('approve').click();
		await told(budi, /Disetujui/);
		await budi.getByTestId('pause').click();
		await budi.getByTestId('resume').click();
		await rina.getByTestId('progress').waitFor();
		await look(rina, 'broadcast');
		await rina.getByText('Hentikan siaran').first().click();
		await rina.getByLabel(/^Ketik/).fill(broadcast);
		await rina.getByTestId('broadcast-cancel').getByRole('button').click();
		await rina.locator('.state.cancelled').waitFor();
	},

	async 'whom a broadcast reached is told person by person, and the lost get it once more'() {
		const calls = [];
		let done = { id: broadcast, state: 'done', made_by: 'rina', approved_by: 'budi', created_at: 1764000000, approved_at: 1764000000, starts_at: 1764000000, recipients: 5, sent: 2,
			delivered: 2, unknown: 0, failed: 3, left: 0, segments: 2, cost: 500, tests: 0, retry_open: false, audience: 'status=enrolled silent=7', texts: [{ language: '', text: 'LAPAK: Halo' }] };

		// As it stands a day later, when the gateway has told what became of it.
		await rina.route(/api.v1.broadcasts.\d+(.re(asons|try))?$/, (route) => {
			const { method, path } = { method: route.request().method(), path: route.request().url() };

			if (method !== 'GET') {
				calls.push(method);
				done = { ...done, state: method === 'POST' ? 'scheduled' : 'done' };
			}
			return route.fulfill({ json: path.endsWith('reasons') ? { items: [{ state: 'failed', reason: 'absent subscriber', people: 3 }, { state: 'delivered', reason: '', people: 2 },
				{ state: 'dropped', reason: 'stopped', people: 1 }], next: null } : done });
		});
		await go(rina, `broadcasts/${broadcast}`, '[data-testid=broadcast-results]');
		assert.match(await text(rina.locator('main')), /terdaftar · diam 7 hari[\s\S]*sudah mengirim STOP/);
		await rina.getByTestId('broadcast-retry').click();
		await told(rina, /3 orang akan mendapatnya dalam 2 menit/);
		await undo(rina);
		await rina.getByTestId('broadcast-retry').waitFor();
		assert.deepEqual(calls, ['POST', 'DELETE']);
		await rina.route(/api.v1.broadcasts.\d+.results(\?|$)/, (route) => {
			const ask = new URL(route.request().url()).searchParams, later = ask.get('after') === '50';

			return route.fulfill({ json: { next: later || ask.get('state') ? null : '50', items: Array.from({ length: ask.get('state') ? 3 : later ? 6 : 50 }, (_, n) => ({ trader_id: String(n + 1),
				phone: phone(n + (later ? 50 : 0)), name: `Bu ${n}`, state: ask.get('state') ?? 'delivered', reason: ask.get('state') ? 'absent subscriber' : '', at: 1764000000 })) } });
		});
		await rina.getByText('Hasil per orang').click();
		const rows = () => rina.getByTestId('results').locator('tbody tr').count();
		await until('the first page', async () => await rows() === 50);
		await rina.getByTestId('broadcast-results').getByRole('button', { name: 'Tampilkan lebih banyak' }).click();
		await until('the next page', async () => await rows() === 56);
		await rina.getByLabel('Hasil', { exact: true }).selectOption({ label: 'gagal' });
		await until('those who did not get it', async () => await rows() === 3);
		assert.match(rina.url(), /result=failed/);
		await look(rina, 'broadcast-results');
		await rina.unroute(/api.v1.broadcasts.\d+(.re(asons|try))?$/);
		await rina.unroute(/api.v1.broadcasts.\d+.results(\?|$)/);
	},

	async 'a question is answered, the answer taken back, and given again'() {
		await go(rina, 'inbox');
		await sms(phone(0), 'TANYA boleh bawa cucu?');
		await rina.getByTestId('inbox').getByText('boleh bawa cucu?').click();
		await rina.getByTestId('talk').waitFor();
		await rina.keyboard.press('r');
		await rina.keyboard.type('Boleh, Bu. Silakan');
		await until('the length', async () => /1 SMS · Rp\d+/.test(await text(rina.getByTestId('length'))));
		await rina.keyboard.type(' transfer ke rekening ini');
		await until('the fault, in words', async () => /meminta transfer uang/.test(await rina.locator('.length .wrong').allTextContents()));
		assert.ok(await rina.getByTestId('answer-send').isDisabled());
		await rina.getByLabel('Jawaban lewat SMS').fill('Boleh, Bu. Silakan datang bersama.');
		await rina.getByTestId('canned').locator('summary').click();
		await rina.getByLabel('Nama teks').fill('Boleh');
		await rina.getByRole('button', { name: 'Simpan teks ini' }).click();
		await told(rina, /Teks disimpan/);
		await look(rina, 'inbox');
		await rina.getByTestId('answer-send').click();
		await rina.getByTestId('take-back').waitFor();
		await undo(rina);
		await rina.getByLabel('Jawaban lewat SMS').waitFor();
		await rina.getByTestId('canned').locator('summary').click();
		await rina.getByTestId('canned').getByText('Silakan datang bersama').click();
		await until('the send button', () => rina.getByTestId('answer-send').isEnabled());
		await rina.getByTestId('answer-send').click();
		await rina.getByTestId('take-back').waitFor();
		await rina.getByLabel('Catatan baru').fill('Cucunya umur 4.');
		await rina.getByRole('button', { name: 'Tambah catatan' }).click();
		await rina.locator('.notes').getByText('Cucunya umur 4.').waitFor();
	},

	async 'a sale is corrected, and its history kept'() {
		await sms(phone(1), 'JUAL 350rb live 50rb');
		await go(rina, 'traders?q=Budi Santoso', '[data-testid=traders]');
		await rina.getByTestId('traders').getByRole('link', { name: 'Budi Santoso' }).click();
		await rina.getByRole('button', { name: 'Penjualan' }).click();
		await rina.getByTestId('sales').getByText('Betulkan').click();
		await rina.getByTestId('sales').getByLabel('Penjualan').fill('400.000');
		await rina.getByRole('button', { name: 'Simpan laporan' }).first().click();
		await told(rina, /Laporan disimpan/);
		await until('the new amount', async () => /Rp400\.000/.test(await text(rina.getByTestId('sales').locator('tbody td').nth(1))));
		await until('both versions', async () => /Rp350\.000[\s\S]*Rp400\.000/.test(await text(rina.getByTestId('sales'))));
		await look(rina, 'trader-sales');
		await rina.getByRole('button', { name: 'Percakapan' }).click();
		await look(rina, 'trader');
		await rina.getByRole('button', { name: 'Persetujuan & hak' }).click();
		await look(rina, 'trader-rights');
	},

	async 'lists are exported, and a plot as a table'() {
		await go(rina, 'traders', '[data-testid=traders]');
		const csv = await download(rina, () => rina.getByRole('link', { name: 'Unduh CSV' }).click());

		assert.ok(csv.startsWith('\ufeff') && csv.includes('Sri Rahayu'));
		assert.ok((await download(rina, () => rina.getByRole('link', { name: 'Unduh XLSX' }).click())).startsWith('PK'));
		for (const [page, head] of [['inbox', 'id,kind,state'], ['complaints', 'id,kind,phone'], ['broadcasts', 'id,state,made_by'], ['waves', 'id,name,market'],
			['tips', 'code,language'], ['staff', 'login,name']]) {
			await go(rina, page);
			assert.ok((await download(rina, () => rina.getByRole('link', { name: 'Unduh CSV' }).click())).startsWith(`\ufeff${head}`), page);
		}
		await go(rina, 'sales', '.plot');
		await rina.getByTestId('goods').getByText('batik').waitFor();
		await look(rina, 'sales');
		await rina.getByText('Lihat datanya').first().click();
		assert.match(await download(rina, () => rina.getByRole('button', { name: 'CSV' }).first().click()), /^\ufeffHari,Penjualan tengah/);
		const sheet = await download(rina, () => rina.getByRole('button', { name: 'XLSX' }).first().click());
		assert.ok(sheet.startsWith('PK') && /<c><v>[1-9]\d{4,}<\/v>/.test(sheet) && !sheet.includes('<f>'));
	},

	async 'who has few buyers is on the work list until somebody has seen to it'() {
		await sms(phone(1), 'SEPI');
		await go(rina, 'complaints', '[data-testid=work]');
		assert.match(await text(rina.getByTestId('work')), /sepi pembeli/);
		await rina.getByLabel(/^Siapa menangani/).selectOption({ label: 'tono' });
		await look(rina, 'work');
		await rina.getByTestId('work-done').first().click();
		await rina.getByText('Tidak ada pekerjaan terbuka').waitFor();
		await undo(rina);
		await rina.getByTestId('work').waitFor();
		await rina.getByTestId('work-done').first().click();
		await rina.getByText('Tidak ada pekerjaan terbuka').waitFor();
	},

	async 'the waves of a month stand in a calendar'() {
		await go(rina, 'waves?show=calendar', '[data-testid=calendar]');
		if (await rina.getByTestId('calendar').getByText('L1').count() === 0)
			await rina.getByRole('button', { name: 'Bulan berikutnya' }).click();
		const days = rina.getByTestId('calendar').getByRole('link', { name: /^L1/ });

		await look(rina, 'calendar');
		await days.first().focus();
		await rina.keyboard.press('PageDown');
		await rina.waitForURL(/month=\d{4}-\d\d/);
		await rina.goBack();
		await days.first().click();
		await rina.getByTestId('wave-plan').waitFor();
	},

	async 'a wave is renamed, and has its name back'() {
		await rina.getByText('Ganti nama').first().click();
		await rina.getByTestId('wave-rename').getByLabel('Nama').fill('stop');
		await rina.getByTestId('wave-rename').getByRole('button').click();
		await rina.getByTestId('wave-rename').getByRole('alert').waitFor();
		await rina.getByTestId('wave-rename').getByLabel('Nama').fill('L9');
		await rina.getByTestId('wave-rename').getByRole('button').click();
		await rina.getByRole('heading', { name: 'Gelombang L9' }).waitFor();
		await undo(rina);
		await rina.getByRole('heading', { name: 'Gelombang L1' }).waitFor();
	},

	async 'the funnel says how many came how far, and of what is to come since when'() {
		const funnel = rina.getByTestId('funnel');

		await funnel.getByText('mulai').first().waitFor();
		assert.match(await text(funnel), /Mendaftar/);
		await funnel.getByText('Lihat datanya').click();
		await until('its data', async () => await funnel.locator('tbody tr').count() === 8);
	},

	async 'a sitting moves, the plan changes, and both are undone'() {
		const plan = () => text(rina.getByTestId('wave-plan'));

		await go(rina, `waves/${wave}`, '[data-testid=wave-plan]');
		await rina.getByText('Ubah rencana').click();
		await rina.getByTestId('plan-change').getByLabel('Tips, hari sesudah').fill('2, x');
		await rina.getByRole('button', { name: 'Simpan rencana' }).click();
		await rina.getByText('Hari ditulis berurutan').first().waitFor();
		await rina.getByTestId('plan-change').getByLabel('Tips, hari sesudah').fill('2, 5 9');
		await rina.getByRole('button', { name: 'Simpan rencana' }).click();
		await until('the new plan', async () => /A: 2, 5, 9/.test(await plan()));
		await undo(rina);
		await until('the old plan', async () => /A: 1, 3, 7/.test(await plan()));
		await rina.getByTestId('wave-plan').getByLabel('Pelatih').selectOption({ label: 'tono' });
		await until('the trainer', async () => /Pelatihtono/.test(await plan()));
		await rina.getByText('Pindahkan pertemuan ini').click();
		await rina.getByTestId('sitting-move').getByLabel('Jam (WIB)').fill('10:30');
		await look(rina, 'wave-plan');
		await rina.getByTestId('sitting-move').getByRole('button').click();
		await told(rina, /Pertemuan pindah ke .*10.30/);
		await undo(rina);
		await told(rina, /./);
	},

	async 'the dialogue is drawn, explained and tried on a phone of its own'() {
		await go(rina, 'dialogue', '.graph');
		await rina.getByRole('link', { name: /^enrol\.name/ }).first().click();
		await until('its texts', async () => /enrol\.name[\s\S]*\{wave\}/.test(await text(rina.getByTestId('state'))));
		assert.match(rina.url(), /state=enrol\.name/);
		const phoneForm = rina.getByTestId('trial-form');
		for (const typed of ['JUAL 350rb', '50rb']) {
			await phoneForm.getByLabel('Teks').fill(typed);
			await rina.keyboard.press('Enter');
			await until('the answer', async () => await phoneForm.getByLabel('Teks').inputValue() === '');
		}
		assert.match(await text(rina.getByTestId('trial')), /JUAL 350rb[\s\S]*Rp350\.000[\s\S]*50rb[\s\S]*Rp50\.000/);
		await rina.getByRole('button', { name: 'USSD' }).click();
		await phoneForm.getByRole('button', { name: 'Panggil' }).click();
		await until('a screen', async () => /\(dipanggil\)[\s\S]*DAFTAR/.test(await text(rina.getByTestId('trial'))));
		await look(rina, 'dialogue');
		assert.ok(!(await text(rina.getByTestId('trial'))).includes('undefined'));
		await rina.getByRole('button', { name: 'Mulai lagi' }).click();
		await until('an empty screen', async () => (await text(rina.getByTestId('trial'))).trim() === '');
	},

	async 'the clerk looks at everything else'() {
		for (const [path, name] of [['', 'today'], ['waves', 'waves'], ['broadcasts', 'broadcasts'], ['system', 'system'], ['system?box=failed', 'outbox'], ['tips', 'tips'],
			['staff', 'staff'], ['account', 'account'], ['sales?tab=review', 'reviews'], ['nowhere', 'nowhere']]) {
			await go(rina, path);
			await look(rina, name);
		}
		await rina.getByRole('button', { name: 'English' }).click();
		await rina.getByRole('link', { name: 'Waves' }).waitFor();
		assert.equal(await rina.locator('html').getAttribute('lang'), 'en');
	},

	async 'a viewer looks and changes nothing'() {
		const page = await office.signIn('sari');

		assert.ok(!(await menu(page)).some((name) => ['Petugas', 'Jejak perubahan'].includes(name)));
		await go(page, 'traders', '[data-testid=traders]');
		assert.match(await text(page.getByTestId('traders')), /\*/);
		for (const path of ['waves', 'traders', 'broadcasts', `waves/${wave}`, 'inbox', 'complaints']) {
			await go(page, path);
			assert.equal(await page.locator('main button.main, main a.main').count(), 0, path);
		}
		await go(page, 'staff');
		await page.getByText('Halaman tidak ada').first().waitFor();
		await page.context().close();
	},

	async 'a trainer sees questions, waves and the work list'() {
		const page = await office.signIn('tono');

		await page.getByRole('heading', { name: 'Pesan' }).waitFor();
		assert.deepEqual(await menu(page), ['Pesan', 'Gelombang', 'Daftar kerja', 'Tips', 'Percakapan', 'Kalimat bot']);
		await go(page, 'waves', '[data-testid=waves]');
		await page.getByRole('link', { name: 'G4' }).click();
		await page.getByTestId('seats').waitFor();
		assert.equal(await page.getByRole('button', { name: 'Lepas kursi' }).count(), 0);
		await look(page, 'trainer-wave');
		await page.context().close();
	},

	async 'the head of the office sets up a second factor, and needs it from then on'() {
		let page = await office.signIn('kepala');

		await page.getByTestId('factor-new').click();
		await page.locator('svg.code').waitFor();
		await page.getByText('Tidak bisa memindai?').click();
		const secret = await text(page.getByTestId('factor-secret'));
		await look(page, 'second-factor');
		await page.getByLabel('6 angka yang tampil sekarang').fill(totp(secret, Date.now() / 1000 - 30));
		await page.keyboard.press('Enter');
		await page.getByTestId('sign-out').waitFor();
		await page.locator('.light').waitFor();
		await page.getByTestId('sign-out').click();
		await page.getByLabel('Nama masuk').fill('kepala');
		await page.getByLabel('Kata sandi').fill(PASSWORD);
		await page.keyboard.press('Enter');
		await page.getByLabel('Kode dari aplikasi pengaman').fill(totp(secret));
		await page.keyboard.press('Enter');
		await page.getByTestId('sign-out').waitFor();
		await go(page, 'effect', '.empty');
		await feed(page);
		await go(page, 'effect', '.intervals');
		const said = await page.locator('.verdict li').allTextContents();

		assert.match(said[0], /24 pedagang terlatih menjual lebih banyak daripada 31 .*\+18\s%.*\+4\s% dan \+33\s%/);
		assert.match(said[1], /60 hari, baru 47 hari berjalan: belum jelas/);
		assert.match(said[2], /belum sampai waktunya/);
		await look(page, 'effect');
		await page.unroute(/api.v1.waves/);
		await go(page, 'report', '.facts');
		await look(page, 'report');
		await go(page, 'audit', '[data-testid=audit]');
		assert.match(await text(page.locator('.light')), /rantainya utuh/);
		await look(page, 'audit');
		await page.context().close();
	},
};

await finish(browser, tests);
