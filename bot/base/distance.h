/*
 * base/distance.h - how many slips of the finger lie between two words
 *
 * Optimal string alignment: a slip is one byte put in, left out or changed, or two neighbours
 * swapped; no byte takes part in two slips.
 */
#ifndef LAPAK_BASE_DISTANCE_H
#define LAPAK_BASE_DISTANCE_H
#include <stddef.h>

enum { DISTANCE_MAX = 64 }; /* bytes; longer words are near to nothing but themselves */

/* The number of slips between a (na bytes) and b (nb bytes), or limit + 1 when it is above
 * limit. */
unsigned word_distance(const char *a, size_t na, const char *b, size_t nb, unsigned limit);

#endif
