/* web/server.c - starts, runs and stops libmicrohttpd from the outside */
#include "web/server.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "web/api_call.h"
#include "web/dispatch.h"
#include "web/listen.h"
#include "web/reply.h"
#include "web/server_state.h"
#include "web/webhook.h"

enum {
	MEMORY_PER_CONNECTION = 20 * 1024, /* headers; every open one costs it */
	IDLE_SECONDS = 90,                 /* a net below the deadlines of web/connection.c */
	METRICS_CONNECTIONS = 32,
	LONGEST_WAIT_MS = 1000,
	REFUSED_LINES = 30, /* in the log, a minute, of one gateway */
};

static struct MHD_Daemon *daemon_start(
	struct listener *l, int fd, unsigned connections, unsigned per_address)
{
	return MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
		dispatch_request, l,
		/* clang-format off */
		MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_PER_CONNECTION,
		MHD_OPTION_CONNECTION_LIMIT, connections,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
		MHD_OPTION_URI_LOG_CALLBACK, dispatch_line, l,
		MHD_OPTION_UNESCAPE_CALLBACK, dispatch_unescape, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, dispatch_over, l,
		MHD_OPTION_NOTIFY_CONNECTION, dispatch_connection, l,
		MHD_OPTION_END);
	/* clang-format on */
}

static enum rc listener_start(struct server *s, enum listener_kind kind,
	const struct address *address, unsigned *port, struct err *err)
{
	const struct config *config = s->site.config;
	struct listener *l = &s->listener[kind];
	unsigned connections = METRICS_CONNECTIONS, per_address = METRICS_CONNECTIONS;
	int fd = -1;
	enum rc rc = listen_inherited(
		address, s->site.inherited, s->site.inherited_count, &fd, port, err);

	if (rc == RC_ABSENT && kind == LISTENER_MAIN && s->site.inherited_count > 0)
		return err_set(err, RC_CONFLICT,
			"lapak.socket does not listen on %s:%u, as `listen` in the configuration says: "
			"make both the same (systemctl edit lapak.socket)",
			address->host, address->port);
	if (rc == RC_ABSENT)
		rc = listen_on(address, &fd, port, err);
	if (rc != RC_OK)
		return rc;
	if (kind == LISTENER_MAIN) {
		unsigned wanted = (unsigned)config->server.max_connections;

		connections = listen_room(wanted);
		per_address = (unsigned)config->server.max_connections_per_address;
		if (connections < wanted)
			log_event(LOG_WARN, "too-few-files",
				"max_connections=%u possible=%u remedy=\"raise LimitNOFILE\"",
				wanted, connections);
	}
	l->server = s;
	l->kind = kind;
	l->daemon = daemon_start(l, fd, connections, per_address);
	if (l->daemon == NULL) {
		(void)close(fd);
		return err_set(err, RC_BROKEN, "the HTTP server does not start on %s:%u",
			address->host, *port);
	}
	l->poll_fd = MHD_get_daemon_info(l->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	return RC_OK;
}

static enum rc gateways_find(struct server *s, struct err *err)
{
	const struct config *config = s->site.config;

	for (size_t i = 0; i < config->gateways; i++) {
		s->gateway[i] = gateway_find(config->gateway[i].type);
		if (s->gateway[i] == NULL)
			return err_set(err, RC_ABSENT, "gateway %s: no adapter of type \"%s\"",
				config->gateway[i].name, config->gateway[i].type);
	}
	return RC_OK;
}

/* The console's files: where the build lays them, or beside installed templates. */
static enum rc console_load(struct server *s, struct err *err)
{
	static const char *const places[] = { "../build/console", "../console" };
	char folder[CONFIG_PATH + 32];

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		enum rc rc;

		(void)snprintf(folder, sizeof(folder), "%s/%s", s->site.templates, places[i]);
		rc = assets_load(&s->assets, folder, err);
		if (rc != RC_ABSENT)
			return rc;
		assets_release(&s->assets);
	}
	return RC_OK;
}

static enum rc api_start(struct server *s, struct err *err)
{
	enum rc rc = RC_OK;

	s->limits = calloc(1, sizeof(*s->limits));
	if (s->limits == NULL)
		return err_set(err, RC_BROKEN, "out of memory");
	if (s->site.store == NULL)
		return RC_OK;
	s->site.random(s->site.arg, s->limits->seed, sizeof(s->limits->seed));
	for (size_t i = 0; rc == RC_OK && i < WORKERS; i++)
		rc = worker_start(&s->worker[i], i != WORKER_SECRETS ? s->site.database : NULL,
			&s->worker_fd[i], err);
	return rc;
}

static enum rc server_fill(struct server *s, struct err *err)
{
	const struct config *config = s->site.config;
	unsigned metrics_port;
	enum rc rc;

	s->scratch = calloc(GATEWAY_EVENTS_MAX, sizeof(*s->scratch));
	if (s->scratch == NULL)
		return err_set(err, RC_BROKEN, "out of memory");
	rc = gateways_find(s, err);
	if (rc == RC_OK)
		rc = pages_load(&s->pages, s->site.templates, config, err);
	if (rc == RC_OK)
		rc = console_load(s, err);
	if (rc == RC_OK)
		rc = api_start(s, err);
	if (rc == RC_OK)
		rc = listener_start(s, LISTENER_MAIN, &config->server.listen, &s->port, err);
	if (rc == RC_OK && config->server.metrics_listen.host[0] != '\0')
		rc = listener_start(s, LISTENER_METRICS, &config->server.metrics_listen,
			&metrics_port, err);
	return rc;
}

enum rc server_start(struct server **out, const struct site *site, struct err *err)
{
	struct server *s = calloc(1, sizeof(*s));
	enum rc rc;

	if (s == NULL)
		return err_set(err, RC_BROKEN, "out of memory");
	s->site = *site;
	requests_empty(&s->waiting);
	requests_empty(&s->late);
	s->sign_in_denied.per_minute = 5;
	for (size_t i = 0; i <= CONFIG_GATEWAYS; i++)
		s->refused[i].per_minute = REFUSED_LINES;
	inbound_result_init(&s->result);
	server_tick(s);
	rc = server_fill(s, err);
	if (rc == RC_OK)
		*out = s;
	else
		server_stop(s);
	return rc;
}

unsigned server_port(const struct server *s)
{
	return s->port;
}

static void quiesce(struct listener *l)
{
	int fd;

	if (l->daemon == NULL || l->quiet)
		return;
	l->quiet = true;
	fd = MHD_quiesce_daemon(l->daemon);
	if (fd >= 0)
		(void)close(fd);
}

void server_drain(struct server *s)
{
	s->draining = true;
	quiesce(&s->listener[LISTENER_MAIN]);
}

bool server_hears(const struct server *s)
{
	return s->connections.oldest[CONNECTION_READING] != NULL;
}

size_t server_open(const struct server *s)
{
	return s->open;
}

_Static_assert((int)LISTENERS + (int)WORKERS <= (int)SERVER_FDS, "server.h promises no more");

size_t server_attend_fds(const struct server *s, int fds[static SERVER_FDS])
{
	size_t n = 0;

	for (size_t i = 0; i < LISTENERS; i++)
		if (s->listener[i].daemon != NULL)
			fds[n++] = s->listener[i].poll_fd;
	return n;
}

size_t server_fds(const struct server *s, int fds[static SERVER_FDS])
{
	size_t n = server_attend_fds(s, fds);

	for (size_t i = 0; i < WORKERS; i++)
		if (s->worker[i] != NULL)
			fds[n++] = s->worker_fd[i];
	return n;
}

int server_timeout_ms(const struct server *s)
{
	int64_t left = connections_next(
		&s->connections, s->site.now_ms(s->site.clock), LONGEST_WAIT_MS);

	if (server_waiting(s) > 0)
		return 0;
	if (s->lingers.n > 0 && left > LINGER_WAIT_MS)
		left = LINGER_WAIT_MS;
	for (size_t i = 0; i < LISTENERS; i++) {
		MHD_UNSIGNED_LONG_LONG own;

		if (s->listener[i].daemon != NULL &&
			MHD_get_timeout(s->listener[i].daemon, &own) == MHD_YES &&
			own < (MHD_UNSIGNED_LONG_LONG)left)
			left = (int64_t)own;
	}
	return (int)left;
}

/* What workers are done with: it wants another transaction, or is answered. */
static void take_back(struct server *s, struct task *t)
{
	while (t != NULL) {
		struct task *next = t->next;
		struct request *r = ((struct api_call *)t->arg)->request;

		s->working--;
		if (r->answer.status == 0) {
			r->phase = REQUEST_WAITING;
			server_queue(s, r);
		} else {
			server_resume(s, r);
		}
		t = next;
	}
}

void server_run(struct server *s)
{
	server_tick(s);
	server_take_late(s);
	s->metrics.cut += connections_cut(&s->connections, s->now_ms);
	linger_turn(&s->lingers, s->now_ms);
	for (size_t i = 0; i < WORKERS; i++)
		if (s->worker[i] != NULL)
			take_back(s, worker_done(s->worker[i]));
	server_run_listeners(s);
	server_finish(s);
}

bool server_working(const struct server *s)
{
	return s->working > 0;
}

void server_stop(struct server *s)
{
	if (s == NULL)
		return;
	s->stopping = true;
	server_drain(s);
	quiesce(&s->listener[LISTENER_METRICS]);
	/* libmicrohttpd aborts the process when it is stopped with a suspended connection. */
	for (size_t i = 0; i < WORKERS; i++)
		take_back(s, worker_stop(s->worker[i]));
	server_take_late(s);
	server_answer(s, false);
	for (size_t i = 0; i < LISTENERS; i++)
		if (s->listener[i].daemon != NULL)
			MHD_stop_daemon(s->listener[i].daemon);
	linger_end(&s->lingers);
	requests_free(s->spare);
	pages_release(&s->pages);
	assets_release(&s->assets);
	json_decref(s->openapi);
	free(s->limits);
	inbound_result_release(&s->result);
	free(s->scratch);
	free(s);
}
