/* base/distance.c - how many slips of the finger lie between two words */
#include "base/distance.h"

#include <string.h>

/* Three rows of the table are enough: a swap looks two rows back. */
struct rows {
	unsigned before[DISTANCE_MAX + 1], above[DISTANCE_MAX + 1], here[DISTANCE_MAX + 1];
};

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Fills here for the prefix of a that ends with a[i - 1]; returns the row's smallest value. */
static unsigned fill_row(struct rows *r, const char *a, size_t i, const char *b, size_t nb)
{
	unsigned smallest = (unsigned)i;

	r->here[0] = (unsigned)i;
	for (size_t j = 1; j <= nb; j++) {
		unsigned changed = r->above[j - 1] + (a[i - 1] != b[j - 1]);
		unsigned best = least(changed, least(r->above[j], r->here[j - 1]) + 1);

		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			best = least(best, r->before[j - 2] + 1);
		r->here[j] = best;
		smallest = least(smallest, best);
	}
	return smallest;
}

unsigned word_distance(const char *a, size_t na, const char *b, size_t nb, unsigned limit)
{
	struct rows r;
	unsigned earlier = 0;

	if (na == nb && memcmp(a, b, na) == 0)
		return 0;
	if (na > DISTANCE_MAX || nb > DISTANCE_MAX || (na > nb ? na - nb : nb - na) > limit)
		return limit + 1;
	while (na > 0 && nb > 0 && *a == *b) { /* what both begin or end with costs nothing */
		a++;
		b++;
		na--;
		nb--;
	}
	while (na > 0 && nb > 0 && a[na - 1] == b[nb - 1]) {
		na--;
		nb--;
	}
	/* One slip mends both ends only where no more than a swap lies between them. */
	if (limit == 1 && na > 2 && nb > 2)
		return limit + 1;
	for (size_t j = 0; j <= nb; j++)
		r.above[j] = (unsigned)j;
	for (size_t i = 1; i <= na; i++) {
		unsigned smallest = fill_row(&r, a, i, b, nb);

		/* A swap may still come from the row before, so two rows must be too far. */
		if (smallest > limit && earlier > limit)
			return limit + 1;
		earlier = smallest;
		memcpy(r.before, r.above, (nb + 1) * sizeof(r.above[0]));
		memcpy(r.above, r.here, (nb + 1) * sizeof(r.here[0]));
	}
	return least(r.above[nb], limit + 1);
}
