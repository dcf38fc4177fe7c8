/*
 * text/csv.h - comma-separated values (RFC 4180), read from strangers and written for spreadsheets
 *
 * Reading takes commas or, as Excel writes them where the comma is decimal, semicolons: whichever the first
 * line has more of. Writing quotes what must be quoted, and makes harmless what a spreadsheet would run: a cell
 * that begins, behind blanks, with = + - @ TAB or CR gets an apostrophe in front (OWASP ASVS 1.2.10).
 */
#ifndef LAPAK_TEXT_CSV_H
#define LAPAK_TEXT_CSV_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/rc.h"

enum { CSV_CELLS_MAX = 32 };

struct csv {
	const char *at, *end; /* borrowed */
	char separator;
	int64_t line;       /* of the row last read, from 1 */
	int64_t lines_read; /* line ends so far */
	struct buf memory;
	const char *cell
		[CSV_CELLS_MAX]; /* of the row last read, NUL-ended, blanks at their ends cut */
	size_t cells;
};

/* n bytes, a byte order mark in front is skipped. csv_close() when done. */
void csv_open(struct csv *c, const char *text, size_t n);
void csv_close(struct csv *c);
/* The next row that is not empty. RC_ABSENT: there is none; RC_INVALID: an open quote, a NUL, or too many cells. */
MUST_CHECK enum rc csv_next(struct csv *c);

/* Appends a cell; the first of a row has first set. csv_end() ends the row. */
void csv_put(struct buf *out, const char *text, bool first);
void csv_put_number(struct buf *out, int64_t n, bool first);
void csv_end(struct buf *out);

#endif
