// templates/console/core/api.js - asks the API; a refusal is an exception with its problem
import { useEffect, useRef, useState } from "./html.js";

export class Refused extends Error {
	constructor(problem) {
		super(problem.detail);
		this.problem = problem;
	}
}

// Answers are kept with their ETag, so that asking again costs little.
const KEPT_MOST = 200;
const kept = new Map();
let onSignedOut = () => {};

export function whenSignedOut(run) {
	onSignedOut = run;
}

export function forget() {
	kept.clear();
}

function keep(path, etag, value) {
	kept.delete(path);
	if (kept.size >= KEPT_MOST) kept.delete(kept.keys().next().value);
	kept.set(path, { etag, value });
}

// A key that makes a repeated POST one effect. (crypto.randomUUID() wants https.)
export function newKey() {
	return [...crypto.getRandomValues(new Uint8Array(16))]
		.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function problemOf(answer) {
	try {
		return await answer.json();
	} catch {
		return { status: answer.status, code: "broken", detail: answer.statusText };
	}
}

// The server says when it will listen again. What only reads is asked again then; a longer wait is the
// reader's to know of, and what changes something is theirs to repeat.
const PATIENT_TRIES = 4, PATIENT_SECONDS = 10;

function patience(method, answer, tries) {
	const seconds = Number(answer.headers.get("Retry-After"));

	return method === "GET" && answer.status === 429 && tries < PATIENT_TRIES && seconds > 0 && seconds <= PATIENT_SECONDS
		? seconds * 1000 : 0;
}

async function fetchPatiently(path, given) {
	for (let tries = 1; ; tries++) {
		const answer = await fetch("/api/v1" + path, given);
		const wait = patience(given.method, answer, tries);

		if (wait === 0) return answer;
		await new Promise((resolve) => setTimeout(resolve, wait));
	}
}

export async function ask(method, path, body, more = {}) {
	const headers = { ...more };
	const known = method === "GET" ? kept.get(path) : undefined;
	let answer;

	if (known) headers["If-None-Match"] = known.etag;
	if (body !== undefined) headers["Content-Type"] = "application/json";
	if (method === "POST") headers["Idempotency-Key"] = newKey();
	try {
		answer = await fetchPatiently(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
	} catch {
		throw new Refused({ status: 0, code: "offline", detail: "the server does not answer" });
	}
	if (answer.status === 304) return known.value;
	if (answer.status === 204) return null;
	if (!answer.ok) {
		const problem = await problemOf(answer);

		if (problem.code === "sign-in" || problem.code === "second-factor") onSignedOut();
		throw new Refused(problem);
	}
	const value = await answer.json();
	const etag = answer.headers.get("ETag");
	if (method === "GET" && etag) keep(path, etag, value);
	return value;
}

export const get = (path) => ask("GET", path);
export const post = (path, body) => ask("POST", path, body);
export const put = (path, body, headers) => ask("PUT", path, body, headers);
export const drop = (path, headers) => ask("DELETE", path, undefined, headers);

export async function session() {
	try {
		return await get("/session");
	} catch (e) {
		if (e instanceof Refused && e.problem.status === 401) return null;
		throw e;
	}
}

// "?a=1&b=2" of what is set.
export function query(fields) {
	const all = new URLSearchParams();

	for (const [name, value] of Object.entries(fields)) {
		if (value !== undefined && value !== null && value !== "") all.set(name, value);
	}
	return all.size > 0 ? `?${all}` : "";
}

const problemIn = (e) => (e instanceof Refused ? e.problem
	: { status: 0, code: "broken", detail: String(e) });

// The answer to GET path, asked again every so many seconds while the page is looked at.
// value is undefined until the first answer; a later failure leaves the last one standing.
export function useData(path, seconds = 0) {
	const [got, setGot] = useState({ path: null });
	const load = useRef(null);

	useEffect(() => {
		let over = false, timer = 0;

		async function run() {
			clearTimeout(timer);
			try {
				const value = await get(path);

				if (!over) {
					setGot((was) => (was.path === path && was.value === value && !was.problem
						? was : { path, value }));
				}
			} catch (e) {
				if (!over) {
					setGot((was) => ({ path, value: was.path === path ? was.value : undefined,
						problem: problemIn(e) }));
				}
			}
			if (!over && seconds > 0) timer = setTimeout(tick, seconds * 1000);
		}
		function tick() {
			if (document.visibilityState === "visible") run();
			else timer = setTimeout(tick, seconds * 1000);
		}
		load.current = run;
		if (path) run();
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [path, seconds]);
	const now = got.path === path ? got : {};
	return { value: now.value, problem: now.problem, reload: () => load.current && path && load.current() };
}

// What stood on the first page when the next one was asked for, and was pushed behind it by newer ones since.
const keyOf = (item) => item.id ?? `${item.trader?.id} ${item.day}`;

function pushedOut(now, before) {
	const there = new Set(now.map(keyOf)), last = now.length > 0 ? keyOf(now.at(-1)) : null;

	return before.slice(before.findIndex((item) => keyOf(item) === last) + 1).filter((item) => !there.has(keyOf(item)));
}

// A list in pages: items so far, and more() when there are others. A page may hold nothing the reader may see and yet have
// another behind it: then that is asked for at once.
export function usePages(path, seconds = 0) {
	const first = useData(path, seconds);
	const [later, setLater] = useState({ path: null, head: [], items: [], next: null });
	const begun = later.path === path;
	const next = begun ? later.next : first.value?.next;
	const items = first.value && (begun ? [...first.value.items, ...pushedOut(first.value.items, later.head), ...later.items] : first.value.items);
	const searching = Boolean(next) && items?.length === 0;

	async function more() {
		const page = await get(`${path}${path.includes("?") ? "&" : "?"}after=${next}`);

		setLater({ path, head: begun ? later.head : first.value.items, items: [...(begun ? later.items : []), ...page.items], next: page.next });
	}
	useEffect(() => {
		if (searching) more().catch(() => {});
	}, [searching, next]);
	return {
		items: searching ? undefined : items,
		more: next ? more : null,
		problem: first.problem,
		reload: () => {
			setLater({ path: null, head: [], items: [], next: null });
			return first.reload();
		},
	};
}
