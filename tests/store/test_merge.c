/* tests/store/test_merge.c - two records of one person become one, with all that was said and nothing twice */
#include "store_fixture.h"

#include "store/follow_up.h"
#include "store/goods.h"
#include "store/helper.h"
#include "store/sale.h"
#include "store/seat.h"

enum { DAY0 = 20417, HOUR = 3600 };

static void report(struct store *st, int64_t trader_id, int day, rupiah total, int64_t at)
{
	struct sale s = { .trader_id = trader_id,
		.day = DAY0 + day,
		.total = total,
		.live = 0,
		.status = SALE_SOLD,
		.message_id = 1,
		.reported_at = at };

	ok(sale_put(st, &s));
}

static rupiah total_of(struct store *st, int64_t trader_id, int day)
{
	struct sale s;

	ok(sale_get(st, trader_id, DAY0 + day, &s));
	return s.total;
}

static enum rc count_version(const struct sale_version *v, void *arg)
{
	(void)v;
	++*(int *)arg;
	return RC_OK;
}

static void the_later_report_of_a_day_stands(void **state)
{
	struct store *st = *state;
	struct trader from = add_trader(st, 1), into = add_trader(st, 2), gone;
	int versions = 0;

	report(st, from.id, 0, 100, NOON);     /* only there */
	report(st, from.id, 1, 200, NOON + 5); /* later there */
	report(st, into.id, 1, 250, NOON + 1);
	report(st, from.id, 2, 300, NOON);
	report(st, from.id, 2, 310, NOON + 1); /* corrected, but earlier than here */
	report(st, into.id, 2, 350, NOON + 2);
	report(st, into.id, 3, 400, NOON); /* only here */
	ok(trader_merge(st, &from, &into, "rina", NOON + 9));
	assert_int_equal(total_of(st, into.id, 0), 100);
	assert_int_equal(total_of(st, into.id, 1), 200);
	assert_int_equal(total_of(st, into.id, 2), 350);
	assert_int_equal(total_of(st, into.id, 3), 400);
	ok(sale_history(st, into.id, DAY0 + 2, count_version, &versions));
	assert_int_equal(versions, 3); /* all that was ever said, each once */
	assert_int_equal(trader_by_id(st, from.id, &gone), RC_ABSENT);
}

static void take(struct store *st, const struct wave *w, const struct trader *t)
{
	struct enrolment_request ask = { w->id, t->id, true, "trader", NOON };
	struct enrolment e;

	ok(enrolment_take(st, &ask, &e));
}

static void two_live_places_in_one_wave_are_refused(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 5, NOON + 100 * HOUR);
	struct trader from = add_trader(st, 1), into = add_trader(st, 2);
	struct seat seat;

	assert_int_equal(trader_merge(st, &into, &into, "rina", NOON), RC_INVALID);
	take(st, &w, &from);
	take(st, &w, &into);
	assert_int_equal(trader_merge(st, &from, &into, "rina", NOON), RC_CONFLICT);
	ok(seat_of(st, w.id, into.id, &seat));
	ok(seat_free(
		st, &(struct seat_change){ .id = seat.id, .by = "rina", .now = NOON }, false));
	ok(trader_merge(st, &from, &into, "rina", NOON));
	ok(seat_of(st, w.id, into.id, &seat)); /* the place that is alive */
	assert_int_equal(seat.status, ENROLMENT_ENROLLED);
	ok(wave_by_id(st, w.id, &w));
	assert_int_equal(w.taken, 1);
}

static void the_number_goes_on_reporting_for_the_stall(void **state)
{
	struct store *st = *state;
	struct trader from = add_trader(st, 1), into = add_trader(st, 2), now;
	struct helper h;

	snprintf(from.stall, sizeof(from.stall), "B2-15");
	ok(trader_update(st, &from));
	ok(trader_merge(st, &from, &into, "rina", NOON));
	ok(helper_get(st, into.id, &from.phone, &h));
	assert_int_equal(h.state, HELPER_ALLOWED);
	ok(trader_by_id(st, into.id, &now));
	assert_string_equal(now.stall, "B2-15");
	assert_string_equal(now.name, into.name);
}

static void goods_checks_and_open_work_go_over(void **state)
{
	struct store *st = *state;
	struct trader from = add_trader(st, 1), into = add_trader(st, 2);
	struct wave w = add_wave(st, "G4", 9, NOON + HOUR);
	struct stick_key third = { from.id, w.id, 3 }, tenth = { from.id, w.id, 10 };
	char goods[GOODS_LIST];
	bool asked = false;

	ok(goods_set(st, from.id, "batik,kain"));
	ok(goods_set(st, into.id, "kain,topi"));
	ok(stick_asked(st, &third, 1, NOON));
	ok(stick_asked(st, &tenth, 2, NOON));
	third.trader_id = into.id;
	ok(stick_asked(st, &third, 3, NOON));
	number(st,
		"INSERT INTO work_item (id, trader_id, kind, due_day, state, opened_at) VALUES "
		"(1, 1, 'not-live', 1, 'open', 1), (2, 1, 'few-buyers', 1, 'open', 1), "
		"(3, 2, 'few-buyers', 1, 'open', 1), (4, 1, 'few-buyers', 1, 'done', 1)");
	ok(trader_merge(st, &from, &into, "rina", NOON + 9));
	ok(goods_of(st, into.id, goods));
	assert_string_equal(goods, "batik,kain,topi");
	tenth.trader_id = into.id;
	ok(stick_is_asked(st, &tenth, &asked));
	assert_true(asked);
	assert_int_equal(number(st, "SELECT count(*) FROM stick_check"), 2);
	assert_int_equal(number(st, "SELECT sum(id) FROM work_item WHERE trader_id = 2"), 8);
	assert_int_equal(
		number(st, "SELECT count(*) FROM trader_goods WHERE trader_id = 1"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(the_later_report_of_a_day_stands),
		memory_test(two_live_places_in_one_wave_are_refused),
		memory_test(the_number_goes_on_reporting_for_the_stall),
		memory_test(goods_checks_and_open_work_go_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
