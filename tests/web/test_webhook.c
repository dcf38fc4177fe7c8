/* tests/web/test_webhook.c - what becomes of a gateway's request: who is let in, what is counted, and when memory ends */
#include <stdlib.h>

#include "no_memory.h" /* __wrap_calloc() */
#include "t.h"
#include "web/server_state.h"
#include "world.h"

#define INBOUND "GET /gateway/sim/inbound?id=a&text="
#define HOST    " HTTP/1.1\r\nHost: x\r\n"

static struct client *client_new(void)
{
	return test_calloc(1, sizeof(struct client));
}

static void with_secret(struct config *c)
{
	(void)snprintf(c->gateway[0].secret[0], sizeof(c->gateway[0].secret[0]), "rahasia");
}

/* Of two headers of one name nobody can say which one the gateway wrote: neither counts. */
static void a_proof_that_comes_twice_is_none(void **state)
{
	struct client *c = client_new();
	struct world w;

	(void)state;
	world_open(&w, with_secret);
	assert_int_equal(ask_once(&w, c, INBOUND "hi" HOST "\r\n"), 401);
	assert_int_equal(ask_once(&w, c, INBOUND "hi" HOST "X-Key: rahasia\r\n\r\n"), 200);
	assert_int_equal(ask_once(&w, c, INBOUND "hi" HOST "x-key: rahasia\r\n\r\n"), 200);
	assert_int_equal(ask_once(&w, c, INBOUND "hi" HOST "X-Key: rahasi\r\n\r\n"), 401);
	assert_int_equal(ask_once(&w, c, INBOUND "hi" HOST "X-Keys: rahasia\r\n\r\n"), 401);
	assert_int_equal(
		ask_once(&w, c, INBOUND "hi" HOST "X-Key: rahasia\r\nX-Key: rahasia\r\n\r\n"),
		401);
	assert_int_equal(
		ask_once(&w, c, INBOUND "hi" HOST "X-Key: x\r\nX-Key: rahasia\r\n\r\n"), 401);
	assert_int_equal(w.server->metrics.inbound[0][COUNT_DENIED], 5);
	assert_int_equal(w.server->metrics.inbound[0][COUNT_KEPT], 2);
	world_close(&w);
	test_free(c);
}

/* Whoever guesses fills no disk: a few lines a minute, then only their number. */
static void refusals_are_logged_now_and_then(void **state)
{
	struct client *c = client_new();
	struct log_limit *limit;
	struct world w;

	(void)state;
	world_open(&w, with_secret);
	limit = &w.server->refused[0];
	for (unsigned i = 0; i < limit->per_minute + 7; i++)
		assert_int_equal(ask_once(&w, c, INBOUND "hi" HOST "\r\n"), 401);
	assert_int_equal(limit->seen, limit->per_minute);
	assert_int_equal(limit->suppressed, 7);
	assert_int_equal(ask_once(&w, c, INBOUND "FAIL" HOST "X-Key: rahasia\r\n\r\n"), 503);
	assert_int_equal(limit->suppressed, 7); /* our own trouble is none of theirs */
	w.now += 60;
	assert_int_equal(ask_once(&w, c, INBOUND "hi" HOST "\r\n"), 401);
	assert_int_equal(limit->suppressed, 0);
	world_close(&w);
	test_free(c);
}

static void each_event_is_counted_as_what_it_was(void **state)
{
	static const char mixed[] = "a one\nb AGAIN\nc UNKNOWN\nd two\n";
	struct client *c = client_new();
	struct world w;
	char text[200], body[64];

	(void)state;
	world_open(&w, NULL);
	(void)snprintf(text, sizeof(text),
		"POST /gateway/sim/report" HOST "Content-Length: %zu\r\n\r\n%s", strlen(mixed),
		mixed);
	assert_int_equal(ask_once(&w, c, text), 200);
	assert_int_equal(w.server->metrics.inbound[0][COUNT_KEPT], 2);
	assert_int_equal(w.server->metrics.inbound[0][COUNT_REPEATED], 1);
	assert_int_equal(w.server->metrics.inbound[0][COUNT_UNKNOWN], 1);
	w.commit_fails = true; /* then none of them was anything */
	assert_int_equal(ask_once(&w, c, text), 503);
	w.commit_fails = false;
	assert_int_equal(w.server->metrics.inbound[0][COUNT_KEPT], 2);
	assert_int_equal(w.server->metrics.inbound[0][COUNT_FAILED], 4);
	client_open(c, server_port(w.server));
	client_ask(&w, c, INBOUND "TWO" HOST "\r\n", 1);
	assert_int_equal(client_answer(c, 0, body, sizeof(body)), 200);
	assert_string_equal(body, "echo a and more");
	client_close(c);
	/* What was kept and cannot be told is asked for again, and is a repeat then. */
	assert_int_equal(ask_once(&w, c, INBOUND "HUGE" HOST "\r\n"), 503);
	world_close(&w);
	test_free(c);
}

/* Without memory: 503, never a 4xx or silence, and the next one is served. */
static void without_memory_it_comes_again(void **state)
{
	static const char two[] =
		"POST /gateway/sim/report" HOST "Content-Length: 12\r\n\r\na one\nb two\n";
	struct client *c = client_new();
	struct world w;
	unsigned status;
	int k;

	(void)state;
	world_open(&w, NULL);
	for (k = 1;; k++) {
		size_t applied = w.applied;
		bool struck;

		client_open(c, server_port(w.server));
		fail_at = k;
		client_ask(&w, c, two, 1);
		struck = fail_at == 0;
		fail_at = 0;
		client_close(c);
		status = (unsigned)(c->length > 9 ? strtoul(c->got + 9, NULL, 10) : 0);
		if (!struck)
			break;
		/* No room for the request itself: the line is cut, which brings it again too. */
		assert_true(status == 503 || (status == 0 && c->ended));
		assert_int_equal(w.applied, applied);
	}
	assert_true(k >= 2);
	assert_int_equal(status, 200);
	world_close(&w);
	test_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_proof_that_comes_twice_is_none),
		cmocka_unit_test(refusals_are_logged_now_and_then),
		cmocka_unit_test(each_event_is_counted_as_what_it_was),
		cmocka_unit_test(without_memory_it_comes_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
