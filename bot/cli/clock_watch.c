/* cli/clock_watch.c - tells when the wall clock was set while we ran */
#include "cli/clock_watch.h"

int64_t clock_watch_look(struct clock_watch *w, int64_t now, int64_t now_ms)
{
	int64_t ahead = now - now_ms / 1000, jump = ahead - w->ahead;

	if (w->began && jump <= CLOCK_JUMP && jump >= -CLOCK_JUMP)
		return 0;
	w->ahead = ahead;
	if (!w->began) {
		w->began = true;
		return 0;
	}
	w->jumps++;
	return jump;
}
