/* tests/store/test_work_list.c - whom somebody is to look after: one open item a trader and kind, a person, a day */
#include "store_fixture.h"

#include "base/days.h"
#include "store/staff.h"
#include "store/trader_search.h"
#include "store/trainer.h"
#include "store/work_list.h"

static enum rc keep_last(const struct work_item *i, void *arg)
{
	*(struct work_item *)arg = *i;
	return RC_OK;
}

static struct work_item only(struct store *st, int64_t wave_id)
{
	struct work_ask ask = { .wave_id = wave_id };
	struct work_item item = { .id = 0 };

	ok(work_each(st, &ask, keep_last, &item));
	return item;
}

static struct staff a_trainer(struct store *st, const char *login)
{
	struct staff s = { .role = ROLE_TRAINER, .created_at = NOON };

	snprintf(s.login, sizeof(s.login), "%s", login);
	snprintf(s.name, sizeof(s.name), "%s", login);
	ok(staff_add(st, &s));
	return s;
}

static void one_is_open_a_trader_and_kind(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct work_new n = { .trader_id = t.id, .kind = WORK_NOT_LIVE, .now = NOON };
	struct work_item item;

	ok(work_open(st, &n));
	n.now = NOON + 86400;
	ok(work_open(st, &n));
	assert_int_equal(number(st, "SELECT count(*) FROM work_item"), 1);
	item = only(st, 0);
	assert_string_equal(item.kind, "not-live");
	assert_int_equal(item.due_day, day_calendar(NOON) + WORK_DAYS);
	assert_string_equal(item.person, "");
	assert_string_equal(item.wave, "");
	n.kind = WORK_TIP_NOT_TRIED;
	ok(work_open(st, &n));
	assert_int_equal(number(st, "SELECT count(*) FROM work_item"), 2);
	ok(work_done(st, &(struct work_done){ item.id, "rina", "ditelepon", NOON }));
	assert_int_equal(
		work_done(st, &(struct work_done){ item.id, "rina", NULL, NOON }), RC_ABSENT);
	assert_int_equal(work_assign(st, item.id, 1), RC_ABSENT);
	n.kind = WORK_NOT_LIVE;
	ok(work_open(st, &n));
	assert_int_equal(number(st, "SELECT count(*) FROM work_item WHERE state = 'open'"), 2);
}

static void the_waves_trainer_has_it_unless_another_was_asked(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct wave w = add_wave(st, "G4", 3, NOON), other = add_wave(st, "G5", 3, NOON);
	struct staff rina = a_trainer(st, "rina"), budi = a_trainer(st, "budi");
	struct work_new n = {
		.trader_id = t.id, .wave_id = w.id, .kind = WORK_NOT_LIVE, .now = NOON
	};

	ok(work_open(st, &n));
	assert_string_equal(only(st, 0).person, "");
	ok(trainer_set(st, w.id, rina.id));
	assert_string_equal(only(st, w.id).person, "rina");
	assert_string_equal(only(st, w.id).wave, "G4");
	assert_int_equal(only(st, other.id).id, 0);
	ok(work_assign(st, only(st, 0).id, budi.id));
	assert_string_equal(only(st, 0).person, "budi");
}

static void a_complaint_and_its_item_end_together(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	int32_t day = day_calendar(NOON);

	ok(complaint_add(st, t.id, day, NOON));
	ok(complaint_add(st, t.id, day + 1, NOON));
	assert_string_equal(only(st, 0).kind, "few-buyers");
	ok(complaint_done(st, number(st, "SELECT min(id) FROM complaint"), NOON));
	assert_true(only(st, 0).open);
	ok(complaint_done(st, number(st, "SELECT max(id) FROM complaint"), NOON));
	assert_int_equal(only(st, 0).id, 0);
	ok(complaint_add(st, t.id, day + 2, NOON));
	ok(work_done(st, &(struct work_done){ only(st, 0).id, "rina", NULL, NOON }));
	assert_int_equal(number(st, "SELECT count(*) FROM complaint WHERE state = 'open'"), 0);
}

static void nothing_is_left_of_an_erased_person(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);

	ok(complaint_add(st, t.id, day_calendar(NOON), NOON));
	ok(trader_erase(st, &t, NOON));
	assert_int_equal(number(st, "SELECT count(*) FROM work_item"), 0);
}

static void what_was_closed_by_mistake_is_open_again(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1), other = add_trader(st, 2);
	struct work_item item;

	ok(complaint_add(st, t.id, day_of(NOON), NOON));
	ok(complaint_add(st, other.id, day_of(NOON), NOON));
	item = only(st, 0);
	assert_int_equal(work_reopen(st, item.id), RC_ABSENT);
	ok(work_done(st, &(struct work_done){ item.id, "rina", "x", NOON + 60 }));
	assert_int_equal(number(st, "SELECT count(*) FROM complaint WHERE state = 'open'"), 1);
	ok(work_reopen(st, item.id));
	assert_int_equal(number(st, "SELECT count(*) FROM complaint WHERE state = 'open'"), 2);
	assert_int_equal(number(st, "SELECT count(*) FROM work_item WHERE state = 'open' AND "
				    "closed_at IS NULL AND closed_by IS NULL AND note IS NULL"),
		2);
	ok(work_done(st, &(struct work_done){ item.id, "rina", NULL, NOON + 120 }));
	ok(work_open(st, &(struct work_new){ .trader_id = item.who.trader.id,
				 .kind = WORK_FEW_BUYERS,
				 .now = NOON + 180 }));
	assert_int_equal(work_reopen(st, item.id), RC_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(one_is_open_a_trader_and_kind),
		memory_test(the_waves_trainer_has_it_unless_another_was_asked),
		memory_test(a_complaint_and_its_item_end_together),
		memory_test(what_was_closed_by_mistake_is_open_again),
		memory_test(nothing_is_left_of_an_erased_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
