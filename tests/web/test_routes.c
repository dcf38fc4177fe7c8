/* tests/web/test_routes.c - where a path leads, and on which address the server is */
#include "world.h"

#include "t.h"

#define HOST "Host: x\r\n"

static struct client *client_new(void)
{
	return test_calloc(1, sizeof(struct client));
}

/* Turns the loop a few times; takes what came. */
static void settle(struct world *w, struct client *c)
{
	for (int i = 0; i < 6; i++) {
		world_turn(w, 2);
		client_take(c);
	}
}

/* ---- where a path leads ---- */

struct visit {
	const char *request;
	unsigned status;
	const char *holds;
};

/* clang-format off */
static const struct visit visits[] = {
	{ "GET / HTTP/1.1", 200, "/phone" },
	{ "GET /livez HTTP/1.1", 200, "alive" },
	{ "GET http://example/livez?x=1 HTTP/1.1", 200, "alive" },
	{ "HEAD /livez HTTP/1.1", 200, "Content-Length: 6" },
	{ "GET /livez/ HTTP/1.1", 404, "problem+json" },
	{ "GET /readyz HTTP/1.1", 200, "ready" },
	{ "GET /metrics HTTP/1.1", 404, "problem+json" },
	{ "GET /console/none.js HTTP/1.1", 404, "problem+json" },
	{ "GET /api/v1/session HTTP/1.1", 503, "problem+json" }, /* no database here */
	{ "GET /api/v1/ HTTP/1.1", 404, "problem+json" },
	{ "GET /../etc/passwd HTTP/1.1", 404, "problem+json" },
	{ "GET /phone/../../lapak.ini HTTP/1.1", 404, "problem+json" },
	{ "GET /phone HTTP/1.1", 200, "script-src 'self'" },
	{ "GET /phone HTTP/1.1", 200, "nosniff" },
	{ "GET /phone HTTP/1.1", 200, "data-testid" },
	{ "GET /phone/phone.js HTTP/1.1", 200, "text/javascript" },
	{ "GET /phone/phone.css HTTP/1.1", 200, "text/css" },
	{ "GET /phone/config.json HTTP/1.1", 200, "{\"gateway\":\"sim\",\"office\":\"Dinas \\\"Uji\\\"\",\"shortCode\":\"2323\"}" },
	{ "GET /phone/other HTTP/1.1", 404, "problem+json" },
	{ "DELETE /livez HTTP/1.1", 405, "Allow: GET, HEAD" },
	{ "POST /gateway/sim/outbox HTTP/1.1", 405, "Allow: GET, HEAD" },
	{ "PUT /gateway/sim/inbound HTTP/1.1", 405, "Allow: GET, HEAD, POST" },
	{ "GET /gateway/none/inbound HTTP/1.1", 404, "no gateway" },
	{ "GET /gateway/si/inbound HTTP/1.1", 404, "no gateway" },
	{ "GET /gateway//inbound HTTP/1.1", 404, "no gateway" },
	{ "GET /gateway/sim/other HTTP/1.1", 404, "problem+json" },
	{ "GET /gateway/sim/inbound?id=a&text=hi HTTP/1.1", 200, "echo a" },
	{ "GET /gateway/sim/inbound?id=a%20b%2Bc&text=hi HTTP/1.1", 200, "echo a b+c" },
	{ "GET /gateway/sim/inbound?id=a&text=h%zz HTTP/1.1", 400, "malformed query" },
	{ "GET /gateway/sim/inbound?id=a&text=BAD HTTP/1.1", 400, "problem+json" },
	{ "GET /gateway/sim/ussd?id=u&text=hi HTTP/1.1", 200, "echo u" },
	{ "GET /gateway/strict/inbound?id=a&text=hi HTTP/1.1", 403, "refused" },
	{ "GET /gateway/strict/inbound?key=geheimx&id=a&text=hi HTTP/1.1", 403, "refused" },
	{ "GET /gateway/strict/inbound?key=geheim&id=a&text=hi HTTP/1.1", 200, "echo a" },
	{ "GET /gateway/strict/inbound?key=geheim&id=a&text=BAD HTTP/1.1", 200, "Content-Length: 0" },
	{ "GET /gateway/strict/report?key=geheim&id=a&text=FAIL HTTP/1.1", 503, "Retry-After: 1" },
};
/* clang-format on */

static void every_path_leads_where_it_should(void **state)
{
	struct client *c = client_new();
	struct world w;
	char text[512];

	(void)state;
	world_open(&w, NULL);
	for (size_t i = 0; i < sizeof(visits) / sizeof(visits[0]); i++) {
		print_message(
			"%s -> %u %s\n", visits[i].request, visits[i].status, visits[i].holds);
		(void)snprintf(text, sizeof(text), "%s\r\n" HOST "Connection: close\r\n\r\n",
			visits[i].request);
		client_open(c, server_port(w.server));
		client_say(c, text);
		for (int turn = 0; turn < 200 && !c->ended; turn++) {
			world_turn(&w, 5);
			client_take(c);
		}
		client_close(c);
		assert_int_equal(strtoul(c->got + 9, NULL, 10), visits[i].status);
		assert_non_null(strstr(c->got, visits[i].holds));
	}
	assert_int_equal(server_open(w.server), 0);
	world_close(&w);
	test_free(c);
}

static void a_wrong_path_with_a_body_keeps_the_connection_in_step(void **state)
{
	struct client *c = client_new();
	struct world w;
	char body[64];

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	client_ask(&w, c,
		"POST /nowhere HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nGET /"
		"GET /livez HTTP/1.1\r\n" HOST "\r\n",
		2);
	assert_int_equal(client_answer(c, 0, body, sizeof(body)), 404);
	assert_int_equal(client_answer(c, 1, body, sizeof(body)), 200);
	assert_string_equal(body, "alive\n");
	client_close(c);
	world_close(&w);
	test_free(c);
}

static void readiness_says_why_not(void **state)
{
	struct client *c = client_new();
	struct world w;

	(void)state;
	world_open(&w, NULL);
	w.unready = "disk: 12 MiB left\n";
	assert_int_equal(ask_once(&w, c, "GET /readyz HTTP/1.1\r\n" HOST "\r\n"), 503);
	assert_non_null(strstr(c->got, "disk: 12 MiB left\n"));
	w.unready = NULL;
	assert_int_equal(ask_once(&w, c, "GET /readyz HTTP/1.1\r\n" HOST "\r\n"), 200);
	world_close(&w);
	test_free(c);
}

static void without_simulator(struct config *c)
{
	(void)snprintf(c->gateway[0].type, sizeof(c->gateway[0].type), "kannel");
}

static void the_phone_is_there_only_with_a_simulator(void **state)
{
	struct client *c = client_new();
	struct world w;

	(void)state;
	world_open(&w, without_simulator);
	assert_int_equal(ask_once(&w, c, "GET /phone HTTP/1.1\r\n" HOST "\r\n"), 404);
	assert_int_equal(
		ask_once(&w, c, "GET /phone/config.json HTTP/1.1\r\n" HOST "\r\n"), 404);
	assert_int_equal(ask_once(&w, c, "GET / HTTP/1.1\r\n" HOST "\r\n"), 200);
	assert_null(strstr(c->got, "/phone"));
	world_close(&w);
	test_free(c);
}

/* ---- the addresses ---- */

static unsigned taken_port;

static void take_port(struct config *c)
{
	c->server.listen.port = taken_port;
}

static int64_t zero(void *clock)
{
	(void)clock;
	return 0;
}

static void a_taken_address_is_named(void **state)
{
	struct world w, other = { .now = 0 };
	struct err err;
	struct server *second = NULL;
	struct site site = {
		.config = &other.config, .templates = "templates", .now = zero, .now_ms = zero
	};
	char wanted[128];

	(void)state;
	world_open(&w, NULL);
	taken_port = server_port(w.server);
	other.config = w.config;
	take_port(&other.config);
	assert_int_equal(server_start(&second, &site, &err), RC_CONFLICT);
	(void)snprintf(wanted, sizeof(wanted),
		"address 127.0.0.1:%u is in use; `ss -ltnp 'sport = :%u'` shows by whom",
		taken_port, taken_port);
	assert_string_equal(err.msg, wanted);
	(void)snprintf(other.config.server.listen.host, 46, "192.0.2.77");
	assert_int_equal(server_start(&second, &site, &err), RC_ABSENT);
	assert_non_null(strstr(err.msg, "no such address"));
	world_close(&w);
}

static void with_metrics(struct config *c)
{
	(void)snprintf(c->server.metrics_listen.host, sizeof(c->server.metrics_listen.host),
		"127.0.0.1");
	c->server.metrics_listen.port = taken_port;
}

/* A port that was free a moment ago. */
static unsigned free_port(void)
{
	struct world w;
	unsigned port;

	world_open(&w, NULL);
	port = server_port(w.server);
	world_close(&w);
	return port;
}

static size_t lines_of_values(const char *text)
{
	size_t n = 0;

	for (const char *line = strstr(text, "\r\n\r\n"); line != NULL;
		line = strchr(line, '\n')) {
		line += strspn(line, "\r\n");
		n += *line != '#' && *line != '\0';
	}
	return n;
}

static void metrics_have_their_own_listener(void **state)
{
	struct client *c = client_new();
	struct world w;
	int fds[SERVER_FDS];

	(void)state;
	taken_port = free_port();
	world_open(&w, with_metrics);
	assert_int_equal(server_fds(w.server, fds), 2); /* and no workers without a database */
	(void)ask_once(&w, c, "GET /gateway/sim/inbound?id=a&text=hi HTTP/1.1\r\n" HOST "\r\n");
	(void)ask_once(
		&w, c, "GET /gateway/sim/inbound?id=a&text=AGAIN HTTP/1.1\r\n" HOST "\r\n");
	(void)ask_once(&w, c, "GET /gateway/strict/inbound HTTP/1.1\r\n" HOST "\r\n");
	client_open(c, taken_port);
	client_ask(&w, c, "GET /metrics HTTP/1.1\r\n" HOST "\r\n", 1);
	assert_non_null(strstr(c->got, "version=0.0.4"));
	assert_non_null(strstr(c->got, "lapak_build_info{version=\""));
	assert_non_null(
		strstr(c->got, "lapak_inbound_total{gateway=\"sim\",result=\"kept\"} 1\n"));
	assert_non_null(
		strstr(c->got, "lapak_inbound_total{gateway=\"sim\",result=\"repeated\"} 1\n"));
	assert_non_null(strstr(
		c->got, "lapak_inbound_total{gateway=\"strict\",result=\"denied\"} 1\n"));
	assert_non_null(strstr(c->got, "lapak_inbound_ack_seconds_count 2\n"));
	assert_non_null(strstr(c->got, "lapak_commit_batch_size_bucket{le=\"1\"} 2\n"));
	assert_non_null(strstr(c->got, "lapak_more 1\n"));
	assert_true(lines_of_values(c->got) <= 200);
	client_forget(c);
	client_ask(&w, c, "GET /gateway/sim/inbound?id=a&text=hi HTTP/1.1\r\n" HOST "\r\n", 1);
	assert_non_null(strstr(c->got, " 404 "));
	client_close(c);
	world_close(&w);
	test_free(c);
}

static void few_connections(struct config *c)
{
	c->server.max_connections_per_address = 8;
}

static void an_address_has_only_so_many_connections(void **state)
{
	enum { MANY = 10 };
	struct client *c = test_calloc(MANY, sizeof(*c));
	size_t refused = 0;
	struct world w;

	(void)state;
	world_open(&w, few_connections);
	for (size_t i = 0; i < MANY; i++) {
		client_open(&c[i], server_port(w.server));
		settle(&w, &c[i]);
		refused += c[i].ended;
	}
	assert_int_equal(refused, 2);
	for (size_t i = 0; i < MANY; i++)
		client_close(&c[i]);
	world_close(&w);
	test_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_path_leads_where_it_should),
		cmocka_unit_test(a_wrong_path_with_a_body_keeps_the_connection_in_step),
		cmocka_unit_test(readiness_says_why_not),
		cmocka_unit_test(the_phone_is_there_only_with_a_simulator),
		cmocka_unit_test(a_taken_address_is_named),
		cmocka_unit_test(metrics_have_their_own_listener),
		cmocka_unit_test(an_address_has_only_so_many_connections),
	};

	return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
