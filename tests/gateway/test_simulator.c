/* tests/gateway/test_simulator.c - the phones that are not there, and what others may send in their name */
#include "t.h"

#include "fixture.h"
#include "gateway/gateway.h"

static const struct gateway_config config = { .name = "sim" };

static enum rc parse(const struct request *q, struct gateway_event *e)
{
	size_t n = 7;
	enum rc rc = gateway_find("simulator")->parse(&config, &q->r, e, &n);

	assert_int_equal(n, rc == RC_OK ? 1 : 0);
	return rc;
}

static enum rc post(const char *endpoint, const char *body, size_t n, struct gateway_event *e)
{
	struct request q;
	enum rc rc;

	request_make(&q, "POST", endpoint, "");
	q.r.body = body;
	q.r.length = n;
	rc = parse(&q, e);
	request_release(&q);
	return rc;
}

#define S(text) text, sizeof(text) - 1

static void reads_messages(void **state)
{
	static const struct {
		const char *body;
		size_t n;
		const char *from, *text, *id;
	} rows[] = {
		{ S("{\"from\":\"081234567890\",\"text\":\"MENU\"}"), "+6281234567890", "MENU",
			"" },
		{ S("{\"from\":\"081234567890\",\"text\":\"\",\"id\":\"\"}"), "+6281234567890",
			"", "" },
		{ S(" {\"id\":\"a-1\",\"text\":\"caf\xC3\xA9\",\"from\":\"TSEL\",\"x\":[1]} "),
			"TSEL", "caf\xC3\xA9", "a-1" },
		{ S("{\"from\":\"\",\"text\":\"a\\tb\\u20bf\"}"), "", "a b\xE2\x82\xBF", "" },
		{ S("{\"from\":\"\",\"text\":\"{[\\\"{[{[{[{[{[\"}"), "", "{[\"{[{[{[{[{[",
			"" },
	};
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].body);
		assert_int_equal(post("inbound", rows[i].body, rows[i].n, &e), RC_OK);
		assert_int_equal(e.kind, EVENT_SMS);
		assert_string_equal(e.from.e164, rows[i].from);
		assert_string_equal(e.text, rows[i].text);
		assert_int_equal(e.length, strlen(rows[i].text));
		assert_string_equal(e.id, rows[i].id);
		assert_int_equal(e.at, 0);
	}
}

static void refuses_hostile_json(void **state)
{
	static const struct {
		const char *body;
		size_t n;
	} rows[] = {
		{ S("") },
		{ S("null") },
		{ S("[]") },
		{ S("\"from\"") },
		{ S("{}") },
		{ S("{\"from\":\"1\"}") },
		{ S("{\"text\":\"1\"}") },
		{ S("{\"from\":1,\"text\":\"a\"}") },
		{ S("{\"from\":\"1\",\"text\":null}") },
		{ S("{\"from\":\"1\",\"text\":[\"a\"]}") },
		{ S("{\"from\":\"1\",\"text\":\"a\",\"id\":5}") },
		{ S("{\"from\":\"1\",\"text\":\"a\",\"id\":null}") },
		{ S("{\"from\":\"1\",\"text\":\"a\"") },
		{ S("{\"from\":\"1\",\"text\":\"a\"}x") },
		{ S("{\"from\":\"1\",\"text\":\"a\"}{}") },
		{ S("{'from':'1','text':'a'}") },
		{ S("{\"from\":\"1\",\"from\":\"2\",\"text\":\"a\"}") },
		{ S("{\"from\":\"1\",\"text\":\"a\\u0000b\"}") },
		{ S("{\"from\":\"1\",\"text\":\"\\ud800\"}") },
		{ S("{\"from\":\"1\",\"text\":\"\xFF\"}") },
		{ S("{\"from\":\"1\",\"text\":\"a\0b\"}") },
		{ S("{\"from\":\"1\",\"text\":\"a\",\"x\":[[[[[[[[[[]]]]]]]]]]}") },
		{ S("from=1&text=a") },
	};
	static char deep[16000];
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].body);
		assert_int_equal(post("inbound", rows[i].body, rows[i].n, &e), RC_INVALID);
	}
	memset(deep, '[', sizeof(deep));
	assert_int_equal(post("inbound", deep, sizeof(deep), &e), RC_INVALID);
	memset(deep, '\\', sizeof(deep));
	deep[0] = '"';
	assert_int_equal(post("inbound", deep, sizeof(deep), &e), RC_INVALID);
}

static void answers_with_the_replies(void **state)
{
	static const struct {
		const char *first, *second, *body;
	} rows[] = {
		{ NULL, NULL, "{\"replies\":[]}" },
		{ "LAPAK: a", NULL, "{\"replies\":[\"LAPAK: a\"]}" },
		{ "a \"b\" \\", "c\n", "{\"replies\":[\"a \\\"b\\\" \\\\\",\"c\\n\"]}" },
	};
	struct gateway_event e = { .kind = EVENT_SMS };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_outcome o = { .reply = { rows[i].first, rows[i].second } };
		struct gateway_answer a = { 0 };

		print_message("%s\n", rows[i].body);
		buf_init(&a.body, 1000);
		gateway_find("simulator")->answer(&config, &e, &o, &a);
		assert_int_equal(a.status, 200);
		assert_string_equal(a.content_type, "application/json");
		assert_string_equal(a.body.data, rows[i].body);
		buf_release(&a.body);
	}
}

static void reads_the_question_for_the_outbox(void **state)
{
	static const struct {
		const char *query;
		enum rc rc;
		const char *phone;
		int64_t after;
	} rows[] = {
		{ "to=081234567890", RC_OK, "+6281234567890", 0 },
		{ "to=081234567890&after=", RC_OK, "+6281234567890", 0 },
		{ "to=+6281234567890&after=12", RC_OK, "+6281234567890", 12 },
		{ "to=2323&after=0", RC_OK, "2323", 0 },
		{ "after=12", RC_INVALID, "", 0 },
		{ "to=081234567890&after=-1", RC_INVALID, "", 0 },
		{ "to=081234567890&after=x", RC_INVALID, "", 0 },
		{ "to=081234567890&after=1&after=2", RC_INVALID, "", 0 },
		{ "to=081234567890&to=2323", RC_INVALID, "", 0 },
	};
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request q;

		print_message("%s\n", rows[i].query);
		request_make(&q, "GET", "outbox", rows[i].query);
		assert_int_equal(parse(&q, &e), rows[i].rc);
		if (rows[i].rc == RC_OK) {
			assert_int_equal(e.kind, EVENT_OUTBOX);
			assert_string_equal(e.from.e164, rows[i].phone);
			assert_int_equal(e.reference, rows[i].after);
		}
		request_release(&q);
	}
}

static void lists_the_outbox(void **state)
{
	struct gateway_event e = { .kind = EVENT_OUTBOX };
	struct gateway_answer a = { 0 };
	struct gateway_outcome o = { 0 };
	struct buf outbox;

	(void)state;
	buf_init(&outbox, 100);
	buf_puts(&outbox, "[{\"id\":\"5\"}]");
	o.outbox = &outbox;
	buf_init(&a.body, 1000);
	gateway_find("simulator")->answer(&config, &e, &o, &a);
	assert_string_equal(a.content_type, "application/json");
	assert_string_equal(a.body.data, "{\"messages\":[{\"id\":\"5\"}]}");
	buf_release(&a.body);
	buf_release(&outbox);
}

static void reads_ussd_hops(void **state)
{
	static const struct {
		const char *body;
		enum rc rc;
		const char *text;
	} rows[] = {
		{ "sessionId=s1&serviceCode=%2A384%23&phoneNumber=%2B6281234567890&text=",
			RC_OK, "" },
		{ "sessionId=s1&phoneNumber=081234567890", RC_OK, "" },
		{ "sessionId=s1&phoneNumber=081234567890&text=1*2*Siti+Aminah", RC_OK,
			"1*2*Siti Aminah" },
		{ "sessionId=&phoneNumber=081234567890&text=1", RC_INVALID, "" },
		{ "phoneNumber=081234567890&text=1", RC_INVALID, "" },
		{ "sessionId=s1&text=1", RC_INVALID, "" },
		{ "sessionId=s1&sessionId=s2&phoneNumber=081234567890", RC_INVALID, "" },
		{ "sessionId=s1&phoneNumber=081234567890&text=1&text=2", RC_INVALID, "" },
		{ "sessionId=s1&phoneNumber=081234567890&text=%zz", RC_INVALID, "" },
		{ "sessionId=s1&phoneNumber=081234567890&text=a%00b", RC_INVALID, "" },
		{ "{\"sessionId\":\"s1\"}", RC_INVALID, "" },
		{ "", RC_INVALID, "" },
	};
	static char body[4000] = "sessionId=s1&phoneNumber=081234567890&text=";
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].body);
		assert_int_equal(
			post("ussd", rows[i].body, strlen(rows[i].body), &e), rows[i].rc);
		if (rows[i].rc != RC_OK)
			continue;
		assert_int_equal(e.kind, EVENT_USSD);
		assert_string_equal(e.session, "s1");
		assert_string_equal(e.from.e164, "+6281234567890");
		assert_string_equal(e.text, rows[i].text);
	}
	memset(body + strlen(body), 'x', sizeof(body) - 1 - strlen(body));
	assert_int_equal(post("ussd", body, strlen(body), &e), RC_INVALID);
}

static void answers_with_a_screen(void **state)
{
	static const struct {
		const char *reply;
		bool ends;
		const char *body;
	} rows[] = {
		{ "1 Daftar", false, "CON 1 Daftar" },
		{ "Terima kasih", true, "END Terima kasih" },
		{ NULL, false, "END " },
	};
	struct gateway_event e = { .kind = EVENT_USSD };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_outcome o = { .reply = { rows[i].reply }, .ends = rows[i].ends };
		struct gateway_answer a = { 0 };

		print_message("%s\n", rows[i].body);
		buf_init(&a.body, 1000);
		gateway_find("simulator")->answer(&config, &e, &o, &a);
		assert_int_equal(a.status, 200);
		assert_memory_equal(a.content_type, "text/plain", 10);
		assert_string_equal(a.body.data, rows[i].body);
		buf_release(&a.body);
	}
}

static void refuses_the_wrong_method_and_place(void **state)
{
	static const struct {
		const char *method, *endpoint;
	} rows[] = { { "GET", "inbound" }, { "GET", "ussd" }, { "POST", "report" },
		{ "GET", "" } };
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request q;

		request_make(&q, rows[i].method, rows[i].endpoint, "");
		q.r.body = "{\"from\":\"1\",\"text\":\"a\"}";
		q.r.length = strlen(q.r.body);
		assert_int_equal(parse(&q, &e), RC_INVALID);
		request_release(&q);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_messages),
		cmocka_unit_test(refuses_hostile_json),
		cmocka_unit_test(answers_with_the_replies),
		cmocka_unit_test(reads_the_question_for_the_outbox),
		cmocka_unit_test(lists_the_outbox),
		cmocka_unit_test(reads_ussd_hops),
		cmocka_unit_test(answers_with_a_screen),
		cmocka_unit_test(refuses_the_wrong_method_and_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
