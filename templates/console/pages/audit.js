// templates/console/pages/audit.js - who changed what, and whether the record is whole
import { html, useEffect, useState } from "../core/html.js";
import { query, useData, usePages } from "../core/api.js";
import { setQuery } from "../core/route.js";
import { t } from "../core/words.js";
import { dateClock, number } from "../core/format.js";
import { Empty, More, Page, Table, Text, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { useLate } from "./find-trader.js";

function Verdict() {
	const { value } = useData("/audit/verdict");

	if (!value) return null;
	return html`<div class=${`light ${value.whole ? "good" : "fault"}`} role="status"><span class="dot" aria-hidden="true"></span>
		${value.whole ? t("audit.whole", { n: number(value.rows) }) : t("audit.broken", { id: value.broken, why: value.why })}</div>`;
}

export function Audit({ route }) {
	const [actor, setActor] = useState(route.query.actor ?? ""), [subject, setSubject] = useState(route.query.subject ?? "");
	const late = useLate(JSON.stringify({ actor: actor.trim(), subject: subject.trim() }));
	const list = usePages(`/audit${query(JSON.parse(late))}`, 20);

	useEffect(() => setQuery(JSON.parse(late)), [late]);
	return html`<${Page} wide title=${t("menu.audit")} actions=${html`<${Files} path="/audit" query=${query(JSON.parse(late))} />`}><${Verdict} />
		<div class="row filters"><${Text} label=${t("audit.actor")} help=${t("audit.actor.help")} value=${actor} set=${setActor} maxlength="64" />
			<${Text} label=${t("audit.subject")} help=${t("audit.subject.help")} value=${subject} set=${setSubject} maxlength="60" /></div>
		${!list.items ? html`<${Waiting} data=${list} />` : list.items.length === 0 ? html`<${Empty} title=${t("audit.none")}><p>${t("audit.none.text")}</p><//>`
			: html`<${Table} testid="audit" caption=${t("menu.audit")} rows=${list.items} keyOf=${(one) => one.id} columns=${[
				[t("audit.at"), (one) => dateClock(one.at)], [t("audit.actor"), (one) => one.actor],
				[t("audit.action"), (one) => html`<code>${one.action}</code>`], [t("audit.subject"), (one) => one.subject], [t("audit.detail"), (one) => one.detail]]} /><${More} list=${list} />`}
	<//>`;
}
