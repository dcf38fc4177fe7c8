/*
 * office/random.h - numbers that look random and are the same for the same seed: for resampling, never for secrets
 *
 * SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
 */
#ifndef LAPAK_OFFICE_RANDOM_H
#define LAPAK_OFFICE_RANDOM_H
#include <stdint.h>

struct random {
	uint64_t state; /* the seed */
};

uint64_t random_next(struct random *r);
/* 0..n-1; n >= 1. */
uint64_t random_below(struct random *r, uint64_t n);
/* Over [0, 1). */
double random_unit(struct random *r);
/* Normal with mean 0 and deviation 1. */
double random_normal(struct random *r);

#endif
