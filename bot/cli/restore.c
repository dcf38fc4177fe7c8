/* cli/restore.c - lapak restore: a backup becomes the database, where there is none */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/backup_file.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "cli/options.h"
#include "store/backup.h"

static enum exit_status refuse_to_overwrite(const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	char name[CONFIG_PATH + 8];

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", path, tails[i]);
		if (access(name, F_OK) != 0)
			continue;
		(void)fprintf(stderr,
			"lapak: %s is there, and a restore overwrites nothing. Stop the service, "
			"then move it away: mv %s %s.old\n",
			name, name, name);
		return EXIT_FAILED;
	}
	return EXIT_DONE;
}

/* A backup of a newer program would be refused at the next start; better now. */
static enum rc look_at_schema(struct office *o, const char *part, struct err *err)
{
	struct migration_status schema = { 0, 0 };
	char url[CONFIG_PATH + 32];
	enum rc rc;

	(void)snprintf(url, sizeof(url), "sqlite:%s", part);
	rc = store_open(&o->store, url, STORE_WRITE, err);
	if (rc == RC_OK)
		rc = store_schema(o->store, o->config.migrations.dir, &schema, err);
	store_close(o->store);
	o->store = NULL;
	if (rc == RC_ABSENT) {
		printf("The backup is at migration %04d of %04d: run lapak migrate next.\n",
			schema.applied, schema.available);
		return RC_OK;
	}
	return rc;
}

static enum rc restore(
	struct office *o, const char *from, const struct seal_key *key, struct err *err)
{
	const char *file = config_database_file(&o->config);
	char part[CONFIG_PATH + 16];
	struct backup_content c = { 0, 0, 0, 0 };
	enum rc rc;

	(void)snprintf(part, sizeof(part), "%s.part", file);
	rc = backup_transform(from, part, key != NULL ? BACKUP_OPEN : BACKUP_PLAIN, key, err);
	if (rc == RC_OK)
		rc = backup_check(part, &c, err);
	if (rc == RC_OK)
		rc = look_at_schema(o, part, err);
	if (rc == RC_OK)
		rc = backup_finish(part, file, err);
	(void)unlink(part);
	if (rc == RC_OK)
		printf("%s: %" PRId64 " bytes, %" PRId64 " traders, %" PRId64 " sales, %" PRId64
		       " messages; verified\n",
			file, c.bytes, c.traders, c.sales, c.messages);
	return rc;
}

static enum exit_status run(struct office *o, const struct invocation *in)
{
	const char *from = in->argv[1], *path = option_value(in, "key-file");
	struct err err = { .rc = RC_BROKEN, .msg = "the backup could not be restored" };
	struct seal_key key;
	const char *file =
		office_database_file(o, "restore", "psql --single-transaction --file FILE");
	enum exit_status status = file != NULL ? refuse_to_overwrite(file) : EXIT_FAILED;
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	if (seal_is(from) != (path != NULL))
		return cli_misused(in, "%s",
			path != NULL ? "the backup is not sealed: leave --key-file out"
				     : "the backup is sealed: give --key-file FILE");
	if (path != NULL && seal_key_read(&key, path, &err) != RC_OK)
		return cli_failed(&err);
	rc = restore(o, from, path != NULL ? &key : NULL, &err);
	if (path != NULL)
		seal_forget(&key);
	if (rc == RC_OK)
		return EXIT_DONE;
	(void)fprintf(stderr, "lapak: %s\n", err.msg);
	return EXIT_FAILED;
}

enum exit_status cli_restore(const struct invocation *in)
{
	static const struct verb fit = {
		.options = "key-file", .least = 1, .most = 1, .words = "FILE"
	};
	struct office o;
	enum exit_status status = options_fit(in, &fit);

	if (status != EXIT_DONE)
		return status;
	(void)umask(077);
	memset(&o, 0, sizeof(o));
	status = cli_config(in, &o.config);
	if (status == EXIT_DONE)
		status = run(&o, in);
	office_close(&o);
	return status;
}
