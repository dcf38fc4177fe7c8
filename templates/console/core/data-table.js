// templates/console/core/data-table.js - "show the data": the figures of a drawing as a table, with its files
import { html, useState } from "./html.js";
import { t } from "./words.js";
import { saveCsv, saveXlsx } from "./save.js";

export function DataTable({ name, columns, rows }) {
	const [open, setOpen] = useState(false);

	return html`<details class="data" onToggle=${(e) => setOpen(e.target.open)}>
		<summary>${t("plot.data")}</summary>
		${open && html`<div class="actions">
			<button type="button" onClick=${() => saveCsv(name, columns, rows)}>CSV</button>
			<button type="button" onClick=${() => saveXlsx(name, columns, rows)}>XLSX</button></div>
		<div class="table" tabindex="0" role="region" aria-label=${t("plot.data")}><table>
			<thead><tr>${columns.map((column) => html`<th scope="col" class=${column.format ? "number" : ""}>${column.title}</th>`)}</tr></thead>
			<tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => html`<td class=${columns[i].format ? "number" : ""}>
				${cell === null ? "–" : columns[i].format ? columns[i].format(cell) : cell}</td>`)}</tr>`)}</tbody>
		</table></div>`}
	</details>`;
}
