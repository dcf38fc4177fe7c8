/*
 * base/ranks.h - which values of a sample hold the median of what it was drawn from; pure
 *
 * Distribution-free, by order statistics (David and Nagaraja, Order Statistics, 3rd edition, 7.1): of n values drawn
 * independently the l-th smallest and the l-th largest hold the median with probability 1 - 2 P(X < l), where X is
 * binomial(n, 1/2). The ranks are exact: no normal approximation.
 */
#ifndef LAPAK_BASE_RANKS_H
#define LAPAK_BASE_RANKS_H
#include <stdint.h>

/* The largest l, from 1, with which that is 95 % or more: of 30 values 10, the tenth from either end. 0: n is less than
 * 6, and no two values will do. Takes steps in the order of the square root of n. */
int64_t median_rank(int64_t n);

#endif
