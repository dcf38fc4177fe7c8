/*
 * web/request.h - private to web/: one HTTP request from its first line to its last byte out
 *
 * Made when the request line is there, given back when libmicrohttpd says it is over. Requests
 * and their memory are used again, so that a busy server allocates next to nothing.
 */
#ifndef LAPAK_WEB_REQUEST_H
#define LAPAK_WEB_REQUEST_H
#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "gateway/gateway.h"
#include "text/form.h"
#include "web/connection.h"

struct api_call;
struct server;
struct route;

enum listener_kind { LISTENER_MAIN, LISTENER_METRICS, LISTENERS };

enum request_phase {
	REQUEST_NEW,     /* the headers are not there yet */
	REQUEST_BODY,    /* the body is coming in */
	REQUEST_WAITING, /* whole and suspended, for the database */
	REQUEST_APPLIED, /* still suspended; what to answer after the commit is known */
	REQUEST_WORKING, /* still suspended, for a worker */
	REQUEST_RESUMED, /* to be answered when libmicrohttpd calls again */
	REQUEST_ANSWERED,
};

enum answer_flags {
	ANSWER_CLOSE = 1 << 0, /* nothing more is read from this connection */
	ANSWER_RETRY = 1 << 1, /* Retry-After: 1 */
	ANSWER_PAGE = 1 << 2,  /* for a browser: content security policy and its like */
	ANSWER_BASIC = 1 << 3, /* with every other answer: nosniff, no-store */
	ANSWER_CONSOLE =
		1 << 4, /* the console: its content security policy; no word of caching */
};

enum { ANSWER_HEADERS = 6 };

struct answer_header {
	const char *name, *value; /* live until the request is over */
};

struct answer {
	unsigned status;    /* 0: not answered yet */
	const char *detail; /* what was wrong, in words of ours; NULL: nothing */
	unsigned flags;
	const char *content_type;
	const char *allow; /* 405: the methods; NULL otherwise */
	struct answer_header header[ANSWER_HEADERS];
	size_t headers;
	int file; /* sent instead of content when above 0; owned until the answer is queued */
	size_t file_bytes;
	const struct buf *content; /* lives until the request is over */
};

struct request {
	struct request *next; /* in the queue of waiting ones, or among the spare ones */
	struct server *server;
	struct MHD_Connection *mhd;
	struct connection *connection;
	enum listener_kind listener;
	enum request_phase phase;
	const struct route *route; /* NULL: unknown */
	const char *method;        /* this and the two below: until the request is over */
	const char *content_type, *authorization;
	struct buf uri; /* as sent; the path is NUL-ended by the split */
	const char *query;
	const char
		*target; /* the same in the bytes that came, until the headers are looked at */
	size_t target_n;
	size_t swallowed; /* bytes of a body that nobody wants */
	struct buf body;
	struct form fields; /* of the query */
	bool named;         /* the path names a gateway of ours: */
	size_t gateway;     /* index in the configuration */
	struct gateway_event *event;
	size_t events, event_room;
	size_t kept, repeated; /* events, by this turn's transaction */
	size_t unknown;        /* of the kept: reports about no message of ours */
	int64_t whole_ms;      /* when it began to wait */
	bool waited;
	bool large;           /* the body has passed WEBHOOK_BODY_MAX */
	struct api_call *api; /* of a request for the API; owned */
	struct buf allow;     /* memory of answer.allow */
	struct answer answer;
	struct buf text; /* memory of answers made for this request */
};

/* NULL when there is no memory. */
struct request *request_take(struct request **spare);
/* Keeps the struct and modest memory for the next one. */
void request_give(struct request **spare, struct request *r);
void requests_free(struct request *spare);

/* Makes room for n events; false when there is no memory. */
bool request_events(struct request *r, const struct gateway_event *from, size_t n);

#endif
