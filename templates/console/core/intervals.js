// templates/console/core/intervals.js - changes with their intervals, one line each, as a drawing that prints well
import { html } from "./html.js";
import { t } from "./words.js";

const RIGHT = 30, ROW = 56, TOP = 34;

// A phone is as wide as the drawing of a desk is high: its letters would be a third of the size.
const size = () => (matchMedia("(max-width: 40rem)").matches ? { wide: 360, left: 70, every: 4 } : { wide: 640, left: 130, every: 1 });

function steps(most) {
	const step = [5, 10, 20, 25, 50, 100, 200, 500].find((one) => most / one <= 4) ?? 1000;
	const end = Math.max(step, Math.ceil(most / step) * step), all = [];

	for (let at = -end; at <= end; at += step) all.push(at);
	return all;
}

// rows: [{label, value, low, high}] in percent.
export function Intervals({ rows, label }) {
	const ticks = steps(Math.max(5, ...rows.flatMap((row) => [Math.abs(row.low), Math.abs(row.high)])));
	const { wide, left, every } = size(), most = ticks.at(-1), high = TOP + rows.length * ROW + 36;
	const x = (percent) => left + ((percent + most) / (2 * most)) * (wide - left - RIGHT), middle = (ticks.length - 1) / 2;
	const sign = (n) => `${n > 0 ? "+" : n < 0 ? "−" : ""}${Math.abs(n)}\u00a0%`;

	return html`<svg class="intervals" viewBox=${`0 0 ${wide} ${high}`} role="img" aria-label=${label}>
		<text class="side" x=${left} y="18">${`← ${t("effect.less")}`}</text>
		<text class="side end" x=${wide - RIGHT} y="18">${`${t("effect.more")} →`}</text>
		${ticks.map((at, i) => html`<line class=${at === 0 ? "zero" : "grid"} x1=${x(at)} x2=${x(at)} y1=${TOP} y2=${high - 30} />
			${(i - middle) % Math.min(every, middle) === 0 && html`<text class="tick" x=${x(at)} y=${high - 8}>${sign(at)}</text>`}`)}
		${rows.map((row, i) => {
			const y = TOP + i * ROW + ROW / 2;

			return html`<g class=${row.low > 0 ? "up" : row.high < 0 ? "down" : "open"}>
				<text class="name" x="0" y=${y + 6}>${row.label}</text>
				<line class="span" x1=${x(row.low)} x2=${x(row.high)} y1=${y} y2=${y} />
				<line class="edge" x1=${x(row.low)} x2=${x(row.low)} y1=${y - 9} y2=${y + 9} />
				<line class="edge" x1=${x(row.high)} x2=${x(row.high)} y1=${y - 9} y2=${y + 9} />
				<circle cx=${x(row.value)} cy=${y} r="8" /></g>`;
		})}
	</svg>`;
}
