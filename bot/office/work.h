/* office/work.h - what the office's rules work with */
#ifndef LAPAK_OFFICE_WORK_H
#define LAPAK_OFFICE_WORK_H
#include <stdint.h>

struct config;
struct store;
struct wording;

struct work { /* borrowed for the call; store is inside a transaction of the caller's */
	struct store *store;
	const struct wording *wording;
	const struct config *config;
	int64_t now; /* unix seconds */
};

#endif
