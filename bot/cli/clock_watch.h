/* cli/clock_watch.h - tells when the wall clock was set while we ran (private to cli/) */
#ifndef LAPAK_CLI_CLOCK_WATCH_H
#define LAPAK_CLI_CLOCK_WATCH_H
#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_JUMP = 3600 }; /* seconds, above which the office is told */

struct clock_watch { /* all zero to begin with */
	int64_t ahead; /* wall clock less monotonic clock, seconds, at the last jump or the beginning */
	int64_t jumps; /* so far */
	bool began;
};

/* now: unix seconds; now_ms: monotonic. Seconds by which the clock was set since it was last told, forward or (negative)
 * back, when more than CLOCK_JUMP; else 0. What due times make of it: office/scheduler.h. */
int64_t clock_watch_look(struct clock_watch *w, int64_t now, int64_t now_ms);

#endif
