// templates/console/pages/system.js - who carries SMS, how it goes, and whether the service is well
import { html } from "../core/html.js";
import { useData } from "../core/api.js";
import { t } from "../core/words.js";
import { ago, dateClock, daysAgo, decimal, number, rupiah, share } from "../core/format.js";
import { Empty, Page, State, Table, Waiting } from "../core/widgets.js";
import { DataTable } from "../core/data-table.js";
import { Outbox } from "./outbox.js";

const GIB = 2 ** 30;

function Health({ health }) {
	return html`<div class=${`light ${health.ready ? "good" : "fault"}`} role="status"><span class="dot" aria-hidden="true"></span>${health.ready ? t("system.ready") : t("today.not-ready", { why: health.reasons })}</div>
		<dl class="facts">
			<div class="fact"><dt>${t("today.queued")}</dt><dd>${number(health.queued)}<small>${health.oldest_queued_at ? t("system.oldest", { ago: ago(health.oldest_queued_at) }) : ""}</small></dd></div>
			<div class="fact"><dt>${t("system.sending")}</dt><dd>${number(health.sending)}</dd></div>
			<div class="fact"><dt>${t("system.disk")}</dt><dd>${health.disk_free < 0 ? "?" : `${decimal(health.disk_free / GIB)} GiB`}</dd></div>
			<div class="fact"><dt>${t("system.version")}</dt><dd>${health.version}<small>${t("system.migration", { n: health.migration })}</small></dd></div>
		</dl>`;
}

export function System({ route }) {
	const health = useData("/health", 10), gateways = useData("/gateways", 10);
	const figures = useData(`/figures/gateways?from=${daysAgo(30)}&to=${daysAgo(0)}`, 120).value?.items ?? [];

	if (!health.value || !gateways.value) return html`<${Page} title=${t("menu.system")}><${Waiting} data=${health.value ? gateways : health} /><//>`;
	return html`<${Page} wide title=${t("menu.system")}><${Health} health=${health.value} />
		<section><h2>${t("system.gateways")}</h2>${gateways.value.items.length === 0 ? html`<${Empty} title=${t("system.no-gateway")}><p>${t("system.no-gateway.text")}</p><//>`
			: html`<${Table} testid="gateways" caption=${t("system.gateways")} rows=${gateways.value.items} keyOf=${(one) => one.name} columns=${[
				[t("system.name"), (one) => html`<strong>${one.name}</strong> <span class="quiet">${one.type}</span>`],
				[t("waves.state"), (one) => html`<${State} group="gateway" name=${one.resting ? "resting" : "working"} />`],
				[t("system.sent"), (one) => number(one.sent), "number"], [t("system.failed"), (one) => number(one.failed), "number"],
				[t("system.retried"), (one) => number(one.retried), "number"],
				[t("system.success"), (one) => (one.last_success ? dateClock(one.last_success) : "–")],
				[t("system.error"), (one) => one.last_error ?? "–"]]} />`}
			<p class="quiet">${t("system.since")}</p></section>
		<${Outbox} route=${route} />
		${figures.length > 0 && html`<section><h2>${t("system.month")}</h2><${Table} caption=${t("system.month")} rows=${figures} keyOf=${(one) => one.name} columns=${[
			[t("system.name"), (one) => one.name], [t("today.in"), (one) => number(one.in), "number"], [t("today.out"), (one) => number(one.out), "number"],
			[t("broadcasts.delivered"), (one) => share(one.states.delivered, one.out)],
			[t("broadcasts.failed"), (one) => number(one.states.failed + one.states.rejected + one.states.expired), "number"],
			[t("broadcasts.unknown"), (one) => number(one.states.unknown), "number"],
			[t("today.cost"), (one) => rupiah(one.cost), "number"]]} />
			<${DataTable} name="gateway-30-hari" rows=${figures.map((one) => [one.name, one.in, one.out, one.segments, one.cost, ...Object.values(one.states)])}
				columns=${[{ title: t("system.name") }, ...["today.in", "today.out", "system.segments", "today.cost"].map((key) => ({ title: t(key), format: number })),
					...Object.keys(figures[0].states).map((key) => ({ title: t(`message.${key}`), format: number }))]} /></section>`}
	<//>`;
}
