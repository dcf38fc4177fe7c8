// templates/console/core/bars.js - steps as bars with their numbers, a drawing that prints well and is read from afar
import { html } from "./html.js";

const WIDE = 720, LEFT = 250, RIGHT = 186, ROW = 54, TOP = 6;

// rows: [{name, n, most, low, high, text, later}]: n of most as the bar's length, low and high the ends of its interval where
// there is one; later: there is no number yet, text says when.
export function Bars({ rows, label }) {
	const most = Math.max(1, ...rows.map((row) => row.most ?? row.high ?? row.n ?? 0)), high = TOP + rows.length * ROW;
	const x = (n) => LEFT + (n / most) * (WIDE - LEFT - RIGHT);

	return html`<svg class="bars" viewBox=${`0 0 ${WIDE} ${high}`} role="img" aria-label=${label}>
		${rows.map((row, i) => {
			const y = TOP + i * ROW;

			return html`<g class=${row.later ? "later" : ""}>
				<text class="name" x="0" y=${y + 31}>${row.name}</text>
				${row.later ? html`<line x1=${LEFT} x2=${WIDE - RIGHT} y1=${y + 24} y2=${y + 24} /><text class="when" x=${LEFT + 10} y=${y + 18}>${row.text}</text>`
					: html`<rect class="of" x=${LEFT} y=${y + 6} width=${Math.max(x(row.most ?? row.n) - LEFT, 2)} height=${ROW - 16} rx="4" />
						<rect class="n" x=${LEFT} y=${y + 6} width=${Math.max(x(row.n) - LEFT, 2)} height=${ROW - 16} rx="4" />
						${row.high && html`<line class="span" x1=${x(row.low)} x2=${x(row.high)} y1=${y + 25} y2=${y + 25} />
							${[row.low, row.high].map((end) => html`<line class="span" x1=${x(end)} x2=${x(end)} y1=${y + 15} y2=${y + 35} />`)}`}
						<text class="count" x=${Math.max(x(row.most ?? row.high ?? row.n), x(row.n)) + 10} y=${y + 32}>${row.text}</text>`}</g>`;
		})}
	</svg>`;
}
