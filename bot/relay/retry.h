/*
 * relay/retry.h - what becomes of a message after an attempt to send it (private to relay/)
 *
 * Pure: time and chance are arguments. Full jitter, so that many messages that failed together
 * do not come back together.
 */
#ifndef LAPAK_RELAY_RETRY_H
#define LAPAK_RELAY_RETRY_H
#include <stdint.h>

#include "gateway/gateway.h"
#include "store/message.h"

enum {
	RETRY_BASE = 5,       /* seconds: the most before the second attempt, then doubling */
	RETRY_MOST = 15 * 60, /* seconds */
	RETRY_TRIES = 8,
	RETRY_REST = 30, /* seconds a gateway rests */
};

struct attempt {
	enum verdict verdict;
	enum message_kind kind;
	int32_t tries; /* with this one: 1 after the first */
	int64_t now, expires_at;
	int64_t retry_after; /* seconds the gateway asked for; 0 none */
	uint64_t random;
};

/* Seconds until the next attempt: 1 to RETRY_BASE doubled each time, at least retry_after. */
int64_t retry_delay(int32_t tries, int64_t retry_after, uint64_t random);

/* MESSAGE_QUEUED (again at *due_at), or the state the message ends or waits in. */
enum message_state retry_decide(const struct attempt *a, int64_t *due_at);

#endif
