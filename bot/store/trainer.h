/* store/trainer.h - whose wave it is, and whose questions a trainer may answer */
#ifndef LAPAK_STORE_TRAINER_H
#define LAPAK_STORE_TRAINER_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/wave.h"

struct store;

/* staff_id 0: nobody. RC_ABSENT: no such wave. */
MUST_CHECK enum rc trainer_set(struct store *st, int64_t wave_id, int64_t staff_id);
/* Who trains that wave; 0 nobody. RC_ABSENT: no such wave. */
MUST_CHECK enum rc trainer_of(struct store *st, int64_t wave_id, int64_t *staff_id);
/* The trainer's wave whose first sitting not over yet comes soonest; RC_ABSENT: none. now: unix seconds. */
MUST_CHECK enum rc trainer_next_wave(
	struct store *st, int64_t staff_id, int64_t now, int64_t *wave_id);
/* The sitting of a wave that is on or comes next: codes are taken until 3 hours after it began. RC_ABSENT: none. */
MUST_CHECK enum rc sitting_next(
	struct store *st, int64_t wave_id, int64_t now, struct sitting *out);
/* Whether the trader has or had a place in a wave of that trainer. */
MUST_CHECK enum rc trainer_knows(
	struct store *st, int64_t staff_id, int64_t trader_id, bool *out);

#endif
