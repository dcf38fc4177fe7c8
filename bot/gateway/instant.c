/* gateway/instant.c - times as gateways write them */
#include "gateway/instant.h"

#include <stdbool.h>
#include <string.h>

#include "base/days.h"

enum { STAMP = 19 }; /* "2026-11-24T06:30:11" */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool two_digits(int *out, const char *s, int most)
{
	if (!is_digit(s[0]) || !is_digit(s[1]))
		return false;
	*out = (s[0] - '0') * 10 + (s[1] - '0');
	return *out <= most;
}

/* One or two digits of hours, then two of minutes with or without a colon; in seconds. */
static bool offset_read(int *out, const char *s, size_t n)
{
	int hours = 0, minutes = 0;
	size_t digits = n > 1 && is_digit(s[1]) ? 2 : 1;

	if (n == 0 || !is_digit(s[0]))
		return false;
	for (size_t i = 0; i < digits; i++)
		hours = hours * 10 + (s[i] - '0');
	s += digits;
	n -= digits;
	if (n > 0 && s[0] == ':') {
		s++;
		n--;
	}
	if (hours > 14 || (n != 0 && n != 2) || (n == 2 && !two_digits(&minutes, s, 59)))
		return false;
	*out = hours * 3600 + minutes * 60;
	return true;
}

/* What follows the seconds: a fraction, then Z, an offset or nothing. */
static bool zone_read(int *out, const char *s, size_t n)
{
	size_t skip = 0;

	*out = 0;
	if (n > 0 && s[0] == '.')
		for (skip = 1; skip < n && is_digit(s[skip]);)
			skip++;
	s += skip;
	n -= skip;
	if (n == 0 || (n == 1 && s[0] == 'Z'))
		return true;
	if ((s[0] != '+' && s[0] != '-') || !offset_read(out, s + 1, n - 1))
		return false;
	if (s[0] == '-')
		*out = -*out;
	return true;
}

int64_t instant_read(const char *s, size_t n)
{
	char date[11];
	int32_t day;
	int hour, minute, second, offset;

	if (n < STAMP)
		return 0;
	memcpy(date, s, 10);
	date[10] = '\0';
	if (day_parse_iso(&day, date) != RC_OK || (s[10] != 'T' && s[10] != ' ') ||
		!two_digits(&hour, s + 11, 23) || s[13] != ':' ||
		!two_digits(&minute, s + 14, 59) || s[16] != ':' ||
		!two_digits(&second, s + 17, 60) || !zone_read(&offset, s + STAMP, n - STAMP))
		return 0;
	return (int64_t)day * DAY_SECONDS + (int64_t)hour * 3600 + (int64_t)minute * 60 +
	       second - offset;
}
