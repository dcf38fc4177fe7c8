/* store/trader_search.h - finding traders by what the office knows of them, and lists for their card */
#ifndef LAPAK_STORE_TRADER_SEARCH_H
#define LAPAK_STORE_TRADER_SEARCH_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/trader.h"

enum { SEARCH_MAX = 60 };

struct trader_search {
	const char *
		text; /* how a name, from any word of it on, a stall however it is spelt, or a number begins;
			   * or the last four or more digits of a number; "" any */
	int64_t market_id;    /* 0: any */
	const char *language; /* "": any */
	int stopped;          /* -1: any, 0 or 1 */
	int64_t before;       /* ids below it; 0: all */
	int64_t limit;
};
/* Newest first. */
MUST_CHECK enum rc trader_search(
	struct store *st, const struct trader_search *q, trader_fn *fn, void *arg);

struct consent {
	char version[24], language[8], source[64];
	int64_t at;
};
typedef enum rc consent_fn(const struct consent *c, void *arg);
/* Oldest first. */
MUST_CHECK enum rc consent_each(struct store *st, int64_t trader_id, consent_fn *fn, void *arg);

struct trader_wave {
	int64_t wave_id, changed_at, starts_at; /* starts_at 0: no sitting */
	char name[8 * 4 + 1], status[16];
	int64_t attended, sittings; /* of the wave's sittings */
};
typedef enum rc trader_wave_fn(const struct trader_wave *w, void *arg);
/* Every wave the trader ever had a place in, newest first. */
MUST_CHECK enum rc trader_waves(
	struct store *st, int64_t trader_id, trader_wave_fn *fn, void *arg);

struct complaint {
	int64_t id, at;
	int32_t day;
	struct trader_row who;
};
typedef enum rc complaint_fn(const struct complaint *c, void *arg);
/* Open ones, oldest first; ids above after. */
MUST_CHECK enum rc complaint_each(
	struct store *st, int64_t after, int64_t limit, complaint_fn *fn, void *arg);
/* Its work item (store/work_list.h) ends with the last. RC_ABSENT: no open one of that id. */
MUST_CHECK enum rc complaint_done(struct store *st, int64_t id, int64_t now);

#endif
