/*
 * store/figures.h - what the office's figures are made of: sums by day, and counts of what is open
 *
 * Everything reads rows of sums or an index; nothing here grows with the number of sales or messages ever kept.
 */
#ifndef LAPAK_STORE_FIGURES_H
#define LAPAK_STORE_FIGURES_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/message.h"
#include "store/wave.h"
#include "text/amount.h"

struct figures_span {
	int32_t from, to;  /* days, both included */
	int64_t market_id; /* -1: all; 0: traders whose market is not known */
};

/* Takings of one size of a day and market. */
struct figures_step {
	int32_t day;
	int64_t market_id;
	rupiah least; /* 0: open, sold nothing; -1: closed */
	int64_t reports, known, live_reports;
	rupiah total, known_total, live;
};
typedef enum rc figures_step_fn(const struct figures_step *step, void *arg);
/* By day, market and size; rows of nothing are left out. */
MUST_CHECK enum rc figures_steps(
	struct store *st, const struct figures_span *span, figures_step_fn *fn, void *arg);

/* The markets with a row in the span, by id; only market_id is filled. */
MUST_CHECK enum rc figures_markets(
	struct store *st, const struct figures_span *span, figures_step_fn *fn, void *arg);

/* Traders of each market (0: of none) who may be written to, by when they came, up to the end of the span, whatever its market, in
 * no order: fn gets market, instant and how many; who came before the span is told of together, with an instant before it. */
typedef enum rc figures_came_fn(int64_t market_id, int64_t at, int64_t traders, void *arg);
MUST_CHECK enum rc figures_came(
	struct store *st, const struct figures_span *span, figures_came_fn *fn, void *arg);

/* Takings of one size over the span by goods; step->day and market_id mean nothing. */
typedef enum rc figures_goods_fn(const char *goods, const struct figures_step *step, void *arg);
/* By goods, then size; rows of nothing are left out. market_id of the span is not looked at. */
MUST_CHECK enum rc figures_goods_steps(
	struct store *st, const struct figures_span *span, figures_goods_fn *fn, void *arg);
/* How many traders sell it, by goods. */
typedef enum rc figures_sellers_fn(const char *goods, int64_t traders, void *arg);
MUST_CHECK enum rc figures_sellers(struct store *st, figures_sellers_fn *fn, void *arg);

struct figures_complaints {
	int64_t open, done;     /* said in the span */
	int64_t open_now;       /* whenever it was said */
	int64_t median_open_at; /* of those: when the middle one was said; 0: none */
	int64_t median_low_at,
		median_high_at; /* its interval (base/ranks.h); 0: fewer than 6 are open */
};
MUST_CHECK enum rc figures_complaints(
	struct store *st, const struct figures_span *span, struct figures_complaints *out);

struct figures_wave { /* a wave by where its places stand */
	struct wave wave;
	int64_t places[ENROLMENT_ABSENT + 1]; /* by enum enrolment_status */
	int64_t sittings_held;                /* that began before now */
	int64_t present;                      /* attendances noted at them */
	int64_t expected; /* attended or enrolled or absent, times sittings held */
};
typedef enum rc figures_wave_fn(const struct figures_wave *w, void *arg);
/* Waves whose first sitting lies in the span of calendar days, newest first. */
MUST_CHECK enum rc figures_waves(struct store *st, const struct figures_span *span, int64_t now,
	figures_wave_fn *fn, void *arg);

struct figures_stick { /* checks of one day after the last sitting: 3, 10, 30, 60, 90 */
	int day;
	int64_t asked, answered;
	int64_t live; /* of those who answered: live at least once that week */
};
typedef enum rc figures_stick_fn(const struct figures_stick *k, void *arg);
/* Checks asked on the calendar days of the span after waves of its market, by day. */
MUST_CHECK enum rc figures_stick(
	struct store *st, const struct figures_span *span, figures_stick_fn *fn, void *arg);

struct figures_messages {                   /* of a gateway, kind and state */
	const char *gateway, *kind, *state; /* borrowed */
	int64_t messages, segments;
};
typedef enum rc figures_messages_fn(const struct figures_messages *m, void *arg);
/* By gateway, kind and state, over the days of the span. */
MUST_CHECK enum rc figures_messages(
	struct store *st, const struct figures_span *span, figures_messages_fn *fn, void *arg);

struct figures_verdict {
	int64_t sale_rows, message_rows; /* rows of sums compared */
	int64_t wrong; /* of them, those that differ from what they are sums of */
	int32_t first_wrong_day;
};
/* Adds everything up anew and compares; takes seconds on a large database. */
MUST_CHECK enum rc figures_check(struct store *st, struct figures_verdict *out);
/* Writes all sums anew from the rows, inside the caller's transaction. */
MUST_CHECK enum rc figures_rebuild(struct store *st);

#endif
