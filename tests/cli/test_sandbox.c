/* tests/cli/test_sandbox.c - in the sandbox: files below the folder alone, threads but no processes, no programs */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/sandbox.h"

#include "t.h"

static bool writes(const char *folder)
{
	char path[256];
	int fd;

	(void)snprintf(path, sizeof(path), "%s/sandbox-test", folder);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	(void)close(fd);
	return unlink(path) == 0;
}

static void *nothing(void *arg)
{
	return arg;
}

/* What went wrong, as an exit status; 0: all is as it should be. */
static int inside(const char *folder)
{
	char *const program[] = { (char[]){ "/bin/true" }, NULL };
	struct err err;
	pthread_t thread;

	if (!writes("/dev/shm"))
		return 90; /* the test would prove nothing */
	if (sandbox_enter(&folder, 1, &err) != RC_OK)
		return 1;
	if (!writes(folder) || !writes("/tmp"))
		return 2;
	if (writes("/dev/shm"))
		return 3;
	if (open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0)
		return 4;
	if (execv(program[0], program) != -1 || errno != EPERM)
		return 5;
	if (syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) != -1 || errno != EPERM)
		return 6;
	if (pthread_create(&thread, NULL, nothing, NULL) != 0 ||
		pthread_join(thread, NULL) != 0)
		return 7;
	if (syscall(SYS_ptrace, 0, 0, 0, 0) != -1 || errno != EPERM)
		return 8;
	if (unshare(0) != -1 || errno != EPERM)
		return 9;
	return 0;
}

static void the_sandbox_keeps_what_it_says(void **state)
{
	char folder[] = "/var/tmp/lapak-test-XXXXXX";
	int status = 0;
	pid_t pid;

	(void)state;
	assert_non_null(mkdtemp(folder));
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(inside(folder));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(rmdir(folder), 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void root_is_refused_where_it_would_do_harm(void **state)
{
	char folder[] = "/tmp/lapak-test-XXXXXX", database[64];
	struct err err = { .msg = "" };

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(database, sizeof(database), "%s/lapak.db", folder);
	assert_int_equal(sandbox_check_user(database, &err), RC_OK);
	if (geteuid() == 0) {
		assert_int_equal(chown(folder, 65534, 65534), 0);
		assert_int_equal(sandbox_check_user(database, &err), RC_DENIED);
		assert_non_null(strstr(err.msg, "runuser -u nobody"));
	}
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sandbox_keeps_what_it_says),
		cmocka_unit_test(root_is_refused_where_it_would_do_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
