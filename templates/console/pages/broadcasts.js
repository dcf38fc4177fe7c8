// templates/console/pages/broadcasts.js - the list of broadcasts, and which page below it is meant
import { html } from "../core/html.js";
import { usePages } from "../core/api.js";
import { to } from "../core/route.js";
import { t } from "../core/words.js";
import { may } from "../core/me.js";
import { dateClock, number, rupiah } from "../core/format.js";
import { Empty, More, Page, State, Table, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { Broadcast } from "./broadcast.js";
import { NewBroadcast } from "./broadcast-new.js";

function All() {
	const list = usePages("/broadcasts", 10);
	const write = may.change() && html`<a class="button main" href=${to("broadcasts/new")}>${t("broadcasts.new")}</a>`;

	return html`<${Page} title=${t("menu.broadcasts")} actions=${html`${may.change() && html`<${Files} path="/broadcasts" />`} ${write}`}>
		${!list.items ? html`<${Waiting} data=${list} />` : list.items.length === 0
			? html`<${Empty} title=${t("broadcasts.empty")}><p>${t("broadcasts.empty.text")}</p><p>${write}</p><//>`
			: html`<${Table} testid="broadcasts" caption=${t("menu.broadcasts")} rows=${list.items} keyOf=${(one) => one.id} columns=${[
				[t("broadcasts.number"), (one) => html`<a class="strong" href=${to(`broadcasts/${one.id}`)}>${t("broadcasts.title", { id: one.id })}</a>`],
				[t("broadcasts.state"), (one) => html`<${State} group="broadcast" name=${one.state} />`],
				[t("broadcasts.made"), (one) => `${one.made_by}, ${dateClock(one.created_at)}`],
				[t("broadcasts.recipients"), (one) => number(one.recipients), "number"],
				[t("broadcasts.delivered"), (one) => number(one.delivered), "number"],
				[t("broadcasts.failed"), (one) => number(one.failed), "number"],
				[t("broadcasts.cost"), (one) => rupiah(one.cost), "number"],
			]} /><${More} list=${list} />`}
	<//>`;
}

export function Broadcasts({ route }) {
	const id = route.parts[1];

	if (!id) return html`<${All} />`;
	if (id === "new" && may.change()) return html`<${NewBroadcast} route=${route} />`;
	return html`<${Broadcast} key=${id} id=${id} route=${route} />`;
}
