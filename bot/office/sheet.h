/*
 * office/sheet.h - a table in a file for spreadsheets: CSV (RFC 4180) or XLSX
 *
 * No cell is ever a formula: in CSV a text that a spreadsheet would calculate (= + - @, a tab or return first, so
 * phone numbers too) gets an apostrophe before it, in XLSX texts are texts. Rows are written as they come; memory
 * does not grow. An XLSX sheet ends at a million rows, then another begins.
 */
#ifndef LAPAK_OFFICE_SHEET_H
#define LAPAK_OFFICE_SHEET_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct sheet;

enum sheet_kind { SHEET_CSV, SHEET_CSV_BOM, SHEET_XLSX };

/* path "-": standard output, CSV only. headings: NULL-ended, borrowed until the end. RC_BROKEN: err says why. */
MUST_CHECK enum rc sheet_open(struct sheet **out, const char *path, enum sheet_kind kind,
	const char *const *headings, struct err *err);
/* The next cell; the last of the headings ends the row. NULL or "": empty. */
void sheet_text(struct sheet *s, const char *value);
void sheet_number(struct sheet *s, int64_t value);
/* Somebody in another thread may see how many rows are written, and have it end early. w is borrowed until the end. */
struct sheet_watch {
	_Atomic int64_t rows; /* without the headings */
	atomic_bool stop;
};
void sheet_watch(struct sheet *s, struct sheet_watch *w);
/* RC_BUSY: it is to end early. */
MUST_CHECK enum rc sheet_goes_on(const struct sheet *s);
/* Writes what is left and closes; NULL is fine. RC_BROKEN: not all of it could be written, err says why. */
MUST_CHECK enum rc sheet_close(struct sheet *s, struct err *err);

#endif
