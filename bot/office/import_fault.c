/* office/import_fault.c - what is wrong with a row of a list: codes and their sentences */
#include "office/import_fault.h"

#include <stddef.h>

static const struct {
	const char *name, *sentence;
} codes[IMPORT_CODES] = {
	[IMPORT_HEADER] = { "header",
		"the first line must be phone,name,market,stall,consent" },
	[IMPORT_COLUMN] = { "column", "this column is missing in the first line" },
	[IMPORT_ROWS] = { "rows", "too many rows: import the list in parts" },
	[IMPORT_CSV] = { "csv", "a quote is open, or the row has too many cells" },
	[IMPORT_ROW] = { "row",
		"a row is a code, a title and a text, parted by tabs, then maybe goods" },
	[IMPORT_NOTHING] = { "nothing", "there is no row in the file" },
	[IMPORT_UTF8] = { "utf8", "not UTF-8: save the list as CSV UTF-8" },
	[IMPORT_BINARY] = { "binary", "the file holds a NUL: it is no text" },
	[IMPORT_EMPTY] = { "empty", "is empty" },
	[IMPORT_LONG] = { "long", "too long" },
	[IMPORT_CHARACTER] = { "character", "has a character that not every network carries" },
	[IMPORT_OUTGOING] = { "outgoing", "the text may not go out" },
	[IMPORT_LENGTH] = { "length", "the fourth column must be the text's length" },
	[IMPORT_TWICE] = { "twice", "is there twice" },
	[IMPORT_PHONE] = { "phone", "not an Indonesian mobile number" },
	[IMPORT_STOPPED] = { "stopped", "has asked not to be written to" },
	[IMPORT_CONSENT] = { "consent", "must be ya, or the day it was given: 2026-11-24" },
	[IMPORT_MARKET] = { "market", "there is no market of that name" },
	[IMPORT_GOODS] = { "goods",
		"at most 8 words of letters, parted by commas: batik, kain" },
	[IMPORT_CODE] = { "code", "the code is a capital and 1 to 3 digits, as A1" },
	[IMPORT_TITLE] = { "title", "the series has another title above" },
	[IMPORT_SERIES] = { "series", "more series than fit the menu" },
};

const char *import_code_name(enum import_code c)
{
	return codes[c].name;
}

const char *import_code_sentence(enum import_code c)
{
	return codes[c].sentence;
}
