/* web/listen.h - private to web/: a listening TCP socket, and a useful word when there is none to have */
#ifndef LAPAK_WEB_LISTEN_H
#define LAPAK_WEB_LISTEN_H
#include "base/config.h"
#include "base/rc.h"

/* The caller owns *fd (non-blocking, close-on-exec). *port: the one that was given for port 0. */
MUST_CHECK enum rc listen_on(
	const struct address *address, int *fd, unsigned *port, struct err *err);

/* The one of n inherited sockets that listens on the address; RC_ABSENT: none does. As above, and *fd is the
 * caller's copy: closing it leaves the socket to whoever passed it on. */
MUST_CHECK enum rc listen_inherited(const struct address *address, const int *inherited,
	size_t n, int *fd, unsigned *port, struct err *err);

/* Raises the limit of open files to what `wanted` connections need; returns how many of them fit. */
unsigned listen_room(unsigned wanted);

#endif
