/*
 * base/quiet.h - quiet hours: when nothing but replies is sent
 *
 * In WIB, from..until over midnight (struct quiet_hours); equal: there are none. Pure.
 */
#ifndef LAPAK_BASE_QUIET_H
#define LAPAK_BASE_QUIET_H
#include <stdbool.h>
#include <stdint.h>

#include "base/config.h"

/* Whether instant lies in quiet hours. */
bool quiet_at(const struct quiet_hours *q, int64_t instant);
/* The first instant at or after the given one that does not: itself outside of quiet hours. */
int64_t quiet_end(const struct quiet_hours *q, int64_t instant);
/* The first quiet instant at or after the given one; INT64_MAX when there are no quiet hours. */
int64_t quiet_begin(const struct quiet_hours *q, int64_t instant);

#endif
