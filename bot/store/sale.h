/* store/sale.h - one trader's takings of one market day, and every earlier version of it */
#ifndef LAPAK_STORE_SALE_H
#define LAPAK_STORE_SALE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/trader.h"
#include "text/amount.h"

enum sale_status { SALE_SOLD, SALE_ZERO, SALE_CLOSED };
const char *sale_status_name(enum sale_status s);
/* Of a stored name. */
enum sale_status sale_status_of(const char *name);

enum { SALE_TYPED_MAX = 47 };

#define SALE_LIVE_UNKNOWN INT64_C(-1)

struct sale { /* a plain value */
	int64_t trader_id;
	int32_t day;
	rupiah total;
	rupiah live; /* SALE_LIVE_UNKNOWN, or 0..total */
	enum sale_status status;
	bool approximate, clarified, review;
	int32_t version; /* 1 for the first; set by sale_put */
	int64_t message_id;
	char typed_by[SALE_TYPED_MAX +
		      1]; /* a helper's number, "office:NAME", or "": the trader */
	int64_t reported_at;
};

/* RC_ABSENT: unknown, which is neither zero nor closed. */
MUST_CHECK enum rc sale_get(struct store *st, int64_t trader_id, int32_t day, struct sale *out);
/* Inserts, or replaces and keeps the row it replaces in sale_history. */
MUST_CHECK enum rc sale_put(struct store *st, const struct sale *s);
/* Takes a report back (BATAL right after it): the version before it stands again, or none. RC_ABSENT: nothing there. */
MUST_CHECK enum rc sale_take_back(
	struct store *st, int64_t trader_id, int32_t day, int64_t now);

/* Sum, and number of days sold, over from..to inclusive. */
struct sale_sum {
	rupiah total;
	int32_t days;
};
MUST_CHECK enum rc sale_total(
	struct store *st, int64_t trader_id, int32_t from, int32_t to, struct sale_sum *out);
/* The trader's own median of sold days (zero and closed days left out) over from..to inclusive, at most the last 64; count = 0: none.
 * Leaves out day `except`. */
struct sale_median {
	rupiah median;
	bool interval; /* of the median, over days taken as independent (base/ranks.h); false: count is less than 6 */
	rupiah low, high;
	int32_t count;
};
struct sale_span {
	int32_t from, to, except;
};
/* sale_median() or sale_is_far(), and sale_get(), are going to be asked. Only where store_is_far(). */
void sale_median_expect(struct store *st, int64_t trader_id, const struct sale_span *span);
void sale_get_expect(struct store *st, int64_t trader_id, int32_t day);
MUST_CHECK enum rc sale_median(struct store *st, int64_t trader_id,
	const struct sale_span *span, struct sale_median *out);
/* Whether total is more than `times` times above or below that median; never when it is of fewer than `least` days. Reads no
 * more days than decide it: most reports are near, and half of the days say so. */
struct sale_reach {
	rupiah total;
	int32_t times, least; /* both >= 1; total * times fits 64 bits */
};
MUST_CHECK enum rc sale_is_far(struct store *st, int64_t trader_id,
	const struct sale_span *span, const struct sale_reach *reach, bool *out);

struct sale_row {
	struct sale sale;
	struct phone phone;
};
struct sale_filter {
	int64_t limit; /* 0 = all */
	bool review_only;
	int64_t trader_id; /* 0 = all */
};
typedef enum rc sale_fn(const struct sale_row *row, void *arg);
/* Newest day first. */
MUST_CHECK enum rc sale_each(
	struct store *st, const struct sale_filter *filter, sale_fn *fn, void *arg);

struct sale_version {
	struct sale sale;
	int64_t replaced_at; /* 0: it stands */
	bool taken_back;     /* it was never right */
};
typedef enum rc sale_version_fn(const struct sale_version *v, void *arg);
/* Every version of a day, oldest first, the one that stands last. RC_ABSENT: the day never had one. */
MUST_CHECK enum rc sale_history(
	struct store *st, int64_t trader_id, int32_t day, sale_version_fn *fn, void *arg);

#endif
