// templates/console/pages/lost.js - messages that did not arrive: which they are, and how one goes out again
import { html } from "../core/html.js";
import { post } from "../core/api.js";
import { t } from "../core/words.js";
import { may } from "../core/me.js";
import { tell } from "../core/toast.js";
import { Do } from "../core/widgets.js";

// An unknown one may have arrived: it waits for its report.
const LOST = ["failed", "expired", "rejected"];

export const inTrouble = (message) => LOST.includes(message.state) || message.state === "unknown";

// "Send again" for one that was lost, if the reader may; again: what reads the list anew.
export function SendAgain({ message, again, kind = "" }) {
	if (!LOST.includes(message.state) || !message.text || !may.change()) return null;
	return html`<${Do} kind=${kind} testid="send-again" run=${async () => {
		await post(`/messages/${message.id}/resend`);
		await again();
		tell(t("talk.did-again"));
	}}>${t("talk.again")}<//>`;
}
