/* tests/text/test_language_guess.c - clear words of Javanese and English, and what is everybody's */
#include "t.h"
#include "text/language_guess.h"

static void guesses_only_what_is_clear(void **state)
{
	static const struct {
		const char *text, *guess;
	} cases[] = {
		{ "kulo ajeng daftar", "jv" },
		{ "Niki dereng pajeng, mboten wonten sing tumbas", "jv" },
		{ "iki piro regane", "jv" },
		{ "how much is the training", "en" },
		{ "I sold 350rb today", "en" },
		{ "how are you, kulo mboten saged", NULL }, /* both */
		{ "kulo", NULL },                           /* one word is not enough */
		{ "saya mau daftar pelatihan gelombang empat", NULL },
		{ "gak payu, suwun", NULL },
		{ "seket ewu", NULL },
		{ "JUAL 1,5jt live 400rb", NULL },
		{ "untuk stan B2-15", NULL },
		{ "", NULL },
		{ "\xc3\x28\xff", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct language_clues c = { 0, 0 };
		const char *guess;

		print_message("%s\n", cases[i].text);
		language_clues(&c, cases[i].text, strlen(cases[i].text));
		guess = language_guess(&c);
		if (cases[i].guess == NULL)
			assert_null(guess);
		else
			assert_string_equal(guess, cases[i].guess);
	}
}

static void clues_of_several_texts_add_up(void **state)
{
	struct language_clues c = { 0, 0 };

	(void)state;
	language_clues(&c, "kulo", 4);
	assert_null(language_guess(&c));
	language_clues(&c, "mboten", 6);
	assert_string_equal(language_guess(&c), "jv");
	language_clues(&c, "please", 6);
	assert_null(language_guess(&c));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guesses_only_what_is_clear),
		cmocka_unit_test(clues_of_several_texts_add_up),
	};

	return cmocka_run_group_tests_name("text/language_guess", tests, NULL, NULL);
}
