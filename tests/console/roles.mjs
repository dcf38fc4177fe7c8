// tests/console/roles.mjs - who sees what, and what every page must be: small, whole, reachable, printable
//
// usage: node roles.mjs BASE_URL SCREENSHOT_FOLDER   (after office.mjs; wave G4 and its people are there)
import assert from 'node:assert/strict';
import { finish, launch, watched } from './browser.mjs';
import { desk } from './desk.mjs';

const [base, folder] = process.argv.slice(2);
const browser = await launch();
const office = desk(browser, base, folder);
const BYTES_MOST = 150000, TARGET_LEAST = 24, TABS = 15;
const WIDTHS = [[360, 740], [768, 1024], [1366, 768], [1366, 620]];

// Path, and who has it in the menu or may open it. Others see that there is no such page.
const READ = ['clerk', 'chief', 'admin', 'viewer'], ALL = [...READ, 'trainer'], OFFICE = ['clerk', 'chief', 'admin'];
const PAGES = [['', READ], ['inbox', ALL], ['waves', ALL], ['waves?show=past', ALL], ['waves?show=calendar', ALL], ['broadcasts', READ], ['traders', READ], ['complaints', ALL], ['tips', ALL],
	['dialogue', ALL], ['wording', ALL], ['sales', READ], ['sales?tab=review', READ], ['effect', READ], ['report', READ], ['system', READ], ['system?box=failed', READ],
	['staff', OFFICE], ['audit', ['chief', 'admin']], ['account', ALL]];
const MENU = { viewer: ['Hari ini', 'Pesan', 'Gelombang', 'Siaran', 'Pedagang', 'Daftar kerja', 'Tips', 'Percakapan', 'Kalimat bot', 'Penjualan', 'Dampak pelatihan', 'Laporan bulanan', 'Gateway & sistem'],
	trainer: ['Pesan', 'Gelombang', 'Daftar kerja', 'Tips', 'Percakapan', 'Kalimat bot'] };
MENU.clerk = [...MENU.viewer, 'Petugas'];
MENU.chief = MENU.admin = [...MENU.clerk, 'Jejak perubahan'];
const LOGIN = { viewer: 'sari', trainer: 'tono', clerk: 'rina', chief: 'wati', admin: 'adi' };
// What a role without a right to it gets, whatever the page shows: method, path, who may.
const CALLS = [['GET', '/traders', READ], ['GET', '/today', READ], ['GET', '/broadcasts', READ], ['GET', '/staff', [...OFFICE, 'trainer']], ['GET', '/audit', ['chief', 'admin']],
	['GET', '/traders.csv', OFFICE], ['POST', '/broadcasts', OFFICE], ['POST', '/waves', OFFICE], ['POST', '/traders/import', OFFICE], ['POST', '/staff', ['admin']], ['POST', '/canned', OFFICE],
	['POST', '/texts/preview', [...OFFICE, 'trainer']]];
const pages = {};
let wave;

const menu = (page) => page.locator('.menu li a').evaluateAll((links) => links.map((link) => link.firstChild.textContent.trim()));
const call = (page, method, path, body) => page.evaluate(async ([m, p, b]) => (await fetch(`/api/v1${p}`, { method: m, headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify(b) })).json(), [method, path, body]);
const status = (page, method, path) => page.evaluate(async ([m, p]) => (await fetch(`/api/v1${p}`, { method: m,
	headers: { 'Content-Type': 'application/json' }, body: m === 'GET' ? undefined : '{}' })).status, [method, path]);
const get = (page, path) => page.evaluate(async (p) => (await fetch(`/api/v1${p}`)).json(), path);

// A first visit: a browser that has nothing yet, but is signed in; the bytes it transfers besides.
async function visit(page, path) {
	const context = await browser.newContext({ storageState: await page.context().storageState(), viewport: { width: 1366, height: 768 }, locale: 'id-ID' });
	const fresh = await watched(context), session = await context.newCDPSession(fresh);
	let bytes = 0;

	await session.send('Network.enable');
	session.on('Network.loadingFinished', ({ encodedDataLength }) => {
		bytes += encodedDataLength;
	});
	await office.go(fresh, path);
	return { fresh, bytes };
}

// What a finger cannot hit (WCAG 2.2, 2.5.8): smaller than 24 px and not a link within a sentence.
const small = (page) => page.evaluate((least) => [...document.querySelectorAll('#console :is(a, button, input, select, textarea, summary)')].filter((e) => {
	const box = e.getBoundingClientRect(), inline = e.tagName === 'A' && getComputedStyle(e).display === 'inline';

	return e.checkVisibility() && box.width > 1 && !inline && !e.closest('svg') && (box.width < least || box.height < least) && !e.classList.contains('skip');
}).map((e) => `${e.outerHTML.slice(0, 90)} ${Math.round(e.getBoundingClientRect().width)}x${Math.round(e.getBoundingClientRect().height)}`), TARGET_LEAST);

// Goes on by the keyboard: what has the focus shows it, and is not under something else.
async function walk(page, path) {
	for (let n = 0; n < TABS; n++) {
		await page.keyboard.press('Tab');
		const seen = await page.evaluate(() => {
			const e = document.activeElement, style = getComputedStyle(e);

			return e === document.body || e.matches('svg a') || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ? '' : e.outerHTML.slice(0, 120);
		});

		assert.equal(seen, '', `${path}: no focus to be seen`);
	}
}

async function sheets(page, path) {
	await office.go(page, path);
	const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');

	return pdf.match(/\/Type\s*\/Page[^s]/g).length;
}

const tests = {
	async 'everybody has the pages of the role, in the menu and by their address'() {
		for (const [role, login] of Object.entries(LOGIN)) {
			const page = pages[role] = await office.enter(login);

			assert.deepEqual(await menu(page), MENU[role], role);
			for (const [path, who] of PAGES.filter(([one, seen]) => one && (role === 'trainer' || !seen.includes(role)))) {
				await office.go(page, path);
				assert.equal(await page.getByText('Halaman tidak ada').count() === 0, who.includes(role), `${role} at /${path}`);
			}
		}
	},

	async 'what a page hides the server refuses too'() {
		for (const [role, page] of Object.entries(pages)) {
			for (const [method, path, who] of CALLS) {
				const got = await status(page, method, path);

				assert.equal(got === 403, !who.includes(role), `${method} ${path} as ${role}: ${got}`);
			}
		}
	},

	async 'a trainer sees the own wave and its people, a viewer masked numbers and no way to change anything'() {
		wave = (await get(pages.clerk, '/waves')).items.find((one) => one.name === 'G4').id;
		const own = await get(pages.trainer, `/waves/${wave}/roster`), other = (await call(pages.clerk, 'POST', '/waves', { name: 'R1', market_id: (await get(pages.clerk, '/markets')).items[0].id,
			place: '', seats: 5, sittings: [{ starts_at: Math.floor(Date.now() / 1000) + 864000 }] })).id;
		const stranger = (await get(pages.clerk, '/traders?limit=1')).items[0].id;

		assert.ok(own.items.length > 0);
		assert.equal(await status(pages.trainer, 'GET', `/waves/${other}/roster`), 403);
		assert.equal(await status(pages.trainer, 'GET', `/traders/${stranger}/messages`), 403);
		assert.ok((await get(pages.viewer, '/traders')).items.every((one) => one.phone.includes('*')));
		for (const [path] of PAGES.filter(([one, who]) => who.includes('viewer') && one !== 'account')) {
			await office.go(pages.viewer, path);
			assert.equal(await pages.viewer.locator('main :is(button, a).main:not([data-testid])', { hasNotText: 'Cetak' }).count(), 0, path);
		}
	},

	async 'the head of the office sees the effect from the first page'() {
		await office.go(pages.chief, '');
		assert.match(await pages.chief.getByTestId('verdict').textContent(), /Dampak pelatihan.*(30 hari|pedagang)/s);
		await pages.chief.getByTestId('verdict').getByRole('link', { name: 'Lihat selengkapnya' }).click();
		await pages.chief.getByRole('heading', { name: 'Dampak pelatihan' }).waitFor();
	},

	async 'every page is small, fits phone, tablet and office PC, keeps WCAG 2.2 AA and shows where the focus is'() {
		const trader = (await get(pages.admin, '/traders?limit=1')).items[0].id, broadcast = (await get(pages.admin, '/broadcasts')).items[0].id;
		const question = (await get(pages.admin, '/inbox?state=all')).items[0].id;
		let most = [0];

		for (const path of [...PAGES.map(([one]) => one), 'waves/new', `waves/${wave}`, `waves/${wave}/sheet`, 'broadcasts/new', `broadcasts/${broadcast}`, `traders/${trader}`,
			`traders/${trader}?tab=sales`, `traders/${trader}?tab=rights`, 'traders/import', `inbox/${question}?state=all`, 'nowhere']) {
			const { fresh, bytes } = await visit(pages.admin, path);

			assert.ok(bytes > 10000 && bytes <= BYTES_MOST, `${path}: ${bytes} bytes`);
			if (bytes > most[0]) most = [bytes, path];
			assert.deepEqual(await office.faults(fresh), [], path);
			await walk(fresh, path);
			for (const [width, height] of WIDTHS) {
				await fresh.setViewportSize({ width, height });
				assert.ok(await fresh.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} is too wide at ${width}`);
				assert.deepEqual(await small(fresh), [], `${path} at ${width}`);
			}
			await fresh.context().close();
		}
		console.log(`      at most ${Math.round(most[0] / 1000)} kB on a first visit, of /${most[1]}`);
	},

	async 'the menu fits an office PC whole'() {
		await office.go(pages.admin, '');
		await pages.admin.setViewportSize({ width: 1366, height: 620 });
		const last = await pages.admin.locator('.languages').boundingBox();

		assert.ok(last.y + last.height <= 620, `the menu ends at ${last.y + last.height}`);
	},

	async 'the monthly report and the attendance sheet go on one page each'() {
		assert.equal(await sheets(pages.chief, 'report'), 1, 'report');
		const [place] = (await get(pages.clerk, `/waves/${wave}/roster`)).items;

		await pages.clerk.route(/roster$/, (route) => route.fulfill({ json: { items: Array.from({ length: 30 }, (_, n) => ({ ...place, status: 'enrolled', trader: { ...place.trader, id: String(n + 1) } })), next: null } }));
		assert.equal(await sheets(pages.clerk, `waves/${wave}/sheet`), 1, 'attendance sheet of 30');
		assert.equal(await pages.clerk.locator('.signing tbody tr').count(), 35);
		await pages.clerk.unroute(/roster$/);
	},
};

await finish(browser, tests);
