/* relay/lane.c - how much may go to one gateway now: pace, room and rest */
#include "relay/lane.h"

enum { ONE = 1000 }; /* a message in the bucket */

void lane_init(struct lane *l, int64_t rate)
{
	*l = (struct lane){ .rate = rate, .filled_ms = INT64_MIN };
}

static int64_t bucket_at(const struct lane *l, int64_t now_ms)
{
	int64_t full = l->rate * ONE, filled;

	if (l->filled_ms == INT64_MIN || now_ms - l->filled_ms >= 1000)
		return full;
	if (now_ms <= l->filled_ms)
		return l->bucket;
	filled = l->bucket + (now_ms - l->filled_ms) * l->rate;
	return filled < full ? filled : full;
}

unsigned lane_room(const struct lane *l, int64_t now_ms)
{
	int64_t paced = bucket_at(l, now_ms) / ONE;
	unsigned wire = l->in_flight < LANE_IN_FLIGHT ? LANE_IN_FLIGHT - l->in_flight : 0;

	if (paced < 1)
		return 0;
	if (l->resting)
		return now_ms >= l->rest_until_ms && l->in_flight == 0 ? 1 : 0;
	return paced < wire ? (unsigned)paced : wire;
}

void lane_take(struct lane *l, unsigned n, int64_t now_ms)
{
	l->bucket = bucket_at(l, now_ms) - (int64_t)n * ONE;
	l->filled_ms = now_ms;
	l->in_flight += n;
}

void lane_untake(struct lane *l, unsigned n)
{
	l->bucket += (int64_t)n * ONE;
	l->in_flight -= n;
}

static enum lane_change rest(struct lane *l, int64_t now_ms)
{
	bool began = !l->resting;

	if (began || now_ms >= l->rest_until_ms)
		l->rest_until_ms = now_ms + LANE_REST_MS;
	l->resting = true;
	return began ? LANE_RESTS : LANE_SAME;
}

enum lane_change lane_done(struct lane *l, enum lane_outcome outcome, int64_t now_ms)
{
	bool rested = l->resting;

	l->in_flight--;
	if (outcome == LANE_WORKED) {
		l->failures = 0;
		l->resting = false;
		return rested ? LANE_RECOVERS : LANE_SAME;
	}
	l->failures++;
	if (outcome == LANE_MISCONFIGURED || rested || l->failures >= LANE_FAILURES)
		return rest(l, now_ms);
	return LANE_SAME;
}

void lane_skip(struct lane *l)
{
	l->in_flight--;
}

int64_t lane_wait_ms(const struct lane *l, int64_t now_ms)
{
	int64_t lacks = ONE - bucket_at(l, now_ms), wait = 0;

	if (l->rate == 0 || l->in_flight >= (l->resting ? 1U : (unsigned)LANE_IN_FLIGHT))
		return INT64_MAX;
	if (lacks > 0)
		wait = (lacks + l->rate - 1) / l->rate;
	if (l->resting && l->rest_until_ms - now_ms > wait)
		wait = l->rest_until_ms - now_ms;
	return wait;
}
