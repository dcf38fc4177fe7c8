/* web/api_import.c - a list of traders: looked through by a worker, then kept in one go */
#include <string.h>

#include "office/import.h"
#include "web/api_handlers.h"

/* What one turn of the loop takes in some 50 ms, while traders wait for their answers. */
enum { ROWS_AT_ONCE = 2000 };

static void add_fault(const struct import_fault *f, void *arg)
{
	json_t *row = json_object();

	api_put_int(row, "line", f->line);
	api_put_text(row, "column", f->column);
	api_put_text(row, "sentence", f->sentence);
	(void)json_array_append_new(arg, row);
}

static enum rc import(struct api_call *c, bool dry_run)
{
	const char *csv = api_text(c->in, "csv");
	struct import in = { .text = csv,
		.length = strlen(csv),
		.language = c->site->config->office.language,
		.source = api_text(c->in, "name"),
		.now = c->now,
		.rows_most = ROWS_AT_ONCE,
		.dry_run = dry_run };
	json_t *faults = json_array();
	struct import_result r;
	enum rc rc = import_traders(c->store, &in, add_fault, faults, &r);

	json_decref(c->out);
	c->out = json_object();
	api_put_int(c->out, "rows", r.rows);
	api_put_int(c->out, "added", r.added);
	api_put_int(c->out, "changed", r.changed);
	api_put_bool(c->out, "kept", rc == RC_OK && !dry_run);
	api_put_int(c->out, "fault_count", r.faults);
	api_put(c->out, "faults", faults);
	(void)snprintf(c->detail, sizeof(c->detail), "added %lld, changed %lld",
		rc == RC_OK && !dry_run ? (long long)r.added : 0LL,
		rc == RC_OK && !dry_run ? (long long)r.changed : 0LL);
	return rc == RC_INVALID ? RC_OK : rc;
}

enum rc api_import_work(struct api_call *c)
{
	return import(c, true);
}

enum rc api_import_after(struct api_call *c)
{
	bool whole = api_int(c->out, "fault_count") == 0;

	return whole && !api_true(c->in, "dry_run") ? import(c, false) : RC_OK;
}
