/* tests/web/test_http.c - what hostile, oversized and slow requests get */
#include "world.h"

#include "t.h"

enum { SECOND = 1000 };

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

/* ---- requests that two readers could part differently ---- */

struct smuggle {
	const char *name, *text;
};

struct zeros { /* the same with zero bytes or folded lines */
	const char *name, *text;
	size_t n;
};

#define BYTES(text) text, sizeof(text) - 1

/* A GET with these header lines, which may hold zero bytes. */
#define WITH(lines) BYTES("GET /livez HTTP/1.1\r\n" HOST lines "\r\n")

/* clang-format off */
static const struct smuggle smuggles[] = {
	{ "two lengths", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length: 3\r\nContent-Length: 60\r\n\r\n"
		"abcGET /gateway/sim/inbound?id=smug&text=x HTTP/1.1\r\nHost: x\r\n\r\n" },
	{ "two equal lengths", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length: 3\r\ncontent-length: 3\r\n\r\nabc" },
	{ "a list of lengths", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length: 3, 3\r\n\r\nabc" },
	{ "length and chunked", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
		"0\r\n\r\nGET /gateway/sim/inbound?id=smug&text=x HTTP/1.1\r\nHost: x\r\n\r\n" },
	{ "chunked and length", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n"
		"0\r\n\r\nGET /gateway/sim/inbound?id=smug&text=x HTTP/1.1\r\nHost: x\r\n\r\n" },
	{ "an unknown coding", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\nabc" },
	{ "two codings", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" },
	{ "two coding headers", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n" },
	{ "a space before the colon", "GET /livez HTTP/1.1\r\n" HOST "X-Signature : a\r\n\r\nGET /livez HTTP/1.1\r\n" HOST "\r\n" },
	{ "a space inside a name", "GET /livez HTTP/1.1\r\n" HOST "X Signature: a\r\n\r\n" },
	{ "a bracket in a name", "GET /livez HTTP/1.1\r\n" HOST "X(Signature): a\r\n\r\n" },
	{ "two signatures", "GET /livez HTTP/1.1\r\n" HOST "X-Signature: a\r\nx-signature: b\r\n\r\n" },
	{ "two authorizations", "GET /livez HTTP/1.1\r\n" HOST "Authorization: Basic YQ==\r\nAuthorization: Basic Yg==\r\n\r\n" },
	{ "two content types", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\n\r\n" },
	{ "two hosts", "GET /livez HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n" },
	{ "no host", "GET /livez HTTP/1.1\r\n\r\n" },
	{ "a negative length", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n" },
	{ "a signed length", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length: +3\r\n\r\nabc" },
	{ "an empty length", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length:\r\n\r\n" },
	{ "a hexadecimal length", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length: 0x3\r\n\r\nabc" },
	{ "a length with a letter behind", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length: 3a\r\n\r\nabc" },
	{ "a CR alone in a value", "GET /livez HTTP/1.1\r\n" HOST "X-A: b\rX-Signature: c\r\n\r\n" },
	{ "a value folded by a CR alone", "GET /livez HTTP/1.1\r\n" HOST "X-A:\r b\r\n\r\n" },
	{ "a CR alone in the target", "GET /livez?a\rb HTTP/1.1\r\n" HOST "\r\n" },
	{ "a zero byte in the path, encoded", "GET /livez%00/x HTTP/1.1\r\n" HOST "\r\n" },
};
static const struct zeros zeros[] = {
	{ "a zero byte in the target", BYTES("GET /livez?x\0y HTTP/1.1\r\n" HOST "\r\n") },
	{ "a zero byte at the end of the target", BYTES("GET /livez\0 HTTP/1.1\r\n" HOST "\r\n") },
	{ "a zero byte in the method", BYTES("GET\0x /livez HTTP/1.1\r\n" HOST "\r\n") },
	{ "a zero byte in the version", BYTES("GET /livez HTTP/1.1\0x\r\n" HOST "\r\n") },
	{ "a zero byte in a value", WITH("X-Signature: a\0b\r\nX-B: c\r\n") },
	{ "a zero byte in the last value", WITH("X-Signature: a\0b\r\n") },
	{ "a zero byte at the end of a value", WITH("X-Signature: a\0\r\n") },
	{ "a zero byte in a length", WITH("Content-Length: 0\0 3\r\nX-B: c\r\n") },
	{ "a zero byte in a name", WITH("X-Sig\0nature: a\r\nX-B: c\r\n") },
	{ "a folded value", WITH("X-Signature: a\r\n b\r\nX-B: c\r\n") },
	{ "a value folded by a tab", WITH("X-Signature: a\r\n\tb\r\nX-B: c\r\n") },
	{ "a folded last value", WITH("X-Signature: a\r\n b\r\n") },
	{ "a folded value with nothing in it", WITH("X-Signature: a\r\n \r\nX-B: c\r\n") },
};
/* clang-format on */

/* Ways to write the same that are not ours to refuse. */
static void what_is_only_unusual_passes(void **state)
{
	static const char *const usual[] = {
		"GET /livez HTTP/1.1\r\n" HOST "\r\n",
		"GET /livez HTTP/1.1\r\nHost:x\r\nX-A:b\r\n\r\n",
		"GET /livez HTTP/1.1\r\n" HOST "X-A:   \t b\tc\r\nX-B: c\r\n\r\n",
		"GET /livez HTTP/1.1\r\n" HOST "X-A: b  \r\nX-B: c  \r\n\r\n",
		"GET /livez HTTP/1.1\r\n" HOST "X-A:\r\nX-B:\r\n\r\n",
		"GET /livez HTTP/1.1\r\n" HOST "X-A: \r\n\r\n",
		"GET /livez?a=b&c HTTP/1.1\r\n" HOST
		"Cookie: a=b; c=d\r\nX_9-~!: \xc3\xa9\r\n\r\n",
		"\r\nGET /livez HTTP/1.1\r\n" HOST "\r\n",
	};
	struct client *c = client_new();
	struct world w;

	(void)state;
	world_open(&w, NULL);
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
		print_message("%s", usual[i]);
		assert_int_equal(ask_once(&w, c, usual[i]), 200);
	}
	client_open(c, server_port(w.server)); /* two at once on one connection */
	client_say(c, usual[1]);
	client_say(c, usual[3]);
	client_wait(&w, c, 2);
	assert_int_equal(client_answers(c), 2);
	client_close(c);
	world_close(&w);
	test_free(c);
}

static void refused(struct client *c, const char *name, const char *text, size_t n)
{
	char body[256];
	struct world w;

	print_message("%s\n", name);
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	client_send(c, text, n);
	settle(&w, c);
	assert_int_equal(client_answer(c, 0, body, sizeof(body)), 400);
	assert_int_equal(client_answers(c), 1);
	assert_true(c->ended);
	assert_int_equal(w.applied, 0);
	client_close(c);
	world_close(&w);
}

static void a_request_of_doubtful_length_is_refused_and_cut(void **state)
{
	struct client *c = client_new();

	(void)state;
	for (size_t i = 0; i < sizeof(smuggles) / sizeof(smuggles[0]); i++)
		refused(c, smuggles[i].name, smuggles[i].text, strlen(smuggles[i].text));
	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++)
		refused(c, zeros[i].name, zeros[i].text, zeros[i].n);
	test_free(c);
}

static void a_raw_zero_byte_hides_no_header(void **state)
{
	static const char text[] = "GET /livez HTTP/1.1\r\n" HOST "Content-\0Length: 3\r\n\r\n";
	struct client *c = client_new();
	struct world w;
	char body[256];

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	client_send(c, text, sizeof(text) - 1);
	settle(&w, c);
	assert_int_equal(client_answer(c, 0, body, sizeof(body)), 400);
	client_close(c);
	world_close(&w);
	test_free(c);
}

/* ---- too much ---- */

static unsigned ask_big(
	struct world *w, struct client *c, const char *before, size_t n, const char *after)
{
	char *text = test_malloc(n + 4096);
	char body[64];

	(void)snprintf(text, 2048, "%s", before);
	memset(text + strlen(before), 'a', n);
	(void)snprintf(text + strlen(before) + n, 2048, "%s", after);
	client_open(c, server_port(w->server));
	for (size_t at = 0, length = strlen(text); at < length && !c->ended; at += 8192) {
		client_send(c, text + at, length - at < 8192 ? length - at : 8192);
		world_turn(w, 0);
		client_take(c);
	}
	client_ask(w, c, "", 1);
	settle(w, c);
	client_close(c);
	test_free(text);
	return client_answer(c, 0, body, sizeof(body));
}

static void what_is_too_big_is_refused(void **state)
{
	static const char post[] = "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST;
	struct client *c = client_new();
	struct world w;
	char head[256];

	(void)state;
	world_open(&w, NULL);
	assert_int_equal(ask_big(&w, c, "GET /", 40000, " HTTP/1.1\r\n" HOST "\r\n"), 414);
	assert_int_equal(
		ask_big(&w, c, "GET / HTTP/1.1\r\n" HOST "X: ", 40000, "\r\n\r\n"), 431);
	(void)snprintf(head, sizeof(head), "%sContent-Length: 16385\r\n\r\n", post);
	assert_int_equal(ask_once(&w, c, head), 413); /* without waiting for the body */
	assert_true(c->ended || strstr(c->got, "Connection: close") != NULL);
	(void)snprintf(
		head, sizeof(head), "%sContent-Length: 99999999999999999999\r\n\r\n", post);
	assert_int_equal(ask_once(&w, c, head), 413);
	(void)snprintf(
		head, sizeof(head), "%sTransfer-Encoding: chunked\r\n\r\n4e20\r\n", post);
	assert_int_equal(ask_big(&w, c, head, 20000, "\r\n0\r\n\r\n"), 413);
	assert_true(c->ended);
	(void)snprintf(
		head, sizeof(head), "%sTransfer-Encoding: chunked\r\n\r\nffffff\r\n", post);
	assert_int_equal(ask_big(&w, c, head, 0xffffff, "\r\n0\r\n\r\n"), 0); /* cut */
	assert_true(c->ended);
	assert_int_equal(w.applied, 0);
	world_close(&w);
	test_free(c);
}

/* libmicrohttpd cuts these off by itself after it told of the line, and never says that they are over. */
static void a_request_with_too_many_parameters_is_over_too(void **state)
{
	enum { PARAMETERS = 4000 };
	struct client *c = client_new();
	struct world w;
	char text[PARAMETERS + 128];

	(void)state;
	world_open(&w, NULL);
	(void)snprintf(
		text, sizeof(text), "GET /livez?%0*d HTTP/1.1\r\n" HOST "\r\n", PARAMETERS, 0);
	memset(strchr(text, '?') + 1, '&', PARAMETERS);
	client_open(c, server_port(w.server));
	client_say(c, text);
	settle(&w, c);
	assert_true(c->ended); /* without a word: the memory of the connection is full */
	client_close(c);
	world_turn(&w, 2);
	assert_int_equal(server_open(w.server), 0);
	world_close(&w);
	test_free(c);
}

static void a_body_of_just_the_allowed_size_passes(void **state)
{
	static const char head[] = "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST;
	struct client *c = client_new();
	struct world w;
	char text[256];

	(void)state;
	world_open(&w, NULL);
	(void)snprintf(
		text, sizeof(text), "%sContent-Length: %d\r\n\r\nid ", head, WEBHOOK_BODY_MAX);
	assert_int_equal(ask_big(&w, c, text, WEBHOOK_BODY_MAX - 3, ""), 200);
	(void)snprintf(text, sizeof(text),
		"%sTransfer-Encoding: chunked\r\n\r\n5\r\na hi\n\r\n", head);
	assert_int_equal(ask_big(&w, c, text, 0, "4\r\nb hi\r\n0\r\n\r\n"), 200);
	assert_int_equal(w.applied, 3);
	world_close(&w);
	test_free(c);
}

/* ---- too slow ---- */

struct slow {
	const char *name, *text;
	int64_t seconds; /* still open one second before, closed at */
};

/* clang-format off */
static const struct slow slows[] = {
	{ "nothing said", "", 10 },
	{ "half a request line", "GET /liv", 10 },
	{ "half the headers", "GET /livez HTTP/1.1\r\nHost: x\r\nX-A: ", 10 },
	{ "half a body", "POST /gateway/sim/inbound HTTP/1.1\r\n" HOST "Content-Length: 10\r\n\r\nabc", 10 },
	{ "kept alive", "GET /livez HTTP/1.1\r\n" HOST "\r\n", 60 },
	{ "kept alive after a wait", "GET /gateway/sim/inbound?id=a&text=x HTTP/1.1\r\n" HOST "\r\n", 60 },
};
/* clang-format on */

static void a_slow_request_is_cut(void **state)
{
	struct client *c = client_new();

	(void)state;
	for (size_t i = 0; i < sizeof(slows) / sizeof(slows[0]); i++) {
		struct world w;

		print_message("%s\n", slows[i].name);
		world_open(&w, NULL);
		client_open(c, server_port(w.server));
		client_say(c, slows[i].text);
		settle(&w, c);
		w.now_ms += slows[i].seconds * SECOND - 1;
		settle(&w, c);
		assert_false(c->ended);
		assert_true(server_timeout_ms(w.server) <= 1);
		w.now_ms += 1;
		settle(&w, c);
		assert_true(c->ended);
		assert_int_equal(server_open(w.server), 0);
		client_close(c);
		world_close(&w);
	}
	test_free(c);
}

/* libmicrohttpd's timeout begins again with every byte. */
static void a_byte_a_second_does_not_keep_a_request_open(void **state)
{
	static const char head[] =
		"GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaa";
	struct client *c = client_new();
	struct world w;
	size_t sent = 20; /* the request line, and a little */

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	client_send(c, head, sent);
	while (!c->ended && sent < sizeof(head) - 1) {
		settle(&w, c);
		w.now_ms += SECOND;
		client_send(c, head + sent++, 1);
	}
	assert_true(c->ended);
	assert_int_equal(sent, 20 + 11);
	client_close(c);
	world_close(&w);
	test_free(c);
}

static void waiting_for_the_database_is_never_cut(void **state)
{
	struct client *c = client_new();
	struct world w;
	char body[64];

	(void)state;
	world_open(&w, NULL);
	client_open(c, server_port(w.server));
	client_say(c, "GET /gateway/sim/inbound?id=w&text=x HTTP/1.1\r\n" HOST "\r\n");
	world_read(&w);
	w.now_ms += 3600 * SECOND;
	world_read(&w);
	client_ask(&w, c, "", 1);
	assert_int_equal(client_answer(c, 0, body, sizeof(body)), 200);
	assert_string_equal(body, "echo w");
	client_close(c);
	world_close(&w);
	test_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_only_unusual_passes),
		cmocka_unit_test(a_request_of_doubtful_length_is_refused_and_cut),
		cmocka_unit_test(a_raw_zero_byte_hides_no_header),
		cmocka_unit_test(what_is_too_big_is_refused),
		cmocka_unit_test(a_request_with_too_many_parameters_is_over_too),
		cmocka_unit_test(a_body_of_just_the_allowed_size_passes),
		cmocka_unit_test(a_slow_request_is_cut),
		cmocka_unit_test(a_byte_a_second_does_not_keep_a_request_open),
		cmocka_unit_test(waiting_for_the_database_is_never_cut),
	};

	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
