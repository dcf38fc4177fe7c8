/* base/median.c - the middle of some numbers */
#include "base/median.h"

#include <stdlib.h>

#include "base/rc.h"

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

int64_t median_of(int64_t *value, size_t n)
{
	if (n == 0)
		BUG("the median of nothing");
	qsort(value, n, sizeof(*value), by_size);
	return value[n / 2];
}
