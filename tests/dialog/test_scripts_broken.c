/* tests/dialog/test_scripts_broken.c - whole conversations, each step of the database failing in turn */
#include "script.h"
#include "t.h"

/* It is told each time, and leaves nothing behind: the conversation goes on word for word. */
static void a_step_that_fails_is_told_and_leaves_nothing(void **state)
{
	(void)state;
	assert_true(scripts_play(NULL, SCRIPT_BREAKING) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_that_fails_is_told_and_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
