/* tests/relay/test_batch.c - many messages in one request: each has its own fate, the gateway is judged once */
#include "t.h"

#include "rig.h"

enum { MANY = 6 };

/* The other gateway as one that takes batches; messages 1..MANY queued to it. */
static struct rig *batches(void **state, int64_t id[MANY])
{
	struct rig *r = *state;
	struct gateway_config *c = &r->world->config.gateway[OTHER];

	(void)snprintf(c->type, sizeof(c->type), "infobip");
	(void)snprintf(c->password, sizeof(c->password), "key");
	rig_reopen(r);
	for (int i = 0; i < MANY; i++)
		id[i] = rig_queue(r, OTHER, KIND_TIP, i + 1);
	return r;
}

static void each_message_has_its_own_fate(void **state)
{
	int64_t id[MANY];
	struct rig *r = batches(state, id);

	sink_answer(r->sink,
		"HTTP/1.1 200 OK\r\nContent-Length: 188\r\n\r\n"
		"{\"messages\":[{\"status\":{\"groupId\":1}},{\"status\":{\"groupId\":5}},"
		"{\"status\":{\"groupId\":1}},{\"status\":{\"groupId\":2}},"
		"{\"status\":{\"groupId\":9}},{\"status\":{\"groupId\":0},\"messageId\":\"from-them\"}]}");
	rig_round(r);
	assert_int_equal(sink_requests(r->sink), 1);
	assert_int_equal(rig_row(r, id[0])->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, id[1])->state, MESSAGE_REJECTED);
	assert_int_equal(rig_row(r, id[2])->state, MESSAGE_SENT);
	assert_int_equal(rig_row(r, id[3])->state, MESSAGE_REJECTED);
	assert_int_equal(rig_row(r, id[4])->state, MESSAGE_UNKNOWN);
	assert_int_equal(rig_row(r, id[5])->state, MESSAGE_SENT);
}

/* Five failures in a row rest a gateway; one request that fails is one of them, not six. */
static void one_failed_request_is_one_failure(void **state)
{
	int64_t id[MANY];
	struct rig *r = batches(state, id);
	struct gateway_health h;

	sink_answer(r->sink, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
	rig_round(r);
	assert_int_equal(sink_requests(r->sink), 1);
	for (int i = 0; i < MANY; i++)
		assert_int_equal(rig_row(r, id[i])->state, MESSAGE_QUEUED);
	outbound_health(r->outbound, OTHER, &h);
	assert_false(h.resting);
	for (int i = 0; i < 4; i++) {
		rig_pass(r, 100);
		rig_round(r);
	}
	outbound_health(r->outbound, OTHER, &h);
	assert_true(h.resting);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			each_message_has_its_own_fate, rig_open, rig_close),
		cmocka_unit_test_setup_teardown(
			one_failed_request_is_one_failure, rig_open, rig_close),
	};

	return world_run(tests);
}
