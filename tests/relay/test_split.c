/* tests/relay/test_split.c - a long text through a gateway that does not split it */
#include "t.h"

#include <time.h>

#include "rig.h"

#define TAKEN  "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"status\":\"1\"}"
#define BROKEN "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"

static void set(char *out, size_t size, const char *value)
{
	(void)snprintf(out, size, "%s", value);
}

static void make_external(struct rig *r, bool split)
{
	struct gateway_config *c = &r->world->config.gateway[OTHER];

	set(c->type, sizeof(c->type), "external");
	set(c->external.send_method, sizeof(c->external.send_method), "POST");
	set(c->external.send_type, sizeof(c->external.send_type), "text");
	set(c->external.send_body, sizeof(c->external.send_body), "{{text}}");
	set(c->external.ok_match, sizeof(c->external.ok_match), "json:status=1");
	c->external.split = split;
	rig_reopen(r);
	sink_answer(r->sink, TAKEN);
}

/* n letters: as many a as make the first part, then b. */
static int64_t queue_long(struct rig *r, size_t n)
{
	char text[400];
	struct message m = { .channel = CHANNEL_SMS,
		.kind = KIND_TIP,
		.state = MESSAGE_QUEUED,
		.gateway = r->world->config.gateway[OTHER].name,
		.phone = "+6281234567801",
		.text = text,
		.at = r->now,
		.due_at = r->now,
		.expires_at = r->now + 600,
		.segments = 2 };

	memset(text, 'b', n);
	memset(text, 'a', n < 153 ? n : 153);
	text[n] = '\0';
	assert_int_equal(store_begin(r->world->store), RC_OK);
	m.id = store_message_id(r->world->store);
	assert_int_equal(message_add(r->world->store, &m), RC_OK);
	assert_int_equal(store_commit(r->world->store), RC_OK);
	return m.id;
}

static const char *last_body(struct rig *r, char request[static 2000])
{
	const char *body;

	sink_last(r->sink, request, 2000);
	body = strstr(request, "\r\n\r\n");
	assert_non_null(body);
	return body + 4;
}

static void a_part_goes_in_each_request(void **state)
{
	static const struct {
		size_t n;
		unsigned requests;
		size_t last; /* letters of the last one */
	} rows[] = { { 160, 1, 160 }, { 161, 2, 8 }, { 306, 2, 153 }, { 320, 3, 14 } };
	struct rig *r = *state;
	unsigned before = 0;
	char request[2000];

	make_external(r, true);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t id = queue_long(r, rows[i].n);

		outbound_nudge(r->outbound);
		rig_round(r);
		assert_int_equal(rig_row(r, id)->state, MESSAGE_SENT);
		assert_int_equal(rig_row(r, id)->tries, 1);
		assert_int_equal(sink_requests(r->sink) - before, rows[i].requests);
		before = sink_requests(r->sink);
		assert_int_equal(strlen(last_body(r, request)), rows[i].last);
	}
}

static void others_get_the_text_whole(void **state)
{
	struct rig *r = *state;
	char request[2000];

	make_external(r, false);
	(void)queue_long(r, 320);
	rig_round(r);
	assert_int_equal(sink_requests(r->sink), 1);
	assert_int_equal(strlen(last_body(r, request)), 320);
}

/* The first part has arrived, the second has not: once more would send the first twice. */
static void half_a_text_is_in_doubt(void **state)
{
	struct rig *r = *state;
	int64_t id;

	make_external(r, true);
	id = queue_long(r, 200);
	rig_turn(r);
	for (int i = 0; i < 1000 && sink_requests(r->sink) == 0; i++) {
		assert_int_equal(outbound_wait(r->outbound, NULL, 0, 10), RC_OK);
		outbound_run(r->outbound, r->now_ms);
	}
	(void)nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL); /* it has answered */
	sink_answer(r->sink, BROKEN);
	rig_fly(r);
	rig_turn(r);
	assert_int_equal(sink_requests(r->sink), 2);
	assert_int_equal(rig_row(r, id)->state, MESSAGE_UNKNOWN);
}

int main(void)
{
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_open, rig_close)
	const struct CMUnitTest tests[] = {
		RIG(a_part_goes_in_each_request),
		RIG(others_get_the_text_whole),
		RIG(half_a_text_is_in_doubt),
	};

	return world_run(tests);
}
