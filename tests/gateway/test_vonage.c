/* tests/gateway/test_vonage.c - Vonage: three ways to prove a call, parts, what both APIs are asked and answer */
#include "t.h"

#include <sodium.h>

#include "gateway/signature.h"
#include "replay.h"

static const char form_type[] = "application/x-www-form-urlencoded";
static const struct gateway_config config = { .name = "vo",
	.type = "vonage",
	.send_url = "https://rest.nexmo.com/sms/json",
	.username = "abcd1234",
	.password = "pass",
	.secret = { "s3cret" },
	.mode = "sms",
	.reply = "send",
	.sender = "2323" };

/* Signs "msisdn=..&timestamp=.." by HMAC-SHA-256, in capitals as their servers do. */
static enum rc verify_sig(const char *stamp, const char *added, int64_t now)
{
	char base[256], hex[65], body[512];
	unsigned char made[DIGEST_BYTES_MAX];
	struct span piece = { base, 0 };
	size_t n;

	(void)snprintf(base, sizeof(base), "&msisdn=62812&text=a_b_c&timestamp=%s", stamp);
	piece.n = strlen(base);
	n = digest_hmac(DIGEST_SHA256, "s3cret", &piece, 1, made);
	(void)sodium_bin2hex(hex, sizeof(hex), made, n);
	for (char *c = hex; *c != '\0'; c++)
		if (*c >= 'a')
			*c = (char)(*c - 'a' + 'A');
	(void)snprintf(body, sizeof(body),
		"text=a%%26b%%3Dc&timestamp=%s&msisdn=62812&sig=%s%s", stamp, hex, added);
	return call_verify(&config, &(struct call){ .method = "POST",
					    .endpoint = "inbound",
					    .content_type = form_type,
					    .body = body,
					    .now = now });
}

static void believes_a_fresh_signature(void **state)
{
	(void)state;
	assert_int_equal(verify_sig("1000", "", 1000), RC_OK);
	assert_int_equal(verify_sig("1000", "", 1301), RC_DENIED);
	assert_int_equal(verify_sig("", "", 0), RC_DENIED);
	assert_int_equal(verify_sig("1000", "&to=2323", 1000), RC_DENIED);
	assert_int_equal(verify_sig("1000", "&sig=00", 1000), RC_DENIED);
}

static enum rc verify_query(const char *endpoint, const char *query)
{
	return call_verify(&config,
		&(struct call){ .method = "GET", .endpoint = endpoint, .query = query });
}

static void believes_a_key_or_a_token(void **state)
{
	char token[TOKEN_BYTES], query[256];

	(void)state;
	signature_token("s3cret", "vo", "42", token);
	(void)snprintf(query, sizeof(query), "messageId=1&status=a&ref=42&token=%s", token);
	assert_int_equal(verify_query("report", query), RC_OK);
	assert_int_equal(verify_query("inbound", query), RC_DENIED);
	assert_int_equal(verify_query("report", "messageId=1&key=s3cret"), RC_OK);
	assert_int_equal(verify_query("inbound", "messageId=1&key=other"), RC_DENIED);
	assert_int_equal(verify_query("inbound", "messageId=1"), RC_DENIED);
	assert_int_equal(verify_query("inbound", ""), RC_OK); /* the check of a URL */
}

static void encode(char *out, size_t size, const char *s)
{
	(void)sodium_bin2base64(out, size, (const unsigned char *)s, strlen(s),
		sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* A JWT for the body "{}" at time 1000. */
static enum rc verify_jwt(const char *head, const char *hash, const char *secret, int64_t now)
{
	char claims[256], part[2][512], jwt[1100], signature[64], value[1200];
	unsigned char made[DIGEST_BYTES_MAX];
	struct span piece = { jwt, 0 };
	size_t n;

	(void)snprintf(claims, sizeof(claims), "{\"iat\":1000,\"payload_hash\":\"%s\"}", hash);
	encode(part[0], sizeof(part[0]), head);
	encode(part[1], sizeof(part[1]), claims);
	(void)snprintf(jwt, sizeof(jwt), "%s.%s", part[0], part[1]);
	piece.n = strlen(jwt);
	n = digest_hmac(DIGEST_SHA256, secret, &piece, 1, made);
	(void)sodium_bin2base64(signature, sizeof(signature), made, n,
		sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	(void)snprintf(value, sizeof(value), "Bearer %s.%s", jwt, signature);
	return call_verify(&config, &(struct call){ .method = "POST",
					    .endpoint = "inbound",
					    .content_type = "application/json",
					    .body = "{}",
					    .authorization = value,
					    .now = now });
}

static void believes_a_token_over_the_body(void **state)
{
	static const char hash[] =
		"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
	static const char head[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
	static const char *const broken[] = { "Bearer ", "Bearer a", "Bearer a.b", "Bearer ..",
		"Bearer a.b.c", "bearer a.b.c", "Basic Og==" };

	(void)state;
	assert_int_equal(verify_jwt(head, hash, "s3cret", 1000), RC_OK);
	assert_int_equal(verify_jwt(head, hash, "s3cret", 1301), RC_DENIED);
	assert_int_equal(verify_jwt(head, hash, "secret", 1000), RC_DENIED);
	assert_int_equal(verify_jwt("{\"alg\":\"none\"}", hash, "s3cret", 1000), RC_DENIED);
	assert_int_equal(verify_jwt("{}", hash, "s3cret", 1000), RC_DENIED);
	assert_int_equal(verify_jwt(head, "", "s3cret", 1000), RC_DENIED);
	assert_int_equal(verify_jwt(head, "e3b0c4", "s3cret", 1000), RC_DENIED);
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
		assert_int_equal(
			call_verify(&config, &(struct call){ .method = "POST",
						     .body = "{}",
						     .endpoint = "inbound",
						     .content_type = "application/json",
						     .authorization = broken[i] }),
			RC_DENIED);
}

static enum rc parse(const char *endpoint, const char *type, const char *body,
	struct gateway_event *e, size_t *n)
{
	return call_post(&config, endpoint, "", type, body, e, n);
}

static void takes_what_matters(void **state)
{
	static const char json[] = "application/json";
	static const struct {
		const char *type, *body;
		enum rc rc;
		size_t n;
	} rows[] = {
		{ form_type, "msisdn=62812&a_messageId=1&type=binary&data=00", RC_OK, 0 },
		{ form_type, "msisdn=62812&text=a", RC_OK, 1 },
		{ form_type, "msisdn=62812&a_messageId=1", RC_INVALID, 0 },
		{ form_type, "messageId=1&text=a", RC_INVALID, 0 },
		{ form_type, "msisdn=1&msisdn=2&text=a", RC_INVALID, 0 },
		{ form_type, "msisdn=1&text=a&concat=true", RC_INVALID, 0 },
		{ form_type,
			"msisdn=1&text=a&concat=true&concat-ref=7&concat-total=2&concat-part=3",
			RC_INVALID, 0 },
		{ form_type,
			"msisdn=1&text=a&concat=true&concat-ref=7&concat-total=256&concat-part=1",
			RC_INVALID, 0 },
		{ form_type, "x=%zz", RC_INVALID, 0 },
		{ json, "{\"msisdn\":62812,\"text\":\"a\",\"messageId\":\"1\"}", RC_OK, 1 },
		{ json, "{\"message_uuid\":\"u\",\"message_type\":\"image\",\"from\":\"1\"}",
			RC_OK, 0 },
		{ json, "{\"message_uuid\":\"u\",\"message_type\":\"text\",\"from\":\"1\"}",
			RC_INVALID, 0 },
		{ json, "{}", RC_INVALID, 0 },
		{ json, "[", RC_INVALID, 0 },
	};
	struct gateway_event e[2];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].body);
		assert_int_equal(
			parse("inbound", rows[i].type, rows[i].body, e, &n), rows[i].rc);
		assert_int_equal(n, rows[i].n);
	}
	assert_int_equal(parse("inbound", form_type, "", e, &n), RC_OK);
	assert_int_equal(n, 0);
}

static void knows_parts_and_reports(void **state)
{
	static const struct {
		const char *body;
		enum report_state report;
		size_t n;
	} rows[] = {
		{ "status=delivered&err-code=0", REPORT_DELIVERED, 1 },
		{ "status=failed&err-code=4", REPORT_FAILED, 2 },
		{ "status=rejected&err-code=9", REPORT_REJECTED, 2 },
		{ "status=undelivered&err-code=1", REPORT_FAILED, 1 },
		{ "status=unknown&err-code=99", REPORT_NOTHING, 1 },
	};
	struct gateway_event e[2];
	char body[256];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(body, sizeof(body),
			"messageId=A1&msisdn=6281234567890&client-ref=42&%s", rows[i].body);
		assert_int_equal(parse("report", form_type, body, e, &n), RC_OK);
		assert_int_equal(e->reference, 42);
		assert_int_equal(e->report, rows[i].report);
		assert_int_equal(e->part, rows[i].report == REPORT_DELIVERED);
		assert_int_equal(n, rows[i].n);
	}
	assert_string_equal(e->other_id, "A1");
	assert_int_equal(
		parse("inbound", form_type,
			"msisdn=6281234567890&a_messageId=1&text=a&concat=true&concat-ref=7&"
			"concat-total=2&concat-part=1",
			e, &n),
		RC_OK);
	assert_int_equal(e->kind, EVENT_PART);
	assert_string_equal(e->group, "7/2");
}

static void asks_both_interfaces(void **state)
{
	struct gateway_config c = config;
	struct gateway_message m = a_message;
	struct gateway_send s;
	char token[TOKEN_BYTES], url[128];

	(void)state;
	signature_token("s3cret", "vo", "42", token);
	(void)snprintf(url, sizeof(url),
		"https://lapak.example/gateway/vo/report?ref=42&token=%s", token);
	assert_int_equal(send_make(&c, &m, &s), RC_OK);
	assert_string_equal(s.url.data, "https://rest.nexmo.com/sms/json");
	send_assert_field(&s, "api_key", "abcd1234");
	send_assert_field(&s, "api_secret", "pass");
	send_assert_field(&s, "from", "2323");
	send_assert_field(&s, "to", "6281234567890");
	send_assert_field(&s, "text", "LAPAK: 50% & lunas");
	send_assert_field(&s, "type", NULL);
	send_assert_field(&s, "status-report-req", "1");
	send_assert_field(&s, "callback", url);
	send_assert_field(&s, "client-ref", "42");
	send_assert_field(&s, "ttl", "600000");
	send_release(&s);
	m.text = "LAPAK: \xE2\x9C\x85";
	assert_int_equal(send_make(&c, &m, &s), RC_OK);
	send_assert_field(&s, "type", "unicode");
	send_release(&s);
	(void)snprintf(c.mode, sizeof(c.mode), "messages");
	(void)snprintf(c.send_url, sizeof(c.send_url), "https://api.nexmo.com/");
	assert_int_equal(send_make(&c, &a_message, &s), RC_OK);
	assert_string_equal(s.url.data, "https://api.nexmo.com/v1/messages");
	assert_string_equal(s.body.data,
		"{\"message_type\":\"text\",\"text\":\"LAPAK: 50% & lunas\",\"to\":\"6281234567890\","
		"\"from\":\"2323\",\"channel\":\"sms\",\"client_ref\":\"42\"}");
	assert_string_equal(s.header[0], "Authorization: Basic YWJjZDEyMzQ6cGFzcw==");
	send_release(&s);
}

static void judges_every_part(void **state)
{
	static const struct {
		const char *messages;
		enum verdict verdict;
		int64_t retry_after;
	} rows[] = {
		{ "{\"status\":\"0\",\"message-id\":\"A\"},{\"status\":\"0\",\"message-id\":\"B\"}",
			VERDICT_SENT, 0 },
		{ "{\"status\":\"0\",\"message-id\":\"A\"},{\"status\":\"6\"}", VERDICT_REFUSED,
			0 },
		{ "{\"status\":1,\"error-text\":\"please wait [ 2500 ] and\"}", VERDICT_RETRY,
			3 },
		{ "{\"status\":\"1\",\"error-text\":\"please wait [ x ]\"}", VERDICT_RETRY, 0 },
		{ "{\"status\":\"5\"}", VERDICT_RETRY, 0 },
		{ "{\"status\":\"29\"}", VERDICT_MISCONFIGURED, 0 },
		{ "{\"status\":\"77\"}", VERDICT_REFUSED, 0 },
		{ "{\"status\":\"777\"}", VERDICT_UNKNOWN, 0 },
		{ "{\"status\":\"none\"}", VERDICT_UNKNOWN, 0 },
		{ "", VERDICT_UNKNOWN, 0 },
	};
	struct gateway_config c = config;
	char body[300];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_judgement j;

		print_message("%s\n", rows[i].messages);
		(void)snprintf(body, sizeof(body), "{\"messages\":[%s]}", rows[i].messages);
		j = answer_judge(&c, 200, body);
		assert_int_equal(j.verdict, rows[i].verdict);
		assert_int_equal(j.retry_after, rows[i].retry_after);
	}
	(void)snprintf(c.mode, sizeof(c.mode), "messages");
	assert_string_equal(answer_judge(&c, 202, "{\"message_uuid\":\"u\"}").id, "u");
	assert_int_equal(answer_judge(&c, 202, "{}").verdict, VERDICT_UNKNOWN);
	assert_int_equal(answer_judge(&c, 401, "").verdict, VERDICT_MISCONFIGURED);
	assert_int_equal(answer_judge(&c, 402, "").verdict, VERDICT_MISCONFIGURED);
	assert_int_equal(answer_judge(&c, 422, "").verdict, VERDICT_REFUSED);
	assert_int_equal(answer_judge(&c, 429, "").verdict, VERDICT_RETRY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(believes_a_fresh_signature),
		cmocka_unit_test(believes_a_key_or_a_token),
		cmocka_unit_test(believes_a_token_over_the_body),
		cmocka_unit_test(takes_what_matters),
		cmocka_unit_test(knows_parts_and_reports),
		cmocka_unit_test(asks_both_interfaces),
		cmocka_unit_test(judges_every_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
