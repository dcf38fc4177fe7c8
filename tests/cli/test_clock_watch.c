/* tests/cli/test_clock_watch.c - a clock that is set is noticed once, one that only runs is not */
#include "t.h"

#include "cli/clock_watch.h"

enum { NOON = 1764046800 };

static void a_clock_that_runs_is_no_jump(void **state)
{
	struct clock_watch w = { .began = false };

	(void)state;
	for (int64_t s = 0; s < 100 * 86400;
		s += 601) /* a turn now and then, drifting by minutes */
		assert_int_equal(clock_watch_look(&w, NOON + s + s / 100000, s * 1000 + 77), 0);
	assert_int_equal(w.jumps, 0);
}

static void a_clock_that_is_set_is_told_once(void **state)
{
	struct clock_watch w = { .began = false };

	(void)state;
	assert_int_equal(clock_watch_look(&w, NOON, 5000), 0);
	assert_int_equal(clock_watch_look(&w, NOON + 3600, 5000), 0);
	assert_int_equal(clock_watch_look(&w, NOON + 3601, 5000), 3601);
	assert_int_equal(clock_watch_look(&w, NOON + 3602, 6000), 0);
	assert_int_equal(clock_watch_look(&w, NOON - 86400, 7000), -86400 - 3603);
	assert_int_equal(clock_watch_look(&w, NOON - 86399, 8000), 0);
	assert_int_equal(w.jumps, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_that_runs_is_no_jump),
		cmocka_unit_test(a_clock_that_is_set_is_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
