/*
 * office/import_fault.h - what is wrong with a row of a list somebody brings: a code for programs, a sentence for people
 *
 * Codes are stable: pages and scripts translate them.
 */
#ifndef LAPAK_OFFICE_IMPORT_FAULT_H
#define LAPAK_OFFICE_IMPORT_FAULT_H
#include <stdint.h>

enum import_code {
	IMPORT_HEADER,    /* "header": the first line names other columns */
	IMPORT_COLUMN,    /* "column": one of them is missing in the first line */
	IMPORT_ROWS,      /* "rows": more than are taken at once; most says how many */
	IMPORT_CSV,       /* "csv": an open quote, or too many cells */
	IMPORT_ROW,       /* "row": too few or too many cells */
	IMPORT_NOTHING,   /* "nothing": there is no row */
	IMPORT_UTF8,      /* "utf8": the text is in another encoding */
	IMPORT_BINARY,    /* "binary": this is no text file */
	IMPORT_EMPTY,     /* "empty": there must be something */
	IMPORT_LONG,      /* "long": more characters than most */
	IMPORT_CHARACTER, /* "character": one that not every network carries */
	IMPORT_OUTGOING,  /* "outgoing": a text that may not go out */
	IMPORT_LENGTH,    /* "length": the length given is not the text's */
	IMPORT_TWICE,     /* "twice": it is there already */
	IMPORT_PHONE,     /* "phone": no Indonesian mobile number */
	IMPORT_STOPPED,   /* "stopped": has asked not to be written to */
	IMPORT_CONSENT,   /* "consent": neither yes nor a day */
	IMPORT_MARKET,    /* "market": there is none of that name */
	IMPORT_GOODS,     /* "goods": no words parted by commas */
	IMPORT_CODE,      /* "code": no code of a tip */
	IMPORT_TITLE,     /* "title": its series is called otherwise above */
	IMPORT_SERIES,    /* "series": more series than most fit the menu */
	IMPORT_CODES,
};
const char *import_code_name(enum import_code c);
/* A sentence without anything of the row. */
const char *import_code_sentence(enum import_code c);

struct import_fault {
	int64_t line;       /* of the file; 0: of all of it */
	const char *column; /* its name in the first line, or the field's; "" none */
	enum import_code code;
	int64_t most; /* what fits; 0: it is not about that */
	char sentence
		[256]; /* for the person who has the file before them; may repeat what stands there */
};
typedef void import_fault_fn(const struct import_fault *f, void *arg);

#endif
