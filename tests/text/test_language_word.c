/* tests/text/test_language_word.c - languages as traders call them */
#include "t.h"

#include "text/language_word.h"

static void knows_a_language_by_its_names(void **state)
{
	static const struct {
		const char *text, *code;
	} cases[] = {
		{ "inggris", "en" },
		{ "BAHASA INGGRIS", "en" },
		{ "English please", "en" },
		{ "inggeris", "en" },
		{ "ingris", "en" },
		{ "boso jowo", "jv" },
		{ "basa jawi", "jv" },
		{ "Jawa.", "jv" },
		{ "jawwa", "jv" },
		{ "pakai bahasa indonesia saja", "id" },
		{ "indonesa", "id" },
		{ "indo", "id" },
		{ "id", "id" },
		{ "bahasa", NULL },
		{ "bahasa madura", NULL },
		{ "jawa atau indonesia", NULL },
		{ "jaya", NULL },
		{ "2", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *code = language_named(cases[i].text, strlen(cases[i].text));

		print_message("%s\n", cases[i].text);
		if (cases[i].code == NULL)
			assert_null(code);
		else
			assert_string_equal(code, cases[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_a_language_by_its_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
