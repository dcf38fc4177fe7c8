// templates/console/pages/calendar.js - the waves of a month, each on the day it begins
import { html } from "../core/html.js";
import { setQuery, to } from "../core/route.js";
import { language, t } from "../core/words.js";
import { clock, daysAgo, isoDay } from "../core/format.js";

const locale = language === "en" ? "en-GB" : "id-ID";
const utc = (year, month, day = 1) => new Date(Date.UTC(year, month, day));
const format = (fields) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...fields });
const monthName = format({ month: "long", year: "numeric" }), dayName = format({ weekday: "short" }), dayLong = format({ weekday: "long", day: "numeric", month: "long" });
const iso = (at) => at.toISOString().slice(0, 10);

// The weeks a month touches, Monday first.
function weeksOf(year, month) {
	const first = utc(year, month), begin = utc(year, month, 1 - ((first.getUTCDay() + 6) % 7)), weeks = [];

	for (let at = begin; at < utc(year, month + 1); at = new Date(at.getTime() + 7 * 86400000)) {
		weeks.push(Array.from({ length: 7 }, (_, i) => new Date(at.getTime() + i * 86400000)));
	}
	return weeks;
}

// waves: of the API, each on the day it begins.
export function Calendar({ waves, route }) {
	const shown = /^\d{4}-(0[1-9]|1[0-2])$/.test(route.query.month ?? "") ? route.query.month : daysAgo(0).slice(0, 7);
	const [year, month] = [Number(shown.slice(0, 4)), Number(shown.slice(5)) - 1];
	const on = (day) => waves.flatMap((wave) => (wave.starts_at && isoDay(wave.starts_at) === day ? [{ wave, at: wave.starts_at }] : []))
		.sort((a, b) => a.at - b.at);
	const turn = (by) => setQuery({ month: iso(utc(year, month + by)).slice(0, 7) }, { replace: false });

	return html`<section data-testid="calendar"><div class="row month"><button type="button" aria-label=${t("calendar.before")} onClick=${() => turn(-1)}>←</button>
			<h2 aria-live="polite">${monthName.format(utc(year, month))}</h2>
			<button type="button" aria-label=${t("calendar.after")} onClick=${() => turn(1)}>→</button>
			${shown !== daysAgo(0).slice(0, 7) && html`<button type="button" class="plain" onClick=${() => setQuery({ month: "" }, { replace: false })}>${t("calendar.today")}</button>`}</div>
		<table class="calendar"><caption class="hidden">${t("calendar")}</caption>
			<thead><tr>${weeksOf(year, month)[0].map((at) => html`<th scope="col">${dayName.format(at)}</th>`)}</tr></thead>
			<tbody>${weeksOf(year, month).map((week) => html`<tr key=${iso(week[0])}>${week.map((at) => {
				const day = iso(at), sittings = on(day);

				return html`<td key=${day} class=${[at.getUTCMonth() !== month && "other", day === daysAgo(0) && "now", sittings.length > 0 && "busy"].filter(Boolean).join(" ")}>
					<span class="date" aria-hidden="true">${at.getUTCDate()}</span><span class="hidden">${dayLong.format(at)}</span>
					${sittings.map(({ wave, at: when }) => html`<a class=${`sitting ${wave.state}`} href=${to(`waves/${wave.id}`)}><strong>${wave.name}</strong> ${clock(when)}<small>${wave.taken}/${wave.seats}</small></a>`)}</td>`;
			})}</tr>`)}</tbody></table></section>`;
}
