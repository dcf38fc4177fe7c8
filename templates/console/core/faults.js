// templates/console/core/faults.js - what is wrong in a list, row by row, and how far its taking in is
import { html } from "./html.js";
import { hasWord, t } from "./words.js";
import { number } from "./format.js";
import { Table } from "./widgets.js";

export const FAULTS_SHOWN = 200;

// A fault by its code, in the page's language; the API's own sentence where the code is new.
const sentenceOf = ({ code, most, sentence }) => (hasWord(`import.code.${code}`) ? t(`import.code.${code}`, { most: number(most) }) : sentence);

export function Faults({ faults }) {
	return faults.length > 0 && html`<${Table} caption=${t("import.faults-list")} rows=${faults} columns=${[
		[t("import.line"), (fault) => fault.line || "–", "number"], [t("import.column"), (fault) => fault.column], [t("import.fault"), sentenceOf]]} />`;
}

// A bar with its words, and a way out: stop may be missing when there is none.
export function Progress({ n, of, text, stop }) {
	return html`<div class="download" role="status" data-testid="progress"><progress max=${Math.max(of, 1)} value=${n} aria-label=${text}></progress>
		<span>${text}</span>${stop && html` <button type="button" class="plain" data-testid="stop" onClick=${stop}>${t("import.stop")}</button>`}</div>`;
}

// The file's text; a refusal when it is not UTF-8, which would lose letters silently.
export async function textOf(file) {
	try {
		return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
	} catch {
		return { faults: [{ line: 0, column: "", code: "utf8", most: null }] };
	}
}
