/*
 * office/import.h - traders from a list the office has: phone,name,market,stall,consent, and goods maybe
 *
 * All rows or none. Every row is looked at first, and every fault is told with its line. A number that is known
 * gets the row's name, market, stall and goods; a new one is added with its consent. A row without consent, or whose number has
 * asked not to be written to, is a fault: nobody is written to against their will.
 *
 * A list of thousands comes in parts, each with the header line: import_rows() looks at one, the rows wait in
 * store/intake.h, and the job "intake" keeps them some at a time once all are there and faultless.
 */
#ifndef LAPAK_OFFICE_IMPORT_H
#define LAPAK_OFFICE_IMPORT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "office/import_fault.h"
#include "store/intake.h"

struct store;

enum { IMPORT_ROWS_MOST = 100000, IMPORT_FAULTS_MOST = 200 };

struct import {
	const char *text; /* UTF-8 */
	size_t length;
	const char *language; /* of new traders */
	const char *source;   /* of their consent: the file's name */
	int64_t now, rows_most;
	int64_t first_line; /* of a part: the file's line on which its first row stands; 0: it is the whole file */
	bool dry_run;
};

struct import_result {
	int64_t rows, added, changed, faults; /* of a dry run, what would be */
};

/* RC_OK: done, or a dry run without faults. RC_INVALID: faults were told (at most IMPORT_FAULTS_MOST), nothing was
 * written. Else the store's outcome: the caller rolls back. */
MUST_CHECK enum rc import_traders(struct store *st, const struct import *in,
	import_fault_fn *fault, void *arg, struct import_result *out);

/* One look at the rows, which writes nothing: row gets each that has a number, faulty ones only with that; its RC_CONFLICT: the
 * list has the number already. RC_INVALID: the text ends before its rows do (its header, a quote, too many); each is told. */
typedef enum rc import_row_fn(const struct intake_row *row, void *arg);
struct import_sink {
	import_row_fn *row;
	import_fault_fn *fault;
	void *arg; /* of both */
};
MUST_CHECK enum rc import_rows(struct store *st, const struct import *in,
	const struct import_sink *sink, struct import_result *out);

/* Keeps a row; *added: its number was new. RC_DENIED: it has asked not to be written to by now. in: language,
 * source and now. */
MUST_CHECK enum rc import_keep(
	struct store *st, const struct import *in, const struct intake_row *row, bool *added);

/* Whether the number is new. */
MUST_CHECK enum rc import_is_new(struct store *st, const struct intake_row *row, bool *out);

#endif
