/* tests/web/test_attend.c - what the server does while a turn's transaction waits for the database */
#include "world.h"

#include "t.h"

static void attend(struct world *w, struct client *c)
{
	for (int i = 0; i < 20; i++) {
		server_attend(w->server);
		client_take(c);
	}
}

/* The transaction that is under way is another's: who comes meanwhile is no part of it. */
static void while_the_database_is_waited_for_the_rest_goes_on(void **state)
{
	struct world w;
	struct client *c = test_malloc(sizeof(*c)), *other = test_malloc(sizeof(*c));
	static const char text[] =
		"GET /gateway/sim/inbound?id=a&text=hi HTTP/1.1\r\nHost: x\r\n\r\n";
	char got[64];

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	client_open(other, server_port(w.server));
	client_say(c, text);
	attend(&w, c);
	assert_int_equal(server_waiting(w.server), 1);
	client_say(other, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
	attend(&w, other);
	assert_int_equal(client_answer(other, 0, got, sizeof(got)), 200);
	assert_string_equal(got, "alive\n");
	/* The other transaction ends, one way or the other. */
	server_answer(w.server, false);
	assert_int_equal(server_waiting(w.server), 1);
	w.now_ms += 1999;
	attend(&w, c);
	assert_int_equal(client_answers(c), 0);
	w.now_ms += 1;
	attend(&w, c);
	assert_int_equal(client_answer(c, 0, got, sizeof(got)), 503);
	assert_non_null(strstr(c->got, "Retry-After: "));
	assert_int_equal(server_waiting(w.server), 0);
	/* Whose time is not over is in the next one. */
	client_forget(c);
	client_say(c, text);
	attend(&w, c);
	assert_int_equal(client_answers(c), 0);
	client_ask(&w, c, "", 1);
	assert_int_equal(client_answer(c, 0, got, sizeof(got)), 200);
	assert_string_equal(got, "echo a");
	client_close(other);
	client_close(c);
	world_close(&w);
	test_free(other);
	test_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(while_the_database_is_waited_for_the_rest_goes_on),
	};

	return cmocka_run_group_tests_name("attend", tests, NULL, NULL);
}
