/*
 * store/intake.h - a list of traders that is taken in part by part: rows wait here until all of them are faultless
 *
 * Nothing of it is a trader before it is kept; from then on it goes to its end or to where it is
 * stopped, also over a restart.
 */
#ifndef LAPAK_STORE_INTAKE_H
#define LAPAK_STORE_INTAKE_H
#include <stdint.h>

#include "base/rc.h"
#include "store/trader.h"
#include "text/goods.h"

enum { INTAKE_NAME_MAX = 60 }; /* letters */

enum intake_state { INTAKE_TAKING, INTAKE_KEEPING, INTAKE_DONE, INTAKE_DROPPED };
const char *intake_state_name(enum intake_state s);

struct intake { /* a plain value; the counts as the columns of table intake say */
	int64_t id;
	char name[INTAKE_NAME_MAX * 4 + 1], made_by[44];
	enum intake_state state;
	int64_t created_at, changed_at;
	int64_t parts, lines, faults, fresh, kept, added, changed, skipped;
};

struct intake_row {
	int64_t line; /* of the file, from 1 */
	struct phone phone;
	char name[TRADER_NAME_MAX * 4 + 1], stall[TRADER_STALL_MAX * 4 + 1];
	int64_t market_id; /* 0: none was named */
	char goods[GOODS_LIST];
};

/* Adds i (id ignored, counts 0, taking) and fills i->id. */
MUST_CHECK enum rc intake_add(struct store *st, struct intake *i);
MUST_CHECK enum rc intake_get(struct store *st, int64_t id, struct intake *out);
/* Writes state, changed_at and the counts. */
MUST_CHECK enum rc intake_put(struct store *st, const struct intake *i);
/* RC_CONFLICT: the list has that number already. */
MUST_CHECK enum rc intake_row_add(
	struct store *st, int64_t intake_id, const struct intake_row *row);
/* The first rows by line, at most max; *n how many. */
MUST_CHECK enum rc intake_rows(
	struct store *st, int64_t intake_id, struct intake_row *out, size_t max, size_t *n);
/* Removes rows up to a line; they went through, or are not wanted. */
MUST_CHECK enum rc intake_rows_drop(struct store *st, int64_t intake_id, int64_t up_to);
/* Forgets the list itself, whose rows are gone. */
MUST_CHECK enum rc intake_forget(struct store *st, int64_t id);

#endif
