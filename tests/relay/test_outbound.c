/* tests/relay/test_outbound.c - from the outbox to a gateway and back: turns, pace, order, commits */
#include "t.h"

#include "rig.h"

#include <unistd.h>

static void sends_and_settles(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_REPLY, 1);
	char request[2000];

	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENDING);
	rig_fly(r);
	assert_true(outbound_wants(r->outbound, r->now, r->now_ms));
	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, id)->tries, 1);
	assert_int_equal(sink_requests(r->sink), 1);
	sink_last(r->sink, request, sizeof(request));
	print_message("%s\n", request);
	assert_memory_equal(request, "GET /send?username=", 19);
	assert_non_null(strstr(request, "&to=%2B6281234567801&"));
	assert_non_null(strstr(request, "&text=LAPAK%3A%20no%20"));
	assert_null(strcasestr(request, "expect:"));
}

static void a_simulators_message_arrives_in_the_turn_that_claims_it(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, SIM, KIND_TIP, 1);
	struct gateway_health h;

	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_DELIVERED);
	assert_int_equal(outbound_in_flight(r->outbound), 0);
	assert_int_equal(sink_requests(r->sink), 0);
	outbound_health(r->outbound, SIM, &h);
	assert_int_equal(h.sent, 1);
	assert_int_equal(h.last_success, r->now);
}

static void keeps_the_gateways_pace(void **state)
{
	struct rig *r = *state;

	r->world->config.gateway[KANNEL].rate_per_second = 4;
	outbound_close(r->outbound);
	assert_int_equal(outbound_open(&r->outbound, r->world->store, &r->world->config, NULL,
				 NULL, NULL),
		RC_OK);
	sink_answer(r->sink, SINK_SILENT);
	for (int i = 0; i < 7; i++)
		(void)rig_queue(r, KANNEL, KIND_TIP, i);
	rig_turn(r);
	assert_int_equal(outbound_in_flight(r->outbound), 4);
	assert_int_equal(outbound_timeout_ms(r->outbound, r->now, r->now_ms), 250);
	r->now_ms += 249;
	assert_false(outbound_wants(r->outbound, r->now, r->now_ms));
	r->now_ms += 1;
	assert_true(outbound_wants(r->outbound, r->now, r->now_ms));
	assert_int_equal(outbound_timeout_ms(r->outbound, r->now, r->now_ms), 0);
	rig_turn(r);
	assert_int_equal(outbound_in_flight(r->outbound), 5);
}

static void leaves_no_more_than_64_on_the_wire(void **state)
{
	struct rig *r = *state;

	sink_answer(r->sink, SINK_SILENT);
	for (int i = 0; i < 80; i++)
		(void)rig_queue(r, KANNEL, KIND_TIP, i);
	rig_turn(r);
	rig_turn(r);
	assert_int_equal(outbound_in_flight(r->outbound), 64);
	assert_false(outbound_wants(r->outbound, r->now, r->now_ms));
}

static void one_numbers_messages_keep_their_order(void **state)
{
	struct rig *r = *state;
	int64_t first = rig_queue(r, KANNEL, KIND_REPLY, 1),
		second = rig_queue(r, KANNEL, KIND_REPLY, 1);

	rig_turn(r);
	assert_int_equal(rig_row(r, first)->state, MESSAGE_SENDING);
	assert_int_equal(rig_row(r, second)->state, MESSAGE_QUEUED);
	rig_fly(r);
	rig_turn(r); /* settles the first and claims the second */
	assert_int_equal(rig_row(r, first)->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, second)->state, MESSAGE_SENDING);
	rig_fly(r);
}

static void what_is_too_old_stays_here(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_REPLY, 1);

	rig_pass(r, 601);
	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_EXPIRED);
	assert_int_equal(sink_requests(r->sink), 0);
}

/* Claimed in its last second, and the commit took longer. */
static void what_grows_too_old_after_its_claim_stays_here(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_REPLY, 1);

	rig_pass(r, 599);
	assert_int_equal(store_begin(r->world->store), RC_OK);
	assert_int_equal(outbound_apply(r->outbound, r->now, r->now_ms), RC_OK);
	assert_int_equal(store_commit(r->world->store), RC_OK);
	rig_pass(r, 1);
	outbound_start(r->outbound, r->now, r->now_ms);
	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_EXPIRED);
	assert_int_equal(sink_requests(r->sink), 0);
}

static void what_cannot_be_built_is_rejected(void **state)
{
	struct rig *r = *state;
	struct message m = { .channel = CHANNEL_SMS,
		.kind = KIND_TIP,
		.state = MESSAGE_QUEUED,
		.gateway = "kannel",
		.phone = "+6281234567890",
		.text = "",
		.at = NOW,
		.due_at = NOW,
		.expires_at = NOW + 600 };
	struct gateway_health h;

	assert_int_equal(store_begin(r->world->store), RC_OK);
	m.id = store_message_id(r->world->store);
	assert_int_equal(message_add(r->world->store, &m), RC_OK);
	assert_int_equal(store_commit(r->world->store), RC_OK);
	rig_round(r);
	assert_int_equal(rig_row(r, m.id)->state, MESSAGE_REJECTED);
	outbound_health(r->outbound, KANNEL, &h);
	assert_int_equal(h.failed, 1);
	assert_false(h.resting);
}

/* The commit failed: what was claimed is not sent, and what was finished is settled later. */
static void a_failed_commit_undoes_the_turn(void **state)
{
	struct rig *r = *state;
	int64_t first = rig_queue(r, KANNEL, KIND_TIP, 1), second, third;
	struct gateway_health h;

	rig_turn(r);
	rig_fly(r);
	second = rig_queue(r, KANNEL, KIND_TIP, 2);
	third = rig_queue(r, SIM, KIND_TIP, 3);
	assert_int_equal(store_begin(r->world->store), RC_OK);
	assert_int_equal(outbound_apply(r->outbound, r->now, r->now_ms), RC_OK);
	store_rollback(r->world->store);
	outbound_undone(r->outbound);
	assert_int_equal(outbound_in_flight(r->outbound), 0);
	assert_int_equal(rig_row(r, first)->state, MESSAGE_SENDING);
	assert_int_equal(rig_row(r, second)->state, MESSAGE_QUEUED);
	assert_int_equal(sink_requests(r->sink), 1);
	outbound_health(r->outbound, KANNEL, &h);
	assert_int_equal(h.sent, 0);
	assert_true(outbound_wants(r->outbound, r->now, r->now_ms));
	rig_round(r);
	assert_int_equal(rig_row(r, first)->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, second)->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, third)->state, MESSAGE_DELIVERED);
	assert_int_equal(sink_requests(r->sink), 2);
	outbound_health(r->outbound, KANNEL, &h);
	assert_int_equal(h.sent, 2);
}

static void a_report_may_be_faster_than_the_answer(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_TIP, 1);

	rig_turn(r);
	assert_int_equal(store_begin(r->world->store), RC_OK);
	assert_int_equal(message_settle(r->world->store,
				 &(struct settlement){
					 .id = id, .state = MESSAGE_DELIVERED, .now = r->now }),
		RC_OK);
	assert_int_equal(store_commit(r->world->store), RC_OK);
	rig_fly(r);
	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_DELIVERED);
}

static void looks_once_a_second_and_when_nudged(void **state)
{
	struct rig *r = *state;

	assert_true(outbound_wants(r->outbound, r->now, r->now_ms));
	rig_turn(r);
	assert_false(outbound_wants(r->outbound, r->now, r->now_ms + 999));
	assert_int_equal(outbound_timeout_ms(r->outbound, r->now, r->now_ms), 1000);
	assert_int_equal(outbound_timeout_ms(r->outbound, r->now, r->now_ms + 999), 1);
	assert_true(outbound_wants(r->outbound, r->now, r->now_ms + 1000));
	outbound_nudge(r->outbound);
	assert_true(outbound_wants(r->outbound, r->now, r->now_ms));
	assert_int_equal(outbound_timeout_ms(r->outbound, r->now, r->now_ms), 0);
}

static void wakes_for_a_descriptor(void **state)
{
	struct rig *r = *state;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "x", 1), 1);
	assert_int_equal(outbound_wait(r->outbound, fds, 1, 60000), RC_OK);
	(void)close(fds[0]);
	(void)close(fds[1]);
}

static void closes_with_messages_on_the_wire(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_TIP, 1);

	sink_answer(r->sink, SINK_SILENT);
	rig_turn(r);
	assert_int_equal(outbound_in_flight(r->outbound), 1);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENDING); /* for outbox_recover() */
}

static void names_a_gateway_without_adapter(void **state)
{
	struct rig *r = *state;
	struct outbound *o = NULL;
	struct err err = { 0 };

	(void)snprintf(r->world->config.gateway[2].type, 24, "pigeon");
	assert_int_equal(
		outbound_open(&o, r->world->store, &r->world->config, NULL, NULL, &err),
		RC_INVALID);
	assert_null(o);
	assert_non_null(strstr(err.msg, "pigeon"));
}

int main(void)
{
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_open, rig_close)
	const struct CMUnitTest tests[] = {
		RIG(sends_and_settles),
		RIG(a_simulators_message_arrives_in_the_turn_that_claims_it),
		RIG(keeps_the_gateways_pace),
		RIG(leaves_no_more_than_64_on_the_wire),
		RIG(one_numbers_messages_keep_their_order),
		RIG(what_is_too_old_stays_here),
		RIG(what_grows_too_old_after_its_claim_stays_here),
		RIG(what_cannot_be_built_is_rejected),
		RIG(a_failed_commit_undoes_the_turn),
		RIG(a_report_may_be_faster_than_the_answer),
		RIG(looks_once_a_second_and_when_nudged),
		RIG(wakes_for_a_descriptor),
		RIG(closes_with_messages_on_the_wire),
		RIG(names_a_gateway_without_adapter),
	};

	return world_run(tests);
}
