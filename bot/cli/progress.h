/* cli/progress.h - one line on a terminal: how far, how fast, how long still (private to cli/) */
#ifndef LAPAK_CLI_PROGRESS_H
#define LAPAK_CLI_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>

struct progress { /* progress_begin() */
	const char *what;
	const char *unit; /* what is counted, "MiB" after progress_begin() */
	int64_t per;      /* and how many make one */
	bool terminal, shown;
	int64_t began_ms, told_ms;
};

/* Nothing is shown unless stderr is a terminal and it takes longer than a second. */
void progress_begin(struct progress *p, const char *what, int64_t now_ms);
/* done of total, in bytes unless unit and per were changed. */
void progress_show(struct progress *p, int64_t done, int64_t total, int64_t now_ms);
/* Wipes the line. */
void progress_end(struct progress *p);

#endif
