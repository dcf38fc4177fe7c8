/* tests/base/test_rc.c - outcomes have names, errors have sentences, bugs end the program */
#include "t.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/rc.h"

static void every_outcome_has_its_own_name(void **state)
{
	static const struct {
		enum rc rc;
		const char *name;
	} names[] = {
		{ RC_OK, "ok" },
		{ RC_ABSENT, "absent" },
		{ RC_INVALID, "invalid" },
		{ RC_CONFLICT, "conflict" },
		{ RC_FULL, "full" },
		{ RC_DENIED, "denied" },
		{ RC_BUSY, "busy" },
		{ RC_BROKEN, "broken" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		print_message("%s\n", names[i].name);
		assert_int_equal(names[i].rc, i);
		assert_string_equal(rc_name(names[i].rc), names[i].name);
	}
}

static void an_error_is_filled_and_returned_in_one_line(void **state)
{
	struct err e = { RC_OK, "old" };

	(void)state;
	assert_int_equal(err_set(&e, RC_DENIED, "%s may not %d", "clerk", 7), RC_DENIED);
	assert_int_equal(e.rc, RC_DENIED);
	assert_string_equal(e.msg, "clerk may not 7");
}

static void nobody_need_want_the_sentence(void **state)
{
	(void)state;
	assert_int_equal(err_set(NULL, RC_BUSY, "%s", "unheard"), RC_BUSY);
}

static void a_long_sentence_is_cut_to_its_room(void **state)
{
	struct {
		struct err e;
		char guard;
	} s = { .guard = 'g' };
	char longest[2 * sizeof(s.e.msg)];

	(void)state;
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(err_set(&s.e, RC_FULL, "%s", longest), RC_FULL);
	assert_int_equal(strlen(s.e.msg), sizeof(s.e.msg) - 1);
	assert_int_equal(s.guard, 'g');
}

/* Runs BUG() in a child; what it says is put into said. Returns the signal that ended it. */
static int end_of_a_bug(char *said, size_t room)
{
	int ends[2], status;
	size_t length = 0;
	ssize_t n = 1;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)signal(SIGABRT, SIG_DFL);
		(void)dup2(ends[1], STDERR_FILENO);
		BUG("state %d of %s", 9, "dialog");
	}
	(void)close(ends[1]);
	while (n > 0 && length < room - 1) {
		n = read(ends[0], said + length, room - 1 - length);
		if (n > 0)
			length += (size_t)n;
	}
	said[length] = '\0';
	(void)close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	return WTERMSIG(status);
}

static void a_bug_says_where_and_aborts(void **state)
{
	char said[512];

	(void)state;
	assert_int_equal(end_of_a_bug(said, sizeof(said)), SIGABRT);
	print_message("%s", said);
	assert_ptr_equal(strstr(said, "bug at tests/base/test_rc.c:"), said);
	assert_non_null(strstr(said, ": state 9 of dialog\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_outcome_has_its_own_name),
		cmocka_unit_test(an_error_is_filled_and_returned_in_one_line),
		cmocka_unit_test(nobody_need_want_the_sentence),
		cmocka_unit_test(a_long_sentence_is_cut_to_its_room),
		cmocka_unit_test(a_bug_says_where_and_aborts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
