/* cli/open.c - configuration, store, wording and dialogue, opened in order */
#include "cli/open.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/edits.h"

static const char memory[] = ":memory:";

bool office_has_database(const struct office *o)
{
	const char *file = config_database_file(&o->config);

	return file == NULL || strcmp(file, memory) == 0 || access(file, F_OK) == 0;
}

const char *office_database_file(
	const struct office *o, const char *command, const char *remedy)
{
	const char *file = config_database_file(&o->config);

	if (file == NULL)
		(void)fprintf(stderr,
			"lapak: %s is for a SQLite file, and this database is a server's; use %s\n",
			command, remedy);
	return file;
}

enum rc office_store(struct office *o, enum store_mode mode, struct err *err)
{
	return store_open(&o->store, o->config.database.url, mode, err);
}

/* A database as this program wants it: there, and migrated. */
static enum rc open_current(struct office *o, enum store_mode mode, struct err *err)
{
	struct migration_status schema;
	enum rc rc;

	if (!office_has_database(o))
		return err_set(err, RC_ABSENT,
			"there is no database %.400s: run `lapak migrate`",
			config_database_file(&o->config));
	rc = office_store(o, mode, err);
	if (rc != RC_OK)
		return rc;
	rc = store_schema(o->store, o->config.migrations.dir, &schema, err);
	if (rc == RC_ABSENT)
		return err_set(err, rc, "database is not migrated: run `lapak migrate`");
	return rc;
}

enum rc office_wording(
	const struct office *o, struct store *edits, struct wording **out, struct buf *report)
{
	char dir[CONFIG_PATH + sizeof("/messages")];
	enum rc rc;

	(void)snprintf(dir, sizeof(dir), "%s/messages", o->config.templates.dir);
	rc = wording_load(out, dir, report);
	if (rc != RC_OK)
		return rc;
	if (!wording_has_language(*out, o->config.office.language)) {
		buf_printf(report, "%s: there is no %s.txt, the office's language\n", dir,
			o->config.office.language);
		rc = RC_INVALID;
	}
	if (rc == RC_OK && edits != NULL) {
		rc = edits_lay(out, edits);
		if (rc != RC_OK)
			buf_puts(report, "the office's own texts could not be read\n");
	}
	if (rc == RC_OK)
		return RC_OK;
	wording_free(*out);
	*out = NULL;
	return rc;
}

enum rc office_wording_kept(struct office *o, struct buf *report)
{
	struct office beside = { .config = o->config };
	struct err err = { .rc = RC_OK };
	bool current = open_current(&beside, STORE_READ, &err) == RC_OK;
	enum rc rc = office_wording(o, current ? beside.store : NULL, &o->wording, report);

	store_close(beside.store);
	config_forget(&beside.config);
	return rc;
}

void office_dialog(struct office *o)
{
	o->dialog = (struct dialog){ .store = o->store,
		.wording = o->wording,
		.office = o->config.office.name,
		.short_code = o->config.office.short_code,
		.check_word = o->config.office.check_word,
		.language = o->config.office.language,
		.ask_above = o->config.office.amount_ask_above,
		.price = o->config.office.price_per_segment,
		.working = { .from = o->config.office.working_hours.from,
			.until = o->config.office.working_hours.until,
			.days = (int)o->config.office.working_days },
		.question_backlog_limit = o->config.office.question_backlog_limit,
		.push_cap = o->config.office.push_cap_per_day,
		.random = randombytes_uniform };
	o->inbound = (struct inbound){
		.store = o->store, .dialog = &o->dialog, .config = &o->config
	};
}

static enum exit_status open_dialog(struct office *o)
{
	struct buf report;
	enum rc rc;

	buf_init(&report, CONFIG_REPORT_MAX);
	rc = office_wording(o, o->store, &o->wording, &report);
	if (rc != RC_OK)
		(void)fprintf(stderr,
			"%slapak: the wording has faults; lapak check lists all\n",
			report.data);
	buf_release(&report);
	if (rc != RC_OK)
		return EXIT_FAILED;
	office_dialog(o);
	return EXIT_DONE;
}

enum exit_status office_open(
	struct office *out, const struct invocation *in, enum office_need need)
{
	struct err err = { .rc = RC_BROKEN, .msg = "the database could not be opened" };
	enum exit_status status;

	memset(out, 0, sizeof(*out));
	status = cli_config(in, &out->config);
	if (status != EXIT_DONE)
		return status;
	err.rc = open_current(out, need == NEED_READ ? STORE_READ : STORE_WRITE, &err);
	if (err.rc != RC_OK) {
		(void)fprintf(stderr, "lapak: %s\n", err.msg);
		return EXIT_FAILED;
	}
	return need == NEED_DIALOG ? open_dialog(out) : EXIT_DONE;
}

void office_close(struct office *o)
{
	wording_free(o->wording);
	store_close(o->store);
	o->wording = NULL;
	o->store = NULL;
	config_forget(&o->config);
}

enum exit_status office_outcome(enum rc rc)
{
	static const char *const sentences[] = {
		[RC_ABSENT] = "the database lacks a row that must be there",
		[RC_INVALID] = "the database refused a value",
		[RC_CONFLICT] = "the database refused a value that is there already",
		[RC_FULL] = "the disk of the database is full; nothing was kept",
		[RC_DENIED] = "the database may not be written",
		[RC_BUSY] = "another lapak process is writing, try again",
		[RC_BROKEN] = "the database could not be read or written",
	};

	if (rc == RC_OK)
		return EXIT_DONE;
	(void)fprintf(stderr, "lapak: %s\n", sentences[rc]);
	return EXIT_FAILED;
}

enum exit_status office_write(
	struct office *o, enum exit_status (*work)(struct office *o, void *arg), void *arg)
{
	enum exit_status status = office_outcome(store_begin(o->store));

	if (status != EXIT_DONE)
		return status;
	status = work(o, arg);
	if (status == EXIT_DONE)
		status = office_outcome(store_commit(o->store));
	if (status != EXIT_DONE)
		store_rollback(o->store);
	return status;
}
