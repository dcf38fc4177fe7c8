// templates/console/pages/thread.js - one question: its conversation, and everything done about it
import { html, useEffect, useRef, useState } from "../core/html.js";
import { drop, post, put, useData } from "../core/api.js";
import { to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { may, whoami } from "../core/me.js";
import { attempt, tell, tellUndo } from "../core/toast.js";
import { textFault } from "../core/fault.js";
import { dateClock, nameOf, now, number, rupiah, whereOf } from "../core/format.js";
import { Do, State, Waiting } from "../core/widgets.js";
import { Notes, Talk } from "./talk.js";
import { Canned } from "./canned.js";

const PAUSE_MS = 250;

// The text as an SMS, asked of the server a moment after the last key.
export function usePreview(text) {
	const [preview, setPreview] = useState(null);

	useEffect(() => {
		let over = false;

		if (!text.trim()) {
			setPreview(null);
			return undefined;
		}
		const timer = setTimeout(async () => {
			const value = await post("/texts/preview", { text }).catch(() => null);

			if (!over) setPreview(value && { ...value, of: text });
		}, PAUSE_MS);
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [text]);
	return preview;
}

export function Length({ preview }) {
	if (!preview) return html`<p class="length quiet" aria-live="polite">${t("sms.empty")}</p>`;
	return html`<div class="length" aria-live="polite" data-testid="length">
		${preview.segments > 0 && html`<strong>${t("sms.segments", { n: number(preview.segments) })}</strong> · ${rupiah(preview.cost)}`}
		${preview.due_at > now() + 300 && html` · ${t("sms.due", { at: dateClock(preview.due_at) })}`}
		${preview.fault && html`<p class="wrong">${textFault(preview.faults[0])}</p>`}
	</div>`;
}

function Reply({ question, changed }) {
	const [text, setText] = useState("");
	const box = useRef(null);
	const preview = usePreview(text);
	const ready = text.trim() && !preview?.fault;

	async function send() {
		await post(`/inbox/${question.id}/answer`, { text: text.trim() });
		setText("");
		await changed();
		tellUndo(t("inbox.sent"), async () => {
			await drop(`/inbox/${question.id}/answer`);
			setText(text);
			await changed();
		});
	}
	return html`<div class="reply">
		<label for="answer">${t("inbox.answer")}</label>
		<textarea id="answer" ref=${box} rows="3" value=${text} onInput=${(e) => setText(e.target.value)}
			onKeyDown=${(e) => {
				if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && ready) attempt(send);
			}}></textarea>
		<${Length} preview=${preview} />
		<div class="actions">
			<${Do} kind="main" testid="answer-send" disabled=${!ready} run=${send}>${t("inbox.send")}<//>
			<${Canned} text=${text} use=${(canned) => {
				setText(canned);
				box.current?.focus();
			}} />
			<${Do} testid="hand-back" title=${t("inbox.close.help")} run=${async () => {
				await post(`/inbox/${question.id}/close`);
				await changed();
				tellUndo(t("inbox.closed"), async () => {
					await drop(`/inbox/${question.id}/close`);
					await changed();
				});
			}}>${t("inbox.close")}<//>
		</div>
		<p class="quiet">${t("inbox.delay")}</p>
	</div>`;
}

function Answered({ question, changed }) {
	if (question.state === "closed") return html`<p class="notice">${t("inbox.is-closed")}</p>`;
	return html`<div class="notice"><p><strong>${t("inbox.answered", { by: question.answered_by ?? "", at: dateClock(question.answered_at) })}</strong></p>
		<p class="quoted">${question.answer}</p>
		${question.answer_state && html`<p><${State} group="message" name=${question.answer_state} /></p>`}
		${question.can_take_back && may.teach() && html`<${Do} testid="take-back" run=${async () => {
			await drop(`/inbox/${question.id}/answer`);
			await changed();
			tell(t("undone"));
		}}>${t("inbox.take-back")}<//>`}
	</div>`;
}

function Assign({ question, changed }) {
	const staff = useData("/staff?limit=200").value?.items?.filter((one) => one.enabled) ?? [];
	const set = (id) => attempt(async () => {
		await put(`/inbox/${question.id}/assigned`, { staff_id: id || null });
		await changed();
	});

	return html`<div class="assign"><label for="assigned">${t("inbox.assigned")}</label>
		<select id="assigned" value=${question.assigned_id ?? ""} onChange=${(e) => set(e.target.value)}>
			<option value="" selected=${!question.assigned_id}>${t("inbox.nobody")}</option>
			${staff.map((one) => html`<option value=${one.id} selected=${one.id === question.assigned_id}>${one.name}</option>`)}
		</select>
		${question.assigned_id !== whoami().id && html`<${Do} kind="plain" run=${() => set(whoami().id)}>${t("inbox.take")}<//>`}
	</div>`;
}

export function Thread({ id, search, changed }) {
	const data = useData(`/inbox/${id}`, 5);
	const question = data.value;
	const again = () => Promise.all([data.reload(), changed()]);

	useEffect(() => {
		if (question?.unread && may.teach()) attempt(() => post(`/inbox/${id}/read`).then(again));
	}, [question?.id, question?.unread]);
	if (!question) return html`<section class="thread"><${Waiting} data=${data} /></section>`;
	const trader = question.trader;
	return html`<section class="thread" aria-label=${nameOf(trader)} data-testid="thread">
		<a class="back phone-only" href=${to(`inbox${search}`)}>← ${t("menu.inbox")}</a>
		<header><h2>${may.read() ? html`<a href=${to(`traders/${trader.id}`)}>${nameOf(trader)}</a>` : nameOf(trader)}</h2>
			<p class="quiet">${[whereOf(trader), trader.phone, trader.stopped_at && t("trader.stopped")].filter(Boolean).join(" · ")}</p>
			${may.teach() && html`<${Assign} question=${question} changed=${again} />`}
		</header>
		<div class="asked"><p class="quiet">${word("question", question.kind)} · ${dateClock(question.asked_at)}</p><p class="quoted">${question.text}</p></div>
		${question.state !== "open" ? html`<${Answered} question=${question} changed=${again} />`
			: may.teach() && html`<${Reply} question=${question} changed=${again} />`}
		<details class="whole" open><summary>${t("inbox.talk")}</summary><${Talk} trader=${trader.id} /></details>
		<${Notes} trader=${trader.id} />
	</section>`;
}
