// templates/console/pages/staff.js - accounts of the office, and who is signed in where
import { html, useState } from "../core/html.js";
import { drop, post, put, usePages } from "../core/api.js";
import { t, word } from "../core/words.js";
import { may, whoami } from "../core/me.js";
import { tell, tellUndo } from "../core/toast.js";
import { dateClock } from "../core/format.js";
import { Choice, Danger, Do, Form, More, Page, State, Table, Text, Waiting } from "../core/widgets.js";
import { Files } from "../core/download.js";

const ROLES = ["clerk", "trainer", "viewer", "chief", "admin"];

function NewStaff({ again }) {
	const none = { login: "", name: "", role: "clerk", phone: "", password: "" };
	const [draft, setDraft] = useState(none);
	const set = (field) => (value) => setDraft({ ...draft, [field]: value });

	return html`<details class="sheet"><summary>${t("staff.new")}</summary><${Form} submit=${t("staff.add")} testid="staff-new" run=${async () => {
		await post("/staff", { login: draft.login.trim(), name: draft.name.trim(), role: draft.role, password: draft.password, ...(draft.phone.trim() && { phone: draft.phone.trim() }) });
		tell(t("staff.added", { name: draft.name.trim() }));
		setDraft(none);
		await again();
	}}>${(fault) => html`
		<${Text} label=${t("staff.login")} help=${t("staff.login.help")} value=${draft.login} set=${set("login")} maxlength="20" autocapitalize="none" autocomplete="off" fault=${fault("login")} />
		<${Text} label=${t("staff.name")} value=${draft.name} set=${set("name")} maxlength="40" autocomplete="off" fault=${fault("name")} />
		<${Choice} label=${t("staff.role")} help=${t(`role.${draft.role}.help`)} value=${draft.role} set=${set("role")} options=${ROLES.map((one) => [one, word("role", one)])} />
		${draft.role === "trainer" && html`<${Text} label=${t("staff.phone")} help=${t("staff.phone.help")} type="tel" value=${draft.phone} set=${set("phone")} fault=${fault("phone")} />`}
		<${Text} label=${t("staff.password")} help=${t("staff.password.help")} type="password" autocomplete="new-password" value=${draft.password} set=${set("password")} fault=${fault("password")} />`}<//></details>`;
}

function Person({ one, again }) {
	const [password, setPassword] = useState("");
	const enable = (enabled) => put(`/staff/${one.id}/enabled`, { enabled }).then(again);

	return html`<details><summary>${t("staff.change")}<span class="hidden"> ${one.name}</span></summary>
		<${Form} kind="" submit=${t("staff.password.set")} run=${async () => {
			await put(`/staff/${one.id}/password`, { password });
			setPassword("");
			tell(t("staff.password.did", { name: one.name }));
			await again();
		}}>${(fault) => html`<${Text} label=${t("staff.password")} type="password" autocomplete="new-password" value=${password} set=${setPassword} fault=${fault("password")} />`}<//>
		${one.id !== whoami().id && html`<p><${Do} run=${async () => {
			await enable(!one.enabled);
			tellUndo(t(one.enabled ? "staff.disabled" : "staff.enabled", { name: one.name }), () => enable(one.enabled));
		}}>${t(one.enabled ? "staff.disable" : "staff.enable")}<//></p>`}
		<${Danger} title=${t("staff.factor")} expect=${one.login} submit=${t("staff.factor")} run=${async () => {
			await drop(`/staff/${one.id}/second-factor`);
			tell(t("staff.factor.did", { name: one.name }));
		}}><p>${t("staff.factor.text")}</p><//>
	</details>`;
}

const BROWSERS = [[/Edg\/(\d+)/, "Edge"], [/OPR\/(\d+)/, "Opera"], [/SamsungBrowser\/(\d+)/, "Samsung Internet"], [/Firefox\/(\d+)/, "Firefox"], [/Chrome\/(\d+)/, "Chrome"],
	[/Version\/(\d+).*Safari/, "Safari"]];
const SYSTEMS = [[/Windows/, "Windows"], [/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Mac OS X/, "macOS"], [/CrOS/, "ChromeOS"], [/Linux/, "Linux"]];

// "Chrome 156, Windows" of what a browser calls itself; a script's name as it is.
function browserOf(name) {
	const browser = BROWSERS.find(([pattern]) => pattern.test(name)), system = SYSTEMS.find(([pattern]) => pattern.test(name));

	return name.startsWith("Mozilla/") && (browser || system)
		? [browser && `${browser[1]} ${browser[0].exec(name)[1]}`, system?.[1]].filter(Boolean).join(", ") : name.slice(0, 60);
}

export function SessionList({ all }) {
	const list = usePages(`/sessions${all ? "?all=true" : ""}`, 30);

	if (!list.items) return html`<${Waiting} data=${list} />`;
	return html`<${Table} testid="sessions" caption=${t("sessions")} rows=${list.items} keyOf=${(one) => one.id} columns=${[
		...(all ? [[t("staff.login"), (one) => one.login]] : []),
		[t("sessions.where"), (one) => html`${browserOf(one.name)} <span class="quiet">${one.address}</span>`],
		[t("sessions.begun"), (one) => dateClock(one.created_at)], [t("sessions.used"), (one) => dateClock(one.used_at)],
		["", (one) => (one.this ? html`<span class="quiet">${t("sessions.this")}</span>` : html`<${Do} run=${async () => {
			await drop(`/sessions/${one.id}`);
			await list.reload();
			tell(t("sessions.ended"));
		}}>${t("sessions.end")}<//>`)]]} /><${More} list=${list} />`;
}

export function Staff() {
	const list = usePages("/staff", 30);

	return html`<${Page} wide title=${t("menu.staff")} actions=${may.change() && html`<${Files} path="/staff" />`}>
		${!list.items ? html`<${Waiting} data=${list} />` : html`<${Table} testid="staff" caption=${t("menu.staff")} rows=${list.items} keyOf=${(one) => one.id} columns=${[
			[t("staff.name"), (one) => html`<strong>${one.name}</strong> <span class="quiet">${one.login}</span>`],
			[t("staff.role"), (one) => word("role", one.role)],
			[t("staff.phone"), (one) => html`<span class="digits">${one.phone ?? "–"}</span>`],
			[t("waves.state"), (one) => html`<${State} group="account" name=${one.enabled ? "enabled" : "disabled"} />`],
			...(may.administer() ? [["", (one) => html`<${Person} one=${one} again=${list.reload} />`]] : [])]} /><${More} list=${list} />`}
		${may.administer() ? html`<${NewStaff} again=${list.reload} /><section><h2>${t("sessions")}</h2><${SessionList} all /></section>`
			: html`<p class="quiet">${t("staff.admin-only")}</p>`}
	<//>`;
}
