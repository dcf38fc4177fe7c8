/*
 * web/progress.h - private to web/: how far long answers are that somebody waits for
 *
 * The caller names the wait in its query (progress=NAME, made up by the page) and asks about it meanwhile. The loop takes
 * and gives back places; only what struct sheet_watch holds is shared with the worker.
 */
#ifndef LAPAK_WEB_PROGRESS_H
#define LAPAK_WEB_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>

#include "office/sheet.h"

enum { PROGRESS_PLACES = 64, PROGRESS_NAME_MAX = 32 };

struct progress_place {
	struct sheet_watch watch;
	int64_t staff_id; /* whose; 0: free */
	char name[PROGRESS_NAME_MAX + 1];
};

struct progress { /* all zero to begin with */
	struct progress_place place[PROGRESS_PLACES];
};

/* NULL: no place is free, or the person has one of that name; the answer comes all the same. */
struct progress_place *progress_take(struct progress *p, int64_t staff_id, const char *name);
/* NULL: nothing of that name goes on. */
struct progress_place *progress_find(struct progress *p, int64_t staff_id, const char *name);
/* NULL is fine. */
void progress_give(struct progress_place *place);

#endif
