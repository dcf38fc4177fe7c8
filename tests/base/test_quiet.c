/* tests/base/test_quiet.c - quiet hours over midnight, within a day, and none */
#include "t.h"

#include "base/days.h"
#include "base/quiet.h"

static const struct quiet_hours night = { 19 * 60, 8 * 60 }, noon = { 11 * 60 + 30, 13 * 60 },
				none = { 600, 600 };

/* An instant of 2026-11-24 in WIB. */
static int64_t at(int hour, int minute, int second)
{
	int32_t day = 0;

	assert_int_equal(day_from_date(&day, (struct date){ 2026, 11, 24 }), RC_OK);
	return day_instant(day, hour * 3600 + minute * 60 + second);
}

static void over_midnight(void **state)
{
	(void)state;
	assert_false(quiet_at(&night, at(8, 0, 0)));
	assert_false(quiet_at(&night, at(18, 59, 59)));
	assert_true(quiet_at(&night, at(19, 0, 0)));
	assert_true(quiet_at(&night, at(0, 0, 0)));
	assert_true(quiet_at(&night, at(7, 59, 59)));
	assert_int_equal(quiet_end(&night, at(12, 0, 0)), at(12, 0, 0));
	assert_int_equal(quiet_end(&night, at(7, 59, 59)), at(8, 0, 0));
	assert_int_equal(quiet_end(&night, at(19, 0, 0)), at(8, 0, 0) + DAY_SECONDS);
	assert_int_equal(quiet_begin(&night, at(8, 0, 0)), at(19, 0, 0));
	assert_int_equal(quiet_begin(&night, at(20, 0, 0)), at(20, 0, 0));
}

static void within_a_day(void **state)
{
	(void)state;
	assert_false(quiet_at(&noon, at(11, 29, 59)));
	assert_true(quiet_at(&noon, at(11, 30, 0)));
	assert_true(quiet_at(&noon, at(12, 59, 59)));
	assert_false(quiet_at(&noon, at(13, 0, 0)));
	assert_int_equal(quiet_end(&noon, at(12, 0, 0)), at(13, 0, 0));
	assert_int_equal(quiet_begin(&noon, at(13, 0, 0)), at(11, 30, 0) + DAY_SECONDS);
}

static void without(void **state)
{
	(void)state;
	assert_false(quiet_at(&none, at(10, 0, 0)));
	assert_int_equal(quiet_end(&none, at(10, 0, 0)), at(10, 0, 0));
	assert_true(quiet_begin(&none, at(10, 0, 0)) == INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(over_midnight),
		cmocka_unit_test(within_a_day),
		cmocka_unit_test(without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
