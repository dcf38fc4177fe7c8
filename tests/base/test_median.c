/* tests/base/test_median.c - the middle of some numbers */
#include "t.h"

#include "base/median.h"

static void is_the_middle_one(void **state)
{
	int64_t one[] = { 7 }, odd[] = { 9, -3, INT64_MAX }, even[] = { 4, 1, 3, 2 };

	(void)state;
	assert_int_equal(median_of(one, 1), 7);
	assert_int_equal(median_of(odd, 3), 9);
	assert_int_equal(median_of(even, 4), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_the_middle_one),
	};

	return cmocka_run_group_tests_name("base/median", tests, NULL, NULL);
}
