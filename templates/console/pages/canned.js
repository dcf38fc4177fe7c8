// templates/console/pages/canned.js - texts used again: put into an answer, kept, removed
import { html, useState } from "../core/html.js";
import { drop, post, useData } from "../core/api.js";
import { t } from "../core/words.js";
import { may } from "../core/me.js";
import { tellUndo } from "../core/toast.js";
import { Do, Form, Text } from "../core/widgets.js";

export function Canned({ text, use }) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState("");
	const list = useData(open ? "/canned" : null);

	return html`<details class="canned" open=${open} onToggle=${(e) => setOpen(e.target.open)} data-testid="canned">
		<summary>${t("canned")}</summary>
		${list.value?.items.length === 0 && html`<p class="quiet">${t("canned.none")}</p>`}
		<ul>${(list.value?.items ?? []).map((one) => html`<li key=${one.id}>
			<button type="button" class="choice" onClick=${() => {
				use(one.text);
				setOpen(false);
			}}><strong>${one.name}</strong> ${one.text}</button>
			${may.change() && html`<${Do} kind="plain" run=${async () => {
				await drop(`/canned/${one.id}`);
				await list.reload();
				tellUndo(t("canned.dropped", { name: one.name }), async () => {
					await post("/canned", { name: one.name, text: one.text });
					await list.reload();
				});
			}}>${t("remove")}<span class="hidden"> ${one.name}</span><//>`}
		</li>`)}</ul>
		${may.change() && text.trim() && html`<${Form} kind="" submit=${t("canned.keep")} run=${async () => {
			const { id } = await post("/canned", { name, text: text.trim() });

			setName("");
			await list.reload();
			tellUndo(t("canned.kept"), async () => {
				await drop(`/canned/${id}`);
				await list.reload();
			});
		}}>${(fault) => html`<${Text} label=${t("canned.name")} value=${name} set=${setName} maxlength="40" fault=${fault("name")} />`}<//>`}
	</details>`;
}
