/* tests/gateway/test_smsgate.c - the office's own phone: signatures, odd events, what is sent */
#include "t.h"

#include <sodium.h>

#include "gateway/signature.h"
#include "replay.h"

static const struct gateway_config config = { .name = "hp",
	.type = "smsgate",
	.send_url = "http://192.168.1.5:8080",
	.username = "sms",
	.password = "pass word",
	.secret = { "new key", "old key" },
	.sender = "2323" };
static const struct gateway_message message = { .id = 42,
	.to = "+6281234567890",
	.text = "LAPAK: 50% \"lunas\"\nok",
	.now = 1795476612,
	.expires_in = 600,
	.public_url = "https://lapak.example" };

static enum rc verify(const char *secret, const char *stamp, int64_t now, const char *body)
{
	const struct span piece[] = { { body, strlen(body) }, { stamp, strlen(stamp) } };
	unsigned char made[DIGEST_BYTES_MAX];
	char hex[65], signature[128], time[64];
	const char *const header[] = { signature, time, NULL };
	size_t n = digest_hmac(DIGEST_SHA256, secret, piece, 2, made);

	(void)sodium_bin2hex(hex, sizeof(hex), made, n);
	(void)snprintf(signature, sizeof(signature), "X-Signature: %s", hex);
	(void)snprintf(time, sizeof(time), "X-Timestamp: %s", stamp);
	return call_verify(&config, &(struct call){ .method = "POST",
					    .endpoint = "inbound",
					    .body = body,
					    .header = header,
					    .now = now });
}

static void believes_two_keys_for_five_minutes(void **state)
{
	static const char *const twice[] = { "X-Timestamp: 1000", "X-Timestamp: 1000",
		"X-Signature: 00", NULL };

	(void)state;
	assert_int_equal(verify("new key", "1000", 1000, "{}"), RC_OK);
	assert_int_equal(verify("old key", "1000", 1300, "{}"), RC_OK);
	assert_int_equal(verify("old key", "1300", 1000, "{}"), RC_OK);
	assert_int_equal(verify("old key", "1000", 1301, "{}"), RC_DENIED);
	assert_int_equal(verify("older key", "1000", 1000, "{}"), RC_DENIED);
	assert_int_equal(verify("", "1000", 1000, "{}"), RC_DENIED);
	assert_int_equal(verify("new key", "", 0, "{}"), RC_DENIED);
	assert_int_equal(verify("new key", "1000.0", 1000, "{}"), RC_DENIED);
	assert_int_equal(verify("new key", "99999999999999999999", 1000, "{}"), RC_DENIED);
	assert_int_equal(call_verify(&config, &(struct call){ .method = "POST",
						      .endpoint = "inbound",
						      .header = twice,
						      .now = 1000 }),
		RC_DENIED);
	assert_int_equal(gateway_find("smsgate")->denied, 401);
	assert_int_equal(gateway_find("smsgate")->body_max, 4 * 1024 * 1024);
}

static enum rc parse(const char *body, struct gateway_event *e, size_t *n)
{
	return call_parse(&config,
		&(struct call){ .method = "POST", .endpoint = "inbound", .body = body }, e, n);
}

static void takes_what_matters(void **state)
{
	static const struct {
		const char *body;
		enum rc rc;
		size_t n;
	} rows[] = {
		{ "{\"event\":\"system:ping\",\"payload\":{}}", RC_OK, 0 },
		{ "{\"event\":\"sms:data-received\",\"payload\":{\"data\":\"AA==\"}}", RC_OK,
			0 },
		{ "{\"event\":\"mms:downloaded\",\"payload\":{\"sender\":\"1\"}}", RC_OK, 0 },
		{ "{\"event\":\"sms:cancelled\",\"payload\":{\"messageId\":\"7\"}}", RC_OK, 1 },
		{ "{\"event\":\"sms:received\",\"payload\":{\"message\":\"a\"}}", RC_INVALID,
			0 },
		{ "{\"event\":\"sms:received\",\"payload\":{\"sender\":\"081\"}}", RC_INVALID,
			0 },
		{ "{\"event\":\"sms:received\"}", RC_INVALID, 0 },
		{ "{\"event\":\"sms:sent\",\"payload\":{}}", RC_INVALID, 0 },
		{ "{\"payload\":{}}", RC_INVALID, 0 },
		{ "[]", RC_INVALID, 0 },
		{ "", RC_INVALID, 0 },
		{ "{\"event\":\"sms:sent\",\"event\":\"sms:failed\"}", RC_INVALID, 0 },
	};
	struct gateway_event e[2];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].body);
		assert_int_equal(parse(rows[i].body, e, &n), rows[i].rc);
		assert_int_equal(n, rows[i].n);
	}
	assert_int_equal(
		call_parse(&config, &(struct call){ .method = "GET", .endpoint = "inbound" }, e,
			&n),
		RC_INVALID);
}

/* The inbox told anew has other ids; two texts in one second have not the same hash. */
static void knows_a_message_told_anew(void **state)
{
	static const char row[] =
		"{\"event\":\"sms:received\",\"id\":\"%s\",\"payload\":{\"messageId\":\"%s\","
		"\"message\":\"JUAL \\u0026 \\u003c2jt\",\"sender\":\"081234567890\","
		"\"receivedAt\":\"2026-11-24T06:30:11.000+07:00\"}}";
	struct gateway_event first[2], again[2], other[2];
	char body[512];
	size_t n;

	(void)state;
	(void)snprintf(body, sizeof(body), row, "a", "9f3c11ab");
	assert_int_equal(parse(body, first, &n), RC_OK);
	(void)snprintf(body, sizeof(body), row, "b", "9f3c11ab");
	assert_int_equal(parse(body, again, &n), RC_OK);
	(void)snprintf(body, sizeof(body), row, "c", "9f3c11ac");
	assert_int_equal(parse(body, other, &n), RC_OK);
	assert_string_equal(first->text, "JUAL & <2jt");
	assert_string_equal(first->from.e164, "+6281234567890");
	assert_string_equal(first->other_id, again->other_id);
	assert_string_not_equal(first->other_id, other->other_id);
	assert_null(strstr(first->other_id, "81234567890"));
}

static void counts_parts(void **state)
{
	struct gateway_event e[2];
	size_t n;

	(void)state;
	assert_int_equal(
		parse("{\"event\":\"sms:sent\",\"id\":\"x\",\"payload\":{\"messageId\":"
		      "\"42\",\"partsCount\":3}}",
			e, &n),
		RC_OK);
	assert_int_equal(e->reference, 42);
	assert_int_equal(e->report, REPORT_SENT);
	assert_int_equal(e->parts, 3);
	assert_int_equal(e->part, 0);
	assert_int_equal(parse("{\"event\":\"sms:delivered\",\"id\":\"y\",\"payload\":{"
			       "\"messageId\":\"42\"}}",
				 e, &n),
		RC_OK);
	assert_int_equal(e->part, 1);
	assert_string_equal(e->other_id, "y");
}

static void asks_the_phone(void **state)
{
	struct gateway_config c = config;
	struct gateway_send s;
	json_t *root;

	(void)state;
	assert_int_equal(send_make(&c, &message, &s), RC_OK);
	assert_string_equal(s.method, "POST");
	assert_string_equal(s.content_type, "application/json");
	assert_string_equal(s.url.data, "http://192.168.1.5:8080/message");
	assert_string_equal(s.header[0], "Authorization: Basic c21zOnBhc3Mgd29yZA==");
	assert_string_equal(s.header[1], "");
	assert_string_equal(s.body.data,
		"{\"id\":\"42\",\"textMessage\":{\"text\":\"LAPAK: 50% \\\"lunas\\\"\\nok\"},"
		"\"phoneNumbers\":[\"+6281234567890\"],\"ttl\":600,\"withDeliveryReport\":true}");
	send_release(&s);
	(void)snprintf(c.send_url, sizeof(c.send_url),
		"https://api.sms-gate.app/3rdparty/v1/messages?skipPhoneValidation=true");
	(void)snprintf(c.device, sizeof(c.device), "2");
	assert_int_equal(send_make(&c, &message, &s), RC_OK);
	assert_string_equal(s.url.data, c.send_url);
	root = send_json(&s);
	assert_int_equal(json_integer_value(json_object_get(root, "simNumber")), 2);
	json_decref(root);
	send_release(&s);
	(void)snprintf(c.device, sizeof(c.device), "ffffffffceb0b1db");
	assert_int_equal(send_make(&c,
				 &(struct gateway_message){ .id = 1,
					 .to = "+62812",
					 .text = "a",
					 .expires_in = 1,
					 .public_url = "" },
				 &s),
		RC_OK);
	root = send_json(&s);
	assert_string_equal(json_string_value(json_object_get(root, "deviceId")), c.device);
	assert_int_equal(json_integer_value(json_object_get(root, "ttl")), 5);
	json_decref(root);
	send_release(&s);
	assert_int_equal(
		send_make(&c, &(struct gateway_message){ .to = "+62812", .text = "" }, &s),
		RC_INVALID);
	send_release(&s);
}

static void judges_the_phone(void **state)
{
	static const struct {
		long status;
		const char *body;
		enum verdict verdict;
	} rows[] = {
		{ 202, "{\"id\":\"42\",\"state\":\"Failed\"}", VERDICT_REFUSED },
		{ 202, "{\"id\":\"42\",\"state\":\"Processed\"}", VERDICT_SENT },
		{ 201, "{\"id\":\"42\",\"state\":\"Pending\"}", VERDICT_SENT },
		{ 202, "", VERDICT_UNKNOWN },
		{ 202, "{}", VERDICT_UNKNOWN },
		{ 409, "", VERDICT_SENT },
		{ 403, "", VERDICT_MISCONFIGURED },
		{ 429, "", VERDICT_RETRY },
		{ 500, "", VERDICT_RETRY },
		{ 503, "", VERDICT_RETRY },
		{ 301, "", VERDICT_MISCONFIGURED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%ld %s\n", rows[i].status, rows[i].body);
		assert_int_equal(answer_judge(&config, rows[i].status, rows[i].body).verdict,
			rows[i].verdict);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(believes_two_keys_for_five_minutes),
		cmocka_unit_test(takes_what_matters),
		cmocka_unit_test(knows_a_message_told_anew),
		cmocka_unit_test(counts_parts),
		cmocka_unit_test(asks_the_phone),
		cmocka_unit_test(judges_the_phone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
