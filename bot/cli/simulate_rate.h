/*
 * cli/simulate_rate.h - lapak simulate --rate: a market day's arrivals, and a server driven at its peak (private to cli/)
 */
#ifndef LAPAK_CLI_SIMULATE_RATE_H
#define LAPAK_CLI_SIMULATE_RATE_H
#include <stdint.h>

#include "cli/cli.h"

enum {
	DAY_MINUTES = 24 * 60,
	PEAK_MINUTES = 5,
	PEAK_SECONDS = PEAK_MINUTES * 60,
	NATION_TRADERS = 12000000,
};

/* How the messages of a market day arrive: one a trader on average. */
struct arrivals {
	int64_t minute[DAY_MINUTES]; /* messages in each minute from midnight */
	int64_t mean, peak;          /* a second: over the day, over the busiest PEAK_MINUTES */
	int peak_minute;             /* when those begin */
};

/* traders >= 1; the same for the same seed. */
void arrivals_make(struct arrivals *a, int64_t traders, uint64_t seed);

/* The command with --rate. */
enum exit_status simulate_rate(const struct invocation *in);

#endif
