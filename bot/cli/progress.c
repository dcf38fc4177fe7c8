/* cli/progress.c - one line on a terminal: how far, how fast, how long still */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { QUIET_MS = 1000, EVERY_MS = 200 };

void progress_begin(struct progress *p, const char *what, int64_t now_ms)
{
	*p = (struct progress){ .what = what,
		.unit = "MiB",
		.per = INT64_C(1024) * 1024,
		.terminal = isatty(STDERR_FILENO) == 1,
		.began_ms = now_ms,
		.told_ms = now_ms };
}

void progress_show(struct progress *p, int64_t done, int64_t total, int64_t now_ms)
{
	int64_t took = now_ms - p->began_ms, rate;

	if (!p->terminal || took < QUIET_MS || now_ms - p->told_ms < EVERY_MS || total <= 0)
		return;
	p->told_ms = now_ms;
	p->shown = true;
	rate = (int64_t)((double)done * 1000.0 / (double)took) + 1;
	(void)fprintf(stderr,
		"\r%s: %3" PRId64 " %%, %" PRId64 " of %" PRId64 " %s, %" PRId64
		" %s/s, %" PRId64 " s left \033[K",
		p->what, done * 100 / total, done / p->per, total / p->per, p->unit,
		rate / p->per, p->unit, total > done ? (total - done) / rate : 0);
	(void)fflush(stderr);
}

void progress_end(struct progress *p)
{
	if (p->shown)
		(void)fputs("\r\033[K", stderr);
}
