/* cli/backup.c - lapak backup: a verified copy of the database beside the running service */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/backup_file.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/record.h"
#include "store/backup.h"

struct job {
	const struct invocation *in;
	const char *folder; /* FILE names a folder; NULL: it does not */
	int64_t keep;       /* backups to keep in the folder; 0: all */
	bool sealed;
	struct seal_key key;
	char path[CONFIG_PATH], part[CONFIG_PATH + 16];
	struct backup_content content;
	int64_t took_ms;
};

static enum rc copy_all(struct backup *b, struct err *err)
{
	struct backup_progress at = { 0, 0 };
	struct progress p;
	enum rc rc;

	progress_begin(&p, "backup", clock_monotonic_ms());
	do {
		rc = backup_step(b, &at, err);
		progress_show(&p, at.done, at.total, clock_monotonic_ms());
	} while (rc == RC_OK);
	progress_end(&p);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* The copy holds what the database held, page by page and row by row. */
static enum rc prove(const struct job *j, const struct backup_content *source, struct err *err)
{
	const struct backup_content *c = &j->content;

	if (c->bytes == source->bytes && c->traders == source->traders &&
		c->sales == source->sales && c->messages == source->messages)
		return RC_OK;
	return err_set(err, RC_BROKEN, "%.400s does not hold what the database holds", j->part);
}

static enum rc copy(struct office *o, struct job *j, struct err *err)
{
	struct backup_content source;
	struct backup *b = NULL;
	int fd = -1;
	enum rc rc = backup_make(j->part, &fd, err);

	if (rc != RC_OK)
		return rc;
	(void)close(fd);
	rc = backup_open(&b, config_database_file(&o->config), j->part, err);
	if (rc == RC_OK) {
		backup_source(b, &source);
		rc = copy_all(b, err);
	}
	backup_close(b);
	if (rc == RC_OK)
		rc = backup_check(j->part, &j->content, err);
	return rc == RC_OK ? prove(j, &source, err) : rc;
}

/* The copy, sealed when asked for, under its final name or not at all. */
static enum rc make(struct office *o, struct job *j, struct err *err)
{
	char sealed[CONFIG_PATH + 32];
	enum rc rc = copy(o, j, err);

	(void)snprintf(sealed, sizeof(sealed), "%s.sealed", j->part);
	if (rc == RC_OK && j->sealed)
		rc = backup_transform(j->part, sealed, BACKUP_SEAL, &j->key, err);
	if (rc == RC_OK)
		rc = backup_finish(j->sealed ? sealed : j->part, j->path, err);
	(void)unlink(j->part);
	if (j->sealed)
		(void)unlink(sealed);
	if (rc == RC_OK && j->folder != NULL && j->keep > 0)
		rc = backup_prune(j->folder, j->keep, err);
	return rc;
}

/* For lapak_backup_age_seconds, doctor and the record. */
static enum exit_status note(struct office *o, void *arg)
{
	struct job *j = arg;
	char at[32], detail[64];
	enum exit_status status;

	(void)snprintf(at, sizeof(at), "%" PRId64, clock_now());
	(void)snprintf(detail, sizeof(detail), "%" PRId64 " bytes", j->content.bytes);
	status = office_outcome(setting_put(o->store, "backup_at", at));
	return status == EXIT_DONE ? record(o, j->in, "backup.made", NULL, 0, detail) : status;
}

static void say(const struct job *j)
{
	const struct backup_content *c = &j->content;

	if (j->in->json)
		json_print(json_pack("{s:s, s:I, s:I, s:I, s:I, s:I}", "file", j->path, "bytes",
			(json_int_t)c->bytes, "traders", (json_int_t)c->traders, "sales",
			(json_int_t)c->sales, "messages", (json_int_t)c->messages, "took_ms",
			(json_int_t)j->took_ms));
	else
		printf("%s: %" PRId64 " bytes, %" PRId64 " traders, %" PRId64 " sales, %" PRId64
		       " messages; verified%s; %" PRId64 ".%" PRId64 " s\n",
			j->path, c->bytes, c->traders, c->sales, c->messages,
			j->sealed ? ", sealed" : "", j->took_ms / 1000,
			j->took_ms % 1000 / 100);
}

static enum exit_status run(struct office *o, struct job *j)
{
	struct err err = { .rc = RC_BROKEN, .msg = "the backup could not be made" };
	int64_t began_ms = clock_monotonic_ms();

	if (make(o, j, &err) != RC_OK)
		return cli_failed(&err);
	j->took_ms = clock_monotonic_ms() - began_ms;
	say(j);
	return office_write(o, note, j);
}

static enum exit_status read_job(struct job *j)
{
	const char *to = j->in->argv[1], *key = option_value(j->in, "key-file"),
		   *keep = option_value(j->in, "keep");
	struct err err = { .rc = RC_OK };
	struct stat st;
	bool folder = stat(to, &st) == 0 && S_ISDIR(st.st_mode);

	if (strlen(to) > CONFIG_PATH - 64)
		return cli_misused(j->in, "the path is too long");
	if (keep != NULL && (!folder || !number_read(&j->keep, keep, 1, 10000)))
		return cli_misused(
			j->in, "--keep takes a number from 1, and FILE must be a folder then");
	j->sealed = key != NULL;
	if (j->sealed && seal_key_read(&j->key, key, &err) != RC_OK)
		return cli_failed(&err);
	j->folder = folder ? to : NULL;
	if (folder)
		backup_name(to, clock_now(), j->sealed, j->path);
	else
		(void)snprintf(j->path, sizeof(j->path), "%s", to);
	(void)snprintf(j->part, sizeof(j->part), "%s.part", j->path);
	if (access(j->path, F_OK) != 0)
		return EXIT_DONE;
	(void)fprintf(stderr,
		"lapak: %s is there already and stays as it is; give another name\n", j->path);
	return EXIT_FAILED;
}

enum exit_status cli_backup(const struct invocation *in)
{
	static const struct verb fit = { .options = "json key-file keep by",
		.least = 1,
		.most = 1,
		.words = "FILE|FOLDER" };
	struct job j = { .in = in };
	struct office o;
	enum exit_status status = options_fit(in, &fit);

	memset(&o, 0, sizeof(o));
	if (status == EXIT_DONE)
		status = read_job(&j);
	if (status == EXIT_DONE) {
		(void)umask(077);
		status = office_open(&o, in, NEED_WRITE);
	}
	if (status == EXIT_DONE && office_database_file(&o, "backup", "pg_dump") == NULL)
		status = EXIT_FAILED;
	if (status == EXIT_DONE)
		status = run(&o, &j);
	seal_forget(&j.key);
	office_close(&o);
	return status;
}
