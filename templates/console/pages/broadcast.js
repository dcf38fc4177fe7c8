// templates/console/pages/broadcast.js - one broadcast: approve, watch, hold, end, and how it went
import { html } from "../core/html.js";
import { post, useData } from "../core/api.js";
import { to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { may, whoami } from "../core/me.js";
import { tell, tellUndo } from "../core/toast.js";
import { dateClock, number, rupiah } from "../core/format.js";
import { Bar, Danger, Do, Page, State, Table, Waiting } from "../core/widgets.js";
import { Plan } from "./plan.js";

const DRAFTS = ["draft", "waiting"], LIVE = ["scheduled", "sending"];

function Progress({ one }) {
	const done = one.recipients - one.left;

	return html`<section class="sheet" data-testid="progress"><${Bar} n=${done} most=${one.recipients} label=${t("broadcasts.progress")} />
		<p>${t("broadcasts.done", { n: number(done), of: number(one.recipients) })}</p>
		<dl class="facts">${["sent", "delivered", "unknown", "failed", "left"].map((name) => html`<div class="fact" key=${name}>
			<dt>${t(`broadcasts.${name}`)}</dt><dd>${number(one[name])}</dd></div>`)}
			<div class="fact"><dt>${t("broadcasts.cost")}</dt><dd>${rupiah(one.cost)}</dd></div></dl></section>`;
}

function Actions({ one, plan, again }) {
	const act = (name, undo) => async () => {
		await post(`/broadcasts/${one.id}/${name}`);
		await again();
		if (!undo) tell(t(`broadcasts.did.${name}`));
		else tellUndo(t(`broadcasts.did.${name}`), async () => {
			await post(`/broadcasts/${one.id}/${undo}`);
			await again();
		});
	};
	const own = plan?.needs_second_person && one.made_by === whoami().login;

	return html`<div class="actions">
		${DRAFTS.includes(one.state) && html`<${Do} kind="main" testid="approve" disabled=${own || !plan || plan.blockers.length > 0}
			run=${act("approve", "pause")}>${t("broadcasts.approve")}<//>`}
		${LIVE.includes(one.state) && html`<${Do} testid="pause" run=${act("pause", "resume")}>${t("broadcasts.pause")}<//>`}
		${one.state === "paused" && html`<${Do} kind="main" testid="resume" run=${act("resume", "pause")}>${t("broadcasts.resume")}<//>`}
		${DRAFTS.includes(one.state) && own && html`<p class="notice">${t("broadcasts.own")}</p>`}
	</div>`;
}

function Reasons({ id }) {
	const data = useData(`/broadcasts/${id}/reasons`, 10);

	return data.value?.items.length > 0 && html`<section><h2>${t("broadcasts.reasons")}</h2><${Table} caption=${t("broadcasts.reasons")} rows=${data.value.items} columns=${[
		[t("broadcasts.state"), (row) => word("message", row.state)],
		[t("broadcasts.reason"), (row) => row.reason],
		[t("broadcasts.people"), (row) => number(row.people), "number"]]} /></section>`;
}

export function Broadcast({ id }) {
	const data = useData(`/broadcasts/${id}`, 3);
	const one = data.value;
	const draft = one && DRAFTS.includes(one.state);
	const plan = useData(draft ? `/broadcasts/${id}/preview` : null, 30);
	const back = { href: to("broadcasts"), text: t("menu.broadcasts") };
	const again = () => Promise.all([data.reload(), plan.reload()]);

	if (!one) return html`<${Page} title=${t("menu.broadcasts")} back=${back}><${Waiting} data=${data} /><//>`;
	return html`<${Page} title=${t("broadcasts.title", { id: one.id })} back=${back}>
		<p class="lead"><${State} group="broadcast" name=${one.state} /> ${t("broadcasts.by", { by: one.made_by, at: dateClock(one.created_at) })}
			${one.approved_by && `, ${t("broadcasts.approved", { by: one.approved_by, at: dateClock(one.approved_at) })}`}
			${one.starts_at && `, ${t("broadcasts.starts", { at: dateClock(one.starts_at) })}`}</p>
		${may.change() && html`<${Actions} one=${one} plan=${plan.value} again=${again} />`}
		${draft ? html`<section class="sheet"><h2>${t("broadcasts.plan")}</h2>${plan.value ? html`<${Plan} plan=${plan.value} />` : html`<${Waiting} data=${plan} />`}</section>`
			: html`<${Progress} one=${one} />`}
		<section class="sheet"><h2>${t("broadcasts.text")}</h2><p class="quiet">${t("broadcasts.audience", { audience: one.audience || t("broadcasts.all") })}</p>
			${one.texts.map((text) => html`<p class="quoted">${text.language && html`<strong>${word("language", text.language)}: </strong>`}${text.text}</p>`)}</section>
		<${Reasons} id=${id} />
		${may.change() && !["done", "cancelled"].includes(one.state) && html`<${Danger} title=${t("broadcasts.cancel")} expect=${one.id} submit=${t("broadcasts.cancel")} testid="broadcast-cancel"
			run=${async () => {
				await post(`/broadcasts/${id}/cancel`);
				await again();
				tell(t("broadcasts.did.cancel"));
			}}><p>${t("broadcasts.cancel.text")}</p><//>`}
	<//>`;
}
