// templates/console/core/plot.js - lines over days, with the data beside them
//
// Everything a plot shows is in the table below it, and in the files made of that table.
import uPlot from "../vendor/uplot.js";
import { html, useEffect, useMemo, useRef } from "./html.js";
import { day, dayShort, number } from "./format.js";
import { t } from "./words.js";
import { DataTable } from "./data-table.js";

// Safe beside each other for colour-blind eyes, dark enough on white; the dash tells them apart in print.
const INKS = ["#0b5d4e", "#b3541e", "#3d4fa1", "#6b6b6b"];
const DASHES = [[], [8, 4], [3, 3], [12, 3, 3, 3]];
const LONE = 3 * 86400; // seconds before and after a single day, which uPlot would make years
const FONT = "15px system-ui, sans-serif";

const seconds = (dayText) => Date.parse(`${dayText}T00:00:00Z`) / 1000;
const iso = (at) => new Date(at * 1000).toISOString().slice(0, 10);

// Spans of days, such as waves, as bands behind the lines.
function drawBands(plot, bands) {
	const { ctx, bbox } = plot;

	ctx.save();
	ctx.beginPath();
	ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
	ctx.clip();
	for (const band of bands) {
		const left = plot.valToPos(seconds(band.from), "x", true);
		const right = plot.valToPos(seconds(band.to) + 86400, "x", true);

		ctx.fillStyle = "#f3e3c0";
		ctx.fillRect(left, bbox.top, Math.max(right - left, 3), bbox.height);
		ctx.fillStyle = "#5a4511";
		ctx.font = `${13 * devicePixelRatio}px system-ui, sans-serif`;
		ctx.fillText(band.name, left + 4, bbox.top + 16 * devicePixelRatio);
	}
	ctx.restore();
}

function options({ series, bands, low, width, height }) {
	const axis = { font: FONT, stroke: "#3a3f45", grid: { stroke: "#e4e1d8", width: 1 }, ticks: { show: false } };
	const lines = [], ranges = [];

	series.forEach((line, i) => {
		const ink = INKS[i % INKS.length], at = lines.length + 1;

		lines.push({ label: line.label, stroke: ink, width: 2.5, dash: DASHES[i % DASHES.length], spanGaps: false,
			points: { show: line.values.length < 40, size: 7 }, value: (u, v, k, i) => (v === null ? "–" : `${line.format(v)}${line.low && line.low[i] !== null && line.low[i] !== undefined ? ` (${line.format(line.low[i])}–${line.format(line.high[i])})` : ""}`) });
		if (!line.low) return;
		for (const edge of [t("plot.low"), t("plot.high")]) {
			lines.push({ label: `${line.label} ${edge}`, class: "edge", stroke: "transparent", points: { show: false },
				value: (u, v) => (v === null ? "–" : line.format(v)) });
		}
		ranges.push({ series: [at + 2, at + 1], fill: `${ink}33` });
	});
	return {
		width, height, bands: ranges, cursor: { y: false },
		scales: { x: { time: true, range: (u, min, max) => (u.data[0].length === 1 ? [u.data[0][0] - LONE, u.data[0][0] + LONE] : [min, max]) }, y: { range: (u, min, max) => [low ?? Math.min(min, 0), max > 0 ? max * 1.08 : 1] } },
		tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "UTC"),
		series: [{ label: t("plot.day"), value: (u, v) => (v === null ? "–" : day(iso(v))) }, ...lines],
		axes: [{ ...axis, values: (u, splits) => splits.map((at) => dayShort(iso(at))), space: 80 },
			{ ...axis, size: 84, values: (u, splits) => splits.map((v) => (Number.isInteger(v) || v > 10 ? series[0].format(v) : "")) }],
		hooks: { drawClear: [(u) => drawBands(u, bands ?? [])] },
	};
}

// days: ISO days, ascending. series: [{label, values, format, low, high}], null where nothing is known;
// low and high are the ends of the interval, n of how many. bands: [{from, to, name}]. what: what all of them tell, which the
// table says with each label and the heading above the plot once.
export function Plot({ name, what, days, series, bands, low, height = 280 }) {
	const holder = useRef(null);
	const data = useMemo(() => [days.map(seconds), ...series.flatMap((line) =>
		(line.low ? [line.values, line.low, line.high] : [line.values]))], [JSON.stringify([days, series])]);
	const listed = series.flatMap((line) => [line.values, ...(line.low ? [line.low, line.high] : []), ...(line.n ? [line.n] : [])]);

	useEffect(() => {
		const box = holder.current;
		const plot = new uPlot(options({ series, bands, low, width: box.clientWidth, height }), data, box);
		const watcher = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));

		watcher.observe(box);
		return () => {
			watcher.disconnect();
			plot.destroy();
		};
	}, [data, JSON.stringify(bands), height]);

	const titleOf = ({ label }) => (what ? `${what}: ${label}` : label);
	const columns = [{ title: t("plot.day") }, ...series.flatMap((line) => [{ title: titleOf(line), format: line.format },
		...(line.low ? [{ title: `${titleOf(line)} ${t("plot.low")}`, format: line.format },
			{ title: `${titleOf(line)} ${t("plot.high")}`, format: line.format }] : []), ...(line.n ? [{ title: `${titleOf(line)} n`, format: number }] : [])])];
	const rows = days.map((at, i) => [at, ...listed.map((values) => values[i])]);
	return html`<figure class="plot">
		<div ref=${holder} role="img" aria-label=${series.map(titleOf).join(", ")}></div>
		<${DataTable} name=${name} columns=${columns} rows=${rows} />
	</figure>`;
}
