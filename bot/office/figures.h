/*
 * office/figures.h - what the office reads of the programme: takings by day and market, waves, messages
 *
 * All from sums kept by day (store/figures.h): a year of a hundred thousand traders takes tens of milliseconds.
 * Takings and traders count for the market the trader has now. Rates are of traders who had come by that day and
 * have not sent STOP since.
 */
#ifndef LAPAK_OFFICE_FIGURES_H
#define LAPAK_OFFICE_FIGURES_H
#include "store/figures.h"
#include "text/goods.h"

enum { FIGURES_DAYS_MAX = 3660 };

struct figures_takings {   /* of a day and market, or of more */
	int32_t day;       /* FIGURES_ALL: the whole span */
	int64_t market_id; /* 0: not told yet; FIGURES_ALL: all markets */
	int64_t expected;  /* traders who might have reported; of a span: each day's together */
	int64_t reports, sold, zero, closed;
	rupiah total, median, mean; /* of sold days; the median as in office/spread.h */
	bool interval; /* of the median; false: sold is less than 6, and both are 0 */
	rupiah median_low, median_high;
	int64_t known;            /* reports whose live part is known */
	rupiah known_total, live; /* their takings, and what of them was live */
	int64_t live_reports;     /* reports with a live part above 0 */
};
enum { FIGURES_ALL = -1 };
typedef enum rc figures_takings_fn(const struct figures_takings *t, void *arg);

struct figures_sink {            /* each may be NULL */
	figures_takings_fn *day; /* every day and market with traders, by day, then market */
	figures_takings_fn
		*whole; /* every day with traders over all markets, after its markets */
	figures_takings_fn *market; /* every market over the span, then all together */
	void *arg;
};
/* RC_INVALID: the span is empty or longer than FIGURES_DAYS_MAX. RC_FULL: no memory. Stops at the first outcome of
 * sink that is not RC_OK. */
MUST_CHECK enum rc figures_takings(
	struct store *st, const struct figures_span *span, const struct figures_sink *sink);

/* Adds takings of one size. */
void figures_count(struct figures_takings *t, const struct figures_step *s);

struct figures_goods { /* of what traders sell: a report counts for each of its trader's goods */
	char goods[GOODS_WORD_MAX + 1];
	int64_t traders;                /* who sell it now */
	struct figures_takings takings; /* of the span; expected is 0 */
};
typedef enum rc figures_goods_row_fn(const struct figures_goods *g, void *arg);
/* Those with a report in the span, most sold days first, at most `most`. */
MUST_CHECK enum rc figures_goods(struct store *st, const struct figures_span *span, size_t most,
	figures_goods_row_fn *fn, void *arg);

struct figures_gateway { /* messages of one gateway */
	char name[GATEWAY_NAME_MAX + 1];
	int64_t in, out;        /* messages */
	int64_t segments, cost; /* of those that left: segments, rupiah */
	int64_t state[MESSAGE_UNKNOWN +
		      1]; /* outgoing, by enum message_state; sending counts as queued */
};
typedef enum rc figures_gateway_fn(const struct figures_gateway *g, void *arg);
/* By name, over calendar days; price: rupiah a segment. */
MUST_CHECK enum rc figures_gateways(struct store *st, const struct figures_span *span,
	int64_t price, figures_gateway_fn *fn, void *arg);

/* A whole percentage of part in whole, rounded; -1 when whole is 0. */
int figures_percent(int64_t part, int64_t whole);

#endif
