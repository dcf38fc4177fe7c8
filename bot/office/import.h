/*
 * office/import.h - traders from a list the office has: phone,name,market,stall,consent, and goods maybe
 *
 * All rows or none. Every row is looked at first, and every fault is told with its line. A number that is known
 * gets the row's name, market, stall and goods; a new one is added with its consent. A row without consent, or whose number has
 * asked not to be written to, is a fault: nobody is written to against their will.
 */
#ifndef LAPAK_OFFICE_IMPORT_H
#define LAPAK_OFFICE_IMPORT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct store;

enum { IMPORT_ROWS_MOST = 100000, IMPORT_FAULTS_MOST = 200 };

struct import {
	const char *text; /* UTF-8 */
	size_t length;
	const char *language; /* of new traders */
	const char *source;   /* of their consent: the file's name */
	int64_t now, rows_most;
	bool dry_run;
};

struct import_fault {
	int64_t line;
	const char *column;
	char sentence[120];
};
typedef void import_fault_fn(const struct import_fault *f, void *arg);

struct import_result {
	int64_t rows, added, changed, faults; /* of a dry run, what would be */
};

/* RC_OK: done, or a dry run without faults. RC_INVALID: faults were told (at most IMPORT_FAULTS_MOST), nothing was
 * written. Else the store's outcome: the caller rolls back. */
MUST_CHECK enum rc import_traders(struct store *st, const struct import *in,
	import_fault_fn *fault, void *arg, struct import_result *out);

#endif
