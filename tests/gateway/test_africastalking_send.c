/* tests/gateway/test_africastalking_send.c - what is asked of version1/messaging, and what its answers mean */
#include "t.h"

#include "fixture.h"
#include "gateway/gateway.h"

static const struct gateway_config config = { .name = "at",
	.send_url = "https://api.africastalking.com/version1/messaging",
	.username = "la pak",
	.password = "k3y&=",
	.sender = "2323" };
static const struct gateway_message message = { .id = 42,
	.to = "+6281234567890",
	.text = "LAPAK: Tercatat 50% & lunas",
	.expires_in = 600,
	.public_url = "http://127.0.0.1:8080" };

static const struct gateway *at(void)
{
	return gateway_find("africastalking");
}

static void send_init(struct gateway_send *s, size_t ceiling)
{
	memset(s, 0, sizeof(*s));
	buf_init(&s->url, ceiling);
	buf_init(&s->body, ceiling);
}

static void send_release(struct gateway_send *s)
{
	buf_release(&s->url);
	buf_release(&s->body);
}

static void asks_for_all_that_is_needed(void **state)
{
	static const char *const fields[][2] = { { "username", "la pak" },
		{ "to", "+6281234567890" }, { "message", "LAPAK: Tercatat 50% & lunas" },
		{ "from", "2323" }, { "bulkSMSMode", "1" }, { "enqueue", "1" } };
	struct gateway_send s;
	struct form form;

	(void)state;
	send_init(&s, 16 * 1024);
	assert_int_equal(at()->build(&config, &message, &s), RC_OK);
	assert_string_equal(s.method, "POST");
	assert_string_equal(s.content_type, "application/x-www-form-urlencoded");
	assert_string_equal(s.url.data, config.send_url);
	assert_string_equal(s.header[0], "apiKey: k3y&=");
	assert_string_equal(s.header[1], "Accept: application/json");
	assert_string_equal(s.header[2], "");
	assert_int_equal(form_parse(&form, s.body.data, s.body.len, false), RC_OK);
	assert_int_equal(form.count, sizeof(fields) / sizeof(fields[0]));
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		print_message("%s\n", fields[i][0]);
		assert_non_null(form_get(&form, fields[i][0]));
		assert_string_equal(form_get(&form, fields[i][0])->value, fields[i][1]);
	}
	form_release(&form);
	send_release(&s);
}

static void refuses_to_send_nothing_or_nowhere(void **state)
{
	struct gateway_config c = config;
	struct gateway_message m = message;
	struct gateway_send s;

	(void)state;
	send_init(&s, 16 * 1024);
	m.text = "";
	assert_int_equal(at()->build(&c, &m, &s), RC_INVALID);
	m = message;
	m.to = "";
	assert_int_equal(at()->build(&c, &m, &s), RC_INVALID);
	c.send_url[0] = '\0';
	assert_int_equal(at()->build(&c, &message, &s), RC_INVALID);
	send_release(&s);
}

static void says_when_it_does_not_fit(void **state)
{
	struct gateway_config c = config;
	struct gateway_send s;

	(void)state;
	send_init(&s, 20);
	assert_int_equal(at()->build(&config, &message, &s), RC_FULL);
	send_release(&s);
	memset(c.password, 'x', sizeof(c.password) - 1); /* the longest there can be */
	send_init(&s, 16 * 1024);
	assert_int_equal(at()->build(&c, &message, &s), RC_OK);
	assert_int_equal(strlen(s.header[0]), strlen("apiKey: ") + sizeof(c.password) - 1);
	send_release(&s);
}

static struct gateway_judgement judge(long status, const char *body)
{
	const struct gateway_response r = { .transport = TRANSPORT_OK,
		.status = status,
		.body = body,
		.length = strlen(body) };
	struct gateway_judgement j;

	at()->judge(&config, &r, &j);
	return j;
}

static enum verdict verdict_named(const char *name)
{
	static const struct {
		const char *name;
		enum verdict verdict;
	} rows[] = {
		{ "accepted", VERDICT_SENT },
		{ "retry", VERDICT_RETRY },
		{ "permanent", VERDICT_REFUSED },
		{ "config", VERDICT_MISCONFIGURED },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].verdict;
	fail_msg("no such verdict: %s", name);
	return VERDICT_UNKNOWN;
}

static void judges_recorded_answers(void **state)
{
	static const char *const names[] = { "at-resp-ok", "at-resp-403", "at-resp-405",
		"at-resp-500", "at-resp-noneleft" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *id, *code;
		struct gateway_judgement j;
		struct fixture f;

		print_message("%s\n", names[i]);
		fixture_open(&f, names[i]);
		id = json_string_value(json_object_get(f.json, "provider_id"));
		code = json_string_value(json_object_get(f.json, "code"));
		j = judge(201, f.body);
		assert_int_equal(j.verdict,
			verdict_named(json_string_value(json_object_get(f.json, "result"))));
		assert_string_equal(j.id, id != NULL ? id : "");
		if (code != NULL)
			assert_memory_equal(j.code, code, strlen(code));
		assert_false(j.stopped);
		fixture_close(&f);
	}
}

static void judges_every_recipient(void **state)
{
	static const struct {
		const char *recipient;
		enum verdict verdict;
		const char *id, *code;
	} rows[] = {
		{ "\"statusCode\":100,\"messageId\":\"ATXid_1\"", VERDICT_SENT, "ATXid_1", "" },
		{ "\"statusCode\":102,\"messageId\":\"None\"", VERDICT_SENT, "", "" },
		{ "\"statusCode\":\"101\",\"messageId\":\"a\"", VERDICT_SENT, "a", "" },
		{ "\"statusCode\":101", VERDICT_SENT, "", "" },
		{ "\"statusCode\":101,\"messageId\":5", VERDICT_SENT, "", "" },
		{ "\"status\":\"Success\",\"messageId\":\"a\"", VERDICT_SENT, "a", "" },
		{ "\"status\":\"InvalidPhoneNumber\",\"messageId\":\"None\"", VERDICT_REFUSED,
			"", "403 InvalidPhoneNumber" },
		{ "\"statusCode\":401", VERDICT_MISCONFIGURED, "", "401 RiskHold" },
		{ "\"statusCode\":402", VERDICT_MISCONFIGURED, "", "402 InvalidSenderId" },
		{ "\"statusCode\":404", VERDICT_REFUSED, "", "404 UnsupportedNumberType" },
		{ "\"statusCode\":406", VERDICT_REFUSED, "", "406 UserInBlacklist" },
		{ "\"statusCode\":407", VERDICT_REFUSED, "", "407 CouldNotRoute" },
		{ "\"statusCode\":409", VERDICT_REFUSED, "", "409 DoNotDisturbRejection" },
		{ "\"statusCode\":410", VERDICT_REFUSED, "", "410 refused" },
		{ "\"statusCode\":501", VERDICT_RETRY, "", "501 GatewayError" },
		{ "\"statusCode\":502", VERDICT_REFUSED, "", "502 RejectedByGateway" },
		{ "\"statusCode\":503", VERDICT_RETRY, "", "503 temporary failure" },
		{ "\"statusCode\":700", VERDICT_UNKNOWN, "", "700 not understood" },
		{ "\"statusCode\":-1", VERDICT_UNKNOWN, "", "0 not understood" },
		{ "\"statusCode\":\"1e2\"", VERDICT_UNKNOWN, "", "0 not understood" },
		{ "", VERDICT_UNKNOWN, "", "0 not understood" },
	};
	char body[400];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_judgement j;

		print_message("{%s}\n", rows[i].recipient);
		(void)snprintf(body, sizeof(body),
			"{\"SMSMessageData\":{\"Message\":\"Sent\",\"Recipients\":[{%s}]}}",
			rows[i].recipient);
		j = judge(201, body);
		assert_int_equal(j.verdict, rows[i].verdict);
		assert_string_equal(j.id, rows[i].id);
		assert_string_equal(j.code, rows[i].code);
		assert_int_equal(j.stopped, strstr(rows[i].recipient, "406") != NULL);
	}
}

static void judges_every_answer(void **state)
{
	static const struct {
		long status;
		const char *body;
		enum verdict verdict;
		const char *code;
	} rows[] = {
		{ 200, "{\"SMSMessageData\":{\"Recipients\":[]}}", VERDICT_MISCONFIGURED,
			"refused for every recipient" },
		{ 201, "{\"SMSMessageData\":{\"Message\":\"no +6281234567890\",\"Recipients\":[]}}",
			VERDICT_MISCONFIGURED, "refused for every recipient" },
		{ 201, "{\"SMSMessageData\":{}}", VERDICT_UNKNOWN, "201 not understood" },
		{ 201, "{\"SMSMessageData\":{\"Recipients\":[7]}}", VERDICT_UNKNOWN,
			"0 not understood" },
		{ 201, "[[[[[[[[[[[[]]]]]]]]]]]]", VERDICT_UNKNOWN, "201 not understood" },
		{ 201, "<html>", VERDICT_UNKNOWN, "201 not understood" },
		{ 200, "", VERDICT_UNKNOWN, "200 not understood" },
		{ 302, "", VERDICT_MISCONFIGURED, "302 redirected" },
		{ 400, "", VERDICT_REFUSED, "400 refused" },
		{ 401, "The supplied authentication is invalid", VERDICT_MISCONFIGURED,
			"401 authorization failed" },
		{ 404, "", VERDICT_MISCONFIGURED, "404 no messaging at send_url" },
		{ 429, "", VERDICT_RETRY, "429 too many requests" },
		{ 502, "", VERDICT_RETRY, "502 temporary failure" },
		{ 0, "", VERDICT_UNKNOWN, "no answer" },
	};
	struct gateway_response none = { .transport = TRANSPORT_NOT_SENT, .body = "" };
	struct gateway_judgement j;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%ld %s\n", rows[i].status, rows[i].body);
		j = judge(rows[i].status, rows[i].body);
		assert_int_equal(j.verdict, rows[i].verdict);
		assert_string_equal(j.code, rows[i].code);
	}
	at()->judge(&config, &none, &j);
	assert_int_equal(j.verdict, VERDICT_RETRY);
	none.transport = TRANSPORT_NO_ANSWER;
	at()->judge(&config, &none, &j);
	assert_int_equal(j.verdict, VERDICT_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_for_all_that_is_needed),
		cmocka_unit_test(refuses_to_send_nothing_or_nowhere),
		cmocka_unit_test(says_when_it_does_not_fit),
		cmocka_unit_test(judges_recorded_answers),
		cmocka_unit_test(judges_every_recipient),
		cmocka_unit_test(judges_every_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
