// templates/console/pages/wave.js - one wave: seats, sittings, who comes, who waits
import { html, useState } from "../core/html.js";
import { drop, post, put, useData } from "../core/api.js";
import { to } from "../core/route.js";
import { t, word } from "../core/words.js";
import { may } from "../core/me.js";
import { tell, tellUndo } from "../core/toast.js";
import { dateClock, nameOf, now, number, whereOf } from "../core/format.js";
import { Danger, Do, Empty, Form, Page, State, Table, Tabs, Text, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";
import { FindTrader } from "./find-trader.js";
import { Sittings, WavePlan } from "./wave-plan.js";
import { Funnel } from "./wave-funnel.js";
import { Seats } from "./waves.js";

const HOLDS = ["enrolled", "offered", "attended", "absent"];

const over = (wave) => ["done", "cancelled"].includes(wave.state);
// A sitting may be noted from its day on; the server says otherwise if it is too early.
const begun = (sitting) => sitting.starts_at - 3600 <= now();

function Moves({ wave, again }) {
	const move = async (to, undo) => {
		await post(`/waves/${wave.id}/move`, { move: to });
		await again();
		const text = t(`waves.did.${to}`, { name: wave.name });

		if (!undo) tell(text);
		else tellUndo(text, async () => {
			await post(`/waves/${wave.id}/move`, { move: undo });
			await again();
		});
	};

	return html`<div class="actions">
		${may.change() && ["draft", "closed"].includes(wave.state) && html`<${Do} kind="main" testid="wave-open" run=${() => move("open", wave.state === "closed" ? "close" : null)}>${t("waves.do.open")}<//>`}
		${may.change() && ["open", "full"].includes(wave.state) && html`<${Do} testid="wave-close" run=${() => move("close", "open")}>${t("waves.do.close")}<//>`}
		<a class="button" href=${to(`waves/${wave.id}/sheet`)}>${t("waves.sheet")}</a>
		${may.teach() && html`<${Files} path=${`/waves/${wave.id}/roster`} />`}
		${may.change() && html`<a class="button" href=${to(`broadcasts/new?wave=${wave.id}`)}>${t(over(wave) ? "waves.write" : "waves.remind")}</a>`}
	</div>`;
}

function Rename({ wave, again }) {
	const [name, setName] = useState(wave.name);
	const give = async (next) => {
		await put(`/waves/${wave.id}/name`, { name: next });
		await again();
	};

	return html`<details class="inline"><summary>${t("waves.rename")}</summary>
		<${Form} submit=${t("waves.rename.do")} kind="" testid="wave-rename" run=${async () => {
			const before = wave.name;

			await give(name.trim());
			tellUndo(t("waves.renamed", { before, name: name.trim() }), () => give(before));
		}}>${(fault) => html`<${Text} label=${t("waves.name")} help=${t("waves.rename.help")} value=${name} set=${setName} maxlength="8" fault=${fault("name")} />`}<//></details>`;
}

function Row({ wave, place, waves, again }) {
	const trader = place.trader;
	const leave = async () => {
		await drop(`/waves/${wave.id}/seats/${trader.id}`);
		await again();
		tellUndo(t("waves.left", { name: nameOf(trader) }), async () => {
			await post(`/waves/${wave.id}/seats/${trader.id}/restore`);
			await again();
		});
	};
	const [target, setTarget] = useState(""); // by the arrow keys a choice passes over others: it moves nobody yet
	const move = async () => {
		const other = waves.find((one) => one.id === target);
		const seat = await post(`/waves/${wave.id}/seats/${trader.id}/move`, { wave_id: other.id });

		await again();
		tellUndo(t("waves.moved", { name: nameOf(trader), wave: other.name, status: word("enrolment", seat.status) }), async () => {
			await post(`/waves/${other.id}/seats/${trader.id}/move`, { wave_id: wave.id });
			await again();
		});
	};
	return html`<span class="row-actions">
		${waves.length > 0 && html`<select aria-label=${t("waves.move", { name: nameOf(trader) })} onChange=${(e) => setTarget(e.target.value)}>
			<option value="" selected=${target === ""}>${t("waves.move.short")}</option>
			${waves.map((other) => html`<option value=${other.id} selected=${other.id === target}>${other.name} (${other.taken}/${other.seats})</option>`)}</select>
			${target && html`<${Do} testid="move-seat" run=${move}>${t("waves.move.do")}<span class="hidden"> ${nameOf(trader)}</span><//>`}`}
		<${Do} kind="plain" run=${leave}>${t("waves.leave")}<span class="hidden"> ${nameOf(trader)}</span><//>
	</span>`;
}

// Who came, from the paper list: ticks for a sitting, kept at once for all of them.
function Attendance({ wave, places, again }) {
	const sittings = wave.sittings.filter(begun);
	const [sitting, setSitting] = useState(sittings.at(-1)?.id ?? "");
	const [came, setCame] = useState(() => new Set());

	if (sittings.length === 0) return html`<p class="quiet">${t("attendance.early")}</p>`;
	const tick = (id) => setCame((was) => {
		const next = new Set(was);

		if (!next.delete(id)) next.add(id);
		return next;
	});
	return html`<div data-testid="attendance"><p class="quiet">${t("attendance.help")}</p>
		<p><label for="sitting">${t("attendance.sitting")}</label> <select id="sitting" onChange=${(e) => setSitting(e.target.value)}>
			${sittings.map((one) => html`<option value=${one.id} selected=${one.id === sitting}>${dateClock(one.starts_at)}</option>`)}</select></p>
		<ul class="ticks">${places.map(({ trader, status }) => html`<li key=${trader.id}><input type="checkbox" id=${`came-${trader.id}`}
			checked=${came.has(trader.id)} onChange=${() => tick(trader.id)} /><label for=${`came-${trader.id}`}>${nameOf(trader)}
			<span class="quiet">${whereOf(trader)} ${status === "attended" ? `· ${word("enrolment", status)}` : ""}</span></label></li>`)}</ul>
		<${Do} kind="main" disabled=${came.size === 0} run=${async () => {
			const list = { sitting_id: sitting, traders: [...came].map((id) => ({ id })) };
			const { noted, traders } = await post(`/waves/${wave.id}/attendance`, list); // who was noted already stays so

			setCame(new Set());
			await again();
			tellUndo(t("attendance.noted", { n: number(noted) }), async () => {
				if (noted > 0) await post(`/waves/${wave.id}/attendance`, { ...list, traders, absent: true });
				await again();
			});
		}}>${t("attendance.note", { n: number(came.size) })}<//></div>`;
}

function Roster({ wave, roster, again }) {
	const waves = useData(may.change() ? "/waves?over=false&limit=200" : null, 30).value?.items ?? [];
	const others = waves.filter((one) => one.id !== wave.id && ["open", "full"].includes(one.state));
	const [tab, setTab] = useState("seats");
	const holding = roster.filter((place) => HOLDS.includes(place.status));
	const waiting = roster.filter((place) => place.status === "waiting");
	const gone = roster.filter((place) => place.status === "cancelled");
	const shown = { seats: holding, waiting, gone }[tab] ?? [];
	const columns = [
		["#", (place, i) => place.position ?? i + 1, "number"],
		[t("trader.name"), ({ trader }) => (may.read() ? html`<a class="strong" href=${to(`traders/${trader.id}`)}>${nameOf(trader)}</a>` : nameOf(trader))],
		[t("trader.stall"), ({ trader }) => whereOf(trader)],
		[t("trader.phone"), ({ trader }) => html`<span class="digits">${trader.phone}</span>`],
		[t("waves.state"), (place) => html`<${State} group="enrolment" name=${place.status} />`],
	];

	if (may.change() && tab !== "gone" && !over(wave)) {
		columns.push(["", (place) => html`<${Row} wave=${wave} place=${place} waves=${others} again=${again} />`]);
	}
	return html`<section><${Tabs} label=${t("waves.roster")} value=${tab} set=${setTab} options=${[
			["seats", `${t("waves.tab.seats")} (${holding.length})`], ["waiting", `${t("waves.tab.waiting")} (${waiting.length})`],
			...(gone.length > 0 ? [["gone", `${t("waves.tab.gone")} (${gone.length})`]] : []),
			...(may.teach() ? [["attendance", t("waves.tab.attendance")]] : [])]} />
		${tab === "attendance" ? html`<${Attendance} wave=${wave} places=${holding} again=${again} />`
			: shown.length === 0 ? html`<${Empty} title=${t(`waves.none.${tab}`)}><p>${t(`waves.none.${tab}.text`, { name: wave.name })}</p><//>`
				: html`<${Table} testid="roster" caption=${t("waves.roster")} keyOf=${(place) => place.trader.id} rows=${shown} columns=${columns} />`}
		${may.change() && tab !== "attendance" && !over(wave) && html`<details class="sheet"><summary>${t("waves.add")}</summary>
			<${FindTrader} choose=${async (trader) => {
				const seat = await post(`/waves/${wave.id}/seats`, { trader_id: trader.id });

				await again();
				tellUndo(t("waves.added", { name: nameOf(trader), status: word("enrolment", seat.status) }), async () => {
					await drop(`/waves/${wave.id}/seats/${trader.id}`);
					await again();
				});
			}} /></details>`}
	</section>`;
}

export function Wave({ id }) {
	const data = useData(`/waves/${id}`, 5), roster = useData(`/waves/${id}/roster`, 5);
	const wave = data.value;
	const again = () => Promise.all([data.reload(), roster.reload()]);
	const back = { href: to("waves"), text: t("menu.waves") };

	if (!wave || !roster.value) return html`<${Page} title=${t("menu.waves")} back=${back}><${Waiting} data=${wave ? roster : data} /><//>`;
	return html`<${Page} wide title=${t("waves.title", { name: wave.name })} back=${back}>
		<p class="lead"><${State} group="wave" name=${wave.state} /> ${[wave.market, wave.place].filter(Boolean).join(" · ")}</p>
		<div class="sheet" data-testid="seats"><${Seats} wave=${wave} /></div>
		<${Moves} wave=${wave} again=${again} />
		${may.change() && html`<${Rename} key=${wave.name} wave=${wave} again=${again} />`}
		<${Sittings} wave=${wave} again=${again} />
		<${Roster} wave=${wave} roster=${roster.value.items} again=${again} />
		<${WavePlan} wave=${wave} />
		<${Funnel} wave=${wave} roster=${roster.value} />
		${may.change() && !over(wave) && html`<${Danger} title=${t("waves.do.cancel")} expect=${wave.name}
			submit=${t("waves.do.cancel")} testid="wave-cancel" run=${async () => {
				await post(`/waves/${id}/move`, { move: "cancel" });
				await again();
				tell(t("waves.did.cancel", { name: wave.name }));
			}}><p>${t("waves.cancel.text")}</p><//>`}
	<//>`;
}
