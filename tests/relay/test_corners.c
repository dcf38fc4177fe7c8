/* tests/relay/test_corners.c - what seldom happens on the way of a message */
#include "aborts.h"
#include "rig.h"

#define TRADER "+6281234567890"

/* Nothing new is claimed any more; what is on the wire is waited for and settled. */
static void a_drain_ends_what_was_begun(void **state)
{
	struct rig *r = *state;
	int64_t on_the_wire = rig_queue(r, KANNEL, KIND_REPLY, 1), waits;

	rig_turn(r);
	waits = rig_queue(r, KANNEL, KIND_REPLY, 2);
	outbound_drain(r->outbound);
	assert_int_equal(outbound_timeout_ms(r->outbound, r->now, r->now_ms), 1000);
	rig_pass(r, 2);
	assert_false(outbound_wants(r->outbound, r->now, r->now_ms));
	rig_fly(r);
	assert_true(outbound_wants(r->outbound, r->now, r->now_ms));
	rig_turn(r);
	assert_int_equal(rig_row(r, on_the_wire)->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, waits)->state, MESSAGE_QUEUED);
	assert_int_equal(outbound_in_flight(r->outbound), 0);
}

/* Of three on the wire the first that is back waits a few milliseconds for the others. */
static void one_result_waits_for_company(void **state)
{
	struct rig *r = *state;
	int64_t first = rig_queue(r, KANNEL, KIND_REPLY, 1);

	sink_answer(r->sink, SINK_SILENT);
	(void)rig_queue(r, KANNEL, KIND_REPLY, 2);
	rig_turn(r);
	for (int i = 0; i < 500 && sink_requests(r->sink) < 2; i++) {
		assert_int_equal(outbound_wait(r->outbound, NULL, 0, 10), RC_OK);
		outbound_run(r->outbound, r->now_ms);
	}
	sink_answer(r->sink, SINK_ACCEPTS); /* both are out, and nobody answers them */
	(void)rig_queue(r, KANNEL, KIND_REPLY, 3);
	rig_turn(r);
	for (int i = 0; i < 200 && outbound_timeout_ms(r->outbound, r->now, r->now_ms) > 5;
		i++) {
		assert_int_equal(outbound_wait(r->outbound, NULL, 0, 20), RC_OK);
		outbound_run(r->outbound, r->now_ms);
	}
	assert_int_equal(outbound_timeout_ms(r->outbound, r->now, r->now_ms), 5);
	assert_false(outbound_wants(r->outbound, r->now, r->now_ms));
	assert_true(outbound_wants(r->outbound, r->now, r->now_ms + 5));
	assert_int_equal(rig_row(r, first)->state, MESSAGE_SENDING);
}

static void a_reload_changes_the_pace(void **state)
{
	struct rig *r = *state;

	sink_answer(r->sink, SINK_SILENT);
	r->world->config.gateway[KANNEL].rate_per_second = 1;
	outbound_reload(r->outbound);
	for (int i = 0; i < 3; i++)
		(void)rig_queue(r, KANNEL, KIND_TIP, i);
	rig_turn(r);
	assert_int_equal(outbound_in_flight(r->outbound), 1);
}

/* Three servers and a pace of seven: three, two and two a second; of one a second all but the first send nothing. */
static void servers_share_the_pace(void **state)
{
	static const struct {
		int64_t pace, servers, before, room;
	} shares[] = { { 7, 3, 0, 3 }, { 7, 3, 1, 2 }, { 7, 3, 2, 2 }, { 1, 3, 0, 1 },
		{ 1, 3, 1, 0 }, { 1, 3, 2, 0 }, { 6, 2, 1, 3 }, { 2, 1, 0, 2 },
		{ 2, 0, 0, 2 } };
	struct rig *r = *state;

	for (int i = 0; i < 3; i++)
		(void)rig_queue(r, KANNEL, KIND_TIP, i);
	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		r->world->config.gateway[KANNEL].rate_per_second = shares[i].pace;
		outbound_share(r->outbound, shares[i].servers, shares[i].before, true);
		for (int again = 0; again < 2; again++) {
			assert_int_equal(store_begin(r->world->store), RC_OK);
			assert_int_equal(outbound_apply(r->outbound, r->now, r->now_ms), RC_OK);
			store_rollback(r->world->store);
			assert_int_equal(outbound_in_flight(r->outbound), shares[i].room);
			outbound_undone(r->outbound);
			outbound_reload(r->outbound); /* does not forget the others */
		}
		r->now_ms += 1000;
		assert_int_equal(outbound_timeout_ms(r->outbound, r->now, r->now_ms), 0);
	}
}

/* It is eight in the morning, and the office is quiet until nine: a reply goes, a broadcast is held and no older for it. */
static void the_offices_quiet_hours_hold_broadcasts(void **state)
{
	struct rig *r = *state;
	int64_t reply, broadcast;

	r->world->config.office.quiet_hours = (struct quiet_hours){ 19 * 60, 9 * 60 };
	rig_reopen(r);
	reply = rig_queue(r, KANNEL, KIND_REPLY, 1);
	broadcast = rig_queue(r, KANNEL, KIND_BROADCAST, 2);
	rig_round(r);
	assert_int_equal(rig_row(r, reply)->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, broadcast)->state, MESSAGE_QUEUED);
	assert_int_equal(rig_row(r, broadcast)->due_at, NOW + 3600);
	assert_int_equal(rig_row(r, broadcast)->expires_at, NOW + 3600 + 600);
	rig_pass(r, 3600);
	rig_round(r);
	assert_int_equal(rig_row(r, broadcast)->state, MESSAGE_SENT);
}

/* Three may go today, and the pace would allow a hundred. */
static void a_cap_is_less_than_the_room(void **state)
{
	struct rig *r = *state;
	size_t sent = 0;

	r->world->config.gateway[KANNEL].daily_cap = 3;
	rig_reopen(r);
	for (int i = 0; i < 5; i++)
		(void)rig_queue(r, KANNEL, KIND_TIP, i);
	for (int i = 0; i < 3; i++)
		rig_round(r);
	r->rows = world_rows(r->world, r->row, RIG_ROWS);
	for (size_t i = 0; i < r->rows; i++)
		sent += r->row[i].state == MESSAGE_SENT;
	assert_int_equal(sent, 3);
}

/* Text that GSM-7 lacks is folded for one gateway and goes as it is by another. */
static void letters_go_as_the_gateway_can(void **state)
{
	struct rig *r = *state;
	char request[2000];

	for (int unicode = 0; unicode <= 1; unicode++) {
		struct message m = { .channel = CHANNEL_SMS,
			.kind = KIND_BROADCAST,
			.state = MESSAGE_QUEUED,
			.gateway = "kannel",
			.phone = "+628123456789",
			.text = "LAPAK: \xe2\x80\x9cya\xe2\x80\x9d",
			.at = r->now,
			.due_at = r->now,
			.expires_at = r->now + 600,
			.segments = 1 };

		r->world->config.gateway[KANNEL].unicode = unicode == 1;
		rig_reopen(r);
		assert_int_equal(store_begin(r->world->store), RC_OK);
		m.id = store_message_id(r->world->store);
		assert_int_equal(message_add(r->world->store, &m), RC_OK);
		assert_int_equal(store_commit(r->world->store), RC_OK);
		rig_round(r);
		sink_last(r->sink, request, sizeof(request));
		print_message("%s\n", request);
		assert_int_equal(strstr(request, "%22ya%22") != NULL, unicode == 0);
		assert_int_equal(strstr(request, "coding=2") != NULL, unicode == 1);
	}
}

static void report(struct rig *r, const struct gateway_event *e, bool unknown)
{
	struct inbound_result out;

	assert_int_equal(world_take(r->world, KANNEL, e, r->now, &out), RC_OK);
	assert_int_equal(out.unknown, unknown);
	inbound_result_release(&out);
}

static void every_kind_of_report_has_its_state(void **state)
{
	static const struct {
		enum report_state report;
		enum message_state becomes;
		const char *code, *error;
	} rows[] = { { REPORT_NOTHING, MESSAGE_SENT, "x", "" },
		{ REPORT_SENT, MESSAGE_SENT, "", "" },
		{ REPORT_FAILED, MESSAGE_FAILED, "27", "27" },
		{ REPORT_FAILED, MESSAGE_FAILED, "", "" },
		{ REPORT_EXPIRED, MESSAGE_EXPIRED, "", "" },
		{ REPORT_REJECTED, MESSAGE_REJECTED, "9", "9" },
		{ REPORT_DELIVERED, MESSAGE_DELIVERED, "", "" } };
	struct rig *r = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gateway_event e = { .kind = EVENT_REPORT, .report = rows[i].report };

		e.reference = rig_queue(r, KANNEL, KIND_TIP, (int)i);
		(void)snprintf(e.code, sizeof(e.code), "%s", rows[i].code);
		rig_round(r);
		report(r, &e, false);
		assert_int_equal(rig_row(r, e.reference)->state, rows[i].becomes);
		assert_string_equal(rig_row(r, e.reference)->error, rows[i].error);
	}
}

/* Two parts: delivered when both are, in any order, and each counted once. */
static void parts_are_counted_each_once(void **state)
{
	struct rig *r = *state;
	struct gateway_event e = {
		.kind = EVENT_REPORT, .report = REPORT_DELIVERED, .parts = 2
	};

	e.reference = rig_queue(r, KANNEL, KIND_TIP, 1);
	rig_round(r);
	for (int i = 0; i < 2; i++) { /* the second is the first again */
		e.part = 2;
		(void)snprintf(e.other_id, sizeof(e.other_id), "m1-2");
		report(r, &e, false);
		assert_int_equal(rig_row(r, e.reference)->state, MESSAGE_SENT);
	}
	e.part = 1;
	(void)snprintf(e.other_id, sizeof(e.other_id), "m1-1");
	report(r, &e, false);
	assert_int_equal(rig_row(r, e.reference)->state, MESSAGE_DELIVERED);

	e = (struct gateway_event){
		.kind = EVENT_REPORT, .report = REPORT_DELIVERED, .part = 1
	};
	e.reference = rig_queue(r, KANNEL, KIND_TIP, 2); /* of one part, without a name */
	rig_round(r);
	report(r, &e, false);
	assert_int_equal(rig_row(r, e.reference)->state, MESSAGE_DELIVERED);

	e.parts = 2; /* the number of parts comes alone */
	e.part = 0;
	e.reference = rig_queue(r, KANNEL, KIND_TIP, 3);
	rig_round(r);
	report(r, &e, false);
	assert_int_equal(rig_row(r, e.reference)->state, MESSAGE_SENT);
}

static void a_report_about_others_is_unknown(void **state)
{
	struct rig *r = *state;
	struct gateway_event e = { .kind = EVENT_REPORT, .report = REPORT_DELIVERED };

	e.reference = 4711;
	report(r, &e, true);
	e.reference = rig_queue(r, OTHER, KIND_TIP, 1); /* of another gateway */
	rig_round(r);
	report(r, &e, true);
	assert_int_equal(rig_row(r, e.reference)->state, MESSAGE_SENT);
	e.reference = 0; /* by a name, of a gateway that names none */
	(void)snprintf(e.id, sizeof(e.id), "abc");
	report(r, &e, true);
	e.id[0] = '\0';
	report(r, &e, true);
}

static void events_that_ask_for_nothing(void **state)
{
	struct rig *r = *state;
	struct gateway_event e = { .kind = EVENT_USSD_END };
	struct inbound_result out;

	assert_int_equal(world_take(r->world, KANNEL, &e, r->now, &out), RC_OK);
	assert_int_equal(out.replies, 0);
	inbound_result_release(&out);
	e.kind = EVENT_STOP;
	e.sender = phone_sender(&e.from, TRADER, strlen(TRADER));
	for (int i = 0; i < 2; i++) { /* a stranger stops, and stops again */
		assert_int_equal(world_take(r->world, KANNEL, &e, r->now, &out), RC_OK);
		inbound_result_release(&out);
	}
}

static void wait_for_too_much(void *arg)
{
	static const int fds[OUTBOUND_FDS + 1];
	struct rig *r = arg;

	(void)!outbound_wait(r->outbound, fds, OUTBOUND_FDS + 1, 0);
}

static void misuse_is_a_bug(void **state)
{
	assert_true(aborts(wait_for_too_much, *state));
}

/* Nothing is undone that was not begun: what was sent stays sent. */
static void a_turn_that_began_not_is_not_undone(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_REPLY, 1);

	rig_round(r);
	outbound_undone(r->outbound);
	rig_round(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
	assert_int_equal(sink_requests(r->sink), 1);
}

int main(void)
{
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_open, rig_close)
	const struct CMUnitTest tests[] = {
		RIG(a_drain_ends_what_was_begun),
		RIG(one_result_waits_for_company),
		RIG(a_reload_changes_the_pace),
		RIG(servers_share_the_pace),
		RIG(the_offices_quiet_hours_hold_broadcasts),
		RIG(a_cap_is_less_than_the_room),
		RIG(letters_go_as_the_gateway_can),
		RIG(every_kind_of_report_has_its_state),
		RIG(parts_are_counted_each_once),
		RIG(a_report_about_others_is_unknown),
		RIG(events_that_ask_for_nothing),
		RIG(misuse_is_a_bug),
		RIG(a_turn_that_began_not_is_not_undone),
	};

	return world_run(tests);
}
