/* cli/clock.c - the only place that asks the system for the time */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

#define VARIABLE      "LAPAK_CLOCK_OFFSET"
#define FILE_VARIABLE "LAPAK_CLOCK_FILE"
#define LATEST        INT64_C(7258093200) /* the beginning of 2200, WIB */

/* A whole number of seconds; a line's end may follow. */
static bool parse_offset(const char *text, int64_t *out)
{
	char *end = NULL;
	long long value;

	if (text[0] != '-' && text[0] != '+' && (text[0] < '0' || text[0] > '9'))
		return false;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno != 0 || end[-1] < '0' || end[-1] > '9' || value > LATEST || value < -LATEST)
		return false;
	if (*end != '\0' && strcmp(end, "\n") != 0)
		return false;
	*out = value;
	return true;
}

/* Read anew each time: whoever steers the clock puts another file in its place. */
static bool read_file(const char *path, int64_t *out)
{
	char text[32];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;

	if (fd >= 0)
		(void)close(fd);
	if (n < 0)
		return false;
	text[n] = '\0';
	return parse_offset(text, out);
}

/* Seconds the clock is moved by; false when a variable says something else. */
static bool read_offset(int64_t *out)
{
	const char *text = getenv(VARIABLE), *path = getenv(FILE_VARIABLE);

	*out = 0;
	if (path != NULL && path[0] != '\0')
		return read_file(path, out);
	return text == NULL || text[0] == '\0' || parse_offset(text, out);
}

int64_t clock_now(void)
{
	int64_t offset;

	if (!read_offset(&offset))
		BUG("the clock's offset was not checked, or its file went away");
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
	const char *path = getenv(FILE_VARIABLE), *text = getenv(VARIABLE);
	bool file = path != NULL && path[0] != '\0';
	int64_t offset, now;

	if (file && text != NULL && text[0] != '\0')
		return err_set(err, RC_INVALID,
			VARIABLE " and " FILE_VARIABLE " both move the clock; take one away");
	if (!read_offset(&offset))
		return err_set(err, RC_INVALID,
			file ? FILE_VARIABLE
				" names a file that holds a whole number of seconds, as -86400"
			     : VARIABLE " takes a whole number of seconds, as -86400");
	now = (int64_t)time(NULL) + offset;
	if (now < 0 || now >= LATEST)
		return err_set(err, RC_INVALID, "%s leads out of the years 1970 to 2199",
			file ? FILE_VARIABLE : VARIABLE);
	return RC_OK;
}
