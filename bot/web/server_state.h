/* web/server_state.h - private to web/: what the server knows */
#ifndef LAPAK_WEB_SERVER_STATE_H
#define LAPAK_WEB_SERVER_STATE_H
#include <microhttpd.h>

#include "base/log.h"
#include "web/asset.h"
#include "web/connection.h"
#include "web/limit.h"
#include "web/linger.h"
#include "web/metrics.h"
#include "web/page.h"
#include "web/progress.h"
#include "web/request.h"
#include "web/server.h"
#include "web/worker.h"

struct listener {
	struct server *server;
	enum listener_kind kind;
	struct MHD_Daemon *daemon; /* NULL: not configured */
	int poll_fd;               /* borrowed from the daemon */
	bool quiet;                /* accepts no more */
};

struct requests { /* in the order of their coming */
	struct request *first, **end;
	size_t n;
};

enum worker_kind {
	WORKER_READS, /* long reports, with a read-only store */
	WORKER_FILES, /* exports and lists taken in: a page must not wait for a million rows */
	WORKER_SECRETS, /* hashing of passwords: a report must not keep anybody from signing in */
	WORKERS,
};

struct server {
	struct site site;
	struct listener listener[LISTENERS];
	unsigned port;
	bool draining, stopping;
	int64_t now, now_ms; /* of this turn */
	struct connections connections;
	struct lingers lingers;
	struct request *spare;
	struct requests waiting; /* for the next transaction, or in this one */
	struct requests late;    /* came while this one waits for the database */
	bool attending;          /* in server_attend() */
	size_t open;             /* requests begun and not over */
	size_t resumed;          /* and of these, answered after a wait */
	size_t large;            /* and those with a body over WEBHOOK_BODY_MAX */
	const struct gateway *gateway[CONFIG_GATEWAYS];
	/* Lines about calls that were refused; the last for those to no gateway of ours. */
	struct log_limit refused[CONFIG_GATEWAYS + 1];
	struct gateway_event *scratch; /* GATEWAY_EVENTS_MAX */
	struct inbound_result result;
	struct pages pages;
	struct assets assets;
	struct json_t *openapi; /* NULL: nobody has asked for it */
	struct worker *worker[WORKERS];
	int worker_fd[WORKERS];
	size_t working; /* requests that workers have */
	struct limits *limits;
	struct progress progress;
	struct log_limit sign_in_denied;
	struct metrics metrics;
};

void requests_empty(struct requests *q);
/* Appends r to those that wait for a transaction. */
void server_queue(struct server *s, struct request *r);
/* Who came late waits for the next one. */
void server_take_late(struct server *s);
/* Its answer is known: libmicrohttpd is to go on with it, which server_finish() sees to. */
void server_resume(struct server *s, struct request *r);
void server_finish(struct server *s);
void server_tick(struct server *s);
void server_run_listeners(struct server *s);

#endif
