/*
 * office/wave_plan.h - what is changed of a wave that was planned: its reminders and tips, a sitting's time
 *
 * Whoever has a place hears of a sitting that was moved, once (job "news").
 */
#ifndef LAPAK_OFFICE_WAVE_PLAN_H
#define LAPAK_OFFICE_WAVE_PLAN_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "office/work.h"
#include "store/seat.h"

enum { REMIND_DAYS_MOST = 30 };

/* Days before a sitting in order, "3,1", each 1 to REMIND_DAYS_MOST; "" none. */
bool wave_plan_reminds(const char *days);
/* Days after the last sitting in order, "1,3,7", each 1 to 365; "" none. */
bool wave_plan_follows(const char *days);

/* Keeps the plan; reminders and tips that are still to come look anew. */
MUST_CHECK enum rc wave_plan_change(
	const struct work *w, const struct wave *wave, const struct wave_plan *plan);

/* RC_DENIED: the wave is done or cancelled, or the sitting has begun. RC_INVALID: starts_at is not later than now. RC_CONFLICT: the wave
 * has a sitting at that time. */
MUST_CHECK enum rc wave_sitting_move(const struct work *w, const struct wave *wave,
	const struct sitting *s, int64_t starts_at);

#endif
