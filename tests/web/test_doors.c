/* tests/web/test_doors.c - who knocks: addresses behind a proxy, cookies by host, and how long a guesser waits */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>

#include "api_world.h"

#include "store/store.h"
#include "t.h"
#include "web/limit.h"

enum { MINUTE = 60 * 1000 };

/* Who the library says is at the other end; NULL: who it is. An empty one: nobody knows. */
static const char *peer;

const union MHD_ConnectionInfo *__real_MHD_get_connection_info(
	struct MHD_Connection *connection, enum MHD_ConnectionInfoType what, ...);
const union MHD_ConnectionInfo *__wrap_MHD_get_connection_info(
	struct MHD_Connection *connection, enum MHD_ConnectionInfoType what, ...);

const union MHD_ConnectionInfo *__wrap_MHD_get_connection_info(
	struct MHD_Connection *connection, enum MHD_ConnectionInfoType what, ...)
{
	static union MHD_ConnectionInfo info;
	static struct sockaddr_in old;
	static struct sockaddr_in6 new;

	if (what != MHD_CONNECTION_INFO_CLIENT_ADDRESS || peer == NULL)
		return __real_MHD_get_connection_info(connection, what);
	old.sin_family = AF_INET;
	new.sin6_family = AF_INET6;
	info.client_addr = NULL;
	if (inet_pton(AF_INET, peer, &old.sin_addr) == 1)
		info.client_addr = (struct sockaddr *)&old;
	else if (inet_pton(AF_INET6, peer, &new.sin6_addr) == 1)
		info.client_addr = (struct sockaddr *)&new;
	return *peer != '\0' ? &info : NULL;
}

static struct limits *limits_new(void)
{
	return test_calloc(1, sizeof(struct limits));
}

static void a_bucket_fills_again(void **state)
{
	static const struct limit_rate rate = { .per_second = 2, .burst = 3 };
	struct limits *l = limits_new();

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(limit_take(l, "a", "x", &rate, 1000), 0);
	assert_int_equal(limit_take(l, "a", "x", &rate, 1000), 1);
	assert_int_equal(
		limit_take(l, "a", "y", &rate, 1000), 0); /* another name, another kind */
	assert_int_equal(limit_take(l, "b", "x", &rate, 1000), 0);
	assert_int_equal(limit_take(l, "a", "x", &rate, 1499), 1);
	assert_int_equal(limit_take(l, "a", "x", &rate, 1500), 0);
	assert_int_equal(limit_take(l, "a", "x", &rate, 1500), 1);
	for (int i = 0; i < 3; i++) /* no more than the burst, however long it was left alone */
		assert_int_equal(limit_take(l, "a", "x", &rate, 10000000), 0);
	assert_int_equal(limit_take(l, "a", "x", &rate, 10000000), 1);
	assert_int_equal(limit_take(l, "a", "x", &rate, 5000), 0); /* a clock that went back */
	assert_int_equal(limit_take(l, "z", "x", &rate, 0), 0);
	assert_int_equal(l->rates, 4);
	test_free(l);
}

static void a_guesser_waits_longer_and_longer(void **state)
{
	struct limits *l = limits_new();
	unsigned wait = 0, most = 0;
	int64_t now = 1000;

	(void)state;
	for (unsigned i = 0; i < LIMIT_FREE; i++)
		assert_int_equal(guess_begin(l, "a", "x", 30, now), 0);
	for (int i = 0; i < 200; i++) {
		wait = guess_begin(l, "a", "x", 30, now);
		if (wait > most)
			most = wait;
		now += (int64_t)wait * 1000;
	}
	assert_int_equal(most, 30);
	assert_int_equal(guess_begin(l, "a", "y", 30, now), 0);
	guess_right(l, "a", "x");
	assert_int_equal(guess_begin(l, "a", "x", 30, now), 0);
	for (unsigned i = 1; i < LIMIT_FREE; i++)
		assert_int_equal(guess_begin(l, "a", "x", 30, now), 0);
	assert_true(guess_begin(l, "a", "x", 30, now) > 0);
	assert_int_equal(guess_begin(l, "a", "x", 30, now + 61 * MINUTE), 0); /* forgotten */
	guess_right(l, "a", "nobody yet");
	assert_int_equal(guess_begin(l, "a", "nobody yet", 30, 0), 0);
	test_free(l);
}

/* The address a sign-in is noted with. */
static void noted_as(struct api_world *a, const char *forwarded, const char *address)
{
	char headers[200] = "";

	if (forwarded != NULL)
		(void)snprintf(headers, sizeof(headers), "X-Forwarded-For: %s\r\n", forwarded);
	assert_int_equal(api_ask(a, &(struct api_request){ .method = "POST",
					    .path = "/api/v1/session",
					    .headers = headers,
					    .body = "{\"login\":\"clerk\",\"password\":"
						    "\"" PASSWORD "\"}" }),
		200);
	assert_int_equal(api_as(a, ROLE_CLERK, "GET", "/api/v1/sessions?limit=1", NULL), 200);
	print_message("%s\n", forwarded != NULL ? forwarded : "-");
	assert_string_equal(item_text(a, 0, "address"), address);
}

static void the_proxy_on_this_machine_says_who_it_is(void **state)
{
	struct api_world a;

	(void)state;
	api_open(&a);
	noted_as(&a, NULL, "127.0.0.1");
	noted_as(&a, "192.0.2.7", "192.0.2.7");
	noted_as(
		&a, "10.0.0.1, 192.0.2.8", "192.0.2.8"); /* what a stranger wrote comes first */
	noted_as(&a, "2001:db8::1", "2001:db8::1");
	noted_as(&a, "192.0.2.7 ; x", "192.0.2.7");
	noted_as(&a, "unknown", "127.0.0.1");
	noted_as(&a, "192.0.2.7,", "127.0.0.1");
	noted_as(&a, "999.0.2.7", "127.0.0.1");
	api_close(&a);
}

/* An address that the caller wrote himself would get him round every limit by address. */
static void a_stranger_does_not_say_who_he_is(void **state)
{
	static const struct {
		const char *peer, *forwarded, *noted;
	} rows[] = {
		{ "192.0.2.66", NULL, "192.0.2.66" },
		{ "192.0.2.66", "127.0.0.1", "192.0.2.66" },
		{ "192.0.2.66", "198.51.100.1", "192.0.2.66" },
		{ "2001:db8::66", "127.0.0.1", "2001:db8::66" },
		{ "::ffff:192.0.2.66", "127.0.0.1", "::ffff:192.0.2.66" },
		{ "12.7.0.1", "198.51.100.1", "12.7.0.1" },
		{ "::1", "198.51.100.1", "198.51.100.1" },
		{ "::1", NULL, "::1" },
		{ "::11", "198.51.100.1", "::11" },
		{ "::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1" },
		{ "127.9.9.9", "198.51.100.1", "198.51.100.1" },
		{ "", "127.0.0.1", "unknown" },
		{ "nobody", NULL, "unknown" },
	};
	struct api_world a;

	(void)state;
	api_open(&a);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s: ", rows[i].peer);
		peer = rows[i].peer;
		noted_as(&a, rows[i].forwarded, rows[i].noted);
	}
	peer = NULL;
	api_close(&a);
}

/* Without a Host, which HTTP/1.0 may leave out, nothing is of this site, and no cookie goes over plain HTTP. */
static void without_a_host_nothing_is_our_own(void **state)
{
	struct client *c = test_calloc(1, sizeof(*c));
	struct api_world a;
	char cookie[128], text[400];

	(void)state;
	api_open(&a);
	assert_int_equal(ask_once(&a.world, c, "GET /livez HTTP/1.0\r\n\r\n"), 200);
	api_cookie_of(&a, ROLE_CLERK, cookie);
	(void)snprintf(text, sizeof(text), "GET /api/v1/session HTTP/1.0\r\nCookie: %s\r\n\r\n",
		cookie);
	assert_int_equal(ask_once(&a.world, c, text), 401);
	(void)snprintf(text, sizeof(text),
		"GET /api/v1/session HTTP/1.0\r\nCookie: __Host-%s\r\n\r\n", cookie);
	assert_int_equal(ask_once(&a.world, c, text), 200);
	(void)snprintf(text, sizeof(text),
		"HEAD /api/v1/session HTTP/1.0\r\nCookie: __Host-%s\r\n\r\n", cookie);
	(void)ask_once(&a.world, c, text);
	assert_int_equal(strtoul(c->got + strlen("HTTP/1.0 "), NULL, 10), 200);
	(void)snprintf(text, sizeof(text),
		"DELETE /api/v1/session HTTP/1.0\r\nCookie: __Host-%s\r\n"
		"Origin: http://127.0.0.1\r\n\r\n",
		cookie);
	assert_int_equal(ask_once(&a.world, c, text), 403);
	api_close(&a);
	test_free(c);
}

/* The cookie's name and attributes when the page is under that host. */
static void cookie_under(struct api_world *a, struct client *c, const char *lines, bool plain)
{
	static const char body[] = "{\"login\":\"clerk\",\"password\":\"" PASSWORD "\"}";
	char text[600];

	(void)snprintf(text, sizeof(text),
		"POST /api/v1/session HTTP/1.1\r\n%sContent-Type: application/json\r\n"
		"Content-Length: %zu\r\n\r\n%s",
		lines, strlen(body), body);
	print_message("%s", lines);
	assert_int_equal(ask_once(&a->world, c, text), 200);
	assert_int_equal(strstr(c->got, "Set-Cookie: lapak=") != NULL, plain);
	assert_int_equal(strstr(c->got, "Set-Cookie: __Host-lapak=") != NULL, !plain);
	assert_int_equal(strstr(c->got, "; Secure") != NULL, !plain);
	assert_int_equal(
		strstr(c->got, "Strict-Transport-Security: max-age=31536000; ") != NULL,
		strcasestr(lines, "X-Forwarded-Proto: https") != NULL);
}

static void only_this_machine_is_spoken_to_in_plain(void **state)
{
	struct client *c = test_calloc(1, sizeof(*c));
	struct api_world a;

	(void)state;
	api_open(&a);
	cookie_under(&a, c, "Host: localhost:8080\r\n", true);
	cookie_under(&a, c, "Host: LOCALHOST\r\n", true);
	cookie_under(&a, c, "Host: 127.0.0.1\r\nX-Forwarded-Proto: http\r\n", true);
	cookie_under(&a, c, "Host: [::1]:8080\r\n", true);
	cookie_under(&a, c, "Host: localhost.evil.example\r\n", false);
	cookie_under(&a, c, "Host: 127.0.0.11\r\n", false);
	cookie_under(&a, c, "Host: lapak.example\r\n", false);
	cookie_under(&a, c, "Host: localhost\r\nX-Forwarded-Proto: HTTPS\r\n", false);
	api_close(&a);
	test_free(c);
}

static unsigned me(struct api_world *a, const char *cookies)
{
	char line[500];

	(void)snprintf(line, sizeof(line), "Cookie: %s\r\n", cookies);
	return api_ask(
		a, &(struct api_request){
			   .method = "GET", .path = "/api/v1/session", .headers = line });
}

static void the_cookie_is_found_among_others(void **state)
{
	struct api_world a;
	char cookie[128], line[400];

	(void)state;
	api_open(&a);
	api_cookie_of(&a, ROLE_CLERK, cookie);
	assert_int_equal(me(&a, cookie), 200);
	(void)snprintf(line, sizeof(line), "a=b;lapakx=1; lapa=2;  ; %s; z", cookie);
	assert_int_equal(me(&a, line), 200);
	(void)snprintf(line, sizeof(line), "%sx", cookie); /* too long for a token */
	assert_int_equal(me(&a, line), 401);
	(void)snprintf(line, sizeof(line), "lapak=; %s", cookie); /* the first counts */
	assert_int_equal(me(&a, line), 401);
	(void)snprintf(line, sizeof(line), "__Host-%s", cookie); /* not over plain HTTP */
	assert_int_equal(me(&a, line), 401);
	assert_int_equal(me(&a, "lapak"), 401);
	api_close(&a);
}

/* An address may ask two thousand times at once. */
static void an_address_that_asks_too_often_waits(void **state)
{
	struct api_world a;
	unsigned status = 401;
	int n;

	(void)state;
	api_open(&a);
	for (n = 0; n < 2100 && status == 401; n++)
		status = api_ask(&a,
			&(struct api_request){ .method = "GET", .path = "/api/v1/session" });
	assert_int_equal(status, 429);
	assert_int_equal(n, 2001);
	a.world.now_ms += 1000;
	assert_int_equal(api_ask(&a, &(struct api_request){ .method = "GET",
					     .path = "/api/v1/session" }),
		401);
	api_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bucket_fills_again),
		cmocka_unit_test(a_guesser_waits_longer_and_longer),
		cmocka_unit_test(the_proxy_on_this_machine_says_who_it_is),
		cmocka_unit_test(a_stranger_does_not_say_who_he_is),
		cmocka_unit_test(without_a_host_nothing_is_our_own),
		cmocka_unit_test(only_this_machine_is_spoken_to_in_plain),
		cmocka_unit_test(the_cookie_is_found_among_others),
		cmocka_unit_test(an_address_that_asks_too_often_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
