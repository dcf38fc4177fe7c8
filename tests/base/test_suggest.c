/* tests/base/test_suggest.c - "did you mean" */
#include "t.h"

#include <limits.h>

#include "base/suggest.h"

static void counts_slips(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned distance;
	} rows[] = {
		{ "", "", 0 },
		{ "", "abc", 3 },
		{ "rate", "rate", 0 },
		{ "raet", "rate", 1 },
		{ "rte", "rate", 1 },
		{ "ratee", "rate", 1 },
		{ "rafe", "rate", 1 },
		{ "ab", "ba", 1 },
		{ "kitten", "sitting", 3 },
		{ "abc", "xyz", 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s %s\n", rows[i].a, rows[i].b);
		assert_int_equal(suggest_distance(rows[i].a, rows[i].b), rows[i].distance);
		assert_int_equal(suggest_distance(rows[i].b, rows[i].a), rows[i].distance);
	}
}

static void offers_the_nearest_word_only_when_near(void **state)
{
	static const char *const words[] = { "serve", "migrate", "message", "market", "wave" };
	static const char *const rows[][2] = {
		{ "serv", "serve" },
		{ "srever", "serve" },
		{ "mesage", "message" },
		{ "markte", "market" },
		{ "waves", "wave" },
		{ "wave", "wave" },
		{ "broadcast", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct suggestion s = { 0 };

		print_message("%s\n", rows[i][0]);
		for (size_t j = 0; j < sizeof(words) / sizeof(words[0]); j++)
			suggest_consider(&s, rows[i][0], words[j]);
		if (rows[i][1] == NULL)
			assert_null(s.word);
		else
			assert_string_equal(s.word, rows[i][1]);
	}
}

static void does_not_look_at_endless_words(void **state)
{
	char longest[SUGGEST_WORD_MAX + 2];
	struct suggestion s = { 0 };

	(void)state;
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(suggest_distance(longest, "a"), UINT_MAX);
	suggest_consider(&s, longest, longest);
	assert_null(s.word);
	longest[SUGGEST_WORD_MAX] = '\0';
	assert_int_equal(suggest_distance(longest, ""), SUGGEST_WORD_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_slips),
		cmocka_unit_test(offers_the_nearest_word_only_when_near),
		cmocka_unit_test(does_not_look_at_endless_words),
	};

	return cmocka_run_group_tests_name("base/suggest", tests, NULL, NULL);
}
