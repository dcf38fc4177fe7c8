/* tests/web/test_hostile.c - what the API does with malformed, repeated and hostile requests */
#include "api_world.h"

#include "store/market.h"
#include "store/store.h"
#include "t.h"
#include "web/api.h"

#define MARKETS "/api/v1/markets"

static unsigned post(struct api_world *a, const char *path, const char *body)
{
	return api_as(a, ROLE_CLERK, "POST", path, body);
}

static unsigned with_key(struct api_world *a, const char *key, const char *body)
{
	char line[300];

	(void)snprintf(line, sizeof(line), "Idempotency-Key: %s\r\n", key);
	return api_ask(a, &(struct api_request){ .method = "POST",
				  .path = MARKETS,
				  .token = a->token[ROLE_CLERK],
				  .headers = line,
				  .body = body });
}

static size_t markets(struct api_world *a)
{
	struct market all[MARKETS_MAX];
	size_t n = 0;

	assert_int_equal(market_list(a->world.store, all, MARKETS_MAX, &n), RC_OK);
	return n;
}

struct body {
	const char *json;
	unsigned status;
};

/* clang-format off */
static const struct body bodies[] = {
	{ "", 415 },
	{ "{", 400 },
	{ "[]", 422 },
	{ "{\"name\":\"A\",\"name\":\"B\"}", 400 }, /* a name twice */
	{ "{\"name\":\"A\"} x", 400 },
	{ "{\"name\":\"A\\u0000B\"}", 400 },
	{ "{\"name\":\"\xff\"}", 400 },
	{ "{\"name\":[[[[[[[[[[1]]]]]]]]]]}", 400 }, /* too deep */
	{ "{\"name\":\"A\",\"other\":1}", 422 },
	{ "{\"name\":7}", 422 },
	{ "{\"name\":null}", 422 },
	{ "{\"name\":\"\"}", 422 },
	{ "{\"name\":\"123456789012345678901\"}", 422 },
	{ "{}", 422 },
};
/* clang-format on */

static void bodies_that_do_not_fit_change_nothing(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		print_message("%s\n", bodies[i].json);
		assert_int_equal(
			post(&a, MARKETS, bodies[i].json[0] != '\0' ? bodies[i].json : NULL),
			bodies[i].status);
	}
	assert_int_equal(markets(&a), 0);
	api_close(&a);
}

static void a_body_too_long_is_413(void **state)
{
	struct api_world a;
	char *body = test_malloc(API_BODY_MAX + 100);

	(void)state;
	api_open(&a);
	memset(body, ' ', API_BODY_MAX + 99);
	body[API_BODY_MAX + 99] = '\0';
	assert_int_equal(post(&a, MARKETS, body), 413);
	test_free(body);
	api_close(&a);
}

static void another_content_type_is_refused(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	assert_int_equal(
		api_ask(&a, &(struct api_request){ .method = "POST",
				    .path = MARKETS,
				    .token = a.token[ROLE_CLERK],
				    .headers = "Content-Type: text/plain\r\n"
					       "Content-Length: 14\r\n\r\n{\"name\":\"Ab\"}" }),
		415);
	assert_int_equal(markets(&a), 0);
	api_close(&a);
}

/* clang-format off */
static const struct body paths[] = {
	{ "/api/v1/traders/0", 404 },
	{ "/api/v1/traders/-1", 404 },
	{ "/api/v1/traders/01", 404 },
	{ "/api/v1/traders/9223372036854775807", 404 },
	{ "/api/v1/traders/9223372036854775808", 404 },
	{ "/api/v1/traders/99999999999999999999999999999999999999", 404 },
	{ "/api/v1/traders/1%2F..", 404 },
	{ "/api/v1/traders/1'or'1", 404 },
	{ "/api/v1/traders/%zz", 404 },
	{ "/api/v1/traders//", 404 },
	{ "/api/v1//traders", 404 },
	{ "/api/v1/traders/", 404 },
	{ "/api/v1/traders?text=%00", 400 },
	{ "/api/v1/traders?text=%zz", 400 },
	{ "/api/v1/traders?market_id=99999999999999999999", 400 },
	{ "/api/v1/traders?text='%20OR%201=1--", 200 },
	{ "/api/v1/traders?text=%25", 200 },
	{ "/api/v1/traders?stopped=1", 400 },
	{ "/api/v1/traders?after=99999999999999999999", 422 },
	{ "/api/v1/traders/1/sales/2025-13-01/versions", 404 },
};
/* clang-format on */

static void paths_and_queries_that_do_not_fit(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		print_message("%s\n", paths[i].json);
		assert_int_equal(
			api_as(&a, ROLE_CLERK, "GET", paths[i].json, NULL), paths[i].status);
	}
	assert_int_equal(api_as(&a, ROLE_CLERK, "PATCH", "/api/v1/markets", NULL), 405);
	assert_non_null(strstr(a.head, "Allow: GET, POST"));
	api_close(&a);
}

static void a_key_takes_effect_once(void **state)
{
	struct api_world a;
	char first[64];

	(void)state;
	api_open(&a);
	assert_int_equal(with_key(&a, "k-1", "{\"name\":\"Turi\"}"), 201);
	(void)snprintf(first, sizeof(first), "%s", api_said(&a, "id"));
	assert_int_equal(with_key(&a, "k-1", "{\"name\":\"Turi\"}"), 201);
	assert_string_equal(api_said(&a, "id"), first);
	assert_non_null(strstr(a.head, "Idempotency-Replayed: true"));
	assert_int_equal(with_key(&a, "k-1", "{\"name\":\"Lain\"}"), 422);
	assert_int_equal(with_key(&a, "", "{\"name\":\"Lain\"}"), 400);
	assert_int_equal(with_key(&a, "a b", "{\"name\":\"Lain\"}"), 400);
	/* A refusal may be tried again with the same key. */
	assert_int_equal(with_key(&a, "k-2", "{\"name\":\"Turi\"}"), 409);
	assert_int_equal(with_key(&a, "k-2", "{\"name\":\"Kapasan\"}"), 201);
	assert_int_equal(markets(&a), 2);
	a.world.now += 86400;
	assert_int_equal(with_key(&a, "k-2", "{\"name\":\"Keputran\"}"), 201);
	assert_int_equal(markets(&a), 3);
	api_close(&a);
}

/* The commit fails: the caller is told to come again, and nothing is kept. */
static void what_is_not_kept_is_503(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	a.world.commit_fails = true;
	assert_int_equal(with_key(&a, "k-1", "{\"name\":\"Turi\"}"), 503);
	assert_non_null(strstr(a.head, "Retry-After: 1"));
	a.world.commit_fails = false;
	assert_int_equal(markets(&a), 0);
	assert_int_equal(with_key(&a, "k-1", "{\"name\":\"Turi\"}"), 201);
	assert_int_equal(markets(&a), 1);
	api_close(&a);
}

static void an_answer_that_is_known_is_304(void **state)
{
	struct api_world a;
	char tag[64], line[100];

	(void)state;
	api_open(&a);
	assert_int_equal(api_as(&a, ROLE_CLERK, "GET", MARKETS, NULL), 200);
	api_header(&a, "ETag", tag, sizeof(tag));
	(void)snprintf(line, sizeof(line), "If-None-Match: %s\r\n", tag);
	assert_int_equal(api_ask(&a, &(struct api_request){ .method = "GET",
					     .path = MARKETS,
					     .token = a.token[ROLE_CLERK],
					     .headers = line }),
		304);
	assert_int_equal(post(&a, MARKETS, "{\"name\":\"Turi\"}"), 201);
	assert_int_equal(api_ask(&a, &(struct api_request){ .method = "GET",
					     .path = MARKETS,
					     .token = a.token[ROLE_CLERK],
					     .headers = line }),
		200);
	assert_non_null(strstr(a.head, "Cache-Control: no-store"));
	assert_non_null(strstr(a.head, "X-Content-Type-Options: nosniff"));
	api_close(&a);
}

static void a_session_that_asks_too_often_waits(void **state)
{
	struct api_world a;
	unsigned asked = 0;

	(void)state;
	api_open(&a);
	while (asked < 1000 && api_as(&a, ROLE_CLERK, "GET", "/api/v1/session", NULL) == 200)
		asked++;
	assert_int_equal(a.status, 429);
	assert_int_equal(asked, 200);
	assert_int_equal(api_as(&a, ROLE_VIEWER, "GET", "/api/v1/session", NULL), 200);
	a.world.now_ms += 1000;
	assert_int_equal(api_as(&a, ROLE_CLERK, "GET", "/api/v1/session", NULL), 200);
	api_close(&a);
}

/* Many at once, some to workers: every one is answered, also when the server stops meanwhile. */
static void a_server_that_stops_answers_what_workers_have(void **state)
{
	enum { CLIENTS = 20 };
	struct client *c = test_calloc(CLIENTS, sizeof(*c));
	struct api_world a;
	char text[300];

	(void)state;
	api_open(&a);
	(void)snprintf(text, sizeof(text),
		"GET /api/v1/traders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n",
		a.token[ROLE_CLERK]);
	for (size_t i = 0; i < CLIENTS; i++) {
		client_open(&c[i], server_port(a.world.server));
		client_say(&c[i], text);
	}
	world_turn(&a.world, 1);
	world_turn(&a.world, 1);
	api_close(&a); /* libmicrohttpd aborts when one is still suspended */
	for (size_t i = 0; i < CLIENTS; i++)
		client_close(&c[i]);
	test_free(c);
}

static void the_description_holds_every_route(void **state)
{
	struct api_world a;
	json_t *paths_told;

	(void)state;
	api_open(&a);
	assert_int_equal(api_ask(&a, &(struct api_request){ .method = "GET",
					     .path = "/api/v1/openapi.json" }),
		200);
	assert_string_equal(api_said(&a, "openapi"), "3.1.0");
	paths_told = json_object_get(a.answer, "paths");
	for (const struct api_route *r = api_routes; r->method != NULL; r++)
		assert_non_null(json_object_get(paths_told, r->path));
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bodies_that_do_not_fit_change_nothing),
		cmocka_unit_test(a_body_too_long_is_413),
		cmocka_unit_test(another_content_type_is_refused),
		cmocka_unit_test(paths_and_queries_that_do_not_fit),
		cmocka_unit_test(a_key_takes_effect_once),
		cmocka_unit_test(what_is_not_kept_is_503),
		cmocka_unit_test(an_answer_that_is_known_is_304),
		cmocka_unit_test(a_session_that_asks_too_often_waits),
		cmocka_unit_test(a_server_that_stops_answers_what_workers_have),
		cmocka_unit_test(the_description_holds_every_route),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
