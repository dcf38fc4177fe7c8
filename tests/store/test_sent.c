/* tests/store/test_sent.c - messages known by the id a gateway gave them */
#include "store_fixture.h"

static int64_t send(struct store *st, const char *gateway, const char *id, int64_t at)
{
	struct message m = { .id = store_message_id(st),
		.channel = CHANNEL_SMS,
		.kind = KIND_TIP,
		.state = MESSAGE_SENT,
		.gateway = gateway,
		.gateway_id = id,
		.phone = "+6281200000001",
		.text = "a",
		.at = at,
		.due_at = at,
		.expires_at = at + 600 };

	ok(message_add(st, &m));
	ok(sent_note(st, gateway, id, m.id));
	return m.id;
}

static void finds_a_message_by_the_gateways_id(void **state)
{
	struct store *st = *state;
	int64_t first = send(st, "at", "ATXid_1", NOON),
		second = send(st, "at", "ATXid_2", NOON),
		other = send(st, "b", "ATXid_1", NOON), found = 0;
	char longest[GATEWAY_ID_MAX];

	ok(sent_find(st, "at", "ATXid_1", &found));
	assert_int_equal(found, first);
	ok(sent_find(st, "at", "ATXid_2", &found));
	assert_int_equal(found, second);
	ok(sent_find(st, "b", "ATXid_1", &found));
	assert_int_equal(found, other);
	assert_int_equal(sent_find(st, "at", "ATXid_3", &found), RC_ABSENT);
	assert_int_equal(sent_find(st, "at", "", &found), RC_ABSENT);
	assert_int_equal(found, other); /* untouched */
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	first = send(st, "at", longest, NOON);
	ok(sent_find(st, "at", longest, &found));
	assert_int_equal(found, first);
	longest[sizeof(longest) - 2] = 'y';
	assert_int_equal(sent_find(st, "at", longest, &found), RC_ABSENT);
}

static void the_first_message_of_an_id_keeps_it(void **state)
{
	struct store *st = *state;
	int64_t first = send(st, "at", "ATXid_1", NOON), found = 0;

	ok(sent_note(st, "at", "ATXid_1", first));
	(void)send(st, "at", "ATXid_1", NOON);
	ok(sent_find(st, "at", "ATXid_1", &found));
	assert_int_equal(found, first);
}

/* One table holds both kinds of names. */
static void an_inbound_message_of_that_id_is_another_one(void **state)
{
	struct store *st = *state;
	int64_t sent = send(st, "at", "ATXid_1", NOON), inbound = 77, found = 0;

	ok(seen_add(st, "at", "ATXid_1", &inbound));
	ok(sent_find(st, "at", "ATXid_1", &found));
	assert_int_equal(found, sent);
	inbound = 78;
	assert_int_equal(seen_add(st, "at", "ATXid_1", &inbound), RC_CONFLICT);
	assert_int_equal(inbound, 77);
}

static void ids_are_forgotten_with_the_keys_of_their_time(void **state)
{
	struct store *st = *state;
	int64_t found = 0, late;
	bool done = false;

	(void)send(st, "at", "ATXid_1", NOON);
	(void)send(st, "at", "ATXid_2", NOON + 1);
	late = send(st, "at", "ATXid_3", NOON + 2);
	ok(seen_prune(st, NOON + 2, 100, &done));
	assert_true(done);
	assert_int_equal(sent_find(st, "at", "ATXid_1", &found), RC_ABSENT);
	assert_int_equal(sent_find(st, "at", "ATXid_2", &found), RC_ABSENT);
	ok(sent_find(st, "at", "ATXid_3", &found));
	assert_int_equal(found, late);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(finds_a_message_by_the_gateways_id),
		memory_test(the_first_message_of_an_id_keeps_it),
		memory_test(an_inbound_message_of_that_id_is_another_one),
		memory_test(ids_are_forgotten_with_the_keys_of_their_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
