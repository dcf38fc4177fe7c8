/*
 * web/linger.h - private to web/: connections whose refused body is still coming in
 *
 * Closing a socket with unread bytes resets the connection, and the reset can overtake the answer: a client that is busy
 * writing ten megabytes would never read the 413. So its socket is kept for a moment, and what comes is thrown away (RFC 9112
 * 9.6).
 */
#ifndef LAPAK_WEB_LINGER_H
#define LAPAK_WEB_LINGER_H
#include <stddef.h>
#include <stdint.h>

enum {
	LINGER_MOST = 32,            /* at a time; further ones are closed at once */
	LINGER_BYTES = 16 << 20,     /* of one */
	LINGER_MS = 2000,            /* of one */
	LINGER_TURN_BYTES = 1 << 20, /* of one in a turn of the loop */
	LINGER_WAIT_MS = 5,          /* between two looks */
};

struct lingers { /* all zero to begin with */
	struct lingering {
		int fd;
		int64_t until_ms;
		size_t bytes;
	} one[LINGER_MOST];
	size_t n;
};

/* fd is about to be closed by its owner; a copy of it stays for a while. */
void linger_keep(struct lingers *l, int fd, int64_t now_ms);
/* Throws away what has come, and closes those that are through. */
void linger_turn(struct lingers *l, int64_t now_ms);
void linger_end(struct lingers *l);

#endif
