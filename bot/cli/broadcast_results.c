/* cli/broadcast_results.c - lapak broadcast results: how it went, in numbers, person by person, or in a file */
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "cli/broadcast_parts.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "office/sheet.h"

static enum rc add_reason(const struct broadcast_reason *r, void *listing)
{
	struct listing *l = listing;

	if (!listing_row(l))
		return RC_OK;
	listing_text(l, r->state);
	listing_text(l, r->reason);
	listing_number(l, r->people);
	return RC_OK;
}

static enum rc add_result(const struct broadcast_result *r, void *listing)
{
	struct listing *l = listing;

	if (!listing_row(l))
		return RC_OK;
	listing_text(l, r->phone);
	listing_text(l, r->name);
	listing_text(l, r->state);
	listing_text(l, r->reason);
	if (r->at > 0)
		listing_instant(l, r->at);
	else
		listing_null(l);
	return RC_OK;
}

static enum rc add_cells(const struct broadcast_result *r, void *sheet)
{
	char at[17] = "";

	if (r->at > 0)
		instant_plain(r->at, at);
	sheet_text(sheet, r->phone);
	sheet_text(sheet, r->name);
	sheet_text(sheet, r->state);
	sheet_text(sheet, r->reason);
	sheet_text(sheet, at);
	return RC_OK;
}

static enum exit_status write_file(
	struct office *o, const struct invocation *in, const struct broadcast_result_ask *ask)
{
	static const char *const headings[] = { "phone", "name", "state", "reason", "at",
		NULL };
	enum sheet_kind kind = option_given(in, "xlsx")  ? SHEET_XLSX
			       : option_given(in, "bom") ? SHEET_CSV_BOM
							 : SHEET_CSV;
	struct sheet *sheet = NULL;
	struct err err;
	enum rc rc;

	if (sheet_open(&sheet, in->argv[3], kind, headings, &err) != RC_OK)
		return cli_failed(&err);
	rc = broadcast_results(o->store, ask, add_cells, sheet);
	return sheet_close(sheet, &err) == RC_OK ? office_outcome(rc) : cli_failed(&err);
}

/* Without --state how many came to what end; with it, who. */
static enum exit_status print(
	struct office *o, const struct invocation *in, struct broadcast_result_ask *ask)
{
	static const struct column sums[] = { { "state", false }, { "reason", false },
		{ "people", true }, { NULL, false } };
	static const struct column people[] = { { "phone", false }, { "name", false },
		{ "state", false }, { "reason", false }, { "at", false }, { NULL, false } };
	bool who = option_value(in, "state") != NULL;
	struct listing l;
	enum exit_status status;

	listing_begin(&l, in->json, who ? people : sums, ask->limit);
	ask->limit = listing_ask(&l);
	status = office_outcome(who ? broadcast_results(o->store, ask, add_result, &l)
				    : broadcast_reasons(o->store, ask->id, add_reason, &l));
	listing_end(&l);
	return status;
}

static enum exit_status look_at_options(const struct invocation *in, int64_t *limit)
{
	bool csv = option_given(in, "csv"), xlsx = option_given(in, "xlsx");
	const char *state = option_value(in, "state");

	if (state != NULL && strcmp(state, "all") != 0 && !broadcast_result_state_is(state))
		return cli_misused(in,
			"--state: all, left, dropped, queued, sending, sent, delivered, unknown, "
			"failed, expired or rejected, not `%.20s`",
			state);
	if (in->argc < 4 && (csv || xlsx || option_given(in, "bom")))
		return cli_misused(in, "--csv and --xlsx want a file");
	if (in->argc == 4 && csv == xlsx)
		return cli_misused(in, "either --csv or --xlsx");
	if (xlsx && strcmp(in->argv[3], "-") == 0)
		return cli_misused(in, "XLSX needs a file; only CSV goes to standard output");
	return option_limit(in, limit);
}

enum exit_status broadcast_results_command(const struct invocation *in)
{
	const char *state = option_value(in, "state");
	struct broadcast_result_ask ask = { .id = 0 };
	struct broadcast b = { .id = 0 };
	struct office o;
	enum exit_status status = look_at_options(in, &ask.limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = broadcast_look_up(&o, in, &b);
	ask.id = b.id;
	ask.state = state != NULL && strcmp(state, "all") == 0 ? NULL : state;
	if (in->argc == 4 && !option_given(in, "limit"))
		ask.limit = 0;
	if (status == EXIT_DONE)
		status = in->argc == 4 ? write_file(&o, in, &ask) : print(&o, in, &ask);
	office_close(&o);
	return status;
}
