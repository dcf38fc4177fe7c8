/* tests/sweep.h - which of the steps of a turn fail in turn */
#ifndef LAPAK_TESTS_SWEEP_H
#define LAPAK_TESTS_SWEEP_H
#include <stdlib.h>

enum { SWEEP_MOST = 5000 }; /* a turn with more steps is one that does not end */

/* The step after k: each of the first 12, then fewer and fewer of the many that are alike; all of them with EVERY_STEP=1. */
static inline int sweep_next(int k)
{
	return k + 1 + (getenv("EVERY_STEP") != NULL ? 0 : k / 12);
}

#endif
