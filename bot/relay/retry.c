/* relay/retry.c - what becomes of a message after an attempt to send it */
#include "relay/retry.h"

#include <stdbool.h>

int64_t retry_delay(int32_t tries, int64_t retry_after, uint64_t random)
{
	int64_t most = RETRY_BASE, delay;

	for (int32_t i = 1; i < tries && most < RETRY_MOST; i++)
		most *= 2;
	if (most > RETRY_MOST)
		most = RETRY_MOST;
	delay = 1 + (int64_t)(random % (uint64_t)most);
	return delay > retry_after ? delay : retry_after;
}

/* A second copy of an answer does no harm, a lost one does; of what we push it is the reverse. */
static bool is_conversation(enum message_kind kind)
{
	return kind == KIND_REPLY || kind == KIND_RECEIPT;
}

static bool is_too_late(const struct attempt *a, int64_t at)
{
	return a->expires_at > 0 && at >= a->expires_at;
}

/* over: what it is when there is no further attempt for another reason than its age. */
static enum message_state again(const struct attempt *a, int64_t *due_at,
	enum message_state over, enum message_state late)
{
	int64_t at = a->now + retry_delay(a->tries, a->retry_after, a->random);

	if (a->tries >= RETRY_TRIES)
		return is_too_late(a, a->now) ? late : over;
	if (is_too_late(a, at))
		return late;
	*due_at = at;
	return MESSAGE_QUEUED;
}

enum message_state retry_decide(const struct attempt *a, int64_t *due_at)
{
	switch (a->verdict) {
	case VERDICT_SENT:
		return MESSAGE_SENT;
	case VERDICT_REFUSED:
		return MESSAGE_REJECTED;
	case VERDICT_RETRY:
		return again(a, due_at, MESSAGE_FAILED, MESSAGE_EXPIRED);
	case VERDICT_UNKNOWN:
		if (!is_conversation(a->kind))
			return MESSAGE_UNKNOWN;
		return again(a, due_at, MESSAGE_UNKNOWN, MESSAGE_UNKNOWN);
	case VERDICT_MISCONFIGURED:
		/* The fault is ours, not the message's: it is no less worth sending later. */
		if (is_too_late(a, a->now + RETRY_REST))
			return MESSAGE_EXPIRED;
		*due_at = a->now + RETRY_REST;
		return MESSAGE_QUEUED;
	}
	return MESSAGE_UNKNOWN;
}
