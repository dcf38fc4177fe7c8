// templates/console/pages/calendar.js - the sittings of a month, a wave of several as a band over its days
import { html, useEffect, useRef } from "../core/html.js";
import { query, useData } from "../core/api.js";
import { setQuery, to } from "../core/route.js";
import { language, t } from "../core/words.js";
import { clock, daysAgo, isoDay } from "../core/format.js";
import { Waiting } from "../core/widgets.js";

const locale = language === "en" ? "en-GB" : "id-ID";
const utc = (year, month, day = 1) => new Date(Date.UTC(year, month, day));
const format = (fields) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...fields });
const monthName = format({ month: "long", year: "numeric" }), dayName = format({ weekday: "short" }), dayLong = format({ weekday: "long", day: "numeric", month: "long" });
const iso = (at) => at.toISOString().slice(0, 10);
const DAY = 86400000;
// Sittings so many days around are asked for too: a band goes on where a wave has none in the month.
const AROUND = 45;

// The weeks a month touches, Monday first, as ISO days.
function weeksOf(year, month) {
	const first = utc(year, month), begin = utc(year, month, 1 - ((first.getUTCDay() + 6) % 7)), weeks = [];

	for (let at = begin; at < utc(year, month + 1); at = new Date(at.getTime() + 7 * DAY)) {
		weeks.push(Array.from({ length: 7 }, (_, i) => iso(new Date(at.getTime() + i * DAY))));
	}
	return weeks;
}

// Each wave once, with its first and last day and its sittings by day.
function wavesOf(sittings) {
	const waves = new Map();

	for (const one of sittings) {
		const wave = waves.get(one.wave_id) ?? { ...one, from: isoDay(one.first_at), until: isoDay(one.last_at), days: new Map() };
		const day = isoDay(one.starts_at);

		wave.days.set(day, [...(wave.days.get(day) ?? []), one]);
		waves.set(one.wave_id, wave);
	}
	return [...waves.values()].sort((a, b) => a.first_at - b.first_at);
}

// The waves of a week, each in a lane of its own as long as it lasts: the first one free.
function lanesOf(week, waves) {
	const lanes = [];

	for (const wave of waves) {
		if (wave.until < week[0] || wave.from > week[6]) continue;
		const lane = lanes.find((one) => one.at(-1).until < wave.from);

		if (lane) lane.push(wave);
		else lanes.push([wave]);
	}
	return lanes;
}

function Part({ wave, day, begins }) {
	const sittings = wave.days.get(day), ends = [day === wave.from && "first", day === wave.until && "last"].filter(Boolean).join(" ");

	if (!sittings) return html`<span class=${`sitting between ${wave.state} ${ends}`} aria-hidden="true">${begins ? wave.wave : ""}</span>`;
	return html`<a class=${`sitting ${wave.state} ${ends}`} href=${to(`waves/${wave.wave_id}`)}><strong>${wave.wave}</strong> ${sittings.map((one) => clock(one.starts_at)).join(", ")}
		<small>${sittings[0].of > 1 ? `${t("calendar.sitting", { n: sittings.map((one) => one.number).join(", "), of: sittings[0].of })} · ` : ""}${t("n-of", { n: wave.taken, of: wave.seats })}</small></a>`;
}

function Week({ week, month, waves }) {
	const lanes = lanesOf(week, waves), today = daysAgo(0);

	return html`<tr>${week.map((day, i) => {
		const here = lanes.map((lane) => lane.find((wave) => wave.from <= day && day <= wave.until));
		const busy = here.some((wave) => wave?.days.has(day));

		while (here.length > 0 && !here.at(-1)) here.pop();
		return html`<td key=${day} class=${[!day.startsWith(month) && "other", day === today && "now", busy && "busy"].filter(Boolean).join(" ")}>
			<span class="date" aria-hidden="true">${Number(day.slice(8))}</span><span class="hidden">${dayLong.format(new Date(day))}</span>
			${here.map((wave) => (wave ? html`<${Part} key=${wave.wave_id} wave=${wave} day=${day} begins=${i === 0 || day === wave.from} />` : html`<span class="sitting none"></span>`))}</td>`;
	})}</tr>`;
}

// The month is in the address; Page Up and Page Down turn it, Home comes back to this one.
export function Calendar({ route }) {
	const now = daysAgo(0).slice(0, 7), month = /^\d{4}-(0[1-9]|1[0-2])$/.test(route.query.month ?? "") ? route.query.month : now;
	const [year, index] = [Number(month.slice(0, 4)), Number(month.slice(5)) - 1];
	const data = useData(`/sittings${query({ from: iso(utc(year, index, 1 - AROUND)), to: iso(utc(year, index + 1, AROUND)) })}`, 60);
	const waves = wavesOf((data.value?.items ?? []).filter((one) => one.state !== "cancelled")), holder = useRef(null);
	const show = (name) => setQuery({ month: name === now ? "" : name }, { replace: false });
	const turn = (by) => show(iso(utc(year, index + by)).slice(0, 7));
	const keys = { PageUp: () => turn(-1), PageDown: () => turn(1), Home: () => show(now) };

	useEffect(() => {
		const listen = (e) => {
			if (!keys[e.key] || e.ctrlKey || e.metaKey || e.altKey || !holder.current?.contains(e.target)) return;
			e.preventDefault();
			keys[e.key]();
		};

		document.addEventListener("keydown", listen);
		return () => document.removeEventListener("keydown", listen);
	}, [month]);
	return html`<section data-testid="calendar" ref=${holder}><div class="row month"><button type="button" aria-label=${t("calendar.before")} onClick=${() => turn(-1)}>←</button>
			<h2 aria-live="polite">${monthName.format(utc(year, index))}</h2>
			<button type="button" aria-label=${t("calendar.after")} onClick=${() => turn(1)}>→</button>
			${month !== now && html`<button type="button" class="plain" onClick=${() => show(now)}>${t("calendar.today")}</button>`}</div>
		${!data.value ? html`<${Waiting} data=${data} />` : html`
		<table class="calendar" tabindex="0" aria-describedby="calendar-keys"><caption class="hidden">${t("calendar")}</caption>
			<thead><tr>${weeksOf(year, index)[0].map((day) => html`<th scope="col">${dayName.format(new Date(day))}</th>`)}</tr></thead>
			<tbody>${weeksOf(year, index).map((week) => html`<${Week} key=${week[0]} week=${week} month=${month} waves=${waves} />`)}</tbody></table>
		${!waves.some((wave) => [...wave.days.keys()].some((day) => day.startsWith(month))) && html`<p class="quiet">${t("calendar.empty")}</p>`}
		<p class="quiet" id="calendar-keys">${t("calendar.keys")}</p>`}</section>`;
}
