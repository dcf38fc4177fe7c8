// templates/console/pages/effect.js - whether trained traders sell more: n and interval, in plain words
import { html } from "../core/html.js";
import { useData } from "../core/api.js";
import { setQuery } from "../core/route.js";
import { t } from "../core/words.js";
import { date, decimal, day, medianOf, now, number } from "../core/format.js";
import { Choice, Empty, Page, Table, Waiting } from "../core/widgets.js";
import { DataTable } from "../core/data-table.js";
import { Intervals } from "../core/intervals.js";

const percent = (permille) => (permille === null ? null : permille / 10);
const signed = (permille) => (permille === null ? "–" : `${permille > 0 ? "+" : permille < 0 ? "−" : ""}${decimal(Math.abs(permille) / 10)}\u00a0%`);

export const measured = (window) => window.passed > 0 && window.enough && window.change_permille !== null;

// "60 hari", or of how many of them the reader has the figures.
const spanOf = ({ days, passed }) => (passed > 0 && passed < days ? t("effect.running", { days, passed }) : t("effect.days", { n: days }));

// One window as a sentence that claims no more than the interval allows, and no more days than have passed.
export function sentenceOf(window) {
	const fields = { span: spanOf(window), n: number(window.trained.n), m: number(window.not_yet_trained.n), change: signed(window.change_permille),
		low: signed(window.low_permille), high: signed(window.high_permille) };

	if (window.passed === 0) return t("effect.not-yet", fields);
	if (!measured(window)) return t("effect.few", fields);
	if (window.low_permille > 0) return t("effect.is-more", fields);
	if (window.high_permille < 0) return t("effect.is-less", fields);
	return t("effect.open", fields);
}

const GROUPS = [["trained", "trained"], ["not_yet_trained", "not-yet-group"]];

function Groups({ windows }) {
	const rows = windows.filter((window) => window.passed > 0).flatMap((window) => GROUPS.map(([name, key]) => ({ window, key, group: window[name] })));

	return rows.length > 0 && html`<section><h2>${t("effect.groups")}</h2><${Table} testid="effect-groups" caption=${t("effect.groups")} rows=${rows} columns=${[
		[t("effect.window"), ({ window }) => spanOf(window)],
		[t("effect.who"), ({ key }) => t(`effect.${key}`)],
		[t("effect.n"), ({ group }) => number(group.n), "number"], [t("effect.left-out"), ({ group }) => number(group.left_out), "number"],
		[t("effect.before"), ({ group }) => medianOf(group.median_before, group.median_before_low, group.median_before_high, group.n), "number"],
		[t("effect.after"), ({ group }) => medianOf(group.median_after, group.median_after_low, group.median_after_high, group.n), "number"],
		[t("effect.missing"), ({ group }) => `${group.missing_before_percent}\u00a0% → ${group.missing_after_percent}\u00a0%`, "number"],
		[t("effect.zero"), ({ group }) => `${group.zero_before_percent}\u00a0% → ${group.zero_after_percent}\u00a0%`, "number"]]} /></section>`;
}

// brief: without the table of both groups, for which one page has no room.
export function OneEffect({ wave, brief }) {
	const data = useData(`/waves/${wave.id}/effect`, 300);

	if (!data.value) return html`<${Waiting} data=${data} />`;
	const { windows, first, last } = data.value, shown = windows.filter(measured);
	return html`<section class="sheet" data-testid="effect"><h2>${t(first === last ? "effect.wave-day" : "effect.wave", { name: wave.name, first: day(first), last: day(last) })}</h2>
			<ul class="verdict">${windows.map((window) => html`<li key=${window.days}>${sentenceOf(window)}</li>`)}</ul>
			${shown.length > 0 && html`<${Intervals} label=${shown.map(sentenceOf).join(" ")} rows=${shown.map((window) => ({ label: t("effect.days", { n: Math.min(window.days, window.passed) }),
				value: percent(window.change_permille), low: percent(window.low_permille), high: percent(window.high_permille) }))} />`}
			<${DataTable} name=${`dampak-${wave.name}`} columns=${[{ title: t("effect.window") }, { title: t("effect.n"), format: number }, { title: t("effect.m"), format: number },
				...["change", "low", "high"].map((key) => ({ title: t(`effect.${key}`), format: decimal }))]}
				rows=${windows.map((window) => [spanOf(window), window.trained.n, window.not_yet_trained.n, ...["change", "low", "high"].map((key) =>
					(measured(window) ? percent(window[`${key}_permille`]) : null))])} /></section>
		${!brief && html`<${Groups} windows=${windows} />`}`;
}

export function Effect({ route }) {
	const data = useData("/waves?limit=200", 60);
	const back = data.value?.items.filter((wave) => wave.starts_at && wave.starts_at < now() && wave.state !== "cancelled").sort((a, b) => b.starts_at - a.starts_at) ?? [];
	const wave = back.find((one) => one.id === route.query.wave) ?? back[0];

	return html`<${Page} wide title=${t("menu.effect")} actions=${html`<button type="button" onClick=${() => window.print()}>${t("print")}</button>`}>
		<p class="lead">${t("effect.lead")}</p>
		${!data.value ? html`<${Waiting} data=${data} />` : !wave ? html`<${Empty} title=${t("effect.none")}><p>${t("effect.none.text")}</p><//>`
			: html`<div class="filters narrow"><${Choice} label=${t("effect.which")} value=${wave.id} set=${(id) => setQuery({ wave: id }, { replace: false })}
				options=${back.map((one) => [one.id, `${one.name}, ${one.market}, ${date(one.starts_at)}`])} /></div>
				<${OneEffect} key=${wave.id} wave=${wave} />
				<details class="sheet"><summary>${t("effect.how")}</summary><p>${t("effect.how.1")}</p><p>${t("effect.how.2")}</p><p>${t("effect.how.3")}</p></details>`}
	<//>`;
}
