/* tests/relay/test_early.c - reports that know a message by the gateway's id, and when they come */
#include "t.h"

#include "rig.h"

static const char accepts[] = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"id\": \"x7\"}";

static int open_rig(void **state)
{
	struct rig *r;
	struct gateway_config *g;

	if (rig_open(state) != 0)
		return -1;
	r = *state;
	g = &r->world->config.gateway[KANNEL];
	(void)snprintf(g->type, sizeof(g->type), "external");
	(void)snprintf(g->external.id_path, sizeof(g->external.id_path), "id");
	(void)snprintf(g->external.send_body, sizeof(g->external.send_body), "{{text}}");
	sink_answer(r->sink, accepts);
	rig_reopen(r);
	return 0;
}

static int close_rig(void **state)
{
	sink_answer(((struct rig *)*state)->sink, SINK_ACCEPTS);
	return rig_close(state);
}

/* One report to the gateway's door; whether it was about nothing that is known. */
static bool report_to(struct rig *r, size_t gateway, const char *id, enum report_state report)
{
	struct gateway_event e = { .kind = EVENT_REPORT, .report = report };
	struct inbound_result out;
	bool unknown;

	(void)snprintf(e.id, sizeof(e.id), "%s", id);
	assert_int_equal(world_take(r->world, gateway, &e, r->now, &out), RC_OK);
	unknown = out.unknown;
	inbound_result_release(&out);
	return unknown;
}

static void a_report_before_the_answer_waits_for_it(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_TIP, 1);

	rig_turn(r);
	assert_true(report_to(r, KANNEL, "x7", REPORT_SENT));
	assert_true(report_to(r, KANNEL, "x7", REPORT_DELIVERED));
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENDING);
	rig_fly(r);
	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_DELIVERED);
	assert_string_equal(rig_row(r, id)->gateway_id, "x7");
	/* and what comes now finds it, and changes nothing */
	assert_false(report_to(r, KANNEL, "x7", REPORT_DELIVERED));
	assert_false(report_to(r, KANNEL, "x7", REPORT_FAILED));
	assert_int_equal(rig_row(r, id)->state, MESSAGE_DELIVERED);
}

static void bad_news_may_be_early_and_wrong(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_TIP, 1);

	rig_turn(r);
	assert_true(report_to(r, KANNEL, "x7", REPORT_FAILED));
	rig_fly(r);
	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_FAILED);
	assert_false(report_to(r, KANNEL, "x7", REPORT_DELIVERED));
	assert_int_equal(rig_row(r, id)->state, MESSAGE_DELIVERED);
}

static void another_gateways_id_is_another(void **state)
{
	struct rig *r = *state;
	int64_t id = rig_queue(r, KANNEL, KIND_TIP, 1);

	rig_turn(r);
	assert_true(report_to(r, OTHER, "x7", REPORT_DELIVERED));
	assert_true(report_to(r, KANNEL, "x8", REPORT_DELIVERED));
	rig_fly(r);
	rig_turn(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
}

static void nobody_waits_for_ever(void **state)
{
	struct rig *r = *state;
	int64_t id;

	assert_true(report_to(r, KANNEL, "x7", REPORT_DELIVERED));
	rig_pass(r, 3600);
	id = rig_queue(r, KANNEL, KIND_TIP, 1);
	rig_round(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
}

int main(void)
{
#define RIG(test) cmocka_unit_test_setup_teardown(test, open_rig, close_rig)
	const struct CMUnitTest tests[] = {
		RIG(a_report_before_the_answer_waits_for_it),
		RIG(bad_news_may_be_early_and_wrong),
		RIG(another_gateways_id_is_another),
		RIG(nobody_waits_for_ever),
	};

	return world_run(tests);
}
