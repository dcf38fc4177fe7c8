/* base/log.c - events for the operator: one logfmt line on stderr each */
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { EVENT_MAX = 1024, LINE_MAX_BYTES = EVENT_MAX * 4 + 8 };

/* The only state in base/: set once at the start of the program. */
static enum log_level threshold = LOG_INFO;
static bool journal_prefix = false;
static int journal_socket = -1;

void log_setup(enum log_level level, bool journal)
{
	threshold = level;
	journal_prefix = journal;
}

bool log_journal(const char *socket_path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(socket_path) >= sizeof(to.sun_path))
		return false;
	memcpy(to.sun_path, socket_path, strlen(socket_path) + 1);
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return false;
	if (connect(fd, (const struct sockaddr *)&to, sizeof(to)) != 0) {
		(void)close(fd);
		return false;
	}
	journal_socket = fd;
	return true;
}

/* Fields are lines of NAME=value; the line has no line end in it. */
static bool journal_takes(enum log_level level, const char *event, const char *line, size_t n)
{
	char text[LINE_MAX_BYTES + 256];
	int length = snprintf(text, sizeof(text),
		"PRIORITY=%u\nSYSLOG_IDENTIFIER=lapak\nLAPAK_EVENT=%.64s\nMESSAGE=%.*s\n",
		(unsigned)level, event, (int)n, line);

	return send(journal_socket, text, (size_t)length, MSG_NOSIGNAL) == length;
}

static const char *level_name(enum log_level level)
{
	switch (level) {
	case LOG_ERROR:
		return "error";
	case LOG_WARN:
		return "warn";
	case LOG_INFO:
		return "info";
	case LOG_DEBUG:
		return "debug";
	}
	BUG("log level %d", (int)level);
}

/* Copies event, everything but printable ASCII as \xNN; four bytes of out for each of event. */
static size_t escape(char *out, const char *event)
{
	static const char hex[] = "0123456789abcdef";
	size_t used = 0;

	for (; *event != '\0'; event++) {
		unsigned char c = (unsigned char)*event;

		if (c >= ' ' && c <= '~') {
			out[used++] = (char)c;
			continue;
		}
		out[used++] = '\\';
		out[used++] = 'x';
		out[used++] = hex[c >> 4];
		out[used++] = hex[c & 15];
	}
	return used;
}

void log_event(enum log_level level, const char *event, const char *fmt, ...)
{
	char text[EVENT_MAX + 1], line[LINE_MAX_BYTES];
	int saved = errno;
	size_t used = 0, prefix, head;
	va_list args;

	if (level > threshold)
		return;
	if (journal_prefix)
		used = (size_t)snprintf(line, 8, "<%u>", (unsigned)level);
	prefix = used;
	head = (size_t)snprintf(
		text, EVENT_MAX / 2, "level=%s event=%s ", level_name(level), event);
	if (head >= EVENT_MAX / 2)
		BUG("an event's name has %zu bytes", head);
	va_start(args, fmt);
	(void)vsnprintf(text + head, sizeof(text) - head, fmt, args);
	va_end(args);
	used += escape(line + used, text);
	while (used > 0 && line[used - 1] == ' ')
		used--;
	if (journal_socket >= 0 && journal_takes(level, event, line + prefix, used - prefix)) {
		errno = saved;
		return;
	}
	line[used++] = '\n';
	/* One write, so that lines of several threads do not mix; a lost line is no reason to
	 * stop. */
	if (write(STDERR_FILENO, line, used) < 0)
		errno = saved;
	errno = saved;
}

bool log_allow(struct log_limit *l, int64_t now)
{
	if (now / 60 != l->minute) {
		l->minute = now / 60;
		l->seen = 0;
	}
	if (l->seen < l->per_minute) {
		l->seen++;
		return true;
	}
	l->suppressed++;
	return false;
}
