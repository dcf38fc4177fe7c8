/*
 * base/days.h - instants and market days
 *
 * An instant is int64_t unix seconds, UTC. A market day is int32_t days since 1970-01-01 in
 * Western Indonesia Time (UTC+7, no daylight saving), and it turns at 04:00: a text sent at
 * 01:30 belongs to the evening before. Calendar dates are proleptic Gregorian.
 */
#ifndef LAPAK_BASE_DAYS_H
#define LAPAK_BASE_DAYS_H
#include <stdint.h>

#include "base/rc.h"

enum {
	WIB_OFFSET = 7 * 3600,
	DAY_TURNS_AT = 4 * 3600,
	DAY_SECONDS = 86400,
};

struct date {
	int year, month, day; /* 2026, 1..12, 1..31 */
};

/* The market day an instant belongs to (turns at 04:00 WIB). */
int32_t day_of(int64_t instant);
/* The calendar day in WIB an instant falls on (turns at midnight). */
int32_t day_calendar(int64_t instant);
/* The instant at which seconds after midnight WIB fall on day. */
int64_t day_instant(int32_t day, int seconds);
/* Seconds after midnight WIB of an instant, 0..86399. */
int day_seconds(int64_t instant);
struct date day_date(int32_t day);
/* RC_INVALID when there is no such date or the year is outside 1970..2199. */
MUST_CHECK enum rc day_from_date(int32_t *out, struct date d);
/* 0 Sunday .. 6 Saturday. */
int day_weekday(int32_t day);
/* The Monday of its week. */
int32_t day_monday(int32_t day);
/* Market week day for Javanese pasaran: 0 Legi, 1 Pahing, 2 Pon, 3 Wage, 4 Kliwon. */
int day_pasaran(int32_t day);
/* "2026-11-24" */
void day_iso(int32_t day, char out[static 11]);
/* Reads exactly "YYYY-MM-DD". */
MUST_CHECK enum rc day_parse_iso(int32_t *out, const char *text);
/* "2026-11-24T09:30:00+07:00" */
void instant_iso(int64_t instant, char out[static 26]);

#endif
