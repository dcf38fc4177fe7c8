// templates/console/api.js - asks the API; a refusal is an exception with its problem
export class Refused extends Error {
	constructor(problem) {
		super(problem.detail);
		this.problem = problem;
	}
}

// Answers are kept with their ETag, so that asking again costs little.
const kept = new Map();

export async function ask(method, path, body, key) {
	const headers = {};
	const known = method === "GET" ? kept.get(path) : undefined;
	if (known) headers["If-None-Match"] = known.etag;
	if (body !== undefined) headers["Content-Type"] = "application/json";
	if (key) headers["Idempotency-Key"] = key;
	const answer = await fetch("/api/v1" + path, {
		method,
		headers,
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	if (answer.status === 304) return known.value;
	if (answer.status === 204) return null;
	const value = await answer.json();
	if (!answer.ok) throw new Refused(value);
	const etag = answer.headers.get("ETag");
	if (method === "GET" && etag) kept.set(path, { etag, value });
	return value;
}

export async function session() {
	try {
		return await ask("GET", "/session");
	} catch (e) {
		if (e instanceof Refused && e.problem.status === 401) return null;
		throw e;
	}
}
