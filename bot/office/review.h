/*
 * office/review.h - what the office does with a report it should look at
 *
 * Both are new versions of the day, typed by "office:NAME"; the versions before stay in the history.
 */
#ifndef LAPAK_OFFICE_REVIEW_H
#define LAPAK_OFFICE_REVIEW_H
#include "store/sale.h"

struct store;

struct review {
	int64_t trader_id;
	int32_t day;
	const char *by; /* "office", or a name */
	int64_t now;
};

/* The report is right as it stands. RC_ABSENT: that day has none. */
MUST_CHECK enum rc review_approve(struct store *st, const struct review *r);
/* It is wanted's total, live and status instead; a day without a report gets one. RC_INVALID: live is more than the
 * total, or given without takings, or status and total do not fit. */
MUST_CHECK enum rc review_correct(
	struct store *st, const struct review *r, const struct sale *wanted);

#endif
