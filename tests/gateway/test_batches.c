/* tests/gateway/test_batches.c - Infobip and 8x8: JSON both ways, many in one request, keys shown instead of signatures */
#include "t.h"

#include "replay.h"

static const struct gateway_config infobip = { .name = "ib",
	.type = "infobip",
	.send_url = "https://x.api.infobip.com",
	.password = "key",
	.secret = { "s3cret", "older" },
	.sender = "2323" };
static const struct gateway_config eight = { .name = "ex",
	.type = "8x8",
	.send_url = "https://sms.8x8.com",
	.device = "Sub-1",
	.password = "key",
	.secret = { "s3cret" },
	.sender = "2323" };
static const struct gateway_message messages[] = { { .id = 42,
							   .to = "+6281234567890",
							   .text = "LAPAK: satu",
							   .now = 1795476612,
							   .expires_in = 600,
							   .public_url =
								   "https://lapak.example" },
	{ .id = 43,
		.to = "+6281234567891",
		.text = "LAPAK: \"dua\"",
		.now = 1795476612,
		.expires_in = 9999999,
		.public_url = "https://lapak.example" } };

static enum rc verify(const char *query, const char *authorization)
{
	return call_verify(&infobip, &(struct call){ .method = "POST",
					     .endpoint = "inbound",
					     .query = query,
					     .authorization = authorization });
}

static void believes_a_key_or_a_password(void **state)
{
	(void)state;
	assert_int_equal(verify("key=older", ""), RC_OK);
	assert_int_equal(verify("", "Basic YW55Ym9keTpzM2NyZXQ="), RC_OK); /* anybody:s3cret */
	assert_int_equal(verify("", "basic OnMzY3JldA=="), RC_OK);         /* :s3cret */
	assert_int_equal(verify("", "Basic czNjcmV0"), RC_DENIED);         /* s3cret */
	assert_int_equal(verify("", "Basic YTpz"), RC_DENIED);
	assert_int_equal(verify("", "Basic ***"), RC_DENIED);
	assert_int_equal(verify("", "Bearer s3cret"), RC_DENIED);
	assert_int_equal(verify("key=wrong", "Basic OnMzY3JldA=="), RC_DENIED);
	assert_int_equal(verify("", ""), RC_DENIED);
}

static void takes_the_good_ones_of_a_batch(void **state)
{
	static struct gateway_event e[GATEWAY_EVENTS_MAX];
	struct buf body;
	struct call call = { .method = "POST", .endpoint = "inbound" };
	size_t n;

	(void)state;
	call.body =
		"{\"results\":[{\"from\":\"628123456789\",\"text\":\"a\",\"messageId\":\"1\"},"
		"{\"from\":\"628123456789\"},7,{\"messageId\":\"9\",\"callbackData\":\"42\","
		"\"status\":{\"groupId\":4}},{\"messageId\":\"43\",\"status\":{\"groupId\":0}}]}";
	assert_int_equal(call_parse(&infobip, &call, e, &n), RC_OK);
	assert_int_equal(n, 3);
	assert_string_equal(e[0].from.e164, "+628123456789");
	assert_int_equal(e[1].reference, 42);
	assert_int_equal(e[1].report, REPORT_EXPIRED);
	assert_int_equal(e[2].reference, 43);
	assert_int_equal(e[2].report, REPORT_NOTHING);
	buf_init(&body, 64 * 1024);
	buf_puts(&body, "{\"results\":[0");
	for (int i = 0; i < GATEWAY_EVENTS_MAX; i++)
		buf_puts(&body, ",0");
	buf_puts(&body, "]}");
	call.body = body.data;
	assert_int_equal(call_parse(&infobip, &call, e, &n), RC_INVALID);
	buf_release(&body);
	call.body = "{\"results\":{}}";
	assert_int_equal(call_parse(&infobip, &call, e, &n), RC_INVALID);
	call.body = "nothing";
	assert_int_equal(call_parse(&infobip, &call, e, &n), RC_INVALID);
}

static void asks_for_many_at_once(void **state)
{
	struct gateway_send s = { .method = NULL };
	const json_t *m;
	json_t *root;

	(void)state;
	buf_init(&s.url, 1024);
	buf_init(&s.body, 16 * 1024);
	assert_int_equal(
		gateway_find("infobip")->build_batch(&infobip, messages, 2, &s), RC_OK);
	assert_string_equal(s.url.data, "https://x.api.infobip.com/sms/3/messages");
	assert_string_equal(s.header[0], "Authorization: App key");
	root = send_json(&s);
	assert_int_equal(json_array_size(json_object_get(root, "messages")), 2);
	m = json_array_get(json_object_get(root, "messages"), 1);
	assert_int_equal(
		json_integer_value(json_object_get(
			json_object_get(json_object_get(m, "options"), "validityPeriod"),
			"amount")),
		48 * 3600);
	json_decref(root);
	buf_reset(&s.body);
	s.header[0][0] = s.header[1][0] = '\0';
	buf_reset(&s.url);
	assert_int_equal(gateway_find("infobip")->build(&infobip, messages, &s), RC_OK);
	assert_string_equal(s.body.data,
		"{\"messages\":[{\"sender\":\"2323\",\"destinations\":[{\"to\":\"6281234567890\","
		"\"messageId\":\"42\"}],\"content\":{\"text\":\"LAPAK: satu\"},\"options\":{"
		"\"validityPeriod\":{\"amount\":600,\"timeUnit\":\"SECONDS\"}},\"webhooks\":{"
		"\"delivery\":{\"url\":\"https://lapak.example/gateway/ib/report?ref=42&key=s3cret\","
		"\"intermediateReport\":true,\"contentType\":\"application/json\"},"
		"\"callbackData\":\"42\"}}]}");
	send_release(&s);
}

static void judges_each_of_many(void **state)
{
	static const struct {
		long status;
		const char *body;
		enum verdict first, second;
	} rows[] = {
		{ 200,
			"{\"messages\":[{\"messageId\":\"43\",\"status\":{\"groupId\":5}},{"
			"\"messageId\":\"42\",\"status\":{\"groupId\":1}}]}",
			VERDICT_SENT, VERDICT_REFUSED },
		{ 200, "{\"messages\":[{\"messageId\":\"43\",\"status\":{\"groupId\":1}}]}",
			VERDICT_UNKNOWN, VERDICT_SENT },
		{ 200, "{\"messages\":[{\"status\":{\"groupId\":2}},{\"status\":{\"groupId\":3}}]}",
			VERDICT_REFUSED, VERDICT_SENT },
		{ 200, "{}", VERDICT_UNKNOWN, VERDICT_UNKNOWN },
		{ 200, "<", VERDICT_UNKNOWN, VERDICT_UNKNOWN },
		{ 401, "", VERDICT_MISCONFIGURED, VERDICT_MISCONFIGURED },
		{ 429, "", VERDICT_RETRY, VERDICT_RETRY },
		{ 502, "", VERDICT_RETRY, VERDICT_RETRY },
	};
	struct gateway_judgement j[2];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct gateway_response r = { .status = rows[i].status,
			.body = rows[i].body,
			.length = strlen(rows[i].body) };

		print_message("%s\n", rows[i].body);
		gateway_find("infobip")->judge_batch(&infobip, &r, messages, 2, j);
		assert_int_equal(j[0].verdict, rows[i].first);
		assert_int_equal(j[1].verdict, rows[i].second);
	}
}

static void asks_8x8(void **state)
{
	struct gateway_message m = messages[1];
	struct gateway_send s;
	json_t *root;

	(void)state;
	assert_int_equal(send_make(&eight, messages, &s), RC_OK);
	assert_string_equal(
		s.url.data, "https://sms.8x8.com/api/v1/subaccounts/Sub-1/messages");
	assert_string_equal(s.header[0], "Authorization: Bearer key");
	assert_string_equal(s.body.data,
		"{\"destination\":\"+6281234567890\",\"text\":\"LAPAK: satu\",\"source\":\"2323\","
		"\"encoding\":\"GSM7\",\"clientMessageId\":\"42\",\"expiry\":"
		"\"2026-11-23T23:40:12Z\",\"dlrCallbackUrl\":"
		"\"https://lapak.example/gateway/ex/report?ref=42&key=s3cret\"}");
	send_release(&s);
	m.text = "\xE2\x9C\x85";
	assert_int_equal(send_make(&eight, &m, &s), RC_OK);
	root = send_json(&s);
	assert_string_equal(json_string_value(json_object_get(root, "encoding")), "UCS2");
	json_decref(root);
	send_release(&s);
	m.text = "\xFF";
	assert_int_equal(send_make(&eight, &m, &s), RC_INVALID);
	send_release(&s);
}

static void judges_8x8(void **state)
{
	static const struct {
		long status;
		const char *body;
		enum verdict verdict;
	} rows[] = {
		{ 200, "{\"umid\":\"u\",\"status\":{\"state\":\"queued\"}}", VERDICT_SENT },
		{ 200, "{\"umid\":\"u\",\"status\":{\"state\":\"rejected\",\"errorCode\":15}}",
			VERDICT_REFUSED },
		{ 200, "{}", VERDICT_UNKNOWN },
		{ 400, "", VERDICT_REFUSED },
		{ 403, "", VERDICT_MISCONFIGURED },
		{ 429, "", VERDICT_RETRY },
		{ 503, "", VERDICT_RETRY },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(answer_judge(&eight, rows[i].status, rows[i].body).verdict,
			rows[i].verdict);
}

static void reads_8x8_states(void **state)
{
	static const struct {
		const char *status;
		enum report_state report;
	} rows[] = {
		{ "\"state\":\"queued\"", REPORT_NOTHING },
		{ "\"state\":\"sent\"", REPORT_SENT },
		{ "\"state\":\"delivered\",\"detail\":\"delivered_to_operator\"", REPORT_SENT },
		{ "\"state\":\"delivered\",\"detail\":\"delivered_to_recipient\"",
			REPORT_DELIVERED },
		{ "\"state\":\"read\"", REPORT_DELIVERED },
		{ "\"state\":\"undelivered\",\"errorCode\":36", REPORT_EXPIRED },
		{ "\"state\":\"undelivered\",\"errorCode\":\"4\"", REPORT_FAILED },
		{ "\"state\":\"rejected\"", REPORT_REJECTED },
		{ "\"state\":\"new\"", REPORT_NOTHING },
	};
	struct gateway_event e[2];
	char body[300];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].status);
		(void)snprintf(body, sizeof(body),
			"{\"eventType\":\"outbound_message_status_changed\",\"payload\":{\"umid\":"
			"\"u\",\"clientMessageId\":\"42\",\"status\":{%s}}}",
			rows[i].status);
		assert_int_equal(
			call_parse(&eight,
				&(struct call){
					.method = "POST", .endpoint = "report", .body = body },
				e, &n),
			RC_OK);
		assert_int_equal(e->report, rows[i].report);
		assert_int_equal(e->reference, 42);
	}
	assert_int_equal(call_parse(&eight,
				 &(struct call){ .method = "POST",
					 .endpoint = "inbound",
					 .body = "{\"eventType\":\"of_something_else\"}" },
				 e, &n),
		RC_OK);
	assert_int_equal(n, 0);
	assert_int_equal(call_parse(&eight,
				 &(struct call){ .method = "POST",
					 .endpoint = "inbound",
					 .body = "{\"payload\":{}}" },
				 e, &n),
		RC_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(believes_a_key_or_a_password),
		cmocka_unit_test(takes_the_good_ones_of_a_batch),
		cmocka_unit_test(asks_for_many_at_once),
		cmocka_unit_test(judges_each_of_many),
		cmocka_unit_test(asks_8x8),
		cmocka_unit_test(judges_8x8),
		cmocka_unit_test(reads_8x8_states),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
