/* tests/dialog/test_scripts_probed.c - whole conversations, in which anything else might have been sent at any point */
#include "script.h"
#include "t.h"

static void any_text_at_any_moment_is_answered(void **state)
{
	(void)state;
	assert_true(scripts_play(NULL, SCRIPT_PROBING) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_text_at_any_moment_is_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
