/* store/tip.h - tips in series, and which trader has seen which */
#ifndef LAPAK_STORE_TIP_H
#define LAPAK_STORE_TIP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "text/goods.h"

struct store;

enum { TIP_TEXT_MAX = 153, TIP_SERIES_MAX = 5 };

struct tip {
	char code[8]; /* "A1" */
	char language[8];
	char series[4]; /* "A" */
	char title[40]; /* "persiapan" */
	char text[TIP_TEXT_MAX * 4 + 1];
	char goods
		[GOODS_LIST]; /* only for who sells one of these, as "batik,kain"; "" for all */
};

/* Adds or replaces by (code, language). */
MUST_CHECK enum rc tip_put(struct store *st, const struct tip *t);
/* The first tip of the series that fits what the trader sells and was not seen, in language, else in "id"; *more: whether another unseen one follows it. RC_ABSENT: all
 * seen (or no such series). */
struct tip_ask {
	int64_t trader_id;
	const char *series, *language;
};
MUST_CHECK enum rc tip_next(
	struct store *st, const struct tip_ask *ask, struct tip *out, bool *more);
MUST_CHECK enum rc tip_mark_seen(
	struct store *st, int64_t trader_id, const char *code, int64_t now);
/* Forgets what was seen of a series, so that it starts anew. */
MUST_CHECK enum rc tip_forget(struct store *st, int64_t trader_id, const char *series);
/* Series letters and titles in language (else "id"), by letter. */
struct tip_series {
	char series[4], title[40];
};
MUST_CHECK enum rc tip_series_list(
	struct store *st, const char *language, struct tip_series *out, size_t max, size_t *n);
typedef enum rc tip_fn(const struct tip *t, void *arg);
MUST_CHECK enum rc tip_each(struct store *st, int64_t limit, tip_fn *fn, void *arg);
/* The same, each with how many traders have seen the tip of that code, in whatever language. Reads all that was ever seen: not in
 * the loop. */
typedef enum rc tip_seen_fn(const struct tip *t, int64_t seen, void *arg);
MUST_CHECK enum rc tip_each_seen(struct store *st, tip_seen_fn *fn, void *arg);

#endif
