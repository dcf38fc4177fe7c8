// templates/console/pages/inbox.js - questions of traders: who asks, the conversation, the answer
import { html, useEffect } from "../core/html.js";
import { query, useData, usePages } from "../core/api.js";
import { go, setQuery, to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { ago, nameOf, now, span, whereOf } from "../core/format.js";
import { useKeys } from "../core/keys.js";
import { Empty, More, Page, Tabs, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { may } from "../core/me.js";
import { Thread } from "./thread.js";

const STATES = ["open", "mine", "unassigned", "all"];

// A question as a line: who, when, what was said last, and how it stands.
export function Row({ question, here, search = "" }) {
	const lines = question.text.split("\n").filter(Boolean);
	const kind = [question.unread && "unread", here && "here"].filter(Boolean).join(" ");

	return html`<li><a class=${`thread-row ${kind}`} aria-current=${here ? "true" : undefined} href=${to(`inbox/${question.id}${search}`)}>
		<span class="who"><strong>${question.unread && html`<span class="dot" aria-hidden="true"></span>`}${nameOf(question.trader)}</strong><span class="quiet">${ago(question.asked_at)}</span></span>
		<span class="said">${lines.at(-1)}${lines.length > 1 && html` <span class="quiet">${t("inbox.texts", { n: lines.length })}</span>`}</span>
		<span class="quiet">${[whereOf(question.trader), question.kind !== "asked" && word("question", question.kind),
			question.state !== "open" && word("question-state", question.state), question.assigned]
			.filter(Boolean).join(" · ")}</span>
		${question.unread && html`<span class="hidden">${t("inbox.unread")}</span>`}
	</a></li>`;
}

function Nothing({ state }) {
	return html`<${Empty} title=${t(`inbox.empty.${state}`)}><p>${t("inbox.empty.text")}</p>
		${state !== "all" && html`<p><button type="button" onClick=${() => setQuery({ state: "all" })}>${t("inbox.see-all")}</button></p>`}<//>`;
}

// How long traders wait for a person: as a rule, and now.
function Waits() {
	const today = useData(may.read() ? "/today" : null, 30).value;
	const oldest = today?.oldest_question_at;

	if (!today || (today.answer_seconds === null && !oldest)) return null;
	return html`<p class="quiet" data-testid="inbox-waits">${[today.answer_seconds !== null && t("inbox.usually", { span: span(today.answer_seconds) }),
		oldest && t("inbox.oldest", { span: span(now() - oldest) })].filter(Boolean).join(" · ")}</p>`;
}

export function Inbox({ route }) {
	const state = STATES.includes(route.query.state) ? route.query.state : "open";
	const newest = state === "all" || route.query.order === "newest";
	const list = usePages(`/inbox?state=${state}${newest ? "" : "&order=longest"}`, 8);
	const id = route.parts[1];
	const search = query({ state: state === "open" ? "" : state, order: state !== "all" && newest ? "newest" : "" });
	const step = (by) => {
		const at = (list.items ?? []).findIndex((question) => question.id === id);
		const next = list.items?.[at < 0 ? 0 : at + by];

		if (next) go(`inbox/${next.id}${search}`);
	};

	useKeys({ j: () => step(1), k: () => step(-1), r: () => document.getElementById("answer")?.focus() });
	useEffect(() => {
		document.querySelector(".thread-row.here")?.scrollIntoView({ block: "nearest" });
	}, [id]);
	return html`<${Page} wide title=${t("menu.inbox")} actions=${html`<${Tabs} label=${t("inbox.which")} value=${state}
			set=${(key) => go(`inbox${key === "open" ? "" : `?state=${key}`}`)} options=${STATES.map((key) => [key, t(`inbox.${key}`)])} /> ${may.change() && html`<${Files} path="/inbox" />`}`}>
		<${Waits} />
		<div class=${id ? "inbox chosen" : "inbox"}>
			<section class="thread-list" aria-label=${t("inbox.list")}>
				${state !== "all" && list.items?.length > 1 && html`<p class="order"><label for="order">${t("inbox.order")}</label> <select id="order" onChange=${(e) => setQuery({ order: e.target.value })}>
					<option value="" selected=${!newest}>${t("inbox.order.longest")}</option><option value="newest" selected=${newest}>${t("inbox.order.newest")}</option></select></p>`}
				${!list.items ? html`<${Waiting} data=${list} />` : list.items.length === 0 ? html`<${Nothing} state=${state} />`
					: html`<ul data-testid="inbox">${list.items.map((question) => html`<${Row} key=${question.id}
						question=${question} here=${question.id === id} search=${search} />`)}</ul><${More} list=${list} />`}
			</section>
			${id ? html`<${Thread} key=${id} id=${id} search=${search} changed=${list.reload} />`
				: html`<section class="thread none"><p class="quiet">${t("inbox.choose")}</p><p class="quiet">${t("inbox.keys")}</p></section>`}
		</div>
	<//>`;
}
