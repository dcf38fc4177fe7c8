// templates/console/pages/waves.js - the list of waves, and which page below it is meant
import { html } from "../core/html.js";
import { useData } from "../core/api.js";
import { setQuery, to } from "../core/route.js";
import { t } from "../core/words.js";
import { may } from "../core/me.js";
import { dateClock } from "../core/format.js";
import { Bar, Empty, Page, State, Table, Tabs, Waiting } from "../core/widgets.js";
import { Calendar } from "./calendar.js";
import { Wave } from "./wave.js";
import { NewWave } from "./wave-new.js";
import { Sheet } from "./wave-sheet.js";

const OVER = ["done", "cancelled"];

export function Seats({ wave }) {
	return html`<span class="seats"><${Bar} n=${wave.taken} most=${wave.seats} label=${t("waves.taken")} />
		${t("waves.seats-line", wave)}</span>`;
}

function List({ waves }) {
	return html`<${Table} testid="waves" caption=${t("menu.waves")} keyOf=${(wave) => wave.id} rows=${waves} columns=${[
		[t("waves.name"), (wave) => html`<a class="strong" href=${to(`waves/${wave.id}`)}>${wave.name}</a>`],
		[t("waves.starts"), (wave) => dateClock(wave.starts_at)],
		[t("waves.where"), (wave) => [wave.market, wave.place].filter(Boolean).join(" · ")],
		[t("waves.seats"), (wave) => html`<${Seats} wave=${wave} />`],
		[t("waves.state"), (wave) => html`<${State} group="wave" name=${wave.state} />`],
	]} />`;
}

function All({ route }) {
	const data = useData("/waves", 20);
	const which = ["past", "calendar"].includes(route.query.show) ? route.query.show : "now";
	const waves = data.value?.items.filter((wave) => OVER.includes(wave.state) === (which === "past"))
		.sort((a, b) => (which === "past" ? b.starts_at - a.starts_at : a.starts_at - b.starts_at));

	return html`<${Page} title=${t("menu.waves")} actions=${html`
		<${Tabs} label=${t("waves.which")} value=${which} set=${(key) => setQuery({ show: key === "now" ? "" : key, month: "" }, { replace: false })}
			options=${[["now", t("waves.now")], ["past", t("waves.past")], ["calendar", t("calendar")]]} />
		${may.change() && html`<a class="button main" href=${to("waves/new")}>${t("waves.new")}</a>`}`}>
		${!waves ? html`<${Waiting} data=${data} />` : which === "calendar" ? html`<${Calendar} route=${route} />` : waves.length > 0 ? html`<${List} waves=${waves} />`
			: html`<${Empty} title=${t(`waves.empty.${which}`)}><p>${t("waves.empty.text")}</p>
				${may.change() && html`<p><a class="button main" href=${to("waves/new")}>${t("waves.new")}</a></p>`}<//>`}
	<//>`;
}

export function Waves({ route }) {
	const [, id, page] = route.parts;

	if (!id) return html`<${All} route=${route} />`;
	if (id === "new" && may.change()) return html`<${NewWave} />`;
	if (page === "sheet") return html`<${Sheet} key=${id} id=${id} />`;
	return html`<${Wave} key=${id} id=${id} />`;
}
