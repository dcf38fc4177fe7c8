/* tests/web/test_server.c - the loop: answers in the same turn, many connections, commits, stopping */
#include <time.h>

#include "world.h"

#include "t.h"

static int64_t real_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void inbound_text(char *out, size_t room, const char *id, const char *text)
{
	(void)snprintf(out, room,
		"GET /gateway/sim/inbound?id=%s&text=%s HTTP/1.1\r\nHost: x\r\n\r\n", id, text);
}

static void expect(const struct client *c, size_t n, unsigned status, const char *body)
{
	char got[256];
	unsigned found = client_answer(c, n, got, sizeof(got));

	if (found != status || (body != NULL && strcmp(got, body) != 0))
		fail_msg("answer %zu: %u \"%s\", not %u \"%s\"\n%s", n, found, got, status,
			body != NULL ? body : "...", c->got);
}

/* A resume does not wake an external poll: without a run after it, one lone connection waits for
 * the poll's whole timeout. */
static void a_lone_request_is_answered_in_the_turn_it_is_read(void **state)
{
	struct world w;
	struct client *c = test_malloc(sizeof(*c));
	char text[256];

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	world_turn(&w, 100); /* the connection is accepted */
	for (int i = 0; i < 5; i++) {
		int64_t start = real_ms();
		size_t turns = w.turns;

		inbound_text(text, sizeof(text), "solo", "hi");
		client_say(c, text);
		w.slept = 0;
		while (client_answers(c) == 0 && w.turns < turns + 3) {
			world_turn(&w, 1000);
			client_take(c);
		}
		expect(c, 0, 200, "echo solo");
		assert_int_equal(w.slept, 0);
		assert_true(w.turns - turns <= 2);
		assert_true(real_ms() - start < 500);
		client_forget(c);
	}
	client_close(c);
	world_close(&w);
	test_free(c);
}

static void a_server_at_rest_sleeps(void **state)
{
	struct world w;
	struct client *c = test_malloc(sizeof(*c));
	char text[256];

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	inbound_text(text, sizeof(text), "one", "hi");
	client_ask(&w, c, text, 1);
	expect(c, 0, 200, "echo one");
	for (int i = 0; i < 3; i++)
		world_turn(&w, 5);
	w.slept = w.turns = 0;
	for (int i = 0; i < 10; i++)
		world_turn(&w, 5);
	assert_int_equal(w.turns, w.slept);
	client_close(c);
	world_close(&w);
	test_free(c);
}

static void ask_all(struct world *w, struct client *c, size_t n, int round)
{
	char text[256], id[48];
	size_t whole = 0;

	for (size_t i = 0; i < n; i++) {
		(void)snprintf(id, sizeof(id), "r%d-c%zu", round, i);
		inbound_text(text, sizeof(text), id, "hi");
		client_say(&c[i], text);
	}
	for (int turn = 0; turn < 2000 && whole < n; turn++) {
		world_turn(w, 100);
		whole = 0;
		for (size_t i = 0; i < n; i++) {
			client_take(&c[i]);
			whole += client_answers(&c[i]) == 1;
		}
	}
	for (size_t i = 0; i < n; i++) {
		(void)snprintf(text, sizeof(text), "echo r%d-c%zu", round, i);
		expect(&c[i], 0, 200, text);
		client_forget(&c[i]);
	}
}

/* libmicrohttpd's own epoll thread hangs when exactly 128 or 256 connections are busy. */
static void so_many_connections_do_not_stall(size_t n)
{
	struct world w;
	struct client *c = test_calloc(n, sizeof(*c));

	print_message("%zu connections\n", n);
	world_open(&w, NULL);
	for (size_t i = 0; i < n; i++) {
		client_open(&c[i], server_port(w.server));
		world_turn(&w, 0);
	}
	for (int round = 0; round < 20; round++)
		ask_all(&w, c, n, round);
	assert_int_equal(w.applied, 20 * n);
	assert_int_equal(server_open(w.server), 0);
	for (size_t i = 0; i < n; i++)
		client_close(&c[i]);
	world_close(&w);
	test_free(c);
}

static void many_connections_do_not_stall(void **state)
{
	static const size_t numbers[] = { 64, 127, 128, 129, 256 };

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		so_many_connections_do_not_stall(numbers[i]);
}

static void pipelined_requests_get_their_own_answers_in_order(void **state)
{
	enum { DEPTH = 32, PARTS = 3 };
	struct world w;
	struct client *c = test_malloc(sizeof(*c));
	char all[DEPTH * 128] = "", id[32], text[256];
	size_t length;

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	for (int i = 0; i < DEPTH; i++) {
		(void)snprintf(id, sizeof(id), "p%d", i);
		inbound_text(text, sizeof(text), id, i % 5 == 4 ? "FAIL" : "hi");
		(void)snprintf(all + strlen(all), sizeof(all) - strlen(all), "%s", text);
	}
	length = strlen(all);
	for (size_t part = 0; part < PARTS; part++) {
		size_t from = length * part / PARTS, to = length * (part + 1) / PARTS;

		client_send(c, all + from, to - from);
		world_turn(&w, 10);
	}
	client_ask(&w, c, "", DEPTH);
	for (size_t i = 0; i < DEPTH; i++) {
		(void)snprintf(text, sizeof(text), "echo p%zu", i);
		if (i % 5 == 4)
			expect(c, i, 503, NULL);
		else
			expect(c, i, 200, text);
	}
	assert_int_equal(w.applied, DEPTH);
	client_close(c);
	world_close(&w);
	test_free(c);
}

static void one_failing_event_spoils_no_neighbour(void **state)
{
	struct world w;
	struct client *c = test_calloc(2, sizeof(*c));
	char text[256];

	(void)state;
	world_open(&w, NULL);
	for (int i = 0; i < 2; i++) {
		client_open(&c[i], server_port(w.server));
		inbound_text(
			text, sizeof(text), i == 0 ? "bad" : "good", i == 0 ? "FAIL" : "hi");
		client_say(&c[i], text);
	}
	world_read(&w);
	assert_int_equal(server_waiting(w.server), 2);
	client_ask(&w, &c[0], "", 1);
	client_ask(&w, &c[1], "", 1);
	expect(&c[0], 0, 503, NULL);
	assert_non_null(strstr(c[0].got, "Retry-After: 1"));
	expect(&c[1], 0, 200, "echo good");
	client_close(&c[0]);
	client_close(&c[1]);
	world_close(&w);
	test_free(c);
}

static void nothing_is_acknowledged_when_the_commit_fails(void **state)
{
	struct world w;
	struct client *c = test_malloc(sizeof(*c));
	char text[256];

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	w.commit_fails = true;
	inbound_text(text, sizeof(text), "a", "hi");
	client_ask(&w, c, text, 1);
	expect(c, 0, 503, NULL);
	assert_null(strstr(c->got, "echo"));
	w.commit_fails = false;
	client_forget(c);
	client_ask(&w, c, text, 1); /* the gateway's second try, on the same connection */
	expect(c, 0, 200, "echo a");
	client_close(c);
	world_close(&w);
	test_free(c);
}

static void a_broken_transaction_is_told_to_the_loop(void **state)
{
	struct world w;
	struct client *c = test_malloc(sizeof(*c));
	char text[256];

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	inbound_text(text, sizeof(text), "a", "BREAK");
	client_say(c, text);
	world_read(&w);
	assert_int_equal(server_apply(w.server, w.now), RC_BROKEN);
	server_answer(w.server, false);
	client_ask(&w, c, "", 1);
	expect(c, 0, 503, NULL);
	client_close(c);
	world_close(&w);
	test_free(c);
}

static void all_events_of_a_request_are_applied(void **state)
{
	struct world w;
	struct client *c = test_malloc(sizeof(*c));

	(void)state;
	world_open(&w, NULL);
	assert_int_equal(ask_once(&w, c,
				 "POST /gateway/sim/inbound HTTP/1.1\r\nHost: x\r\n"
				 "Content-Length: 21\r\n\r\na hi\nb AGAIN\nc hi\nd x"),
		200);
	assert_int_equal(w.applied, 4);
	expect(c, 0, 200, "echo d");
	assert_int_equal(ask_once(&w, c,
				 "POST /gateway/sim/inbound HTTP/1.1\r\nHost: x\r\n"
				 "Content-Length: 0\r\n\r\n"),
		200); /* nothing to apply, nothing to wait for */
	assert_int_equal(w.applied, 4);
	world_close(&w);
	test_free(c);
}

/* MHD_stop_daemon() aborts the process when a connection is suspended. */
static void stopping_with_a_waiting_request_answers_it(void **state)
{
	enum { WAITING = 2, ALL };
	struct world w;
	struct client *c = test_calloc(ALL, sizeof(*c));
	char text[512];

	(void)state;
	world_open(&w, NULL);
	inbound_text(text, sizeof(text), "s", "hi");
	for (int i = 0; i < ALL; i++) {
		client_open(&c[i], server_port(w.server));
		if (i < WAITING)
			client_say(&c[i], text);
	}
	world_read(&w);
	assert_int_equal(server_waiting(w.server), WAITING);
	client_say(&c[WAITING], text); /* read while stopping: must not be suspended any more */
	world_close(&w);
	server_stop(NULL);
	for (int i = 0; i < ALL; i++) {
		client_take(&c[i]);
		expect(&c[i], 0, 503, NULL);
		client_close(&c[i]);
	}
	assert_int_equal(w.applied, 0);
	test_free(c);
}

static void a_client_that_leaves_while_it_waits_harms_nobody(void **state)
{
	struct world w;
	struct client *c = test_calloc(2, sizeof(*c));
	char text[256];

	(void)state;
	world_open(&w, NULL);
	for (int i = 0; i < 2; i++) {
		inbound_text(text, sizeof(text), i == 0 ? "gone" : "here", "hi");
		client_open(&c[i], server_port(w.server));
		client_say(&c[i], text);
	}
	world_read(&w);
	client_close(&c[0]);
	world_read(&w);
	assert_int_equal(server_waiting(w.server), 2);
	client_ask(&w, &c[1], "", 1);
	expect(&c[1], 0, 200, "echo here");
	assert_int_equal(w.applied, 2);
	world_turn(&w, 5);
	assert_int_equal(server_open(w.server), 0);
	client_close(&c[1]);
	world_close(&w);
	test_free(c);
}

static void draining_answers_what_is_open_and_accepts_no_more(void **state)
{
	struct world w;
	struct client *c = test_calloc(2, sizeof(*c));
	char text[256];

	(void)state;
	world_open(&w, NULL);
	client_open(&c[0], server_port(w.server));
	inbound_text(text, sizeof(text), "last", "hi");
	client_say(&c[0], text);
	world_read(&w);
	server_drain(w.server);
	assert_int_equal(server_open(w.server), 1);
	client_ask(&w, &c[0], "", 1);
	expect(&c[0], 0, 200, "echo last");
	assert_non_null(strstr(c[0].got, "Connection: close"));
	world_turn(&w, 5);
	assert_int_equal(server_open(w.server), 0);
	client_close(&c[0]);
	world_close(&w);
	test_free(c);
}

static void a_long_answer_arrives_whole(void **state)
{
	struct world w;
	struct client *c = test_malloc(sizeof(*c));
	char text[256];

	(void)state;
	world_open(&w, NULL);
	inbound_text(text, sizeof(text), "l", "LONG");
	assert_int_equal(ask_once(&w, c, text), 200);
	assert_true(c->length > 24000);
	assert_memory_equal(c->got + c->length - 8, " 1234567", 8);
	inbound_text(text, sizeof(text), "s", "hi");
	assert_int_equal(ask_once(&w, c, text), 200);
	world_close(&w);
	test_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lone_request_is_answered_in_the_turn_it_is_read),
		cmocka_unit_test(a_server_at_rest_sleeps),
		cmocka_unit_test(many_connections_do_not_stall),
		cmocka_unit_test(pipelined_requests_get_their_own_answers_in_order),
		cmocka_unit_test(one_failing_event_spoils_no_neighbour),
		cmocka_unit_test(nothing_is_acknowledged_when_the_commit_fails),
		cmocka_unit_test(a_broken_transaction_is_told_to_the_loop),
		cmocka_unit_test(all_events_of_a_request_are_applied),
		cmocka_unit_test(stopping_with_a_waiting_request_answers_it),
		cmocka_unit_test(a_client_that_leaves_while_it_waits_harms_nobody),
		cmocka_unit_test(draining_answers_what_is_open_and_accepts_no_more),
		cmocka_unit_test(a_long_answer_arrives_whole),
	};

	return cmocka_run_group_tests_name("server", tests, NULL, NULL);
}
