// templates/console/core/words.js - the pages' words, one file a language
const LANGUAGES = ["id", "en"];

function remembered() {
	try {
		return localStorage.getItem("language");
	} catch {
		return null; // a browser that keeps nothing
	}
}

export const language = LANGUAGES.includes(remembered()) ? remembered() : "id";
const words = (await import(`../words/${language}.js`)).default;

document.documentElement.lang = language;

export function setLanguage(name) {
	try {
		localStorage.setItem("language", name);
	} catch { /* it will be asked for again */ }
	location.reload();
}

export const hasWord = (key) => key in words;

// The sentence of a key, with {fields} filled in. A key that is missing is shown as itself: the
// tests look for that.
export function t(key, fields = {}) {
	return (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => fields[name] ?? all);
}

// A word of the API, such as a state: word("wave", "open").
export const word = (group, name) => (hasWord(`${group}.${name}`) ? t(`${group}.${name}`) : name);
