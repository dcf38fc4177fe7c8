/* tests/gateway/test_external.c - a provider that lapak.ini describes: calls, sends, answers, questions */
#include "t.h"

#include "fixture.h"
#include "replay.h"

static struct gateway_config zenziva(void)
{
	struct gateway_config c = { .name = "z",
		.type = "external",
		.send_url = "https://console.example/api/sendsms/",
		.username = "u&1",
		.password = "p=2",
		.secret = { "s3cret" },
		.sender = "2323",
		.reply = "send",
		.external = { .auth = "key",
			.send_method = "POST",
			.send_type = "form",
			.send_body = "userkey={{user}}&passkey={{password}}&to={{to_national}}"
				     "&message={{text}}",
			.ok_match = "json:status=1",
			.id_path = "messageId",
			.error_path = "status",
			.error_map = "5:config,0:refused",
			.in_from = "from,sender,dari",
			.in_text = "text,isiPesan",
			.in_id = "id,messageId",
			.in_to = "to",
			.in_time = "date,time",
			.in_list = "msg",
			.answer_type = "text/plain; charset=UTF-8",
			.answer_body = "OK",
			.report_ref = "ref,id",
			.report_id = "messageId",
			.report_status = "status,msg-status",
			.report_map = "Sent:sent,sent:sent,delivered:delivered,failed:failed",
			.poll_url = "https://console.example/api/getinbox/?userkey={{user}}"
				    "&start_date={{yesterday}}&end_date={{today}}",
			.balance_url = "https://console.example/api/balance/",
			.balance_path = "credit" } };

	return c;
}

static const struct gateway_message message = { .id = 77,
	.to = "+6281234567890",
	.text = "a&b {{to}} 'x' \"y\"",
	.expires_in = 600,
	.public_url = "https://lapak.example" };

static void expands_each_word_once_and_for_its_place(void **state)
{
	static const struct {
		const char *type, *template, *body;
	} rows[] = {
		{ "form", "t={{text}}&to={{to_national}}&d={{to_digits}}&i={{id}}&u={{user}}",
			"t=a%26b%20%7B%7Bto%7D%7D%20%27x%27%20%22y%22&to=081234567890&"
			"d=6281234567890&i=77&u=u%261" },
		{ "json", "{'to':{{to}},'text':{{text}},'m':{{minutes}}}",
			"{\"to\":\"+6281234567890\",\"text\":\"a&b {{to}} 'x' \\\"y\\\"\","
			"\"m\":\"10\"}" },
		{ "xml", "<t to='{{to}}'>{{text}}</t>",
			"<t to='+6281234567890'>a&#38;b {{to}} &#39;x&#39; &#34;y&#34;</t>" },
		{ "text", "{{from}} {{unicode}} {{text}}", "2323 0 a&b {{to}} 'x' \"y\"" },
	};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct gateway_config c = zenziva();
		struct gateway_send out;

		(void)snprintf(
			c.external.send_type, sizeof(c.external.send_type), "%s", rows[i].type);
		(void)snprintf(c.external.send_body, sizeof(c.external.send_body), "%s",
			rows[i].template);
		(void)snprintf(c.external.send_header1, sizeof(c.external.send_header1),
			"X-Key: {{password}}");
		assert_int_equal(send_make(&c, &message, &out), RC_OK);
		assert_string_equal(out.body.data, rows[i].body);
		assert_string_equal(out.header[0], "X-Key: p=2");
		send_release(&out);
	}
}

static void a_get_has_all_in_its_url(void **state)
{
	struct gateway_config c = zenziva();
	struct gateway_send out;

	(void)state;
	(void)snprintf(c.external.send_method, sizeof(c.external.send_method), "GET");
	(void)snprintf(c.send_url, sizeof(c.send_url),
		"http://127.0.0.1:9/s?to={{to_digits}}&m={{text}}&r={{report_url}}");
	assert_int_equal(send_make(&c, &message, &out), RC_OK);
	assert_string_equal(out.method, "GET");
	assert_string_equal(out.url.data,
		"http://127.0.0.1:9/s?to=6281234567890&m=a%26b%20%7B%7Bto%7D%7D%20%27x%27%20%22"
		"y%22&r=https%3A%2F%2Flapak.example%2Fgateway%2Fz%2Freport%3Fref%3D77%26key%3D"
		"s3cret");
	assert_int_equal(out.body.len, 0);
	send_release(&out);
}

static void judges_by_the_map(void **state)
{
	static const struct {
		const char *body;
		enum verdict verdict;
		const char *id, *code;
	} rows[] = {
		{ "{\"messageId\":\"1\",\"status\":\"1\"}", VERDICT_SENT, "1", "" },
		{ "{\"messageId\":9,\"status\":1}", VERDICT_SENT, "9", "" },
		{ "{\"status\":5,\"text\":\"Salah\"}", VERDICT_MISCONFIGURED, "", "5" },
		{ "{\"status\":\"0\"}", VERDICT_REFUSED, "", "0" },
		{ "{\"status\":\"8\"}", VERDICT_UNKNOWN, "", "200 not understood" },
		{ "<html>", VERDICT_UNKNOWN, "", "200 not understood" },
	};
	struct gateway_config c = zenziva();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_judgement j = answer_judge(&c, 200, rows[i].body);

		print_message("%s\n", rows[i].body);
		assert_int_equal(j.verdict, rows[i].verdict);
		assert_string_equal(j.id, rows[i].id);
		assert_string_equal(j.code, rows[i].code);
	}
	(void)snprintf(c.external.ok_match, sizeof(c.external.ok_match), "prefix:1701");
	(void)snprintf(c.external.error_path, sizeof(c.external.error_path), "prefix");
	(void)snprintf(c.external.error_map, sizeof(c.external.error_map), "1710:retry");
	(void)snprintf(c.external.id_path, sizeof(c.external.id_path), "part:3");
	assert_string_equal(answer_judge(&c, 200, "1701|628123|abc-9\n").id, "abc-9");
	assert_int_equal(answer_judge(&c, 200, "1710").verdict, VERDICT_RETRY);
	assert_int_equal(answer_judge(&c, 503, "").verdict, VERDICT_RETRY);
	assert_int_equal(answer_judge(&c, 401, "").verdict, VERDICT_MISCONFIGURED);
}

static void calls_prove_themselves(void **state)
{
	static const char *const token[] = { "X-Token: s3cret", NULL };
	static const char *const wrong[] = { "X-Token: s3cres", NULL };
	/* openssl dgst -sha256 -hmac s3cret of "body1700000000" */
	struct call call = { .method = "POST",
		.endpoint = "inbound",
		.path = "/gateway/z/inbound",
		.query = "",
		.content_type = "application/json",
		.body = "body",
		.now = 1700000000 };
	struct gateway_config c = zenziva();

	(void)state;
	assert_int_equal(call_verify(&c, &call), RC_DENIED);
	call.query = "key=s3cret";
	assert_int_equal(call_verify(&c, &call), RC_OK);
	(void)snprintf(c.external.auth, sizeof(c.external.auth), "header:X-Token");
	assert_int_equal(call_verify(&c, &call), RC_DENIED);
	call.header = token;
	assert_int_equal(call_verify(&c, &call), RC_OK);
	call.header = wrong;
	assert_int_equal(call_verify(&c, &call), RC_DENIED);
	(void)snprintf(c.external.auth, sizeof(c.external.auth), "hmac-sha256:X-Sig,X-Time");
	{
		static const char *const signed_ones[] = {
			"X-Sig: "
			"8efcd926df690d52e990d125708f4166d9a88b54ff597ebf91b4f7b77f28d53f",
			"X-Time: 1700000000", NULL
		};

		call.header = signed_ones;
		assert_int_equal(call_verify(&c, &call), RC_OK);
		call.now += 301;
		assert_int_equal(call_verify(&c, &call), RC_DENIED);
		call.now -= 301;
		call.body = "bodx";
		assert_int_equal(call_verify(&c, &call), RC_DENIED);
	}
}

static void reads_calls_in_every_form(void **state)
{
	static const struct {
		const char *method, *endpoint, *query, *type, *body;
		enum rc rc;
		const char *id, *text;
	} rows[] = {
		{ "GET", "inbound", "from=%2B6281234567890&text=Join&id=4", "", "", RC_OK, "4",
			"Join" },
		{ "POST", "inbound", "", "application/x-www-form-urlencoded",
			"sender=081234567890&text=Jual+12", RC_OK, "", "Jual 12" },
		{ "POST", "inbound", "id=5", "application/json",
			"{\"dari\":\"081234567890\",\"isiPesan\":\"x\"}", RC_OK, "5", "x" },
		{ "POST", "inbound", "", "application/json",
			"{\"msg\":[{\"dari\":\"081234567890\",\"isiPesan\":\"y\","
			"\"messageId\":12}]}",
			RC_OK, "12", "y" },
		{ "GET", "inbound", "from=081234567890", "", "", RC_INVALID, "", "" },
		{ "GET", "inbound", "from=0812&from=0813&text=x", "", "", RC_INVALID, "", "" },
		{ "POST", "inbound", "", "application/json", "{", RC_INVALID, "", "" },
		{ "GET", "ussd", "from=081234567890&text=x", "", "", RC_INVALID, "", "" },
		{ "GET", "report", "id=77", "", "", RC_INVALID, "", "" },
		{ "GET", "delivered", "", "", "", RC_INVALID, "", "" },
	};
	struct gateway_config c = zenziva();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static struct gateway_event events[GATEWAY_EVENTS_MAX];
		const struct call call = { .method = rows[i].method,
			.endpoint = rows[i].endpoint,
			.query = rows[i].query,
			.path = "/",
			.content_type = rows[i].type,
			.body = rows[i].body };
		size_t n = 9;

		print_message("%s %s %s\n", rows[i].endpoint, rows[i].query, rows[i].body);
		assert_int_equal(call_parse(&c, &call, events, &n), rows[i].rc);
		assert_int_equal(n, rows[i].rc == RC_OK ? 1 : 0);
		if (n == 0)
			continue;
		assert_string_equal(events[0].id, rows[i].id);
		assert_string_equal(events[0].text, rows[i].text);
		assert_string_equal(events[0].from.e164, "+6281234567890");
	}
}

static void an_inbox_is_told_in_order_and_in_pieces(void **state)
{
	static struct gateway_event events[GATEWAY_EVENTS_MAX];
	const struct gateway_config c = zenziva();
	const struct gateway *g = gateway_find("external");
	struct gateway_question q = { .ask = ASK_INBOX, .now = 1509674700, .id = "" };
	struct gateway_send out = { .method = "" };
	struct gateway_told told = { .n = 0 };
	struct buf body;

	(void)state;
	buf_init(&out.url, 4096);
	buf_init(&out.body, 4096);
	assert_int_equal(g->ask(&c, &q, &out), RC_OK);
	assert_string_equal(out.url.data,
		"https://console.example/api/getinbox/?userkey=u%261&start_date=02%2F11%2F2017"
		"&end_date=03%2F11%2F2017");
	buf_release(&out.url);
	buf_release(&out.body);
	buf_init(&body, 64 * 1024);
	buf_puts(&body, "{\"msg\":[");
	for (int i = 70; i > 0; i--)
		buf_printf(&body,
			"%s{\"messageId\":\"%d\",\"date\":\"2017-11-03 09:%02d:%02d\",\"dari\":"
			"\"081234567890\",\"isiPesan\":\"x\"}",
			i < 70 ? "," : "", i, i / 60, i % 60);
	buf_puts(&body, "]}");
	for (size_t i = 1; i <= 70; q.skip = i - 1) {
		const struct gateway_response r = { TRANSPORT_OK, 200, body.data, body.len };

		told.n = 0;
		assert_int_equal(g->told(&c, &q, &r, events, &told), RC_OK);
		assert_int_equal(told.n, i == 1 ? 64 : 6);
		for (size_t k = 0; k < told.n; k++, i++) {
			char id[8];

			(void)snprintf(id, sizeof(id), "%zu", i);
			assert_string_equal(events[k].id, id);
		}
	}
	assert_int_equal(events[0].at, 1509674465); /* 09:01:05 in WIB */
	buf_release(&body);
}

static void one_that_is_not_to_be_read_does_not_stop_the_inbox(void **state)
{
	static const struct {
		const char *body;
		enum rc rc;
		size_t n;
	} rows[] = {
		{ "{\"msg\":[{\"messageId\":1,\"dari\":\"0812\"},{\"messageId\":2,\"dari\":\"081234567890\","
		  "\"isiPesan\":\"x\"},{\"isiPesan\":null}]}",
			RC_OK, 3 },
		{ "{\"msg\":[{\"from_whom\":1}]}", RC_INVALID, 1 },
		{ "{\"msg\":[]}", RC_OK, 0 },
		{ "{\"status\":1,\"text\":\"Inbox empty\"}", RC_OK, 0 },
		{ "no JSON", RC_INVALID, 0 },
	};
	static struct gateway_event events[GATEWAY_EVENTS_MAX];
	const struct gateway_config c = zenziva();
	const struct gateway_question q = { .ask = ASK_INBOX, .now = 1509674700, .id = "" };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct gateway_response r = { TRANSPORT_OK, 200, rows[i].body,
			strlen(rows[i].body) };
		struct gateway_told told = { .n = 0 };
		size_t messages = 0;

		assert_int_equal(
			gateway_find("external")->told(&c, &q, &r, events, &told), rows[i].rc);
		assert_int_equal(told.n, rows[i].n);
		for (size_t k = 0; k < told.n; k++)
			messages += events[k].kind == EVENT_SMS;
		assert_int_equal(messages, i == 0);
		assert_int_equal(events[0].report, REPORT_NOTHING);
	}
}

static void reads_what_zenziva_answers(void **state)
{
	static const char *const answers[] = { "zenziva-resp-ok", "zenziva-resp-ok-int",
		"zenziva-resp-auth" };
	static struct gateway_event events[GATEWAY_EVENTS_MAX];
	static const struct {
		const char *name;
		enum gateway_ask ask;
		size_t n;
	} told[] = { { "zenziva-poll-01-inbox", ASK_INBOX, 3 },
		{ "zenziva-poll-02-empty", ASK_INBOX, 0 },
		{ "zenziva-status-sent", ASK_REPORT, 1 } };
	struct gateway_config c = zenziva();

	(void)state;
	for (size_t i = 0; i < 3; i++)
		replay_answer(&c, answers[i]);
	(void)snprintf(
		c.external.report_status, sizeof(c.external.report_status), "msg-status");
	for (size_t i = 0; i < 3; i++) {
		const struct gateway_question q = {
			.ask = told[i].ask, .reference = 77, .id = "157365"
		};
		struct gateway_told out = { .n = 0 };
		struct gateway_response r = { .transport = TRANSPORT_OK, .status = 200 };
		struct fixture f;

		print_message("%s\n", told[i].name);
		fixture_open(&f, told[i].name);
		r.body = f.body;
		r.length = f.length;
		assert_int_equal(
			gateway_find("external")->told(&c, &q, &r, events, &out), RC_OK);
		assert_int_equal(out.n, told[i].n);
		fixture_close(&f);
		if (i == 0) { /* the oldest first, read in Surabaya's time */
			assert_string_equal(events[0].id, "416");
			assert_int_equal(events[0].at, 1509669247);
			assert_string_equal(events[2].text, "Hi John");
			assert_string_equal(events[2].from.e164, "+628123456789");
		}
	}
	assert_int_equal(events[0].report, REPORT_SENT);
	assert_int_equal(events[0].reference, 77);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expands_each_word_once_and_for_its_place),
		cmocka_unit_test(a_get_has_all_in_its_url),
		cmocka_unit_test(judges_by_the_map),
		cmocka_unit_test(calls_prove_themselves),
		cmocka_unit_test(reads_calls_in_every_form),
		cmocka_unit_test(an_inbox_is_told_in_order_and_in_pieces),
		cmocka_unit_test(one_that_is_not_to_be_read_does_not_stop_the_inbox),
		cmocka_unit_test(reads_what_zenziva_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
