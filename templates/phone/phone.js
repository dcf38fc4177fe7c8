// templates/phone/phone.js - a keypad phone in the browser, for the simulator gateway
'use strict';

const POLL_MS = 3000;
const TAP_MS = 900; // a key pressed again within this time means its next letter
const KEPT = 200; // messages of a number that are kept in the browser

const byId = (id) => document.getElementById(id);

// ---- the length of an SMS: GSM 03.38, else UCS-2 -------------------------------------------

const BASIC = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡' +
	'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€\f';

// Units of each character, and how many fit into one SMS or into a part of a long one.
function smsUnits(text) {
	const chars = Array.from(text);

	if (chars.every((c) => BASIC.includes(c) || EXTENDED.includes(c)))
		return { units: chars.map((c) => (EXTENDED.includes(c) ? 2 : 1)), one: 160, part: 153 };
	return { units: chars.map((c) => c.length), one: 70, part: 67 };
}

function smsLength(text) {
	const { units, one, part } = smsUnits(text);
	const used = units.reduce((sum, n) => sum + n, 0);
	let segments = 1;
	let room = part;

	if (used <= one)
		return { used, of: one, segments: 1 };
	for (const n of units) { // a character is never split between two parts
		if (n > room) {
			segments++;
			room = part;
		}
		room -= n;
	}
	return { used, of: segments * part, segments };
}

function lengthText(text) {
	const { used, of, segments } = smsLength(text);

	return `${used}/${of} · ${segments} SMS`;
}

// ---- what the phone knows --------------------------------------------------------------------

const state = {
	gateway: '',
	code: '*2323#',
	number: '+6281234567890',
	lines: {}, // number -> {messages: [{from, text, at, failed}], after}
	mode: 'sms',
	letters: false,
	ussd: null, // {id, history, open}
	tap: { key: '', at: 0, index: 0 },
};

function line(number) {
	if (!state.lines[number])
		state.lines[number] = { messages: [], after: '' };
	return state.lines[number];
}

function remember() {
	try {
		sessionStorage.setItem('phone', JSON.stringify({ number: state.number, lines: state.lines }));
	} catch (e) {
		// a browser that keeps nothing still shows everything
	}
}

function recall() {
	try {
		const kept = JSON.parse(sessionStorage.getItem('phone'));

		if (kept && kept.lines)
			Object.assign(state, { number: kept.number, lines: kept.lines });
	} catch (e) {
		// begin afresh
	}
	for (const number of ['+6281234567890', '+6281234567891', '+6281234567892', state.number])
		line(number);
}

function problem(text) {
	byId('problem').textContent = text;
}

// "0812-3456" and "62812..." as +62812...; null when it cannot be a number.
function e164(typed) {
	const digits = typed.replace(/[\s().-]/g, '');

	if (!/^\+?\d{5,15}$/.test(digits))
		return null;
	if (digits.startsWith('+'))
		return digits;
	return digits.startsWith('0') ? `+62${digits.slice(1)}` : `+${digits}`;
}

// ---- talking to the server ---------------------------------------------------------------------

async function request(path, options) {
	const answer = await fetch(`/gateway/${state.gateway}/${path}`, { cache: 'no-store', ...options });

	if (!answer.ok)
		throw new Error(answer.status === 503
			? 'Server sedang sibuk. Coba lagi sebentar.' : `Server menolak (${answer.status}).`);
	return answer;
}

function saying(error) {
	return error instanceof TypeError ? 'Server tidak menjawab. Apakah lapak berjalan?' : error.message;
}

function add(number, message) {
	const messages = line(number).messages;

	messages.push(message);
	messages.splice(0, messages.length - KEPT);
	remember();
	if (number === state.number)
		showThread();
}

async function sendSms(text) {
	const number = state.number;
	const message = { from: 'out', text, at: Date.now() };

	add(number, message);
	try {
		const answer = await request('inbound', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ from: number, text, id: crypto.randomUUID ? crypto.randomUUID() : undefined }),
		});
		const { replies } = await answer.json();

		problem('');
		for (const reply of replies)
			add(number, { from: 'in', text: reply, at: Date.now() });
	} catch (error) {
		message.failed = true;
		problem(saying(error));
		showThread();
	}
}

let polling = false;

async function poll() {
	const number = state.number;
	const mine = line(number);

	if (polling || document.hidden || !state.gateway)
		return;
	polling = true;
	try {
		const query = new URLSearchParams({ to: number });

		if (mine.after)
			query.set('after', mine.after);
		const { messages } = await (await request(`outbox?${query}`)).json();

		for (const m of messages) {
			mine.after = m.id;
			add(number, { from: 'in', text: m.text, at: m.at * 1000 });
		}
	} catch (error) {
		problem(saying(error));
	} finally {
		polling = false;
	}
}

async function ussdHop() {
	const session = state.ussd;

	try {
		const answer = await request('ussd', {
			method: 'POST',
			body: new URLSearchParams({
				sessionId: session.id,
				serviceCode: state.code,
				phoneNumber: state.number,
				text: session.history.join('*'),
			}),
		});
		const text = await answer.text();

		problem('');
		session.open = text.startsWith('CON ');
		session.text = text.replace(/^(CON|END) /, '');
	} catch (error) {
		session.open = false;
		session.text = saying(error);
		problem(session.text);
	}
	if (session === state.ussd)
		showUssd();
}

// ---- what is seen --------------------------------------------------------------------------------

function clock(at) {
	return new Date(at).toLocaleTimeString('id-ID', { hour: '2-digit', minute: '2-digit' });
}

function showThread() {
	const thread = byId('thread');

	thread.replaceChildren(...line(state.number).messages.map((m) => {
		const item = document.createElement('li');
		const meta = document.createElement('span');

		item.className = m.from + (m.failed ? ' failed' : '');
		item.dataset.testid = m.from === 'in' ? 'message-in' : 'message-out';
		item.append(m.text);
		meta.className = 'meta';
		meta.dataset.testid = 'message-length';
		meta.textContent = `${clock(m.at)} · ${lengthText(m.text)}${m.failed ? ' · gagal' : ''}`;
		item.append(meta);
		return item;
	}));
	thread.scrollTop = thread.scrollHeight;
}

function showUssd() {
	const session = state.ussd;

	byId('ussd-screen').textContent = session
		? session.text : `Tekan Panggil untuk membuka ${state.code}`;
	byId('ussd-note').textContent = session && session.text
		? `${Array.from(session.text).length}/160 huruf · ${session.open ? 'menunggu jawaban' : 'selesai'}` : '';
	showKeys();
}

function showKeys() {
	const open = state.ussd && state.ussd.open;

	byId('send').textContent = state.mode === 'sms' ? 'Kirim' : open ? 'Jawab' : 'Panggil';
	byId('end').textContent = state.mode === 'sms' ? 'Bersih' : 'Tutup';
	byId('text-label').textContent = state.mode === 'sms' ? 'Tulis SMS' : 'Jawaban USSD';
	byId('input-mode').textContent = state.letters ? 'abc' : '123';
	showCount();
}

function showCount() {
	const text = byId('text').value;

	byId('count').textContent = state.mode === 'sms' ? lengthText(text) : '';
}

function showNumbers() {
	const select = byId('number');

	select.replaceChildren(...Object.keys(state.lines).map((number) => {
		const option = document.createElement('option');

		option.value = option.textContent = number;
		return option;
	}));
	select.value = state.number;
	byId('own-number').textContent = state.number;
}

function showMode(mode) {
	state.mode = mode;
	for (const name of ['sms', 'ussd']) {
		byId(name).hidden = name !== mode;
		byId(`tab-${name}`).setAttribute('aria-selected', String(name === mode));
	}
	byId('text').value = mode === 'ussd' && !state.ussd ? state.code : '';
	if (mode === 'sms')
		showThread();
	showUssd();
}

function useNumber(number) {
	state.number = number;
	state.ussd = null;
	line(number);
	remember();
	showNumbers();
	showThread();
	showMode(state.mode);
	poll();
}

// ---- keys --------------------------------------------------------------------------------------

const KEYS = [
	['1', '.,?!'], ['2', 'abc'], ['3', 'def'],
	['4', 'ghi'], ['5', 'jkl'], ['6', 'mno'],
	['7', 'pqrs'], ['8', 'tuv'], ['9', 'wxyz'],
	['*', '*'], ['0', ' '], ['#', '#'],
];

function write(text, replacing) {
	const field = byId('text');
	const start = field.selectionStart - (replacing ? 1 : 0);

	field.setRangeText(text, Math.max(start, 0), field.selectionEnd, 'end');
	showCount();
}

function press(key, letters) {
	const now = Date.now();
	const again = state.tap.key === key && now - state.tap.at < TAP_MS;
	const choices = letters + key;

	if (key === '#' && state.mode === 'sms') {
		state.letters = !state.letters;
		state.tap = { key: '', at: 0, index: 0 };
		showKeys();
		return;
	}
	if (!state.letters || key === '*' || key === '#') {
		write(key, false);
		return;
	}
	state.tap = { key, at: now, index: again ? (state.tap.index + 1) % choices.length : 0 };
	write(choices[state.tap.index], again);
}

function erase() {
	const field = byId('text');

	if (field.selectionStart !== field.selectionEnd)
		field.setRangeText('', field.selectionStart, field.selectionEnd, 'end');
	else
		write('', true);
	state.tap.key = '';
	showCount();
}

function send() {
	const field = byId('text');
	const text = field.value.trim();

	if (state.mode === 'sms') {
		if (text === '')
			return;
		sendSms(text);
	} else if (state.ussd && state.ussd.open) {
		if (text === '')
			return;
		state.ussd.history.push(text);
		ussdHop();
	} else {
		state.code = /^\*[\d*]+#$/.test(text) ? text : state.code;
		state.ussd = { id: `web-${Date.now()}-${Math.random().toString(36).slice(2)}`, history: [], open: false, text: '…' };
		showUssd();
		ussdHop();
	}
	field.value = '';
	field.focus();
	showCount();
}

function end() {
	if (state.mode === 'sms') {
		line(state.number).messages.length = 0;
		remember();
		showThread();
	} else {
		state.ussd = null;
		showMode('ussd');
	}
}

function drawKeys() {
	byId('keypad').replaceChildren(...KEYS.map(([key, letters]) => {
		const button = document.createElement('button');
		const small = document.createElement('small');

		button.type = 'button';
		button.className = 'key';
		button.dataset.testid = `key-${key}`;
		button.append(key);
		small.textContent = { 0: 'spasi', '#': 'abc/123', '*': '' }[key] ?? letters;
		button.append(small);
		button.addEventListener('click', () => press(key, letters));
		return button;
	}));
}

function listen() {
	byId('send').addEventListener('click', send);
	byId('erase').addEventListener('click', erase);
	byId('end').addEventListener('click', end);
	byId('text').addEventListener('input', showCount);
	byId('text').addEventListener('keydown', (event) => {
		if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
			event.preventDefault();
			send();
		}
	});
	byId('write').addEventListener('submit', (event) => event.preventDefault());
	byId('tab-sms').addEventListener('click', () => showMode('sms'));
	byId('tab-ussd').addEventListener('click', () => showMode('ussd'));
	byId('number').addEventListener('change', (event) => useNumber(event.target.value));
	byId('add').addEventListener('submit', (event) => {
		const number = e164(byId('new-number').value);

		event.preventDefault();
		problem(number ? '' : 'Itu bukan nomor telepon.');
		if (number) {
			byId('new-number').value = '';
			useNumber(number);
		}
	});
	for (const example of byId('examples').children)
		example.addEventListener('click', () => {
			showMode('sms');
			byId('text').value = example.textContent;
			byId('text').focus();
			showCount();
		});
}

async function start() {
	recall();
	drawKeys();
	listen();
	showNumbers();
	showMode('sms');
	try {
		const config = await (await fetch('/phone/config.json')).json();

		state.gateway = config.gateway;
		state.code = `*${config.shortCode}#`;
		document.querySelector('[data-testid=office]').textContent = config.office;
		document.body.dataset.ready = 'yes';
		poll();
		setInterval(poll, POLL_MS);
	} catch (error) {
		problem(saying(error));
	}
}

start();
