/* base/working.h - office hours: when somebody answers, and how long that takes */
#ifndef LAPAK_BASE_WORKING_H
#define LAPAK_BASE_WORKING_H
#include <stdint.h>

struct working_hours {   /* all zero: day and night, every day */
	int from, until; /* minutes after midnight WIB, from < until */
	int days;        /* the first so many of a week that begins on Monday: 5, 6 or 7 */
};

/* Seconds of office hours between two instants; 0 when until <= from. Looks at most 60 days ahead. */
int64_t working_between(const struct working_hours *w, int64_t from, int64_t until);
/* The instant at which so many seconds of office hours have passed since `from`; within them, at their first second at the
 * earliest. Looks at most 60 days ahead. */
int64_t working_after(const struct working_hours *w, int64_t from, int64_t seconds);

#endif
