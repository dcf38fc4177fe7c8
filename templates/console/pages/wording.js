// templates/console/pages/wording.js - every sentence of the bot, in each language, with its room; the chief writes it anew
import { html, useEffect, useRef, useState } from "../core/html.js";
import { useData } from "../core/api.js";
import { setQuery } from "../core/route.js";
import { t, word } from "../core/words.js";
import { number } from "../core/format.js";
import { useKeys } from "../core/keys.js";
import { may } from "../core/me.js";
import { Choice, Do, Empty, Notice, Page, Tabs, Text, Waiting } from "../core/widgets.js";
import { DataTable } from "../core/data-table.js";
import { Editor, changed, faultText, toShipped } from "./wording-edit.js";

const AT_ONCE = 30;
const about = (message) => word("sentence", message.name.split(".")[0]); // what the trader is doing then
const has = (message, text) => [message.name, about(message), ...message.texts.flatMap((one) => [one.text, one.own ?? ""])]
	.some((one) => one.toLowerCase().includes(text));
const shown = { own: (text) => text.own !== undefined, unfit: (text) => text.fits === false };

function Unfit({ message, text, reload }) {
	return html`<div class="notice" data-testid="unfit"><p>${t(message.gone ? "wording.gone" : "wording.unfit")} ${text.faults.map(faultText).join(" ")}</p>
		<p lang=${text.language}>“${text.own}”</p>
		${may.word() && html`<${Do} run=${() => toShipped(message, text, reload)}>${t("wording.drop")}<//>`}</div>`;
}

function Sentence({ message, text, open, setOpen, reload }) {
	const mine = open === `${text.language}/${message.name}`, change = useRef(null);

	function close() {
		setOpen("");
		setTimeout(() => change.current?.focus());
	}
	return html`<dt>${word("language", text.language)}${text.own !== undefined && text.fits && html` <span class="state enrolled">${t("wording.is-own")}</span>`}</dt>
		<dd>${text.fits === false && html`<${Unfit} message=${message} text=${text} reload=${reload} />`}
			${mine ? html`<${Editor} message=${message} text=${text} reload=${reload} close=${close} />` : html`
				${!message.gone && html`<span lang=${text.language}>${text.text}</span>
				<small class="quiet">${t("wording.length", { n: number(text.longest), of: number(message.budget) })}${text.changed_by && ` · ${changed(text)}`}</small>`}
				${may.word() && !message.gone && html`<button type="button" class="plain" ref=${change} data-edit=${`${text.language}/${message.name}`}
					onClick=${() => setOpen(`${text.language}/${message.name}`)}>${t("wording.edit")}<span class="hidden"> ${message.name} ${word("language", text.language)}</span></button>`}`}
		</dd>`;
}

function useFilter(query, all) {
	const [text, setText] = useState(query.q ?? ""), [most, setMost] = useState(AT_ONCE);
	const languages = [...new Set(all.flatMap((message) => message.texts.map((one) => one.language)))];
	const language = languages.includes(query.lang) ? query.lang : "", kind = shown[query.show] ? query.show : "";
	const wanted = text.trim().toLowerCase();
	const found = all.map((message) => ({ ...message, texts: message.texts.filter((one) => (!language || one.language === language)
		&& (!kind || shown[kind](one))) })).filter((message) => message.texts.length > 0 && has(message, wanted));

	useEffect(() => {
		setQuery({ q: text.trim() });
		setMost(AT_ONCE);
	}, [text]);
	return { text, setText, most, more: () => setMost(most + AT_ONCE), languages, language, kind, found };
}

// The next or the one before among the buttons that open an editor.
function step(by) {
	const all = [...document.querySelectorAll("[data-edit]")], at = all.indexOf(document.activeElement);

	all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
}

export function Wording({ route }) {
	const data = useData("/wording", 60), all = data.value?.items ?? [];
	const filter = useFilter(route.query, all), search = useRef(null), { found, language, kind } = filter;
	const open = route.query.text ?? "", setOpen = (text) => setQuery({ text });
	const opened = found.findIndex((message) => message.texts.some((one) => open === `${one.language}/${message.name}`));

	useKeys({ "/": () => search.current?.querySelector("input")?.focus(), j: () => step(1), k: () => step(-1) });
	return html`<${Page} title=${t("menu.wording")}><p class="lead">${t("wording.lead")} ${t(may.word() ? "wording.lead.edit" : "wording.lead.read")}</p>
		<div class="row filters" ref=${search}><${Text} label=${t("wording.find")} type="search" value=${filter.text} set=${filter.setText} maxlength="60" />
			<${Choice} label=${t("trader.language")} value=${language} set=${(lang) => setQuery({ lang })}
				options=${[["", t("all")], ...filter.languages.map((one) => [one, word("language", one)])]} /></div>
		<${Tabs} label=${t("wording.which")} value=${kind} set=${(show) => setQuery({ show })}
			options=${[["", t("all")], ["own", t("wording.is-own")], ["unfit", t("wording.is-unfit")]]} />
		${!data.value ? html`<${Waiting} data=${data} />` : html`
			${kind !== "unfit" && all.some((message) => message.texts.some(shown.unfit)) && html`<${Notice}>${t("wording.some-unfit")}
				<button type="button" class="plain" onClick=${() => setQuery({ show: "unfit" })}>${t("wording.look")}</button><//>`}
			<p role="status" class="quiet">${t("wording.found", { n: number(found.length), of: number(all.length) })}</p>
			${found.length === 0 ? html`<${Empty} title=${t(kind ? `wording.none.${kind}` : "wording.none")}><p>${t(kind ? `wording.none.${kind}.text` : "wording.none.text")}</p><//>`
				: html`<ul class="sentences" data-testid="wording">${found.slice(0, Math.max(filter.most, opened + 1)).map((message) => html`<li key=${`${message.name} ${message.gone} ${message.texts[0].language}`}>
					<h2>${about(message)} <code class="quiet">${message.name}</code></h2><dl class="sentence">${message.texts.map((one) => html`<div key=${one.language}>
						<${Sentence} message=${message} text=${one} open=${open} setOpen=${setOpen} reload=${data.reload} /></div>`)}</dl>
					${message.fields.length > 0 && html`<p class="quiet">${t("wording.fields", { fields: message.fields.map((one) => `{${one}}`).join(" ") })}</p>`}
				</li>`)}</ul>${found.length > filter.most && html`<div class="more"><button type="button" onClick=${filter.more}>${t("more")}</button></div>`}`}
			<${DataTable} name="kalimat" rows=${found.flatMap((message) => message.texts.map((one) => [message.name, word("language", one.language), one.text, one.longest, message.budget]))}
				columns=${[{ title: t("wording.name") }, { title: t("trader.language") }, { title: t("tips.text") }, { title: t("wording.longest"), format: number }, { title: t("wording.budget"), format: number }]} />`}
	<//>`;
}
