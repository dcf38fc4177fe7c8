/* base/days.c - instants and market days */
#include "base/days.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { PASARAN_EPOCH = -8903 }; /* 1945-08-17, a Friday Legi */

static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t q = a / b;

	return (a % b != 0 && a < 0) ? q - 1 : q;
}

int32_t day_of(int64_t instant)
{
	return (int32_t)floor_div(instant + WIB_OFFSET - DAY_TURNS_AT, DAY_SECONDS);
}

int32_t day_calendar(int64_t instant)
{
	return (int32_t)floor_div(instant + WIB_OFFSET, DAY_SECONDS);
}

int64_t day_instant(int32_t day, int seconds)
{
	return (int64_t)day * DAY_SECONDS - WIB_OFFSET + seconds;
}

int day_seconds(int64_t instant)
{
	return (int)(instant - day_instant(day_calendar(instant), 0));
}

/* Days from civil and back: the 400-year era method, whole numbers only. */
static int32_t days_from_civil(struct date d)
{
	int y = d.month <= 2 ? d.year - 1 : d.year;
	int era = y / 400;
	int yoe = y - era * 400;
	int doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

struct date day_date(int32_t day)
{
	int z = day + 719468;
	int era = (int)floor_div(z, 146097);
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	int month = mp < 10 ? mp + 3 : mp - 9;

	return (struct date){ .year = yoe + era * 400 + (month <= 2 ? 1 : 0),
		.month = month,
		.day = doy - (153 * mp + 2) / 5 + 1 };
}

enum rc day_from_date(int32_t *out, struct date d)
{
	struct date back;
	int32_t day;

	if (d.year < 1970 || d.year > 2199 || d.month < 1 || d.month > 12 || d.day < 1 ||
		d.day > 31)
		return RC_INVALID;
	day = days_from_civil(d);
	back = day_date(day);
	if (back.day != d.day || back.month != d.month)
		return RC_INVALID;
	*out = day;
	return RC_OK;
}

int day_weekday(int32_t day)
{
	return (int)(((int64_t)day + 4) - 7 * floor_div((int64_t)day + 4, 7));
}

int32_t day_monday(int32_t day)
{
	return day - (day_weekday(day) + 6) % 7;
}

int day_pasaran(int32_t day)
{
	int64_t n = (int64_t)day - PASARAN_EPOCH;

	return (int)(n - 5 * floor_div(n, 5));
}

void day_iso(int32_t day, char out[static 11])
{
	struct date d = day_date(day);

	(void)snprintf(out, 11, "%04u-%02u-%02u", (unsigned)d.year % 10000U,
		(unsigned)d.month % 100U, (unsigned)d.day % 100U);
}

enum rc day_parse_iso(int32_t *out, const char *text)
{
	static const char shape[] = "dddd-dd-dd";
	struct date d = { 0, 0, 0 };

	if (strlen(text) != sizeof(shape) - 1)
		return RC_INVALID;
	for (size_t i = 0; i < sizeof(shape) - 1; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		int *part = i < 4 ? &d.year : i < 7 ? &d.month : &d.day;

		if (digit != (shape[i] == 'd') || (!digit && text[i] != '-'))
			return RC_INVALID;
		if (digit)
			*part = *part * 10 + (text[i] - '0');
	}
	return day_from_date(out, d);
}

void instant_iso(int64_t instant, char out[static 26])
{
	int s = day_seconds(instant);
	char date[11];

	day_iso(day_calendar(instant), date);
	(void)snprintf(out, 26, "%sT%02u:%02u:%02u+07:00", date, (unsigned)s / 3600U % 24U,
		(unsigned)s / 60U % 60U, (unsigned)s % 60U);
}
