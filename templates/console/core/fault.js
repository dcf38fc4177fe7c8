// templates/console/core/fault.js - why a text may not go out, in the reader's language
//
// The server says it in English for scripts and the shell; a sentence that is not known here is shown as it is.
import { t } from "./words.js";

const KNOWN = [
	[/an OTP, a PIN/, "text-fault.secret"], [/a transfer of money/, "text-fault.transfer"], [/promises a prize/, "text-fault.prize"],
	[/a link|an address/, "text-fault.link"], [/is empty/, "text-fault.empty"], [/far too long/, "text-fault.long"],
	[/takes (?<n>\d+) SMS, at most (?<most>\d+)/, "text-fault.segments"], [/there is no field (?<field>\{[^}]*\})/, "text-fault.field"],
	[/^a (?<sign>[{}]) without/, "text-fault.half"], [/the sign (?<sign>\S+) would make .* without such signs: (?<text>.*)$/s, "text-fault.sign"],
];

export function textFault(sentence) {
	for (const [pattern, key] of KNOWN) {
		const found = pattern.exec(sentence);

		if (found) return t(key, found.groups ?? {});
	}
	return sentence;
}
