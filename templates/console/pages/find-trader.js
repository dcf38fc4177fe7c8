// templates/console/pages/find-trader.js - finds a trader by name, stall or number, and hands it on
import { html, useEffect, useState } from "../core/html.js";
import { query, useData } from "../core/api.js";
import { t } from "../core/words.js";
import { nameOf, whereOf } from "../core/format.js";
import { Do, Text } from "../core/widgets.js";

export function useLate(value, milliseconds = 250) {
	const [late, setLate] = useState(value);

	useEffect(() => {
		const timer = setTimeout(() => setLate(value), milliseconds);

		return () => clearTimeout(timer);
	}, [value]);
	return late;
}

export function FindTrader({ choose }) {
	const [text, setText] = useState("");
	const late = useLate(text.trim());
	const found = useData(late.length > 1 ? `/traders${query({ text: late, limit: 8 })}` : null);

	return html`<${Text} label=${t("traders.find")} type="search" value=${text} set=${setText} autocomplete="off" />
		<ul class="plain-list found">${(found.value?.items ?? []).map((trader) => html`<li key=${trader.id}>
			<${Do} kind="choice" run=${async () => {
				await choose(trader);
				setText("");
			}}><strong>${nameOf(trader)}</strong> ${whereOf(trader)} ${trader.phone}<//></li>`)}
			${found.value?.items.length === 0 && html`<li class="quiet">${t("traders.none-found")}</li>`}</ul>`;
}
