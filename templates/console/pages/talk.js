// templates/console/pages/talk.js - a conversation, and the office's own notes beside it
import { html, useLayoutEffect, useRef, useState } from "../core/html.js";
import { post, usePages } from "../core/api.js";
import { t, word } from "../core/words.js";
import { may } from "../core/me.js";
import { clock, date, dateClock, isoDay } from "../core/format.js";
import { Form, More, Text, Waiting } from "../core/widgets.js";
import { inTrouble, SendAgain } from "./lost.js";

function Line({ message, again }) {
	const trouble = message.direction === "out" && inTrouble(message);

	return html`<li class=${`said ${message.direction} ${trouble ? "trouble" : ""}`}>
		<p>${message.text ?? html`<em class="quiet">${t("talk.gone")}</em>`}</p>
		<p class="quiet">${clock(message.at)}${message.channel === "ussd" ? " · USSD" : ""}
			${message.direction === "out" ? ` · ${word("message", message.state)}` : ""}
			${trouble && message.error ? `: ${message.error}` : ""}</p>
		${message.direction === "out" && html`<${SendAgain} kind="plain" message=${message} again=${again} />`}
	</li>`;
}

// The newest is at the end, as on a phone; older ones come above on demand.
export function Talk({ trader, seconds = 8 }) {
	const list = usePages(`/traders/${trader}/messages?limit=30`, seconds);
	const box = useRef(null), newest = list.items?.[0]?.id;

	useLayoutEffect(() => {
		if (box.current) box.current.scrollTop = box.current.scrollHeight;
	}, [newest]);

	if (!list.items) return html`<${Waiting} data=${list} />`;
	if (list.items.length === 0) return html`<p class="quiet">${t("talk.none")}</p>`;
	const lines = [...list.items].reverse(), parts = [];
	let last = "";
	for (const message of lines) {
		const day = isoDay(message.at);

		if (day !== last) parts.push(html`<li class="day" key=${day}>${date(message.at)}</li>`);
		parts.push(html`<${Line} key=${message.id} message=${message} again=${list.reload} />`);
		last = day;
	}
	return html`<${More} list=${list} /><div class="talk" ref=${box} tabindex="0" role="region" aria-label=${t("inbox.talk")}><ol data-testid="talk">${parts}</ol></div>`;
}

export function Notes({ trader }) {
	const list = usePages(`/traders/${trader}/notes`);
	const [text, setText] = useState("");

	return html`<section class="notes"><h3>${t("notes")}</h3><p class="quiet">${t("notes.help")}</p>
		${list.items?.length > 0 && html`<ul>${list.items.map((note) => html`<li key=${note.id}><p>${note.text}</p>
			<p class="quiet">${note.by} · ${dateClock(note.at)}</p></li>`)}</ul>`}
		<${More} list=${list} />
		${may.teach() && html`<${Form} submit=${t("notes.add")} kind="" run=${async () => {
			await post(`/traders/${trader}/notes`, { text });
			setText("");
			await list.reload();
		}}>${(fault) => html`<${Text} label=${t("notes.new")} value=${text} set=${setText} maxlength="1000" fault=${fault("text")} />`}<//>`}
	</section>`;
}
