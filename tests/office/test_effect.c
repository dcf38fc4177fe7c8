/* tests/office/test_effect.c - a known effect is found, none is not; tests/bench/effect.c does it 100 times */
#include "t.h"

#include "effect_world.h"

enum { SEEDS = 20, TRAINED = 30, OTHERS = 120 };

static void count(double effect, int *inside, int *called)
{
	static struct effect_person people[TRAINED + OTHERS];
	struct effect e;

	*inside = *called = 0;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		effect_world_fill(people, TRAINED, OTHERS, effect, seed);
		assert_int_equal(effect_measure(people, TRAINED + OTHERS, 30, &e), RC_OK);
		assert_true(e.interval && e.enough);
		assert_true(e.low < e.change && e.change < e.high);
		*inside += e.low <= effect && effect <= e.high;
		*called += e.low > 0 || e.high < 0;
	}
}

static void a_known_effect_lies_inside(void **state)
{
	int inside, called;

	(void)state;
	count(0.12, &inside, &called);
	assert_true(inside >= 17);
	assert_true(called >= 5);
}

static void no_effect_is_not_called_one(void **state)
{
	int inside, called;

	(void)state;
	count(0, &inside, &called);
	assert_true(called <= 3);
}

static void few_traders_are_said_to_be_few(void **state)
{
	static struct effect_person people[40];
	struct effect e;

	(void)state;
	effect_world_fill(people, 6, 34, 0.5, 1);
	assert_int_equal(effect_measure(people, 40, 30, &e), RC_OK);
	assert_true(e.interval && !e.enough);
	assert_int_equal(effect_measure(people, 0, 30, &e), RC_OK);
	assert_false(e.interval);
	assert_int_equal(e.trained.n, 0);
}

/* Everybody takes the same before; then a feast doubles everything, and closed or zero days come and go. */
static void a_feast_is_no_effect_and_zero_days_are(void **state)
{
	static struct effect_person people[40];
	struct effect e;

	(void)state;
	for (int i = 0; i < 40; i++) {
		people[i] =
			(struct effect_person){ .trained = i < 20, .free_days = EFFECT_AFTER };
		for (int d = 0; d < EFFECT_DAYS; d++)
			people[i].taking[d] = d < EFFECT_BEFORE ? 300000 : 600000;
	}
	assert_int_equal(effect_measure(people, 40, 30, &e), RC_OK);
	assert_true(e.change > -0.001 && e.change < 0.001);
	assert_int_equal(e.trained.before, 300000);
	for (int i = 0; i < 20; i++)
		for (int d = EFFECT_BEFORE; d < EFFECT_DAYS; d += 2)
			people[i].taking[d] = TAKING_CLOSED;
	assert_int_equal(effect_measure(people, 40, 30, &e), RC_OK);
	assert_true(e.change > -0.001 && e.change < 0.001);
	for (int i = 0; i < 20; i++)
		for (int d = EFFECT_BEFORE; d < EFFECT_DAYS; d += 2)
			people[i].taking[d] = 0;
	assert_int_equal(effect_measure(people, 40, 30, &e), RC_OK);
	assert_true(e.change > -0.51 && e.change < -0.49);
	assert_int_equal(e.trained.zero_after, 50);
	people[0].taking[40] = INT64_C(60000000); /* a nought too many, twice */
	assert_int_equal(effect_measure(people, 40, 30, &e), RC_OK);
	assert_true(e.change > -0.51 && e.change < -0.49);
}

/* Twenty levels from 100,000 to 2,000,000: the sixth from either end holds the median; of five nothing does. */
static void a_group_median_has_its_interval_by_ranks(void **state)
{
	static struct effect_person people[40];
	struct effect e;

	(void)state;
	for (int i = 0; i < 40; i++) {
		people[i] =
			(struct effect_person){ .trained = i < 20, .free_days = EFFECT_AFTER };
		for (int d = 0; d < EFFECT_DAYS; d++)
			people[i].taking[d] = i < 20 ? 100000 * (i + 1) : 300000;
	}
	assert_int_equal(effect_measure(people, 40, 30, &e), RC_OK);
	assert_true(e.trained.interval);
	assert_int_equal(e.trained.before_low, 600000);
	assert_int_equal(e.trained.before_high, 1500000);
	assert_int_equal(e.trained.after_high, 1500000);
	assert_int_equal(e.compared.after_low, 300000);
	assert_int_equal(effect_measure(people + 15, 25, 30, &e), RC_OK);
	assert_int_equal(e.trained.n, 5);
	assert_false(e.trained.interval);
}

static void missing_days_are_told_and_soon_trained_ones_left_out(void **state)
{
	static struct effect_person people[60];
	struct effect e;

	(void)state;
	effect_world_fill(people, 20, 40, 0, 3);
	for (int i = 0; i < 20; i++)
		for (int d = EFFECT_BEFORE; d < EFFECT_BEFORE + 30; d++)
			if (d % 2 == 0)
				people[i].taking[d] = TAKING_UNKNOWN;
	for (int i = 20; i < 35; i++)
		people[i].free_days = 29;
	assert_int_equal(effect_measure(people, 60, 30, &e), RC_OK);
	assert_true(e.trained.missing_after >= 50 && e.trained.missing_before < 50);
	assert_int_equal(e.compared.n + e.compared.left_out, 25);
	for (int d = EFFECT_BEFORE + 4; d < EFFECT_DAYS; d++)
		people[0].taking[d] = TAKING_UNKNOWN;
	assert_int_equal(effect_measure(people, 60, 30, &e), RC_OK);
	assert_true(e.trained.left_out >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_known_effect_lies_inside),
		cmocka_unit_test(no_effect_is_not_called_one),
		cmocka_unit_test(few_traders_are_said_to_be_few),
		cmocka_unit_test(a_group_median_has_its_interval_by_ranks),
		cmocka_unit_test(a_feast_is_no_effect_and_zero_days_are),
		cmocka_unit_test(missing_days_are_told_and_soon_trained_ones_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
