// templates/console/pages/import.js - takes a list of traders in: looked through first, then kept whole
import { html, useState } from "../core/html.js";
import { post } from "../core/api.js";
import { to } from "../core/route.js";
import { t } from "../core/words.js";
import { tell } from "../core/toast.js";
import { number } from "../core/format.js";
import { Do, Field, Page, Table } from "../core/widgets.js";

const SAMPLE = "phone,name,market,stall,consent\r\n081234567890,Siti Aminah,Pasar Turi Baru,B2-15,2026-11-20\r\n";
const BYTES_MOST = 900000;

function Result({ result }) {
	if (result.kept) {
		return html`<div class="notice good" data-testid="imported"><p><strong>${t("import.kept", { added: number(result.added), changed: number(result.changed) })}</strong></p>
			<p><a href=${to("traders")}>${t("import.see")}</a></p></div>`;
	}
	return html`<div class=${result.fault_count > 0 ? "notice fault" : "notice good"} data-testid="import-result">
		<p><strong>${result.fault_count > 0 ? t("import.faults", { n: number(result.fault_count) })
			: t("import.clean", { rows: number(result.rows), added: number(result.added), changed: number(result.changed) })}</strong></p>
		${result.faults.length > 0 && html`<${Table} caption=${t("import.faults-list")} rows=${result.faults} columns=${[
			[t("import.line"), (fault) => fault.line || "–", "number"], [t("import.column"), (fault) => fault.column], [t("import.fault"), (fault) => fault.sentence]]} />`}
	</div>`;
}

export function Import() {
	const [file, setFile] = useState(null);
	const [result, setResult] = useState(null);

	async function read(e) {
		const chosen = e.target.files[0];

		setResult(null);
		setFile(chosen ? { name: chosen.name.slice(0, 60), size: chosen.size, csv: chosen.size <= BYTES_MOST ? await chosen.text() : "" } : null);
	}
	const send = (dryRun) => async () => {
		const answer = await post("/traders/import", { csv: file.csv, name: file.name, dry_run: dryRun });

		setResult(answer);
		if (answer.kept) tell(t("import.kept", { added: number(answer.added), changed: number(answer.changed) }));
	};
	const large = file && file.size > BYTES_MOST;
	return html`<${Page} title=${t("traders.import")} back=${{ href: to("traders"), text: t("menu.traders") }}>
		<div class="sheet"><ol class="steps">
			<li><p>${t("import.columns")} <code>phone, name, market, stall, consent</code>. ${t("import.consent")}</p>
				<p><a download="contoh.csv" href=${`data:text/csv;charset=utf-8,${encodeURIComponent(SAMPLE)}`}>${t("import.sample")}</a></p></li>
			<li><${Field} label=${t("import.file")} fault=${large ? t("import.large") : undefined}>${(own) => html`<input type="file" accept=".csv,text/csv" ...${own} onChange=${read} />`}<//></li>
			<li><p>${t("import.try-help")}</p><${Do} kind="main" testid="import-try" disabled=${!file || large} run=${send(true)}>${t("import.try")}<//></li>
			<li><p>${t("import.keep-help")}</p><${Do} kind="main" testid="import-keep" disabled=${!result || result.kept || result.fault_count > 0} run=${send(false)}>${t("import.keep")}<//></li>
		</ol></div>
		${result && html`<${Result} result=${result} />`}
	<//>`;
}
