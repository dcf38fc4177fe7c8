// templates/console/core/save.js - a table as a CSV or XLSX file, made in the browser
//
// No cell is ever a formula: in CSV a text that a spreadsheet might take for one gets an apostrophe
// (OWASP), in XLSX texts are inline strings and numbers are numbers.
export function save(name, type, parts) {
	const link = document.createElement("a");

	link.href = URL.createObjectURL(new Blob(parts, { type }));
	link.download = name;
	document.body.append(link);
	link.click();
	link.remove();
	setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function csvCell(cell) {
	if (cell === null || cell === undefined) return "";
	if (typeof cell === "number") return String(cell);
	const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(columns, rows) {
	return [columns.map((column) => column.title), ...rows]
		.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

export function saveCsv(name, columns, rows) {
	save(`${name}.csv`, "text/csv;charset=utf-8", ["\ufeff", csvOf(columns, rows)]);
}

const escapeXml = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
	.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

function xlsxCell(cell) {
	if (cell === null || cell === undefined) return "<c/>";
	if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
	return `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

// The four parts a workbook of one sheet must have (ECMA-376).
function xlsxFiles(columns, rows) {
	const cells = [columns.map((column) => column.title), ...rows]
		.map((row) => `<row>${row.map(xlsxCell).join("")}</row>`).join("");

	return {
		"[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
		"_rels/.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `${XML}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": `${XML}<worksheet xmlns="${SHEET}"><sheetData>${cells}</sheetData></worksheet>`,
	};
}

function crc32(bytes) {
	let crc = ~0;

	for (const byte of bytes) {
		crc ^= byte;
		for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}

// Fields of a zip record, little-endian: [bytes, value] each.
function record(fields) {
	const out = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
	let at = 0;

	for (const [size, value] of fields) {
		for (let k = 0; k < size; k++) out[at++] = Math.floor(value / 2 ** (8 * k)) & 0xff;
	}
	return out;
}

// A zip archive of stored files (PKWARE APPNOTE 4.3); the day is 1 January 2026, so that the same
// table is the same file.
export function zipOf(files) {
	const encoder = new TextEncoder(), parts = [], directory = [];
	let at = 0, size = 0;

	for (const [name, text] of Object.entries(files)) {
		const path = encoder.encode(name), bytes = encoder.encode(text), crc = crc32(bytes);
		const common = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, (46 << 9) | (1 << 5) | 1], [4, crc],
			[4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]];
		const local = record([[4, 0x04034b50], ...common]);

		parts.push(local, path, bytes);
		directory.push(record([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), path);
		at += local.length + path.length + bytes.length;
		size += 46 + path.length;
	}
	const count = Object.keys(files).length;
	return [...parts, ...directory, record([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, 0]])];
}

export function xlsxOf(columns, rows) {
	return zipOf(xlsxFiles(columns, rows));
}

export function saveXlsx(name, columns, rows) {
	save(`${name}.xlsx`, `${TYPE}.sheet`, xlsxOf(columns, rows));
}
