/*
 * tests/relay/test_refused.c - each call of libcurl that can fail, and each allocation of relay/, fails in turn
 *
 * The message waits, and goes by itself when the next try works: once, and to where it should.
 */
#include "rig.h"

#include <curl/curl.h>

#include "relay/probe.h"

static int calls, fail_at; /* fail_at 0: none fails */

static bool fails(void)
{
	return fail_at != 0 && ++calls == fail_at;
}

static void arm(int k)
{
	calls = 0;
	fail_at = k;
}

/* Whether the k-th call came. */
static bool failed(void)
{
	bool came = calls >= fail_at;

	fail_at = 0;
	return came;
}

void *__real_calloc(size_t n, size_t size);
void *__real_malloc(size_t n);
CURLcode __real_curl_global_init(long flags);
CURL *__real_curl_easy_init(void);
CURLcode __real_curl_easy_setopt(CURL *easy, CURLoption option, ...);
CURLcode __real_curl_easy_perform(CURL *easy);
CURLM *__real_curl_multi_init(void);
CURLMcode __real_curl_multi_setopt(CURLM *multi, CURLMoption option, ...);
CURLMcode __real_curl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode __real_curl_multi_perform(CURLM *multi, int *running);
CURLMcode __real_curl_multi_poll(
	CURLM *multi, struct curl_waitfd *fds, unsigned n, int timeout_ms, int *ready);
struct curl_slist *__real_curl_slist_append(struct curl_slist *list, const char *line);

void *__wrap_calloc(size_t n, size_t size);
void *__wrap_malloc(size_t n);
CURLcode __wrap_curl_global_init(long flags);
CURL *__wrap_curl_easy_init(void);
CURLcode __wrap_curl_easy_setopt(CURL *easy, CURLoption option, ...);
CURLcode __wrap_curl_easy_perform(CURL *easy);
CURLM *__wrap_curl_multi_init(void);
CURLMcode __wrap_curl_multi_setopt(CURLM *multi, CURLMoption option, ...);
CURLMcode __wrap_curl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode __wrap_curl_multi_perform(CURLM *multi, int *running);
CURLMcode __wrap_curl_multi_poll(
	CURLM *multi, struct curl_waitfd *fds, unsigned n, int timeout_ms, int *ready);
struct curl_slist *__wrap_curl_slist_append(struct curl_slist *list, const char *line);

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_malloc(size_t n)
{
	return fails() ? NULL : __real_malloc(n);
}

CURLcode __wrap_curl_global_init(long flags)
{
	return fails() ? CURLE_FAILED_INIT : __real_curl_global_init(flags);
}

CURL *__wrap_curl_easy_init(void)
{
	return fails() ? NULL : __real_curl_easy_init();
}

/* All options that are used take a long or a pointer, which travel alike. */
CURLcode __wrap_curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
	va_list args;
	void *value;

	va_start(args, option);
	value = va_arg(args, void *);
	va_end(args);
	return fails() ? CURLE_OUT_OF_MEMORY : __real_curl_easy_setopt(easy, option, value);
}

CURLcode __wrap_curl_easy_perform(CURL *easy)
{
	return fails() ? CURLE_OUT_OF_MEMORY : __real_curl_easy_perform(easy);
}

CURLM *__wrap_curl_multi_init(void)
{
	return fails() ? NULL : __real_curl_multi_init();
}

CURLMcode __wrap_curl_multi_setopt(CURLM *multi, CURLMoption option, ...)
{
	va_list args;
	void *value;

	va_start(args, option);
	value = va_arg(args, void *);
	va_end(args);
	return fails() ? CURLM_OUT_OF_MEMORY : __real_curl_multi_setopt(multi, option, value);
}

CURLMcode __wrap_curl_multi_add_handle(CURLM *multi, CURL *easy)
{
	return fails() ? CURLM_OUT_OF_MEMORY : __real_curl_multi_add_handle(multi, easy);
}

CURLMcode __wrap_curl_multi_perform(CURLM *multi, int *running)
{
	return fails() ? CURLM_OUT_OF_MEMORY : __real_curl_multi_perform(multi, running);
}

CURLMcode __wrap_curl_multi_poll(
	CURLM *multi, struct curl_waitfd *fds, unsigned n, int timeout_ms, int *ready)
{
	return fails() ? CURLM_OUT_OF_MEMORY
		       : __real_curl_multi_poll(multi, fds, n, timeout_ms, ready);
}

struct curl_slist *__wrap_curl_slist_append(struct curl_slist *list, const char *line)
{
	return fails() ? NULL : __real_curl_slist_append(list, line);
}

static void opening_fails_whole(void **state)
{
	struct rig *r = *state;
	enum rc rc = RC_BROKEN;
	int k;

	(void)snprintf(
		r->world->config.gateway[OTHER].type, 24, "gammu"); /* needs room for events */
	for (k = 1; rc != RC_OK; k++) {
		struct err err = { .msg = "" };
		struct outbound *o = NULL;

		arm(k);
		rc = outbound_open(&o, r->world->store, &r->world->config, NULL, NULL, &err);
		if (rc == RC_OK)
			rc = outbound_listen(o, &r->world->inbound, &err);
		assert_int_equal(failed(), rc != RC_OK);
		assert_true(rc == RC_OK || (rc == RC_BROKEN && err.msg[0] != '\0'));
		outbound_close(o);
	}
	assert_true(k > 8);
}

/* Rounds until it went, some seconds apart; what waits for its turn waits on. */
static void go_on(struct rig *r, int64_t id)
{
	for (int i = 0; i < 20 && rig_row(r, id)->state != MESSAGE_SENT; i++) {
		rig_pass(r, 20);
		rig_round(r);
	}
	if (rig_row(r, id)->state != MESSAGE_SENT)
		fail_msg("it is %s: %s", message_state_name(rig_row(r, id)->state),
			rig_row(r, id)->error);
}

/* A message to the gateway whose k-th call fails, for each k; what is in flight before, too. */
static void each_call_fails(struct rig *r, size_t gateway)
{
	bool came = true;
	int k;

	for (k = 1; came; k++) {
		unsigned before;
		int64_t id;
		char request[2000] = "";

		rig_reopen(r); /* with handles that know nothing yet */
		before = sink_requests(r->sink);
		id = rig_queue(r, gateway, KIND_REPLY, k);
		assert_int_equal(store_begin(r->world->store), RC_OK);
		assert_int_equal(outbound_apply(r->outbound, r->now, r->now_ms), RC_OK);
		assert_int_equal(store_commit(r->world->store), RC_OK);
		arm(k);
		outbound_start(r->outbound, r->now, r->now_ms);
		came = failed();
		rig_fly(r);
		rig_turn(r);
		go_on(r, id);
		assert_int_equal(sink_requests(r->sink), before + 1);
		sink_last(r->sink, request, sizeof(request));
		assert_non_null(strstr(request, " /send"));
		assert_non_null(strstr(request, "User-Agent: Lapak"));
		assert_null(strcasestr(request, "expect:"));
	}
	assert_true(k > 15);
}

static void a_get_goes_after_all(void **state)
{
	each_call_fails(*state, KANNEL);
}

static void a_post_goes_after_all(void **state)
{
	struct rig *r = *state;
	struct gateway_config *c = &r->world->config.gateway[OTHER];

	(void)snprintf(c->type, sizeof(c->type), "infobip");
	(void)snprintf(c->password, sizeof(c->password), "key");
	sink_answer(r->sink, "HTTP/1.1 200 OK\r\nContent-Length: 39\r\n\r\n"
			     "{\"messages\":[{\"status\":{\"groupId\":1}}]}");
	each_call_fails(r, OTHER);
}

/* What goes wrong while a message is on its way is told, and it is seen to later. */
static void libcurl_may_stumble(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_REPLY, 1);

	rig_turn(r);
	arm(1);
	assert_int_equal(outbound_wait(r->outbound, NULL, 0, 10), RC_BROKEN);
	assert_true(failed());
	arm(1);
	outbound_run(r->outbound, r->now_ms);
	assert_true(failed());
	rig_fly(r);
	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
}

static void a_probe_says_why(void **state)
{
	struct rig *r = *state;
	struct probe p = { .status = 0 };
	enum rc rc = RC_BROKEN;
	int k;

	buf_init(&p.body, 1000);
	sink_answer(r->sink, "HTTP/1.1 200 OK\r\nDate: Tue, 24 Nov 2026 01:00:00 GMT\r\n"
			     "Content-Length: 2\r\n\r\nok");
	for (k = 1; rc != RC_OK; k++) {
		arm(k);
		rc = probe_ask(&p, sink_url(r->sink), false, 2000);
		assert_int_equal(failed(), rc != RC_OK);
		assert_int_equal(p.error[0] != '\0', rc != RC_OK);
	}
	assert_int_equal(p.status, 200);
	assert_int_equal(p.date, NOW);
	assert_string_equal(p.body.data, "ok");
	assert_true(k > 8);
	sink_answer(r->sink, "HTTP/1.1 404 No\r\nDate: yesterday\r\nContent-Length: 0\r\n\r\n");
	assert_int_equal(probe_ask(&p, sink_url(r->sink), true, 2000), RC_OK);
	assert_int_equal(p.status, 404);
	assert_int_equal(p.date, 0);
	sink_answer(r->sink, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	assert_int_equal(probe_ask(&p, sink_url(r->sink), true, 2000), RC_OK);
	assert_int_equal(p.date, 0);
	buf_release(&p.body);
}

static void a_probe_asks_for_the_origin(void **state)
{
	char out[CONFIG_URL];

	(void)state;
	probe_origin("https://a.example:8443/send?x=1", out);
	assert_string_equal(out, "https://a.example:8443/");
	probe_origin("http://a.example?x", out);
	assert_string_equal(out, "http://a.example/");
	probe_origin("a.example/send", out);
	assert_string_equal(out, "a.example/");
}

static struct gateway_event part_of(int32_t part, const char *id)
{
	struct gateway_event e = { .kind = EVENT_PART, .part = part, .parts = 2, .at = NOW };

	e.sender = phone_sender(&e.from, "+6281234567890", 14);
	(void)snprintf(e.group, sizeof(e.group), "g1");
	(void)snprintf(e.id, sizeof(e.id), "%s", id);
	e.length =
		(size_t)snprintf(e.text, sizeof(e.text), "%s", part == 1 ? "JUAL 350" : "rb");
	return e;
}

/* No memory for a text in parts: the part is refused, and comes again. */
static void a_part_comes_again(void **state)
{
	struct rig *r = *state;
	struct world *w = r->world;
	struct gateway_event first = part_of(1, "p1"), second = part_of(2, "p2");
	struct inbound_result out;
	enum rc rc;

	assert_int_equal(world_take(w, KANNEL, &first, NOW, &out), RC_OK);
	inbound_result_release(&out);
	inbound_result_init(&out);
	assert_int_equal(store_begin(w->store), RC_OK);
	arm(1);
	rc = inbound_apply(&w->inbound, &w->config.gateway[KANNEL], &second, NOW, &out);
	assert_true(failed());
	assert_int_equal(rc, RC_BROKEN);
	store_rollback(w->store);
	inbound_result_release(&out);
	assert_int_equal(store_begin(w->store), RC_OK);
	arm(1);
	rc = inbound_overdue(&w->inbound, NOW + 601);
	assert_true(failed());
	assert_int_equal(rc, RC_BROKEN);
	store_rollback(w->store);
	assert_int_equal(world_take(w, KANNEL, &second, NOW, &out), RC_OK);
	inbound_result_release(&out);
	assert_int_equal(world_rows(w, r->row, RIG_ROWS), 2);
	assert_string_equal(r->row[0].text, "JUAL 350rb");
}

int main(void)
{
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_open, rig_close)
	const struct CMUnitTest tests[] = {
		RIG(opening_fails_whole),
		RIG(a_get_goes_after_all),
		RIG(a_post_goes_after_all),
		RIG(libcurl_may_stumble),
		RIG(a_probe_says_why),
		RIG(a_probe_asks_for_the_origin),
		RIG(a_part_comes_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
