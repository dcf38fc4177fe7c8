/* tests/dialog/test_scripts.c - whole conversations, word for word */
#include "script.h"
#include "t.h"

static void every_conversation_goes_as_written(void **state)
{
	(void)state;
	assert_true(scripts_play(NULL, SCRIPT_AS_WRITTEN) > 0);
}

/* The same people in another language: other words, but always one short plain answer. */
static void every_conversation_goes_in_javanese_and_english(void **state)
{
	(void)state;
	assert_true(scripts_play("jv", SCRIPT_AS_WRITTEN) > 0);
	assert_true(scripts_play("en", SCRIPT_AS_WRITTEN) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_conversation_goes_as_written),
		cmocka_unit_test(every_conversation_goes_in_javanese_and_english),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
