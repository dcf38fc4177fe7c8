/* office/random.c - numbers that look random and are the same for the same seed */
#include "office/random.h"

#include <math.h>

uint64_t random_next(struct random *r)
{
	uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

uint64_t random_below(struct random *r, uint64_t n)
{
	/* The lean towards small numbers is n / 2^64. */
	return random_next(r) % n;
}

double random_unit(struct random *r)
{
	return (double)(random_next(r) >> 11) * 0x1.0p-53;
}

double random_normal(struct random *r)
{
	double u = 1.0 - random_unit(r), v = random_unit(r);

	return sqrt(-2.0 * log(u)) * cos(2.0 * 3.14159265358979323846 * v);
}
