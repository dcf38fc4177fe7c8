/* tests/base/config_rig.h - a folder with a lapak.ini for each test of the configuration */
#ifndef LAPAK_TESTS_BASE_CONFIG_RIG_H
#define LAPAK_TESTS_BASE_CONFIG_RIG_H
#include "t.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"

/* A folder of its own for each test. */
static char folder[] = "/tmp/lapak-config-XXXXXX";
static char ini[64];
static struct config config;
static struct buf report;

static const char base[] = "[server]\nlisten = \"127.0.0.1:8080\"\n"
			   "[database]\nurl = \"sqlite:lapak.db\"\n"
			   "[office]\nname = \"Dinkopdag\"\nshort_code = \"2323\"\n"
			   "[gateway.phone]\ntype = \"simulator\"\n";

static inline void path_of(char out[static 96], const char *name)
{
	(void)snprintf(out, 96, "%s/%s", folder, name);
}

static inline void write_file(const char *name, const char *text, size_t n, mode_t mode)
{
	char path[96];
	FILE *f;

	path_of(path, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, mode), 0);
}

/* entries: NULL-ended, at most 8; NULL for an empty environment. */
static inline enum rc load(const char *text, const char *const *entries)
{
	char copies[8][128], *environment[9] = { NULL };

	for (size_t i = 0; entries != NULL && entries[i] != NULL; i++) {
		assert_true(i < 8);
		(void)snprintf(copies[i], sizeof(copies[i]), "%s", entries[i]);
		environment[i] = copies[i];
	}
	write_file("lapak.ini", text, strlen(text), 0644);
	buf_reset(&report);
	return config_load(&config, ini, environment, &report);
}

/* fault: what follows "FILE:" in a report of one line. */
static inline void assert_fault(const char *text, const char *fault)
{
	char expected[1024];

	(void)snprintf(expected, sizeof(expected), "%s:%s\n", ini, fault);
	print_message("%s", expected);
	assert_int_equal(load(text, NULL), RC_INVALID);
	assert_string_equal(report.data, expected);
}

static inline int setup(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof(folder), "%s", "/tmp/lapak-config-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	(void)snprintf(ini, sizeof(ini), "%s/lapak.ini", folder);
	buf_init(&report, CONFIG_REPORT_MAX);
	return 0;
}

static inline int teardown(void **state)
{
	static const char *const names[] = { "lapak.ini", "key", "password", "pipe" };
	char path[96];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		path_of(path, names[i]);
		(void)unlink(path);
	}
	buf_release(&report);
	return rmdir(folder);
}

#define RIG_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
