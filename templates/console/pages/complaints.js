// templates/console/pages/complaints.js - the work list: traders somebody of the office is to look after
import { html } from "../core/html.js";
import { drop, post, put, query, useData, usePages } from "../core/api.js";
import { setQuery, to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { may } from "../core/me.js";
import { attempt, tellUndo } from "../core/toast.js";
import { ago, day, daysAgo, nameOf, whereOf } from "../core/format.js";
import { Choice, Do, Empty, More, Page, Table, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";

// Who sees to it, chosen on the spot.
function Person({ item, staff, again }) {
	const set = (id) => attempt(async () => {
		const before = staff.find((one) => one.login === item.person)?.id ?? null;

		await put(`/work/${item.id}/assigned`, { staff_id: id || null });
		await again();
		tellUndo(t("work.assigned", { name: nameOf(item.trader) }), async () => {
			await put(`/work/${item.id}/assigned`, { staff_id: before });
			await again();
		});
	});

	return html`<select aria-label=${t("work.person.of", { name: nameOf(item.trader) })} onChange=${(e) => set(e.target.value)}>
		<option value="" selected=${!item.person}>${t("inbox.nobody")}</option>
		${staff.map((one) => html`<option value=${one.id} selected=${one.login === item.person}>${one.name || one.login}</option>`)}</select>`;
}

export function Complaints({ route }) {
	const wave = route.query.wave ?? "";
	const list = usePages(`/work${query({ wave_id: wave })}`, 15);
	const waves = useData("/waves?limit=200", 120).value?.items ?? [];
	const staff = (useData(may.teach() ? "/staff?limit=200" : null, 120).value?.items ?? []).filter((one) => one.enabled !== false);

	return html`<${Page} wide title=${t("menu.complaints")} actions=${may.change() && html`<${Files} path="/work" />`}><p class="lead">${t("work.lead")}</p>
		${waves.length > 0 && html`<div class="row filters"><${Choice} label=${t("work.wave")} value=${wave} set=${(id) => setQuery({ wave: id }, { replace: false })}
			options=${[["", t("all")], ...waves.map((one) => [one.id, one.name])]} /></div>`}
		${!list.items ? html`<${Waiting} data=${list} />` : list.items.length === 0 ? html`<${Empty} title=${t("work.none")}><p>${t("work.none.text")}</p><//>`
			: html`<${Table} testid="work" caption=${t("menu.complaints")} rows=${list.items} keyOf=${(one) => one.id} rowClass=${(one) => (one.due_day < daysAgo(0) ? "late" : "")} columns=${[
				[t("trader.name"), ({ trader }) => html`${may.read() ? html`<a class="strong" href=${to(`traders/${trader.id}`)}>${nameOf(trader)}</a>` : nameOf(trader)} <span class="quiet">${whereOf(trader)}</span>`],
				[t("work.kind"), (one) => html`${word("work-kind", one.kind)} <span class="quiet">${one.wave}</span>`],
				[t("trader.phone"), ({ trader }) => html`<span class="digits">${trader.phone}</span>`],
				[t("work.due"), (one) => html`${day(one.due_day)} <span class="quiet">${one.due_day < daysAgo(0) ? t("work.late") : ago(one.at)}</span>`],
				[t("work.person"), (one) => (may.teach() ? html`<${Person} item=${one} staff=${staff} again=${list.reload} />` : one.person || "–")],
				...(may.teach() ? [["", (one) => html`<${Do} testid="work-done" run=${async () => {
					await post(`/work/${one.id}/done`, {});
					await list.reload();
					tellUndo(t("complaints.did", { name: nameOf(one.trader) }), async () => {
						await drop(`/work/${one.id}/done`);
						await list.reload();
					});
				}}>${t("complaints.done")}<span class="hidden"> ${nameOf(one.trader)}</span><//>`]] : [])]} /><${More} list=${list} />`}
	<//>`;
}
