// templates/console/pages/wave-funnel.js - how far the people of a wave came
import { html, useEffect } from "../core/html.js";
import { useData } from "../core/api.js";
import { t } from "../core/words.js";
import { day, number, share } from "../core/format.js";
import { Waiting } from "../core/widgets.js";
import { Bars } from "../core/bars.js";
import { DataTable } from "../core/data-table.js";

// roster: what the page has last heard of who holds a seat; another one is another first step.
export function Funnel({ wave, roster }) {
	const data = useData(`/waves/${wave.id}/funnel`, 30), steps = data.value?.steps ?? [];
	const name = (step) => t(`funnel.${step.step}`);

	useEffect(() => {
		if (data.value) data.reload();
	}, [roster]);
	return html`<section class="sheet" data-testid="funnel"><h2>${t("funnel")}</h2>
		${!data.value ? html`<${Waiting} data=${data} />` : html`
			<${Bars} label=${steps.map((step) => `${name(step)}: ${step.n === null ? t("funnel.later", { day: day(step.from) }) : number(step.n)}`).join("; ")}
				rows=${steps.map((step) => ({ name: name(step), n: step.n, most: step.of, later: step.n === null,
					text: step.n === null ? t("funnel.later", { day: day(step.from) }) : `${number(step.n)} / ${number(step.of)}` }))} />
			<p class="quiet">${t("funnel.help")}</p>
			<details><summary>${t("funnel.meaning")}</summary><dl class="meaning">${steps.map((step) => html`<dt key=${step.step}>${name(step)}</dt><dd>${t(`funnel.${step.step}.help`)}
				${step.n !== null && step.known < step.of ? html` <span class="quiet">${t("funnel.known", { share: share(step.known, step.of) })}</span>` : ""}</dd>`)}</dl></details>
			<${DataTable} name=${`${wave.name}-funnel`} rows=${steps.map((step) => [name(step), step.n, step.of, step.known, step.from])} columns=${[{ title: t("funnel.step") },
				{ title: t("funnel.n"), format: number }, { title: t("funnel.of"), format: number }, { title: t("funnel.about"), format: number }, { title: t("funnel.from") }]} />`}</section>`;
}
