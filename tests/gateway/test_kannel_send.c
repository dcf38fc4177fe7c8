/* tests/gateway/test_kannel_send.c - what is asked of Kannel's sendsms, and what its answers mean */
#include "t.h"

#include "fixture.h"
#include "gateway/gateway.h"

struct built {
	struct gateway_send send;
	struct form query;
};

static struct gateway_config config(const char *secret)
{
	struct gateway_config c = { .name = "kannel",
		.send_url = "http://127.0.0.1:13013/cgi-bin/sendsms",
		.username = "la pak",
		.password = "p&ss",
		.sender = "2323" };

	(void)snprintf(c.secret[0], sizeof(c.secret[0]), "%s", secret);
	return c;
}

static struct gateway_message message(const char *text)
{
	return (struct gateway_message){ .id = 42,
		.to = "+6281234567890",
		.text = text,
		.expires_in = 600,
		.public_url = "http://127.0.0.1:8080" };
}

static enum rc build(
	struct built *b, const struct gateway_config *c, const struct gateway_message *m)
{
	const char *mark;
	enum rc rc;

	buf_init(&b->send.url, 16 * 1024);
	buf_init(&b->send.body, 16 * 1024);
	rc = gateway_find("kannel")->build(c, m, &b->send);
	mark = strchr(b->send.url.data, '?');
	assert_int_equal(form_parse(&b->query, mark != NULL ? mark + 1 : "",
				 mark != NULL ? strlen(mark + 1) : 0, false),
		RC_OK);
	return rc;
}

static void release(struct built *b)
{
	buf_release(&b->send.url);
	buf_release(&b->send.body);
	form_release(&b->query);
}

static const char *field(const struct built *b, const char *name)
{
	const struct form_field *f = form_get(&b->query, name);

	assert_non_null(f);
	assert_false(form_repeats(&b->query, name));
	return f->value;
}

static void asks_for_all_that_kannel_needs(void **state)
{
	struct gateway_config c = config("s3cret");
	struct gateway_message m = message("LAPAK: Tercatat 50% & lunas");
	struct built b;

	(void)state;
	assert_int_equal(build(&b, &c, &m), RC_OK);
	assert_string_equal(b.send.method, "GET");
	assert_null(b.send.content_type);
	assert_int_equal(b.send.body.len, 0);
	assert_memory_equal(b.send.url.data, c.send_url, strlen(c.send_url));
	assert_string_equal(field(&b, "username"), "la pak");
	assert_string_equal(field(&b, "password"), "p&ss");
	assert_string_equal(field(&b, "to"), "+6281234567890");
	assert_string_equal(field(&b, "from"), "2323");
	assert_string_equal(field(&b, "text"), "LAPAK: Tercatat 50% & lunas");
	assert_string_equal(field(&b, "charset"), "UTF-8");
	assert_string_equal(field(&b, "coding"), "0");
	assert_string_equal(field(&b, "dlr-mask"), "31");
	assert_string_equal(field(&b, "validity"), "10");
	assert_string_equal(field(&b, "dlr-url"),
		"http://127.0.0.1:8080/gateway/kannel/report?key=s3cret&ref=42&type=%d&answer=%A");
	release(&b);
}

static void goes_as_unicode_only_when_it_must(void **state)
{
	static const struct {
		const char *text, *coding;
	} rows[] = {
		{ "JUAL 350rb", "0" },
		{ "caf\xC3\xA9 \xE2\x82\xAC{}", "0" }, /* extension characters are GSM-7, too */
		{ "\xE2\x82\xBF"
		  "9",
			"2" },
		{ "\xF0\x9F\x98\x80", "2" },
	};
	struct gateway_config c = config("k");

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_message m = message(rows[i].text);
		struct built b;

		print_message("%s\n", rows[i].text);
		assert_int_equal(build(&b, &c, &m), RC_OK);
		assert_string_equal(field(&b, "coding"), rows[i].coding);
		assert_string_equal(field(&b, "text"), rows[i].text);
		release(&b);
	}
}

static void tells_how_long_it_is_worth_sending(void **state)
{
	static const struct {
		int64_t seconds;
		const char *minutes;
	} rows[] = { { -5, "1" }, { 0, "1" }, { 59, "1" }, { 60, "1" }, { 119, "1" },
		{ 120, "2" }, { 86400, "1440" }, { INT64_MAX, "10080" } };
	struct gateway_config c = config("k");

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_message m = message("a");
		struct built b;

		print_message("%s\n", rows[i].minutes);
		m.expires_in = rows[i].seconds;
		assert_int_equal(build(&b, &c, &m), RC_OK);
		assert_string_equal(field(&b, "validity"), rows[i].minutes);
		release(&b);
	}
}

/* What Kannel makes of a dlr-url: %% becomes %, %d and %A values, other letters stay. */
static void expand(struct buf *out, const char *url)
{
	for (; *url != '\0'; url++) {
		if (*url != '%') {
			buf_putc(out, *url);
			continue;
		}
		url++;
		if (*url == '%')
			buf_putc(out, '%');
		else if (*url == 'd')
			buf_puts(out, "1");
		else if (*url == 'A')
			buf_puts(out, "ok");
		else
			fail_msg("a letter that Kannel would replace: %%%c", *url);
	}
}

static void hides_percent_signs_from_kannel(void **state)
{
	static const char *const secrets[] = { "plain", "50%", "a+b c&d=e",
		"\xC3\xA9\xC3\xBF%d%A%" };

	(void)state;
	for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++) {
		struct gateway_config c = config(secrets[i]);
		struct gateway_message m = message("a");
		struct form query;
		struct built b;
		struct buf url;

		print_message("%s\n", secrets[i]);
		assert_int_equal(build(&b, &c, &m), RC_OK);
		buf_init(&url, 4096);
		expand(&url, field(&b, "dlr-url"));
		assert_int_equal(form_parse(&query, strchr(url.data, '?') + 1,
					 strlen(strchr(url.data, '?') + 1), false),
			RC_OK);
		assert_string_equal(form_get(&query, "key")->value, secrets[i]);
		assert_string_equal(form_get(&query, "ref")->value, "42");
		assert_string_equal(form_get(&query, "type")->value, "1");
		assert_string_equal(form_get(&query, "answer")->value, "ok");
		form_release(&query);
		buf_release(&url);
		release(&b);
	}
}

static void builds_without_a_secret_and_onto_a_query(void **state)
{
	struct gateway_config c = config("");
	struct gateway_message m = message("a");
	struct built b;

	(void)state;
	(void)snprintf(c.send_url, sizeof(c.send_url), "http://h/send?smsc=SBY");
	assert_int_equal(build(&b, &c, &m), RC_OK);
	assert_string_equal(field(&b, "smsc"), "SBY");
	assert_string_equal(field(&b, "username"), "la pak");
	assert_string_equal(field(&b, "dlr-url"),
		"http://127.0.0.1:8080/gateway/kannel/report?ref=42&type=%d&answer=%A");
	release(&b);
}

static void refuses_to_send_nothing(void **state)
{
	struct gateway_config c = config("k");
	struct gateway_message m = message("");
	struct built b;

	(void)state;
	assert_int_equal(build(&b, &c, &m), RC_INVALID);
	release(&b);
	m.text = "a";
	m.to = "";
	assert_int_equal(build(&b, &c, &m), RC_INVALID);
	release(&b);
}

static void says_when_the_url_does_not_fit(void **state)
{
	struct gateway_config c = config("k");
	struct gateway_message m = message("a");
	struct gateway_send send;

	(void)state;
	buf_init(&send.url, 100);
	buf_init(&send.body, 0);
	assert_int_equal(gateway_find("kannel")->build(&c, &m, &send), RC_FULL);
	buf_release(&send.url);
	buf_release(&send.body);
}

static struct gateway_judgement judge(const struct gateway_response *r)
{
	struct gateway_config c = config("k");
	struct gateway_judgement j;

	memset(&j, 0x5A, sizeof(j));
	gateway_find("kannel")->judge(&c, r, &j);
	assert_string_equal(j.id, "");
	assert_true(strlen(j.code) < sizeof(j.code));
	return j;
}

static void judges_captured_answers(void **state)
{
	static const struct {
		const char *name;
		enum verdict verdict;
	} rows[] = {
		{ "kannel-resp-ok", VERDICT_SENT },
		{ "kannel-resp-queued", VERDICT_SENT },
		{ "kannel-resp-auth", VERDICT_MISCONFIGURED },
		{ "kannel-resp-ctype", VERDICT_MISCONFIGURED },
		{ "kannel-resp-noto", VERDICT_REFUSED },
		{ "kannel-resp-charset", VERDICT_REFUSED },
		{ "kannel-resp-noroute", VERDICT_REFUSED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fixture f;
		struct gateway_response r = { .transport = TRANSPORT_OK };

		print_message("%s\n", rows[i].name);
		fixture_open(&f, rows[i].name);
		assert_memory_equal(f.start, "HTTP/1.1 ", 9);
		for (int d = 9; d < 12; d++)
			r.status = r.status * 10 + (f.start[d] - '0');
		r.body = f.body;
		r.length = f.length;
		assert_int_equal(judge(&r).verdict, rows[i].verdict);
		fixture_close(&f);
	}
}

static void judges_every_answer(void **state)
{
	static const struct {
		enum transport transport;
		long status;
		const char *body;
		enum verdict verdict;
		const char *code;
	} rows[] = {
		{ TRANSPORT_NOT_SENT, 0, "", VERDICT_RETRY, "not reached" },
		{ TRANSPORT_NO_ANSWER, 0, "", VERDICT_UNKNOWN, "no answer" },
		{ TRANSPORT_OK, 200, "", VERDICT_SENT, "" },
		{ TRANSPORT_OK, 202, "0: Accepted for delivery", VERDICT_SENT, "" },
		{ TRANSPORT_OK, 202, "3: Queued for later delivery", VERDICT_SENT, "" },
		{ TRANSPORT_OK, 302, "", VERDICT_MISCONFIGURED, "302 redirected" },
		{ TRANSPORT_OK, 400, "", VERDICT_REFUSED, "400 refused" },
		{ TRANSPORT_OK, 400,
			"Number(s) has/have been denied by white- and/or black-lists.",
			VERDICT_REFUSED, "400 refused" },
		{ TRANSPORT_OK, 400, "Invalid content-type", VERDICT_MISCONFIGURED,
			"400 invalid content-type" },
		{ TRANSPORT_OK, 401, "", VERDICT_MISCONFIGURED, "401 authorization failed" },
		{ TRANSPORT_OK, 403, "Authorization failed for sendsms", VERDICT_MISCONFIGURED,
			"403 authorization failed" },
		{ TRANSPORT_OK, 403, "", VERDICT_MISCONFIGURED, "403 authorization failed" },
		{ TRANSPORT_OK, 403, "Not routable. Do not try again.", VERDICT_REFUSED,
			"403 not routable" },
		{ TRANSPORT_OK, 404, "Unknown request.", VERDICT_MISCONFIGURED,
			"404 no sendsms at send_url" },
		{ TRANSPORT_OK, 408, "", VERDICT_RETRY, "408 timeout" },
		{ TRANSPORT_OK, 413, "", VERDICT_REFUSED, "413 refused" },
		{ TRANSPORT_OK, 429, "", VERDICT_RETRY, "429 too many requests" },
		{ TRANSPORT_OK, 500, "", VERDICT_RETRY, "500 temporary failure" },
		{ TRANSPORT_OK, 503, "Temporal failure, try again later.", VERDICT_RETRY,
			"503 temporary failure" },
		{ TRANSPORT_OK, 0, "", VERDICT_UNKNOWN, "no answer" },
		{ TRANSPORT_OK, 101, "", VERDICT_UNKNOWN, "no answer" },
		{ TRANSPORT_OK, 700, "", VERDICT_UNKNOWN, "no answer" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_response r = { .transport = rows[i].transport,
			.status = rows[i].status,
			.body = rows[i].body,
			.length = strlen(rows[i].body) };
		struct gateway_judgement j = judge(&r);

		print_message("%ld %s\n", rows[i].status, rows[i].body);
		assert_int_equal(j.verdict, rows[i].verdict);
		assert_string_equal(j.code, rows[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_for_all_that_kannel_needs),
		cmocka_unit_test(goes_as_unicode_only_when_it_must),
		cmocka_unit_test(tells_how_long_it_is_worth_sending),
		cmocka_unit_test(hides_percent_signs_from_kannel),
		cmocka_unit_test(builds_without_a_secret_and_onto_a_query),
		cmocka_unit_test(refuses_to_send_nothing),
		cmocka_unit_test(says_when_the_url_does_not_fit),
		cmocka_unit_test(judges_captured_answers),
		cmocka_unit_test(judges_every_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
