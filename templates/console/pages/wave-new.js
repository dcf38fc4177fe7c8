// templates/console/pages/wave-new.js - plans a wave
import { html, useState } from "../core/html.js";
import { get, post, Refused, useData } from "../core/api.js";
import { go, to } from "../core/route.js";
import { t } from "../core/words.js";
import { tell } from "../core/toast.js";
import { daysAgo, instant } from "../core/format.js";
import { Choice, Form, Page, Text, Waiting } from "../core/widgets.js";

const NEW = "new", SITTINGS_MOST = 16;

const missing = (field) => new Refused({ status: 0, code: "missing", field });

// The market's id; a new one is added first.
async function marketOf(choice, name) {
	if (choice !== NEW) return choice;
	if (!name.trim()) throw missing("market");
	const known = (await get("/markets")).items.find((market) => market.name.toLowerCase() === name.trim().toLowerCase());
	return known ? known.id : (await post("/markets", { name: name.trim() })).id;
}

function Sitting({ sitting, set, remove, n, fault }) {
	return html`<fieldset class="sitting"><legend>${t("waves.sitting", { n })}</legend>
		<${Text} label=${t("waves.day")} type="date" value=${sitting.day} set=${(day) => set({ ...sitting, day })} fault=${fault} />
		<${Text} label=${t("waves.time")} type="time" value=${sitting.time} set=${(time) => set({ ...sitting, time })} />
		${remove && html`<button type="button" class="plain" onClick=${remove}>${t("remove")}<span class="hidden"> ${t("waves.sitting", { n })}</span></button>`}
	</fieldset>`;
}

export function NewWave() {
	const markets = useData("/markets"), waves = useData("/waves?limit=200");
	const [wave, setWave] = useState({ name: "", market: "", marketName: "", place: "", seats: "30", open: true });
	const [sittings, setSittings] = useState([{ day: daysAgo(-14), time: "09:00" }]);
	const set = (field) => (value) => setWave({ ...wave, [field]: value });

	if (!markets.value || !waves.value) return html`<${Page} title=${t("waves.new")}><${Waiting} data=${markets} /><//>`;
	const market = wave.market || markets.value.items[0]?.id || NEW;
	async function send() {
		const times = sittings.map((sitting) => instant(sitting.day, sitting.time));

		if (!wave.name.trim()) throw missing("name");
		if (times.some(Number.isNaN)) throw missing("sittings");
		const { id } = await post("/waves", { name: wave.name.trim(), market_id: await marketOf(market, wave.marketName),
			place: wave.place.trim(), seats: Number(wave.seats), open: wave.open, sittings: times.map((at) => ({ starts_at: at })) });
		tell(t("waves.made", { name: wave.name.trim() }));
		go(`waves/${id}`);
	}
	return html`<${Page} title=${t("waves.new")} back=${{ href: to("waves"), text: t("menu.waves") }}>
		<div class="sheet narrow"><${Form} run=${send} submit=${t("waves.save")} testid="wave-new">${(fault) => html`
			<${Text} label=${t("waves.name")} help=${t("waves.name.help")} value=${wave.name} set=${set("name")} maxlength="8" fault=${fault("name")} />
			<${Choice} label=${t("waves.market")} value=${market} set=${set("market")} fault=${fault("market_id")}
				options=${[...markets.value.items.map((one) => [one.id, one.name]), [NEW, t("waves.market.new")]]} />
			${market === NEW && html`<${Text} label=${t("waves.market.name")} value=${wave.marketName} set=${set("marketName")} maxlength="20" fault=${fault("market")} />`}
			<${Text} label=${t("waves.place")} help=${t("waves.place.help")} value=${wave.place} set=${set("place")} maxlength="20" fault=${fault("place")} />
			<${Text} label=${t("waves.seats")} type="number" min="1" max="1000" value=${wave.seats} set=${set("seats")} fault=${fault("seats")} />
			${sittings.map((sitting, i) => html`<${Sitting} key=${i} n=${i + 1} sitting=${sitting} fault=${i === 0 ? fault("sittings") : undefined}
				set=${(next) => setSittings(sittings.map((old, k) => (k === i ? next : old)))}
				remove=${sittings.length > 1 ? () => setSittings(sittings.filter((old, k) => k !== i)) : null} />`)}
			${sittings.length < SITTINGS_MOST && html`<p><button type="button" onClick=${() => setSittings([...sittings, { ...sittings.at(-1) }])}>${t("waves.sitting.add")}</button></p>`}
			<p class="check"><input type="checkbox" id="wave-open" checked=${wave.open} onChange=${(e) => set("open")(e.target.checked)} />
				<label for="wave-open">${t("waves.open-now")}</label></p>`}<//></div>
	<//>`;
}
