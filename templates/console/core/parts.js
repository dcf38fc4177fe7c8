// templates/console/core/parts.js - a long CSV list in parts of whole rows, each with the list's first line
const ROWS_MOST = 500, LETTERS_MOST = 200000;

const separatorOf = (line) => ((line.match(/;/g) ?? []).length > (line.match(/,/g) ?? []).length ? ";" : ",");

// Where each row ends and on which line the next begins, as text/csv.h reads them: [end, line].
function* rowsOf(text, from, separator) {
	let inside = false, fresh = true, line = 1;

	for (let at = from; at < text.length; at++) {
		const c = text[at];

		if (inside) {
			if (c === "\n") line++;
			if (c !== '"') continue;
			if (text[at + 1] === '"') at++;
			else inside = false;
		} else if (c === "\r" || c === "\n") {
			if (c === "\r" && text[at + 1] === "\n") at++;
			line++;
			fresh = true;
			yield [at + 1, line];
		} else if (c === '"' && fresh) {
			inside = true;
			fresh = false;
		} else if (c === separator) {
			fresh = true;
		} else if (c !== " " && c !== "\t") {
			fresh = false;
		}
	}
	yield [text.length, line];
}

// {part, line, csv} each: line is the file's, on which the part's first row stands.
export function* partsOf(text) {
	const before = /^\s*/.exec(text)[0], begin = before.length, head = /^[^\r\n]*/.exec(text.slice(begin))[0];
	const skipped = before.split(/\r\n|\r|\n/).length - 1;
	let start = 0, line = 0, rows = 0, part = 0, end = 0, next = 0;

	for ([end, next] of rowsOf(text, begin, separatorOf(head))) {
		if (start === 0) [start, line] = [end, next + skipped]; // behind the first line
		else if (++rows === ROWS_MOST || end - start > LETTERS_MOST) {
			yield { part: part++, line, csv: `${head}\n${text.slice(start, end)}` };
			[start, line, rows] = [end, next + skipped, 0];
		}
	}
	if (part === 0 || text.slice(start).trim() !== "") yield { part, line: Math.max(line, 2), csv: `${head}\n${text.slice(start)}` };
}
