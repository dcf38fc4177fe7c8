// templates/console/pages/complaints.js - the work list: traders who say that buyers are few
import { html } from "../core/html.js";
import { post, usePages } from "../core/api.js";
import { to } from "../core/route.js";
import { t } from "../core/words.js";
import { may } from "../core/me.js";
import { tell } from "../core/toast.js";
import { ago, day, nameOf, whereOf } from "../core/format.js";
import { Do, Empty, More, Page, Table, Waiting } from "../core/widgets.js";

export function Complaints() {
	const list = usePages("/complaints", 15);

	return html`<${Page} title=${t("menu.complaints")}><p class="lead">${t("complaints.lead")}</p>
		${!list.items ? html`<${Waiting} data=${list} />` : list.items.length === 0 ? html`<${Empty} title=${t("complaints.none")}><p>${t("complaints.none.text")}</p><//>`
			: html`<${Table} testid="complaints" caption=${t("menu.complaints")} rows=${list.items} keyOf=${(one) => one.id} columns=${[
				[t("trader.name"), ({ trader }) => (may.read() ? html`<a class="strong" href=${to(`traders/${trader.id}`)}>${nameOf(trader)}</a>` : nameOf(trader))],
				[t("trader.stall"), ({ trader }) => whereOf(trader)],
				[t("trader.phone"), ({ trader }) => html`<span class="digits">${trader.phone}</span>`],
				[t("sales.day"), (one) => day(one.day)], [t("complaints.said"), (one) => ago(one.at)],
				...(may.teach() ? [["", (one) => html`<${Do} testid="complaint-done" run=${async () => {
					await post(`/complaints/${one.id}/done`);
					await list.reload();
					tell(t("complaints.did", { name: nameOf(one.trader) }));
				}}>${t("complaints.done")}<span class="hidden"> ${nameOf(one.trader)}</span><//>`]] : [])]} /><${More} list=${list} />`}
	<//>`;
}
