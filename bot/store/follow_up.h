/*
 * store/follow_up.h - what a trader got and answered after a training
 *
 * A tip or a check whose SMS never left counts as not sent.
 */
#ifndef LAPAK_STORE_FOLLOW_UP_H
#define LAPAK_STORE_FOLLOW_UP_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/tip.h"

struct store;

enum { LIVES_MOST = 7 };

/* The next tip to send unasked: the first of the series that fits what the trader sells and was not sent, or to which the trader said not yet once. RC_ABSENT: no more. */
MUST_CHECK enum rc follow_tip_next(
	struct store *st, const struct tip_ask *ask, struct tip *out);
/* Whether one was sent unasked at `since` or after. */
MUST_CHECK enum rc follow_tip_since(
	struct store *st, int64_t trader_id, int64_t since, bool *out);
MUST_CHECK enum rc follow_tip_sent(
	struct store *st, int64_t trader_id, const char *code, int64_t message_id, int64_t now);
/* What was said to the tip that was sent last. *not_yet: how often it was "not yet" by now. RC_ABSENT: none was sent. */
MUST_CHECK enum rc follow_tip_answer(
	struct store *st, int64_t trader_id, bool tried, int64_t now, int64_t *not_yet);

struct stick_key {
	int64_t trader_id, wave_id;
	int day; /* after the last sitting, 1..365 */
};
/* Whether it was asked already. */
MUST_CHECK enum rc stick_is_asked(struct store *st, const struct stick_key *k, bool *out);
MUST_CHECK enum rc stick_asked(
	struct store *st, const struct stick_key *k, int64_t message_id, int64_t now);
/* lives: 0..LIVES_MOST. RC_ABSENT: it was not asked. */
MUST_CHECK enum rc stick_answer(
	struct store *st, const struct stick_key *k, int lives, int64_t now);

#endif
