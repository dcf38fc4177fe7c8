// templates/console/pages/trader-sales.js - a trader's reports: plot, list, corrections with their history
import { html, useState } from "../core/html.js";
import { put, useData } from "../core/api.js";
import { t, word } from "../core/words.js";
import { may } from "../core/me.js";
import { tell, tellUndo } from "../core/toast.js";
import { dateClock, day, daysAgo, isoDay, rupiah, rupiahShort } from "../core/format.js";
import { Choice, Empty, Form, State, Table, Text, Waiting } from "../core/widgets.js";
import { Plot } from "../core/plot.js";

const digits = (text) => Number(String(text).replace(/\D/g, ""));

// Corrects a day's report, or enters one: sale is null for a day without.
export function Correct({ trader, sale, done }) {
	const [draft, setDraft] = useState({ day: sale?.day ?? daysAgo(0), total: String(sale?.total ?? ""),
		live: sale?.live === null || sale?.live === undefined ? "" : String(sale.live), status: sale?.status ?? "sold" });
	const set = (field) => (value) => setDraft({ ...draft, [field]: value });
	const sold = draft.status === "sold";

	const keep = async (report) => {
		await put(`/traders/${trader}/sales/${draft.day}`, report);
		await done();
	};

	return html`<${Form} submit=${t("sales.keep")} testid="sale-correct" run=${async () => {
		await keep({ total: sold ? digits(draft.total) : 0, status: draft.status, ...(sold && draft.live !== "" && { live: digits(draft.live) }) });
		if (!sale) tell(t("sales.kept"));
		else tellUndo(t("sales.kept"), () => keep({ total: sale.total, status: sale.status, ...(sale.live !== null && { live: sale.live }) }));
	}}>${(fault) => html`
		${!sale && html`<${Text} label=${t("sales.day")} type="date" value=${draft.day} set=${set("day")} max=${daysAgo(0)} />`}
		<${Choice} label=${t("sales.status")} value=${draft.status} set=${set("status")} fault=${fault("status")} options=${["sold", "zero", "closed"].map((one) => [one, word("sale", one)])} />
		${sold && html`<${Text} label=${t("sales.total")} help=${digits(draft.total) > 0 ? rupiah(digits(draft.total)) : t("sales.total.help")} inputmode="numeric" value=${draft.total} set=${set("total")} fault=${fault("total")} />
		<${Text} label=${t("sales.live")} help=${draft.live !== "" ? rupiah(digits(draft.live)) : t("sales.live.help")} inputmode="numeric" value=${draft.live} set=${set("live")} fault=${fault("live")} />`}`}<//>`;
}

const typedBy = (who) => (who.startsWith("office") ? t("typed.office", { name: who.slice(7) }) : word("typed", who));

function Versions({ trader, sale }) {
	const data = useData(`/traders/${trader}/sales/${sale.day}/versions`);


	return html`<ol class="plain-list">${(data.value?.items ?? []).map((one) => html`<li key=${one.version}>${one.version}. ${one.status === "sold" ? rupiah(one.total) : word("sale", one.status)}
		<span class="quiet"> ${t("sales.by", { by: typedBy(one.typed_by), at: dateClock(one.reported_at) })}${one.taken_back ? ` · ${t("sales.taken-back")}` : ""}</span></li>`)}</ol>`;
}

// The panel of one row: correct it, and what it was before.
export function SaleDetail({ trader, sale, done }) {
	const [open, setOpen] = useState(false);

	return html`<details onToggle=${(e) => setOpen(e.target.open)}><summary>${t(may.change() ? "sales.correct" : "sales.history")}<span class="hidden"> ${day(sale.day)}</span></summary>
		${open && html`${may.change() && html`<${Correct} trader=${trader} sale=${sale} done=${done} />`}<h3>${t("sales.history")}</h3><${Versions} key=${sale.version} trader=${trader} sale=${sale} />`}</details>`;
}

export const flags = (sale) => ["approximate", "review"].filter((name) => sale[name]).map((name) => t(`sales.${name}`)).join(", ");

export function TraderSales({ id, waves }) {
	const data = useData(`/traders/${id}/sales?from=${daysAgo(90)}&to=${daysAgo(0)}`, 30);

	if (!data.value) return html`<${Waiting} data=${data} />`;
	const sales = [...data.value.items].sort((a, b) => (a.day < b.day ? -1 : 1));
	const known = new Map(sales.map((sale) => [sale.day, sale]));
	const days = [];
	for (let n = 90; n >= 0 && sales.length > 0; n--) if (daysAgo(n) >= sales[0].day) days.push(daysAgo(n));
	const values = days.map((one) => (known.has(one) && known.get(one).status !== "closed" ? known.get(one).total : null));
	const live = days.map((one) => known.get(one)?.live ?? null);
	const enter = may.change() && html`<details class="sheet"><summary>${t("sales.enter")}</summary><${Correct} trader=${id} sale=${null} done=${data.reload} /></details>`;

	if (sales.length === 0) return html`<${Empty} title=${t("sales.none")}><p>${t("sales.none.text")}</p><//>${enter}`;
	return html`<section class="sheet"><h2>${t("sales.plot")}</h2><${Plot} name=${`penjualan-${id}`} days=${days} low=${0} series=${[
			{ label: t("sales.total"), values, format: rupiahShort }, { label: t("sales.live"), values: live, format: rupiahShort }]}
			bands=${waves.filter((wave) => wave.attended > 0 && wave.starts_at).map((wave) => ({ name: wave.name, from: isoDay(wave.starts_at), to: isoDay(wave.starts_at) }))} />
			<p class="quiet">${t("sales.gaps")}</p></section>
		<${Table} testid="sales" caption=${t("sales.list")} rows=${[...sales].reverse()} keyOf=${(sale) => sale.day} columns=${[
			[t("sales.day"), (sale) => day(sale.day)],
			[t("sales.total"), (sale) => (sale.status === "sold" ? rupiah(sale.total) : html`<${State} group="sale" name=${sale.status} />`), "number"],
			[t("sales.live"), (sale) => (sale.live === null ? "?" : rupiah(sale.live)), "number"],
			[t("sales.flags"), flags],
			["", (sale) => html`<${SaleDetail} trader=${id} sale=${sale} done=${data.reload} />`]]} />${enter}`;
}
