// templates/console/core/format.js - numbers, money, days and times as the office writes them
import { language, t } from "./words.js";

const locale = language === "en" ? "en-GB" : "id-ID";
const ZONE = "Asia/Jakarta";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

const maker = (fields) => {
	const format = new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...fields });

	return (at) => (at === null || at === undefined ? "" : format.format(new Date(at * 1000)));
};
const dayMaker = (fields) => {
	const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...fields });

	return (day) => (day ? format.format(new Date(`${day}T00:00:00Z`)) : "");
};

export const number = (n) => (n === null || n === undefined ? "" : whole.format(n));
export const rupiah = (n) => (n === null || n === undefined ? "" : `Rp${whole.format(n)}`);
export const rupiahShort = (n) => (n === null || n === undefined ? "" : `Rp${short.format(n)}`);
export const decimal = (n) => (n === null || n === undefined ? "" : tenths.format(n));
// A share without its count would mislead: "8 dari 30 (27 %)".
export const share = (n, of) => (of > 0 ? t("share", { n: whole.format(n), of: whole.format(of),
	percent: (n < of / 10 ? tenths : whole).format((100 * n) / of) }) : "");

export const date = maker({ day: "numeric", month: "short", year: "numeric" });
export const dateLong = maker({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const clock = maker({ hour: "2-digit", minute: "2-digit" });
export const dateClock = (at) => (at ? `${date(at)} ${clock(at)}` : "");
export const day = dayMaker({ day: "numeric", month: "short", year: "numeric" });
export const dayShort = dayMaker({ day: "numeric", month: "short" });

// A median without how sure it is would mislead: "Rp350.000 (Rp300.000–Rp400.000, n 30)".
export const medianOf = (value, low, high, n, format = rupiah) => (n > 0 && value !== null && value !== undefined
	? low === null || low === undefined ? t("median.few", { value: format(value), n: whole.format(n) })
		: t("median.of", { value: format(value), low: format(low), high: format(high), n: whole.format(n) }) : "–");

const isoParts = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit",
	day: "2-digit" });

// "2026-12-05" in WIB.
export const isoDay = (at) => isoParts.format(new Date(at * 1000));
export const now = () => Math.floor(Date.now() / 1000);
export const daysAgo = (n) => isoDay(now() - n * 86400);

// A day of the address, or another when it is none.
export const dayOr = (text, other) => (/^\d{4}-\d\d-\d\d$/.test(text ?? "") ? text : other);

// Unix seconds of a day and a time of the clock in WIB; NaN when one is missing.
export const instant = (dayText, timeText) =>
	Math.floor(Date.parse(`${dayText}T${timeText}:00+07:00`) / 1000);

export function ago(at) {
	const seconds = now() - at;

	if (seconds < 60) return t("ago.now");
	if (seconds < 3600) return t("ago.minutes", { n: Math.floor(seconds / 60) });
	if (seconds < 86400) return t("ago.hours", { n: Math.floor(seconds / 3600) });
	if (seconds < 7 * 86400) return t("ago.days", { n: Math.floor(seconds / 86400) });
	return date(at);
}

// A span of time in its largest unit.
export function span(seconds) {
	if (seconds < 3600) return t("span.minutes", { n: Math.max(1, Math.round(seconds / 60)) });
	if (seconds < 2 * 86400) return t("span.hours", { n: Math.round(seconds / 3600) });
	return t("span.days", { n: Math.round(seconds / 86400) });
}

export const nameOf = (trader) => trader.name || trader.phone || t("trader.nameless");
export const whereOf = (trader) => [trader.market, trader.stall].filter(Boolean).join(" · ");
