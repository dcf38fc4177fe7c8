/* tests/store/folder_fixture.h - a folder of its own for a test, and what is put there */
#ifndef LAPAK_TESTS_FOLDER_FIXTURE_H
#define LAPAK_TESTS_FOLDER_FIXTURE_H
#include <ftw.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store_fixture.h"

struct folder {
	char path[64];
	char file[96], url[128]; /* of the database in it */
	char migrations[128];
};

static inline int make_folder(void **state)
{
	struct folder *f = test_calloc(1, sizeof(*f));

	snprintf(f->path, sizeof(f->path), "/tmp/lapak-test-XXXXXX");
	assert_non_null(mkdtemp(f->path));
	snprintf(f->file, sizeof(f->file), "%s/lapak.db", f->path);
	snprintf(f->url, sizeof(f->url), "sqlite:%s", f->file);
	snprintf(f->migrations, sizeof(f->migrations), "%s/migrations", f->path);
	assert_int_equal(mkdir(f->migrations, 0755), 0);
	*state = f;
	return 0;
}

static inline int remove_one(
	const char *path, const struct stat *info, int kind, struct FTW *at)
{
	(void)info;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void remove_all(const char *path)
{
	assert_int_equal(nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

static inline int remove_folder(void **state)
{
	struct folder *f = *state;

	remove_all(f->path);
	test_free(f);
	return 0;
}

#define folder_test(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

static inline void write_file(const char *folder, const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static inline bool there_is(const char *folder, const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return access(path, F_OK) == 0;
}

/* Runs call(f) as a user who owns nothing; returns its exit status. */
static inline int as_nobody(int (*call)(struct folder *), struct folder *f)
{
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(99);
		_exit(call(f));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

#endif
