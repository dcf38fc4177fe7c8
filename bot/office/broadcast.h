/*
 * office/broadcast.h - what a broadcast will cost and need, and the decisions about it
 *
 * Who wrote a broadcast to more than BROADCAST_ALONE people does not let it go alone. What is refused says why in
 * err, and nothing was changed.
 */
#ifndef LAPAK_OFFICE_BROADCAST_H
#define LAPAK_OFFICE_BROADCAST_H
#include "base/config.h"
#include "base/rc.h"
#include "store/broadcast.h"
#include "wording/wording.h"

enum { BROADCAST_ALONE = 100, BROADCAST_SAMPLES = 3, BROADCAST_NOTES_MAX = 4096 };

struct broadcast_plan {
	struct audience_count count;
	struct {
		unsigned segments; /* of one person's SMS, with the longest name */
		bool text;         /* there is one for that language */
	} of[AUDIENCE_LANGUAGES_COUNTED];
	int64_t segments, cost; /* in all; rupiah */
	int64_t begins_at,
		ends_at; /* at the gateway's pace, outside of quiet hours; 0 no gateway */
	size_t samples;
	char sample[BROADCAST_SAMPLES][BROADCAST_SMS_MAX + 1]; /* as they arrive */
	struct buf blockers; /* each a line; it is not let go while there is one */
	struct buf notes;    /* each a line worth knowing */
};
void broadcast_plan_init(struct broadcast_plan *p);
void broadcast_plan_release(struct broadcast_plan *p);

struct broadcast_facts { /* borrowed for the call */
	struct store *store;
	const struct config *config;
	const struct wording *wording;
	int64_t now;
};
/* Counts the audience of b as it is now. Needs no transaction. */
MUST_CHECK enum rc broadcast_plan_make(const struct broadcast_facts *f,
	const struct broadcast *b, const struct broadcast_texts *texts,
	struct broadcast_plan *out);

/* The same without counting anew, from what b has kept: for an approval of many, in no time. No samples. */
MUST_CHECK enum rc broadcast_plan_recall(
	const struct broadcast_facts *f, const struct broadcast *b, struct broadcast_plan *out);

/* Each changes b and the database, inside the caller's transaction, b having been read in it. RC_CONFLICT: its state
 * does not allow that; RC_DENIED: another person has to; RC_INVALID: there are blockers. */
MUST_CHECK enum rc broadcast_approve(const struct broadcast_facts *f, struct broadcast *b,
	const char *by, const struct broadcast_plan *plan, struct err *err);
MUST_CHECK enum rc broadcast_pause(
	const struct broadcast_facts *f, struct broadcast *b, struct err *err);
MUST_CHECK enum rc broadcast_resume(
	const struct broadcast_facts *f, struct broadcast *b, struct err *err);
MUST_CHECK enum rc broadcast_cancel(
	const struct broadcast_facts *f, struct broadcast *b, struct err *err);
/* Of one that was cancelled while its recipients were being made: how many were not made yet. Takes as long as
 * audience_count(), so it is called without a transaction; then broadcast_close() writes it down within one. */
MUST_CHECK enum rc broadcast_unmade(
	const struct broadcast_facts *f, const struct broadcast *b, int64_t *out);
MUST_CHECK enum rc broadcast_close(
	const struct broadcast_facts *f, struct broadcast *b, int64_t unmade);

#endif
