// templates/console/pages/report.js - the month on one page, to print for the head of the office
import { html } from "../core/html.js";
import { useData } from "../core/api.js";
import { setQuery } from "../core/route.js";
import { language, t } from "../core/words.js";
import { whoami } from "../core/me.js";
import { date, daysAgo, medianOf, number, rupiah, rupiahShort, share } from "../core/format.js";
import { byDay } from "../core/takings.js";
import { Page, Table, Text, Waiting } from "../core/widgets.js";
import { OneEffect } from "./effect.js";
import { GoodsTable } from "./goods.js";

const GOODS_SHOWN = 5, WAVES_SHOWN = 8; // what one page has room for

const name = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "id-ID", { month: "long", year: "numeric", timeZone: "UTC" });

// First and last day of "2026-11".
function spanOf(month) {
	const [year, index] = month.split("-").map(Number);

	return { from: `${month}-01`, to: new Date(Date.UTC(year, index, 0)).toISOString().slice(0, 10) };
}

function Facts({ takings, waves, complaints, gateways }) {
	const days = byDay(takings.days), sum = (key) => days.reduce((all, row) => all + row[key], 0);
	const all = takings.markets.find((row) => row.all) ?? (takings.markets.length === 1 ? takings.markets[0] : null);
	const cost = gateways.reduce((total, one) => total + one.cost, 0);
	const present = waves.reduce((total, one) => total + one.present, 0), expected = waves.reduce((total, one) => total + one.expected, 0);
	const facts = [
		[t("sales.reports"), share(sum("reports"), sum("expected")) || "0"],
		[t("sales.median"), all ? medianOf(all.median, all.median_low, all.median_high, all.sold) : "–"],
		[t("sales.sum"), rupiahShort(sum("total"))],
		[t("sales.live-share"), sum("known_total") > 0 ? `${number((100 * sum("live")) / sum("known_total"))}\u00a0%` : "–"],
		[t("report.complaints"), t("report.complaints.n", { open: number(complaints.open_now), done: number(complaints.done) })],
		[t("report.attendance"), share(present, expected) || "–"],
		[t("today.cost"), rupiah(cost)],
	];

	return html`<dl class="facts">${facts.map(([label, value]) => html`<div class="fact" key=${label}><dt>${label}</dt><dd class="small">${value}</dd></div>`)}</dl>`;
}

const held = (places) => places.enrolled + places.attended + places.absent;

// The last ones by name, those before them together.
function Waves({ waves }) {
	const shown = [...waves].sort((a, b) => b.starts_at - a.starts_at), rest = shown.splice(WAVES_SHOWN);
	const sum = (of) => rest.reduce((all, one) => all + of(one), 0);

	return html`<section><h2>${t("menu.waves")}</h2><${Table} testid="report-waves" caption=${t("menu.waves")} rows=${shown} columns=${[
			[t("waves.name"), (one) => one.name], [t("waves.market"), (one) => one.market], [t("waves.starts"), (one) => date(one.starts_at)],
			[t("waves.seats"), (one) => t("n-of", { n: held(one.places), of: one.seats }), "number"],
			[t("waves.tab.waiting"), (one) => number(one.places.waiting), "number"],
			[t("report.attendance"), (one) => share(one.present, one.expected) || "–"]]} />
		${rest.length > 0 && html`<p>${t("report.waves-rest", { n: number(rest.length), taken: number(sum((one) => held(one.places))), seats: number(sum((one) => one.seats)),
			waiting: number(sum((one) => one.places.waiting)), share: share(sum((one) => one.present), sum((one) => one.expected)) || "–" })}</p>`}</section>`;
}

export function Report({ route }) {
	const month = /^\d{4}-\d{2}$/.test(route.query.month ?? "") ? route.query.month : daysAgo(0).slice(0, 7);
	const { from, to } = spanOf(month), span = `?from=${from}&to=${to}`;
	const takings = useData(`/figures/takings${span}`), waves = useData(`/figures/waves${span}`), complaints = useData(`/figures/complaints${span}`);
	const gateways = useData(`/figures/gateways${span}`), stick = useData(`/figures/stick${span}`), goods = useData(`/figures/goods${span}`), list = useData("/waves?limit=200");
	const all = [takings, waves, complaints, gateways, stick, goods, list], late = all.find((one) => !one.value);
	const last = list.value?.items.filter((wave) => wave.state !== "cancelled" && wave.starts_at && wave.starts_at < Date.parse(`${to}T23:59:59+07:00`) / 1000 &&
		wave.starts_at < Date.now() / 1000).sort((a, b) => b.starts_at - a.starts_at)[0];

	return html`<${Page} sheet title=${t("report.title", { month: name.format(new Date(`${month}-01T00:00:00Z`)) })} actions=${html`
			<button type="button" class="main" onClick=${() => window.print()}>${t("print")}</button>`}>
		<p class="lead">${whoami().office.name}</p>
		<div class="filters narrow"><${Text} label=${t("report.month")} type="month" value=${month} set=${(value) => setQuery({ month: value })} /></div>
		${late ? html`<${Waiting} data=${late} />` : html`
			<${Facts} takings=${takings.value} waves=${waves.value.items} complaints=${complaints.value} gateways=${gateways.value.items} />
			${waves.value.items.length > 0 && html`<${Waves} waves=${waves.value.items} />`}
			${stick.value.items.length > 0 && html`<section><h2>${t("report.stick")}</h2><p class="quiet">${t("report.stick.text")}</p>
				<${Table} caption=${t("report.stick")} rows=${stick.value.items} keyOf=${(one) => one.day_after} columns=${[
				[t("report.stick.day"), (one) => number(one.day_after), "number"], [t("report.stick.asked"), (one) => number(one.asked), "number"],
				[t("report.stick.answered"), (one) => share(one.answered, one.asked) || "–"], [t("report.stick.live"), (one) => share(one.live, one.answered) || "–"]]} /></section>`}
			${goods.value.items.length > 0 && html`<section><h2>${t("goods")}</h2><${GoodsTable} rows=${goods.value.items.slice(0, GOODS_SHOWN)} /></section>`}
			${last && html`<${OneEffect} brief wave=${last} />`}`}
	<//>`;
}
