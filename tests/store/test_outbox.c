/* tests/store/test_outbox.c - what goes out, in which order, and what no longer does */
#include "claim_fixture.h"

#define ANA   "+6281200000001"
#define BUDI  "+6281200000002"
#define CITRA "+6281200000003"

#define assert_claimed(st, now, max, ...)                                                      \
	do {                                                                                   \
		int64_t want_[] = { 0, __VA_ARGS__ };                                          \
		struct ids got_ = claim(st, now, max);                                         \
		assert_int_equal(got_.n, sizeof(want_) / sizeof(want_[0]) - 1);                \
		assert_memory_equal(got_.id, want_ + 1, sizeof(want_) - sizeof(want_[0]));     \
	} while (0)

#define assert_none(st, now, max) assert_int_equal(claim(st, now, max).n, 0)

static int64_t queue(struct store *st, const char *phone, enum message_kind kind)
{
	struct message m = a_push(st, phone);

	m.kind = kind;
	ok(message_add(st, &m));
	return m.id;
}

static void settle(struct store *st, int64_t id, enum message_state state, int64_t due_at)
{
	struct settlement s = { .id = id, .state = state, .due_at = due_at, .now = NOON + 1 };

	ok(message_settle(st, &s));
}

static void replies_go_before_reminders_before_tips(void **state)
{
	struct store *st = *state;
	int64_t tip = queue(st, "+6281", KIND_TIP), notice = queue(st, "+6282", KIND_NOTICE),
		reply = queue(st, "+6283", KIND_REPLY),
		many = queue(st, "+6284", KIND_BROADCAST),
		reminder = queue(st, "+6285", KIND_REMINDER),
		receipt = queue(st, "+6286", KIND_RECEIPT);

	assert_claimed(st, NOON, 4, reply, receipt, notice, reminder);
	assert_claimed(st, NOON, 4, tip, many);
	assert_none(st, NOON, 4);
}

static void one_numbers_messages_keep_their_order(void **state)
{
	struct store *st = *state;
	int64_t first = queue(st, ANA, KIND_TIP), second = queue(st, ANA, KIND_TIP),
		third = queue(st, ANA, KIND_TIP);

	assert_claimed(st, NOON, 10, first);
	assert_none(st, NOON, 10);
	settle(st, first, MESSAGE_QUEUED, NOON + 60); /* to be tried again: the others wait */
	assert_none(st, NOON, 10);
	assert_none(st, NOON + 59, 10);
	assert_claimed(st, NOON + 60, 10, first);
	settle(st, first, MESSAGE_SENT, 0);
	assert_claimed(st, NOON + 60, 10, second);
	settle(st, second, MESSAGE_REJECTED, 0);
	assert_claimed(st, NOON + 60, 10, third);
}

static void a_reply_passes_what_is_less_urgent(void **state)
{
	struct store *st = *state;
	int64_t tip = queue(st, ANA, KIND_TIP), reply = queue(st, ANA, KIND_REPLY);

	assert_claimed(st, NOON, 10, reply);
	settle(st, reply, MESSAGE_SENT, 0);
	assert_claimed(st, NOON, 10, tip);
	reply = queue(st, ANA, KIND_REPLY);
	assert_none(st, NOON, 10); /* but nothing passes one on its way */
	settle(st, tip, MESSAGE_UNKNOWN, 0);
	assert_claimed(st, NOON, 10, reply);
}

static void one_bad_number_never_blocks_the_rest(void **state)
{
	struct store *st = *state;
	int64_t bad = queue(st, ANA, KIND_REPLY), fine;

	for (int i = 0; i < 100; i++)
		queue(st, ANA, KIND_REPLY);
	fine = queue(st, BUDI, KIND_REPLY);
	assert_claimed(st, NOON, 2, bad, fine);
	settle(st, bad, MESSAGE_QUEUED, NOON + 900);
	fine = queue(st, CITRA, KIND_REPLY);
	assert_claimed(st, NOON, 2, fine);
}

static void only_what_is_due_and_this_gateways(void **state)
{
	struct store *st = *state;
	struct message m = a_push(st, ANA);

	m.due_at = NOON + 10;
	ok(message_add(st, &m));
	assert_none(st, NOON + 9, 10);
	m = a_push(st, BUDI);
	m.gateway = "other";
	ok(message_add(st, &m));
	assert_claimed(st, NOON + 10, 10, m.id - 1);
	assert_none(st, NOON + 10, 0);
}

static void more_than_one_chunk_is_claimed_once_each(void **state)
{
	struct store *st = *state;
	struct ids got;
	char phone[32];

	for (int i = 0; i < 150; i++) {
		snprintf(phone, sizeof(phone), "+6281200000%03d", i);
		queue(st, phone, i % 2 ? KIND_REPLY : KIND_TIP);
	}
	got = claim(st, NOON, 140);
	assert_int_equal(got.n, 140);
	for (int i = 0; i < 140; i++)
		assert_int_equal(got.id[i], i < 75 ? 2 * (i + 1) : 2 * (i - 75) + 1);
	assert_int_equal(claim(st, NOON, 140).n, 10);
}

static enum rc stop_at_once(const struct message *m, void *arg)
{
	(void)m;
	(*(int *)arg)++;
	return RC_FULL;
}

static void a_claim_stops_where_the_caller_does(void **state)
{
	struct store *st = *state;
	int calls = 0;

	queue(st, ANA, KIND_TIP);
	queue(st, BUDI, KIND_TIP);
	assert_int_equal(
		outbox_claim(st,
			&(struct outbox_ask){ .gateway = "kannel", .now = NOON, .max = 5 },
			stop_at_once, &calls),
		RC_FULL);
	assert_int_equal(calls, 1);
}

static void nothing_old_goes_out(void **state)
{
	struct store *st = *state;
	int64_t old = queue(st, ANA, KIND_TIP), n = 0, later;
	struct message m = a_push(st, ANA);

	m.expires_at = NOON + 7200;
	ok(message_add(st, &m));
	later = m.id;
	/* Expired but not yet marked: neither goes out nor holds the next one back. */
	assert_claimed(st, NOON + 3601, 10, later);
	ok(outbox_expire(st, NOON + 3600, 10, &n));
	assert_int_equal(n, 0);
	ok(outbox_expire(st, NOON + 3601, 10, &n));
	assert_int_equal(n, 1);
	assert_int_equal(number(st, "SELECT count(*) FROM message WHERE state = 'expired'"), 1);
	assert_int_equal(number(st, "SELECT id FROM message WHERE state = 'expired'"), old);
	for (int i = 0; i < 5; i++)
		queue(st, BUDI, KIND_TIP);
	ok(outbox_expire(st, NOON + 9999, 3, &n));
	assert_int_equal(n, 3);
	ok(outbox_expire(st, NOON + 9999, 3, &n));
	assert_int_equal(n, 2);
}

static void after_a_crash_replies_are_tried_again(void **state)
{
	struct store *st = *state;
	int64_t reply = queue(st, ANA, KIND_REPLY), receipt = queue(st, BUDI, KIND_RECEIPT),
		requeued = 0, unknown = 0;

	queue(st, CITRA, KIND_BROADCAST);
	queue(st, "+6281200000004", KIND_REMINDER);
	assert_int_equal(claim(st, NOON, 10).n, 4);
	queue(st, CITRA, KIND_REPLY);
	ok(outbox_recover(st, false, NOON + 5, &requeued, &unknown));
	assert_int_equal(requeued, 2);
	assert_int_equal(unknown, 2);
	assert_claimed(st, NOON + 5, 10, reply, receipt, receipt + 3);
}

static void a_clock_set_back_holds_up_no_reply(void **state)
{
	struct store *st = *state;
	int64_t reply = queue(st, ANA, KIND_REPLY);
	struct message m = a_push(st, BUDI);

	m.due_at = NOON - 3000;
	m.kind = KIND_REMINDER;
	ok(message_add(st, &m));
	assert_none(st, NOON - 3600, 10);
	ok(outbox_clock_back(st, NOON - 3600));
	assert_claimed(st, NOON - 3600, 10, reply);
	assert_claimed(st, NOON - 3000, 10, m.id);
}

static void knows_when_the_next_is_due(void **state)
{
	struct store *st = *state;
	struct outbox_count count;
	struct message m;
	int64_t due = 0;

	ok(outbox_next_due(st, &due));
	assert_true(due == INT64_MAX);
	ok(outbox_counts(st, &count));
	assert_int_equal(count.oldest_queued_at, 0);
	m = a_push(st, ANA);
	m.due_at = NOON + 50;
	ok(message_add(st, &m));
	m = a_push(st, BUDI);
	m.gateway = "zebra";
	m.kind = KIND_REPLY;
	m.due_at = NOON + 40;
	ok(message_add(st, &m));
	m = a_push(st, CITRA);
	m.gateway = "alpha";
	m.due_at = NOON + 60;
	ok(message_add(st, &m));
	ok(outbox_next_due(st, &due));
	assert_int_equal(due, NOON + 40);
	assert_claimed(st, NOON + 50, 10, m.id - 2);
	ok(outbox_counts(st, &count));
	assert_int_equal(count.queued, 2);
	assert_int_equal(count.sending, 1);
	assert_int_equal(count.sending_by[0], 0);
	assert_int_equal(count.sending_by[1] + count.sending_by[2], 1);
	assert_int_equal(count.queued_by[0], 1);
	assert_int_equal(count.queued_by[1] + count.queued_by[2], 1);
	assert_int_equal(count.oldest_queued_at, NOON + 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(replies_go_before_reminders_before_tips),
		memory_test(one_numbers_messages_keep_their_order),
		memory_test(a_reply_passes_what_is_less_urgent),
		memory_test(one_bad_number_never_blocks_the_rest),
		memory_test(only_what_is_due_and_this_gateways),
		memory_test(more_than_one_chunk_is_claimed_once_each),
		memory_test(a_claim_stops_where_the_caller_does),
		memory_test(nothing_old_goes_out),
		memory_test(after_a_crash_replies_are_tried_again),
		memory_test(a_clock_set_back_holds_up_no_reply),
		memory_test(knows_when_the_next_is_due),
	};

	return cmocka_run_group_tests_name("store/outbox", tests, NULL, NULL);
}
