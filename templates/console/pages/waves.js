// templates/console/pages/waves.js - the list of waves, and which page below it is meant
import { html } from "../core/html.js";
import { usePages } from "../core/api.js";
import { setQuery, to } from "../core/route.js";
import { t } from "../core/words.js";
import { may } from "../core/me.js";
import { dateClock } from "../core/format.js";
import { Bar, Empty, More, Page, State, Table, Tabs, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { Calendar } from "./calendar.js";
import { Wave } from "./wave.js";
import { NewWave } from "./wave-new.js";
import { Sheet } from "./wave-sheet.js";

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

// Those that go on by the day they begin; those that are over as they come, newest first.
function Listed({ over }) {
	const list = usePages(`/waves?over=${over}`, 20);

	if (!list.items) return html`<${Waiting} data=${list} />`;
	if (list.items.length === 0) {
		return html`<${Empty} title=${t(over ? "waves.empty.past" : "waves.empty.now")}><p>${t("waves.empty.text")}</p>
			${may.change() && html`<p><a class="button main" href=${to("waves/new")}>${t("waves.new")}</a></p>`}<//>`;
	}
	return html`<${List} waves=${over ? list.items : [...list.items].sort((a, b) => a.starts_at - b.starts_at)} /><${More} list=${list} />`;
}

function All({ route }) {
	const which = ["past", "calendar"].includes(route.query.show) ? route.query.show : "now";

	return html`<${Page} title=${t("menu.waves")} actions=${html`
		<${Tabs} label=${t("waves.which")} value=${which} set=${(key) => setQuery({ show: key === "now" ? "" : key, month: "" }, { replace: false })}
			options=${[["now", t("waves.now")], ["past", t("waves.past")], ["calendar", t("calendar")]]} />
		${may.change() && html`<${Files} path="/waves" /> <a class="button main" href=${to("waves/new")}>${t("waves.new")}</a>`}`}>
		${which === "calendar" ? html`<${Calendar} route=${route} />` : html`<${Listed} key=${which} over=${which === "past"} />`}
	<//>`;
}

export function Waves({ route }) {
	const [, id, page] = route.parts;

	if (!id) return html`<${All} route=${route} />`;
	if (id === "new" && may.change()) return html`<${NewWave} />`;
	if (page === "sheet") return html`<${Sheet} key=${id} id=${id} />`;
	return html`<${Wave} key=${id} id=${id} />`;
}
