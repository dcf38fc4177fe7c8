/* tests/base/test_working.c - office hours between instants, and after them */
#include "t.h"

#include "base/days.h"
#include "base/working.h"

static const struct working_hours office = { 8 * 60, 16 * 60, 5 };

static int64_t at(const char *day, int hour, int minute)
{
	int32_t d = 0;

	assert_int_equal(day_parse_iso(&d, day), RC_OK);
	return day_instant(d, hour * 3600 + minute * 60);
}

/* 2026-11-27 is a Friday. */
static void counts_office_hours_only(void **state)
{
	static const struct {
		const char *from;
		int from_hour;
		const char *until;
		int until_hour, hours;
	} cases[] = {
		{ "2026-11-27", 9, "2026-11-27", 12, 3 },
		{ "2026-11-27", 6, "2026-11-27", 9, 1 },
		{ "2026-11-27", 15, "2026-11-27", 22, 1 },
		{ "2026-11-27", 15, "2026-11-30", 9, 2 },
		{ "2026-11-28", 9, "2026-11-29", 20, 0 },
		{ "2026-11-23", 8, "2026-11-30", 8, 40 },
		{ "2026-11-27", 12, "2026-11-27", 9, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
			working_between(&office, at(cases[i].from, cases[i].from_hour, 0),
				at(cases[i].until, cases[i].until_hour, 0)),
			cases[i].hours * 3600);
}

static void adds_office_hours(void **state)
{
	struct working_hours saturday = { 8 * 60, 12 * 60, 6 };

	(void)state;
	assert_int_equal(
		working_after(&office, at("2026-11-27", 9, 0), 3600), at("2026-11-27", 10, 0));
	assert_int_equal(working_after(&office, at("2026-11-27", 15, 30), 3600),
		at("2026-11-30", 8, 30));
	assert_int_equal(
		working_after(&office, at("2026-11-27", 20, 0), 0), at("2026-11-30", 8, 0));
	assert_int_equal(working_after(&office, at("2026-11-23", 8, 0), 16 * 3600),
		at("2026-11-24", 16, 0));
	assert_int_equal(working_after(&saturday, at("2026-11-27", 11, 0), 2 * 3600),
		at("2026-11-28", 9, 0));
}

/* After so many office hours from somewhere, so many office hours have passed. */
static void both_agree(void **state)
{
	(void)state;
	for (int64_t from = at("2026-11-20", 0, 0); from < at("2026-12-01", 0, 0); from += 4567)
		for (int64_t seconds = 1; seconds < 200000; seconds += 17777)
			assert_int_equal(working_between(&office, from,
						 working_after(&office, from, seconds)),
				seconds);
}

static void no_hours_are_all_hours(void **state)
{
	struct working_hours always = { 0, 0, 0 };
	int64_t from = at("2026-11-28", 3, 0);

	(void)state;
	assert_int_equal(working_between(&always, from, from + 100000), 100000);
	assert_int_equal(working_after(&always, from, 100000), from + 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_office_hours_only),
		cmocka_unit_test(adds_office_hours),
		cmocka_unit_test(both_agree),
		cmocka_unit_test(no_hours_are_all_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
