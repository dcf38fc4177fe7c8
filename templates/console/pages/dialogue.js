// templates/console/pages/dialogue.js - what the bot asks and where an answer leads, with a phone to try it
import { html, useEffect, useRef, useState } from "../core/html.js";
import { post, useData } from "../core/api.js";
import { may } from "../core/me.js";
import { setQuery, to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { number } from "../core/format.js";
import { Choice, Do, Form, Page, Tabs, Text, Waiting } from "../core/widgets.js";
import { Graph } from "./dialogue-graph.js";

// A phone in a world of its own: it sends all it ever typed, and shows what came back.
function Phone({ languages, arrive }) {
	const [language, setLanguage] = useState(languages[0]), [channel, setChannel] = useState("sms");
	const [sent, setSent] = useState([]), [answers, setAnswers] = useState([]), [typed, setTyped] = useState("");
	const end = useRef(null);

	async function play(steps, inLanguage) {
		const tried = steps.length > 0 ? (await post("/flow/try", { language: inLanguage, steps })).steps : [];

		setSent(steps);
		setAnswers(tried);
		arrive(tried.at(-1)?.state ?? null);
	}
	const dials = channel === "ussd" && (sent.at(-1)?.channel !== "ussd" || answers.at(-1)?.ends);
	async function send() {
		const text = typed.trim();

		if (text === "" && !dials) return;
		await play([...sent, { text: dials ? "" : text, channel }], language);
		setTyped("");
	}
	useEffect(() => {
		if (end.current) end.current.scrollTop = end.current.scrollHeight;
	}, [answers]);
	return html`<section class="trial" aria-label=${t("dialogue.phone")}>
		<h2>${t("dialogue.phone")}</h2><p class="quiet">${t("dialogue.phone.text")}</p>
		<${Choice} label=${t("dialogue.language")} value=${language} options=${languages.map((one) => [one, word("language", one)])}
			set=${(one) => {
				setLanguage(one);
				setSent([]);
				setAnswers([]);
				arrive(null);
			}} />
		<${Tabs} label=${t("dialogue.channel")} value=${channel} set=${setChannel} options=${[["sms", "SMS"], ["ussd", "USSD"]]} />
		<div class="screen" ref=${end} role="log" tabindex="0" aria-label=${t("dialogue.talk")} data-testid="trial">
			${sent.map((step, i) => html`<div key=${i}>
				<p class="mine">${step.text === "" ? t("dialogue.dialled") : step.text}</p>
				${(answers[i]?.replies ?? []).map((reply, k) => html`<p class="theirs" key=${k}>${reply}</p>`)}
				${answers[i]?.ends && html`<p class="quiet">${t("dialogue.ended")}</p>`}
			</div>`)}</div>
		<${Form} testid="trial-form" run=${send} submit=${t(dials ? "dialogue.dial" : "dialogue.send")}>${(fault) => !dials && html`
			<${Text} label=${t("dialogue.text")} value=${typed} set=${setTyped} fault=${fault("steps")} maxlength="500" autocomplete="off" />`}<//>
		<div class="actions"><${Do} kind="plain" disabled=${sent.length === 0} run=${() => play(sent.slice(0, -1), language)}>${t("dialogue.back")}<//>
			<${Do} kind="plain" disabled=${sent.length === 0} run=${() => play([], language)}>${t("dialogue.anew")}<//></div>
	</section>`;
}

function Names({ title, names }) {
	return names.length > 0 && html`<dt>${title}</dt><dd>${names.map((name) => html`<a class="chip" key=${name} href=${to(`dialogue?state=${name}`)}>${name}</a> `)}</dd>`;
}

function Explained({ states, state }) {
	return html`<section data-testid="state"><h2><code>${state.name}</code></h2>
		<dl class="pairs"><dt>${t("dialogue.kind")}</dt><dd>${word("dialogue.kind", state.kind)}</dd>
			<dt>${t("dialogue.lives")}</dt><dd>${state.lifetime === 0 ? t("dialogue.ever") : t("dialogue.hours", { n: number(Math.round(state.lifetime / 360) / 10) })}</dd>
			<dt>${t("dialogue.now")}</dt><dd>${t("dialogue.people", { n: number(state.people) })}</dd>
			<${Names} title=${t("dialogue.leads")} names=${state.next} />
			<${Names} title=${t("dialogue.from")} names=${states.filter((one) => one.next.includes(state.name)).map((one) => one.name)} />
			${state.back && html`<${Names} title=${t("dialogue.cancel")} names=${[state.back]} />`}</dl>
		${state.texts.map((text) => html`<h3 key=${text.language} lang=${text.language}>${word("language", text.language)}</h3>
			${["ask", "again", "hint"].filter((kind, i, all) => all.findIndex((one) => text[one] === text[kind]) === i).map((kind) => html`
				<p key=${kind} class="wording" lang=${text.language}><span class="quiet">${t(`dialogue.${kind}`)}</span> ${text[kind]}</p>`)}`)}
	</section>`;
}

export function Dialogue({ route }) {
	const flow = useData("/flow", 30);
	const [here, setHere] = useState(null);
	const states = flow.value?.states;

	if (!states) return html`<${Page} title=${t("menu.dialogue")}><${Waiting} data=${flow} /><//>`;
	const chosen = states.find((one) => one.name === (route.query.state ?? "idle")) ?? states[0];
	return html`<${Page} wide title=${t("menu.dialogue")}><p class="lead">${t("dialogue.lead")}</p>
		<${Graph} states=${states} chosen=${chosen.name} here=${here} />
		<div class="halves"><${Explained} states=${states} state=${chosen} />
			${may.teach() && html`<${Phone} languages=${chosen.texts.map((one) => one.language)} arrive=${(name) => {
				setHere(name);
				if (name) setQuery({ state: name });
			}} />`}</div>
	<//>`;
}
