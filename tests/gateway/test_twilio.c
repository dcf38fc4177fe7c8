/* tests/gateway/test_twilio.c - Twilio: signatures over URLs and forms, TwiML, codes, what is sent */
#include "t.h"

#include <sodium.h>

#include "gateway/signature.h"
#include "replay.h"

static const char form_type[] = "application/x-www-form-urlencoded; charset=UTF-8";
static const struct gateway_config config = { .name = "tw",
	.type = "twilio",
	.send_url = "https://api.twilio.com",
	.username = "AC123",
	.password = "token",
	.secret = { "12345" },
	.reply = "send",
	.sender = "+15005550006" };

/* text: the URL and the sorted fields, as the contract says they are signed. */
static enum rc verify(const struct call *like, const char *text)
{
	const struct span piece = { text, strlen(text) };
	unsigned char made[DIGEST_BYTES_MAX];
	char base64[64], line[128];
	const char *const header[] = { line, NULL };
	struct call call = *like;
	size_t n = digest_hmac(DIGEST_SHA1, "12345", &piece, 1, made);

	(void)sodium_bin2base64(
		base64, sizeof(base64), made, n, sodium_base64_VARIANT_ORIGINAL);
	(void)snprintf(line, sizeof(line), "X-Twilio-Signature: %s", base64);
	call.header = header;
	return call_verify(&config, &call);
}

static void checks_what_was_signed(void **state)
{
	const struct call form = { .method = "POST",
		.endpoint = "inbound",
		.path = "/gateway/tw/inbound",
		.query = "a=1&b=%20",
		.content_type = form_type,
		.body = "B=2&A=x+y&B=1&B=2&AB=%26" };
	const struct call get = { .method = "GET",
		.endpoint = "inbound",
		.path = "/gateway/tw/inbound",
		.query = "Body=a" };
	const struct call json = { .method = "POST",
		.endpoint = "inbound",
		.path = "/gateway/tw/inbound",
		.content_type = "application/json",
		.query = "bodySHA256="
			 "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
		.body = "{}" };
	struct call other = json;

	(void)state;
	assert_int_equal(verify(&form, "https://lapak.example/gateway/tw/inbound?a=1&b=%20"
				       "Ax yAB&B1B2"),
		RC_OK);
	assert_int_equal(verify(&form, "https://lapak.example:443/gateway/tw/inbound?a=1&b=%20"
				       "Ax yAB&B1B2"),
		RC_OK);
	assert_int_equal(verify(&form, "http://lapak.example/gateway/tw/inbound?a=1&b=%20"
				       "Ax yAB&B1B2"),
		RC_DENIED);
	assert_int_equal(verify(&form, "https://lapak.example/gateway/tw/inbound?a=1&b=%20"
				       "Ax yAB&B2B1B2"),
		RC_DENIED);
	assert_int_equal(
		verify(&get, "https://lapak.example/gateway/tw/inbound?Body=a"), RC_OK);
	assert_int_equal(
		verify(&json, "https://lapak.example/gateway/tw/inbound?bodySHA256="
			      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61ca"
			      "aff8a"),
		RC_OK);
	other.body = "{ }";
	assert_int_equal(
		verify(&other, "https://lapak.example/gateway/tw/inbound?bodySHA256="
			       "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61ca"
			       "aff8a"),
		RC_DENIED);
	assert_int_equal(call_verify(&config, &form), RC_DENIED);
}

static enum rc parse(const char *endpoint, const char *query, const char *body,
	struct gateway_event *e, size_t *n)
{
	return call_post(&config, endpoint, query, form_type, body, e, n);
}

static void reads_choices_it_answered(void **state)
{
	struct gateway_event e[2];
	size_t n;

	(void)state;
	assert_int_equal(
		parse("inbound", "",
			"From=%2B6281234567890&MessageSid=SM1&Body=BERHENTI&OptOutType=STOP", e,
			&n),
		RC_OK);
	assert_int_equal(n, 2);
	assert_true(e[0].replied);
	assert_int_equal(e[1].kind, EVENT_STOP);
	assert_string_equal(e[1].from.e164, "+6281234567890");
	assert_int_equal(
		parse("inbound", "",
			"From=%2B6281234567890&MessageSid=SM1&Body=MULAI&OptOutType=START", e,
			&n),
		RC_OK);
	assert_int_equal(n, 1);
	assert_true(e[0].replied);
	assert_int_equal(
		parse("inbound", "", "From=%2B6281234567890&SmsSid=SM1&Body=", e, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_false(e[0].replied);
	assert_string_equal(e[0].id, "SM1");
	assert_string_equal(e[0].text, "");
}

static void reads_a_long_text_in_base64(void **state)
{
	static const struct {
		const char *body, *text;
	} rows[] = {
		{ "VEFOWUEgYXBha2FoIGhhcmkgTWluZ2d1IHBhc2FyIGJ1a2EsIEJ1PyBUZXJpbWEga2FzaWgh",
			"TANYA apakah hari Minggu pasar buka, Bu? Terima kasih!" },
		{ "VEFOWUEgYXBha2Fo", "VEFOWUEgYXBha2Fo" }, /* too short to be sure */
		{ "/////////////////////////////////////////////////////////////w==",
			"/////////////////////////////////////////////////////////////w==" },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaa+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
	};
	struct gateway_event e[2];
	char body[300];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(body, sizeof(body),
			"From=%%2B6281234567890&MessageSid=SM1&Body=%s", rows[i].body);
		assert_int_equal(parse("inbound", "", body, e, &n), RC_OK);
		assert_string_equal(e[0].text, rows[i].text);
	}
}

static void refuses_what_is_not_in_the_contract(void **state)
{
	static const char *const rows[][2] = { { "inbound", "" }, { "inbound", "Body=a" },
		{ "inbound", "From=1&Body=a" }, { "inbound", "From=1&MessageSid=SM1" },
		{ "inbound", "From=1&From=2&MessageSid=SM1&Body=a" },
		{ "inbound", "From=1&MessageSid=SM1&Body=a&Body=b" },
		{ "report", "MessageStatus=sent" }, { "report", "MessageSid=SM1" } };
	struct gateway_event e[2];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s %s\n", rows[i][0], rows[i][1]);
		assert_int_equal(parse(rows[i][0], "", rows[i][1], e, &n), RC_INVALID);
	}
}

static void knows_every_state(void **state)
{
	static const struct {
		const char *status;
		enum report_state report;
		size_t n;
	} rows[] = {
		{ "queued", REPORT_NOTHING, 1 },
		{ "sending", REPORT_NOTHING, 1 },
		{ "sent", REPORT_SENT, 1 },
		{ "read", REPORT_DELIVERED, 1 },
		{ "canceled", REPORT_REJECTED, 1 },
		{ "undelivered&ErrorCode=30004", REPORT_REJECTED, 1 },
		{ "undelivered&ErrorCode=30005", REPORT_FAILED, 1 },
		{ "failed&ErrorCode=30007", REPORT_REJECTED, 1 },
		{ "failed&ErrorCode=21610", REPORT_REJECTED, 2 },
		{ "failed", REPORT_FAILED, 1 },
		{ "something-new", REPORT_NOTHING, 1 },
	};
	struct gateway_event e[2];
	char body[200];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].status);
		(void)snprintf(body, sizeof(body),
			"MessageSid=SM1&To=%%2B6281234567890&MessageStatus=%s", rows[i].status);
		assert_int_equal(parse("report", "ref=42", body, e, &n), RC_OK);
		assert_int_equal(e->reference, 42);
		assert_int_equal(e->report, rows[i].report);
		assert_int_equal(n, rows[i].n);
	}
	assert_int_equal(
		parse("report", "ref=4a", "MessageSid=SM1&MessageStatus=sent", e, &n), RC_OK);
	assert_int_equal(e->reference, 0);
}

static void assert_says(const struct gateway_config *c, const struct gateway_outcome *o,
	enum gateway_event_kind kind, unsigned status, const char *body)
{
	const struct gateway_event e = { .kind = kind };
	struct gateway_answer a = { 0 };

	buf_init(&a.body, 1000);
	gateway_find("twilio")->answer(c, &e, o, &a);
	assert_int_equal(a.status, status);
	assert_string_equal(a.body.len > 0 ? a.body.data : "", body);
	buf_release(&a.body);
}

static void answers_in_twiml(void **state)
{
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
	static const struct gateway_outcome o = { .reply = { "a < b & \"c\" > d" } };
	struct gateway_config c = config;

	(void)state;
	assert_says(&c, &o, EVENT_SMS, 200, HEAD "<Response/>");
	(void)snprintf(c.reply, sizeof(c.reply), "inline");
	assert_says(&c, &o, EVENT_SMS, 200,
		HEAD "<Response><Message>a &lt; b &amp; \"c\" &gt; d</Message></Response>");
	assert_says(&c, &(struct gateway_outcome){ .ends = false }, EVENT_SMS, 200,
		HEAD "<Response/>");
	assert_says(&c, &o, EVENT_REPORT, 204, "");
#undef HEAD
}

static void asks_for_all_that_is_needed(void **state)
{
	struct gateway_config c = config;
	struct gateway_send s;

	(void)state;
	assert_int_equal(send_make(&c, &a_message, &s), RC_OK);
	assert_string_equal(
		s.url.data, "https://api.twilio.com/2010-04-01/Accounts/AC123/Messages.json");
	assert_string_equal(s.header[0], "Authorization: Basic QUMxMjM6dG9rZW4=");
	assert_string_equal(s.body.data,
		"To=%2B6281234567890&From=%2B15005550006&Body=LAPAK%3A%2050%25%20%26%20lunas&"
		"StatusCallback=https%3A%2F%2Flapak.example%2Fgateway%2Ftw%2Freport%3Fref%3D42&"
		"ValidityPeriod=600");
	send_release(&s);
	(void)snprintf(c.sender, sizeof(c.sender), "MG0123456789abcdef0123456789abcdef");
	assert_int_equal(send_make(&c, &a_message, &s), RC_OK);
	send_assert_field(&s, "MessagingServiceSid", c.sender);
	send_assert_field(&s, "From", NULL);
	send_release(&s);
}

static void judges_every_answer(void **state)
{
	static const struct {
		long status;
		const char *body;
		enum verdict verdict;
		bool stopped;
	} rows[] = {
		{ 201, "{\"sid\":\"SM1\",\"status\":\"queued\",\"error_code\":null}",
			VERDICT_SENT, false },
		{ 201, "{\"sid\":\"SM1\",\"status\":\"failed\",\"error_code\":21610}",
			VERDICT_REFUSED, true },
		{ 201, "{\"sid\":\"SM1\",\"status\":\"failed\",\"error_code\":30001}",
			VERDICT_RETRY, false },
		{ 201, "{\"sid\":\"SM1\",\"status\":\"undelivered\"}", VERDICT_REFUSED, false },
		{ 201, "{}", VERDICT_UNKNOWN, false },
		{ 200, "<html>", VERDICT_UNKNOWN, false },
		{ 400, "{\"code\":21408}", VERDICT_MISCONFIGURED, false },
		{ 400, "{\"code\":21606}", VERDICT_MISCONFIGURED, false },
		{ 400, "{\"code\":21614}", VERDICT_REFUSED, false },
		{ 400, "{\"code\":99999}", VERDICT_REFUSED, false },
		{ 400, "", VERDICT_REFUSED, false },
		{ 401, "", VERDICT_MISCONFIGURED, false },
		{ 404, "{\"code\":20404}", VERDICT_MISCONFIGURED, false },
		{ 429, "", VERDICT_RETRY, false },
		{ 500, "{\"code\":20500}", VERDICT_RETRY, false },
		{ 0, "", VERDICT_UNKNOWN, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_judgement j =
			answer_judge(&config, rows[i].status, rows[i].body);

		print_message("%ld %s\n", rows[i].status, rows[i].body);
		assert_int_equal(j.verdict, rows[i].verdict);
		assert_int_equal(j.stopped, rows[i].stopped);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks_what_was_signed),
		cmocka_unit_test(reads_choices_it_answered),
		cmocka_unit_test(reads_a_long_text_in_base64),
		cmocka_unit_test(refuses_what_is_not_in_the_contract),
		cmocka_unit_test(knows_every_state),
		cmocka_unit_test(answers_in_twiml),
		cmocka_unit_test(asks_for_all_that_is_needed),
		cmocka_unit_test(judges_every_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
