// templates/console/pages/wave-plan.js - the plan of a wave: trainer, sittings, reminders before, tips after
import { html, useState } from "../core/html.js";
import { post, put, Refused, useData } from "../core/api.js";
import { t } from "../core/words.js";
import { may } from "../core/me.js";
import { attempt, tell, tellUndo } from "../core/toast.js";
import { clock, dateClock, dateLong, instant, isoDay, now, rupiah } from "../core/format.js";
import { Choice, Do, Form, Text, Ticks, Waiting } from "../core/widgets.js";

const OVER = ["done", "cancelled"];
const hour = (at) => clock(at).replace(".", ":");
const missing = (field) => new Refused({ status: 0, code: "missing", field });

function Move({ wave, sitting, again }) {
	const [day, setDay] = useState(isoDay(sitting.starts_at)), [time, setTime] = useState(hour(sitting.starts_at));
	const move = async (at) => {
		await post(`/waves/${wave.id}/sittings/move`, { sitting_id: sitting.id, starts_at: at });
		await again();
	};

	return html`<details class="inline"><summary>${t("sitting.move")}</summary>
		<p class="quiet">${t("sitting.move.help")}</p>
		<${Form} submit=${t("sitting.move.do")} kind="" testid="sitting-move" run=${async () => {
			const at = instant(day, time), before = sitting.starts_at;

			if (Number.isNaN(at)) throw missing("starts_at");
			await move(at);
			tellUndo(t("sitting.moved", { at: dateClock(at) }), () => move(before));
		}}>${(fault) => html`<div class="row"><${Text} label=${t("waves.day")} type="date" value=${day} set=${setDay} fault=${fault("starts_at")} />
			<${Text} label=${t("waves.time")} type="time" value=${time} set=${setTime} /></div>`}<//></details>`;
}

export function Sittings({ wave, again }) {
	const movable = (sitting) => may.change() && !OVER.includes(wave.state) && sitting.starts_at > now();

	return html`<section class="sheet"><h2>${t("waves.sittings")}</h2><ul class="plain-list">${wave.sittings.map((sitting) => html`
		<li key=${sitting.id}>${dateLong(sitting.starts_at)}, ${clock(sitting.starts_at)}
			${sitting.code && html` · ${t("waves.code")} <strong class="digits">${sitting.code}</strong>`}
			${movable(sitting) && html`<${Move} wave=${wave} sitting=${sitting} again=${again} />`}</li>`)}</ul>
		<p class="quiet">${t("waves.code.help")}</p></section>`;
}

// "3,1": days as people write them, with or without blanks.
const tidy = (text) => text.split(/[\s,;]+/).filter(Boolean).join(",");
const spoken = (days) => (days ? days.split(",").join(", ") : t("plan.none"));

function Change({ wave, plan, done }) {
	const [edit, setEdit] = useState({ reminder_days: plan.reminder_days.split(",").join(", "), series: plan.series,
		tip_days: plan.tip_days.split(",").join(", "), budget: plan.budget ? String(plan.budget) : "" });
	const set = (field) => (value) => setEdit({ ...edit, [field]: value });
	const keep = async (next) => {
		await put(`/waves/${wave.id}/plan`, next);
		await done();
	};

	return html`<${Form} testid="plan-change" submit=${t("plan.save")} run=${async () => {
		const { reminder_days, series, tip_days, budget } = plan, digits = edit.budget.replace(/\D/g, "");

		await keep({ reminder_days: tidy(edit.reminder_days), series: edit.series.trim().toUpperCase(), tip_days: tidy(edit.tip_days), budget: digits ? Number(digits) : null });
		tellUndo(t("plan.saved"), () => keep({ reminder_days, series, tip_days, budget }));
	}}>${(fault) => html`
		<${Text} label=${t("plan.remind")} help=${t("plan.remind.help")} value=${edit.reminder_days} set=${set("reminder_days")} maxlength="40" fault=${fault("reminder_days")} />
		<${Text} label=${t("plan.series")} help=${t("plan.series.help")} value=${edit.series} set=${set("series")} maxlength="1" fault=${fault("series")} />
		<${Text} label=${t("plan.tips")} help=${t("plan.tips.help")} value=${edit.tip_days} set=${set("tip_days")} maxlength="90" fault=${fault("tip_days")} />
		<${Text} label=${t("plan.budget")} help=${t("plan.budget.help")} inputmode="numeric" value=${edit.budget} set=${set("budget")} maxlength="18" fault=${fault("budget")} />`}<//>`;
}

// Whose traders may enrol; none chosen: everybody's.
function Markets({ wave, plan, done }) {
	const markets = useData("/markets").value?.items ?? [], before = plan.markets.map((one) => one.id);
	const [chosen, setChosen] = useState(before);
	const keep = async (ids) => {
		await put(`/waves/${wave.id}/markets`, { markets: ids.map((id) => ({ id })) });
		await done();
	};

	return markets.length > 1 && html`<div data-testid="wave-markets"><${Ticks} legend=${t("plan.markets.which")} options=${markets.map((one) => [one.id, one.name])} chosen=${chosen} set=${setChosen} />
		<${Do} disabled=${[...chosen].sort().join() === [...before].sort().join()} run=${async () => {
			await keep(chosen);
			tellUndo(t("plan.markets.kept"), () => keep(before));
		}}>${t("plan.markets.keep")}<//></div>`;
}

export function WavePlan({ wave }) {
	const data = useData(`/waves/${wave.id}/plan`, 60), plan = data.value;
	const trainers = (useData(may.change() ? "/staff?limit=200" : null, 120).value?.items ?? []).filter((one) => one.role === "trainer");
	const train = (id) => attempt(async () => {
		const before = plan.trainer_id;

		await put(`/waves/${wave.id}/trainer`, { staff_id: id || null });
		await data.reload();
		tellUndo(t("plan.trained"), async () => {
			await put(`/waves/${wave.id}/trainer`, { staff_id: before });
			await data.reload();
		});
	});

	if (data.problem && !plan) return null; // another trainer's wave
	if (!plan) return html`<${Waiting} data=${data} />`;
	return html`<section class="sheet" data-testid="wave-plan"><h2>${t("plan")}</h2>
		<dl class="facts"><div class="fact"><dt>${t("plan.trainer")}</dt><dd class="small">${plan.trainer ?? t("inbox.nobody")}</dd></div>
			<div class="fact"><dt>${t("plan.remind")}</dt><dd class="small">${spoken(plan.reminder_days)}</dd></div>
			<div class="fact"><dt>${t("plan.tips")}</dt><dd class="small">${plan.tip_days ? `${plan.series}: ${spoken(plan.tip_days)}` : t("plan.none")}</dd></div>
			<div class="fact"><dt>${t("plan.markets")}</dt><dd class="small">${plan.markets.map((one) => one.name).join(", ") || t("plan.markets.all")}</dd></div>
			<div class="fact"><dt>${t("plan.budget")}</dt><dd class="small">${plan.budget ? rupiah(plan.budget) : "–"}</dd></div></dl>
		${may.change() && wave.state !== "cancelled" && html`<details><summary>${t("plan.change")}</summary>
			<${Choice} label=${t("plan.trainer")} value=${plan.trainer_id ?? ""} set=${train} options=${[["", t("inbox.nobody")], ...trainers.map((one) => [one.id, one.name || one.login])]} />
			<${Change} key=${JSON.stringify(plan)} wave=${wave} plan=${plan} done=${data.reload} />
			<${Markets} key=${plan.markets.map((one) => one.id).join()} wave=${wave} plan=${plan} done=${data.reload} /></details>`}
	</section>`;
}
