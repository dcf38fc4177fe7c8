/* cli/migrate.c - lapak migrate: makes the database, or brings it up to date */
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/open.h"
#include "cli/options.h"

enum { REPORT_MAX = 64 * 1024 };

/* "0002_helpers.sql" of number 2, or "0002" when the folder says it in no such way. */
static void print_pending(const char *dir, int number)
{
	char pattern[CONFIG_PATH + 32];
	const char *name;
	glob_t found;

	(void)snprintf(pattern, sizeof(pattern), "%s/%04d_*.sql", dir, number);
	if (glob(pattern, 0, NULL, &found) != 0) {
		printf("would apply %04d\n", number);
		return;
	}
	name = strrchr(found.gl_pathv[0], '/');
	printf("would apply %s\n", name != NULL ? name + 1 : found.gl_pathv[0]);
	globfree(&found);
}

/* A database that is not there is looked at as an empty one, without making it. */
static enum exit_status dry_run(struct office *o)
{
	struct err err = { .rc = RC_BROKEN, .msg = "the database could not be read" };
	struct migration_status s = { 0, 0 };
	bool there = office_has_database(o);
	enum rc rc = there ? office_store(o, STORE_READ, &err)
			   : store_open(&o->store, "sqlite::memory:", STORE_WRITE, &err);

	if (rc == RC_OK)
		rc = store_schema(o->store, o->config.migrations.dir, &s, &err);
	if (rc != RC_OK && rc != RC_ABSENT) {
		(void)fprintf(stderr, "lapak: %s\n", err.msg);
		return EXIT_FAILED;
	}
	if (!there)
		printf("would make %s\n", config_database_file(&o->config));
	else if (rc == RC_OK)
		printf("nothing to do: the database is at migration %04d\n", s.applied);
	for (int n = s.applied + 1; n <= s.available; n++)
		print_pending(o->config.migrations.dir, n);
	return EXIT_DONE;
}

static enum exit_status migrate(struct office *o)
{
	struct err err = { .rc = RC_BROKEN, .msg = "the database could not be migrated" };
	struct migration_status s = { 0, 0 };
	struct buf report;
	enum rc rc;

	buf_init(&report, REPORT_MAX);
	rc = office_store(o, STORE_WRITE, &err);
	if (rc == RC_OK)
		rc = store_migrate(
			o->store, o->config.migrations.dir, clock_now(), &report, &err);
	(void)fputs(report.data, stdout);
	if (rc == RC_OK && report.len == 0 &&
		store_schema(o->store, o->config.migrations.dir, &s, &err) == RC_OK)
		printf("nothing to do: the database is at migration %04d\n", s.applied);
	if (rc != RC_OK)
		(void)fprintf(stderr, "lapak: %s\n", err.msg);
	buf_release(&report);
	return rc == RC_OK ? EXIT_DONE : EXIT_FAILED;
}

enum exit_status cli_migrate(const struct invocation *in)
{
	static const struct verb fit = { .options = "dry-run" };
	struct office o;
	enum exit_status status = options_fit(in, &fit);

	if (status != EXIT_DONE)
		return status;
	memset(&o, 0, sizeof(o));
	status = cli_config(in, &o.config);
	if (status == EXIT_DONE)
		status = option_given(in, "dry-run") ? dry_run(&o) : migrate(&o);
	office_close(&o);
	return status;
}
