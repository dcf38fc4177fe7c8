/* office/reminder.h - when the people of a sitting are reminded */
#ifndef LAPAK_OFFICE_REMINDER_H
#define LAPAK_OFFICE_REMINDER_H
#include <stdint.h>

#include "store/seat.h"

/* The latest instant not after now at which the plan reminds of a sitting that starts at starts_at; 0: none yet. */
int64_t reminder_last_round(const struct wave_plan *plan, int64_t starts_at, int64_t now);

#endif
