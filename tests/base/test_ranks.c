/* tests/base/test_ranks.c - the interval of a median: ranks by hand, and against exact integers */
#include "t.h"

#include "base/ranks.h"

/* Worked by hand: 2^6 = 64, 2/64 outside; 2^9 = 512, 2(1 + 9)/512 outside, with the next 2(1 + 9 + 36)/512 too many. */
static void small_samples_are_as_by_hand(void **state)
{
	static const int64_t ranks[][2] = { { 0, 0 }, { 1, 0 }, { 5, 0 }, { 6, 1 }, { 8, 1 },
		{ 9, 2 }, { 10, 2 }, { 15, 4 }, { 20, 6 }, { 25, 8 }, { 30, 10 }, { 50, 18 },
		{ 100, 40 }, { 1000, 469 } };

	(void)state;
	for (size_t i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++)
		assert_int_equal(median_rank(ranks[i][0]), ranks[i][1]);
}

/* Sums of Pascal's triangle in whole numbers, as far as 64 bits go: C(0..k) * 40 <= 2^n. */
static void ranks_are_exact(void **state)
{
	(void)state;
	for (int n = 1; n <= 58; n++) {
		uint64_t row[60] = { 1 }, sum = 0;
		int64_t rank = 0;

		for (int i = 1; i <= n; i++)
			for (int k = i; k > 0; k--)
				row[k] += row[k - 1];
		for (int k = 0; k <= n; k++) {
			sum += row[k];
			if (sum * 40 <= UINT64_C(1) << n)
				rank = k + 1;
			else
				break;
		}
		assert_int_equal(median_rank(n), rank);
	}
}

/* About n/2 - 0.98 times the root of n, and the series meets the product where they change over. */
static void large_samples_come_close_to_the_normal_curve(void **state)
{
	(void)state;
	assert_int_equal(median_rank(127), 52);
	assert_int_equal(median_rank(128), 53);
	assert_int_equal(median_rank(129), 53);
	assert_int_equal(median_rank(4001), 1939);
	assert_in_range(median_rank(1000000), 499018, 499022);
	assert_in_range(median_rank(80000000), 39991230, 39991240);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_samples_are_as_by_hand),
		cmocka_unit_test(ranks_are_exact),
		cmocka_unit_test(large_samples_come_close_to_the_normal_curve),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
