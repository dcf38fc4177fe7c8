/* cli/simulate_arrivals.c - when the traders of a country text, drawn person by person */
#include "cli/simulate_rate.h"

#include "office/random.h"

enum {
	DRAWN = 400000, /* people at most; what they do stands for all */
	EVERY_HUNDRED = 100,
	FIRST_MINUTE = 4 * 60, /* of a market day */
};

/* Seven of ten report when they close, most markets between three and half past four; some in the evening, at home; the rest
 * ask and enrol over the day. */
static int minute_of(struct random *r)
{
	uint64_t kind = random_below(r, EVERY_HUNDRED);
	double at;

	if (kind < 70)
		at = 15.75 * 60 + random_normal(r) * 40;
	else if (kind < 85)
		at = 19.0 * 60 + random_normal(r) * 45;
	else
		at = FIRST_MINUTE + random_unit(r) * (DAY_MINUTES - FIRST_MINUTE - 60);
	if (at < FIRST_MINUTE)
		at = FIRST_MINUTE;
	return at > DAY_MINUTES - 1 ? DAY_MINUTES - 1 : (int)at;
}

void arrivals_make(struct arrivals *a, int64_t traders, uint64_t seed)
{
	struct random r = { seed };
	int64_t drawn = traders < DRAWN ? traders : DRAWN, busiest = -1;

	*a = (struct arrivals){ .mean = (traders + 43200) / 86400 };
	for (int64_t i = 0; i < drawn; i++)
		a->minute[minute_of(&r)]++;
	for (int i = 0; i < DAY_MINUTES; i++)
		a->minute[i] = a->minute[i] * traders / drawn;
	for (int i = 0; i + PEAK_MINUTES <= DAY_MINUTES; i++) {
		int64_t sum = 0;

		for (int k = 0; k < PEAK_MINUTES; k++)
			sum += a->minute[i + k];
		if (sum > busiest) {
			busiest = sum;
			a->peak_minute = i;
		}
	}
	a->peak = (busiest + PEAK_SECONDS - 1) / PEAK_SECONDS;
}
