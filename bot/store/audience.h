/*
 * store/audience.h - who a broadcast is meant for
 *
 * Kinds of a condition are joined by AND, the values within a kind by OR. Who has stopped and who has no
 * number of their own is never in it. One text of SQL counts, shows and expands (AUDIENCE_FROM), so that
 * what was previewed is what is sent.
 */
#ifndef LAPAK_STORE_AUDIENCE_H
#define LAPAK_STORE_AUDIENCE_H
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/rc.h"
#include "store/trader.h"

enum {
	AUDIENCE_VALUES = 8, /* of one kind */
	AUDIENCE_STATUSES = 6,
	AUDIENCE_TEXT_MAX = 512, /* bytes of its stored form */
	AUDIENCE_LANGUAGE_MAX = 7,
	SILENT_DAYS_MAX = 3650,
};

struct audience { /* a plain value; all zero: everybody */
	int64_t market[AUDIENCE_VALUES], wave[AUDIENCE_VALUES];
	size_t markets, waves;
	unsigned statuses; /* 1 << enum enrolment_status; 0 with waves: those with a seat */
	char language[AUDIENCE_VALUES][AUDIENCE_LANGUAGE_MAX + 1];
	size_t languages;
	int64_t silent_days; /* wrote nothing for so long; 0: whoever */
};

/* "market=3,7 wave=12 status=enrolled language=jv silent=7"; "" for everybody. */
void audience_write(const struct audience *a, struct buf *out);
/* RC_INVALID: not what audience_write() makes. */
MUST_CHECK enum rc audience_read(struct audience *out, const char *text);

enum { AUDIENCE_LANGUAGES_COUNTED = 16 };
struct audience_count {
	int64_t total, first_id, last_id; /* trader ids; 0 when there is nobody */
	struct {
		char language[AUDIENCE_LANGUAGE_MAX + 1];
		int64_t traders;
	} of[AUDIENCE_LANGUAGES_COUNTED];
	size_t languages;
};

struct audience_ask {
	const struct audience *audience;
	int64_t silent_before; /* an instant; used when silent_days > 0 */
	int64_t after, until;  /* trader ids in (after, until] */
};

/* Looks at every trader: 0.2 s for a million. */
MUST_CHECK enum rc audience_count(
	struct store *st, const struct audience_ask *ask, struct audience_count *out);
/* The first max by trader id; *n how many. */
MUST_CHECK enum rc audience_sample(struct store *st, const struct audience_ask *ask, size_t max,
	struct trader *out, size_t *n);

#endif
