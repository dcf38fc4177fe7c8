// templates/console/pages/sales.js - what traders report: trend, markets, and the reports to look at
import { html } from "../core/html.js";
import { post, query, useData, usePages } from "../core/api.js";
import { setQuery, to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { may } from "../core/me.js";
import { tell } from "../core/toast.js";
import { day, dayOr, daysAgo, isoDay, medianOf, nameOf, number, rupiah, rupiahShort, share, whereOf } from "../core/format.js";
import { Choice, Do, Empty, More, Page, Table, Tabs, Text, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { DataTable } from "../core/data-table.js";
import { Plot } from "../core/plot.js";
import { byDay, mediansByMarket, mediansOver } from "../core/takings.js";
import { Goods } from "./goods.js";
import { flags, SaleDetail } from "./trader-sales.js";

const percent = (n) => `${number(n)}\u00a0%`;
const rate = (n, of) => (of > 0 ? (100 * n) / of : null);

function Lines({ rows, whole, waves, name }) {
	const all = byDay(rows), complete = all.filter((row) => row.day < daysAgo(0)); // one that is not over would look like a fall
	const days = complete.length > 0 ? complete : all, at = days.map((row) => row.day);
	const bands = waves.filter((wave) => wave.starts_at && wave.state !== "cancelled").map((wave) => ({ name: wave.name, from: isoDay(wave.starts_at), to: isoDay(wave.starts_at) }));
	const markets = mediansByMarket(rows, at).map(({ market, ...line }) => ({ label: market || t("trader.no-market"), ...line, format: rupiahShort }));
	const together = { label: t("sales.all-markets"), ...mediansOver(whole, at), format: rupiahShort };
	const medians = markets.length > 1 ? [together, ...markets] : markets; // of one market both are the same

	return html`${medians.length > 0 && html`<section class="sheet"><h2>${t("sales.median")}</h2><p class="quiet">${t("sales.median.help")}</p>
			<${Plot} name=${`median-${name}`} what=${t("sales.median")} days=${at} bands=${bands} low=${0} series=${medians} /></section>`}
		<section class="sheet"><h2>${t("sales.rate")}</h2><p class="quiet">${t("sales.rate.help")}</p>
			<${Plot} name=${`laporan-${name}`} days=${at} bands=${bands} low=${0} height=${220} series=${[
				{ label: t("sales.rate"), values: days.map((row) => rate(row.reports, row.expected)), format: percent },
				{ label: t("sales.live-share"), values: days.map((row) => rate(row.live, row.known_total)), format: percent }]} /></section>`;
}

function Markets({ rows, name }) {
	const columns = [
		[t("trader.market"), (row) => (row.all ? t("all") : row.market || t("trader.no-market"))],
		[t("sales.reports"), (row) => share(row.reports, row.expected)],
		[t("sales.median"), (row) => medianOf(row.median, row.median_low, row.median_high, row.sold), "number"],
		[t("sales.sum"), (row) => rupiah(row.total), "number"],
		[t("sales.zero"), (row) => number(row.zero), "number"], [t("sales.closed"), (row) => number(row.closed), "number"],
		[t("sales.live-share"), (row) => (row.known_total > 0 ? percent(rate(row.live, row.known_total)) : "–"), "number"]];

	return html`<section><h2>${t("sales.markets")}</h2><p class="quiet">${t("median.help")}</p><${Table} testid="markets" caption=${t("sales.markets")} rows=${rows} columns=${columns} />
		<${DataTable} name=${`pasar-${name}`} rows=${rows.map((row) => [row.all ? t("all") : row.market, row.expected, row.reports, row.sold, row.zero, row.closed, row.total, row.median, row.median_low, row.median_high, row.live])}
			columns=${[{ title: t("trader.market") }, ...["expected", "reports", "sold", "zero", "closed", "sum", "median", "median-low", "median-high", "live"].map((key) => ({ title: t(`sales.${key}`), format: number }))]} /></section>`;
}

function Trend({ route }) {
	const from = dayOr(route.query.from, daysAgo(60)), until = dayOr(route.query.to, daysAgo(0));
	const markets = useData("/markets").value?.items ?? [];
	const waves = useData("/waves?limit=200").value?.items ?? [];
	const data = useData(`/figures/takings${query({ from, to: until, market_id: route.query.market })}`, 120);
	const set = (field) => (value) => setQuery({ [field]: value }, { replace: false });
	const rows = data.value?.days ?? [];

	return html`<div class="row filters"><${Text} label=${t("from")} type="date" value=${from} set=${set("from")} />
			<${Text} label=${t("until")} type="date" value=${until} set=${set("to")} />
			<${Choice} label=${t("trader.market")} value=${route.query.market ?? ""} set=${set("market")} options=${[["", t("all")], ...markets.map((one) => [one.id, one.name])]} /></div>
		${!data.value ? html`<${Waiting} data=${data} />` : rows.every((row) => row.reports === 0) ? html`<${Empty} title=${t("sales.empty")}><p>${t("sales.empty.text")}</p><//>`
			: html`<${Lines} rows=${rows} whole=${data.value.whole} waves=${waves} name=${`${from}-${until}`} /><${Markets} rows=${data.value.markets} name=${`${from}-${until}`} />
				${!route.query.market && html`<${Goods} from=${from} to=${until} />`}`}`;
}

function Review() {
	const list = usePages("/reviews", 15);

	if (!list.items) return html`<${Waiting} data=${list} />`;
	if (list.items.length === 0) return html`<${Empty} title=${t("review.none")}><p>${t("review.none.text")}</p><//>`;
	return html`<p class="quiet">${t("review.help")}</p><${Table} testid="reviews" caption=${t("sales.tab.review")} rows=${list.items} keyOf=${(sale) => `${sale.trader.id}-${sale.day}`} columns=${[
		[t("trader.name"), (sale) => html`<a class="strong" href=${to(`traders/${sale.trader.id}?tab=sales`)}>${nameOf(sale.trader)}</a> <span class="quiet">${whereOf(sale.trader)}</span>`],
		[t("sales.day"), (sale) => day(sale.day)],
		[t("sales.total"), (sale) => (sale.status === "sold" ? rupiah(sale.total) : word("sale", sale.status)), "number"],
		[t("trader.median"), (sale) => medianOf(sale.median, sale.median_low, sale.median_high, sale.median_days), "number"],
		[t("sales.flags"), flags],
		["", (sale) => html`${may.change() && html`<${Do} testid="approve-sale" run=${async () => {
			await post(`/traders/${sale.trader.id}/sales/${sale.day}/approve`);
			await list.reload();
			tell(t("review.approved"));
		}}>${t("review.approve")}<span class="hidden"> ${nameOf(sale.trader)}</span><//>`} <${SaleDetail} trader=${sale.trader.id} sale=${sale} done=${list.reload} />`]]} /><${More} list=${list} />`;
}

export function Sales({ route }) {
	const tab = route.query.tab === "review" ? "review" : "trend";

	return html`<${Page} wide title=${t("menu.sales")} actions=${html`
		<${Tabs} label=${t("menu.sales")} value=${tab} set=${(key) => setQuery({ tab: key === "trend" ? "" : key }, { replace: false })} options=${[["trend", t("sales.tab.trend")], ["review", t("sales.tab.review")]]} />
		${may.change() && html`<${Files} path="/sales" query=${query({ from: dayOr(route.query.from, daysAgo(60)), to: dayOr(route.query.to, daysAgo(0)) })} />`}`}>
		${tab === "review" ? html`<${Review} />` : html`<${Trend} route=${route} />`}
	<//>`;
}
