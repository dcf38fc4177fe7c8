/* tests/office/effect_world.h - traders whose takings are made up, with a known effect of the training */
#ifndef LAPAK_TESTS_EFFECT_WORLD_H
#define LAPAK_TESTS_EFFECT_WORLD_H
#include <math.h>

#include "office/effect.h"
#include "office/random.h"

/* Trained ones first. Takings have a person's level and drift, market days every fifth and seventh day, days all
 * share, and a day's own chance; a quarter of the days is unknown, some are closed, some without a buyer. */
static inline void effect_world_fill(struct effect_person *people, size_t trained,
	size_t others, double effect, unsigned seed)
{
	struct random r = { .state = seed };
	double day[EFFECT_DAYS];

	for (int d = 0; d < EFFECT_DAYS; d++)
		day[d] = 0.15 * random_normal(&r) + (d % 7 == 3 ? 0.3 : 0) +
			 (d % 5 == 1 ? 0.2 : 0) + 0.004 * d;
	for (size_t i = 0; i < trained + others; i++) {
		struct effect_person *p = &people[i];
		double level = log(400000.0) + 0.7 * random_normal(&r),
		       drift = 0.15 * random_normal(&r);

		p->trained = i < trained;
		p->free_days = EFFECT_AFTER;
		for (int d = 0; d < EFFECT_DAYS; d++) {
			bool after = d >= EFFECT_BEFORE;
			double chance = random_unit(&r), noise = 0.35 * random_normal(&r);
			double taking = exp(level + day[d] + noise + (after ? drift : 0)) *
					(after && p->trained ? 1 + effect : 1);

			p->taking[d] = chance < 0.25   ? TAKING_UNKNOWN
				       : chance < 0.32 ? TAKING_CLOSED
				       : chance < 0.36 ? 0
						       : (rupiah)(taking / 5000.0 + 0.5) * 5000;
		}
	}
}

#endif
