/* cli/sale_export.c - lapak sale export: takings in a file for spreadsheets */
#include <stdio.h>

#include "base/days.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/sale_parts.h"
#include "cli/span.h"
#include "office/sheet.h"
#include "store/sale_export.h"

enum { ROWS_A_LOOK = 1000 };

struct export_run {
	struct sheet *sheet;
	int64_t rows, wanted; /* wanted: of the sums; not exact while reports come in */
	struct progress progress;
};

static enum rc add_row(const struct sale_export_row *row, void *arg)
{
	struct export_run *r = arg;
	const struct sale *s = &row->sale;
	char day[11], at[17];

	day_iso(s->day, day);
	instant_plain(s->reported_at, at);
	sheet_text(r->sheet, row->who.trader.phone.e164);
	sheet_text(r->sheet, row->who.trader.name);
	sheet_text(r->sheet, row->who.market);
	sheet_text(r->sheet, row->who.trader.stall);
	sheet_text(r->sheet, day);
	sheet_number(r->sheet, s->total);
	if (s->live == SALE_LIVE_UNKNOWN)
		sheet_text(r->sheet, NULL);
	else
		sheet_number(r->sheet, s->live);
	sheet_text(r->sheet, sale_status_name(s->status));
	sheet_text(r->sheet, s->approximate ? "yes" : "");
	sheet_text(r->sheet, s->review ? "yes" : "");
	sheet_text(r->sheet, s->typed_by);
	sheet_text(r->sheet, at);
	r->rows++;
	if (r->rows % ROWS_A_LOOK == 0)
		progress_show(&r->progress, r->rows, r->wanted, clock_monotonic_ms());
	return RC_OK;
}

static enum rc count_step(const struct figures_step *step, void *arg)
{
	struct export_run *r = arg;

	r->wanted += step->reports;
	return RC_OK;
}

static enum exit_status write_sheet(struct office *o, const struct figures_span *span,
	const char *path, enum sheet_kind kind)
{
	static const char *const headings[] = { "phone", "name", "market", "stall", "day",
		"total", "live", "status", "approximate", "review", "typed_by", "reported_at",
		NULL };
	struct export_run r = { .rows = 0 };
	enum exit_status status;
	struct err err;
	enum rc rc;

	status = office_outcome(figures_steps(o->store, span, count_step, &r));
	if (status != EXIT_DONE)
		return status;
	if (sheet_open(&r.sheet, path, kind, headings, &err) != RC_OK)
		return cli_failed(&err);
	progress_begin(&r.progress, "export", clock_monotonic_ms());
	r.progress.unit = "rows";
	r.progress.per = 1;
	rc = sale_export_each(o->store, span, add_row, &r);
	progress_end(&r.progress);
	if (sheet_close(r.sheet, &err) != RC_OK)
		return cli_failed(&err);
	if (rc == RC_OK)
		(void)fprintf(stderr, "%lld rows\n", (long long)r.rows);
	return office_outcome(rc);
}

enum exit_status sale_export_command(const struct invocation *in)
{
	bool csv = option_given(in, "csv"), xlsx = option_given(in, "xlsx");
	struct figures_span span;
	struct office o;
	enum exit_status status = span_read(in, 0, &span);

	if (status != EXIT_DONE)
		return status;
	if (csv == xlsx)
		return cli_misused(in, "either --csv or --xlsx");
	if (xlsx && in->argv[2][0] == '-' && in->argv[2][1] == '\0')
		return cli_misused(in, "XLSX needs a file; only CSV goes to standard output");
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = span_market(&o, in, &span);
	if (status == EXIT_DONE)
		status = write_sheet(&o, &span, in->argv[2],
			xlsx                      ? SHEET_XLSX
			: option_given(in, "bom") ? SHEET_CSV_BOM
						  : SHEET_CSV);
	office_close(&o);
	return status;
}
