// templates/console/pages/dialogue-graph.js - the states of the dialogue as a drawing: a row for each task
import { html, useMemo } from "../core/html.js";
import { setQuery, to as toPage } from "../core/route.js";
import { t } from "../core/words.js";
import { number } from "../core/format.js";

const BOX = { wide: 136, high: 38, gap: 22, lane: 92, left: 12, top: 26 };

// "sale.amount" stands in the row of "sale", in the order of the table; states of no row share the first, the menu before them.
function place(states) {
	const task = (state) => state.name.split(".")[0], tasks = states.map(task);
	const rows = ["", ...new Set(tasks.filter((name, i) => tasks.indexOf(name) !== i))], filled = rows.map(() => 0), at = {};

	for (const state of states) {
		const row = Math.max(rows.indexOf(task(state)), 0);

		at[state.name] = { x: BOX.left + filled[row]++ * (BOX.wide + BOX.gap), y: BOX.top + row * BOX.lane };
	}
	return { at, rows: rows.length };
}

// An arc above the boxes forwards, below them backwards; a straight line from row to row.
function arrow(from, to) {
	const a = from.x + BOX.wide / 2, b = to.x + BOX.wide / 2;

	if (from.y !== to.y) {
		const down = to.y > from.y;

		return `M${a} ${from.y + (down ? BOX.high : 0)}L${b} ${to.y + (down ? 0 : BOX.high)}`;
	}
	const side = b > a ? from.y : from.y + BOX.high, bend = (b > a ? -1 : 1) * Math.min(12 + Math.abs(b - a) / 12, 24);

	return `M${a} ${side}C${a} ${side + bend} ${b} ${side + bend} ${b} ${side}`;
}

// chosen: the state that is explained; here: where the phone beside it stands. Either may be null.
export function Graph({ states, chosen, here }) {
	const { at, rows } = useMemo(() => place(states), [states]);
	const wide = Math.max(...Object.values(at).map((one) => one.x)) + BOX.wide + BOX.left;
	const moves = states.flatMap((from) => from.next.map((name) => ({ from: from.name, to: name })));
	// The menu leads nearly everywhere: its lines are drawn when it is the one that is asked about.
	const drawn = moves.filter(({ from, to }) => (from === chosen || to === chosen
		|| (from !== "idle" && at[from].y === at[to].y)));

	return html`<div class="graph" tabindex="0" role="region" aria-label=${t("dialogue.graph")}>
		<svg width=${wide} height=${rows * BOX.lane} viewBox=${`0 0 ${wide} ${rows * BOX.lane}`}>
			<title>${t("dialogue.graph")}</title>
			<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8Z" /></marker></defs>
			${drawn.map(({ from, to }) => html`<path key=${`${from} ${to}`} marker-end="url(#tip)"
				class=${from === chosen ? "move out" : to === chosen ? "move in" : "move"} d=${arrow(at[from], at[to])} />`)}
			${states.map((state) => html`<a key=${state.name} href=${toPage(`dialogue?state=${state.name}`)} aria-current=${state.name === chosen ? "true" : undefined}
				aria-label=${`${state.name}${state.people > 0 ? `, ${t("dialogue.people", { n: number(state.people) })}` : ""}${state.name === here ? `, ${t("dialogue.here")}` : ""}`}
				onClick=${(e) => {
					e.preventDefault();
					setQuery({ state: state.name });
				}}>
				<g class=${`node${state.name === chosen ? " chosen" : ""}${state.name === here ? " here" : ""}`}>
					<rect x=${at[state.name].x} y=${at[state.name].y} width=${BOX.wide} height=${BOX.high} rx="6" />
					<text x=${at[state.name].x + BOX.wide / 2} y=${at[state.name].y + 24}>${state.name}</text>
					${state.people > 0 && html`<text class="people" x=${at[state.name].x + BOX.wide - 4} y=${at[state.name].y - 4}>${number(state.people)}</text>`}
				</g></a>`)}
		</svg></div>`;
}
