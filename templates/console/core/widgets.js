// templates/console/core/widgets.js - the parts pages are made of
import { html, useEffect, useRef, useState } from "./html.js";
import { t, word } from "./words.js";
import { attempt, sentence } from "./toast.js";

// The window's title says how many questions wait, so that another tab or the task bar shows a new one.
let waiting = 0, title = "";

function setTitle() {
	document.title = `${waiting > 0 ? `(${waiting}) ` : ""}${title} · Lapak`;
}

export function setWaiting(n) {
	waiting = n;
	setTitle();
}

// A page: its title, what can be done, and its content. The title takes the focus when the page
// comes, so that a screen reader says where one is.
// sheet: it goes on one sheet of A4.
export function Page({ title: name, actions, children, wide, sheet, back }) {
	const head = useRef(null);

	useEffect(() => {
		title = name;
		setTitle();
	}, [name]);
	useEffect(() => {
		if (document.activeElement === document.body) head.current?.focus({ preventScroll: true });
	}, []);
	return html`<main class=${["page", wide && "wide", sheet && "one-sheet"].filter(Boolean).join(" ")} id="content">
		${back && html`<a class="back" href=${back.href}>← ${back.text}</a>`}
		<header class="page-head">
			<h1 tabindex="-1" ref=${head}>${name}</h1>
			${actions && html`<div class="actions">${actions}</div>`}
		</header>
		${children}
	</main>`;
}

// What stands there before an answer has come, or instead of one.
export function Waiting({ data }) {
	if (data.problem) {
		return html`<div class="notice fault" role="alert"><p>${sentence(data.problem)}</p>
			<button type="button" onClick=${data.reload}>${t("again")}</button></div>`;
	}
	return html`<p class="waiting" aria-busy="true">${t("waiting")}</p>`;
}

export function Empty({ title, children }) {
	return html`<div class="empty"><h2>${title}</h2>${children}</div>`;
}

export function Notice({ kind = "", children }) {
	return html`<div class=${`notice ${kind}`}>${children}</div>`;
}

// A button that cannot be pressed twice while its work runs.
export function Do({ run, kind = "", children, disabled, testid, title }) {
	const [busy, setBusy] = useState(false);
	const alive = useRef(true);

	useEffect(() => () => {
		alive.current = false;
	}, []);
	async function press() {
		setBusy(true);
		await attempt(run);
		if (alive.current) setBusy(false);
	}
	return html`<button type="button" class=${kind} disabled=${busy || disabled} title=${title}
		aria-busy=${busy} data-testid=${testid} onClick=${press}>${children}</button>`;
}

let fields = 0;
// A field with its label, what helps to fill it in, and what is wrong with it.
export function Field({ label, help, fault, children }) {
	const [id] = useState(() => `field-${++fields}`);
	const notes = [help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(" ");

	return html`<div class=${fault ? "field bad" : "field"}>
		<label for=${id}>${label}</label>
		${children({ id, "aria-describedby": notes || undefined, "aria-invalid": fault ? "true" : undefined })}
		${help && html`<p class="help" id=${`${id}-help`}>${help}</p>`}
		${fault && html`<p class="wrong" id=${`${id}-fault`}>${fault}</p>`}
	</div>`;
}

export function Text({ label, help, fault, value, set, ...rest }) {
	return html`<${Field} label=${label} help=${help} fault=${fault}>${(own) => html`
		<input type="text" ...${own} ...${rest} value=${value} onInput=${(e) => set(e.target.value)} />`}<//>`;
}

export function Choice({ label, help, fault, value, set, options, ...rest }) {
	return html`<${Field} label=${label} help=${help} fault=${fault}>${(own) => html`
		<select ...${own} ...${rest} value=${value} onChange=${(e) => set(e.target.value)}>
			${options.map(([key, text]) => html`<option value=${key} selected=${String(key) === String(value)}>${text}</option>`)}
		</select>`}<//>`;
}

// A form whose refusal is shown at the field it is about. run throws Refused.
export function Form({ run, children, submit, kind = "main", testid }) {
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState(null);
	const alive = useRef(true);

	useEffect(() => () => {
		alive.current = false;
	}, []);
	async function send(e) {
		e.preventDefault();
		if (busy) return;
		setBusy(true);
		setProblem(null);
		try {
			await run();
		} catch (refused) {
			if (!refused.problem) throw refused;
			if (alive.current) setProblem(refused.problem);
		} finally {
			if (alive.current) setBusy(false);
		}
	}
	const fault = (name) => (problem && problem.field === name ? sentence(problem) : undefined);
	return html`<form onSubmit=${send} data-testid=${testid} novalidate>
		${children(fault)}
		${problem && html`<p class="wrong" role="alert">${sentence(problem)}</p>`}
		<div class="actions"><button type="submit" class=${kind} disabled=${busy} aria-busy=${busy}>${submit}</button></div>
	</form>`;
}

export function State({ group, name }) {
	return html`<span class=${`state ${name}`}>${word(group, name)}</span>`;
}

// n of most as a bar, and in words beside it.
export function Bar({ n, most, label, kind = "" }) {
	return html`<progress class=${`bar ${kind}`} value=${Math.min(n, most)} max=${Math.max(most, 1)} aria-label=${label}></progress>`;
}

// A table that becomes cards on a phone: columns are [title, cell(row), class].
export function Table({ columns, rows, keyOf, caption, testid, rowClass }) {
	return html`<div class="table" tabindex="0" role="region" aria-label=${caption}>
		<table data-testid=${testid}>
			<caption class="hidden">${caption}</caption>
			<thead><tr>${columns.map(([title, , kind]) => html`<th scope="col" class=${kind}>${title || html`<span class="hidden">${t("actions")}</span>`}</th>`)}</tr></thead>
			<tbody>${rows.map((row, i) => html`<tr key=${keyOf ? keyOf(row) : i} class=${rowClass?.(row)}>
				${columns.map(([title, cell, kind]) => html`<td class=${kind} data-title=${title}>${cell(row, i)}</td>`)}
			</tr>`)}</tbody>
		</table>
	</div>`;
}

export function More({ list }) {
	return list.more && html`<div class="more"><${Do} run=${list.more}>${t("more")}<//></div>`;
}

export function Tabs({ label, value, set, options }) {
	return html`<div class="tabs" role="group" aria-label=${label}>${options.map(([key, text]) => html`
		<button type="button" aria-pressed=${value === key} onClick=${() => set(key)}>${text}</button>`)}</div>`;
}

// Some of several: options [[key, text]], chosen their keys.
export function Ticks({ legend, options, chosen, set }) {
	return html`<fieldset class="ticks-row"><legend>${legend}</legend>${options.map(([key, text]) => html`
		<label key=${key}><input type="checkbox" checked=${chosen.includes(key)} onChange=${() =>
			set(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])} /> ${text}</label>`)}</fieldset>`;
}

// Something that cannot be undone: it opens, says so, and wants a word typed.
export function Danger({ title, children, expect, run, submit, testid }) {
	const [typed, setTyped] = useState("");

	return html`<details class="danger" data-testid=${testid}><summary>${title}</summary>
		${children}
		<${Text} label=${t("danger.type", { word: expect })} value=${typed} set=${setTyped} autocomplete="off" />
		<${Do} kind="bad" disabled=${typed.trim().toLowerCase() !== expect.toLowerCase()} run=${run}>${submit}<//>
	</details>`;
}
