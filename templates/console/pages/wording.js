// templates/console/pages/wording.js - every sentence of the bot, in each language, with its room
import { html, useEffect, useRef, useState } from "../core/html.js";
import { useData } from "../core/api.js";
import { setQuery } from "../core/route.js";
import { t, word } from "../core/words.js";
import { number } from "../core/format.js";
import { useKeys } from "../core/keys.js";
import { Empty, Page, Text, Waiting } from "../core/widgets.js";
import { DataTable } from "../core/plot.js";

const AT_ONCE = 30;
const has = (message, text) => [message.name, ...message.texts.map((one) => one.text)]
	.some((one) => one.toLowerCase().includes(text));

function Sentence({ message }) {
	return html`<dl class="sentence">${message.texts.map((one) => html`<div key=${one.language}>
		<dt>${word("language", one.language)}</dt>
		<dd lang=${one.language}>${one.text}
			<small class="quiet">${t("wording.length", { n: number(one.longest), of: number(message.budget) })}</small></dd></div>`)}</dl>`;
}

export function Wording({ route }) {
	const data = useData("/wording"), all = data.value?.items ?? [];
	const [text, setText] = useState(route.query.q ?? ""), search = useRef(null), [most, setMost] = useState(AT_ONCE);
	const wanted = text.trim().toLowerCase(), found = all.filter((message) => has(message, wanted));

	useEffect(() => {
		setQuery({ q: text.trim() });
		setMost(AT_ONCE);
	}, [text]);
	useKeys({ "/": () => search.current?.querySelector("input")?.focus() });
	return html`<${Page} title=${t("menu.wording")}><p class="lead">${t("wording.lead")}</p>
		<div class="row filters" ref=${search}><${Text} label=${t("wording.find")} type="search" value=${text} set=${setText} maxlength="60" /></div>
		${!data.value ? html`<${Waiting} data=${data} />` : html`
			<p role="status" class="quiet">${t("wording.found", { n: number(found.length), of: number(all.length) })}</p>
			${found.length === 0 ? html`<${Empty} title=${t("wording.none")}><p>${t("wording.none.text")}</p><//>`
				: html`<ul class="sentences" data-testid="wording">${found.slice(0, most).map((message) => html`<li key=${message.name}>
					<h2>${message.name}</h2><${Sentence} message=${message} />
					${message.fields.length > 0 && html`<p class="quiet">${t("wording.fields", { fields: message.fields.map((one) => `{${one}}`).join(" ") })}</p>`}
				</li>`)}</ul>${found.length > most && html`<div class="more"><button type="button" onClick=${() => setMost(most + AT_ONCE)}>${t("more")}</button></div>`}`}
			<${DataTable} name="kalimat" rows=${found.flatMap((message) => message.texts.map((one) => [message.name, word("language", one.language), one.text, one.longest, message.budget]))}
				columns=${[{ title: t("wording.name") }, { title: t("trader.language") }, { title: t("tips.text") }, { title: t("wording.longest"), format: number }, { title: t("wording.budget"), format: number }]} />`}
	<//>`;
}
