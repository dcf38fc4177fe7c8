// templates/console/core/download.js - a long file: rows while the server writes it, bytes while it comes, and an end to it
import { html, useRef, useState } from "./html.js";
import { newKey, problemOf, Refused } from "./api.js";
import { attempt } from "./toast.js";
import { number } from "./format.js";
import { t } from "./words.js";
import { save } from "./save.js";

const LOOK_MS = 700;
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const nameOf = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "lapak";

// tell({rows}) while it is written, then tell({bytes, of}); signal ends it on both sides. The answer's parts and name.
async function fetchFile(path, tell, signal) {
	const name = newKey(), ask = `/api/v1/progress/${name}`;
	let written = false;

	signal.addEventListener("abort", () => fetch(ask, { method: "DELETE" }).catch(() => {}));
	(async () => {
		for (await later(LOOK_MS); !written && !signal.aborted; await later(LOOK_MS)) {
			const answer = await fetch(ask).catch(() => null);

			if (answer?.ok && !written) tell(await answer.json());
		}
	})();
	try {
		const answer = await fetch(`/api/v1${path}${path.includes("?") ? "&" : "?"}progress=${name}`, { signal });

		written = true;
		if (!answer.ok) throw new Refused(await problemOf(answer));
		const of = answer.headers.has("Content-Encoding") ? 0 : Number(answer.headers.get("Content-Length")), reader = answer.body.getReader(), parts = [];
		let bytes = 0;

		for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
			parts.push(piece.value);
			bytes += piece.value.length;
			tell({ bytes, of });
		}
		return { parts, name: nameOf(answer), type: answer.headers.get("Content-Type") };
	} finally {
		written = true;
	}
}

const kilobytes = (n) => number(Math.ceil(n / 1024));

function sofar({ rows, bytes, of }) {
	if (bytes !== undefined) return of > 0 ? t("download.bytes-of", { n: kilobytes(bytes), of: kilobytes(of) }) : t("download.bytes", { n: kilobytes(bytes) });
	return rows > 0 ? t("download.rows", { n: number(rows) }) : t("download.begins");
}

// A list as a file for a spreadsheet, of both kinds; plain links where the script does not run.
export function Files({ path, query = "", text = t("download") }) {
	const [now, setNow] = useState(null), stop = useRef(null);
	const begin = async (kind) => {
		stop.current = new AbortController();
		setNow({});
		await attempt(async () => {
			try {
				const file = await fetchFile(`${path}.${kind}${query}`, setNow, stop.current.signal);

				save(file.name, file.type, file.parts);
			} catch (e) {
				if (e.name !== "AbortError") throw e;
			}
		});
		setNow(null);
	};

	if (now) return html`<span class="download" role="status" data-testid="download"><progress max=${now.of || undefined} value=${now.of ? now.bytes : undefined} aria-label=${text}></progress>
		<span>${sofar(now)}</span> <button type="button" class="plain" onClick=${() => stop.current.abort()}>${t("download.stop")}</button></span>`;
	return ["csv", "xlsx"].map((kind) => html`<a class="button" key=${kind} download href=${`/api/v1${path}.${kind}${query}`} onClick=${(e) => {
		if (e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
		e.preventDefault();
		begin(kind);
	}}>${text} ${kind.toUpperCase()}</a>`);
}
