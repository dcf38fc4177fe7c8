// tests/console/words.mjs - every language has the same words, and every word a page or a sentence of the bot uses is there
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../templates/console/', import.meta.url);
const load = async (name) => (await import(new URL(`words/${name}.js`, root))).default;
const id = await load('id'), en = await load('en');
const fields = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join(' ');

assert.deepEqual(Object.keys(en).sort(), Object.keys(id).sort(), 'the languages have the same keys');
for (const key of Object.keys(id)) {
	assert.ok(id[key].trim() && en[key].trim(), `${key} is empty`);
	if (key !== 'broadcasts.text.help')
		assert.equal(fields(en[key]), fields(id[key]), `${key} has other fields`);
}
for (const folder of ['.', 'core', 'pages']) {
	for (const name of readdirSync(new URL(`${folder}/`, root)).filter((file) => file.endsWith('.js'))) {
		const text = readFileSync(new URL(`${folder}/${name}`, root), 'utf8');

		for (const [, key] of text.matchAll(/\bt\("([^"]+)"/g))
			assert.ok(key in id, `${folder}/${name}: there is no ${key}`);
	}
}
console.log(`ok    ${Object.keys(id).length} words in each language of the console`);

// A page is fetched when it is looked at: what it imports must be there, by name.
for (const folder of ['.', 'core', 'pages']) {
	for (const name of readdirSync(new URL(`${folder}/`, root)).filter((file) => file.endsWith('.js'))) {
		const own = new URL(`${folder}/${name}`, root);

		for (const [, names, from] of readFileSync(own, 'utf8').matchAll(/^import \{([^}]*)\} from "(\.[^"]*)"/gm)) {
			if (from.includes('/vendor/'))
				continue;
			const there = readFileSync(new URL(from, own), 'utf8');

			for (const one of names.split(',').map((part) => part.trim().split(' as ')[0]).filter(Boolean))
				assert.match(there, new RegExp(`export (async )?(function\\*?|const|class|let) ${one}\\b|export \\{[^}]*\\b${one}\\b`), `${folder}/${name}: there is no ${one} in ${from}`);
		}
	}
}

// Every sentence of the bot stands under what the trader is doing then.
for (const [, group] of readFileSync(new URL('../../bot/wording/messages.def', import.meta.url), 'utf8').matchAll(/^MESSAGE\(\w+, "([a-z]+)\./gm))
	assert.ok(`sentence.${group}` in id, `there is no sentence.${group} for [${group}. ...] of the bot`);

// Why a text may not go out is said in the reader's language, whatever the reason.
for (const file of ['text/outgoing.c', 'wording/broadcast_text.c', 'office/answer.c']) {
	const codes = [...readFileSync(new URL(`../../bot/${file}`, import.meta.url), 'utf8').matchAll(/(?:\.code = |struct outgoing \w+ = \{ )"([a-z0-9-]+)"/g)].map(([, code]) => code);

	assert.ok(codes.length > 0, `${file} names no fault`);
	for (const code of codes)
		assert.ok(`text-fault.${code}` in id, `there is no text-fault.${code} of ${file}`);
}
