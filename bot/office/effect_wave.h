/* office/effect_wave.h - the effect of one wave, from the store */
#ifndef LAPAK_OFFICE_EFFECT_WAVE_H
#define LAPAK_OFFICE_EFFECT_WAVE_H
#include <stdint.h>

#include "office/effect.h"
#include "store/wave.h"

enum { EFFECT_WINDOWS = 3 };

struct effect_wave {
	int32_t first, last; /* days of the first and last sitting */
	struct {
		int days;   /* 30, 60, 90 */
		int passed; /* of them, up to today; 0: all of them are in the window before, or none has passed, and nothing
		               is measured */
		struct effect effect;
	} window[EFFECT_WINDOWS];
};
/* Reads and measures; seconds of work for thousands of traders: not in the server's loop. today: the market day.
 * RC_ABSENT: the wave has no sitting that is over. RC_FULL: no memory. */
MUST_CHECK enum rc effect_of_wave(
	struct store *st, const struct wave *w, int32_t today, struct effect_wave *out);

#endif
