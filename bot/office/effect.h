/*
 * office/effect.h - whether traders sell more after a training than those not yet trained; pure
 *
 * Each trader is compared with their own days before: the level of a span is the median of the days with takings,
 * times the share of open days that had any, so that a day open without a buyer counts and a slip of the finger
 * (a nought too many) does not. Closed and unknown days are left out of it; how many days are unknown is told.
 * Before the median each day is set against how the not yet trained did on that very day (market days, feasts,
 * rain). The difference is the mean over trained traders of log(after / before), less that of the not yet trained
 * (difference in differences); its 95 % interval comes from drawing traders anew (bootstrap, percentiles, fixed seed).
 */
#ifndef LAPAK_OFFICE_EFFECT_H
#define LAPAK_OFFICE_EFFECT_H
#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"
#include "text/amount.h"

enum {
	EFFECT_BEFORE = 28, /* days before the first sitting */
	EFFECT_AFTER = 90,  /* days after the last */
	EFFECT_DAYS = EFFECT_BEFORE + EFFECT_AFTER,
	EFFECT_LEAST_DAYS =
		5,         /* days with takings before and after, or the trader is left out */
	EFFECT_LEAST = 10, /* traders in each group, or nothing can be said */
};

/* What is not takings; 0: open, sold nothing. */
#define TAKING_UNKNOWN INT64_C(-1)
#define TAKING_CLOSED  INT64_C(-2)

struct effect_person {
	bool trained;
	int free_days; /* of the days after: how many until they were trained too; EFFECT_AFTER: not */
	rupiah taking[EFFECT_DAYS]; /* the days before, oldest first, then the days after */
};

struct effect_group {
	size_t n, left_out;   /* traders; left out: too few days with takings */
	rupiah before, after; /* median of their levels */
	bool interval;        /* of these medians (base/ranks.h); false: n is less than 6 */
	rupiah before_low, before_high, after_low, after_high;
	int missing_before,
		missing_after;       /* percent of days unknown, all traders of the group */
	int zero_before, zero_after; /* percent of open days without a buyer */
};

struct effect {
	struct effect_group trained, compared;
	double change, low, high; /* 0.12: twelve percent more than the not yet trained */
	bool interval; /* false: fewer than two traders in a group, and change is 0 */
	bool enough;   /* EFFECT_LEAST in both groups */
};

/* days: how many days after the training are looked at, 1..EFFECT_AFTER. RC_FULL: no memory. */
MUST_CHECK enum rc effect_measure(
	const struct effect_person *people, size_t n, int days, struct effect *out);

#endif
