/* store/overview.h - counts for the office's first page */
#ifndef LAPAK_STORE_OVERVIEW_H
#define LAPAK_STORE_OVERVIEW_H
#include <stdint.h>

#include "base/rc.h"

struct store;

enum { OVERVIEW_COUNT_MOST = 1000 }; /* queues are counted up to here */

struct overview {
	int64_t traders, new_traders; /* all; since the day began */
	int64_t questions, reviews, complaints, work;
	int64_t in, out, failed,
		segments; /* messages since the day began; segments of those out */
};
/* since: when the day began. Messages are found by their ids, which grow with time. */
MUST_CHECK enum rc overview_read(struct store *st, int64_t since, struct overview *out);
/* The first message taken in or written at or after since; INT64_MAX when there is none. */
MUST_CHECK enum rc message_first_since(struct store *st, int64_t since, int64_t *id);
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
