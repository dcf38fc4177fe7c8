// templates/console/pages/broadcast-new.js - writes a broadcast: to whom, what, when; its money at once
import { html, useEffect, useState } from "../core/html.js";
import { post, useData } from "../core/api.js";
import { go, to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { sentence, tell } from "../core/toast.js";
import { instant } from "../core/format.js";
import { Field, Form, Page, Tabs, Text, Ticks, Waiting } from "../core/widgets.js";
import { useLate } from "./find-trader.js";
import { Plan } from "./plan.js";
import { Length, usePreview } from "./thread.js";

const STATUSES = ["enrolled", "waiting", "offered", "attended", "absent", "cancelled"];
const LANGUAGES = ["id", "jv", "en"];

function Words({ label, value, set, fault, help }) {
	return html`<${Field} label=${label} fault=${fault} help=${help}>${(own) => html`<textarea rows="4" ...${own} maxlength="480"
		value=${value} onInput=${(e) => set(e.target.value)}></textarea>`}<//><${Length} preview=${usePreview(value)} />`;
}

function body(draft) {
	const { whom, markets, waves, statuses, languages, silent, text, other, day, time } = draft;
	const ids = (list) => list.map((id) => ({ id }));
	const audience = whom === "all" ? { all: true } : {
		...(markets.length > 0 && { markets: ids(markets) }), ...(waves.length > 0 && { waves: ids(waves) }),
		...(statuses.length > 0 && { statuses }), ...(languages.length > 0 && { languages }),
		...(silent > 0 && { silent_days: Number(silent) }),
	};
	const texts = [{ language: "", text: text.trim() }, ...Object.entries(other).filter(([, words]) => words.trim())
		.map(([language, words]) => ({ language, text: words.trim() }))];
	const at = instant(day, time);

	return { audience, texts, ...(day && !Number.isNaN(at) && { starts_at: at }) };
}

const ready = (draft) => draft.text.trim() && (draft.whom === "all" || Object.keys(body(draft).audience).length > 0);

// The plan of what is written, a moment after the last change.
function usePlan(draft) {
	const late = useLate(ready(draft) ? JSON.stringify(body(draft)) : "", 500);
	const [plan, setPlan] = useState({});

	useEffect(() => {
		let over = false;

		setPlan({});
		if (late) {
			post("/broadcasts/preview", JSON.parse(late)).then((value) => !over && setPlan({ value }),
				(e) => !over && setPlan({ problem: e.problem }));
		}
		return () => {
			over = true;
		};
	}, [late]);
	return plan;
}

export function NewBroadcast({ route }) {
	const markets = useData("/markets"), waves = useData("/waves?limit=200");
	const [draft, setDraft] = useState({ whom: route.query.wave ? "some" : "all", markets: [], waves: route.query.wave ? [route.query.wave] : [],
		statuses: route.query.wave ? ["enrolled"] : [], languages: [], silent: "", text: "", other: {}, day: "", time: "09:00" });
	const plan = usePlan(draft);
	const set = (field) => (value) => setDraft((was) => ({ ...was, [field]: value }));

	if (!markets.value || !waves.value) return html`<${Page} title=${t("broadcasts.new")}><${Waiting} data=${markets} /><//>`;
	return html`<${Page} wide title=${t("broadcasts.new")} back=${{ href: to("broadcasts"), text: t("menu.broadcasts") }}>
		<div class="halves"><div class="sheet"><${Form} submit=${t("broadcasts.save")} testid="broadcast-new" run=${async () => {
			const { id } = await post("/broadcasts", body(draft));

			tell(t("broadcasts.saved"));
			go(`broadcasts/${id}`);
		}}>${(fault) => html`
			<h2>${t("broadcasts.whom")}</h2>
			<${Tabs} label=${t("broadcasts.whom")} value=${draft.whom} set=${set("whom")} options=${[["all", t("broadcasts.all")], ["some", t("broadcasts.some")]]} />
			${draft.whom === "some" && html`
				${waves.value.items.length > 0 && html`<${Ticks} legend=${t("menu.waves")} chosen=${draft.waves} set=${set("waves")} options=${waves.value.items.map((wave) => [wave.id, wave.name])} />`}
				${draft.waves.length > 0 && html`<${Ticks} legend=${t("broadcasts.statuses")} chosen=${draft.statuses} set=${set("statuses")} options=${STATUSES.map((one) => [one, word("enrolment", one)])} />`}
				${markets.value.items.length > 0 && html`<${Ticks} legend=${t("waves.market")} chosen=${draft.markets} set=${set("markets")} options=${markets.value.items.map((market) => [market.id, market.name])} />`}
				<${Ticks} legend=${t("broadcasts.languages")} chosen=${draft.languages} set=${set("languages")} options=${LANGUAGES.map((one) => [one, word("language", one)])} />
				<${Text} label=${t("broadcasts.silent")} type="number" min="0" max="3650" value=${draft.silent} set=${set("silent")} fault=${fault("silent_days")} />`}
			<h2>${t("broadcasts.text")}</h2>
			<${Words} label=${t("broadcasts.text.usual")} help=${t("broadcasts.text.help")} value=${draft.text} set=${set("text")} fault=${fault("text")} />
			<details><summary>${t("broadcasts.text.other")}</summary>${["jv", "en"].map((language) => html`<${Words} key=${language} label=${word("language", language)}
				value=${draft.other[language] ?? ""} set=${(words) => set("other")({ ...draft.other, [language]: words })} />`)}</details>
			<h2>${t("broadcasts.when")}</h2><p class="quiet">${t("broadcasts.when.help")}</p>
			<div class="row"><${Text} label=${t("waves.day")} type="date" value=${draft.day} set=${set("day")} fault=${fault("starts_at")} />
				<${Text} label=${t("waves.time")} type="time" value=${draft.time} set=${set("time")} /></div>`}<//></div>
		<aside class="sheet" aria-label=${t("broadcasts.plan")}><h2>${t("broadcasts.plan")}</h2>
			${plan.value ? html`<${Plan} plan=${plan.value} />` : plan.problem ? html`<p class="wrong">${sentence(plan.problem)}</p>`
				: html`<p class="quiet">${ready(draft) ? t("waiting") : t("broadcasts.plan.help")}</p>`}</aside></div>
	<//>`;
}
