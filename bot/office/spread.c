/* office/spread.c - how takings are spread over sizes, and the middle of them */
#include "office/spread.h"

#include <string.h>

#include "base/ranks.h"

void spread_clear(struct spread *s)
{
	s->n = 0;
}

/* Where least is or would be. */
static size_t place(const struct spread *s, rupiah least)
{
	size_t low = 0, high = s->n;

	/* Rows come by size: mostly it belongs at the end. */
	if (s->n == 0 || s->step[s->n - 1].least < least)
		return s->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->step[middle].least < least)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void spread_add(struct spread *s, rupiah least, int64_t reports, rupiah total)
{
	size_t at = place(s, least);

	if (at == SPREAD_STEPS)
		at--; /* beyond a trillion: with the largest */
	else if (at == s->n || s->step[at].least != least) {
		if (s->n == SPREAD_STEPS)
			s->n--;
		memmove(&s->step[at + 1], &s->step[at], (s->n - at) * sizeof(s->step[0]));
		s->step[at] = (struct spread_step){ .least = least };
		s->n++;
	}
	s->step[at].reports += reports;
	s->step[at].total += total;
}

/* The mean of the step in which report number rank lies, from 0. */
static rupiah at_rank(const struct spread *s, int64_t rank)
{
	for (size_t i = 0; i < s->n; i++) {
		if (rank < s->step[i].reports)
			return s->step[i].total / s->step[i].reports;
		rank -= s->step[i].reports;
	}
	return 0;
}

static int64_t reports_of(const struct spread *s)
{
	int64_t count = 0;

	for (size_t i = 0; i < s->n; i++)
		count += s->step[i].reports;
	return count;
}

rupiah spread_median(const struct spread *s)
{
	int64_t count = reports_of(s);
	rupiah low, high;

	if (count <= 0)
		return 0;
	low = at_rank(s, (count - 1) / 2);
	high = at_rank(s, count / 2);
	return low + (high - low) / 2;
}

bool spread_interval(const struct spread *s, rupiah *low, rupiah *high)
{
	int64_t count = reports_of(s), rank = median_rank(count);

	*low = *high = 0;
	if (rank == 0)
		return false;
	*low = at_rank(s, rank - 1);
	*high = at_rank(s, count - rank);
	return true;
}
