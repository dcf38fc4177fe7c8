/* tests/relay/test_transfer.c - one HTTP request and its answer, as gateways give them */
#include "t.h"

#include "relay/transfer.h"
#include "sink.h"

static struct gateway_response fly(struct transfer *t, const char *url, int64_t *retry_after)
{
	CURLM *multi = curl_multi_init();
	struct gateway_response out;
	int running = 1, left;
	CURLMsg *m;

	assert_non_null(multi);
	buf_puts(&t->send.url, url);
	assert_int_equal(transfer_start(t, multi, t), RC_OK);
	while (running > 0) {
		assert_int_equal(curl_multi_perform(multi, &running), CURLM_OK);
		assert_int_equal(curl_multi_poll(multi, NULL, 0, running > 0 ? 1000 : 0, NULL),
			CURLM_OK);
	}
	m = curl_multi_info_read(multi, &left);
	assert_non_null(m);
	transfer_end(t, multi, m->data.result, &out, retry_after);
	(void)curl_multi_cleanup(multi);
	return out;
}

static void begin(struct transfer *t)
{
	transfer_init(t, ANSWER_MAX);
	transfer_clear(t);
}

static void posts_a_body_with_its_type(void **state)
{
	struct sink *sink = sink_open();
	char request[2000];
	struct transfer t;
	int64_t retry_after = 7;

	(void)state;
	begin(&t);
	t.send.method = "POST";
	t.send.content_type = "application/json";
	buf_puts(&t.send.body, "{\"a\":1}");
	assert_int_equal(fly(&t, sink_url(sink), &retry_after).status, 202);
	assert_int_equal(retry_after, 0);
	sink_last(sink, request, sizeof(request));
	assert_memory_equal(request, "POST /send ", 11);
	assert_non_null(strcasestr(request, "\r\nContent-Type: application/json\r\n"));
	assert_null(strcasestr(request, "\r\nExpect:"));
	assert_string_equal(strstr(request, "\r\n\r\n") + 4, "{\"a\":1}");
	transfer_release(&t);
	sink_close(sink);
}

/* The handle keeps its settings: none of one message may leak into the next. */
static void forgets_the_message_before(void **state)
{
	struct sink *sink = sink_open();
	char request[2000];
	struct transfer t;
	int64_t retry_after;

	(void)state;
	begin(&t);
	t.send.method = "POST";
	t.send.content_type = "text/plain";
	buf_puts(&t.send.body, "secret");
	(void)fly(&t, sink_url(sink), &retry_after);
	sink_last(sink, request, sizeof(request));
	assert_memory_equal(request, "POST /send ", 11);
	transfer_clear(&t);
	sink_answer(sink, "HTTP/1.1 204 No Content\r\n\r\n");
	assert_int_equal(fly(&t, sink_url(sink), &retry_after).length, 0);
	sink_last(sink, request, sizeof(request));
	assert_memory_equal(request, "GET /send ", 10);
	assert_null(strstr(request, "secret"));
	assert_null(strcasestr(request, "content-type"));
	transfer_release(&t);
	sink_close(sink);
}

/* They may change from one message to the next, and none is kept by mistake. */
static void sends_the_header_lines_it_is_given(void **state)
{
	static const struct {
		const char *header[SEND_HEADERS + 1];
	} rows[] = {
		{ { "apiKey: one", "Accept: application/json", "X-Third: 3" } },
		{ { "apiKey: one", "Accept: application/json", "X-Third: 3" } },
		{ { "apiKey: two" } },
		{ { "apiKey: two", "Accept: text/plain" } },
		{ { NULL } },
		{ { "apiKey: two" } },
	};
	struct sink *sink = sink_open();
	char request[2000], line[100];
	struct transfer t;
	int64_t retry_after;

	(void)state;
	transfer_init(&t, ANSWER_MAX);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = 0;

		transfer_clear(&t);
		t.send.method = "POST";
		t.send.content_type = "text/plain";
		for (; rows[i].header[n] != NULL; n++)
			(void)snprintf(
				t.send.header[n], SEND_HEADER_MAX, "%s", rows[i].header[n]);
		(void)fly(&t, sink_url(sink), &retry_after);
		sink_last(sink, request, sizeof(request));
		print_message("%zu\n%s", i, request);
		for (n = 0; rows[i].header[n] != NULL; n++) {
			(void)snprintf(line, sizeof(line), "\r\n%s\r\n", rows[i].header[n]);
			assert_non_null(strstr(request, line));
		}
		assert_int_equal(strstr(request, "apiKey") != NULL, n > 0);
		assert_int_equal(strstr(request, "X-Third") != NULL, n == 3);
		assert_int_equal(strstr(request, "application/json") != NULL, n == 3);
		assert_null(strcasestr(request, "\r\nExpect:"));
	}
	transfer_release(&t);
	sink_close(sink);
}

/* One message after the other: what one of them says of its body, no other says. */
static void each_message_has_its_own_type_and_method(void **state)
{
	static const struct {
		const char *method, *type, *header;
	} rows[] = {
		{ "POST", "text/plain", NULL },
		{ "POST", "application/json", NULL },
		{ "POST", NULL, NULL },
		{ "GET", NULL, "apiKey: one" },
		{ "GET", "text/plain", NULL },
		{ "GET", NULL, NULL },
		{ "POST", NULL, "apiKey: one" },
	};
	struct sink *sink = sink_open();
	char request[2000], line[100];
	struct transfer t;
	int64_t retry_after;

	(void)state;
	transfer_init(&t, ANSWER_MAX);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		transfer_clear(&t);
		t.send.method = rows[i].method;
		t.send.content_type = rows[i].type;
		if (rows[i].header != NULL)
			(void)snprintf(t.send.header[0], SEND_HEADER_MAX, "%s", rows[i].header);
		assert_int_equal(fly(&t, sink_url(sink), &retry_after).status, 202);
		sink_last(sink, request, sizeof(request));
		print_message("%zu\n%s", i, request);
		(void)snprintf(line, sizeof(line), "%s /send ", rows[i].method);
		assert_memory_equal(request, line, strlen(line));
		(void)snprintf(line, sizeof(line), "\r\nContent-Type: %s\r\n",
			rows[i].type != NULL ? rows[i].type : "");
		assert_int_equal(
			strstr(request, "\r\nContent-Type:") != NULL, rows[i].type != NULL);
		assert_int_equal(strstr(request, line) != NULL, rows[i].type != NULL);
		assert_int_equal(
			strstr(request, "apiKey: one") != NULL, rows[i].header != NULL);
	}
	transfer_release(&t);
	sink_close(sink);
}

/* As many header lines as there is room for, and each message its own last one. */
static void the_last_header_line_counts_too(void **state)
{
	struct sink *sink = sink_open();
	char request[4000], line[100];
	struct transfer t;
	int64_t retry_after;

	(void)state;
	transfer_init(&t, ANSWER_MAX);
	for (int i = 0; i < 3; i++) {
		transfer_clear(&t);
		t.send.method = "POST";
		for (size_t n = 0; n < SEND_HEADERS; n++)
			(void)snprintf(t.send.header[n], SEND_HEADER_MAX, "X-Line-%zu: %d", n,
				n + 1 < SEND_HEADERS ? 7 : i / 2);
		assert_int_equal(fly(&t, sink_url(sink), &retry_after).status, 202);
		sink_last(sink, request, sizeof(request));
		for (size_t n = 0; n < SEND_HEADERS; n++) {
			(void)snprintf(line, sizeof(line), "\r\n%s\r\n", t.send.header[n]);
			assert_non_null(strstr(request, line));
		}
	}
	transfer_release(&t);
	sink_close(sink);
}

/* Addresses that libcurl had better take apart by itself, and one too long to be remembered. */
static void odd_addresses_arrive_as_they_should(void **state)
{
	struct sink *sink = sink_open();
	const char *host = strstr(sink_url(sink), "://") + 3;
	char request[8000], url[6000];
	struct transfer t;
	int64_t retry_after;
	int n;

	(void)state;
	transfer_init(&t, ANSWER_MAX);
	transfer_clear(&t);
	(void)snprintf(url, sizeof(url), "http://budi:kunci@%s?to=1", host);
	assert_int_equal(fly(&t, url, &retry_after).status, 202);
	sink_last(sink, request, sizeof(request));
	assert_memory_equal(request, "GET /send?to=1 ", 15);
	assert_non_null(strstr(request, "Authorization: Basic YnVkaTprdW5jaQ=="));
	transfer_clear(&t);
	(void)snprintf(url, sizeof(url), "http://%s?text=\xc3\xa9", host);
	assert_int_equal(fly(&t, url, &retry_after).status, 202);
	sink_last(sink, request, sizeof(request));
	assert_null(strstr(request, "Authorization"));
	assert_memory_equal(request, "GET /send?text=", 15);
	for (int i = 0; i < 2; i++) {
		transfer_clear(&t);
		n = snprintf(url, sizeof(url), "%s/", sink_url(sink));
		memset(url + n, 'a' + i, 5000);
		url[n + 5000] = '\0';
		assert_int_equal(fly(&t, url, &retry_after).status, 202);
		sink_last(sink, request, sizeof(request));
		assert_int_equal(request[strlen("GET /send/")], 'a' + i);
	}
	transfer_release(&t);
	sink_close(sink);
}

/* A handle keeps its server from one message to the next, and what is asked of it is always this one's. */
static void asks_for_what_this_message_says(void **state)
{
	static const struct {
		const char *behind, *asked; /* from the sink's /send on */
	} rows[] = {
		{ "?to=1&text=a%20b", "GET /send?to=1&text=a%20b HTTP/1.1\r\n" },
		{ "?to=2", "GET /send?to=2 HTTP/1.1\r\n" },
		{ "", "GET /send HTTP/1.1\r\n" },
		{ "/more/../x?to=3", "GET /send/more/../x?to=3 HTTP/1.1\r\n" },
		{ "?to=4#fragment", "GET /send?to=4 HTTP/1.1\r\n" },
		{ "?to=5", "GET /send?to=5 HTTP/1.1\r\n" },
		{ "?to=6&next=http://other.example/?a",
			"GET /send?to=6&next=http://other.example/?a HTTP/1.1\r\n" },
	};
	struct sink *sinks[] = { sink_open(), sink_open() };
	char request[2000], url[300];
	struct transfer t;
	int64_t retry_after;

	(void)state;
	transfer_init(&t, ANSWER_MAX);
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		struct sink *sink = sinks[i % 2];

		transfer_clear(&t);
		(void)snprintf(url, sizeof(url), "%s%s", sink_url(sink), rows[i / 2].behind);
		assert_int_equal(fly(&t, url, &retry_after).status, 202);
		sink_last(sink, request, sizeof(request));
		print_message("%s", request);
		assert_memory_equal(request, rows[i / 2].asked, strlen(rows[i / 2].asked));
		assert_int_equal(sink_requests(sink), i / 2 + 1);
	}
	transfer_release(&t);
	sink_close(sinks[0]);
	sink_close(sinks[1]);
}

/* Nobody's text makes a second line of the request. */
static void a_line_break_in_an_address_is_not_sent(void **state)
{
	static const char *const behind[] = { "?to=1\r\nX-Smuggled: 1", "?to=1\n", "?to=\x01" };
	struct sink *sink = sink_open();
	char url[300];
	int64_t retry_after;

	(void)state;
	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++) {
		struct transfer t;

		begin(&t);
		(void)snprintf(url, sizeof(url), "%s%s", sink_url(sink), behind[i]);
		assert_int_equal(fly(&t, url, &retry_after).transport, TRANSPORT_NOT_SENT);
		transfer_release(&t);
	}
	assert_int_equal(sink_requests(sink), 0);
	sink_close(sink);
}

static void knows_what_never_left(void **state)
{
	static const char *const urls[] = { "http://127.0.0.1:1/", "file:///etc/hostname",
		"ftp://127.0.0.1/", "http://", "" };
	int64_t retry_after;

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		struct gateway_response r;
		struct transfer t;

		print_message("%s\n", urls[i]);
		begin(&t);
		r = fly(&t, urls[i], &retry_after);
		assert_int_equal(r.transport, TRANSPORT_NOT_SENT);
		assert_int_equal(r.status, 0);
		transfer_release(&t);
	}
}

static void a_request_without_answer_is_in_doubt(void **state)
{
	struct sink *sink = sink_open();
	struct gateway_response r;
	struct transfer t;
	int64_t retry_after;

	(void)state;
	sink_answer(sink, SINK_HANGS_UP);
	begin(&t);
	r = fly(&t, sink_url(sink), &retry_after);
	assert_int_equal(r.transport, TRANSPORT_NO_ANSWER);
	assert_int_equal(r.status, 0);
	transfer_release(&t);
	sink_close(sink);
}

static void reads_how_long_to_wait(void **state)
{
	static const struct {
		const char *answer;
		int64_t seconds;
	} rows[] = {
		{ "HTTP/1.1 503 B\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n", 90 },
		{ "HTTP/1.1 503 B\r\nRetry-After: -5\r\nContent-Length: 0\r\n\r\n", 0 },
		{ "HTTP/1.1 503 B\r\nRetry-After: soon\r\nContent-Length: 0\r\n\r\n", 0 },
		{ "HTTP/1.1 503 B\r\nContent-Length: 0\r\n\r\n", 0 },
	};
	struct sink *sink = sink_open();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct transfer t;
		int64_t retry_after;

		print_message("%s\n", rows[i].answer);
		begin(&t);
		sink_answer(sink, rows[i].answer);
		assert_int_equal(fly(&t, sink_url(sink), &retry_after).status, 503);
		assert_int_equal(retry_after, rows[i].seconds);
		transfer_release(&t);
	}
	sink_close(sink);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(posts_a_body_with_its_type),
		cmocka_unit_test(forgets_the_message_before),
		cmocka_unit_test(sends_the_header_lines_it_is_given),
		cmocka_unit_test(each_message_has_its_own_type_and_method),
		cmocka_unit_test(the_last_header_line_counts_too),
		cmocka_unit_test(odd_addresses_arrive_as_they_should),
		cmocka_unit_test(asks_for_what_this_message_says),
		cmocka_unit_test(a_line_break_in_an_address_is_not_sent),
		cmocka_unit_test(knows_what_never_left),
		cmocka_unit_test(a_request_without_answer_is_in_doubt),
		cmocka_unit_test(reads_how_long_to_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
