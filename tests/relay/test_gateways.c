/* tests/relay/test_gateways.c - what becomes of a message, whatever its gateway does */
#include "t.h"

#include "rig.h"

/* What each thing a gateway does makes of a reply and of a tip. */
static void settles_by_what_the_gateway_does(void **state)
{
	static const char moved[] =
		"HTTP/1.1 302 Found\r\nLocation: /send\r\nContent-Length: 0\r\n\r\n";
	static const char cut[] = "HTTP/1.1 202 Accepted\r\nContent-Length: 24\r\n"
				  "Connection: close\r\n\r\n0: Acc";
	static const struct {
		const char *what, *answer;
		enum message_state reply, tip;
		const char *error;
	} rows[] = {
		{ "accepts", SINK_ACCEPTS, MESSAGE_SENT, MESSAGE_SENT, "" },
		{ "refuses", "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n", MESSAGE_REJECTED,
			MESSAGE_REJECTED, "400 refused" },
		{ "is busy", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", MESSAGE_QUEUED,
			MESSAGE_QUEUED, "503 temporary failure" },
		{ "hangs up", SINK_HANGS_UP, MESSAGE_QUEUED, MESSAGE_UNKNOWN, "no answer" },
		{ "talks nonsense", "220 smtp.example ESMTP\r\n\r\n", MESSAGE_QUEUED,
			MESSAGE_UNKNOWN, "no answer" },
		{ "sends us elsewhere", moved, MESSAGE_QUEUED, MESSAGE_QUEUED,
			"302 redirected" },
		{ "accepts and breaks off", cut, MESSAGE_SENT, MESSAGE_SENT, "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig *r;
		int64_t reply, tip;

		if (i > 0) { /* each with a gateway that has no past */
			assert_int_equal(rig_close(state), 0);
			assert_int_equal(rig_open(state), 0);
		}
		r = *state;
		print_message("%s\n", rows[i].what);
		reply = rig_queue(r, KANNEL, KIND_REPLY, 1);
		tip = rig_queue(r, OTHER, KIND_TIP, 2);
		sink_answer(r->sink, rows[i].answer);
		rig_turn(r);
		rig_fly(r);
		rig_turn(r);
		assert_int_equal(rig_row(r, reply)->state, rows[i].reply);
		assert_int_equal(rig_row(r, tip)->state, rows[i].tip);
		assert_string_equal(rig_row(r, reply)->error, rows[i].error);
	}
}

static void nobody_at_the_address_is_no_doubt(void **state)
{
	struct rig *r = *state;
	int64_t tip;

	sink_close(r->sink); /* its port now refuses */
	r->sink = sink_open();
	tip = rig_queue(r, KANNEL, KIND_TIP, 1);
	rig_round(r);
	assert_int_equal(rig_row(r, tip)->state, MESSAGE_QUEUED);
	assert_string_equal(rig_row(r, tip)->error, "not reached");
}

static void an_endless_answer_is_cut(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_TIP, 1);
	char *answer = malloc(200 * 1024);
	int n;

	assert_non_null(answer);
	n = snprintf(answer, 1000, "HTTP/1.1 202 Accepted\r\nContent-Length: 99999999\r\n\r\n");
	memset(answer + n, 'x', (size_t)(200 * 1024 - n - 1));
	answer[200 * 1024 - 1] = '\0';
	sink_answer(r->sink, answer);
	rig_round(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
	sink_answer(r->sink, SINK_ACCEPTS);
	free(answer);
}

static void tries_eight_times_with_growing_patience(void **state)
{
	static const int64_t most[] = { 5, 10, 20, 40, 80, 160, 320 };
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_REPLY, 1);
	const struct row *row;

	sink_answer(r->sink, "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
	for (int i = 0; i < 7; i++) {
		r->random = (uint64_t)(i < 5 ? most[i] - 1 : 60);
		rig_round(r);
		row = rig_row(r, id);
		print_message("after %d: due in %d\n", i + 1, (int)(row->due_at - r->now));
		assert_int_equal(row->state, MESSAGE_QUEUED);
		assert_int_equal(row->tries, i + 1);
		assert_int_equal(row->due_at - r->now, r->random + 1);
		rig_pass(r, row->due_at - r->now - 1);
		rig_turn(r);
		assert_int_equal(rig_sending(r), 0); /* not before it is due */
		rig_pass(r, 1);
		r->now_ms += 30000; /* whatever the gateway's rest */
	}
	rig_round(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_FAILED);
	assert_int_equal(rig_row(r, id)->tries, 8);
}

static void waits_as_long_as_the_gateway_asks(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_TIP, 1);

	sink_answer(
		r->sink, "HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");
	rig_round(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_QUEUED);
	assert_int_equal(rig_row(r, id)->due_at, r->now + 120);
}

static void a_failing_gateway_rests_and_then_tries_one(void **state)
{
	struct rig *r = *state;
	struct gateway_health h;

	sink_answer(r->sink, SINK_HANGS_UP);
	for (int i = 0; i < 6; i++)
		(void)rig_queue(r, KANNEL, KIND_TIP, i);
	rig_round(r);
	outbound_health(r->outbound, KANNEL, &h);
	assert_true(h.resting);
	assert_int_equal(h.unknown, 6);
	assert_string_equal(h.last_error, "no answer");
	sink_answer(r->sink, SINK_ACCEPTS);
	for (int i = 0; i < 6; i++)
		(void)rig_queue(r, KANNEL, KIND_TIP, 10 + i);
	(void)rig_queue(r, OTHER, KIND_TIP, 50);
	rig_turn(r);
	assert_int_equal(rig_sending(r), 1); /* the other gateway's */
	rig_fly(r);
	rig_pass(r, 30);
	rig_turn(r);
	assert_int_equal(rig_sending(r), 1);
	rig_fly(r);
	outbound_health(r->outbound, KANNEL, &h);
	assert_false(h.resting);
	rig_turn(r);
	assert_int_equal(rig_sending(r), 5);
	rig_fly(r);
}

static void wrong_credentials_rest_the_gateway_and_cost_no_message(void **state)
{
	struct rig *r = *state;
	int64_t first = rig_queue(r, KANNEL, KIND_TIP, 1), second;
	struct gateway_health h;

	sink_answer(r->sink, "HTTP/1.1 403 Forbidden\r\nContent-Length: 32\r\n\r\n"
			     "Authorization failed for sendsms");
	rig_round(r);
	assert_int_equal(rig_row(r, first)->state, MESSAGE_QUEUED);
	outbound_health(r->outbound, KANNEL, &h);
	assert_true(h.resting);
	second = rig_queue(r, KANNEL, KIND_REPLY, 2);
	rig_turn(r);
	assert_int_equal(rig_sending(r), 0);
	sink_answer(r->sink, SINK_ACCEPTS);
	rig_pass(r, 30);
	rig_round(r);
	rig_fly(r);
	rig_turn(r);
	assert_int_equal(rig_row(r, first)->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, second)->state, MESSAGE_SENT);
}

int main(void)
{
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_open, rig_close)
	const struct CMUnitTest tests[] = {
		RIG(settles_by_what_the_gateway_does),
		RIG(nobody_at_the_address_is_no_doubt),
		RIG(an_endless_answer_is_cut),
		RIG(tries_eight_times_with_growing_patience),
		RIG(waits_as_long_as_the_gateway_asks),
		RIG(a_failing_gateway_rests_and_then_tries_one),
		RIG(wrong_credentials_rest_the_gateway_and_cost_no_message),
	};

	return world_run(tests);
}
