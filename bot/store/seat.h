/*
 * store/seat.h - what becomes of a place in a wave: offered, freed, given back, reminded of
 *
 * A freed seat is offered to whoever waits (job "offer.next" of the wave, put here). It stays the freeing person's own while nobody
 * took it: seat_restore(), and DAFTAR after a reminder.
 */
#ifndef LAPAK_STORE_SEAT_H
#define LAPAK_STORE_SEAT_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/wave.h"

struct seat { /* a plain value: a place as the office's rules see it */
	int64_t id, wave_id, trader_id;
	enum enrolment_status status;
	int64_t rsvp_at; /* reminder answered with yes; negative: with no; 0: not answered */
	int64_t offered_until, offer_message_id, reminder_message_id;
	bool first_in_line, telephone;
	bool waited; /* cancelled: what was given up was no seat yet */
};

/* RC_ABSENT: no such place. */
MUST_CHECK enum rc seat_by_id(struct store *st, int64_t id, struct seat *out);
/* The place of a trader in a wave, a cancelled one too. */
MUST_CHECK enum rc seat_of(
	struct store *st, int64_t wave_id, int64_t trader_id, struct seat *out);

struct seat_change {
	int64_t id;
	const char *by; /* "trader", "system" or the staff name */
	int64_t now;
};
/* Gives the place up. first_in_line: may have it back by DAFTAR while nobody took it. Puts the job that offers the seat. */
MUST_CHECK enum rc seat_free(struct store *st, const struct seat_change *c, bool first_in_line);
/* Gives a freed place back, if need be taking it from who was only offered it and has not answered; they wait at the
 * head of the line again. Who waited waits again, where they stood. RC_FULL: somebody took it. RC_CONFLICT: the place is
 * not given up. */
MUST_CHECK enum rc seat_restore(struct store *st, const struct seat_change *c);

/* The first who waits and can be written to; RC_ABSENT: nobody. */
MUST_CHECK enum rc seat_first_waiting(struct store *st, int64_t wave_id, struct seat *out);
/* RC_FULL: no seat is free. */
MUST_CHECK enum rc seat_offer(
	struct store *st, const struct seat_change *c, int64_t until, int64_t message_id);
/* The offer is taken. RC_ABSENT: it is not open any more. */
MUST_CHECK enum rc seat_accept(struct store *st, const struct seat_change *c);
/* An offer that ended without an answer: waits again. RC_ABSENT: it is not open any more. */
enum seat_pass {
	PASS_AGAIN, /* it never left us: keeps its place in the line, and is asked again */
	PASS_CALL,  /* cannot be reached: keeps its place, the office calls */
	PASS_END,   /* did not answer: to the end of the line, the office calls */
};
MUST_CHECK enum rc seat_pass(struct store *st, const struct seat_change *c, enum seat_pass how);
/* The office is to call. */
MUST_CHECK enum rc seat_call(struct store *st, int64_t id);

/* at negative: comes not. */
MUST_CHECK enum rc seat_rsvp(struct store *st, int64_t id, int64_t at);
MUST_CHECK enum rc seat_reminded(struct store *st, int64_t id, int64_t message_id);
/* The next place of the wave with an id above after that is alive (waiting only if waiting too); RC_ABSENT: no more. */
MUST_CHECK enum rc seat_next(
	struct store *st, int64_t wave_id, int64_t after, bool waiting, struct seat *out);

/* The next place with an id above after whose trader missed another wave of w's market, was not told of a later one
 * since, may come to this one, and has attended none and has no live place elsewhere; RC_ABSENT: no more. */
MUST_CHECK enum rc seat_missed(
	struct store *st, const struct wave *w, int64_t after, struct seat *out);
/* The trader was told of that wave instead of those missed so far. */
MUST_CHECK enum rc seat_invited(struct store *st, int64_t trader_id, int64_t wave_id);

struct wave_plan {
	char reminder_days[24], series[4], tip_days[64];
	int64_t budget; /* rupiah; 0 not set */
};
#define WAVE_PLAN_USUAL                                                                        \
	(struct wave_plan)                                                                     \
	{                                                                                      \
		.reminder_days = "3,1", .series = "A",                                         \
		.tip_days = "1,3,7,14,21,30,45,60,75,90"                                       \
	}
/* The usual plan when none was set. */
MUST_CHECK enum rc wave_plan_get(struct store *st, int64_t wave_id, struct wave_plan *out);
MUST_CHECK enum rc wave_plan_set(struct store *st, int64_t wave_id, const struct wave_plan *p);
/* "3,1": whether day stands in a list; the number of days in it, or 0 when it is not a falling or rising list of 1..365. */
bool plan_has_day(const char *days, int day);
int plan_days(const char *days);
/* "A" when none was named. */
const char *wave_plan_series(const struct wave_plan *p);

MUST_CHECK enum rc sitting_by_id(struct store *st, int64_t id, struct sitting *out);
/* Moves a sitting and its jobs; answers to reminders are forgotten. RC_CONFLICT: the wave has one at that time. */
MUST_CHECK enum rc sitting_move(struct store *st, const struct sitting *s, int64_t starts_at);

/* Another code than the sitting's was sent: counts it. mine: by this person; all: by everybody. */
struct code_tries {
	int64_t mine, all;
};
MUST_CHECK enum rc code_wrong(struct store *st, int64_t sitting_id, int64_t trader_id);
MUST_CHECK enum rc code_tries(
	struct store *st, int64_t sitting_id, int64_t trader_id, struct code_tries *out);

#endif
