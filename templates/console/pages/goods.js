// templates/console/pages/goods.js - takings by what traders sell
import { html } from "../core/html.js";
import { query, useData } from "../core/api.js";
import { t } from "../core/words.js";
import { medianOf, number, rupiah, rupiahShort } from "../core/format.js";
import { Table } from "../core/widgets.js";
import { Bars } from "../core/bars.js";
import { DataTable } from "../core/data-table.js";

const DRAWN = 8; // bars that are read from afar; the table has all

const live = (row) => (row.known_total > 0 ? `${number((100 * row.live) / row.known_total)}\u00a0%` : "–");

export function GoodsTable({ rows }) {
	return html`<${Table} testid="goods" caption=${t("goods")} rows=${rows} keyOf=${(row) => row.goods} columns=${[
		[t("goods.goods"), (row) => row.goods], [t("goods.traders"), (row) => number(row.traders), "number"], [t("sales.reports"), (row) => number(row.reports), "number"],
		[t("sales.median"), (row) => (row.sold > 0 ? medianOf(row.median, row.median_low, row.median_high, row.sold) : "–"), "number"],
		[t("sales.sum"), (row) => rupiah(row.total), "number"], [t("sales.live-share"), live, "number"]]} />`;
}

export function Goods({ from, to }) {
	const rows = useData(`/figures/goods${query({ from, to })}`, 120).value?.items ?? [], drawn = rows.filter((row) => row.sold > 0).slice(0, DRAWN);

	return rows.length > 0 && html`<section class="sheet"><h2>${t("goods")}</h2><p class="quiet">${t("goods.help")}</p>
		${drawn.length > 0 && html`<${Bars} label=${drawn.map((row) => `${row.goods}: ${medianOf(row.median, row.median_low, row.median_high, row.sold)}`).join("; ")}
			rows=${drawn.map((row) => ({ name: row.goods, n: row.median, low: row.median_low, high: row.median_high, text: `${rupiahShort(row.median)} (n ${number(row.sold)})` }))} />`}
		<${GoodsTable} rows=${rows} />
		<${DataTable} name=${`barang-${from}-${to}`} rows=${rows.map((row) => [row.goods, row.traders, row.reports, row.sold, row.zero, row.closed, row.total, row.median, row.median_low, row.median_high, row.live])}
			columns=${[{ title: t("goods.goods") }, { title: t("goods.traders"), format: number }, ...["reports", "sold", "zero", "closed", "sum", "median", "median-low", "median-high", "live"]
				.map((key) => ({ title: t(`sales.${key}`), format: number }))]} /></section>`;
}
