/*
 * relay/lane.h - how much may go to one gateway now: pace, room and rest (private to relay/)
 *
 * Pure: now_ms, a monotonic clock, is an argument. A bucket that holds one second's messages sets
 * the pace. After LANE_FAILURES failures in a row the gateway rests; then a single message tries.
 */
#ifndef LAPAK_RELAY_LANE_H
#define LAPAK_RELAY_LANE_H
#include <stdbool.h>
#include <stdint.h>

enum {
	LANE_IN_FLIGHT =
		64, /* messages on the wire: what the gateway answers while we wait for the disk */
	LANE_FAILURES = 5,
	LANE_REST_MS = 30 * 1000,
};

struct lane {
	int64_t rate;      /* messages a second */
	int64_t bucket;    /* thousandths of messages, at filled_ms */
	int64_t filled_ms; /* INT64_MIN: full */
	unsigned in_flight;
	unsigned failures; /* in a row */
	bool resting;      /* until rest_until_ms, then until one message got through */
	int64_t rest_until_ms;
};

enum lane_outcome { LANE_WORKED, LANE_FAILED, LANE_MISCONFIGURED };
enum lane_change { LANE_SAME, LANE_RESTS, LANE_RECOVERS };

void lane_init(struct lane *l, int64_t rate);
/* How many messages may be taken at now_ms. */
unsigned lane_room(const struct lane *l, int64_t now_ms);
/* n of them are taken; lane_untake() when they were not, after all. */
void lane_take(struct lane *l, unsigned n, int64_t now_ms);
void lane_untake(struct lane *l, unsigned n);
/* One that was taken is over. */
enum lane_change lane_done(struct lane *l, enum lane_outcome outcome, int64_t now_ms);
/* One that was taken never reached the gateway, for a reason of its own. */
void lane_skip(struct lane *l);
/* Milliseconds until lane_room() is more than nothing by time alone; INT64_MAX: never. */
int64_t lane_wait_ms(const struct lane *l, int64_t now_ms);

#endif
