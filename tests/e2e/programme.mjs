// tests/e2e/programme.mjs - plays a training programme against a running server, day by day, through its webhook
//
// usage: node programme.mjs FOLDER (holds lapak.ini, made by programme.sh)
// From the environment: LAPAK, BASE, TRADERS, DAYS, WAVES, SEED, EFFECT (percent).
// The clock is LAPAK_CLOCK_OFFSET: each part of a day is a start of the server, every third one after a kill -9 with
// messages under way, which are then sent again with the same ids. Prints what happened as JSON.
import http from 'node:http';
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const folder = process.argv[2];
const { LAPAK, BASE, TRADERS = '60', DAYS = '20', WAVES = '2', SEED = '1', EFFECT = '12' } = process.env;
const traders = Number(TRADERS), days = Number(DAYS), waves = Number(WAVES), effect = Number(EFFECT) / 100;
const ROWS = 64;
const SEATS = waves * 36 > traders ? Math.max(5, Math.floor(traders * 0.15)) : 30; // fewer than want one
const first = Date.UTC(2026, 10, 24) / 1000 - 7 * 3600; // midnight in Surabaya
const did = { messages: 0, kills: 0, enrolled: 0, present: 0, noshow: 0, stops: 0, typos: 0, retries: 0, broadcasts: 0, sales: 0 };
const agent = new http.Agent({ keepAlive: true, maxSockets: ROWS });

let state = BigInt(SEED) * 2654435761n + 12345n;
function chance() { // the same for the same seed
	state = (state * 6364136223846793005n + 1442695040888963407n) & 0xFFFFFFFFFFFFFFFFn;
	return Number(state >> 33n) / 2 ** 31;
}
const pick = (list) => list[Math.floor(chance() * list.length)];
const normal = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

let offset = 0, server = null, nextId = 1;
process.on('exit', () => server?.kill('SIGKILL'));
const env = () => ({ ...process.env, LAPAK_CLOCK_OFFSET: String(offset) });
const lapak = (...args) => execFileSync(LAPAK, ['--config', `${folder}/lapak.ini`, ...args],
	{ env: env(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();

function clockAt(day, hour) {
	offset = Math.round(first + day * 86400 + hour * 3600 - Date.now() / 1000);
}

async function start() {
	server = spawn(LAPAK, ['--config', `${folder}/lapak.ini`, 'serve'], { env: env(), stdio: ['ignore', 'ignore', 'ignore'] });
	server.gone = new Promise((done) => server.on('exit', done));
	for (let i = 0; i < 400; i++) {
		const up = await new Promise((done) => {
			const r = http.get(BASE + '/livez', (a) => { a.resume(); done(a.statusCode === 200); });
			r.on('error', () => done(false));
		});
		if (up) return;
		await new Promise((done) => setTimeout(done, 25));
	}
	throw new Error('the server did not start');
}

async function stop(signal) {
	server.kill(signal);
	await server.gone;
}

function post(message) {
	return new Promise((done) => {
		const body = JSON.stringify(message);
		const r = http.request(BASE + '/gateway/phone/inbound', { agent, method: 'POST',
			headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } }, (a) => {
			let text = '';
			a.on('data', (c) => { text += c; });
			a.on('end', () => done(a.statusCode === 200 ? text : null));
			a.on('error', () => done(null));
		});
		r.on('error', () => done(null));
		r.end(body);
	});
}

// Sends until it is kept, as a gateway does: the same id each time.
async function say(who, text) {
	const message = { from: who.phone, text, id: `p-${nextId++}` };
	did.messages++;
	for (let tries = 0; tries < 600; tries++) {
		const answer = await post(message);
		if (answer !== null) return JSON.parse(answer).replies.join('\n');
		did.retries++;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error(`never kept: ${text}`);
}

// Every one of a list of conversations, ROWS at a time; a conversation keeps its order.
async function all(talks) {
	let at = 0;
	const worker = async () => { while (at < talks.length) await talks[at++](); };
	await Promise.all(Array.from({ length: ROWS }, worker));
}

function people() {
	const list = [], lines = ['phone,name,market,stall,consent'];
	for (let i = 0; i < traders; i++) {
		const p = { phone: `+62812${String(30000000 + i)}`, name: `Bu ${'ABCDEFGHIJ'[i % 10]}${'aeiou'[i % 5]}ti`,
			market: i % 4, stall: `B${1 + i}`, level: Math.log(400000) + 0.6 * normal(), from: 0,
			stopped: false, wave: null, trained: null };
		list.push(p);
		lines.push(`${p.phone},${p.name},Pasar ${p.market},${p.stall},${'ya'}`);
	}
	writeFileSync(`${folder}/traders.csv`, lines.join('\n') + '\n');
	return list;
}

const thousands = (x) => `${Math.max(5, Math.round(x / 5000) * 5)}rb`;
function report(p, day, shock) {
	if (chance() < 0.05) return 'LIBUR';
	if (chance() < 0.03) return '0';
	const grown = p.trained !== null && day > p.trained ? 1 + effect : 1;
	const text = thousands(Math.exp(p.level + shock + 0.3 * normal()) * grown);
	did.sales++;
	if (chance() < 0.03) { did.typos++; return `JUALL ${text} live 0`; }
	return chance() < 0.5 ? `JUAL ${text} live 0` : `JUAL ${text}`;
}

function plan() {
	const list = [];
	for (let w = 0; w < waves; w++)
		list.push({ name: `W${w + 1}`, market: w % 4, code: String(1000 + w),
			day: Math.floor(days * 0.3) + Math.floor((w / waves) * days * 0.45) });
	return list;
}

function day_iso(day) {
	return new Date((first + day * 86400 + 7 * 3600) * 1000).toISOString().slice(0, 10);
}

async function enrol(list, w) {
	const wanting = list.filter((p) => p.market === w.market && !p.stopped && p.wave === null)
		.sort((a, b) => a.stall.length - b.stall.length || (a.stall < b.stall ? -1 : 1))
		.slice(0, SEATS + 6);
	await all(wanting.map((p) => async () => {
		let answer = await say(p, `DAFTAR ${w.name}`);
		for (let i = 0; i < 4 && /\b1 (ya|antre|benar)|1 *= *(ya|YA)/.test(answer); i++) answer = await say(p, '1');
		p.wave = w;
		did.enrolled++;
	}));
}

async function hold(list, w, day) {
	await all(list.filter((p) => p.wave === w && !p.stopped).map((p) => async () => {
		if (chance() < 0.2) { did.noshow++; return; }
		const answer = await say(p, `HADIR ${w.code}`);
		if (/hadir|tercatat|dicatat/i.test(answer) && !/tidak|belum|salah/i.test(answer)) {
			p.trained = day;
			did.present++;
		}
	}));
}

function broadcast(text) {
	const id = lapak('broadcast', 'new', '--all', '--text', text, '--by', 'rina');
	lapak('broadcast', 'approve', id, '--by', 'budi');
	did.broadcasts++;
}

async function evening(list, day) {
	const shock = 0.15 * normal() + (day % 7 === 5 ? 0.3 : 0);
	const talks = list.filter((p) => !p.stopped && chance() < 0.75).map((p) => async () => {
		await say(p, report(p, day, shock));
	});
	const stopping = list.filter((p) => !p.stopped && chance() < 0.001);
	for (const p of stopping) talks.push(async () => {
		await say(p, 'STOP');
		p.stopped = true;
		did.stops++;
	});
	const killing = day % 3 === 2;
	const run = all(talks);
	if (killing) {
		await new Promise((done) => setTimeout(done, 30));
		await stop('SIGKILL');
		did.kills++;
		await start();
	}
	await run;
}

const list = people();
const programme = plan();
clockAt(0, 7);
lapak('migrate');
for (let m = 0; m < 4; m++) lapak('market', 'add', '--name', `Pasar ${m}`);
lapak('trader', 'import', `${folder}/traders.csv`);
for (const w of programme)
	lapak('wave', 'add', '--name', w.name, '--market', `Pasar ${w.market}`, '--place', 'Lt 3', '--sitting',
		`${day_iso(w.day)} 09:00`, '--seats', String(SEATS), '--code', w.code, '--open');
for (let day = 0; day < days; day++) {
	const opening = programme.filter((w) => w.day - 3 === day), holding = programme.filter((w) => w.day === day);
	const calls = day === 5 || day === days - 4;
	if (opening.length > 0 || holding.length > 0) {
		clockAt(day, 9.2);
		await start();
		for (const w of holding) await hold(list, w, day);
		for (const w of opening) await enrol(list, w);
		await stop('SIGTERM');
	}
	clockAt(day, 16);
	if (calls) broadcast(`Besok pasar buka jam ${day % 5 + 5}.00`);
	await start();
	await evening(list, day);
	if (calls) await new Promise((done) => setTimeout(done, 1500));
	await stop('SIGTERM');
}
clockAt(days, 10);
console.log(JSON.stringify({ ...did, offset }));
agent.destroy();
