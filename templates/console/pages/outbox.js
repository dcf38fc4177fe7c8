// templates/console/pages/outbox.js - messages that wait, failed or of which nothing is known, and what may be done
import { html } from "../core/html.js";
import { usePages } from "../core/api.js";
import { setQuery, to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { may } from "../core/me.js";
import { dateClock, number } from "../core/format.js";
import { Empty, More, Table, Tabs, Waiting } from "../core/widgets.js";
import { SendAgain } from "./lost.js";

const STATES = ["queued", "failed", "expired", "rejected", "unknown"];

export function Outbox({ route }) {
	const state = STATES.includes(route.query.box) ? route.query.box : "queued";
	const list = usePages(`/outbox?state=${state}&limit=20`, 10);
	const columns = [
		[t("outbox.to"), (one) => html`<span class="digits">${one.trader_id && may.read() ? html`<a href=${to(`traders/${one.trader_id}`)}>${one.phone}</a>` : one.phone}</span>`],
		[t("outbox.kind"), (one) => word("message-kind", one.kind)],
		[t("tips.text"), (one) => one.text ?? "–"],
		[t("outbox.at"), (one) => dateClock(one.at)],
		state === "queued" ? [t("outbox.due"), (one) => html`${dateClock(one.due_at)} <span class="quiet">${t("outbox.until", { at: dateClock(one.expires_at) })}</span>`]
			: [t("outbox.why"), (one) => one.error ?? word("message", one.state)],
		[t("outbox.tries"), (one) => number(one.tries), "number"], [t("outbox.gateway"), (one) => one.gateway]];

	if (state !== "queued" && state !== "unknown") {
		columns.push(["", (one) => one.trader_id && html`<${SendAgain} message=${one} again=${list.reload} />`]);
	}
	return html`<section data-testid="outbox"><h2>${t("outbox")}</h2>
		<${Tabs} label=${t("waves.state")} value=${state} set=${(key) => setQuery({ box: key === "queued" ? "" : key }, { replace: false })}
			options=${STATES.map((key) => [key, word("message", key)])} />
		<p class="quiet">${t(`outbox.help.${state}`)}</p>
		${!list.items ? html`<${Waiting} data=${list} />` : list.items.length === 0 ? html`<${Empty} title=${t(`outbox.none.${state}`)}><p>${t("outbox.none.text")}</p><//>`
			: html`<${Table} caption=${t("outbox")} rows=${list.items} keyOf=${(one) => one.id} columns=${columns} /><${More} list=${list} />`}
	</section>`;
}
