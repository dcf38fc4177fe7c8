// templates/console/pages/traders.js - finds traders, and which page below it is meant
import { html, useEffect, useRef, useState } from "../core/html.js";
import { query, useData, usePages } from "../core/api.js";
import { setQuery, to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { may } from "../core/me.js";
import { date, nameOf } from "../core/format.js";
import { useKeys } from "../core/keys.js";
import { Choice, Empty, More, Page, State, Table, Text, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { useLate } from "./find-trader.js";
import { Trader } from "./trader.js";
import { Import } from "./import.js";

function Found({ list, asked }) {
	if (!list.items) return html`<${Waiting} data=${list} />`;
	if (list.items.length === 0) {
		return html`<${Empty} title=${t(asked ? "traders.none-found" : "traders.empty")}><p>${t(asked ? "traders.none-found.text" : "traders.empty.text")}</p>
			${!asked && may.change() && html`<p><a class="button main" href=${to("traders/import")}>${t("traders.import")}</a></p>`}<//>`;
	}
	return html`<${Table} testid="traders" caption=${t("menu.traders")} rows=${list.items} keyOf=${(trader) => trader.id} columns=${[
		[t("trader.name"), (trader) => html`<a class="strong" href=${to(`traders/${trader.id}`)}>${nameOf(trader)}</a>`],
		[t("trader.market"), (trader) => trader.market], [t("trader.stall"), (trader) => trader.stall],
		[t("trader.phone"), (trader) => html`<span class="digits">${trader.phone}</span>`],
		[t("trader.language"), (trader) => word("language", trader.language)],
		[t("trader.since"), (trader) => html`${date(trader.created_at)} ${trader.stopped_at && html`<${State} group="trader" name="stopped" />`}`],
	]} /><${More} list=${list} />`;
}

function All({ route }) {
	const markets = useData("/markets").value?.items ?? [];
	const [text, setText] = useState(route.query.q ?? "");
	const late = useLate(text.trim());
	const { market, stopped } = route.query;
	const search = useRef(null);

	useEffect(() => setQuery({ q: late }), [late]);
	useKeys({ "/": () => search.current?.querySelector("input")?.focus() });
	const list = usePages(`/traders${query({ text: late, market_id: market, stopped })}`, 30);
	return html`<${Page} wide title=${t("menu.traders")} actions=${may.change() && html`
			<${Files} path="/traders" />
			<a class="button main" href=${to("traders/import")}>${t("traders.import")}</a>`}>
		<div class="row filters" ref=${search}>
			<${Text} label=${t("traders.find")} type="search" value=${text} set=${setText} maxlength="60" />
			<${Choice} label=${t("trader.market")} value=${market ?? ""} set=${(id) => setQuery({ market: id }, { replace: false })}
				options=${[["", t("all")], ...markets.map((one) => [one.id, one.name])]} />
			<${Choice} label=${t("traders.messages")} value=${stopped ?? ""} set=${(value) => setQuery({ stopped: value }, { replace: false })}
				options=${[["", t("all")], ["false", t("traders.gets")], ["true", t("trader.stopped")]]} />
		</div>
		<${Found} list=${list} asked=${late || market || stopped} />
	<//>`;
}

export function Traders({ route }) {
	const id = route.parts[1];

	if (!id) return html`<${All} route=${route} />`;
	if (id === "import" && may.change()) return html`<${Import} route=${route} />`;
	return html`<${Trader} key=${id} id=${id} route=${route} />`;
}
