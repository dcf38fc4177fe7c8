// templates/console/pages/sign-in.js - signing in, and setting up the second factor
import { html, useEffect, useState } from "../core/html.js";
import { drop, post, put, Refused } from "../core/api.js";
import { t } from "../core/words.js";
import { tell } from "../core/toast.js";
import { Do, Form, Text } from "../core/widgets.js";
import { Languages } from "../app.js";
import { Code } from "../core/code.js";

export function SignIn({ arrive }) {
	const [login, setLogin] = useState("");
	const [password, setPassword] = useState("");
	const [code, setCode] = useState("");
	const [asked, setAsked] = useState(false);

	useEffect(() => {
		document.title = `${t("sign-in")} · Lapak`;
	}, []);
	async function send() {
		try {
			await post("/session", asked && code ? { login, password, code: code.trim() } : { login, password });
		} catch (e) {
			if (!(e instanceof Refused) || e.problem.code !== "code-needed") throw e;
			setAsked(true);
			return;
		}
		await arrive();
	}
	return html`<main class="gate-box" id="content">
		<h1>Lapak</h1><p class="lead">${t("sign-in.lead")}</p>
		<${Form} run=${send} submit=${t("sign-in")} testid="sign-in">${() => html`
			<${Text} label=${t("sign-in.login")} value=${login} set=${setLogin} autocomplete="username"
				autocapitalize="none" spellcheck="false" required />
			<${Text} label=${t("sign-in.password")} value=${password} set=${setPassword} type="password"
				autocomplete="current-password" required />
			${asked && html`<${Text} label=${t("sign-in.code")} help=${t("sign-in.code.help")} value=${code} set=${setCode}
				inputmode="numeric" autocomplete="one-time-code" maxlength="6" autofocus
				ref=${(field) => field?.base?.querySelector?.("input")?.focus()} />`}`}<//>
		<p class="quiet">${t("sign-in.help")}</p>
		<${Languages} />
	</main>`;
}

// The secret as an authenticator app takes it: by its code, or typed.
export function FactorSetup({ done }) {
	const [factor, setFactor] = useState(null);
	const [code, setCode] = useState("");

	if (!factor) {
		return html`<${Do} kind="main" testid="factor-new" run=${async () => setFactor(await post("/session/second-factor"))}>
			${t("factor.begin")}<//>`;
	}
	return html`<ol class="steps">
		<li>${t("factor.scan")}
			<${Code} text=${factor.uri} label=${t("factor.scan.label")} />
			<details><summary>${t("factor.type")}</summary>
				<p><code data-testid="factor-secret">${factor.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code></p></details></li>
		<li><${Form} testid="factor" submit=${t("factor.confirm")} run=${async () => {
			await put("/session/second-factor", { code: code.trim() });
			tell(t("factor.done"));
			await done();
		}}>${(fault) => html`<${Text} label=${t("factor.code")} value=${code} set=${setCode} inputmode="numeric"
			autocomplete="one-time-code" maxlength="6" fault=${fault("code")} />`}<//></li>
	</ol>`;
}

export function SecondFactor({ arrive, leave }) {
	return html`<main class="gate-box" id="content">
		<h1>${t("factor.title")}</h1><p class="lead">${t("factor.lead")}</p>
		<${FactorSetup} done=${arrive} />
		<p><${Do} kind="plain" run=${async () => {
			await drop("/session");
			leave();
		}}>${t("sign-out")}<//></p>
	</main>`;
}
