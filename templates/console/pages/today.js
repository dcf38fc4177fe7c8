// templates/console/pages/today.js - today at a glance, and what waits for somebody
import { html } from "../core/html.js";
import { useData } from "../core/api.js";
import { to } from "../core/route.js";
import { t } from "../core/words.js";
import { may, whoami } from "../core/me.js";
import { ago, clock, dateClock, dateLong, daysAgo, now, number, rupiah, rupiahShort, span } from "../core/format.js";
import { Bar, Empty, Page, Waiting } from "../core/widgets.js";
import { Plot } from "../core/plot.js";
import { byDay } from "../core/takings.js";
import { measured, sentenceOf } from "./effect.js";
import { Row } from "./inbox.js";

const SLOW_SECONDS = 300, VERDICT_DAYS = 30;

// One line that is read from the door: is all well, and if not, what to look at.
function Light({ today, health }) {
	const late = today.oldest_queued_at && Date.now() / 1000 - today.oldest_queued_at > SLOW_SECONDS;
	const kind = !health.ready ? "fault" : late || today.messages_failed > 0 ? "warn" : "good";
	const text = !health.ready ? t("today.not-ready", { why: health.reasons })
		: late ? t("today.late", { n: number(today.queued), ago: ago(today.oldest_queued_at) })
			: today.messages_failed > 0 ? t("today.failed", { n: number(today.messages_failed) })
				: t("today.well");

	return html`<div class=${`light ${kind}`} role="status"><span class="dot" aria-hidden="true"></span>${text}
		${kind !== "good" && html` <a href=${to("system")}>${t("today.look")}</a>`}</div>`;
}

function Task({ href, n, one, none, more }) {
	return html`<li class=${n > 0 ? "task open" : "task"}><a href=${href}>
		<strong>${number(n)}</strong><span>${n > 0 ? one : none}${n > 0 && more && html`<small>${more}</small>`}</span></a></li>`;
}

// Broadcasts somebody else wrote, which the reader may let go.
function Approvals() {
	const list = useData("/broadcasts?limit=20", 30).value?.items ?? [];
	const mine = list.filter((one) => one.state === "waiting" && one.made_by !== whoami().login);

	return mine.length > 0 && html`<${Task} href=${to(mine.length === 1 ? `broadcasts/${mine[0].id}` : "broadcasts")} n=${mine.length} one=${t("today.approvals")} />`;
}

// The newest questions, to be answered from here.
function Newest() {
	const items = useData("/inbox?state=open&limit=3", 10).value?.items ?? [];

	return items.length > 0 && html`<section class="thread-list newest" data-testid="newest"><h2>${t("today.newest")}</h2>
		<ul>${items.map((question) => html`<${Row} key=${question.id} question=${question} />`)}</ul></section>`;
}

// What the head of the office wants to know first: did the last training that can be judged help?
function Verdict() {
	const waves = useData("/waves?limit=50", 300).value?.items ?? [];
	const wave = waves.filter((one) => one.starts_at && one.starts_at < now() - VERDICT_DAYS * 86400 && one.state !== "cancelled")
		.sort((a, b) => b.starts_at - a.starts_at)[0];
	const effect = useData(wave ? `/waves/${wave.id}/effect` : null, 600).value;
	const window = effect?.windows.filter(measured).at(-1);

	return html`<section class="sheet" data-testid="verdict"><h2>${t("menu.effect")}</h2>
		<p class="verdict">${window ? `${wave.name}, ${sentenceOf(window)}` : t("today.no-effect")}</p>
		<p><a href=${to(wave ? `effect?wave=${wave.id}` : "effect")}>${t("today.effect")}</a> · <a href=${to("report")}>${t("menu.report")}</a></p></section>`;
}

function Fact({ label, value, more }) {
	return html`<div class="fact"><dt>${label}</dt><dd>${value}${more && html`<small>${more}</small>`}</dd></div>`;
}

function Waves({ waves }) {
	if (waves.length === 0) {
		return html`<${Empty} title=${t("today.no-wave")}><p>${t("today.no-wave.text")}</p>
			${may.change() && html`<p><a class="button main" href=${to("waves/new")}>${t("waves.new")}</a></p>`}<//>`;
	}
	return html`<ul class="cards">${waves.map((wave) => html`<li key=${wave.id}><a class="card" href=${to(`waves/${wave.id}`)}>
		<h3>${wave.name}</h3><p>${wave.market}</p><p>${dateClock(wave.starts_at)}</p>
		<${Bar} n=${wave.taken} most=${wave.seats} label=${t("waves.taken")} />
		<p class="quiet">${t("waves.seats-line", { taken: wave.taken, seats: wave.seats, waiting: wave.waiting })}</p>
	</a></li>`)}</ul>`;
}

function First() {
	return html`<section class="sheet"><h2>${t("first.title")}</h2><p>${t("first.text")}</p><ol class="steps">
		<li><a href=${to("waves/new")}>${t("first.wave")}</a></li>
		<li><a href=${to("traders/import")}>${t("first.import")}</a></li>
		<li><a href="/phone" target="_blank" rel="noreferrer">${t("first.phone")}</a></li>
	</ol></section>`;
}

export function Today() {
	const data = useData("/today", 10), health = useData("/health", 30);
	const takings = useData(`/figures/takings?from=${daysAgo(14)}&to=${daysAgo(0)}`, 120);
	const today = data.value;

	if (!today || !health.value) {
		return html`<${Page} title=${t("menu.today")}><${Waiting} data=${today ? health : data} /><//>`;
	}
	const all = byDay(takings.value?.days ?? []), sofar = all.find((row) => row.day === today.day);
	const days = all.filter((row) => row.day < today.day); // a day that is not over would look like a fall
	return html`<${Page} title=${dateLong(Date.now() / 1000)}>
		<${Light} today=${today} health=${health.value} />
		${whoami().role === "chief" && today.traders > 0 && html`<${Verdict} />`}
		${today.traders === 0 && may.change() && html`<${First} />`}
		<section><h2>${t("today.waiting")}</h2><ul class="tasks">
			<${Task} href=${to("inbox")} n=${today.questions} one=${t("today.questions")} none=${t("today.questions.none")} more=${today.oldest_question_at && t("inbox.oldest", { span: span(now() - today.oldest_question_at) })} />
			<${Task} href=${to("sales?tab=review")} n=${today.reviews} one=${t("today.reviews")} none=${t("today.reviews.none")} />
			<${Task} href=${to("complaints")} n=${today.work} one=${t("today.work")} none=${t("today.work.none")} more=${today.complaints > 0 && t("today.complaints", { n: number(today.complaints) })} />
			${may.change() && html`<${Approvals} />`}
		</ul></section>
		${today.questions > 0 && html`<${Newest} />`}
		<section><h2>${t("today.waves")}</h2><${Waves} waves=${today.waves} /></section>
		${days.length > 1 && html`<section><h2>${t("today.reports")}</h2>
			<${Plot} name="laporan-14-hari" days=${days.map((row) => row.day)} series=${[
				{ label: t("sales.reports"), values: days.map((row) => row.reports), format: number },
			]} low=${0} height=${180} /></section>`}
		<section><h2>${t("today.traffic")}</h2><dl class="facts">
			<${Fact} label=${t("today.traders")} value=${number(today.traders)} more=${today.new_traders > 0 && t("today.new", { n: number(today.new_traders) })} />
			<${Fact} label=${t("today.reported")} value=${number(sofar?.reports ?? 0)} more=${sofar && t("today.reported.of", { n: number(sofar.expected) })} />
			<${Fact} label=${t("today.in")} value=${number(today.messages_in)} />
			<${Fact} label=${t("today.out")} value=${number(today.messages_out)} more=${t("today.segments", { n: number(today.segments) })} />
			<${Fact} label=${t("today.cost")} value=${today.cost < 1000000 ? rupiah(today.cost) : rupiahShort(today.cost)} />
			<${Fact} label=${t("today.queued")} value=${number(today.queued)} more=${today.oldest_queued_at && clock(today.oldest_queued_at)} />
		</dl></section>
	<//>`;
}
