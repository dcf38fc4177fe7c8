/*
 * web/server.h - the HTTP face: webhooks, phone page, health, metrics (the only user of libmicrohttpd)
 *
 * Run from outside: no thread of its own. One turn of the loop is server_run() (reads requests; those that need the database
 * are suspended and wait), then inside the turn's transaction server_apply(), after the commit server_answer(), which resumes and writes
 * the answers in the same turn (a resume does not wake an external poll).
 */
#ifndef LAPAK_WEB_SERVER_H
#define LAPAK_WEB_SERVER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/config.h"
#include "base/rc.h"
#include "relay/inbound.h"
#include "relay/outbound.h"

struct server;

struct site { /* borrowed for the server's life */
	const struct config *config;
	const struct inbound *inbound;
	const char *
		templates; /* folder of the static pages: phone, and beside it the console's build */
	struct store *store;       /* the loop's, for the API; NULL: there is no API */
	const char *database;      /* its url, for the worker's own; NULL: none */
	struct outbound *outbound; /* for the gateways' health; NULL: unknown */
	void (*random)(void *arg, void *bytes, size_t n);
	int64_t (*now)(void *);    /* wall clock, unix seconds */
	int64_t (*now_ms)(void *); /* monotonic milliseconds */
	void *clock;
	const int *inherited; /* listening sockets this process was started with */
	size_t inherited_count;
	/* Appends the reasons why not ready, one a line, but for a database that does not answer; nothing when ready. */
	void (*readiness)(void *arg, struct buf *reasons);
	/* An edit of the wording is kept with the turn's transaction; NULL: nobody minds. */
	void (*wording_changed)(void *arg);
	/* What else a set must pass before it is taken, on a worker's thread; RC_INVALID: a line of report each. NULL: nothing. */
	enum rc (*prove)(void *arg, const struct wording *w, struct buf *report);
	/* Appends more metrics in Prometheus text; database: it may be asked, in this turn's transaction. */
	void (*metrics)(void *arg, bool database, struct buf *out);
	void *arg;
};

/* Listens on config's addresses. err says which address and, for a taken port, by what to look for the owner. */
MUST_CHECK enum rc server_start(struct server **out, const struct site *site, struct err *err);
/* Answers what still waits with 503, then closes; NULL is fine. Never aborts on suspended requests. */
void server_stop(struct server *s);
/* Stops accepting on the main listener; open requests go on, each answer closes its connection. The metrics
 * listener stays, so that /readyz can say why. */
void server_drain(struct server *s);
/* Connections that have been accepted and have not yet sent a whole request. */
bool server_hears(const struct server *s);
/* Requests not yet answered. */
size_t server_open(const struct server *s);

enum { SERVER_FDS = 5 };
/* The descriptors to poll for reading: listeners and workers. */
size_t server_fds(const struct server *s, int fds[static SERVER_FDS]);
/* Milliseconds until server_run() must be called though nothing is readable; at most 1000. */
int server_timeout_ms(const struct server *s);
/* Accepts, reads, writes, enforces deadlines. Never blocks. */
void server_run(struct server *s);
/* Whether a worker reads configuration or wording: they must not change meanwhile. */
bool server_working(const struct server *s);
/* Requests that wait for the database. */
size_t server_waiting(const struct server *s);
/* Whether one of the waiting requests is more than a gateway's: it wants the database alone, and is not applied twice. */
bool server_wants_alone(const struct server *s);
/* Whether all of them may be applied beside other servers; out says whose turns they are, then. */
bool server_share(const struct server *s, struct store_share *out);
/* What server_apply() is going to ask, is asked with the transaction's beginning: see store_begin_expecting(). */
void server_expect(struct server *s, int64_t now);
/* Inside the turn's transaction: applies every waiting request in a savepoint of its own and prepares its answer. RC_OK even when single requests
 * failed (they get 503); anything else means the transaction itself is broken and must be rolled back. */
MUST_CHECK enum rc server_apply(struct server *s, int64_t now);
/* After the commit (kept true) or its failure (kept false: 503 for all): resumes all waiting requests and runs the server once more. */
void server_answer(struct server *s, bool kept);

/* Between these two, whoever waits for the database calls this often meanwhile, and when one of server_attend_fds() is readable:
 * as server_run(), for what needs no transaction. What needs one waits for the next, and gets its 503 after two seconds. */
void server_attend(struct server *s);
size_t server_attend_fds(const struct server *s, int fds[static SERVER_FDS]);

/* The port the main listener got (for port 0 in tests). */
unsigned server_port(const struct server *s);

#endif
