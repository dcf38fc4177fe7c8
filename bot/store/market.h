/* store/market.h - the markets the office works in */
#ifndef LAPAK_STORE_MARKET_H
#define LAPAK_STORE_MARKET_H
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/trader.h"

enum { MARKETS_MAX = 200 }; /* a city has dozens; lists are bounded */

struct market {
	int64_t id;
	char name[MARKET_NAME_MAX * 4 + 1];
};

/* RC_CONFLICT: a market of that name (in any case) exists; RC_INVALID: empty or over 20 characters. */
MUST_CHECK enum rc market_add(struct store *st, const char *name, int64_t now, int64_t *out_id);
MUST_CHECK enum rc market_by_id(struct store *st, int64_t id, struct market *out);
/* Without regard to case. */
MUST_CHECK enum rc market_by_name(struct store *st, const char *name, struct market *out);
/* All, by name, at most max; *n is how many. */
MUST_CHECK enum rc market_list(struct store *st, struct market *out, size_t max, size_t *n);

#endif
