/* tests/gateway/test_africastalking.c - Africa's Talking's webhooks, recorded and made up */
#include "t.h"

#include "fixture.h"
#include "gateway/gateway.h"

static const struct gateway_config config = { .name = "at",
	.secret = { "s3cret" },
	.field_session = "sessionId",
	.field_phone = "phoneNumber",
	.field_text = "text",
	.field_service = "serviceCode" };

static const struct gateway *at(void)
{
	return gateway_find("africastalking");
}

static const char *text_of(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s != NULL ? s : "";
}

static enum rc post(const struct gateway_config *c, const char *endpoint, const char *body,
	struct gateway_event *e, size_t *n)
{
	struct request q;
	enum rc rc;

	request_make(&q, "POST", endpoint, "key=s3cret");
	q.r.content_type = "application/x-www-form-urlencoded";
	q.r.body = body;
	q.r.length = strlen(body);
	assert_int_equal(at()->verify(c, &q.r), RC_OK);
	rc = at()->parse(c, &q.r, e, n);
	request_release(&q);
	return rc;
}

/* The answer to it, which the fixture gives, too. */
static void assert_answer(
	const json_t *json, const struct gateway_event *e, const struct gateway_outcome *o)
{
	const json_t *want = json_object_get(json, "answer");
	struct gateway_answer a = { 0 };

	buf_init(&a.body, 1000);
	at()->answer(&config, e, o, &a);
	assert_int_equal(a.status, json_integer_value(json_object_get(want, "status")));
	assert_memory_equal(a.content_type, "text/plain", 10);
	if (o->reply[0] == NULL)
		assert_string_equal(a.body.data, text_of(want, "body"));
	else
		assert_true(strncmp(a.body.data, o->ends ? "END " : "CON ", 4) == 0);
	buf_release(&a.body);
}

static void assert_ussd(const json_t *json, const struct gateway_event *e)
{
	static const struct gateway_outcome screen = { .reply = { "1 DAFTAR" } };

	assert_int_equal(e->kind, EVENT_USSD);
	assert_string_equal(e->session, text_of(json, "session"));
	assert_string_equal(e->to, text_of(json, "service_code"));
	assert_string_equal(e->from.e164, text_of(json, "from"));
	assert_string_equal(e->text, text_of(json, "text"));
	assert_int_equal(e->length, strlen(e->text));
	assert_answer(json, e, &screen);
}

static void assert_message(const json_t *json, const struct gateway_event *e)
{
	static const struct gateway_outcome replied = { .reply = { NULL } };
	const json_t *m = json_array_get(json_object_get(json, "messages"), 0);

	assert_int_equal(e->kind, EVENT_SMS);
	assert_string_equal(e->id, text_of(m, "dedup_id"));
	assert_string_equal(e->from.e164, text_of(m, "from"));
	assert_string_equal(e->to, text_of(m, "to"));
	assert_string_equal(e->text, text_of(m, "text"));
	assert_int_equal(e->at, json_integer_value(json_object_get(m, "ts_unix")));
	assert_answer(json, e, &replied);
}

static enum report_state report_named(const char *name)
{
	static const char *const names[] = {
		[REPORT_NOTHING] = "",
		[REPORT_SENT] = "sent",
		[REPORT_DELIVERED] = "delivered",
		[REPORT_FAILED] = "failed",
		[REPORT_EXPIRED] = "expired",
		[REPORT_REJECTED] = "rejected",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return (enum report_state)i;
	fail_msg("no such state: %s", name);
	return REPORT_NOTHING;
}

static void assert_report(const json_t *json, const struct gateway_event *e, size_t n)
{
	static const struct gateway_outcome nothing = { .reply = { NULL } };
	const json_t *d = json_array_get(json_object_get(json, "dlr"), 0);
	bool stops = json_is_true(json_object_get(d, "stop_contact"));

	assert_int_equal(e->kind, EVENT_REPORT);
	assert_int_equal(e->reference, 0);
	assert_string_equal(e->id, text_of(d, "provider_id"));
	assert_int_equal(e->report, report_named(text_of(d, "status")));
	if (json_object_get(d, "reason") != NULL)
		assert_string_equal(e->code, text_of(d, "reason"));
	assert_int_equal(n, stops ? 2 : 1);
	if (stops) {
		assert_int_equal(e[1].kind, EVENT_STOP);
		assert_string_equal(e[1].from.e164, "+254711000111");
	}
	assert_answer(json, &e[n - 1], &nothing);
}

static void assert_fixture(
	const char *kind, const json_t *json, const struct gateway_event *e, size_t n)
{
	static const struct gateway_outcome nothing = { .reply = { NULL } };

	if (strcmp(kind, "ussd") == 0) {
		assert_ussd(json, e);
	} else if (strcmp(kind, "inbound") == 0) {
		assert_message(json, e);
	} else if (strcmp(kind, "dlr") == 0) {
		assert_report(json, e, n);
		return;
	} else if (strcmp(kind, "stop") == 0) {
		assert_int_equal(e->kind, EVENT_STOP);
		assert_string_equal(e->from.e164, text_of(json, "from"));
		assert_answer(json, e, &nothing);
	} else {
		assert_string_equal(kind, "ussd_end");
		assert_int_equal(n, 0); /* nothing to apply: 200, without a body */
		return;
	}
	assert_int_equal(n, 1);
}

static void reads_recorded_requests(void **state)
{
	static const char *const rows[][2] = { { "at-in-01", "inbound" },
		{ "at-dlr-01-success", "report" }, { "at-dlr-02-buffered", "report" },
		{ "at-dlr-03-failed", "report" }, { "at-dlr-04-rejected", "report" },
		{ "at-dlr-06-expired", "report" }, { "at-optout-01", "report" },
		{ "at-optout-01", "inbound" }, { "at-ussd-01-dial", "ussd" },
		{ "at-ussd-02-choice", "ussd" }, { "at-ussd-03-choice2", "ussd" },
		{ "at-ussd-05-freetext", "ussd" }, { "at-ussd-end-01-success", "report" },
		{ "at-ussd-end-02-incomplete", "report" },
		{ "at-ussd-end-03-failed", "report" }, { "at-ussd-end-01-success", "ussd" } };
	struct gateway_event e[2];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fixture f;
		size_t n = 7;

		print_message("%s to %s\n", rows[i][0], rows[i][1]);
		fixture_open(&f, rows[i][0]);
		assert_int_equal(post(&config, rows[i][1], f.body, e, &n), RC_OK);
		assert_fixture(text_of(f.json, "kind"), f.json, e, n);
		fixture_close(&f);
	}
}

static void asks_for_the_key(void **state)
{
	static const char *const queries[] = { "", "key=", "key=other",
		"key=s3cret&key=s3cret" };
	struct request q;

	(void)state;
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		print_message("?%s\n", queries[i]);
		request_make(&q, "POST", "ussd", queries[i]);
		assert_int_equal(at()->verify(&config, &q.r), RC_DENIED);
		request_release(&q);
	}
}

static void reads_the_time_of_a_message(void **state)
{
	static const struct {
		const char *date;
		int64_t at;
	} rows[] = {
		{ "2017-05-03T06:04:45Z", 1493791485 },
		{ "2017-05-03 06:04:45", 1493791485 },
		{ "2017-05-03T06:04:45.123Z", 1493791485 },
		{ "2017-05-03", 0 },
		{ "2017-05-03X06:04:45", 0 },
		{ "2017-13-03 06:04:45", 0 },
		{ "2017-05-03 24:04:45", 0 },
		{ "2017-05-03 06:04-45", 0 },
		{ "2017-05-03 06:0a:45", 0 },
		{ "yesterday, a little later", 0 },
		{ "", 0 },
	};
	struct gateway_event e[2];
	char body[200];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].date);
		(void)snprintf(
			body, sizeof(body), "from=081234567890&text=a&date=%s", rows[i].date);
		assert_int_equal(post(&config, "inbound", body, e, &n), RC_OK);
		assert_int_equal(e->at, rows[i].at);
	}
}

static void refuses_what_is_not_in_the_contract(void **state)
{
	static const char *const rows[][2] = { { "inbound", "" }, { "inbound", "text=a" },
		{ "inbound", "from=&text=a" }, { "inbound", "from=081234567890" },
		{ "inbound", "from=1&from=2&text=a" }, { "inbound", "from=1&text=a&text=b" },
		{ "inbound", "from=1&text=a&id=1&id=2" }, { "inbound", "from=1&text=%zz" },
		{ "inbound", "{\"from\":\"1\"}" }, { "report", "id=1" },
		{ "report", "status=Success" }, { "report", "id=&status=Success" },
		{ "report", "id=1&id=2&status=Success" },
		{ "report", "id=1&status=Success&status=Failed" }, { "report", "senderId=A" },
		{ "report", "senderId=A&phoneNumber=" },
		{ "report", "senderId=A&phoneNumber=TSEL" }, { "ussd", "" },
		{ "ussd", "phoneNumber=081234567890&text=" }, { "ussd", "sessionId=a&text=" },
		{ "ussd", "sessionId=a&sessionId=b&phoneNumber=081234567890&text=" },
		{ "outbox", "from=081234567890&text=a" } };
	struct gateway_event e[2];
	struct request q;
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		n = 7;
		print_message("%s %s\n", rows[i][0], rows[i][1]);
		assert_int_equal(post(&config, rows[i][0], rows[i][1], e, &n), RC_INVALID);
		assert_int_equal(n, 0);
	}
	request_make(&q, "GET", "inbound", "key=s3cret&from=081234567890&text=a");
	assert_int_equal(at()->parse(&config, &q.r, e, &n), RC_INVALID);
	request_release(&q);
}

static void knows_every_status(void **state)
{
	static const struct {
		const char *status;
		enum report_state report;
		const char *code;
	} rows[] = {
		{ "Sent", REPORT_SENT, "Sent" },
		{ "Submitted", REPORT_SENT, "Submitted" },
		{ "success", REPORT_DELIVERED, "success" },
		{ "AbsentSubscriber", REPORT_FAILED, "AbsentSubscriber" },
		{ "Failed&failureReason=DeliveryFailure", REPORT_FAILED, "DeliveryFailure" },
		{ "Failed&failureReason=", REPORT_FAILED, "Failed" },
		{ "Queued", REPORT_NOTHING, "Queued" },
		{ "Successful", REPORT_NOTHING, "Successful" },
	};
	struct gateway_event e[2];
	char body[200];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].status);
		(void)snprintf(body, sizeof(body), "id=ATXid_1&status=%s", rows[i].status);
		assert_int_equal(post(&config, "report", body, e, &n), RC_OK);
		assert_int_equal(n, 1);
		assert_string_equal(e->id, "ATXid_1");
		assert_int_equal(e->report, rows[i].report);
		assert_string_equal(e->code, rows[i].code);
	}
	/* A black list without the number on it stops nobody. */
	assert_int_equal(post(&config, "report",
				 "id=1&status=Rejected&failureReason=UserInBlackList", e, &n),
		RC_OK);
	assert_int_equal(n, 1);
}

static void reads_fields_by_the_names_an_aggregator_gave_them(void **state)
{
	struct gateway_config c = config;
	struct gateway_event e[2];
	size_t n;

	(void)state;
	(void)snprintf(c.field_session, sizeof(c.field_session), "session_id");
	(void)snprintf(c.field_phone, sizeof(c.field_phone), "msisdn");
	(void)snprintf(c.field_text, sizeof(c.field_text), "input");
	(void)snprintf(c.field_service, sizeof(c.field_service), "sc");
	assert_int_equal(
		post(&c, "ussd",
			"session_id=s1&msisdn=081234567890&input=2*2jt&sc=%2A123%23&text=x", e,
			&n),
		RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(e->session, "s1");
	assert_string_equal(e->from.e164, "+6281234567890");
	assert_string_equal(e->text, "2*2jt");
	assert_string_equal(e->to, "*123#");
	assert_int_equal(
		post(&c, "ussd", "sessionId=s1&phoneNumber=081234567890&text=2", e, &n),
		RC_INVALID);
}

static void says_nothing_that_would_go_out_as_text(void **state)
{
	static const enum gateway_event_kind kinds[] = { EVENT_SMS, EVENT_REPORT, EVENT_STOP };
	struct gateway_outcome o = { .reply = { "LAPAK: a reply that goes by itself" } };

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct gateway_event e = { .kind = kinds[i] };
		struct gateway_answer a = { 0 };

		buf_init(&a.body, 1000);
		at()->answer(&config, &e, &o, &a);
		assert_int_equal(a.status, 200);
		assert_int_equal(a.body.len, 0);
		buf_release(&a.body);
	}
	assert_true(at()->always_200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_recorded_requests),
		cmocka_unit_test(asks_for_the_key),
		cmocka_unit_test(reads_the_time_of_a_message),
		cmocka_unit_test(refuses_what_is_not_in_the_contract),
		cmocka_unit_test(knows_every_status),
		cmocka_unit_test(reads_fields_by_the_names_an_aggregator_gave_them),
		cmocka_unit_test(says_nothing_that_would_go_out_as_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
