/* tests/office/test_spread.c - the median of takings that are kept by size */
#include "t.h"

#include "office/figures.h"
#include "office/spread.h"
#include "store/tally.h"

static int compare(const void *a, const void *b)
{
	const rupiah *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static rupiah true_median(rupiah *sorted, size_t n)
{
	qsort(sorted, n, sizeof(sorted[0]), compare);
	return sorted[(n - 1) / 2] + (sorted[n / 2] - sorted[(n - 1) / 2]) / 2;
}

static void put(struct spread *s, rupiah total)
{
	spread_add(s, sale_step(SALE_SOLD, total), 1, total);
}

static void round_sums_give_the_exact_median(void **state)
{
	static const rupiah talk[] = { 150000, 200000, 250000, 350000, 400000, 500000, 750000,
		1000000, 1500000 };
	struct spread s;

	(void)state;
	srand(3);
	for (int n = 1; n < 60; n++) {
		rupiah said[60];

		spread_clear(&s);
		for (int i = 0; i < n; i++) {
			said[i] = talk[(size_t)rand() % (sizeof(talk) / sizeof(talk[0]))];
			put(&s, said[i]);
		}
		assert_int_equal(spread_median(&s), true_median(said, (size_t)n));
	}
}

static void any_sums_give_it_to_a_tenth(void **state)
{
	static rupiah said[1000];
	struct spread s;

	(void)state;
	srand(4);
	for (int round = 0; round < 50; round++) {
		size_t n = 1 + (size_t)rand() % 1000;
		rupiah want, got;

		spread_clear(&s);
		for (size_t i = 0; i < n; i++) {
			said[i] = 1 + rand() % (1 << (8 + rand() % 20));
			put(&s, said[i]);
		}
		want = true_median(said, n);
		got = spread_median(&s);
		assert_true(got >= want - want / 10 - 1 && got <= want + want / 9 + 1);
	}
}

static void nothing_has_no_median_and_what_goes_is_gone(void **state)
{
	struct spread s;

	(void)state;
	spread_clear(&s);
	assert_int_equal(spread_median(&s), 0);
	put(&s, 700000);
	put(&s, 200000);
	spread_add(&s, sale_step(SALE_SOLD, 700000), -1, -700000);
	assert_int_equal(spread_median(&s), 200000);
	for (rupiah least = 1; least < 3000; least++)
		spread_add(&s, least, 1, least);
	assert_true(s.n <= SPREAD_STEPS);
}

/* Nine sums of 100,000 to 900,000: the second from either end; of five nothing is said. A sum told often is an end. */
static void the_interval_is_by_ranks(void **state)
{
	rupiah low, high;
	struct spread s;

	(void)state;
	spread_clear(&s);
	assert_false(spread_interval(&s, &low, &high));
	for (rupiah r = 100000; r <= 500000; r += 100000)
		put(&s, r);
	assert_false(spread_interval(&s, &low, &high));
	assert_int_equal(low, 0);
	for (rupiah r = 600000; r <= 900000; r += 100000)
		put(&s, r);
	assert_true(spread_interval(&s, &low, &high));
	assert_int_equal(low, 200000);
	assert_int_equal(high, 800000);
	for (int i = 0; i < 21; i++) /* 30: the tenth from either end */
		put(&s, 400000);
	assert_true(spread_interval(&s, &low, &high));
	assert_int_equal(low, 400000);
	assert_int_equal(high, 400000);
}

static void percentages_are_rounded_and_none_of_nothing(void **state)
{
	(void)state;
	assert_int_equal(figures_percent(0, 0), -1);
	assert_int_equal(figures_percent(0, 5), 0);
	assert_int_equal(figures_percent(1, 3), 33);
	assert_int_equal(figures_percent(2, 3), 67);
	assert_int_equal(
		figures_percent(INT64_C(900000000000000), INT64_C(900000000000000)), 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_sums_give_the_exact_median),
		cmocka_unit_test(any_sums_give_it_to_a_tenth),
		cmocka_unit_test(nothing_has_no_median_and_what_goes_is_gone),
		cmocka_unit_test(the_interval_is_by_ranks),
		cmocka_unit_test(percentages_are_rounded_and_none_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
