/* store/funnel.h - how many people of one wave came how far */
#ifndef LAPAK_STORE_FUNNEL_H
#define LAPAK_STORE_FUNNEL_H
#include <stdint.h>

#include "base/rc.h"

struct store;

struct funnel_places {
	int64_t invited; /* told of this wave because they missed an earlier one, or asked for a place in it themselves; who
	                    was told of a later wave since counts there */
	int64_t enrolled;  /* ever had a place, in the waiting list too */
	int64_t reminded;  /* of those, were sent a reminder */
	int64_t answered;  /* answered it with yes or no, and no sitting was moved since */
	int64_t confirmed; /* with yes */
	int64_t attended;  /* came to a sitting */
	int64_t absent;    /* the roster was closed without them */
};
MUST_CHECK enum rc funnel_places(struct store *st, int64_t wave_id, struct funnel_places *out);

struct funnel_span { /* market days, both included */
	int64_t wave_id;
	int32_t from, to;
	int32_t check; /* the stick check of that day after the last sitting counts too; 0: of any day */
};
struct funnel_live { /* of those who attended */
	int64_t known; /* told the live part of a day's takings in the span, or answered the check */
	int64_t live; /* sold something live on such a day, or was live that week by the check */
};
/* Looks at the span's sales of those who attended, by the table's key. */
MUST_CHECK enum rc funnel_live(
	struct store *st, const struct funnel_span *span, struct funnel_live *out);

#endif
