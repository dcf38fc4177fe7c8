/* tests/gateway/test_kannel.c - Kannel's webhooks: captured messages, charsets, senders */
#include "t.h"

#include "fixture.h"
#include "gateway/gateway.h"

static const struct gateway *kannel(void)
{
	return gateway_find("kannel");
}

static const struct gateway_config config = { .name = "kannel" };

static enum rc parse(const struct request *q, struct gateway_event *e)
{
	size_t n = 7;
	enum rc rc = kannel()->parse(&config, &q->r, e, &n);

	assert_int_equal(n, rc == RC_OK ? 1 : 0);
	return rc;
}

static const char *text_of(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s != NULL ? s : "";
}

static void reads_captured_messages(void **state)
{
	static const struct {
		const char *name, *method;
	} rows[] = {
		{ "kannel-in-01-get-gsm7", "GET" },
		{ "kannel-in-02-get-ucs2-norecode", "GET" },
		{ "kannel-in-03-get-ucs2-morecode", "GET" },
		{ "kannel-in-04-get-multipart", "GET" },
		{ "kannel-in-06-post-utf8", "POST" },
	};
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fixture f;
		struct request q;
		json_t *m;

		print_message("%s\n", rows[i].name);
		fixture_open(&f, rows[i].name);
		m = json_array_get(json_object_get(f.json, "messages"), 0);
		request_make(&q, rows[i].method, "inbound", f.query);
		q.r.content_type = f.content_type;
		q.r.body = f.body;
		q.r.length = f.length;
		assert_int_equal(parse(&q, &e), RC_OK);
		assert_int_equal(e.kind, EVENT_SMS);
		assert_int_equal(e.sender, SENDER_MOBILE);
		assert_string_equal(e.id, text_of(m, "dedup_id"));
		assert_string_equal(e.from.e164, text_of(m, "from"));
		assert_string_equal(e.to, text_of(m, "to"));
		assert_string_equal(e.text, text_of(m, "text"));
		assert_int_equal(e.length, strlen(e.text));
		assert_int_equal(e.at, json_integer_value(json_object_get(m, "ts_unix")));
		request_release(&q);
		fixture_close(&f);
	}
}

/* A POST without the sender in the query names it in a header only, and post-xml in its body. */
static void refuses_what_lacks_a_sender(void **state)
{
	static const char *const names[] = { "kannel-in-07-post-utf16be",
		"kannel-in-08-post-xml" };
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct fixture f;
		struct request q;

		fixture_open(&f, names[i]);
		request_make(&q, "POST", "inbound", f.query);
		q.r.content_type = f.content_type;
		q.r.body = f.body;
		q.r.length = f.length;
		assert_int_equal(parse(&q, &e), RC_INVALID);
		request_release(&q);
		fixture_close(&f);
	}
}

static void reads_the_body_of_a_post(void **state)
{
	struct gateway_event e;
	struct fixture f;
	struct request q;

	(void)state;
	fixture_open(&f, "kannel-in-07-post-utf16be");
	request_make(&q, "POST", "inbound", "from=%2B6281234567890&to=2323&coding=0");
	q.r.content_type = f.content_type;
	q.r.body = f.body;
	q.r.length = f.length;
	assert_int_equal(parse(&q, &e), RC_OK);
	assert_string_equal(e.text,
		text_of(json_array_get(json_object_get(f.json, "messages"), 0), "text"));
	assert_string_equal(e.id, "");
	assert_int_equal(e.at, 0);
	q.r.content_type = "text/plainer";
	assert_int_equal(parse(&q, &e), RC_INVALID);
	q.r.content_type = "application/json";
	assert_int_equal(parse(&q, &e), RC_INVALID);
	q.r.content_type = "Text/Plain; charset=utf-16be; format=flowed";
	assert_int_equal(parse(&q, &e), RC_OK);
	assert_int_equal(e.text[0], 'J');
	request_release(&q);
	fixture_close(&f);
}

static void reads_every_charset(void **state)
{
	static const struct {
		const char *query, *text;
	} rows[] = {
		{ "from=08123456789&text=", "" },
		{ "from=08123456789&text=JUAL+350rb", "JUAL 350rb" },
		{ "from=08123456789&text=caf%C3%A9&charset=UTF-8&coding=2", "caf\xC3\xA9" },
		{ "from=08123456789&text=%00J%00U&coding=2", "JU" },
		{ "from=08123456789&text=%00J%00U&coding=2&charset=", "JU" },
		{ "from=08123456789&text=%00J%00U&charset=utf-16be", "JU" },
		{ "from=08123456789&text=%D8%3D%DE%00&coding=2", "\xF0\x9F\x98\x80" },
		{ "from=08123456789&text=%D8%3D%00A&coding=2", "\xEF\xBF\xBD"
							       "A" },
		{ "from=08123456789&text=%D8%3D&coding=2", "\xEF\xBF\xBD" },
		{ "from=08123456789&text=%DE%00%00A&coding=2", "\xEF\xBF\xBD"
							       "A" },
		{ "from=08123456789&text=%00A%00&coding=2", "A\xEF\xBF\xBD" },
		{ "from=08123456789&text=caf%E9&charset=ISO-8859-1", "caf\xC3\xA9" },
		{ "from=08123456789&text=caf%E9&charset=UTF-8", "caf\xEF\xBF\xBD" },
		{ "from=08123456789&text=a%00b%07c&charset=8-BIT&coding=1", "a b c" },
		{ "from=08123456789&text=a%0Ab", "a\nb" },
		{ "from=08123456789&text=squeezed&b=as++sent", "as  sent" },
	};
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request q;

		print_message("%s\n", rows[i].query);
		request_make(&q, "GET", "inbound", rows[i].query);
		assert_int_equal(parse(&q, &e), RC_OK);
		assert_string_equal(e.text, rows[i].text);
		assert_int_equal(e.length, strlen(rows[i].text));
		request_release(&q);
	}
}

static void keeps_hostile_fields_harmless(void **state)
{
	static const struct {
		const char *query;
		enum rc rc;
		const char *id;
		int64_t at;
	} rows[] = {
		{ "", RC_INVALID, "", 0 },
		{ "text=a", RC_INVALID, "", 0 },
		{ "from=&text=a", RC_INVALID, "", 0 },
		{ "from=08123456789", RC_INVALID, "", 0 },
		{ "from=TELKOMSEL&text=a&id=7&ts=12", RC_OK, "7", 12 },
		{ "from=08123456789&text=a&ts=-5", RC_OK, "", 0 },
		{ "from=08123456789&text=a&ts=1e9", RC_OK, "", 0 },
		{ "from=08123456789&text=a&ts=99999999999999999999", RC_OK, "", 0 },
		{ "from=08123456789&text=a&id=a%0Ab", RC_OK, "sha256-", 0 },
	};
	struct gateway_event e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request q;

		print_message("%s\n", rows[i].query);
		request_make(&q, "GET", "inbound", rows[i].query);
		assert_int_equal(parse(&q, &e), rows[i].rc);
		if (rows[i].rc == RC_OK) {
			if (strncmp(rows[i].id, "sha256-", 7) == 0)
				assert_memory_equal(e.id, "sha256-", 7);
			else
				assert_string_equal(e.id, rows[i].id);
			assert_int_equal(e.at, rows[i].at);
		}
		request_release(&q);
	}
}

/* Two ids that differ only beyond what fits must stay two. */
static void never_cuts_an_id(void **state)
{
	char query[400], id[96];
	struct gateway_event e;

	(void)state;
	id[0] = '\0';
	for (int last = 0; last < 2; last++) {
		struct request q;

		(void)snprintf(query, sizeof(query), "from=08123456789&text=a&id=%0150d", last);
		request_make(&q, "GET", "inbound", query);
		assert_int_equal(parse(&q, &e), RC_OK);
		assert_string_not_equal(e.id, id);
		memcpy(id, e.id, sizeof(id));
		request_release(&q);
	}
}

static void cuts_a_long_text_at_a_character(void **state)
{
	static char query[20000];
	struct gateway_event e;
	struct request q;
	int n = snprintf(query, sizeof(query), "from=08123456789&text=x");

	(void)state;
	for (int i = 0; i < 1500; i++)
		n += snprintf(query + n, sizeof(query) - (size_t)n, "%%E2%%82%%BF");
	request_make(&q, "GET", "inbound", query);
	assert_int_equal(parse(&q, &e), RC_OK);
	assert_int_equal(e.length, 4096);
	assert_int_equal(strlen(e.text), 4096);
	request_release(&q);
}

static void classifies_senders(void **state)
{
	static const struct {
		const char *from;
		enum sender sender;
		const char *kept;
	} rows[] = {
		{ "%2B6281234567890", SENDER_MOBILE, "+6281234567890" },
		{ "081234567890", SENDER_MOBILE, "+6281234567890" },
		{ "%2B60123456789", SENDER_FOREIGN, "+60123456789" },
		{ "TELKOMSEL", SENDER_SERVICE, "TELKOMSEL" },
		{ "3636", SENDER_SERVICE, "3636" },
	};
	struct gateway_event e;
	char query[100];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request q;

		print_message("%s\n", rows[i].from);
		(void)snprintf(query, sizeof(query), "text=a&from=%s", rows[i].from);
		request_make(&q, "GET", "inbound", query);
		assert_int_equal(parse(&q, &e), RC_OK);
		assert_int_equal(e.sender, rows[i].sender);
		assert_string_equal(e.from.e164, rows[i].kept);
		request_release(&q);
	}
}

static void answers_with_an_empty_200(void **state)
{
	struct gateway_outcome o = { .reply = { "LAPAK: x", NULL } };
	struct gateway_event e = { .kind = EVENT_SMS };
	struct gateway_answer a = { 0 };

	(void)state;
	buf_init(&a.body, 100);
	kannel()->answer(&config, &e, &o, &a);
	assert_int_equal(a.status, 200);
	assert_memory_equal(a.content_type, "text/plain", 10);
	assert_int_equal(a.body.len, 0);
	assert_true(kannel()->always_200);
	assert_false(kannel()->local);
	buf_release(&a.body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_captured_messages),
		cmocka_unit_test(refuses_what_lacks_a_sender),
		cmocka_unit_test(reads_the_body_of_a_post),
		cmocka_unit_test(reads_every_charset),
		cmocka_unit_test(keeps_hostile_fields_harmless),
		cmocka_unit_test(never_cuts_an_id),
		cmocka_unit_test(cuts_a_long_text_at_a_character),
		cmocka_unit_test(classifies_senders),
		cmocka_unit_test(answers_with_an_empty_200),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
