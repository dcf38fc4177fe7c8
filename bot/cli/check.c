/* cli/check.c - lapak check: configuration, wording, dialogue and database, every fault at once */
#include <stdio.h>
#include <string.h>

#include "cli/card.h"
#include "cli/commands.h"
#include "cli/edits.h"
#include "cli/open.h"
#include "cli/options.h"

/* The bot must understand what the stall card prints, and all of it must find room. */
static enum exit_status check_card(const struct office *o)
{
	struct buf report;
	enum rc rc;

	buf_init(&report, CONFIG_REPORT_MAX);
	rc = card_check(o->wording, &o->config, &report);
	(void)fputs(report.data, stderr);
	buf_release(&report);
	if (rc != RC_OK)
		return EXIT_FAULTS;
	printf("card: ok\n");
	return EXIT_DONE;
}

static enum exit_status check_wording(struct office *o)
{
	const char *language[LANGUAGES_MAX];
	struct buf report;
	size_t n;
	enum rc rc;

	buf_init(&report, CONFIG_REPORT_MAX);
	rc = office_wording_kept(o, &report);
	if (rc == RC_OK) /* said, and no fault: the shipped text is proved and in force */
		(void)edits_unfit(o->wording, &report);
	(void)fputs(report.data, stderr);
	buf_release(&report);
	if (rc != RC_OK)
		return EXIT_FAULTS;
	printf("wording: ok,");
	n = wording_languages(o->wording, language);
	for (size_t i = 0; i < n; i++)
		printf(" %s", language[i]);
	printf(", %d messages each\n", (int)MSG_COUNT);
	return check_card(o);
}

static enum exit_status check_dialog(void)
{
	struct buf report;
	enum rc rc;

	buf_init(&report, CONFIG_REPORT_MAX);
	rc = dialog_prove(&report);
	(void)fputs(report.data, stderr);
	buf_release(&report);
	if (rc != RC_OK)
		return EXIT_FAULTS;
	printf("dialogue: ok\n");
	return EXIT_DONE;
}

static enum exit_status check_database(struct office *o)
{
	struct err err = { .rc = RC_BROKEN, .msg = "the database could not be read" };
	struct migration_status s = { 0, 0 };
	enum rc rc;

	if (!office_has_database(o)) {
		printf("database: not there yet; lapak migrate makes it\n");
		return EXIT_DONE;
	}
	rc = office_store(o, STORE_READ, &err);
	if (rc == RC_OK)
		rc = store_schema(o->store, o->config.migrations.dir, &s, &err);
	if (rc == RC_ABSENT) {
		printf("database: at migration %04d of %04d; lapak migrate brings it up to date\n",
			s.applied, s.available);
		return EXIT_DONE;
	}
	if (rc == RC_OK)
		rc = store_prepare_all(o->store, &err);
	if (rc != RC_OK) {
		(void)fprintf(stderr, "lapak: %s\n", err.msg);
		return EXIT_FAILED;
	}
	printf("database: ok, migration %04d\n", s.applied);
	return EXIT_DONE;
}

enum exit_status cli_check(const struct invocation *in)
{
	static const struct verb fit = { .options = "" };
	enum exit_status status = options_fit(in, &fit), wording, dialog;
	struct office o;

	if (status != EXIT_DONE)
		return status;
	memset(&o, 0, sizeof(o));
	status = cli_config(in, &o.config);
	if (status == EXIT_DONE) {
		printf("configuration: ok\n");
		wording = check_wording(&o);
		dialog = check_dialog();
		status = check_database(&o);
		if (wording != EXIT_DONE || dialog != EXIT_DONE)
			status = EXIT_FAULTS;
	}
	office_close(&o);
	return status;
}
