// templates/console/pages/trader.js - a trader's card: who, conversation, sales, waves, consent, rights
import { html, useState } from "../core/html.js";
import { post, put, Refused, useData } from "../core/api.js";
import { go, setQuery, to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { may } from "../core/me.js";
import { tell, tellUndo } from "../core/toast.js";
import { ago, date, dateClock, medianOf, nameOf, number, whereOf } from "../core/format.js";
import { Choice, Danger, Empty, Form, Page, State, Table, Tabs, Text, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { FindTrader } from "./find-trader.js";
import { Notes, Talk } from "./talk.js";
import { TraderSales } from "./trader-sales.js";

function Change({ card, again }) {
	const { trader } = card;
	const markets = useData("/markets").value?.items ?? [];
	const [draft, setDraft] = useState({ name: trader.name, market: trader.market_id ?? "", stall: trader.stall,
		goods: card.goods.split(",").join(", "), language: trader.language });
	const set = (field) => (value) => setDraft({ ...draft, [field]: value });

	const keep = async (fields) => {
		await put(`/traders/${trader.id}`, fields);
		await again();
	};

	return html`<${Form} submit=${t("save")} testid="trader-change" run=${async () => {
		const { name, market_id, stall, language } = trader, { goods } = card;

		await keep({ name: draft.name.trim(), market_id: draft.market || null, stall: draft.stall.trim(), goods: draft.goods.trim(), language: draft.language });
		tellUndo(t("saved"), () => keep({ name, market_id, stall, goods, language }));
	}}>${(fault) => html`
		<${Text} label=${t("trader.name")} value=${draft.name} set=${set("name")} maxlength="40" fault=${fault("name")} />
		<${Choice} label=${t("trader.market")} value=${draft.market} set=${set("market")} fault=${fault("market_id")} options=${[["", t("trader.no-market")], ...markets.map((one) => [one.id, one.name])]} />
		<${Text} label=${t("trader.stall")} value=${draft.stall} set=${set("stall")} maxlength="20" fault=${fault("stall")} />
		<${Text} label=${t("trader.goods")} value=${draft.goods} set=${set("goods")} maxlength="180" fault=${fault("goods")} />
		<${Choice} label=${t("trader.language")} value=${draft.language} set=${set("language")} fault=${fault("language")} options=${["id", "jv", "en"].map((one) => [one, word("language", one)])} />`}<//>`;
}

// The same person with another number: the record goes along.
function Renumber({ card, again }) {
	const [phone, setPhone] = useState("");
	const before = card.trader.phone, give = async (number) => {
		await post(`/traders/${card.trader.id}/phone`, { phone: number });
		await again();
	};

	return html`<${Form} submit=${t("trader.renumber")} kind="" testid="trader-renumber" run=${async () => {
		await give(phone.trim());
		setPhone("");
		if (before.startsWith("+")) tellUndo(t("trader.did-renumber"), () => give(before));
		else tell(t("trader.did-renumber"));
	}}>${(fault) => html`<${Text} label=${t("trader.renumber.new")} help=${t("trader.renumber.help")} type="tel" value=${phone} set=${setPhone} maxlength="20" fault=${fault("phone")} />`}<//>`;
}

// Two records of one person: this one goes into the other.
function Merge({ card }) {
	const { trader } = card, [into, setInto] = useState(null);

	return html`<${Danger} title=${t("trader.merge")} expect=${trader.phone} submit=${t("trader.merge.do")} testid="trader-merge" run=${async () => {
		if (!into) throw new Refused({ status: 0, code: "merge-into" });
		await post(`/traders/${trader.id}/merge`, { into_id: into.id, phone: trader.phone });
		tell(t("trader.did-merge", { name: nameOf(into) }));
		go(`traders/${into.id}`);
	}}><p>${t("trader.merge.text")}</p>
		${into ? html`<p><strong>${nameOf(into)}</strong> ${whereOf(into)} <span class="digits">${into.phone}</span></p>`
			: html`<${FindTrader} choose=${async (one) => setInto(one.id === trader.id ? null : one)} />`}<//>`;
}

function Facts({ card }) {
	const { trader } = card;

	return html`<dl class="facts">
		<div class="fact"><dt>${t("trader.phone")}</dt><dd class="small digits">${trader.phone}</dd></div>
		<div class="fact"><dt>${t("trader.median")}</dt><dd class="small">${medianOf(card.median, card.median_low, card.median_high, card.median_days)}</dd></div>
		<div class="fact"><dt>${t("trader.last")}</dt><dd class="small">${card.last_in_at ? ago(card.last_in_at) : "–"}</dd></div>
		<div class="fact"><dt>${t("trader.paid")}</dt><dd class="small">${number(card.paid_messages)}</dd></div>
	</dl>`;
}

function Waves({ waves }) {
	if (waves.length === 0) return html`<${Empty} title=${t("trader.no-waves")}><p>${t("trader.no-waves.text")}</p><//>`;
	return html`<${Table} caption=${t("menu.waves")} rows=${waves} keyOf=${(one) => one.wave_id} columns=${[
		[t("waves.name"), (one) => html`<a class="strong" href=${to(`waves/${one.wave_id}`)}>${one.name}</a>`],
		[t("waves.starts"), (one) => dateClock(one.starts_at)],
		[t("waves.state"), (one) => html`<${State} group="enrolment" name=${one.status} />`],
		[t("trader.attended"), (one) => t("n-of", { n: one.attended, of: one.sittings }), "number"]]} />`;
}

function Rights({ card, again }) {
	const { trader } = card;

	return html`<section class="sheet"><h2>${t("trader.consents")}</h2>
		${card.consents.length === 0 ? html`<p class="quiet">${t("trader.no-consent")}</p>` : html`<ul class="plain-list">${card.consents.map((one) => html`
			<li>${t("trader.consent", { version: one.version, source: one.source, at: dateClock(one.at) })}</li>`)}</ul>`}
		${may.change() && html`<div class="actions"><${Files} path=${`/traders/${trader.id}/everything`} text=${t("trader.everything")} /></div>
			${!trader.stopped_at && html`<${Danger} title=${t("trader.stop")} expect="STOP" submit=${t("trader.stop")} testid="trader-stop" run=${async () => {
				await post(`/traders/${trader.id}/stop`);
				await again();
				tell(t("trader.did-stop"));
			}}><p>${t("trader.stop.text")}</p><//>`}
			<${Merge} card=${card} />
			<${Danger} title=${t("trader.erase")} expect=${trader.phone} submit=${t("trader.erase")} testid="trader-erase" run=${async () => {
				await post(`/traders/${trader.id}/erase`, { phone: trader.phone });
				tell(t("trader.did-erase"));
				go("traders");
			}}><p>${t("trader.erase.text")}</p><//>`}
	</section>`;
}

const TABS = ["talk", "sales", "waves", "rights"];

export function Trader({ id, route }) {
	const data = useData(`/traders/${id}`, 15);
	const card = data.value;
	const tab = TABS.includes(route.query.tab) ? route.query.tab : "talk";
	const back = { href: to("traders"), text: t("menu.traders") };

	if (!card) return html`<${Page} title=${t("menu.traders")} back=${back}><${Waiting} data=${data} /><//>`;
	const { trader } = card;
	return html`<${Page} wide title=${nameOf(trader)} back=${back}>
		<p class="lead">${[whereOf(trader), card.goods.split(",").join(", "), word("language", trader.language), t("trader.since-line", { at: date(trader.created_at) })].filter(Boolean).join(" · ")}
			${trader.stopped_at && html` <${State} group="trader" name="stopped" />`}</p>
		<${Facts} card=${card} />
		<${Tabs} label=${t("trader.parts")} value=${tab} set=${(key) => setQuery({ tab: key === "talk" ? "" : key }, { replace: false })} options=${TABS.map((key) => [key, t(`trader.tab.${key}`)])} />
		${tab === "talk" && html`<div class="halves"><section class="sheet"><h2 class="hidden">${t("trader.tab.talk")}</h2><${Talk} trader=${id} /></section>
			<div class="sheet"><${Notes} trader=${id} />${may.change() && html`<details><summary>${t("trader.change")}</summary><${Change} card=${card} again=${data.reload} /></details>
				<details><summary>${t("trader.renumber")}</summary><${Renumber} card=${card} again=${data.reload} /></details>`}</div></div>`}
		${tab === "sales" && html`<${TraderSales} id=${id} waves=${card.waves} />`}
		${tab === "waves" && html`<${Waves} waves=${card.waves} />`}
		${tab === "rights" && html`<${Rights} card=${card} again=${data.reload} />`}
	<//>`;
}
