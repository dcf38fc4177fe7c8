// templates/console/core/fault.js - why a text may not go out, in the reader's language
import { hasWord, t } from "./words.js";
import { number } from "./format.js";

// fault: a TextFault of the API; its own sentence where the code is new.
export function textFault({ code, about, advice, n, most, sentence }) {
	const key = `text-fault.${code}`;

	return hasWord(key) ? t(key, { about, advice, n: number(n), most: number(most) }) : sentence;
}
