// templates/console/core/toast.js - what has just been done, and two minutes to undo it
import { html, useEffect, useState } from "./html.js";
import { Refused } from "./api.js";
import { textFault } from "./fault.js";
import { hasWord, t } from "./words.js";

const UNDO_SECONDS = 120, NOTICE_SECONDS = 8, FAULT_SECONDS = 20;
let notices = [], last = 0, changed = () => {};

function set(list) {
	notices = list;
	changed(list);
}

function close(id) {
	set(notices.filter((notice) => notice.id !== id));
}

function add(notice, seconds) {
	const id = ++last;

	set([...notices.slice(-3), { ...notice, id, until: Date.now() + seconds * 1000 }]);
	return id;
}

export function sentence(problem) {
	if (problem.code === "text" && problem.faults?.length > 0) return textFault(problem.faults[0]);
	return hasWord(`problem.${problem.code}`) ? t(`problem.${problem.code}`)
		: problem.detail || t("problem.broken");
}

export function tellFault(e) {
	add({ text: e instanceof Refused ? sentence(e.problem) : String(e), fault: true }, FAULT_SECONDS);
}

export function tell(text) {
	add({ text }, NOTICE_SECONDS);
}

// undo: what takes it back, a promise.
export function tellUndo(text, undo) {
	add({ text, undo }, UNDO_SECONDS);
}

// Runs what a button does; a refusal is told.
export async function attempt(run) {
	try {
		await run();
		return true;
	} catch (e) {
		tellFault(e);
		return false;
	}
}

export function Toasts() {
	const [list, setList] = useState(notices);
	const [, setBeat] = useState(0);

	changed = setList;
	useEffect(() => {
		if (list.length === 0) return undefined;
		const timer = setInterval(() => {
			const living = notices.filter((notice) => notice.until > Date.now());

			if (living.length !== notices.length) set(living);
			setBeat((beat) => beat + 1);
		}, 1000);
		return () => clearInterval(timer);
	}, [list]);

	const left = (notice) => {
		const seconds = Math.max(0, Math.round((notice.until - Date.now()) / 1000));

		return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
	};
	const undo = (notice) => {
		close(notice.id);
		attempt(async () => {
			await notice.undo();
			tell(t("undone"));
		});
	};
	return html`<div class="toasts" role="status" aria-live="polite">
		${list.map((notice) => html`<div key=${notice.id} class=${notice.fault ? "toast fault" : "toast"}>
			<span>${notice.text}</span>
			${notice.undo && html`<button type="button" data-testid="undo" onClick=${() => undo(notice)}>
				${t("undo")} <span class="left" aria-hidden="true">${left(notice)}</span></button>`}
			<button type="button" class="plain" aria-label=${t("close")} onClick=${() => close(notice.id)}>×</button>
		</div>`)}
	</div>`;
}
