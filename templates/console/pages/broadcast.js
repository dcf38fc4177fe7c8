// templates/console/pages/broadcast.js - one broadcast: approve, watch, hold, end, and how it went
import { html, useRef, useState } from "../core/html.js";
import { drop, post, query, useData, usePages } from "../core/api.js";
import { setQuery, to } from "../core/route.js";
import { hasWord, t, word } from "../core/words.js";
import { may, whoami } from "../core/me.js";
import { tell, tellUndo } from "../core/toast.js";
import { dateClock, nameOf, number, rupiah } from "../core/format.js";
import { Bar, Choice, Danger, Do, Empty, Form, More, Page, State, Table, Text, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { Plan } from "./plan.js";

const DRAFTS = ["draft", "waiting"], LIVE = ["scheduled", "sending"];
const LOST = ["failed", "expired", "rejected"], TESTS_MOST = 10;

const PACE_SECONDS = 10;

// Minutes left at the pace seen since the page was opened; 0: not known yet.
function useMinutesLeft(one, done) {
	const begun = useRef(null), at = Date.now() / 1000;

	if (one.state !== "sending") begun.current = null;
	else if (!begun.current) begun.current = { done, at };
	const seconds = begun.current ? at - begun.current.at : 0, more = begun.current ? done - begun.current.done : 0;
	return seconds < PACE_SECONDS || more <= 0 ? 0 : Math.max(1, Math.round((one.left * seconds) / more / 60));
}

function Progress({ one }) {
	const done = one.recipients - one.left, minutes = useMinutesLeft(one, done);

	return html`<section class="sheet" data-testid="progress"><${Bar} n=${done} most=${one.recipients} label=${t("broadcasts.progress")} />
		<p>${t("broadcasts.done", { n: number(done), of: number(one.recipients) })}${minutes > 0 && one.left > 0 && ` · ${t("broadcasts.minutes", { n: number(minutes) })}`}</p>
		<dl class="facts">${["sent", "delivered", "unknown", "failed", "left"].map((name) => html`<div class="fact" key=${name}>
			<dt>${t(`broadcasts.${name}`)}</dt><dd>${number(one[name])}</dd></div>`)}
			<div class="fact"><dt>${t("broadcasts.cost")}</dt><dd>${rupiah(one.cost)}</dd></div></dl></section>`;
}

function Actions({ one, plan, again }) {
	const act = (name, undo) => async () => {
		await post(`/broadcasts/${one.id}/${name}`);
		await again();
		if (!undo) tell(t(`broadcasts.did.${name}`));
		else tellUndo(t(`broadcasts.did.${name}`), async () => {
			await post(`/broadcasts/${one.id}/${undo}`);
			await again();
		});
	};
	const own = plan?.needs_second_person && one.made_by === whoami().login;

	return html`<div class="actions">
		${DRAFTS.includes(one.state) && html`<${Do} kind="main" testid="approve" disabled=${own || !plan || plan.blockers.length > 0}
			run=${act("approve", "pause")}>${t("broadcasts.approve")}<//>`}
		${LIVE.includes(one.state) && html`<${Do} testid="pause" run=${act("pause", "resume")}>${t("broadcasts.pause")}<//>`}
		${one.state === "paused" && html`<${Do} kind="main" testid="resume" run=${act("resume", "pause")}>${t("broadcasts.resume")}<//>`}
		${DRAFTS.includes(one.state) && own && html`<p class="notice">${t("broadcasts.own")}</p>`}
	</div>`;
}

// On one's own phone first, as the traders will read it.
function Trial({ one, again }) {
	const [phone, setPhone] = useState("");

	return html`<details class="sheet"><summary>${t("broadcasts.test")}</summary>
		<${Form} submit=${t("broadcasts.test.do")} kind="" testid="broadcast-test" run=${async () => {
			await post(`/broadcasts/${one.id}/test`, phone.trim() ? { phone: phone.trim() } : {});
			await again();
			tell(t("broadcasts.test.did"));
		}}>${(fault) => html`<${Text} label=${t("broadcasts.test.phone")} help=${t("broadcasts.test.help", { n: number(Math.max(0, TESTS_MOST - one.tests)) })} type="tel"
			value=${phone} set=${setPhone} maxlength="20" fault=${fault("phone")} />`}<//></details>`;
}

const reasonOf = (row) => (hasWord(`reason.${row.reason}`) ? t(`reason.${row.reason}`) : row.reason);

function Reasons({ reasons }) {
	return html`<${Table} caption=${t("broadcasts.reasons")} rows=${reasons} keyOf=${(row) => `${row.state} ${row.reason}`} columns=${[
		[t("broadcasts.state"), (row) => html`<${State} group="result" name=${row.state} />`],
		[t("broadcasts.reason"), reasonOf],
		[t("broadcasts.people"), (row) => number(row.people), "number"]]} />`;
}

// Person by person, of one state or all.
function People({ id, reasons, route }) {
	const states = [...new Set(reasons.map((row) => row.state))];
	const state = states.includes(route.query.result) ? route.query.result : "";
	const list = usePages(`/broadcasts/${id}/results${query({ state })}`, 20);

	return html`<div class="row filters"><${Choice} label=${t("broadcasts.result")} value=${state} set=${(key) => setQuery({ result: key }, { replace: false })}
			options=${[["", t("all")], ...states.map((key) => [key, word("result", key)])]} /></div>
		${may.change() && html`<div class="actions"><${Files} path=${`/broadcasts/${id}/results`} query=${query({ state })} /></div>`}
		${!list.items ? html`<${Waiting} data=${list} />` : list.items.length === 0 ? html`<${Empty} title=${t("broadcasts.nobody")} />`
			: html`<${Table} testid="results" caption=${t("broadcasts.results")} rows=${list.items} keyOf=${(row) => row.trader_id ?? row.phone} columns=${[
				[t("trader.name"), (row) => (row.trader_id ? html`<a class="strong" href=${to(`traders/${row.trader_id}`)}>${nameOf(row)}</a>` : t("broadcasts.erased"))],
				[t("trader.phone"), (row) => html`<span class="digits">${row.phone || "–"}</span>`],
				[t("broadcasts.state"), (row) => html`<${State} group="result" name=${row.state} />`],
				[t("broadcasts.reason"), reasonOf], [t("outbox.at"), (row) => (row.at ? dateClock(row.at) : "–")]]} /><${More} list=${list} />`}`;
}

function Results({ one, route, again }) {
	const [open, setOpen] = useState(Boolean(route.query.result));
	const data = useData(`/broadcasts/${one.id}/reasons`, 10), reasons = data.value?.items ?? [];
	const lost = reasons.filter((row) => LOST.includes(row.state)).reduce((sum, row) => sum + row.people, 0);

	if (reasons.length === 0) return null;
	return html`<section data-testid="broadcast-results"><h2>${t("broadcasts.reasons")}</h2><${Reasons} reasons=${reasons} />
		${may.change() && one.state === "done" && lost > 0 && html`<div class="actions"><${Do} testid="broadcast-retry" run=${async () => {
			await post(`/broadcasts/${one.id}/retry`);
			await Promise.all([again(), data.reload()]);
			tellUndo(t("broadcasts.retried", { n: number(lost) }), async () => {
				await drop(`/broadcasts/${one.id}/retry`);
				await Promise.all([again(), data.reload()]);
			});
		}}>${t("broadcasts.retry", { n: number(lost) })}<//><span class="quiet">${t("broadcasts.retry.help")}</span></div>`}
		<details open=${open} onToggle=${(e) => setOpen(e.target.open)}><summary>${t("broadcasts.results")}</summary>
			${open && html`<${People} id=${one.id} reasons=${reasons} route=${route} />`}</details></section>`;
}

// "market=3 language=jv" in words.
function Audience({ text }) {
	const markets = useData(text.includes("market=") ? "/markets" : null).value?.items ?? [];
	const waves = useData(text.includes("wave=") ? "/waves?limit=200" : null).value?.items ?? [];
	const name = (list, id) => list.find((one) => one.id === id)?.name ?? id;
	const say = { market: (id) => name(markets, id), wave: (id) => name(waves, id), status: (one) => word("enrolment", one),
		language: (one) => word("language", one), silent: (days) => t("broadcasts.silent.days", { n: days }) };

	return text === "" ? t("broadcasts.all") : text.split(" ").map((part) => {
		const [kind, values] = part.split("=");

		return values.split(",").map(say[kind] ?? ((one) => one)).join(", ");
	}).join(" · ");
}

export function Broadcast({ id, route }) {
	const data = useData(`/broadcasts/${id}`, 3);
	const one = data.value;
	const draft = one && DRAFTS.includes(one.state);
	const plan = useData(draft ? `/broadcasts/${id}/preview` : null, 30);
	const back = { href: to("broadcasts"), text: t("menu.broadcasts") };
	const again = () => Promise.all([data.reload(), plan.reload()]);

	if (!one) return html`<${Page} title=${t("menu.broadcasts")} back=${back}><${Waiting} data=${data} /><//>`;
	return html`<${Page} title=${t("broadcasts.title", { id: one.id })} back=${back}>
		<p class="lead"><${State} group="broadcast" name=${one.state} /> ${t("broadcasts.by", { by: one.made_by, at: dateClock(one.created_at) })}
			${one.approved_by && `, ${t("broadcasts.approved", { by: one.approved_by, at: dateClock(one.approved_at) })}`}
			${one.starts_at && `, ${t("broadcasts.starts", { at: dateClock(one.starts_at) })}`}</p>
		${may.change() && html`<${Actions} one=${one} plan=${plan.value} again=${again} />`}
		${draft ? html`<section class="sheet"><h2>${t("broadcasts.plan")}</h2>${plan.value ? html`<${Plan} plan=${plan.value} />` : html`<${Waiting} data=${plan} />`}</section>`
			: html`<${Progress} one=${one} />`}
		<section class="sheet"><h2>${t("broadcasts.text")}</h2><p class="quiet">${t("broadcasts.whom")}: <${Audience} text=${one.audience} /></p>
			${one.texts.map((text) => html`<p class="quoted">${text.language && html`<strong>${word("language", text.language)}: </strong>`}${text.text}</p>`)}</section>
		${draft && may.change() && html`<${Trial} one=${one} again=${again} />`}
		${!draft && html`<${Results} one=${one} route=${route} again=${again} />`}
		${may.change() && !["done", "cancelled"].includes(one.state) && html`<${Danger} title=${t("broadcasts.cancel")} expect=${one.id} submit=${t("broadcasts.cancel")} testid="broadcast-cancel"
			run=${async () => {
				await post(`/broadcasts/${id}/cancel`);
				await again();
				tell(t("broadcasts.did.cancel"));
			}}><p>${t("broadcasts.cancel.text")}</p><//>`}
	<//>`;
}
