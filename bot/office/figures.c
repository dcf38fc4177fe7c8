/* office/figures.c - takings by day and market from the sums that are kept of them */
#include "office/figures.h"

#include <stdlib.h>
#include <string.h>

#include "base/days.h"
#include "office/spread.h"

int figures_percent(int64_t part, int64_t whole)
{
	if (whole <= 0)
		return -1;
	return (int)(((double)part * 100.0) / (double)whole + 0.5);
}

struct market_sum { /* a market over the span */
	int64_t id;
	int64_t *came; /* traders who had come by each day of the span */
	struct figures_takings sum;
	struct spread spread;
};

struct survey {
	const struct figures_span *span;
	const struct figures_sink *sink;
	size_t days;
	struct market_sum
		*market; /* by id; one more than there can be markets: those without */
	size_t markets;
	struct market_sum all;
	struct figures_takings day; /* the one being added up */
	struct spread spread;
	struct figures_takings whole; /* that day over all markets */
	struct spread whole_spread;
	int32_t told_day; /* the day and market to be told next */
	size_t told_market;
};

void figures_count(struct figures_takings *t, const struct figures_step *s)
{
	t->reports += s->reports;
	t->closed += s->least < 0 ? s->reports : 0;
	t->zero += s->least == 0 ? s->reports : 0;
	t->sold += s->least > 0 ? s->reports : 0;
	t->total += s->total;
	t->known += s->known;
	t->known_total += s->known_total;
	t->live += s->live;
	t->live_reports += s->live_reports;
}

static void finish(struct figures_takings *t, const struct spread *spread)
{
	t->median = spread_median(spread);
	t->interval = spread_interval(spread, &t->median_low, &t->median_high);
	t->mean = t->sold > 0 ? t->total / t->sold : 0;
}

/* The market's place, which is made when it has none; NULL: no memory, or more markets than there can be. */
static struct market_sum *market_of(struct survey *v, int64_t id)
{
	struct market_sum *m;
	size_t at = v->markets;

	while (at > 0 && v->market[at - 1].id > id)
		at--;
	if (at > 0 && v->market[at - 1].id == id)
		return &v->market[at - 1];
	if (v->markets > MARKETS_MAX)
		return NULL;
	memmove(&v->market[at + 1], &v->market[at], (v->markets - at) * sizeof(v->market[0]));
	v->markets++;
	m = &v->market[at];
	memset(m, 0, sizeof(*m));
	m->id = m->sum.market_id = id;
	m->sum.day = FIGURES_ALL;
	m->came = calloc(v->days, sizeof(m->came[0]));
	return m->came != NULL ? m : NULL;
}

static enum rc note_came(int64_t market_id, int64_t at, int64_t traders, void *arg)
{
	struct survey *v = arg;
	int32_t day = day_of(at);
	struct market_sum *m;

	if ((v->span->market_id >= 0 && market_id != v->span->market_id) || day > v->span->to ||
		traders == 0)
		return RC_OK;
	m = market_of(v, market_id);
	if (m == NULL)
		return RC_FULL;
	m->came[day > v->span->from ? day - v->span->from : 0] += traders;
	return RC_OK;
}

static enum rc note_market(const struct figures_step *s, void *arg)
{
	return market_of(arg, s->market_id) != NULL ? RC_OK : RC_FULL;
}

/* From who came on each day to who had come by then. */
static void run_up(struct survey *v)
{
	for (size_t i = 0; i < v->markets; i++)
		for (size_t d = 1; d < v->days; d++)
			v->market[i].came[d] += v->market[i].came[d - 1];
}

/* Tells of the day and market that stand in v->day. */
static enum rc tell_day(struct survey *v, struct market_sum *m, int32_t day)
{
	struct figures_takings *t = &v->day;
	enum rc rc = RC_OK;

	t->day = day;
	t->market_id = m->id;
	t->expected = m->came[day - v->span->from];
	m->sum.expected += t->expected;
	v->whole.expected += t->expected;
	v->all.sum.expected += t->expected;
	finish(t, &v->spread);
	if (v->sink->day != NULL && (t->expected > 0 || t->reports > 0))
		rc = v->sink->day(t, v->sink->arg);
	memset(t, 0, sizeof(*t));
	spread_clear(&v->spread);
	return rc;
}

/* Tells of the day that is over; a median cannot be added up from those of the markets. */
static enum rc tell_whole(struct survey *v)
{
	struct figures_takings *t = &v->whole;
	enum rc rc = RC_OK;

	t->day = v->told_day;
	t->market_id = FIGURES_ALL;
	finish(t, &v->whole_spread);
	if (v->sink->whole != NULL && (t->expected > 0 || t->reports > 0))
		rc = v->sink->whole(t, v->sink->arg);
	memset(t, 0, sizeof(*t));
	spread_clear(&v->whole_spread);
	return rc;
}

/* Tells of every day and market before day and market, those without a report too. */
static enum rc tell_until(struct survey *v, int32_t day, int64_t market_id)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK && v->told_day <= v->span->to &&
		(v->told_day < day ||
			(v->told_day == day && v->market[v->told_market].id < market_id))) {
		rc = tell_day(v, &v->market[v->told_market], v->told_day);
		if (++v->told_market == v->markets) {
			if (rc == RC_OK)
				rc = tell_whole(v);
			v->told_market = 0;
			v->told_day++;
		}
	}
	return rc;
}

static enum rc take_step(const struct figures_step *s, void *arg)
{
	struct survey *v = arg;
	enum rc rc = tell_until(v, s->day, s->market_id);
	struct market_sum *m;

	if (rc != RC_OK)
		return rc;
	m = &v->market[v->told_market]; /* tell_until stopped there */
	if (m->id != s->market_id || v->told_day != s->day)
		return RC_OK; /* a market that came while this was read */
	figures_count(&v->day, s);
	figures_count(&v->whole, s);
	figures_count(&m->sum, s);
	figures_count(&v->all.sum, s);
	if (s->least <= 0)
		return RC_OK;
	spread_add(&v->spread, s->least, s->reports, s->total);
	spread_add(&v->whole_spread, s->least, s->reports, s->total);
	spread_add(&m->spread, s->least, s->reports, s->total);
	spread_add(&v->all.spread, s->least, s->reports, s->total);
	return RC_OK;
}

static enum rc tell_markets(struct survey *v)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < v->markets && rc == RC_OK; i++) {
		struct market_sum *m = &v->market[i];

		finish(&m->sum, &m->spread);
		if (m->sum.expected > 0 || m->sum.reports > 0)
			rc = v->sink->market(&m->sum, v->sink->arg);
	}
	finish(&v->all.sum, &v->all.spread);
	return rc == RC_OK ? v->sink->market(&v->all.sum, v->sink->arg) : rc;
}

static enum rc survey(struct store *st, struct survey *v)
{
	enum rc rc = figures_came(st, v->span, note_came, v);

	if (rc == RC_OK) /* reports of markets whose traders all stopped */
		rc = figures_markets(st, v->span, note_market, v);
	if (rc != RC_OK)
		return rc;
	run_up(v);
	if (v->markets > 0)
		rc = figures_steps(st, v->span, take_step, v);
	if (rc == RC_OK && v->markets > 0)
		rc = tell_until(v, v->span->to + 1, 0);
	return rc == RC_OK && v->sink->market != NULL ? tell_markets(v) : rc;
}

enum rc figures_takings(
	struct store *st, const struct figures_span *span, const struct figures_sink *sink)
{
	struct survey *v;
	enum rc rc = RC_FULL;

	if (span->to < span->from || span->to - span->from >= FIGURES_DAYS_MAX)
		return RC_INVALID;
	v = calloc(1, sizeof(*v));
	if (v == NULL)
		return RC_FULL;
	v->span = span;
	v->sink = sink;
	v->days = (size_t)span->to - (size_t)span->from + 1;
	v->told_day = span->from;
	v->all.sum.day = FIGURES_ALL;
	v->all.sum.market_id = FIGURES_ALL;
	v->market = calloc(MARKETS_MAX + 2, sizeof(v->market[0]));
	if (v->market != NULL)
		rc = survey(st, v);
	for (size_t i = 0; i < v->markets; i++)
		free(v->market[i].came);
	free(v->market);
	free(v);
	return rc;
}
