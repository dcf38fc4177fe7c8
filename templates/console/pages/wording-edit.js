// templates/console/pages/wording-edit.js - a sentence in the office's own words: room, faults and the phone, while it is typed
import { html, useEffect, useRef, useState } from "../core/html.js";
import { Refused, drop, get, post, put, useData } from "../core/api.js";
import { hasWord, t, word } from "../core/words.js";
import { attempt, tell, tellUndo } from "../core/toast.js";
import { dateClock, number } from "../core/format.js";
import { Bar, Do, Field, Waiting } from "../core/widgets.js";
import { filledIn } from "./wording-examples.js";

const WAIT = 250, SEGMENT = 153; // milliseconds of silence before a text is proved; room of a sentence with the brand before it
const pathOf = (message, text) => `/wording/${text.language}/${encodeURIComponent(message.name)}`;
const seenAs = (etag) => ({ "If-Match": etag });

export const byWhom = (by) => (by ?? "").replace(/^staff:/, "");
export const changed = (text) => (text.changed_by ? t("wording.changed", { by: byWhom(text.changed_by), at: dateClock(text.changed_at) }) : "");

export function faultText(fault) {
	const key = `wording.fault.${fault.code}`;

	return hasWord(key) ? t(key, { ...fault, over: number(fault.n - fault.most), n: number(fault.n), most: number(fault.most),
		advice: fault.advice || t("wording.nothing") }) : fault.sentence;
}

// What takes a change back: the text that was in force before, the office's or the shipped one.
const takeBack = (path, before, etag, reload) => async () => {
	if (before.own === undefined || before.fits === false) await drop(path, seenAs(etag));
	else await put(path, { text: before.own }, seenAs(etag));
	await reload();
};

export async function toShipped(message, text, reload) {
	const path = pathOf(message, text), now = await drop(path, seenAs(text.etag));

	await reload();
	if (message.gone || text.fits === false) tell(t("wording.dropped"));
	else tellUndo(t("wording.reset.done", { name: message.name }), takeBack(path, text, now.etag, reload));
}

function Faults({ faults, show }) {
	return html`<ul class="faults" data-testid="faults">${faults.map((fault, i) => html`<li key=${i} class="wrong">${faultText(fault)}
		${fault.about && show && html` <button type="button" class="plain" onClick=${() => show(fault)}>${t("wording.show")}</button>`}</li>`)}</ul>`;
}

function Versions({ path, use }) {
	const list = useData(path);

	if (!list.value) return html`<${Waiting} data=${list} />`;
	if (list.value.items.length === 0) return html`<p class="quiet">${t("wording.versions.none")}</p>`;
	return html`<ol class="versions">${list.value.items.map((one) => html`<li key=${one.version}>
		<p>${one.text ?? html`<em>${t("wording.shipped")}</em>`}<small class="quiet">${byWhom(one.by)} · ${dateClock(one.at)}</small></p>
		<button type="button" class="plain" onClick=${() => use(one.text)}>${t("wording.use")}<span class="hidden"> ${one.version}</span></button></li>`)}</ol>`;
}

// How it comes on the phone, with values for instance. Only whole sentences carry the brand.
function Phone({ text, message, language }) {
	return html`<p class="quiet">${t("wording.preview")}</p><div class="screen short" data-testid="preview"><p class="theirs" lang=${language}>${
		message.budget === SEGMENT ? "LAPAK: " : ""}${filledIn(text, language)}</p></div>`;
}

function Room({ proof, budget }) {
	const n = proof?.longest ?? 0;

	return html`<div class="room" data-testid="room"><${Bar} n=${n} most=${budget} kind=${n > budget ? "over" : ""} label=${t("wording.room")} />
		<small class=${n > budget ? "wrong" : "quiet"} role="status">${n > 0 ? t("wording.length", { n: number(n), of: number(budget) }) : proof ? t("wording.room.later") : "…"}</small></div>`;
}

// The last answer about the text, also while the next one is awaited; an older one never comes after a newer.
function useProof(path, typed) {
	const [proof, setProof] = useState(null);

	useEffect(() => {
		let over = false;
		const timer = setTimeout(async () => {
			try {
				const answer = await post(`${path}/proof`, { text: typed });

				if (!over) setProof({ ...answer, typed });
			} catch (e) {
				if (!(e instanceof Refused)) throw e;
			}
		}, WAIT);

		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [path, typed]);
	return [proof, setProof];
}

export function Editor({ message, text, reload, close }) {
	const path = pathOf(message, text), first = text.own ?? text.text;
	const [typed, setTyped] = useState(first), [proof, setProof] = useProof(path, typed);
	const [before, setBefore] = useState(text), [faster, setFaster] = useState(false), [history, setHistory] = useState(false);
	const area = useRef(null), faults = proof?.faults ?? [];

	useEffect(() => area.current?.focus(), []);

	function insert(field) {
		const box = area.current, at = box.selectionStart;

		setTyped(typed.slice(0, at) + field + typed.slice(box.selectionEnd));
		setTimeout(() => {
			box.focus();
			box.setSelectionRange(at + field.length, at + field.length);
		});
	}
	function show(fault) {
		const at = [`{${fault.about}}`, fault.about, [...fault.about][0]].map((one) => [typed.indexOf(one), one]).find(([from]) => from >= 0);

		area.current.focus();
		if (at) area.current.setSelectionRange(at[0], at[0] + at[1].length);
	}
	async function save() {
		try {
			const kept = await put(path, { text: typed }, seenAs(before.etag));

			await reload();
			close();
			if (kept.etag === before.etag) tell(t("wording.same"));
			else tellUndo(t("wording.saved", { name: message.name, language: word("language", text.language) }),
				takeBack(path, before, kept.etag, reload));
		} catch (e) {
			if (!(e instanceof Refused)) throw e;
			if (e.problem.faults) setProof({ ...proof, fits: false, faults: e.problem.faults });
			if (e.problem.status === 412) {
				setBefore(await get(path));
				setFaster(true);
			}
			throw e;
		}
	}
	function press(e) {
		if (e.key === "Enter") {
			e.preventDefault(); // a sentence has no lines
			if (e.ctrlKey || e.metaKey) attempt(save);
		}
		if (e.key === "Escape" && typed === first) close();
	}
	return html`<div class="editor" data-testid="editor">
		<${Field} label=${t("wording.own", { name: message.name, language: word("language", text.language) })} help=${t("wording.keys")}>${(own) => html`
			<textarea ref=${area} rows="4" maxlength="600" spellcheck="false" lang=${text.language} ...${own} aria-invalid=${faults.length > 0 ? "true" : undefined}
				value=${typed} onInput=${(e) => setTyped(e.target.value)} onKeyDown=${press}></textarea>`}<//>
		${message.fields.length > 0 && html`<p class="fields">${t("wording.insert")} ${message.fields.map((one) => html`
			<button type="button" class="chip" key=${one} onClick=${() => insert(`{${one}}`)}>${`{${one}}`}</button>`)}</p>`}
		<${Room} proof=${proof} budget=${message.budget} />
		<div aria-live="polite">${faults.length > 0 && html`<${Faults} faults=${faults} show=${show} />`}
			${faults.length === 0 && proof?.lost?.length > 0 && html`<p class="notice" data-testid="lost">${t("wording.lost", { what: proof.lost.join(" ") })}</p>`}
			${faster && html`<p class="notice" data-testid="faster">${t("wording.faster", { by: byWhom(before.changed_by), text: before.text })}</p>`}</div>
		<${Phone} text=${proof?.text ?? typed} message=${message} language=${text.language} />
		<div class="actions"><${Do} kind="main" run=${save} disabled=${typed === first && !faster} testid="save">${t("save")}<//>
			<button type="button" onClick=${close}>${t("wording.cancel")}</button>
			${text.own !== undefined && html`<${Do} kind="plain" testid="reset" run=${async () => {
				await toShipped(message, text, reload);
				close();
			}}>${t("wording.reset")}<//>`}</div>
		${text.version > 0 && html`<details onToggle=${(e) => setHistory(e.target.open)} data-testid="versions"><summary>${t("wording.versions")}</summary>
			${history && html`<${Versions} path=${`${path}/versions`} use=${(one) => {
				setTyped(one ?? text.shipped ?? text.text);
				area.current.focus();
			}} />`}</details>`}
	</div>`;
}
