/* office/effect.c - difference in differences of takings, with a bootstrap interval */
#include "office/effect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/ranks.h"
#include "office/random.h"

enum {
	DRAWS = 2000,
	DAY_LEAST =
		5, /* not yet trained traders with takings on a day, or the day is left out */
};
#define SEED UINT64_C(20261127)

struct study {
	const struct effect_person *people;
	size_t n;
	int days;
	double day
		[EFFECT_DAYS]; /* log of how the not yet trained did that day, against their own before */
	bool day_known[EFFECT_DAYS];
	double *own;         /* of each person: median log before */
	double *scratch;     /* room for n, and for a person's days */
	double *change[2];   /* trained, compared: log(after / before) */
	double *level[2][2]; /* and levels before and after */
	size_t count[2];
};

static int compare_double(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Sorts v. n >= 1. */
static double median(double *v, size_t n)
{
	qsort(v, n, sizeof(v[0]), compare_double);
	return (v[(n - 1) / 2] + v[n / 2]) / 2;
}

static bool takes_part(const struct study *s, const struct effect_person *p)
{
	return p->trained || p->free_days >= s->days;
}

/* Median of the logs of days with takings, each less the day's own; *sold and *zero count the days used. */
static double middle(const struct study *s, const struct effect_person *p, int from, int to,
	size_t *sold, size_t *zero)
{
	size_t n = 0;

	*zero = 0;
	for (int d = from; d < to; d++) {
		if (!s->day_known[d])
			continue;
		if (p->taking[d] > 0)
			s->scratch[n++] = log((double)p->taking[d]) - s->day[d];
		*zero += p->taking[d] == 0;
	}
	*sold = n;
	return n > 0 ? median(s->scratch, n) : 0;
}

/* How the not yet trained did on day d against their own before. */
static void find_day(struct study *s, int d)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct effect_person *p = &s->people[i];

		if (!p->trained && takes_part(s, p) && p->taking[d] > 0 && !isnan(s->own[i]))
			s->scratch[n++] = log((double)p->taking[d]) - s->own[i];
	}
	s->day_known[d] = n >= DAY_LEAST;
	s->day[d] = n > 0 ? median(s->scratch, n) : 0;
}

static void find_days(struct study *s)
{
	size_t sold, zero, compared = 0;

	for (int d = 0; d < EFFECT_DAYS; d++) {
		s->day[d] = 0;
		s->day_known[d] = true;
	}
	for (size_t i = 0; i < s->n; i++) {
		s->own[i] = middle(s, &s->people[i], 0, EFFECT_BEFORE, &sold, &zero);
		if (sold < EFFECT_LEAST_DAYS)
			s->own[i] = NAN;
		compared += !s->people[i].trained && sold >= EFFECT_LEAST_DAYS;
	}
	if (compared <
		DAY_LEAST) /* nobody to tell market days by; then there is no comparison either */
		return;
	for (int d = 0; d < EFFECT_BEFORE + s->days; d++)
		find_day(s, d);
}

/* log of the level over [from, to): false when there are too few days. */
static bool level(
	const struct study *s, const struct effect_person *p, int from, int to, double *out)
{
	size_t sold, zero;
	double log_median = middle(s, p, from, to, &sold, &zero);

	if (sold < EFFECT_LEAST_DAYS)
		return false;
	*out = log_median + log((double)sold / (double)(sold + zero));
	return true;
}

struct tally_of_days {
	int64_t all[2], unknown[2], open[2], zero[2]; /* before, after */
};

static void count_days(
	const struct study *s, const struct effect_person *p, struct tally_of_days *t)
{
	for (int d = 0; d < EFFECT_BEFORE + s->days; d++) {
		int after = d >= EFFECT_BEFORE;

		t->all[after]++;
		t->unknown[after] += p->taking[d] == TAKING_UNKNOWN;
		t->open[after] += p->taking[d] >= 0;
		t->zero[after] += p->taking[d] == 0;
	}
}

static int percent(int64_t part, int64_t whole)
{
	return whole > 0 ? (int)((part * 200 + whole) / (whole * 2)) : 0;
}

static rupiah in_rupiah(double level)
{
	return (rupiah)llround(exp(level));
}

static void describe(
	struct study *s, int which, const struct tally_of_days *t, struct effect_group *g)
{
	size_t rank = (size_t)median_rank((int64_t)s->count[which]);

	g->n = s->count[which];
	g->missing_before = percent(t->unknown[0], t->all[0]);
	g->missing_after = percent(t->unknown[1], t->all[1]);
	g->zero_before = percent(t->zero[0], t->open[0]);
	g->zero_after = percent(t->zero[1], t->open[1]);
	if (g->n == 0)
		return;
	g->before = in_rupiah(median(s->level[which][0], g->n));
	g->after = in_rupiah(median(s->level[which][1], g->n));
	g->interval = rank > 0;
	if (!g->interval)
		return;
	/* Sorted by now. */
	g->before_low = in_rupiah(s->level[which][0][rank - 1]);
	g->before_high = in_rupiah(s->level[which][0][g->n - rank]);
	g->after_low = in_rupiah(s->level[which][1][rank - 1]);
	g->after_high = in_rupiah(s->level[which][1][g->n - rank]);
}

static void find_changes(struct study *s, struct effect *out)
{
	struct tally_of_days days[2] = { { { 0 }, { 0 }, { 0 }, { 0 } } };
	struct effect_group *groups[2] = { &out->trained, &out->compared };

	for (size_t i = 0; i < s->n; i++) {
		const struct effect_person *p = &s->people[i];
		int which = p->trained ? 0 : 1;
		size_t at = s->count[which];
		double before, after;

		if (!takes_part(s, p))
			continue;
		count_days(s, p, &days[which]);
		if (!level(s, p, 0, EFFECT_BEFORE, &before) ||
			!level(s, p, EFFECT_BEFORE, EFFECT_BEFORE + s->days, &after)) {
			groups[which]->left_out++;
			continue;
		}
		s->change[which][at] = after - before;
		s->level[which][0][at] = before;
		s->level[which][1][at] = after;
		s->count[which]++;
	}
	describe(s, 0, &days[0], &out->trained);
	describe(s, 1, &days[1], &out->compared);
}

static double mean(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum / (double)n;
}

/* The mean of as many drawn with putting back. */
static double drawn_mean(const double *v, size_t n, struct random *r)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[random_below(r, n)];
	return sum / (double)n;
}

/* Percentiles of few traders lie too close together: widened as Student's t is against the normal (Hesterberg, What
 * Teachers Should Know About the Bootstrap, 2015, "expanded percentile"). */
static double widening(size_t n)
{
	double more = (double)n - 1;

	return sqrt((double)n / more) * (1 + 1.21 / more);
}

static void find_interval(const struct study *s, struct effect *out)
{
	static const double part = 0.025;
	struct random r = { .state = SEED };
	double draws[DRAWS], middle_of, wider;

	if (s->count[0] < 2 || s->count[1] < 2)
		return;
	for (size_t k = 0; k < DRAWS; k++)
		draws[k] = drawn_mean(s->change[0], s->count[0], &r) -
			   drawn_mean(s->change[1], s->count[1], &r);
	qsort(draws, DRAWS, sizeof(draws[0]), compare_double);
	middle_of = mean(s->change[0], s->count[0]) - mean(s->change[1], s->count[1]);
	wider = widening(s->count[0] < s->count[1] ? s->count[0] : s->count[1]);
	out->change = expm1(middle_of);
	out->low = expm1(middle_of + (draws[(size_t)(part * DRAWS)] - middle_of) * wider);
	out->high = expm1(
		middle_of + (draws[(size_t)((1 - part) * DRAWS) - 1] - middle_of) * wider);
	out->interval = true;
	out->enough = s->count[0] >= EFFECT_LEAST && s->count[1] >= EFFECT_LEAST;
}

enum rc effect_measure(
	const struct effect_person *people, size_t n, int days, struct effect *out)
{
	enum { ROOMS = 8 };
	struct study s = { .people = people, .n = n, .days = days };
	size_t room = n + EFFECT_DAYS;
	double *memory = calloc(room * ROOMS, sizeof(*memory));

	if (memory == NULL)
		return RC_FULL;
	memset(out, 0, sizeof(*out));
	s.own = memory;
	s.scratch = memory + room;
	for (size_t g = 0; g < 2; g++) {
		s.change[g] = memory + (2 + g) * room;
		s.level[g][0] = memory + (4 + g) * room;
		s.level[g][1] = memory + (6 + g) * room;
	}
	find_days(&s);
	find_changes(&s, out);
	find_interval(&s, out);
	free(memory);
	return RC_OK;
}
