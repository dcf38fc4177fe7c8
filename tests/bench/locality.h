/* tests/bench/locality.h - who writes: few traders daily, most now and then */
#ifndef LAPAK_BENCH_LOCALITY_H
#define LAPAK_BENCH_LOCALITY_H
#include <stdint.h>

enum {
	LOCALITY_STRIDE = 33,
	LOCALITY_SHARE = 80
}; /* three of a hundred write 80 of a hundred */

/* A trader from 0 to traders - 1 by a random number: every 33rd is one who writes much. */
static inline int64_t locality_pick(uint64_t random, int64_t traders)
{
	uint64_t of = random >> 8;

	if (random % 100 >= LOCALITY_SHARE)
		return (int64_t)(of % (uint64_t)traders);
	return (int64_t)(of % ((uint64_t)(traders - 1) / LOCALITY_STRIDE + 1)) *
	       LOCALITY_STRIDE;
}
#endif
