/* store/overview.h - counts for the office's first page */
#ifndef LAPAK_STORE_OVERVIEW_H
#define LAPAK_STORE_OVERVIEW_H
#include <stdint.h>

#include "base/rc.h"

struct store;

enum { OVERVIEW_COUNT_MOST = 1000 }; /* queues are counted up to here */

struct overview {
	int64_t traders, new_traders; /* all; since the market day began */
	int64_t questions, reviews, complaints, work;
	int64_t in, out, failed, segments; /* messages; segments of those out */
};
/* The day that goes on at now. Messages are counted from the sums of calendar days, so from the midnight before it. */
MUST_CHECK enum rc overview_read(struct store *st, int64_t now, struct overview *out);
/* Bytes of the database's pages. */
MUST_CHECK enum rc overview_schema(struct store *st, int64_t *migration);

struct office_gauges {
	int64_t browsers, scripts; /* signed in at now */
	struct {
		int64_t capacity, enrolled; /* seats there are; taken or offered */
	} open, running;                    /* waves that take people in; that go on */
};
MUST_CHECK enum rc overview_gauges(struct store *st, int64_t now, struct office_gauges *out);

#endif
