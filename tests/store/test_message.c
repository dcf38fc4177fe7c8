/* tests/store/test_message.c - the log of messages, repeats, and states that only move forward */
#include "store_fixture.h"

#define ANA "+6281200000001"

enum { STATES = MESSAGE_UNKNOWN + 1 };

struct seen_message {
	struct message m;
	char gateway[40], gateway_id[100], phone[20], text[200], error[100];
};

struct kept {
	struct seen_message list[120];
	int n;
};

static void copy(char *out, size_t size, const char *text)
{
	assert_non_null(text);
	snprintf(out, size, "%s", text);
}

static enum rc keep(const struct message *m, void *arg)
{
	struct kept *kept = arg;
	struct seen_message *one = &kept->list[kept->n++];

	one->m = *m;
	copy(one->gateway, sizeof(one->gateway), m->gateway);
	copy(one->gateway_id, sizeof(one->gateway_id), m->gateway_id);
	copy(one->phone, sizeof(one->phone), m->phone);
	copy(one->text, sizeof(one->text), m->text);
	copy(one->error, sizeof(one->error), m->error);
	return RC_OK;
}

static struct kept *empty(void)
{
	static struct kept kept;

	memset(&kept, 0, sizeof(kept));
	return &kept;
}

static void every_field_comes_back(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct kept *got = empty();
	struct message m = { .id = store_message_id(st),
		.previous_id = 5,
		.trader_id = t.id,
		.channel = CHANNEL_USSD,
		.kind = KIND_REMINDER,
		.state = MESSAGE_QUEUED,
		.gateway = "kannel",
		.gateway_id = "abc",
		.phone = ANA,
		.text = "LAPAK: teks",
		.at = NOON,
		.due_at = NOON + 1,
		.expires_at = NOON + 2,
		.tries = 3,
		.segments = 4,
		.reply_to = 6,
		.error = "busy" };

	ok(message_add(st, &m));
	ok(message_get(st, m.id, keep, got));
	assert_int_equal(got->n, 1);
	assert_int_equal(got->list[0].m.id, m.id);
	assert_int_equal(got->list[0].m.previous_id, 5);
	assert_int_equal(got->list[0].m.trader_id, t.id);
	assert_int_equal(got->list[0].m.channel, CHANNEL_USSD);
	assert_int_equal(got->list[0].m.kind, KIND_REMINDER);
	assert_int_equal(got->list[0].m.state, MESSAGE_QUEUED);
	assert_int_equal(got->list[0].m.at, NOON);
	assert_int_equal(got->list[0].m.due_at, NOON + 1);
	assert_int_equal(got->list[0].m.expires_at, NOON + 2);
	assert_int_equal(got->list[0].m.tries, 3);
	assert_int_equal(got->list[0].m.segments, 4);
	assert_int_equal(got->list[0].m.reply_to, 6);
	assert_string_equal(got->list[0].gateway, "kannel");
	assert_string_equal(got->list[0].gateway_id, "abc");
	assert_string_equal(got->list[0].phone, ANA);
	assert_string_equal(got->list[0].text, "LAPAK: teks");
	assert_string_equal(got->list[0].error, "busy");
	assert_int_equal(message_get(st, 77, keep, got), RC_ABSENT);
	assert_only_a_bug(st, message_add(st, &m)); /* an id is used once */
}

static void a_repeat_names_the_first(void **state)
{
	struct store *st = *state;
	int64_t id = 10;

	ok(seen_add(st, "kannel", "uuid-1", &id));
	assert_int_equal(id, 10);
	id = 11;
	assert_int_equal(seen_add(st, "kannel", "uuid-1", &id), RC_CONFLICT);
	assert_int_equal(id, 10);
	id = 12;
	ok(seen_add(st, "other", "uuid-1", &id)); /* keys are the gateway's own */
	assert_int_equal(id, 12);
}

static void a_repeat_finds_its_replies(void **state)
{
	struct store *st = *state;
	struct kept *got = empty();
	struct message in = a_push(st, ANA), reply, other;

	in.kind = KIND_INBOUND;
	in.state = MESSAGE_RECEIVED;
	reply = a_push(st, ANA);
	reply.kind = KIND_REPLY;
	reply.reply_to = in.id;
	reply.text = "first";
	ok(message_add(st, &in));
	ok(message_add(st, &reply));
	other = reply;
	other.id = store_message_id(st);
	other.reply_to = 0;
	ok(message_add(st, &other));
	reply.id = store_message_id(st);
	reply.kind = KIND_RECEIPT;
	reply.text = "second";
	ok(message_add(st, &reply));
	ok(message_replies(st, in.id, keep, got));
	assert_int_equal(got->n, 2);
	assert_string_equal(got->list[0].text, "first");
	assert_string_equal(got->list[1].text, "second");
	ok(message_replies(st, reply.id, keep, got));
	assert_int_equal(got->n, 2);
}

/* may[from][to], in the order of enum message_state. */
/* clang-format off */
static const char *const may[STATES] = {
	/*                       rec que sng snt del fai exp rej unk */
	[MESSAGE_RECEIVED]  =  "  .   .   .   .   .   .   .   .   . ",
	[MESSAGE_QUEUED]    =  "  .   x   x   x   x   x   x   x   x ",
	[MESSAGE_SENDING]   =  "  .   x   .   x   x   x   x   x   x ",
	[MESSAGE_SENT]      =  "  .   .   .   .   x   x   x   x   x ",
	[MESSAGE_DELIVERED] =  "  .   .   .   .   .   .   .   .   . ",
	[MESSAGE_FAILED]    =  "  .   .   .   .   x   .   .   .   . ",
	[MESSAGE_EXPIRED]   =  "  .   .   .   .   x   .   .   .   . ",
	[MESSAGE_REJECTED]  =  "  .   .   .   .   .   .   .   .   . ",
	[MESSAGE_UNKNOWN]   =  "  .   .   .   .   x   .   .   .   . ",
};
/* clang-format on */

/* claimed: as who claimed it says so, though it may have moved on since. */
static void one_step(
	struct store *st, enum message_state from, enum message_state to, bool claimed)
{
	bool allowed = may[from][2 + 4 * to] == 'x';
	struct message m = a_push(st, ANA);
	struct kept *got = empty();
	struct settlement s = { .id = m.id, .state = to, .due_at = NOON + 9, .now = NOON + 2 };

	print_message("%s -> %s\n", message_state_name(from), message_state_name(to));
	m.state = from;
	s.claimed = claimed ? &m : NULL;
	ok(message_add(st, &m));
	assert_int_equal(message_settle(st, &s), allowed ? RC_OK : RC_CONFLICT);
	ok(message_get(st, m.id, keep, got));
	assert_int_equal(got->list[0].m.state, allowed ? to : from);
	assert_int_equal(
		got->list[0].m.due_at, allowed && to == MESSAGE_QUEUED ? NOON + 9 : NOON);
}

static void states_only_move_forward(void **state)
{
	for (int from = 0; from < STATES; from++)
		for (int to = 0; to < STATES; to++)
			for (int claimed = 0; claimed < 2; claimed++)
				one_step(*state, (enum message_state)from,
					(enum message_state)to, claimed != 0);
}

static void a_settlement_leaves_what_it_does_not_say(void **state)
{
	struct store *st = *state;
	struct message m = a_push(st, ANA);
	struct kept *got = empty();
	struct settlement s = { .id = m.id, .state = MESSAGE_SENT, .gateway_id = "g-7" };

	ok(message_add(st, &m));
	ok(message_settle(st, &s));
	s = (struct settlement){
		.id = m.id, .state = MESSAGE_FAILED, .error = "absent subscriber"
	};
	ok(message_settle(st, &s));
	ok(message_get(st, m.id, keep, got));
	assert_string_equal(got->list[0].gateway_id, "g-7");
	assert_string_equal(got->list[0].error, "absent subscriber");
	s.id = 1234;
	assert_int_equal(message_settle(st, &s), RC_ABSENT);
}

static void lists_newest_first(void **state)
{
	struct store *st = *state;
	struct kept *got = empty();
	struct message_filter filter = { .limit = 0 };
	struct message m;

	for (int i = 0; i < 5; i++) {
		m = a_push(st, i % 2 ? ANA : "+6281200000002");
		m.state = i < 3 ? MESSAGE_SENT : MESSAGE_QUEUED;
		ok(message_add(st, &m));
	}
	ok(message_each(st, &filter, keep, got));
	assert_int_equal(got->n, 5);
	assert_int_equal(got->list[0].m.id, m.id);
	got = empty();
	filter = (struct message_filter){ .limit = 1, .phone = ANA, .state = "sent" };
	ok(message_each(st, &filter, keep, got));
	assert_int_equal(got->n, 1);
	assert_int_equal(got->list[0].m.id, m.id - 3);
}

static void the_simulators_phone_sees_what_was_pushed(void **state)
{
	static const struct {
		enum message_kind kind;
		enum message_state state;
		enum message_channel channel;
		const char *phone, *gateway;
		bool seen;
	} cases[] = {
		{ KIND_BROADCAST, MESSAGE_SENT, CHANNEL_SMS, ANA, "sim", true },
		{ KIND_REMINDER, MESSAGE_DELIVERED, CHANNEL_SMS, ANA, "sim", true },
		{ KIND_RECEIPT, MESSAGE_DELIVERED, CHANNEL_SMS, ANA, "sim", true },
		{ KIND_REPLY, MESSAGE_DELIVERED, CHANNEL_SMS, ANA, "sim", false },
		{ KIND_TIP, MESSAGE_QUEUED, CHANNEL_SMS, ANA, "sim", false },
		{ KIND_TIP, MESSAGE_EXPIRED, CHANNEL_SMS, ANA, "sim", false },
		{ KIND_TIP, MESSAGE_SENT, CHANNEL_SMS, "+6281200000002", "sim", false },
		{ KIND_TIP, MESSAGE_SENT, CHANNEL_SMS, ANA, "kannel", false },
		{ KIND_INBOUND, MESSAGE_RECEIVED, CHANNEL_SMS, ANA, "sim", false },
		{ KIND_NOTICE, MESSAGE_SENT, CHANNEL_SMS, ANA, "sim", true },
	};
	struct store *st = *state;
	struct pushed_ask ask = { .gateway = "sim", .phone = ANA };
	struct kept *got = empty();
	struct message m;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		m = a_push(st, cases[i].phone);
		m.kind = cases[i].kind;
		m.state = cases[i].state;
		m.channel = cases[i].channel;
		m.gateway = cases[i].gateway;
		ok(message_add(st, &m));
		got = empty();
		ask.after = m.id - 1;
		ok(message_pushed(st, &ask, keep, got));
		print_message("case %zu\n", i);
		assert_int_equal(got->n, cases[i].seen);
	}
	got = empty();
	ask.after = 0;
	ok(message_pushed(st, &ask, keep, got));
	assert_int_equal(got->n, 4);
	assert_true(got->list[0].m.id < got->list[3].m.id);
}

static void inbound(struct store *st, const char *key, int64_t at)
{
	struct message m = a_push(st, ANA);

	m.kind = KIND_INBOUND;
	m.state = MESSAGE_RECEIVED;
	m.gateway_id = key;
	m.at = at;
	ok(seen_add(st, m.gateway, key, &m.id));
	ok(message_add(st, &m));
	m.id = store_message_id(st);
	m.kind = KIND_REPLY;
	m.gateway_id = NULL;
	ok(message_add(st, &m));
}

static void old_keys_are_forgotten_bit_by_bit(void **state)
{
	struct store *st = *state;
	bool done = true;
	char key[20];
	int64_t id = 99;

	for (int i = 0; i < 10; i++) {
		snprintf(key, sizeof(key), "key-%d", i);
		inbound(st, key, NOON + i);
	}
	ok(seen_prune(st, NOON + 5, 4, &done)); /* ids 1 to 4: two inbound, two replies */
	assert_false(done);
	assert_int_equal(number(st, "SELECT count(*) FROM seen"), 8);
	ok(seen_prune(st, NOON + 5, 4, &done));
	assert_false(done);
	ok(seen_prune(st, NOON + 5, 4, &done));
	assert_true(done);
	assert_int_equal(number(st, "SELECT count(*) FROM seen"), 5);
	ok(seen_prune(st, NOON + 5, 4, &done));
	assert_true(done);
	assert_int_equal(seen_add(st, "kannel", "key-5", &id), RC_CONFLICT);
	ok(seen_add(st, "kannel", "key-4", &id));
	ok(seen_prune(st, NOON + 99, 1000, &done));
	assert_true(done);
	assert_int_equal(number(st, "SELECT count(*) FROM seen"), 1); /* the one added anew */
}

static void the_outbox_is_listed_by_state_from_the_newest_on(void **state)
{
	struct store *st = *state;
	struct kept *kept = empty();
	struct outbox_look look = { .state = MESSAGE_QUEUED, .limit = 10 };

	for (int i = 0; i < 3; i++) {
		struct message m = a_push(st, ANA);

		ok(message_add(st, &m));
	}
	ok(outbox_each(st, &look, keep, kept));
	assert_int_equal(kept->n, 3);
	look.before = kept->list[0].m.id;
	kept = empty();
	ok(outbox_each(st, &look, keep, kept));
	assert_int_equal(kept->n, 2);
	assert_true(kept->list[0].m.id < look.before);
}

static void a_name_that_is_no_state_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(message_state_of("sent"), MESSAGE_SENT);
	assert_int_equal(message_state_of("away"), MESSAGE_UNKNOWN);
	for (int i = 0; i < STATES; i++)
		assert_int_equal(message_has_left((enum message_state)i),
			i == MESSAGE_SENDING || i == MESSAGE_SENT || i == MESSAGE_DELIVERED ||
				i == MESSAGE_UNKNOWN);
}

static void a_walk_along_a_chain_ends(void **state)
{
	int64_t lowest = INT64_MAX;

	(void)state;
	assert_int_equal(message_before(9, 7, &lowest), 7);
	assert_int_equal(message_before(7, 8, &lowest), 8);
	assert_int_equal(message_before(8, 6, &lowest), 6);
	assert_int_equal(message_before(6, 8, &lowest), 8);
	assert_int_equal(message_before(8, 6, &lowest), 0);
	lowest = INT64_MAX;
	assert_int_equal(message_before(5, 5, &lowest), 0);
	assert_int_equal(message_before(5, 6, &lowest), 6);
	assert_int_equal(message_before(6, 7, &lowest), 0);
	assert_int_equal(message_before(4, 0, &lowest), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(every_field_comes_back),
		memory_test(a_repeat_names_the_first),
		memory_test(a_repeat_finds_its_replies),
		memory_test(states_only_move_forward),
		memory_test(a_settlement_leaves_what_it_does_not_say),
		memory_test(lists_newest_first),
		memory_test(the_simulators_phone_sees_what_was_pushed),
		memory_test(old_keys_are_forgotten_bit_by_bit),
		memory_test(the_outbox_is_listed_by_state_from_the_newest_on),
		cmocka_unit_test(a_name_that_is_no_state_is_unknown),
		cmocka_unit_test(a_walk_along_a_chain_ends),
	};

	return cmocka_run_group_tests_name("store/message", tests, NULL, NULL);
}
