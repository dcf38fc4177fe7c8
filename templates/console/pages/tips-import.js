// templates/console/pages/tips-import.js - takes a file of tips in: looked through first, then kept whole
import { html, useState } from "../core/html.js";
import { post } from "../core/api.js";
import { language as spoken, t, word } from "../core/words.js";
import { tell } from "../core/toast.js";
import { number } from "../core/format.js";
import { Choice, Do, Field } from "../core/widgets.js";
import { Faults, textOf } from "../core/faults.js";

const BYTES_MOST = 256 * 1024, LANGUAGES = ["id", "jv", "en"];

export function ImportTips({ again }) {
	const [file, setFile] = useState(null), [result, setResult] = useState(null), [language, setLanguage] = useState(spoken);
	const set = (change) => (value) => {
		setResult(null);
		change(value);
	};
	const send = (dryRun) => async () => {
		const answer = await post("/tips/import", { language, text: file.text, dry_run: dryRun });

		setResult(answer);
		if (!answer.kept) return;
		tell(t("tips.import.kept", { n: number(answer.rows) }));
		await again();
	};
	const large = file && file.size > BYTES_MOST, wrong = large ? t("import.large") : file?.faults ? t("import.code.utf8") : undefined;

	return html`<details class="sheet" data-testid="tips-import"><summary>${t("tips.import")}</summary>
		<ol class="steps"><li><p>${t("tips.import.columns")}</p></li>
			<li><${Field} label=${t("tips.import.file")} fault=${wrong}>${(own) => html`<input type="file" accept=".tsv,.txt,text/tab-separated-values,text/plain" ...${own} onChange=${async (e) => {
				const chosen = e.target.files[0];

				setResult(null);
				setFile(chosen ? { size: chosen.size, ...(chosen.size <= BYTES_MOST ? await textOf(chosen) : {}) } : null);
			}} />`}<//><${Choice} label=${t("trader.language")} value=${language} set=${set(setLanguage)} options=${LANGUAGES.map((key) => [key, word("language", key)])} /></li>
			<li><p>${t("import.try-help")}</p><${Do} kind="main" testid="tips-try" disabled=${!file?.text} run=${send(true)}>${t("import.try")}<//></li>
			<li><p>${t("tips.import.keep-help")}</p><${Do} kind="main" testid="tips-keep" disabled=${!result || result.kept || result.fault_count > 0} run=${send(false)}>${t("import.keep")}<//></li></ol>
		${result && html`<div class=${result.fault_count > 0 ? "notice fault" : "notice good"} data-testid="tips-result"><p><strong>${result.kept ? t("tips.import.kept", { n: number(result.rows) })
			: result.fault_count > 0 ? t("import.faults", { n: number(result.fault_count) }) : t("tips.import.clean", { n: number(result.rows) })}</strong></p>
			<${Faults} faults=${result.faults} /></div>`}</details>`;
}
