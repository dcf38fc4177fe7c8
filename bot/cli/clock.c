/* cli/clock.c - the only place that asks the system for the time */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "cli/cli.h"

#define VARIABLE "LAPAK_CLOCK_OFFSET"
#define LATEST   INT64_C(7258093200) /* the beginning of 2200, WIB */

/* Seconds the clock is moved by; false when the variable says something else. */
static bool read_offset(int64_t *out)
{
	const char *text = getenv(VARIABLE);
	char *end = NULL;
	long long value;

	*out = 0;
	if (text == NULL || text[0] == '\0')
		return true;
	if (text[0] != '-' && text[0] != '+' && (text[0] < '0' || text[0] > '9'))
		return false;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno != 0 || *end != '\0' || end[-1] < '0' || end[-1] > '9' || value > LATEST ||
		value < -LATEST)
		return false;
	*out = value;
	return true;
}

int64_t clock_now(void)
{
	int64_t offset;

	if (!read_offset(&offset))
		BUG("the clock's offset was not checked");
	return (int64_t)time(NULL) + offset;
}

int64_t clock_monotonic_us(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		BUG("no monotonic clock");
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_monotonic_ms(void)
{
	return clock_monotonic_us() / 1000;
}

enum rc clock_check(struct err *err)
{
	int64_t offset, now;

	if (!read_offset(&offset))
		return err_set(err, RC_INVALID,
			VARIABLE " takes a whole number of seconds, as -86400");
	now = (int64_t)time(NULL) + offset;
	if (now < 0 || now >= LATEST)
		return err_set(
			err, RC_INVALID, VARIABLE " leads out of the years 1970 to 2199");
	return RC_OK;
}
