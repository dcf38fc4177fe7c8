/* tests/office/test_broadcast_again.c - a broadcast on one phone first, and once more for those who did not get it */
#include "broadcast_desk.h"

#include "base/days.h"

static int64_t messages(struct desk *d)
{
	return number(d->st, "SELECT count(*) FROM message");
}

/* ---- on one phone first ---- */

static void one_phone_gets_it_before_the_approval(void **state)
{
	struct desk *d = *state;
	struct broadcast_facts f = facts(d);
	struct phone to = { .e164 = "+6281299990000" };
	struct broadcast b;
	struct err err;

	people(d, 3);
	b = written(d, "LAPAK: Halo {name}");
	ok(broadcast_try(&f, &b, &to, &err));
	assert_int_equal(messages(d), 1);
	assert_int_equal(number(d->st, "SELECT count(*) FROM message WHERE phone = "
				       "'+6281299990000' AND text = 'LAPAK: Halo Bapak/Ibu' "
				       "AND kind = 'notice' AND state = 'queued'"),
		1);
	assert_int_equal(number(d->st, "SELECT sum(cost) FROM broadcast_spending"), 250);
	b = of(d, b.id);
	assert_int_equal(b.tests, 1);
	assert_int_equal(b.open + b.sent + b.failed, 0); /* for no recipient */
	ok(approve(d, &b, "budi", &err));
	assert_int_equal(broadcast_try(&f, &b, &to, &err), RC_CONFLICT);
	assert_int_equal(messages(d), 1);
}

static void a_trial_has_its_limits(void **state)
{
	struct desk *d = *state;
	struct broadcast_facts f = facts(d);
	struct phone to = { .e164 = "+6281299990000" }, abroad = { .e164 = "+14155550100" };
	struct trader stopped;
	struct broadcast b;
	struct err err;

	stopped = add_trader(d->st, 1);
	stopped.stopped_at = NOON;
	ok(trader_update(d->st, &stopped));
	b = written(d, "x");
	assert_int_equal(broadcast_try(&f, &b, &stopped.phone, &err), RC_DENIED);
	ok(trader_erase(
		d->st, &stopped, NOON)); /* the person is forgotten, not that they want none */
	assert_int_equal(broadcast_try(&f, &b, &stopped.phone, &err), RC_DENIED);
	assert_int_equal(broadcast_try(&f, &b, &abroad, &err), RC_INVALID);
	for (int i = 0; i < BROADCAST_TESTS_MOST; i++)
		ok(broadcast_try(&f, &b, &to, &err));
	assert_int_equal(broadcast_try(&f, &b, &to, &err), RC_FULL);
	assert_int_equal(messages(d), BROADCAST_TESTS_MOST);
	b = written(d, "x");
	d->config.office.broadcast_cap_per_day = BROADCAST_TESTS_MOST * 250;
	assert_int_equal(broadcast_try(&f, &b, &to, &err), RC_FULL);
	d->config.office.broadcast_cap_per_day++;
	ok(broadcast_try(&f, &b, &to, &err));
}

static void a_trial_on_a_traders_phone_waits_for_the_morning(void **state)
{
	struct desk *d = *state;
	struct broadcast_facts f = facts(d);
	struct phone to = { .e164 = "+6281299990000" };
	struct trader t = add_trader(d->st, 1);
	struct broadcast b = written(d, "x");
	struct err err;

	f.now = NOON + 8 * 3600; /* 20:00 */
	ok(broadcast_try(&f, &b, &t.phone, &err));
	ok(broadcast_try(&f, &b, &to, &err));
	assert_int_equal(number(d->st, "SELECT max(due_at - at) FROM message"), 12 * 3600);
	assert_int_equal(number(d->st, "SELECT due_at - at FROM message WHERE phone = "
				       "'+6281299990000'"),
		0);
}

/* ---- once more ---- */

struct mixed {
	struct desk *d;
	int n;
};

/* Every third message is lost, every third of nobody knows what. */
static enum rc arrive_or_not(const struct message *m, void *arg)
{
	static const enum message_state ends[] = { MESSAGE_DELIVERED, MESSAGE_FAILED,
		MESSAGE_UNKNOWN };
	struct mixed *x = arg;

	return message_settle(
		x->d->st, &(struct settlement){
				  .id = m->id, .state = ends[x->n++ % 3], .now = x->d->now });
}

/* One to so many people, done, a third of them without it. */
static struct broadcast third_lost(struct desk *d, int n)
{
	struct mixed x = { .d = d };
	struct broadcast b;

	people(d, n);
	b = approved(d, "x");
	for (int i = 0; i < n / 30 + 3; i++) {
		turn(d);
		ok(outbox_claim(d->st,
			&(struct outbox_ask){ .gateway = "phone", .now = d->now, .max = 1000 },
			arrive_or_not, &x));
	}
	b = of(d, b.id);
	assert_int_equal(b.state, BROADCAST_DONE);
	assert_int_equal(b.failed, n / 3);
	return b;
}

static int64_t lost(struct desk *d, const struct broadcast *b)
{
	int64_t n = -1;

	ok(broadcast_lost(d->st, b->id, &n));
	return n;
}

static void who_did_not_get_it_gets_it_once_more(void **state)
{
	struct desk *d = *state;
	struct broadcast b = third_lost(d, 90);
	struct broadcast_facts f = facts(d);
	struct err err;

	assert_int_equal(lost(d, &b), 30);
	ok(broadcast_retry(&f, &b, 30, &err));
	assert_int_equal(broadcast_retry(&f, &b, 30, &err), RC_CONFLICT);
	for (int i = 0; i < 5; i++) {
		turn(d);
		deliver(d);
	}
	b = of(d, b.id);
	assert_int_equal(b.state, BROADCAST_DONE);
	assert_int_equal(b.failed, 0);
	assert_int_equal(b.delivered, 60);
	assert_int_equal(b.unknown, 30);
	assert_int_equal(broadcast_left(&b), 0);
	assert_int_equal(b.cost, 90 * 250); /* a lost one is not paid */
	assert_int_equal(messages(d), 120);
	assert_int_equal(number(d->st, "SELECT max(n) FROM (SELECT count(*) AS n FROM message "
				       "WHERE state = 'delivered' GROUP BY phone)"),
		1);
	assert_int_equal(broadcast_retry(&f, &b, lost(d, &b), &err), RC_ABSENT);
}

/* What a report says of the first attempt later on is of no account: it would be counted twice. */
static void a_late_report_of_the_first_attempt_changes_nothing(void **state)
{
	struct desk *d = *state;
	struct broadcast b = third_lost(d, 3);
	struct broadcast_facts f = facts(d);
	int64_t first = number(d->st, "SELECT id FROM message WHERE state = 'failed'");

	ok(broadcast_retry(&f, &b, 1, NULL));
	turn(d);
	deliver(d);
	ok(broadcast_settled(d->st, &(struct message){ .id = first, .segments = 1 },
		MESSAGE_FAILED, MESSAGE_DELIVERED));
	b = of(d, b.id);
	assert_int_equal(b.failed, 0);
	assert_int_equal(b.delivered, 2);
}

static void many_are_looked_at_slice_by_slice(void **state)
{
	struct desk *d = *state;
	struct broadcast b = third_lost(d, 2400);
	struct broadcast_facts f = facts(d);

	ok(broadcast_retry(&f, &b, 800, NULL));
	ok(broadcast_retry_slice(d->st, &b));
	assert_int_equal(of(d, b.id).failed, 800 - 333);
	ok(broadcast_retry_slice(d->st, &b));
	ok(broadcast_retry_slice(d->st, &b));
	b = of(d, b.id);
	assert_int_equal(b.failed, 0);
	assert_int_equal(b.retry_after, b.retry_until);
	assert_int_equal(number(d->st, "SELECT count(*) FROM broadcast_wait"), 800);
}

static void a_retry_has_its_limits(void **state)
{
	struct desk *d = *state;
	struct broadcast b = third_lost(d, 9);
	struct broadcast_facts f;
	struct err err;

	d->config.office.broadcast_cap = 8 * 250; /* six were paid, three more are wanted */
	f = facts(d);
	assert_int_equal(broadcast_retry(&f, &b, 3, &err), RC_FULL);
	d->config.office.broadcast_cap = 9 * 250;
	b.approved_at -= (int64_t)BROADCAST_RETRY_DAYS * DAY_SECONDS;
	f.now = d->now;
	assert_int_equal(broadcast_retry(&f, &b, 3, &err), RC_INVALID);
	b.approved_at = d->now;
	ok(broadcast_retry(&f, &b, 3, &err));
}

static void it_is_taken_back_until_it_begins(void **state)
{
	struct desk *d = *state;
	struct broadcast b = third_lost(d, 3);
	struct broadcast_facts f = facts(d);
	struct err err;

	b.starts_at = d->now + 120;
	ok(broadcast_retry(&f, &b, 1, &err));
	assert_int_equal(b.state, BROADCAST_SCHEDULED);
	turn(d);
	b = of(d, b.id);
	ok(broadcast_retry_undo(&f, &b, &err));
	b = of(d, b.id);
	assert_int_equal(b.state, BROADCAST_DONE);
	assert_int_equal(b.failed, 1);
	assert_int_equal(broadcast_retry_undo(&f, &b, &err), RC_CONFLICT);
	b.starts_at = d->now + 120;
	ok(broadcast_retry(&f, &b, 1, &err));
	d->now += 120;
	turn(d);
	b = of(d, b.id);
	assert_int_equal(broadcast_retry_undo(&f, &b, &err), RC_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(one_phone_gets_it_before_the_approval),
		desk_test(a_trial_has_its_limits),
		desk_test(a_trial_on_a_traders_phone_waits_for_the_morning),
		desk_test(who_did_not_get_it_gets_it_once_more),
		desk_test(a_late_report_of_the_first_attempt_changes_nothing),
		desk_test(many_are_looked_at_slice_by_slice),
		desk_test(a_retry_has_its_limits),
		desk_test(it_is_taken_back_until_it_begins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
