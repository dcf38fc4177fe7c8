/*
 * office/spread.h - how takings are spread over sizes, and the middle of them; pure
 *
 * Sizes are the steps the store sums takings in: a tenth wide at most. The median of takings that all lie in one
 * step at one sum, as the round sums of market talk mostly do, is exact; otherwise it is the mean of the step the
 * middle lies in, less than a tenth off.
 */
#ifndef LAPAK_OFFICE_SPREAD_H
#define LAPAK_OFFICE_SPREAD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/amount.h"

enum { SPREAD_STEPS = 512 }; /* more than there are steps up to a trillion */

struct spread {
	size_t n;
	struct spread_step {
		rupiah least;
		int64_t reports;
		rupiah total;
	} step[SPREAD_STEPS]; /* by least */
};

void spread_clear(struct spread *s);
/* Adds reports of takings of at least `least` > 0 with their sum; both may be negative. */
void spread_add(struct spread *s, rupiah least, int64_t reports, rupiah total);
/* 0 when there are none. */
rupiah spread_median(const struct spread *s);

/* Takings that hold the median of what the reports are a sample of, 95 times of 100 (base/ranks.h; each trader's days
 * are taken as independent), as exact as the median. False: fewer than 6 reports, and the ends are 0. */
bool spread_interval(const struct spread *s, rupiah *low, rupiah *high);

#endif
