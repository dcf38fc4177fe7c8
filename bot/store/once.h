/* store/once.h - answers of the API that are given again to the same key, for a day */
#ifndef LAPAK_STORE_ONCE_H
#define LAPAK_STORE_ONCE_H
#include <stdint.h>

#include "base/buf.h"
#include "base/rc.h"

struct store;

enum { ONCE_KEY_MAX = 100, ONCE_LIFE = 86400, ONCE_HASH = 65 };

struct once {
	int64_t staff_id;
	const char *key;
	const char *request_hash; /* hex, of what was asked */
};

/* The answer of a day ago or less. RC_ABSENT: none; RC_CONFLICT: the key was for something else. */
MUST_CHECK enum rc once_find(struct store *st, const struct once *o, int64_t now,
	unsigned *status, struct buf *answer);
/* Keeps an answer, and forgets a few that are older than a day. */
MUST_CHECK enum rc once_keep(struct store *st, const struct once *o, int64_t now,
	unsigned status, const char *answer);

#endif
