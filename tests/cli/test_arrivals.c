/* tests/cli/test_arrivals.c - the market day of simulate --rate */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/simulate_rate.h"

static int64_t sum(const struct arrivals *a, int from, int to)
{
	int64_t n = 0;

	for (int i = from; i < to; i++)
		n += a->minute[i];
	return n;
}

static void a_day_has_one_message_a_trader(void **state)
{
	struct arrivals a;
	int64_t all;

	(void)state;
	arrivals_make(&a, NATION_TRADERS, 1);
	all = sum(&a, 0, DAY_MINUTES);
	assert_in_range(all, NATION_TRADERS - DAY_MINUTES, NATION_TRADERS);
	assert_int_equal(a.mean, 139);
	assert_int_equal(sum(&a, 0, 4 * 60), 0); /* nobody texts before the market opens */
}

static void most_text_when_the_markets_close(void **state)
{
	struct arrivals a;

	(void)state;
	arrivals_make(&a, NATION_TRADERS, 7);
	assert_in_range(a.peak_minute, 15 * 60, 16 * 60 + 30);
	assert_in_range(a.peak, 1000, 2000);
	assert_true(sum(&a, 14 * 60, 18 * 60) > sum(&a, 0, DAY_MINUTES) / 2);
	/* No five minutes have more. */
	for (int i = 0; i + PEAK_MINUTES <= DAY_MINUTES; i++)
		assert_true(sum(&a, i, i + PEAK_MINUTES) <= a.peak * PEAK_MINUTES * 60);
}

static void the_same_seed_is_the_same_day(void **state)
{
	struct arrivals a, b;

	(void)state;
	arrivals_make(&a, 1000, 3);
	arrivals_make(&b, 1000, 3);
	assert_memory_equal(&a, &b, sizeof(a));
	assert_int_equal(sum(&a, 0, DAY_MINUTES), 1000);
	arrivals_make(&b, 1000, 4);
	assert_memory_not_equal(&a, &b, sizeof(a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_has_one_message_a_trader),
		cmocka_unit_test(most_text_when_the_markets_close),
		cmocka_unit_test(the_same_seed_is_the_same_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
