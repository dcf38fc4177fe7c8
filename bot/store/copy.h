/*
 * store/copy.h - the whole of one database into another, whichever engines they are of
 *
 * The copy is one transaction: it is there whole, compared row by row, or not at all.
 */
#ifndef LAPAK_STORE_COPY_H
#define LAPAK_STORE_COPY_H
#include <stdint.h>

#include "base/rc.h"
#include "store/store.h"

struct copy_watch {
	void (*tell)(void *arg, int64_t done, int64_t total); /* rows; each counts twice */
	void *arg;
};

/* Both are current (store_schema()) and open for writing, nobody serves either, and `to` holds nothing. *rows: how many
 * there are. RC_CONFLICT: `to` holds rows already; RC_BROKEN: what was written is not what was read (err names the
 * table and the row). */
MUST_CHECK enum rc store_copy(struct store *from, struct store *to,
	const struct copy_watch *watch, int64_t *rows, struct err *err);

#endif
