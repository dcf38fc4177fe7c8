// templates/console/pages/account.js - the own account: password, second factor, sessions, shortcuts
import { html, useState } from "../core/html.js";
import { put } from "../core/api.js";
import { t, word } from "../core/words.js";
import { whoami } from "../core/me.js";
import { tell } from "../core/toast.js";
import { keysOn, setKeys } from "../core/keys.js";
import { Form, Page, Text } from "../core/widgets.js";
import { FactorSetup } from "./sign-in.js";
import { SessionList } from "./staff.js";

function Password() {
	const [old, setOld] = useState(""), [fresh, setFresh] = useState("");

	return html`<${Form} submit=${t("account.password.set")} testid="password" run=${async () => {
		await put("/session/password", { password: old, new_password: fresh });
		setOld("");
		setFresh("");
		tell(t("account.password.did"));
	}}>${(fault) => html`
		<${Text} label=${t("account.password.old")} type="password" autocomplete="current-password" value=${old} set=${setOld} fault=${fault("password")} />
		<${Text} label=${t("account.password.new")} help=${t("staff.password.help")} type="password" autocomplete="new-password" value=${fresh} set=${setFresh} fault=${fault("new_password")} />`}<//>`;
}

export function Account() {
	const me = whoami();
	const [keys, setOwnKeys] = useState(keysOn());

	return html`<${Page} title=${me.name}><p class="lead">${me.login} · ${word("role", me.role)} · ${me.office.name}</p>
		<section class="sheet narrow"><h2>${t("account.password")}</h2><${Password} /></section>
		<section class="sheet narrow"><h2>${t("factor.title")}</h2>${me.second_factor === "set" ? html`<p>${t("factor.is-set")}</p>`
			: html`<p>${t("factor.lead")}</p><${FactorSetup} done=${() => location.reload()} />`}</section>
		<section class="sheet narrow"><h2>${t("account.keys")}</h2><p>${t("account.keys.text")}</p>
			<p class="check"><input type="checkbox" id="keys" checked=${keys} onChange=${(e) => {
				setKeys(e.target.checked);
				setOwnKeys(e.target.checked);
			}} /><label for="keys">${t("account.keys.on")}</label></p></section>
		<section><h2>${t("sessions")}</h2><${SessionList} /></section>
	<//>`;
}
