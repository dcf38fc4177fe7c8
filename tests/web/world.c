/* tests/web/world.c - a server in this process, its loop, and clients that speak raw bytes */
#include "world.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/edits.h"
#include "database.h"
#include "store/store.h"
#include "t.h"
#include "wording/wording.h"

enum { PATIENCE = 5000 }; /* turns without an answer after which a test gives up */

static int64_t now(void *clock)
{
	return ((struct world *)clock)->now;
}

static int64_t now_ms(void *clock)
{
	return ((struct world *)clock)->now_ms;
}

static void readiness(void *arg, struct buf *reasons)
{
	const struct world *w = arg;

	if (w->unready != NULL)
		buf_puts(reasons, w->unready);
}

static void metrics(void *arg, bool database, struct buf *out)
{
	(void)arg;
	(void)database;
	buf_puts(out, "# TYPE lapak_more gauge\nlapak_more 1\n");
}

static void configure(struct config *c)
{
	*c = (struct config){ .server = { .max_connections = 1000,
				      .max_connections_per_address = 600 } };
	c->server.listen = (struct address){ .host = "127.0.0.1", .loopback = true };
	c->server.metrics_listen = (struct address){ .host = "", .loopback = true };
	(void)snprintf(c->office.name, sizeof(c->office.name), "Dinas \"Uji\"");
	(void)snprintf(c->office.short_code, sizeof(c->office.short_code), "2323");
	c->gateways = 2;
	(void)snprintf(c->gateway[0].name, sizeof(c->gateway[0].name), "sim");
	(void)snprintf(c->gateway[0].type, sizeof(c->gateway[0].type), "simulator");
	(void)snprintf(
		c->gateway[0].allowed_prefixes, sizeof(c->gateway[0].allowed_prefixes), "+628");
	c->gateway[0].rate_per_second = 10;
	(void)snprintf(c->gateway[1].name, sizeof(c->gateway[1].name), "strict");
	(void)snprintf(c->gateway[1].type, sizeof(c->gateway[1].type), "kannel");
	(void)snprintf(c->gateway[1].secret[0], sizeof(c->gateway[1].secret[0]), "geheim");
}

static void wording_changed(void *arg)
{
	((struct world *)arg)->edited = true;
}

/* A stall card must not say TANPA in this world. */
static enum rc prove(void *arg, const struct wording *w, struct buf *report)
{
	struct buf text;
	bool bad;

	(void)arg;
	buf_init(&text, 1024);
	wording_template(w, "id", MSG_CARD_TITLE, &text);
	bad = strstr(text.data, "TANPA") != NULL;
	buf_release(&text);
	if (bad)
		buf_puts(report, "id: no such card\n");
	return bad ? RC_INVALID : RC_OK;
}

static void random_bytes(void *arg, void *bytes, size_t n)
{
	(void)arg;
	assert_int_equal(getentropy(bytes, n), 0);
}

static void begin(struct world *w, void (*adjust)(struct config *))
{
	struct err err = { .msg = "" };
	struct site site = { .config = &w->config,
		.inbound = &w->inbound,
		.templates = "templates",
		.now = now,
		.now_ms = now_ms,
		.clock = w,
		.store = w->store,
		.database = w->store != NULL ? w->url : NULL,
		.random = random_bytes,
		.readiness = readiness,
		.wording_changed = wording_changed,
		.prove = prove,
		.metrics = metrics,
		.arg = w };
	enum rc rc;

	w->now = 1764000000;
	w->now_ms = 1000000;
	configure(&w->config);
	if (adjust != NULL)
		adjust(&w->config);
	w->inbound.config = &w->config;
	w->inbound.dialog = &w->dialog;
	w->inbound.store =
		(struct store *)(void *)w; /* for the inbound_apply() of this folder */
	rc = server_start(&w->server, &site, &err);
	if (rc != RC_OK)
		fail_msg("server_start: %s: %s", rc_name(rc), err.msg);
}

void world_open(struct world *w, void (*adjust)(struct config *))
{
	*w = (struct world){ .store = NULL };
	begin(w, adjust);
}

void world_open_store(struct world *w, void (*adjust)(struct config *))
{
	struct err err = { .msg = "" };
	struct buf report;
	char file[96];

	*w = (struct world){ .folder = "/tmp/lapak-web-XXXXXX" };
	assert_non_null(mkdtemp(w->folder));
	(void)snprintf(file, sizeof(file), "sqlite:%s/lapak.db", w->folder);
	(void)test_database(w->url, file);
	buf_init(&report, 4096);
	if (store_open(&w->store, w->url, STORE_WRITE, &err) != RC_OK ||
		store_migrate(w->store, "migrations", 1764000000, &report, &err) != RC_OK)
		fail_msg("%s", err.msg);
	buf_reset(&report);
	if (wording_load(&w->wording, "templates/messages", &report) != RC_OK)
		fail_msg("%s", report.data);
	buf_release(&report);
	begin(w, adjust);
	w->dialog.wording = w->wording;
}

void world_close(struct world *w)
{
	static const char *const files[] = { "lapak.db", "lapak.db-wal", "lapak.db-shm" };
	char path[128];

	server_stop(w->server);
	w->server = NULL;
	wording_free(w->wording);
	store_close(w->store);
	for (size_t i = 0; w->store != NULL && i < sizeof(files) / sizeof(files[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", w->folder, files[i]);
		(void)unlink(path);
	}
	if (w->store != NULL)
		(void)rmdir(w->folder);
	w->store = NULL;
}

static void transact(struct world *w)
{
	enum rc rc = RC_OK;

	if (server_waiting(w->server) == 0)
		return;
	if (w->store != NULL)
		rc = store_begin(w->store);
	if (rc == RC_OK)
		rc = server_apply(w->server, w->now);
	if (rc == RC_OK && w->commit_fails)
		rc = RC_BROKEN;
	if (w->store != NULL && rc == RC_OK)
		rc = store_commit(w->store);
	if (w->store != NULL && rc != RC_OK)
		store_rollback(w->store);
	if (w->edited && rc == RC_OK) {
		assert_int_equal(edits_lay(&w->wording, w->store), RC_OK);
		w->dialog.wording = w->wording;
	}
	w->edited = false;
	server_answer(w->server, rc == RC_OK);
}

void world_turn(struct world *w, int timeout_ms)
{
	struct pollfd wanted[SERVER_FDS];
	int fds[SERVER_FDS];
	size_t n = server_fds(w->server, fds);
	int timeout = server_timeout_ms(w->server);

	for (size_t i = 0; i < n; i++)
		wanted[i] = (struct pollfd){ .fd = fds[i], .events = POLLIN };
	if (timeout > timeout_ms)
		timeout = timeout_ms;
	if (poll(wanted, (nfds_t)n, timeout) == 0 && timeout > 0)
		w->slept++;
	w->turns++;
	server_run(w->server);
	transact(w);
}

void world_read(struct world *w)
{
	for (int i = 0; i < 4; i++)
		server_run(w->server);
}

void client_open(struct client *c, unsigned port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	c->ended = false;
	client_forget(c);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(c->fd >= 0);
	assert_int_equal(connect(c->fd, (struct sockaddr *)&to, sizeof(to)), 0);
}

void client_close(struct client *c)
{
	(void)close(c->fd);
	c->fd = -1;
}

void client_send(struct client *c, const char *bytes, size_t n)
{
	/* The server may have cut us off already: what matters is what it said. */
	(void)send(c->fd, bytes, n, MSG_NOSIGNAL);
}

void client_say(struct client *c, const char *text)
{
	client_send(c, text, strlen(text));
}

void client_take(struct client *c)
{
	while (c->length < sizeof(c->got) - 1) {
		ssize_t n = recv(c->fd, c->got + c->length, sizeof(c->got) - 1 - c->length,
			MSG_DONTWAIT);

		if (n == 0 || (n < 0 && errno != EAGAIN))
			c->ended = true;
		if (n <= 0)
			break;
		c->length += (size_t)n;
	}
	c->got[c->length] = '\0';
}

void client_forget(struct client *c)
{
	c->length = 0;
	c->got[0] = '\0';
}

/* The first byte after the answer that begins at from, and where its body begins; NULL: not whole yet. */
static const char *answer_end(const struct client *c, const char *from, const char **body)
{
	static const char field[] = "Content-Length:";
	const char *head_end = strstr(from, "\r\n\r\n");
	const char *length = strcasestr(from, field);
	size_t n = 0;

	if (head_end == NULL)
		return NULL;
	if (length != NULL && length < head_end)
		n = strtoul(length + strlen(field), NULL, 10);
	*body = head_end + 4;
	return *body + n <= c->got + c->length ? *body + n : NULL;
}

size_t client_answers(const struct client *c)
{
	const char *at = c->got, *body;
	size_t n = 0;

	for (;;) {
		const char *end = answer_end(c, at, &body);

		if (end == NULL)
			return n;
		at = end;
		n++;
	}
}

unsigned client_answer(const struct client *c, size_t n, char *body, size_t room)
{
	const char *at = c->got, *start = NULL, *end = NULL;

	for (size_t i = 0; i <= n; i++) {
		at = i == 0 ? c->got : end;
		end = answer_end(c, at, &start);
		if (end == NULL)
			return 0;
	}
	(void)snprintf(body, room, "%.*s", (int)(end - start), start);
	return (unsigned)strtoul(at + strlen("HTTP/1.1 "), NULL, 10);
}

void client_wait(struct world *w, struct client *c, size_t n)
{
	for (int i = 0; i < PATIENCE && !c->ended && client_answers(c) < n; i++) {
		world_turn(w, 1);
		client_take(c);
	}
}

void client_ask(struct world *w, struct client *c, const char *text, size_t n)
{
	client_say(c, text);
	client_wait(w, c, n);
}

unsigned ask_once(struct world *w, struct client *c, const char *text)
{
	char body[16];

	client_open(c, server_port(w->server));
	client_ask(w, c, text, 1);
	client_close(c);
	return client_answer(c, 0, body, sizeof(body));
}
