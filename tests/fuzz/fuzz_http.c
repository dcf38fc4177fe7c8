/*
 * tests/fuzz/fuzz_http.c - bytes on a connection: no crash, an HTTP answer or none, and never a good one to a request whose end or
 * headers are doubtful
 *
 * The server of the product on a port of its own, with a simulator and a database in memory; what a request does is undone.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "store/store.h"
#include "web/server.h"
#include "wording/wording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { TURNS = 12, ANSWER = 64 * 1024, DEADLINE_MS = 11 * 1000 };

struct peer {
	struct config config;
	struct store *store;
	struct wording *wording;
	struct dialog dialog;
	struct inbound inbound;
	struct server *server;
	int64_t now_ms;
};

static int64_t now(void *arg)
{
	(void)arg;
	return 1764000000;
}

static int64_t now_ms(void *arg)
{
	return ((struct peer *)arg)->now_ms;
}

static void random_bytes(void *arg, void *bytes, size_t n)
{
	(void)arg;
	if (getentropy(bytes, n) != 0)
		BUG("no randomness");
}

static void ready(void *arg, struct buf *reasons)
{
	(void)arg;
	(void)reasons;
}

static void configure(struct config *c)
{
	c->server.max_connections = 100;
	c->server.max_connections_per_address = 100;
	c->server.listen = (struct address){ .host = "127.0.0.1", .loopback = true };
	c->server.metrics_listen = (struct address){ .host = "", .loopback = true };
	(void)snprintf(c->office.name, sizeof(c->office.name), "Dinas");
	(void)snprintf(c->office.short_code, sizeof(c->office.short_code), "2323");
	c->gateways = 1;
	(void)snprintf(c->gateway[0].name, sizeof(c->gateway[0].name), "sim");
	(void)snprintf(c->gateway[0].type, sizeof(c->gateway[0].type), "simulator");
	(void)snprintf(
		c->gateway[0].allowed_prefixes, sizeof(c->gateway[0].allowed_prefixes), "+628");
}

static struct peer *peer(void)
{
	static struct peer p; /* made once: libFuzzer calls the same function for every input */
	struct err err = { .msg = "" };
	struct buf report;

	if (p.server != NULL)
		return &p;
	buf_init(&report, 65536);
	if (store_open(&p.store, "sqlite::memory:", STORE_WRITE, &err) != RC_OK ||
		store_migrate(p.store, "migrations", 1, &report, &err) != RC_OK)
		BUG("%s", err.msg);
	if (wording_load(&p.wording, "templates/messages", &report) != RC_OK)
		BUG("%s", report.data);
	buf_release(&report);
	configure(&p.config);
	p.dialog = (struct dialog){ .store = p.store,
		.wording = p.wording,
		.office = "Dinas",
		.short_code = "2323",
		.language = "id",
		.ask_above = 100000000 };
	p.inbound = (struct inbound){ p.store, &p.dialog, &p.config };
	p.now_ms = 1000000;
	if (server_start(&p.server,
		    &(struct site){ .config = &p.config,
			    .inbound = &p.inbound,
			    .templates = "templates",
			    .now = now,
			    .now_ms = now_ms,
			    .clock = &p,
			    .random = random_bytes,
			    .readiness = ready,
			    .arg = &p },
		    &err) != RC_OK)
		BUG("%s", err.msg);
	return &p;
}

static void turn(struct peer *p)
{
	server_run(p->server);
	if (server_waiting(p->server) == 0)
		return;
	if (store_begin(p->store) != RC_OK || server_apply(p->server, now(NULL)) != RC_OK)
		BUG("the transaction broke");
	store_rollback(p->store);
	server_answer(p->server, true);
}

/* libFuzzer's alarm, which looks for what hangs, must not cut these two short. */
static int connect_and_send(const struct peer *p, const uint8_t *data, size_t n)
{
	sigset_t alarm, before;
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)server_port(p->server)) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	(void)sigemptyset(&alarm);
	(void)sigaddset(&alarm, SIGALRM);
	(void)sigprocmask(SIG_BLOCK, &alarm, &before);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		BUG("cannot connect: %s", strerror(errno));
	(void)send(fd, data, n, MSG_NOSIGNAL);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	return fd;
}

/* What came back, NUL-ended. */
static const char *exchange(struct peer *p, const uint8_t *data, size_t n)
{
	static char answer[ANSWER];
	size_t got = 0;
	int fd = connect_and_send(p, data, n);
	bool over = false;

	for (int i = 0; i < TURNS && !over; i++) {
		ssize_t more;

		if (i == TURNS / 2 && got == 0)
			p->now_ms += DEADLINE_MS; /* it is not whole and never will be */
		turn(p);
		more = recv(fd, answer + got, sizeof(answer) - 1 - got, MSG_DONTWAIT);
		got += more > 0 ? (size_t)more : 0;
		over = more == 0 || (more < 0 && errno != EAGAIN) || got == sizeof(answer) - 1;
	}
	(void)close(fd);
	turn(p);
	answer[got] = '\0';
	return answer;
}

struct line {
	const uint8_t *text;
	size_t n, next; /* without its LF or CR LF; where the next one begins */
};

/* False: it is not whole. */
static bool line_at(const uint8_t *data, size_t n, size_t at, struct line *out)
{
	const uint8_t *end = at < n ? memchr(data + at, '\n', n - at) : NULL;

	if (end == NULL)
		return false;
	*out = (struct line){ .text = data + at,
		.n = (size_t)(end - data) - at,
		.next = (size_t)(end - data) + 1 };
	if (out->n > 0 && end[-1] == '\r')
		out->n--;
	return true;
}

/* Whether a zero byte hides what stands behind it in its line, or a CR would end the line for another reader. Zero bytes at the
 * end cannot be told from a CR once the library has read the line. */
static bool hides(const struct line *line)
{
	const uint8_t *zero = memchr(line->text, '\0', line->n);

	for (size_t i = zero != NULL ? (size_t)(zero - line->text) : line->n; i < line->n; i++)
		if (line->text[i] != '\0')
			return true;
	return memchr(line->text, '\r', line->n) != NULL;
}

/* The library goes by what stands before the first zero byte, and makes one of a colon. */
static bool is_empty(const struct line *line)
{
	return line->n == 0 || line->text[0] == '\0' || (line->n == 1 && line->text[0] == ':');
}

/* Whether there is such a zero byte or a folded line between the request line and the empty line. */
static bool is_doubtful(const uint8_t *data, size_t n)
{
	struct line line;
	size_t at = 0;
	bool first = true;

	while (line_at(data, n, at, &line) && is_empty(&line))
		at = line.next; /* nobody is told of what comes before a request */
	for (; line_at(data, n, at, &line); first = false) {
		if (hides(&line))
			return true;
		if (is_empty(&line))
			return false;
		if (!first && (line.text[0] == ' ' || line.text[0] == '\t'))
			return true;
		at = line.next;
	}
	return false; /* never whole */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct peer *p = peer();
	const char *answer = exchange(p, data, n);

	if (answer[0] != '\0' && strncmp(answer, "HTTP/1.", 7) != 0)
		BUG("no HTTP: %.40s", answer);
	if (strncmp(answer, "HTTP/1.1 2", 10) == 0 && is_doubtful(data, n))
		BUG("a doubtful request was taken");
	return 0;
}
