/* tests/store/test_broadcast.c - recipients once each, messages, counters, taking back, forgetting */
#include "broadcast_fixture.h"

#include "base/days.h"
#include "store/conversation.h"

#define UNERASED                                                                               \
	"SELECT count(*) FROM message WHERE text IS NOT NULL OR phone <> '' OR trader_id IS NOT NULL"

static void settle(struct store *st, int64_t id, enum message_state s)
{
	ok(message_settle(st, &(struct settlement){ .id = id, .state = s, .now = NOON }));
}

static enum rc count_claimed(const struct message *m, void *n)
{
	(void)m;
	++*(int *)n;
	return RC_OK;
}

static int claims(struct store *st, int64_t at)
{
	int n = 0;

	ok(outbox_claim(st, &(struct outbox_ask){ .gateway = "kannel", .now = at, .max = 100 },
		count_claimed, &n));
	return n;
}

static void expands_in_slices_and_never_twice(void **state)
{
	struct store *st = *state;
	struct broadcast b, again;
	int64_t made = 0;

	for (int i = 0; i < 2500; i++)
		(void)add_trader(st, i);
	b = sending(st);
	assert_int_equal(b.recipients, 2500);
	assert_int_equal(number(st, "SELECT count(*) FROM broadcast_recipient"), 2500);
	assert_true(now(st, b.id).expanded);
	again = b; /* as after a crash that forgot the cursor */
	again.expand_after = 0;
	ok(broadcast_expand(st, &again, &made));
	assert_int_equal(made, 0);
	again = now(st, b.id);
	again.expanded = false;
	again.expand_after = again.found = 0;
	ok(broadcast_expand(st, &again, &made));
	assert_int_equal(again.expand_after, BROADCAST_SLICE);
	assert_false(again.expanded);
}

static void counts_what_becomes_of_messages(void **state)
{
	struct store *st = *state;
	struct broadcast b;
	int64_t id[6], spent = 0;

	for (int i = 0; i < 8; i++)
		(void)add_trader(st, i);
	b = sending(st);
	for (int i = 0; i < 6; i++)
		id[i] = make_one(st, &b);
	b = now(st, b.id);
	assert_int_equal(b.open, 6);
	assert_int_equal(b.segments, 6);
	assert_int_equal(b.cost, 6 * 250);
	assert_int_equal(broadcast_left(&b), 8);
	assert_int_equal(claims(st, NOON), 6);
	settle(st, id[0], MESSAGE_SENT);
	settle(st, id[1], MESSAGE_DELIVERED);
	settle(st, id[2], MESSAGE_UNKNOWN);
	settle(st, id[3], MESSAGE_FAILED);
	settle(st, id[4], MESSAGE_REJECTED);
	settle(st, id[5], MESSAGE_QUEUED);
	b = now(st, b.id);
	assert_int_equal(b.sent, 3);
	assert_int_equal(b.delivered, 1);
	assert_int_equal(b.unknown, 1);
	assert_int_equal(b.failed, 2);
	assert_int_equal(b.open, 1);
	assert_int_equal(b.segments, 4);
	assert_int_equal(b.cost, 4 * 250);
	assert_int_equal(broadcast_left(&b), 3);
	settle(st, id[0], MESSAGE_DELIVERED);
	settle(st, id[2], MESSAGE_DELIVERED); /* it did arrive */
	b = now(st, b.id);
	assert_int_equal(b.sent, 3);
	assert_int_equal(b.delivered, 3);
	assert_int_equal(b.unknown, 0);
	ok(broadcast_spent(st, day_calendar(NOON), &spent));
	assert_int_equal(spent, 4 * 250);
	ok(broadcast_spent(st, day_calendar(NOON) + 1, &spent));
	assert_int_equal(spent, 0);
}

static void a_person_gets_one_message(void **state)
{
	struct store *st = *state;
	struct broadcast b;
	struct broadcast_person p;
	struct message m = { .gateway = "kannel", .text = "x", .at = NOON, .segments = 1 };
	size_t n = 0;

	(void)add_trader(st, 1);
	b = sending(st);
	ok(broadcast_next(st, &b, 1, &p, &n));
	ok(broadcast_make(st, &b, &p, &m));
	assert_int_equal(broadcast_make(st, &b, &p, &m), RC_ABSENT);
	assert_int_equal(broadcast_drop(st, &b, &p, "stopped"), RC_ABSENT);
	assert_int_equal(number(st, "SELECT count(*) FROM message"), 1);
}

static void the_message_is_the_head_of_the_chain(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct conversation c = { .trader_id = t.id, .state = "idle", .last_message_id = 7 };
	struct broadcast b = sending(st);
	int64_t id;

	ok(conversation_put(st, &c));
	id = make_one(st, &b);
	ok(conversation_get(st, t.id, &c));
	assert_int_equal(c.last_message_id, id);
	assert_int_equal(number(st, "SELECT previous_id FROM message"), 7);
}

static void who_never_wrote_has_a_chain_from_the_first_one(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct conversation c;
	struct broadcast first = sending(st), second = sending(st);
	int64_t id = make_one(st, &first), next = make_one(st, &second);

	ok(conversation_get(st, t.id, &c));
	assert_string_equal(c.state, "idle");
	assert_int_equal(c.last_message_id, next);
	assert_int_equal(number(st, "SELECT max(previous_id) FROM message"), id);
	assert_int_equal(number(st, "SELECT min(previous_id) FROM message"), 0);
	settle(st, id, MESSAGE_SENT);
	ok(trader_erase(st, &t, NOON));
	assert_int_equal(number(st, UNERASED), 0);
}

static void erasing_finds_what_went_out_before_there_was_a_chain(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct broadcast b = sending(st);

	settle(st, make_one(st, &b), MESSAGE_SENT);
	b = sending(st);
	(void)make_one(st, &b); /* on its way still */
	assert_int_equal(number(st, "DELETE FROM conversation RETURNING trader_id"), t.id);
	assert_int_equal(number(st, UNERASED), 2);
	ok(trader_erase(st, &t, NOON));
	assert_int_equal(number(st, UNERASED), 0);
	assert_int_equal(number(st, "SELECT count(*) FROM message"), 2);
	b = now(st, b.id);
	assert_int_equal(b.failed, 1);
}

static void nothing_goes_after_stop_or_right_after_a_text(void **state)
{
	struct store *st = *state;
	struct trader stopped = add_trader(st, 1), wrote = add_trader(st, 2);
	struct conversation c = { .trader_id = wrote.id, .state = "idle" };
	struct broadcast b;

	(void)add_trader(st, 3);
	b = sending(st);
	for (int i = 0; i < 3; i++)
		(void)make_one(st, &b);
	stopped.stopped_at = NOON;
	ok(trader_update(st, &stopped));
	c.last_in_at = NOON - 60;
	ok(conversation_put(st, &c));
	assert_int_equal(claims(st, NOON), 1);
	b = now(st, b.id);
	assert_int_equal(b.failed, 1);
	assert_int_equal(b.open, 2);
	assert_int_equal(number(st, "SELECT due_at FROM message WHERE state = 'queued'"),
		NOON - 60 + BROADCAST_APART);
	assert_int_equal(claims(st, NOON - 61 + BROADCAST_APART), 0);
	assert_int_equal(claims(st, NOON - 60 + BROADCAST_APART), 1);
}

static void pausing_takes_back_what_is_queued(void **state)
{
	struct store *st = *state;
	struct broadcast b;
	struct broadcast_person p[4];
	int64_t id[3], n = 0;
	bool waits = false;
	size_t due = 0;

	for (int i = 0; i < 4; i++)
		(void)add_trader(st, i);
	b = sending(st);
	for (int i = 0; i < 3; i++)
		id[i] = make_one(st, &b);
	ok(outbox_claim(st, &(struct outbox_ask){ .gateway = "kannel", .now = NOON, .max = 1 },
		count_claimed, &(int){ 0 }));
	b = now(st, b.id);
	b.state = BROADCAST_PAUSED;
	ok(broadcast_put(st, &b));
	ok(broadcast_withdraw(st, &b, true, NOON, &n));
	assert_int_equal(n, 2);
	settle(st, id[0], MESSAGE_QUEUED); /* the gateway wants it later */
	assert_int_equal(claims(st, NOON), 0);
	b = now(st, b.id);
	assert_int_equal(b.open, 0);
	assert_int_equal(b.segments, 0);
	assert_int_equal(b.failed, 0);
	assert_int_equal(broadcast_left(&b), 4);
	ok(broadcast_waits(st, b.id, &waits));
	assert_true(waits);
	ok(broadcast_due(st, b.id, NOON, 4, p, &due));
	assert_int_equal(due, 3);
	for (size_t i = 0; i < due; i++) {
		struct message m = {
			.gateway = "kannel", .text = "x", .at = NOON, .segments = 1
		};

		ok(broadcast_make(st, &b, &p[i], &m));
	}
	ok(broadcast_waits(st, b.id, &waits));
	assert_false(waits);
	b.send_after = p[2].trader_id;
	ok(broadcast_next(st, &b, 4, p, &due));
	assert_int_equal(due, 1);
}

static void cancelling_tells_the_exact_number_left(void **state)
{
	struct store *st = *state;
	struct broadcast b;
	int64_t id[3], n = 0;

	for (int i = 0; i < 5; i++)
		(void)add_trader(st, i);
	b = sending(st);
	for (int i = 0; i < 3; i++)
		id[i] = make_one(st, &b);
	ok(outbox_claim(st, &(struct outbox_ask){ .gateway = "kannel", .now = NOON, .max = 1 },
		count_claimed, &(int){ 0 }));
	b = now(st, b.id);
	b.state = BROADCAST_CANCELLED;
	ok(broadcast_put(st, &b));
	ok(broadcast_withdraw(st, &b, false, NOON, &n));
	b = now(st, b.id);
	assert_int_equal(broadcast_left(&b), 4); /* one is on the wire */
	settle(st, id[0], MESSAGE_SENT);
	b = now(st, b.id);
	assert_int_equal(broadcast_left(&b), 4);
	assert_int_equal(b.sent, 1);
	assert_int_equal(broadcast_cost(&b), 250);
}

static void expired_and_interrupted_ones_are_counted(void **state)
{
	struct store *st = *state;
	struct broadcast b;
	int64_t n = 0, unknown = 0;

	(void)add_trader(st, 1);
	(void)add_trader(st, 2);
	b = sending(st);
	(void)make_one(st, &b);
	assert_int_equal(claims(st, NOON), 1);
	ok(outbox_recover(st, false, NOON, &n, &unknown));
	assert_int_equal(unknown, 1);
	(void)make_one(st, &b);
	ok(outbox_expire(st, NOON + BROADCAST_LIVES, 10, &n));
	assert_int_equal(n, 0);
	ok(outbox_expire(st, NOON + BROADCAST_LIVES + 1, 10, &n));
	assert_int_equal(n, 1);
	b = now(st, b.id);
	assert_int_equal(b.unknown, 1);
	assert_int_equal(b.failed, 1);
	assert_int_equal(broadcast_left(&b), 0);
}

static void erasing_a_person_ends_their_turn(void **state)
{
	struct store *st = *state;
	struct trader queued = add_trader(st, 1), later = add_trader(st, 2);
	struct broadcast b = sending(st);

	(void)make_one(st, &b);
	ok(trader_erase(st, &queued, NOON));
	ok(trader_erase(st, &later, NOON));
	b = now(st, b.id);
	assert_int_equal(b.failed, 2);
	assert_int_equal(b.open, 0);
	assert_int_equal(broadcast_left(&b), 0);
	assert_int_equal(number(st, "SELECT count(*) FROM broadcast_recipient"), 0);
}

struct listed {
	int n;
	char state[20], reason[20];
	int64_t people, last;
};

static enum rc list_reason(const struct broadcast_reason *r, void *arg)
{
	struct listed *l = arg;

	l->n++;
	l->people += r->people;
	snprintf(l->state, sizeof(l->state), "%s", r->state);
	snprintf(l->reason, sizeof(l->reason), "%s", r->reason);
	return RC_OK;
}

static enum rc list_result(const struct broadcast_result *r, void *arg)
{
	struct listed *l = arg;

	l->n++;
	l->last = r->trader_id;
	snprintf(l->state, sizeof(l->state), "%s", r->state);
	return RC_OK;
}

static void lists_results_with_reasons(void **state)
{
	struct store *st = *state;
	struct broadcast b;
	struct broadcast_person p;
	struct broadcast_result_ask ask = { .id = 1 };
	struct listed l = { .n = 0 };
	size_t n = 0;

	for (int i = 0; i < 3; i++)
		(void)add_trader(st, i);
	b = sending(st);
	settle(st, make_one(st, &b), MESSAGE_FAILED);
	ok(broadcast_next(st, &b, 1, &p, &n));
	ok(broadcast_drop(st, &b, &p, "stopped"));
	ok(broadcast_reasons(st, b.id, list_reason, &l));
	assert_int_equal(l.n, 3);
	assert_int_equal(l.people, 3);
	l = (struct listed){ .n = 0 };
	ask.limit = 2; /* pages: two, one, none */
	for (int i = 0; i < 3; i++, ask.after = l.last)
		ok(broadcast_results(st, &ask, list_result, &l));
	assert_int_equal(l.n, 3);
	l = (struct listed){ .n = 0 };
	ask.after = 0;
	ask.state = "dropped";
	ok(broadcast_results(st, &ask, list_result, &l));
	assert_int_equal(l.n, 1);
	assert_string_equal(l.state, "dropped");
}

static void a_text_for_each_language_and_for_the_rest(void **state)
{
	struct broadcast_texts t = { .of = { { "", "rest" }, { "jv", "jawa" } }, .n = 2 };

	(void)state;
	assert_string_equal(broadcast_text_for(&t, "jv"), "jawa");
	assert_string_equal(broadcast_text_for(&t, "id"), "rest");
	t.of[0].language[0] = 'x';
	assert_null(broadcast_text_for(&t, "id"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(expands_in_slices_and_never_twice),
		memory_test(counts_what_becomes_of_messages),
		memory_test(a_person_gets_one_message),
		memory_test(the_message_is_the_head_of_the_chain),
		memory_test(who_never_wrote_has_a_chain_from_the_first_one),
		memory_test(erasing_finds_what_went_out_before_there_was_a_chain),
		memory_test(nothing_goes_after_stop_or_right_after_a_text),
		memory_test(pausing_takes_back_what_is_queued),
		memory_test(cancelling_tells_the_exact_number_left),
		memory_test(expired_and_interrupted_ones_are_counted),
		memory_test(erasing_a_person_ends_their_turn),
		memory_test(lists_results_with_reasons),
		cmocka_unit_test(a_text_for_each_language_and_for_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
