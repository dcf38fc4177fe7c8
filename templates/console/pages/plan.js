// templates/console/pages/plan.js - what a broadcast would be: people, rupiah, time, samples, blockers
import { html } from "../core/html.js";
import { t, word } from "../core/words.js";
import { dateClock, number, rupiah } from "../core/format.js";

// What stands in the way or is worth knowing, in the reader's words.
const said = (note) => t(`plan-note.${note.code}`, { n: note.code === "no-text" ? number(note.n) : rupiah(note.n), most: rupiah(note.most),
	language: note.language ? word("language", note.language) : "" });

export function Plan({ plan }) {
	return html`<div class="plan" data-testid="plan" aria-live="polite">
		<dl class="facts">
			<div class="fact"><dt>${t("broadcasts.recipients")}</dt><dd>${number(plan.recipients)}</dd></div>
			<div class="fact"><dt>${t("broadcasts.cost")}</dt><dd>${rupiah(plan.cost)}<small>${t("sms.segments", { n: number(plan.segments) })}</small></dd></div>
			<div class="fact"><dt>${t("broadcasts.begins")}</dt><dd class="small">${plan.begins_at ? dateClock(plan.begins_at) : "–"}<small>${plan.ends_at ? t("broadcasts.ends", { at: dateClock(plan.ends_at) }) : ""}</small></dd></div>
		</dl>
		${plan.blockers.length > 0 && html`<div class="notice fault"><strong>${t("broadcasts.blockers")}</strong><ul>${plan.blockers.map((note) => html`<li key=${note.code + note.language}>${said(note)}</li>`)}</ul></div>`}
		${plan.notes.length > 0 && html`<div class="notice warn"><ul>${plan.notes.map((note) => html`<li key=${note.code}>${said(note)}</li>`)}</ul></div>`}
		${plan.samples.length > 0 && html`<h3>${t("broadcasts.samples")}</h3><ul class="samples">${plan.samples.map((text) => html`<li class="quoted">${text}</li>`)}</ul>`}
		${plan.needs_second_person && html`<p class="notice">${t("broadcasts.second")}</p>`}
	</div>`;
}
