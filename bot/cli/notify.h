/*
 * cli/notify.h - what systemd and the daemon tell each other (private to cli/)
 *
 * sd_notify(3), sd_listen_fds(3) and the watchdog, by their protocol alone: a datagram of
 * KEY=value lines to $NOTIFY_SOCKET, sockets from descriptor 3 on. Without systemd all of it does
 * nothing.
 */
#ifndef LAPAK_CLI_NOTIFY_H
#define LAPAK_CLI_NOTIFY_H
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

enum { NOTIFY_SOCKETS = 8 }; /* at most so many inherited sockets are looked at */

struct notify {
	int fd;          /* -1: nobody listens */
	int64_t beat_ms; /* the watchdog wants a sign every so many milliseconds; 0: there is none */
	int64_t beaten_ms;          /* monotonic, of the last sign */
	int socket[NOTIFY_SOCKETS]; /* inherited listening sockets, close-on-exec now */
	size_t sockets;
};

/* Reads NOTIFY_SOCKET, WATCHDOG_USEC and LISTEN_FDS (those meant for this process) and takes them out of
 * the environment. */
void notify_open(struct notify *n);
void notify_close(struct notify *n);
/* Sends lines such as "READY=1\nSTATUS=..."; a failure is logged and nothing else. */
void notify_say(const struct notify *n, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* RELOADING=1 with the monotonic time it asks for. */
void notify_reloading(const struct notify *n, int64_t now_ms);
/* Once a turn of the loop: the watchdog's sign of life, when half of its time is over. */
void notify_beat(struct notify *n, int64_t now_ms);

#endif
