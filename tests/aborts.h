/* tests/aborts.h - what only a bug can bring about ends the process */
#ifndef LAPAK_TESTS_ABORTS_H
#define LAPAK_TESTS_ABORTS_H
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "t.h"

/* Whether call(arg) ends the process by abort(), in a child of its own. */
static inline bool aborts(void (*call)(void *), void *arg)
{
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(2);
		call(arg);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

#endif
