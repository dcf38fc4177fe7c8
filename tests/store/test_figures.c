/* tests/store/test_figures.c - the sums by day are what the rows add up to, whatever happens to the rows */
#include "store_fixture.h"

#include <stdlib.h>

#include "store/db.h"
#include "store/figures.h"
#include "store/tally.h"

enum { DAY = 20417, PEOPLE = 12, TURNS = 400 };

static void whole(struct store *st, const char *after)
{
	struct figures_verdict v;

	ok(figures_check(st, &v));
	if (v.wrong != 0)
		fail_msg("after %s: %d rows of sums are wrong", after, (int)v.wrong);
}

static struct sale sale_of(int64_t trader_id, int32_t day, rupiah total)
{
	return (struct sale){ .trader_id = trader_id,
		.day = day,
		.total = total,
		.live = total > 0 && total % 3 == 0 ? total / 3 : SALE_LIVE_UNKNOWN,
		.status = total > 0 ? SALE_SOLD : (day % 2 == 0 ? SALE_ZERO : SALE_CLOSED),
		.message_id = 1,
		.reported_at = NOON };
}

static struct message message_of(struct store *st, const struct trader *t, unsigned n)
{
	static const enum message_kind kinds[] = { KIND_INBOUND, KIND_REPLY, KIND_REMINDER,
		KIND_BROADCAST };
	enum message_kind kind = kinds[n % 4];

	return (struct message){ .id = store_message_id(st),
		.trader_id = t->id,
		.kind = kind,
		.state = kind == KIND_INBOUND ? MESSAGE_RECEIVED : MESSAGE_QUEUED,
		.gateway = n % 3 == 0 ? "phone" : "kannel",
		.phone = t->phone.e164,
		.text = "x",
		.at = NOON + (int64_t)n * 5000,
		.due_at = NOON,
		.expires_at = NOON + (int64_t)n * 9000,
		.segments = kind == KIND_INBOUND ? 0 : 1 + (int)(n % 2) };
}

static enum rc leave(const struct message *m, void *arg)
{
	(void)m;
	(void)arg;
	return RC_OK;
}

static void settle(struct store *st, int64_t id, unsigned n)
{
	static const enum message_state states[] = { MESSAGE_SENT, MESSAGE_DELIVERED,
		MESSAGE_FAILED, MESSAGE_UNKNOWN, MESSAGE_QUEUED, MESSAGE_REJECTED };
	struct settlement s = { .id = id, .state = states[n % 6], .due_at = NOON, .now = NOON };
	enum rc rc = message_settle(st, &s);

	assert_true(rc == RC_OK || rc == RC_CONFLICT || rc == RC_ABSENT);
}

/* One of everything that can happen to a sale or a message. */
static void happen(
	struct store *st, struct trader *people, const int64_t markets[2], unsigned n)
{
	unsigned dice = (unsigned)rand();
	struct trader *t = &people[dice / 16 % PEOPLE];
	struct sale s = sale_of(t->id, DAY + (int32_t)(dice / 1024 % 3), dice % 2000000);
	struct message m;
	int64_t count;
	enum rc rc;

	switch (dice % 9) {
	case 0:
	case 1:
		ok(sale_put(st, &s));
		break;
	case 2:
		s.total = 0;
		s.live = SALE_LIVE_UNKNOWN;
		s.status = SALE_CLOSED;
		ok(sale_put(st, &s));
		break;
	case 3:
		rc = sale_take_back(st, t->id, s.day, NOON);
		assert_true(rc == RC_OK || rc == RC_ABSENT);
		break;
	case 4:
		t->market_id = markets[dice / 512 % 2];
		ok(trader_update(st, t));
		break;
	case 5:
		m = message_of(st, t, n);
		ok(message_add(st, &m));
		break;
	case 6:
		settle(st, 1 + dice / 64 % 200, dice / 8);
		break;
	case 7:
		ok(outbox_claim(st,
			&(struct outbox_ask){ .gateway = "kannel", .now = NOON, .max = 3 },
			leave, NULL));
		ok(outbox_expire(st, NOON + (int64_t)n * 100, 5, &count));
		break;
	default:
		if (n % 10 != 0)
			break;
		ok(trader_erase(st, t, NOON));
		*t = add_trader(st, 1000 + (int)n);
		break;
	}
}

static void sums_follow_whatever_happens(void **state)
{
	struct store *st = *state;
	struct trader people[PEOPLE];
	int64_t markets[2] = { add_market(st, "Turi"), add_market(st, "Keputran") }, a, b;

	srand(11);
	for (int i = 0; i < PEOPLE; i++)
		people[i] = add_trader(st, i + 1);
	for (unsigned n = 0; n < TURNS; n++) {
		happen(st, people, markets, n);
		if (n % 25 != 24)
			continue;
		ok(store_commit(st));
		whole(st, "a turn");
		ok(store_begin(st));
	}
	ok(outbox_recover(st, false, NOON, &a, &b));
	ok(store_commit(st));
	whole(st, "recovery");
	assert_true(number(st, "SELECT count(*) FROM sale_day WHERE reports > 0") > 10);
	assert_true(number(st, "SELECT count(*) FROM message_day WHERE messages > 0") > 10);
}

static void what_is_undone_was_never_counted(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct sale s = sale_of(t.id, DAY, 300000);

	ok(sale_put(st, &s));
	ok(store_save(st));
	s.total = 900000;
	ok(sale_put(st, &s));
	ok(store_undo(st));
	ok(store_save(st));
	s.day++;
	s.total = 450000;
	ok(sale_put(st, &s));
	ok(store_release(st));
	ok(store_commit(st));
	whole(st, "an undone savepoint");
	assert_int_equal(
		number(st, "SELECT CAST(sum(total) AS INTEGER) FROM sale_day"), 750000);
	ok(store_begin(st));
	s.day++;
	ok(sale_put(st, &s));
	store_rollback(st);
	ok(store_begin(st));
	ok(store_commit(st));
	whole(st, "a rollback");
	assert_int_equal(number(st, "SELECT count(*) FROM sale_day"), 2);
}

/* Runs what the migration runs for a database that has sales and messages already. */
static void run_migrations_sums(struct store *st)
{
	static char text[16384];
	FILE *f = popen(
		"sed -n '/^INSERT INTO sale_day/,/^-- How many/p' migrations/*_figures.sql "
		"| grep -v '^--'",
		"r");
	struct err err;
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	assert_int_equal(pclose(f), 0);
	assert_true(n > 500);
	if (db_script(st->db, text, &err) != RC_OK)
		fail_msg("%s", err.msg);
}

static void every_size_has_the_same_step_in_sql(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	int32_t day = DAY;
	struct figures_verdict v;
	struct err err;

	for (rupiah total = 1; total < INT64_C(9000000000000); total = total * 17 / 16 + 1) {
		struct sale s = sale_of(t.id, day++, total);

		ok(sale_put(st, &s));
	}
	ok(store_commit(st));
	whole(st, "sales of every size");
	ok(store_begin(st));
	ok(figures_rebuild(st));
	ok(store_commit(st));
	whole(st, "a rebuild");
	ok(store_begin(st));
	ok(db_script(st->db, "DELETE FROM sale_day; DELETE FROM message_day;", &err));
	run_migrations_sums(st);
	ok(figures_check(st, &v));
	assert_int_equal(v.wrong, 0);
	assert_true(v.sale_rows > 300);
}

static void a_step_is_a_tenth_wide_at_most(void **state)
{
	(void)state;
	assert_int_equal(sale_step(SALE_CLOSED, 0), -1);
	assert_int_equal(sale_step(SALE_ZERO, 0), 0);
	assert_int_equal(sale_step(SALE_SOLD, 350000), 340000);
	assert_int_equal(sale_step(SALE_SOLD, 1549999), 1500000);
	for (rupiah total = 1; total < INT64_C(90000000000); total = total * 9 / 8 + 1) {
		rupiah step = sale_step(SALE_SOLD, total);

		assert_true(step <= total && total - step <= step / 10);
		assert_int_equal(sale_step(SALE_SOLD, step), step);
	}
}

static void a_wrong_sum_is_found_and_mended(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct sale s = sale_of(t.id, DAY, 300000);
	struct figures_verdict v;
	struct err err;

	ok(sale_put(st, &s));
	ok(store_commit(st));
	ok(store_begin(st));
	ok(db_script(st->db, "UPDATE sale_day SET total = total + 1;", &err));
	ok(figures_check(st, &v));
	assert_int_equal(v.wrong, 1);
	assert_int_equal(v.first_wrong_day, DAY);
	ok(figures_rebuild(st));
	whole(st, "mending");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(sums_follow_whatever_happens),
		memory_test(what_is_undone_was_never_counted),
		memory_test(every_size_has_the_same_step_in_sql),
		cmocka_unit_test(a_step_is_a_tenth_wide_at_most),
		memory_test(a_wrong_sum_is_found_and_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
