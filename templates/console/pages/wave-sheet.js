// templates/console/pages/wave-sheet.js - the attendance sheet of a wave, to print and sign
import { html } from "../core/html.js";
import { useData } from "../core/api.js";
import { to } from "../core/route.js";
import { t } from "../core/words.js";
import { whoami } from "../core/me.js";
import { clock, dateLong, dateClock, nameOf } from "../core/format.js";
import { Page, Waiting } from "../core/widgets.js";

const SPARE = 5; // empty lines for who comes without a seat

export function Sheet({ id }) {
	const data = useData(`/waves/${id}`), roster = useData(`/waves/${id}/roster`);
	const wave = data.value;

	if (!wave || !roster.value) return html`<${Page} title=${t("waves.sheet")}><${Waiting} data=${wave ? roster : data} /><//>`;
	const places = roster.value.items.filter((place) => ["enrolled", "offered", "attended", "absent"].includes(place.status));
	return html`<${Page} wide title=${t("waves.sheet-title", { name: wave.name })} back=${{ href: to(`waves/${id}`), text: t("waves.title", { name: wave.name }) }}
		actions=${html`<button type="button" class="main" onClick=${() => window.print()}>${t("print")}</button>`}>
		<p>${whoami().office.name} · ${[wave.market, wave.place].filter(Boolean).join(" · ")} · ${wave.sittings.map((sitting) => `${dateLong(sitting.starts_at)} ${clock(sitting.starts_at)}`).join("; ")}</p>
		<div class="table" tabindex="0" role="region" aria-label=${t("waves.sheet")}><table class="signing"><thead><tr>
			<th scope="col" class="number">#</th><th scope="col">${t("trader.name")}</th><th scope="col">${t("trader.stall")}</th>
			${wave.sittings.map((sitting) => html`<th scope="col">${t("sheet.sign", { at: dateClock(sitting.starts_at) })}</th>`)}
		</tr></thead><tbody>
			${places.map(({ trader }, i) => html`<tr key=${trader.id}><td class="number">${i + 1}</td><td>${nameOf(trader)}</td><td>${trader.stall}</td>${wave.sittings.map(() => html`<td></td>`)}</tr>`)}
			${Array.from({ length: SPARE }, (_, i) => html`<tr key=${`spare-${i}`}><td class="number">${places.length + i + 1}</td><td></td><td></td>${wave.sittings.map(() => html`<td></td>`)}</tr>`)}
		</tbody></table></div>
		<p>${t("sheet.trainer")}</p>
	<//>`;
}
