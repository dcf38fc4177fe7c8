/* tests/relay/test_routes.c - several gateways at once: who sends what, when, and how much; and what is asked after a start */
#include "t.h"

#include "base/days.h"
#include "gateway/gateway.h"
#include "rig.h"
#include "store/gateway_record.h"

static const char answer_503[] = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";

static void set(char *out, size_t size, const char *value)
{
	(void)snprintf(out, size, "%s", value);
}

static const char *carrier(struct rig *r, bool bulk, size_t preferred, uint32_t without)
{
	const struct gateway_need need = { .preferred = &r->world->config.gateway[preferred],
		.to = "+6281234567801",
		.bulk = bulk,
		.without = without };
	const struct gateway_config *c = gateway_for(&r->world->config, &need);

	return c != NULL ? c->name : "none";
}

static void each_purpose_has_its_gateway(void **state)
{
	struct rig *r = *state;
	struct gateway_config *g = r->world->config.gateway;
	const uint32_t no_sim = UINT32_C(1) << SIM;

	set(g[KANNEL].purpose, sizeof(g[KANNEL].purpose), "replies");
	set(g[OTHER].purpose, sizeof(g[OTHER].purpose), "bulk");
	assert_string_equal(carrier(r, false, KANNEL, no_sim), "kannel");
	assert_string_equal(carrier(r, true, KANNEL, no_sim), "other");
	/* A question came the way that sends nothing but broadcasts. */
	assert_string_equal(carrier(r, false, OTHER, no_sim), "kannel");
	/* With none left for the purpose any that can is better than silence. */
	assert_string_equal(carrier(r, false, KANNEL, no_sim | UINT32_C(1) << KANNEL), "other");
	assert_string_equal(carrier(r, true, KANNEL, no_sim | UINT32_C(1) << OTHER), "kannel");
	/* A number goes by whom carries it, however fit the other is. */
	set(g[KANNEL].carries, sizeof(g[KANNEL].carries), "+62899");
	assert_string_equal(carrier(r, false, KANNEL, no_sim), "other");
	set(g[OTHER].carries, sizeof(g[OTHER].carries), "+62899");
	assert_string_equal(carrier(r, false, KANNEL, no_sim), "none");
}

static void a_day_has_its_cap(void **state)
{
	struct rig *r = *state;
	int64_t id[6];
	int sent = 0;

	r->world->config.gateway[KANNEL].daily_cap = 4;
	rig_reopen(r);
	for (int i = 0; i < 6; i++)
		id[i] = rig_queue(r, KANNEL, KIND_REPLY, i);
	for (int i = 0; i < 3; i++) {
		rig_round(r);
		rig_pass(r, 2);
	}
	for (int i = 0; i < 6; i++)
		sent += rig_row(r, id[i])->state == MESSAGE_SENT;
	assert_int_equal(sent, 4);
	assert_int_equal(sink_requests(r->sink), 4);
	rig_reopen(r); /* what was counted outlives a restart */
	rig_turn(r);
	rig_pass(r, 2);
	rig_round(r);
	assert_int_equal(sink_requests(r->sink), 4);
}

static void the_next_day_begins_at_nought(void **state)
{
	struct rig *r = *state;
	int64_t id;

	r->world->config.gateway[KANNEL].daily_cap = 1;
	rig_reopen(r);
	(void)rig_queue(r, KANNEL, KIND_TIP, 1);
	rig_round(r);
	rig_pass(r, 86400);
	id = rig_queue(r, KANNEL, KIND_TIP, 2);
	rig_round(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
}

/* Another server sends, and this one has not since yesterday. */
static void who_sends_nothing_leaves_the_count_of_others(void **state)
{
	struct rig *r = *state;
	struct gateway_record other = { .gateway = "kannel", .sent_today = 3 };
	int64_t id;

	r->world->config.gateway[KANNEL].daily_cap = 3;
	rig_reopen(r);
	(void)rig_queue(r, KANNEL, KIND_TIP, 1);
	rig_round(r);
	rig_pass(r, 86400);
	other.day = day_calendar(r->now);
	assert_int_equal(store_begin(r->world->store), RC_OK);
	assert_int_equal(gateway_record_put(r->world->store, &other), RC_OK);
	assert_int_equal(store_commit(r->world->store), RC_OK);
	rig_turn(r);
	assert_int_equal(gateway_record_get(r->world->store, "kannel", &other), RC_OK);
	assert_int_equal(other.sent_today, 3);
	assert_int_equal(other.day, day_calendar(r->now));
	id = rig_queue(r, KANNEL, KIND_TIP, 2);
	rig_round(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_QUEUED);
}

/* What one may not send any more today another takes over. */
static void over_its_cap_another_takes_over(void **state)
{
	struct rig *r = *state;
	int64_t second;

	r->world->config.gateway[KANNEL].daily_cap = 1;
	r->world->config.gateway[OTHER].failover = true;
	rig_reopen(r);
	(void)rig_queue(r, KANNEL, KIND_REPLY, 1);
	rig_round(r);
	second = rig_queue(r, KANNEL, KIND_REPLY, 2);
	for (int i = 0; i < 3; i++) {
		rig_pass(r, 2);
		rig_round(r);
	}
	assert_int_equal(rig_row(r, second)->state, MESSAGE_SENT);
	assert_string_equal(rig_row(r, second)->gateway, "other");
}

/* It is eight in the morning; the modem's owner wants quiet until five past. */
static void a_gateway_has_quiet_hours_of_its_own(void **state)
{
	struct rig *r = *state;
	int64_t reply, tip, elsewhere;

	r->world->config.gateway[KANNEL].quiet_hours =
		(struct quiet_hours){ 7 * 60, 8 * 60 + 5 };
	reply = rig_queue(r, KANNEL, KIND_REPLY, 1);
	tip = rig_queue(r, KANNEL, KIND_TIP, 2);
	elsewhere = rig_queue(r, OTHER, KIND_TIP, 3);
	rig_round(r);
	assert_int_equal(rig_row(r, reply)->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, tip)->state, MESSAGE_QUEUED);
	assert_int_equal(rig_row(r, elsewhere)->state, MESSAGE_SENT);
	rig_pass(r, 5 * 60);
	outbound_nudge(r->outbound);
	rig_round(r);
	assert_int_equal(rig_row(r, tip)->state, MESSAGE_SENT);
}

/* A minute without a gateway is no reason for a broadcast to go by a dearer one; a trader who waits for a reply is. */
static void bulk_waits_five_minutes_for_its_gateway(void **state)
{
	struct rig *r = *state;
	int64_t reply, tip;

	r->world->config.gateway[OTHER].failover = true;
	rig_reopen(r);
	sink_answer(r->sink, answer_503);
	for (int i = 0; i < 5; i++)
		(void)rig_queue(r, KANNEL, KIND_NOTICE, 20 + i);
	rig_round(r);                      /* five failures: it rests */
	sink_answer(r->sink, SINK_SILENT); /* none of what is tried meanwhile comes back */
	r->random = 0;
	reply = rig_queue(r, KANNEL, KIND_REPLY, 1);
	tip = rig_queue(r, KANNEL, KIND_TIP, 2);
	rig_pass(r, 2);
	rig_turn(r);
	assert_string_equal(rig_row(r, reply)->gateway, "other");
	assert_string_equal(rig_row(r, tip)->gateway, "kannel");
	rig_pass(r, 290);
	rig_turn(r);
	assert_string_equal(rig_row(r, tip)->gateway, "kannel");
	rig_pass(r, 20);
	rig_turn(r);
	assert_string_equal(rig_row(r, tip)->gateway, "other");
}

/* The other gateway as one that is asked what became of its messages. */
static void make_asked(struct rig *r)
{
	struct gateway_config *c = &r->world->config.gateway[OTHER];

	set(c->type, sizeof(c->type), "external");
	set(c->external.send_method, sizeof(c->external.send_method), "GET");
	set(c->external.ok_match, sizeof(c->external.ok_match), "json:status=1");
	set(c->external.id_path, sizeof(c->external.id_path), "messageId");
	set(c->external.report_status, sizeof(c->external.report_status), "msg-status");
	set(c->external.report_map, sizeof(c->external.report_map), "Delivered:delivered");
	(void)snprintf(c->external.report_url, sizeof(c->external.report_url),
		"%s/report?id={{message_id}}", sink_url(r->sink));
}

static void listen_again(struct rig *r)
{
	struct err err;

	rig_reopen(r);
	assert_int_equal(outbound_listen(r->outbound, &r->world->inbound, &err), RC_OK);
}

static void what_was_sent_before_a_start_is_asked_for(void **state)
{
	struct rig *r = *state;
	char request[2000] = "";
	int64_t id;

	make_asked(r);
	listen_again(r);
	sink_answer(r->sink, "HTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n"
			     "{\"status\":\"1\",\"messageId\":\"Z-815\"}");
	id = rig_queue(r, OTHER, KIND_TIP, 1);
	rig_round(r);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
	listen_again(r); /* the daemon starts anew */
	sink_answer(r->sink, "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n"
			     "{\"msg-status\":\"Delivered\"} ");
	rig_turn(r);
	rig_pass(r, 31);
	for (int i = 0; i < 200 && rig_row(r, id)->state == MESSAGE_SENT; i++) {
		rig_turn(r);
		assert_int_equal(outbound_wait(r->outbound, NULL, 0, 20), RC_OK);
		outbound_run(r->outbound, r->now_ms);
	}
	sink_last(r->sink, request, sizeof(request));
	assert_memory_equal(request, "GET /send/report?id=Z-815 ", 26);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_DELIVERED);
}

int main(void)
{
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_open, rig_close)
	const struct CMUnitTest tests[] = {
		RIG(each_purpose_has_its_gateway),
		RIG(a_day_has_its_cap),
		RIG(the_next_day_begins_at_nought),
		RIG(who_sends_nothing_leaves_the_count_of_others),
		RIG(over_its_cap_another_takes_over),
		RIG(a_gateway_has_quiet_hours_of_its_own),
		RIG(bulk_waits_five_minutes_for_its_gateway),
		RIG(what_was_sent_before_a_start_is_asked_for),
	};

	return world_run(tests);
}
