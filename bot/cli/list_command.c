/* cli/list_command.c - what every list has in common: limit, where it goes, database, rows */
#include "cli/list_command.h"

#include "cli/open.h"
#include "cli/options.h"
#include "office/sheet.h"

static enum exit_status begin_sheet(struct listing *l, const struct invocation *in,
	const struct column *columns, const char *file, int64_t limit)
{
	bool xlsx = option_given(in, "xlsx");
	struct err err;

	if (in->json || (xlsx && option_given(in, "csv")))
		return cli_misused(in, "one of --csv, --xlsx and --json");
	if (xlsx && (file == NULL || (file[0] == '-' && file[1] == '\0')))
		return cli_misused(in, "XLSX needs a file; only CSV goes to standard output");
	listing_headings(l, columns, option_given(in, "limit") ? limit : 0);
	if (sheet_open(&l->sheet, file != NULL ? file : "-", xlsx ? SHEET_XLSX : SHEET_CSV,
		    l->heading, &err) == RC_OK)
		return EXIT_DONE;
	listing_end(l);
	return cli_failed(&err);
}

enum exit_status list_begin(struct listing *l, const struct invocation *in,
	const struct column *columns, const char *file)
{
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	if (option_given(in, "csv") || option_given(in, "xlsx"))
		return begin_sheet(l, in, columns, file, limit);
	if (file != NULL)
		return cli_misused(in, "a file is for --csv or --xlsx");
	listing_begin(l, in->json, columns, limit);
	return EXIT_DONE;
}

enum exit_status list_end(struct listing *l, enum exit_status status)
{
	struct sheet *sheet = l->sheet;
	struct err err;

	listing_end(l);
	if (sheet_close(sheet, &err) != RC_OK && status == EXIT_DONE)
		return cli_failed(&err);
	return status;
}

enum exit_status list_command(
	const struct invocation *in, const struct column *columns, list_fn *rows)
{
	struct listing l;
	struct office o;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);

	if (status == EXIT_DONE)
		status = list_begin(&l, in, columns, NULL);
	if (status == EXIT_DONE)
		status = list_end(&l, office_outcome(rows(o.store, listing_ask(&l), &l)));
	office_close(&o);
	return status;
}
