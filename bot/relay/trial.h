/*
 * relay/trial.h - the dialogue tried in a world of its own
 *
 * A database in memory with the markets, open waves and tips of the real one and nobody in it; it is thrown away after the
 * last text. Whoever tries on sends all their texts again: nothing is kept between two trials.
 */
#ifndef LAPAK_RELAY_TRIAL_H
#define LAPAK_RELAY_TRIAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relay/inbound.h"

struct trial_step {
	const char *text; /* UTF-8; "" on USSD: dials */
	bool ussd;        /* within one session until a screen ends it */
};

struct trial { /* all borrowed for the call */
	const struct inbound
		*like;      /* its wording, office and limits count; its store is not touched */
	struct store *from; /* read: markets, waves, tips */
	const char *language; /* of the person who texts */
	const struct trial_step *step;
	size_t steps;
	int64_t now; /* of the first text; the others follow seconds later */
};

/* What step i was answered, and the state the person stands in then. */
typedef enum rc trial_fn(
	size_t i, const struct inbound_result *r, const char *state, void *arg);

/* Calls fn for each step. Not in the loop: the database is made anew, some tens of milliseconds. */
MUST_CHECK enum rc trial_run(const struct trial *t, trial_fn *fn, void *arg);

#endif
