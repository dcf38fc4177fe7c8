/* base/quiet.c - quiet hours: when nothing but replies is sent */
#include "base/quiet.h"

#include "base/days.h"

enum { MINUTE = 60 };

/* Seconds from a time of the day until the next time it is `to`, 0..86399. */
static int64_t until(int from, int to)
{
	int64_t seconds = (int64_t)to - from;

	return seconds < 0 ? seconds + DAY_SECONDS : seconds;
}

bool quiet_at(const struct quiet_hours *q, int64_t instant)
{
	int64_t whole = until(q->from * MINUTE, q->until * MINUTE);

	return whole > 0 && until(q->from * MINUTE, day_seconds(instant)) < whole;
}

int64_t quiet_end(const struct quiet_hours *q, int64_t instant)
{
	if (!quiet_at(q, instant))
		return instant;
	return instant + until(day_seconds(instant), q->until * MINUTE);
}

int64_t quiet_begin(const struct quiet_hours *q, int64_t instant)
{
	if (q->from == q->until)
		return INT64_MAX;
	if (quiet_at(q, instant))
		return instant;
	return instant + until(day_seconds(instant), q->from * MINUTE);
}
