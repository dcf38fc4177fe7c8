/* tests/base/test_distance.c - slips between two words */
#include "t.h"

#include "base/distance.h"

static const struct {
	const char *a, *b;
	unsigned slips;
} cases[] = {
	{ "", "", 0 },
	{ "", "a", 1 },
	{ "juta", "juta", 0 },
	{ "juta", "juat", 1 },
	{ "juta", "jua", 1 },
	{ "juta", "jutaa", 1 },
	{ "juta", "duta", 1 },
	{ "ribu", "rubi", 2 },
	{ "ca", "abc", 3 },
	{ "mulai", "mulia", 1 },
	{ "stop", "stok", 1 },
	{ "lima", "papat", 4 },
	{ "kitten", "sitting", 3 },
	{ "ab", "ba", 1 },
	{ "abcd", "badc", 2 },
};

static unsigned distance(const char *a, const char *b, unsigned limit)
{
	return word_distance(a, strlen(a), b, strlen(b), limit);
}

static void counts_slips_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("%s %s\n", cases[i].a, cases[i].b);
		assert_int_equal(distance(cases[i].a, cases[i].b, 9), cases[i].slips);
		assert_int_equal(distance(cases[i].b, cases[i].a, 9), cases[i].slips);
	}
}

static void stops_at_the_limit(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (unsigned limit = 0; limit < 4; limit++) {
			unsigned want = cases[i].slips <= limit ? cases[i].slips : limit + 1;

			print_message("%s %s, at most %u\n", cases[i].a, cases[i].b, limit);
			assert_int_equal(distance(cases[i].a, cases[i].b, limit), want);
		}
	}
}

static void long_words_are_near_to_themselves_only(void **state)
{
	char a[DISTANCE_MAX + 2], b[DISTANCE_MAX + 2];

	(void)state;
	memset(a, 'x', sizeof(a));
	memset(b, 'x', sizeof(b));
	assert_int_equal(word_distance(a, sizeof(a), b, sizeof(b), 1), 0);
	b[3] = 'y';
	assert_int_equal(word_distance(a, sizeof(a), b, sizeof(b), 1), 2);
	assert_int_equal(word_distance(a, DISTANCE_MAX, b, DISTANCE_MAX, 1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_slips_both_ways),
		cmocka_unit_test(stops_at_the_limit),
		cmocka_unit_test(long_words_are_near_to_themselves_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
