/* cli/notify.c - what systemd and the daemon tell each other */
#include "cli/notify.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"

enum { FIRST_SOCKET = 3, TEXT_MAX = 512, BEAT_LEAST_MS = 100 };

/* A variable that holds a whole number; 0 for none or another thing. */
static int64_t number_in(const char *name)
{
	const char *text = getenv(name);
	char *end = NULL;
	long long value;

	if (text == NULL || text[0] < '0' || text[0] > '9')
		return 0;
	errno = 0;
	value = strtoll(text, &end, 10);
	return errno == 0 && *end == '\0' ? value : 0;
}

/* Whether a set of variables is meant for this process; without its pid it is for whoever has it. */
static bool for_us(const char *pid_name)
{
	return getenv(pid_name) == NULL || number_in(pid_name) == getpid();
}

static int notify_connect(const char *path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t n = strlen(path);
	int fd;

	if ((path[0] != '/' && path[0] != '@') || n >= sizeof(to.sun_path))
		return -1;
	memcpy(to.sun_path, path, n);
	if (path[0] == '@') /* an abstract name begins with NUL */
		to.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (const struct sockaddr *)&to,
			       (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n)) != 0) {
		log_event(LOG_WARN, "notify-failed", "reason=\"%s\"", strerror(errno));
		(void)close(fd);
		return -1;
	}
	return fd;
}

static void take_sockets(struct notify *n)
{
	int64_t count = number_in("LISTEN_FDS");

	if (!for_us("LISTEN_PID"))
		return;
	for (int64_t i = 0; i < count && n->sockets < NOTIFY_SOCKETS; i++) {
		int fd = FIRST_SOCKET + (int)i;

		if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0)
			n->socket[n->sockets++] = fd;
	}
}

void notify_open(struct notify *n)
{
	static const char *const told[] = { "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID",
		"LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES" };
	const char *path = getenv("NOTIFY_SOCKET");

	*n = (struct notify){ .fd = path != NULL ? notify_connect(path) : -1 };
	if (n->fd >= 0 && for_us("WATCHDOG_PID"))
		n->beat_ms = number_in("WATCHDOG_USEC") / 2000;
	if (n->beat_ms > 0 && n->beat_ms < BEAT_LEAST_MS)
		n->beat_ms = BEAT_LEAST_MS;
	take_sockets(n);
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		(void)unsetenv(told[i]);
}

void notify_close(struct notify *n)
{
	if (n->fd >= 0)
		(void)close(n->fd);
	for (size_t i = 0; i < n->sockets; i++)
		(void)close(n->socket[i]);
	n->fd = -1;
	n->sockets = 0;
}

void notify_say(const struct notify *n, const char *fmt, ...)
{
	char text[TEXT_MAX];
	va_list ap;

	if (n->fd < 0)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (send(n->fd, text, strlen(text), MSG_NOSIGNAL) < 0)
		log_event(LOG_WARN, "notify-failed", "reason=\"%s\"", strerror(errno));
}

void notify_reloading(const struct notify *n, int64_t now_ms)
{
	notify_say(n, "RELOADING=1\nMONOTONIC_USEC=%" PRId64, now_ms * 1000);
}

void notify_beat(struct notify *n, int64_t now_ms)
{
	if (n->beat_ms == 0 || now_ms - n->beaten_ms < n->beat_ms)
		return;
	n->beaten_ms = now_ms;
	notify_say(n, "WATCHDOG=1");
}
