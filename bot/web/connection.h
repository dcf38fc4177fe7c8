/*
 * web/connection.h - private to web/: open connections and how long each may take
 *
 * libmicrohttpd only knows an idle timeout, which a client that sends one byte a second never
 * meets. So every connection stands in the list of its phase, oldest first; all of a phase have
 * the same time, so only the head of a list is ever looked at. Time is in monotonic milliseconds.
 */
#ifndef LAPAK_WEB_CONNECTION_H
#define LAPAK_WEB_CONNECTION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum connection_phase {
	CONNECTION_READING, /* new, or a request has begun: 10 s until it is whole */
	CONNECTION_WAITING, /* for the database: no deadline, the server always answers */
	CONNECTION_WRITING, /* 30 s until the answer is taken */
	CONNECTION_SENDING, /* a file: 15 min */
	CONNECTION_IDLE,    /* kept alive: 60 s until the next request has begun */
	CONNECTION_CUT,     /* shut down, not yet closed */
	CONNECTION_PHASES,
};

struct request;

struct connection {
	struct connection *previous, *next;
	enum connection_phase phase;
	int64_t since;
	int fd;                  /* borrowed */
	bool unread;             /* its last request was answered before its body was there */
	struct request *request; /* from its line on until it is over; NULL: none */
};

struct connections { /* all zero to begin with */
	struct connection *oldest[CONNECTION_PHASES], *newest[CONNECTION_PHASES];
	size_t count;
};

/* c enters as CONNECTION_READING; the caller keeps owning it, and calls connection_remove(). */
void connection_add(struct connections *all, struct connection *c, int fd, int64_t now_ms);
void connection_remove(struct connections *all, struct connection *c);
/* A move to the phase it is in changes nothing: the time runs on. */
void connection_enter(struct connections *all, struct connection *c,
	enum connection_phase phase, int64_t now_ms);
/* Shuts down every connection whose time is over; says how many. */
size_t connections_cut(struct connections *all, int64_t now_ms);
/* Milliseconds until the next time is over, at most `most`. */
int64_t connections_next(const struct connections *all, int64_t now_ms, int64_t most);

#endif
