/*
 * web/route.h - private to web/: which path leads where
 *
 * A route that needs a transaction (it has apply and settle) and leaves the request without an answer has it wait for the
 * database; any other one must answer.
 */
#ifndef LAPAK_WEB_ROUTE_H
#define LAPAK_WEB_ROUTE_H
#include <stdbool.h>

#include "web/request.h"

enum { METHOD_GET = 1 << 0, METHOD_POST = 1 << 1 }; /* GET includes HEAD */
enum { ON_MAIN = 1 << LISTENER_MAIN, ON_METRICS = 1 << LISTENER_METRICS };

struct route {
	const char *path; /* "*" stands for one segment, "**" at the end for any number */
	const char *name; /* what gateway adapters call the endpoint */
	unsigned methods, listeners;
	void (*handle)(struct request *r); /* the request is whole; NULL: it waits */
	/* Inside the turn's transaction; RC_OK: the answer is prepared. Anything else: the transaction is broken. */
	enum rc (*apply)(struct request *r, int64_t now);
	/* After it. kept: was RC_OK, and is committed; else the answer is made now, and asks the database nothing. */
	void (*settle)(struct request *r, bool kept);
};

/* Sets r->route, or answers 404, 405 or 400 (not yet queued: the body is still to come). */
void route_find(struct request *r);

#endif
