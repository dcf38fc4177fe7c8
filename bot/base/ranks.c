/* base/ranks.c - which values of a sample hold the median of what it was drawn from */
#include "base/ranks.h"

#include <math.h>

enum { PRODUCT_MOST = 64 };
#define PI   3.14159265358979323846
#define TAIL 0.025

/* C(2m, m) / 4^m: by its product, or by its series (NIST Handbook of Mathematical Functions 5.11, of the ratio
 * of gammas), whose next term is below 2e-12 here. */
static double central(int64_t m)
{
	double x = (double)m, p = 1;

	if (m >= PRODUCT_MOST)
		return (1 - 1 / (8 * x) + 1 / (128 * x * x) + 5 / (1024 * x * x * x) -
			       21 / (32768 * x * x * x * x)) /
		       sqrt(PI * x);
	for (int64_t k = 1; k <= m; k++)
		p *= (double)(2 * k - 1) / (double)(2 * k);
	return p;
}

int64_t median_rank(int64_t n)
{
	int64_t m = n / 2, k;
	double one, below; /* P(X = k), P(X <= k) */

	if (n < 1)
		return 0;
	if (n % 2 == 0) {
		k = m - 1;
		below = (1 - central(m)) / 2;
		one = central(m) * (double)m / (double)(m + 1);
	} else {
		k = m;
		below = 0.5;
		one = central(m) * (double)n / (double)(2 * (m + 1));
	}
	for (; k >= 0 && below > TAIL; k--) {
		below -= one;
		one *= (double)k / (double)(n - k + 1);
	}
	return k + 1;
}
