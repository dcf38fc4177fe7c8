// templates/console/pages/tips.js - the tips that traders get, and how many have had each
import { html } from "../core/html.js";
import { useData } from "../core/api.js";
import { setQuery } from "../core/route.js";
import { may } from "../core/me.js";
import { t, word } from "../core/words.js";
import { number } from "../core/format.js";
import { Empty, Page, Table, Tabs, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { DataTable } from "../core/data-table.js";
import { ImportTips } from "./tips-import.js";

export function Tips({ route }) {
	const data = useData("/tips", 60);
	const all = data.value?.items ?? [], languages = [...new Set(all.map((tip) => tip.language))];
	const language = languages.includes(route.query.language) ? route.query.language : languages[0];
	const tips = all.filter((tip) => tip.language === language), series = [...new Set(tips.map((tip) => tip.series))];

	return html`<${Page} title=${t("menu.tips")} actions=${html`${languages.length > 1 && html`<${Tabs} label=${t("trader.language")} value=${language}
			set=${(key) => setQuery({ language: key }, { replace: false })} options=${languages.map((key) => [key, word("language", key)])} />`}
			${may.change() && html`<${Files} path="/tips" />`}`}>
		<p class="lead">${t("tips.lead")}</p>
		${may.change() && html`<${ImportTips} again=${data.reload} />`}
		${!data.value ? html`<${Waiting} data=${data} />` : all.length === 0 ? html`<${Empty} title=${t("tips.none")}><p>${t("tips.none.text")}</p><//>`
			: html`${series.map((one) => {
				const rows = tips.filter((tip) => tip.series === one);

				return html`<section key=${one}><h2>${one}. ${rows[0].title}</h2><${Table} caption=${rows[0].title} rows=${rows} keyOf=${(tip) => tip.code} columns=${[
					[t("tips.code"), (tip) => tip.code], [t("tips.text"), (tip) => tip.text],
					[t("tips.goods"), (tip) => tip.goods.split(",").join(", ") || t("tips.goods.all")], [t("tips.seen"), (tip) => number(tip.seen), "number"]]} /></section>`;
			})}<${DataTable} name=${`tips-${language}`} rows=${tips.map((tip) => [tip.code, tip.title, tip.text, tip.goods, tip.seen])}
				columns=${[{ title: t("tips.code") }, { title: t("tips.series") }, { title: t("tips.text") }, { title: t("tips.goods") }, { title: t("tips.seen"), format: number }]} />`}
	<//>`;
}
