/*
 * office/push.h - the one way to send a trader what they did not just ask for
 *
 * Never after STOP, to a stall without a number, or beyond the day's cap; not in quiet hours, within 15 minutes
 * of the trader's own SMS, while the loop breaker is silent, or while another question of ours is open and this is one. The SMS joins
 * the trader's chain of messages, and its question becomes the conversation's, in the caller's transaction.
 */
#ifndef LAPAK_OFFICE_PUSH_H
#define LAPAK_OFFICE_PUSH_H
#include <stdbool.h>
#include <stdint.h>

#include "dialog/pushed.h"
#include "office/work.h"
#include "store/message.h"
#include "store/trader.h"

struct push {
	int64_t trader_id;
	enum message_kind kind; /* KIND_REMINDER, KIND_TIP, KIND_BROADCAST or KIND_NOTICE */
	const char *text;       /* UTF-8, with or without the brand; borrowed */
	int64_t expires_at;     /* not to be sent after; 0: a day from now */
	bool alone; /* waits for the next day when a reminder, or another that goes alone, went out today */
	const struct pushed_question *question; /* NULL: nothing is asked */
};

enum push_outcome { PUSH_QUEUED, PUSH_LATER, PUSH_NEVER };

struct push_result {
	enum push_outcome outcome;
	int64_t message_id; /* QUEUED */
	int64_t not_before; /* LATER: ask again then */
	const char *reason; /* LATER, NEVER: a word for the record, as "quiet-hours" */
};

/* RC_OK: out says what became of it. Else the store's failure. */
MUST_CHECK enum rc push_send(
	const struct work *w, const struct push *p, struct push_result *out);

#endif
