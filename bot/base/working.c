/* base/working.c - office hours: when somebody answers, and how long that takes */
#include "base/working.h"

#include <stdbool.h>

#include "base/days.h"

enum { DAYS_MOST = 60 };

/* The office hours of a calendar day; false: none. */
static bool hours_of(
	const struct working_hours *w, int32_t day, int64_t *opens, int64_t *closes)
{
	int monday_first = (day_weekday(day) + 6) % 7;
	bool always = w->from == w->until;

	*opens = day_instant(day, always ? 0 : w->from * 60);
	*closes = always ? day_instant(day + 1, 0) : day_instant(day, w->until * 60);
	return w->days == 0 || monday_first < w->days;
}

int64_t working_between(const struct working_hours *w, int64_t from, int64_t until)
{
	int64_t sum = 0;
	int32_t first = day_calendar(from);

	for (int32_t day = first; day < first + DAYS_MOST; day++) {
		int64_t opens, closes;

		if (!hours_of(w, day, &opens, &closes))
			continue;
		opens = opens < from ? from : opens;
		closes = closes > until ? until : closes;
		sum += closes > opens ? closes - opens : 0;
	}
	return sum;
}

int64_t working_after(const struct working_hours *w, int64_t from, int64_t seconds)
{
	int32_t first = day_calendar(from);
	int64_t opens = from, closes = from;

	for (int32_t day = first; day < first + DAYS_MOST; day++) {
		if (!hours_of(w, day, &opens, &closes))
			continue;
		opens = opens < from ? from : opens;
		if (closes - opens >= seconds && closes > opens)
			return opens + seconds;
		seconds -= closes > opens ? closes - opens : 0;
	}
	return closes;
}
