/* base/median.h - the middle of some numbers */
#ifndef LAPAK_BASE_MEDIAN_H
#define LAPAK_BASE_MEDIAN_H
#include <stddef.h>
#include <stdint.h>

/* Of an even number the upper one of both; sorts value. n: at least 1. */
int64_t median_of(int64_t *value, size_t n);

#endif
