// templates/console/core/bars.js - steps as bars with their numbers, read from afar and on paper
import { html } from "./html.js";

const HIGH = 10, WIDE = 100;

// rows: [{name, n, most, low, high, text, later}]: n of most as the bar's length, low and high the ends of its interval where
// there is one; later: there is no number yet, text says when.
export function Bars({ rows, label }) {
	const longest = Math.max(1, ...rows.map((row) => row.most ?? row.high ?? row.n ?? 0)), x = (n) => (n / longest) * WIDE;
	const drawing = (row) => (row.later ? html`<line class="later" x1="0" x2=${WIDE} y1=${HIGH / 2} y2=${HIGH / 2} />`
		: html`<rect class="of" width=${Math.max(x(row.most ?? row.n), 0.5)} height=${HIGH} /><rect class="n" width=${Math.max(x(row.n), 0.5)} height=${HIGH} />
			${row.high && html`<path class="span" d=${`M${x(row.low)} 2v6M${x(row.high)} 2v6M${x(row.low)} 5H${x(row.high)}`} />`}`);

	return html`<div class="bars" role="img" aria-label=${label}>${rows.map((row) => html`<div key=${row.name} class=${row.later ? "bar-row later" : "bar-row"}>
		<span class="name">${row.name}</span><svg viewBox=${`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" aria-hidden="true">${drawing(row)}</svg><span class="told">${row.text}</span></div>`)}</div>`;
}
