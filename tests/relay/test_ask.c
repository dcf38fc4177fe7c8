/* tests/relay/test_ask.c - a gateway that does not call is asked: for what came in, what became of ours, and the credit */
#include "rig.h"

#include "store/gateway_record.h"

#define ACCEPTS                                                                                \
	"HTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n{\"status\":\"1\",\"messageId\":\"Z-815\"}"

static void set(char *out, size_t size, const char *value)
{
	(void)snprintf(out, size, "%s", value);
}

/* "other" as one that sends, and has an inbox, reports and a balance. */
static int asked_open(void **state)
{
	struct gateway_config *c;
	struct rig *r;
	struct err err;

	assert_int_equal(rig_open(state), 0);
	r = *state;
	c = &r->world->config.gateway[OTHER];
	set(c->type, sizeof(c->type), "external");
	set(c->external.send_method, sizeof(c->external.send_method), "GET");
	set(c->external.id_path, sizeof(c->external.id_path), "messageId");
	set(c->external.in_list, sizeof(c->external.in_list), "msg");
	set(c->external.in_from, sizeof(c->external.in_from), "from");
	set(c->external.in_text, sizeof(c->external.in_text), "text");
	set(c->external.in_id, sizeof(c->external.in_id), "id");
	set(c->external.report_status, sizeof(c->external.report_status), "status");
	set(c->external.report_map, sizeof(c->external.report_map),
		"Delivered:delivered Failed:failed");
	set(c->external.balance_path, sizeof(c->external.balance_path), "credit");
	c->poll_seconds = 60;
	(void)snprintf(c->external.poll_url, CONFIG_URL, "%s/inbox", sink_url(r->sink));
	rig_reopen(r);
	assert_int_equal(outbound_listen(r->outbound, &r->world->inbound, &err), RC_OK);
	/* A second call finds its room there. */
	assert_int_equal(outbound_listen(r->outbound, &r->world->inbound, &err), RC_OK);
	return 0;
}

static void also_asks(struct rig *r, bool reports, bool balance)
{
	struct gateway_config *c = &r->world->config.gateway[OTHER];
	struct err err;

	c->poll_seconds = 0;
	if (reports)
		(void)snprintf(c->external.report_url, CONFIG_URL,
			"%s/report?id={{message_id}}", sink_url(r->sink));
	if (balance)
		(void)snprintf(
			c->external.balance_url, CONFIG_URL, "%s/balance", sink_url(r->sink));
	rig_reopen(r);
	assert_int_equal(outbound_listen(r->outbound, &r->world->inbound, &err), RC_OK);
}

/* Turns until so many requests were made, and what came of them is kept. */
static void until_asked(struct rig *r, unsigned requests)
{
	for (int i = 0; i < 500 && sink_requests(r->sink) < requests; i++) {
		rig_turn(r);
		assert_int_equal(outbound_wait(r->outbound, NULL, 0, 10), RC_OK);
		outbound_run(r->outbound, r->now_ms);
	}
	assert_int_equal(sink_requests(r->sink), requests);
	for (int i = 0; i < 20; i++) {
		assert_int_equal(outbound_wait(r->outbound, NULL, 0, 5), RC_OK);
		outbound_run(r->outbound, r->now_ms);
		rig_turn(r);
	}
}

static size_t texts(struct rig *r)
{
	size_t n = 0;

	r->rows = world_rows(r->world, r->row, RIG_ROWS);
	for (size_t i = 0; i < r->rows; i++)
		n += r->row[i].kind == KIND_INBOUND;
	return n;
}

static void an_inbox_is_read_again_and_again(void **state)
{
	static const char two[] =
		"HTTP/1.1 200 OK\r\nContent-Length: 103\r\n\r\n"
		"{\"msg\":[{\"id\":\"1\",\"from\":\"081234567890\",\"text\":\"MENU\"},"
		"{\"id\":\"2\",\"from\":\"081234567891\",\"text\":\"MENU\"}]}";
	struct rig *r = *state;

	sink_answer(r->sink, two);
	until_asked(r, 1);
	assert_int_equal(texts(r), 2);
	/* The replies leave by the same gateway; then it is asked once more, and tells the same. */
	rig_pass(r, 61);
	until_asked(r, 4);
	assert_int_equal(texts(r), 2);
}

static void nonsense_is_asked_again(void **state)
{
	struct rig *r = *state;
	struct gateway_health h;

	sink_answer(r->sink, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\noops");
	until_asked(r, 1);
	outbound_health(r->outbound, OTHER, &h);
	assert_true(h.unanswered >= 1);
	assert_int_equal(texts(r), 0);
	sink_answer(r->sink, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"msg\":[]}");
	rig_pass(r, 61);
	until_asked(r, 2);
}

static void a_report_is_asked_for_five_times_at_most(void **state)
{
	static const int after[] = { 31, 121, 601, 3601, 21601 };
	struct rig *r = *state;
	int64_t id;

	also_asks(r, true, false);
	sink_answer(r->sink, ACCEPTS);
	id = rig_queue(r, OTHER, KIND_TIP, 1);
	rig_round(r);
	sink_answer(r->sink,
		"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"status\":\"Pending\"} ");
	for (unsigned i = 0; i < 5; i++) {
		rig_pass(r, after[i]);
		until_asked(r, 2 + i);
	}
	rig_pass(r, 100000);
	for (int i = 0; i < 5; i++)
		rig_turn(r);
	assert_int_equal(sink_requests(r->sink), 6);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
}

/* More messages than are waited for: the oldest is let go. */
static void no_more_than_64_are_waited_for(void **state)
{
	struct rig *r = *state;

	also_asks(r, true, false);
	sink_answer(r->sink, ACCEPTS);
	for (int i = 0; i < 66; i++)
		(void)rig_queue(r, OTHER, KIND_TIP, i);
	for (int i = 0; i < 4; i++)
		rig_round(r);
	sink_answer(r->sink,
		"HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"status\":\"Delivered\"}");
	rig_pass(r, 31);
	until_asked(r, 66 + 64);
}

static void the_balance_is_noted(void **state)
{
	struct gateway_record record;
	struct rig *r = *state;

	also_asks(r, false, true);
	sink_answer(r->sink, "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"credit\":1500}");
	until_asked(r, 1);
	rig_pass(r, 2);
	rig_turn(r);
	assert_int_equal(gateway_record_get(r->world->store, "other", &record), RC_OK);
	assert_string_equal(record.balance, "1500");
	rig_pass(r, 15 * 60);
	until_asked(r, 2);
}

static void it_closes_with_a_question_on_the_wire(void **state)
{
	struct rig *r = *state;

	sink_answer(r->sink, SINK_SILENT);
	rig_turn(r);
	outbound_run(r->outbound, r->now_ms);
	rig_turn(r);
	assert_int_equal(texts(r), 0);
}

int main(void)
{
#define ASKED(test) cmocka_unit_test_setup_teardown(test, asked_open, rig_close)
	const struct CMUnitTest tests[] = {
		ASKED(an_inbox_is_read_again_and_again),
		ASKED(nonsense_is_asked_again),
		ASKED(a_report_is_asked_for_five_times_at_most),
		ASKED(no_more_than_64_are_waited_for),
		ASKED(the_balance_is_noted),
		ASKED(it_closes_with_a_question_on_the_wire),
	};

	return world_run(tests);
}
