/* store/calendar.h - sittings of all waves by when they begin */
#ifndef LAPAK_STORE_CALENDAR_H
#define LAPAK_STORE_CALENDAR_H
#include "store/wave.h"

struct calendar_row {
	struct wave wave;   /* starts_at: its first sitting */
	int64_t id, at;     /* of this sitting */
	int32_t number, of; /* the second of three, by time */
	int64_t ends_at;    /* when the wave's last sitting begins */
};
typedef enum rc calendar_fn(const struct calendar_row *row, void *arg);
/* Those that begin from `from` on and before `to`, by time; of cancelled waves too. limit 0: all. */
MUST_CHECK enum rc calendar_each(
	struct store *st, int64_t from, int64_t to, int64_t limit, calendar_fn *fn, void *arg);

#endif
