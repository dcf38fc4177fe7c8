/* store/wave.h - waves (trainings with seats), their sittings and who has a place */
#ifndef LAPAK_STORE_WAVE_H
#define LAPAK_STORE_WAVE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/market.h"
#include "store/trader.h"

enum { WAVE_NAME_MAX = 8, WAVE_PLACE_MAX = 20, SITTINGS_MAX = 16 };

enum wave_state {
	WAVE_DRAFT,
	WAVE_OPEN,
	WAVE_FULL,
	WAVE_CLOSED,
	WAVE_RUNNING,
	WAVE_DONE,
	WAVE_CANCELLED
};
const char *wave_state_name(enum wave_state s);

struct wave { /* a plain value */
	int64_t id;
	char name[WAVE_NAME_MAX * 4 + 1];
	int64_t market_id;
	char market[MARKET_NAME_MAX * 4 + 1];
	char place[WAVE_PLACE_MAX * 4 + 1];
	enum wave_state
		state; /* stored; WAVE_FULL is derived when open: taken + waiting >= seats */
	int32_t seats, taken, waiting; /* taken: enrolled, offered and attended */
	int64_t starts_at;             /* the first sitting; 0: none */
};

struct sitting {
	int64_t id, wave_id, starts_at;
	char code[5];
};

/* Adds w (id, taken, waiting ignored; state draft or open) with its sittings (ids ignored); fills w->id. RC_CONFLICT: the name is taken
 * (in any case). */
MUST_CHECK enum rc wave_add(struct store *st, struct wave *w, const struct sitting *sittings,
	size_t n, int64_t now);
/* By name without regard to case, or by decimal id. */
MUST_CHECK enum rc wave_find(struct store *st, const char *name_or_id, struct wave *out);
MUST_CHECK enum rc wave_by_id(struct store *st, int64_t id, struct wave *out);
/* RC_CONFLICT: another wave has that name (in any case), or there is no such wave. */
MUST_CHECK enum rc wave_rename(struct store *st, int64_t id, const char *name);
MUST_CHECK enum rc wave_set_state(struct store *st, int64_t id, enum wave_state s, int64_t now);
/* People may enrol from now on. Of a draft, its jobs look ahead anew: a reminder may be due today. RC_ABSENT: there is none. */
MUST_CHECK enum rc wave_open(struct store *st, const struct wave *w, int64_t now);
MUST_CHECK enum rc wave_sittings(
	struct store *st, int64_t wave_id, struct sitting *out, size_t max, size_t *n);
/* (Re)puts the jobs "wave.begin", "wave.end" and "reminder" by the wave's sittings; wave_add() does it. */
MUST_CHECK enum rc wave_put_jobs(struct store *st, int64_t wave_id);
/* Waves a trader of market_id (0: any) may ask for: open (full ones too, marked WAVE_FULL), first sitting after now; by first sitting.
 * Skips `skip`, fills at most max; *n how many, *more whether others follow. */
struct wave_page {
	int64_t market_id, now;
	size_t skip, max;
};
MUST_CHECK enum rc wave_open_list(struct store *st, const struct wave_page *page,
	struct wave *out, size_t *n, bool *more);
enum { WAVE_MARKETS_MOST = 64 };
/* Which markets' traders may enrol; until one is named, all. */
MUST_CHECK enum rc wave_allow(struct store *st, int64_t wave_id, int64_t market_id);
/* All again. */
MUST_CHECK enum rc wave_allow_all(struct store *st, int64_t wave_id);
/* Those that were named, by name; *n 0: all may. */
MUST_CHECK enum rc wave_allowed(
	struct store *st, int64_t wave_id, struct market *out, size_t max, size_t *n);
/* Whether a trader of market_id may enrol; 0, not told yet: true. */
MUST_CHECK enum rc wave_allows(struct store *st, int64_t wave_id, int64_t market_id, bool *out);
typedef enum rc wave_fn(const struct wave *w, void *arg);
MUST_CHECK enum rc wave_each(struct store *st, int64_t limit, wave_fn *fn, void *arg);
struct wave_ask {
	int64_t before;      /* ids below it; 0: from the newest */
	int64_t limit;       /* 0: all */
	bool over, not_over; /* only those done or cancelled; only the others */
};
/* Newest first. */
MUST_CHECK enum rc wave_newest(
	struct store *st, const struct wave_ask *ask, wave_fn *fn, void *arg);

enum enrolment_status {
	ENROLMENT_ENROLLED,
	ENROLMENT_WAITING,
	ENROLMENT_OFFERED,
	ENROLMENT_CANCELLED,
	ENROLMENT_ATTENDED,
	ENROLMENT_ABSENT,
};
const char *enrolment_status_name(enum enrolment_status s);
/* ENROLMENT_CANCELLED for a name that is none. */
enum enrolment_status enrolment_status_named(const char *name);

struct enrolment {
	int64_t id, wave_id, trader_id;
	enum enrolment_status status;
	int32_t position; /* in the waiting list, from 1; 0 when not waiting */
	int64_t changed_at;
};

/* Takes a seat, or a place in the waiting list when allowed_waiting and no seat is free. The seat count is checked in the same
 * transaction. RC_CONFLICT: already has a live place (out filled with it); RC_FULL: no seat and waiting not allowed. by: "trader" or the
 * staff name. */
struct enrolment_request {
	int64_t wave_id, trader_id;
	bool allow_waiting;
	const char *by;
	int64_t now;
};
MUST_CHECK enum rc enrolment_take(
	struct store *st, const struct enrolment_request *ask, struct enrolment *out);
/* RC_ABSENT: none live (cancelled counts as none). */
MUST_CHECK enum rc enrolment_get(
	struct store *st, int64_t wave_id, int64_t trader_id, struct enrolment *out);
MUST_CHECK enum rc enrolment_set_status(
	struct store *st, int64_t id, enum enrolment_status s, const char *by, int64_t now);
/* The trader's live places (enrolled, waiting, offered) in waves that are not over, by first sitting. */
struct enrolment_row {
	struct enrolment enrolment;
	struct wave wave;
};
MUST_CHECK enum rc enrolment_of_trader(struct store *st, int64_t trader_id, int64_t now,
	struct enrolment_row *out, size_t max, size_t *n);

/* Takes a noted attendance back; the enrolment is absent unless another sitting was attended. RC_OK also when it was not noted. */
MUST_CHECK enum rc attendance_remove(struct store *st, const struct sitting *s,
	int64_t trader_id, const char *by, int64_t now);
/* Everyone with a seat who did not come becomes absent, by "system". */
MUST_CHECK enum rc wave_close_roster(struct store *st, int64_t wave_id, int64_t now);

struct roster_row {
	struct enrolment enrolment;
	struct trader_row who;
	char source[8];        /* "trader", or "staff": entered by the office */
	char changed_by[44];   /* who changed it last, at enrolment.changed_at */
	int64_t rsvp_at;       /* reminder answered with yes; negative: with no; 0: not */
	int64_t offered_until; /* 0: no offer is open */
	bool telephone;        /* cannot be reached by SMS, or did not answer an offer */
	char reminder[12];     /* what became of the last reminder's SMS; "" none */
};
typedef enum rc roster_fn(const struct roster_row *row, void *arg);
/* Everyone who ever had a place, seats first, then the waiting list in order, then the rest. */
MUST_CHECK enum rc wave_roster(struct store *st, int64_t wave_id, roster_fn *fn, void *arg);

/* The sitting whose code is open at now (from 1 hour before its start until 3 hours after it began) among the trader's waves; RC_ABSENT: none
 * is. */
MUST_CHECK enum rc sitting_now(struct store *st, int64_t trader_id, int64_t now,
	struct sitting *out, struct wave *wave);
/* Notes attendance and sets the enrolment attended; RC_CONFLICT when already noted. */
MUST_CHECK enum rc attendance_add(struct store *st, const struct sitting *s, int64_t trader_id,
	const char *by, int64_t now);

#endif
