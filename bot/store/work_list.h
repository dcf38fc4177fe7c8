/*
 * store/work_list.h - traders somebody of the office is to look after, each with a person and a day
 *
 * At most one open item a trader and kind. A complaint of few buyers opens one, and both are closed together.
 */
#ifndef LAPAK_STORE_WORK_LIST_H
#define LAPAK_STORE_WORK_LIST_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/trader.h"

enum { WORK_NOTE_MAX = 200, WORK_DAYS = 7 };

enum work_kind { WORK_NOT_LIVE, WORK_FEW_BUYERS, WORK_TIP_NOT_TRIED };
const char *work_kind_name(enum work_kind k); /* "not-live" */

struct work_new {
	int64_t trader_id;
	int64_t wave_id; /* 0: of the last training the trader attended */
	enum work_kind kind;
	int64_t now;
};
/* Due WORK_DAYS from today. RC_OK also when one is open already. */
MUST_CHECK enum rc work_open(struct store *st, const struct work_new *n);

struct work_item { /* a plain value */
	int64_t id, opened_at;
	char kind[16], wave[8 * 4 + 1]; /* wave "": trained in none */
	char person[44];                /* login of who sees to it; "": nobody yet */
	int32_t due_day;
	bool open;
	struct trader_row who;
};
struct work_ask {
	int64_t wave_id; /* 0: any */
	int64_t after;   /* ids above it */
	int64_t limit;   /* 0: all */
};
typedef enum rc work_fn(const struct work_item *i, void *arg);
/* Open ones, by id, which is the order they came in and so the order they are due. */
MUST_CHECK enum rc work_each(
	struct store *st, const struct work_ask *ask, work_fn *fn, void *arg);
/* An open or a closed one. */
MUST_CHECK enum rc work_by_id(struct store *st, int64_t id, struct work_item *out);

/* Somebody has seen to it; note may be NULL. RC_ABSENT: there is no open one of that id. */
struct work_done {
	int64_t id;
	const char *by, *note;
	int64_t now;
};
MUST_CHECK enum rc work_done(struct store *st, const struct work_done *d);
/* Undoes that, with the complaints that were closed along. RC_ABSENT: there is no closed one of that id; RC_CONFLICT: another
 * one of the trader and kind is open by now (then nothing of the caller's transaction may be kept). */
MUST_CHECK enum rc work_reopen(struct store *st, int64_t id);
/* RC_ABSENT: there is no open one of that id. */
MUST_CHECK enum rc work_assign(struct store *st, int64_t id, int64_t staff_id);

#endif
