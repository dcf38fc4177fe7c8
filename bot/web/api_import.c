/* web/api_import.c - lists that are taken in: traders at once or part by part, and tips; looked through by a worker */
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "dialog/dialog.h"
#include "office/import.h"
#include "office/tip_file.h"
#include "store/job.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"
#include "wording/wording.h"

/* What one turn of the loop takes in some 50 ms, while traders wait for their answers; of a part less, since many follow
 * each other. */
enum { ROWS_AT_ONCE = 2000, ROWS_A_PART = 1000, FORGOTTEN = 24 * 3600 };

static void add_fault(const struct import_fault *f, void *arg)
{
	json_t *row = json_object();

	if (json_array_size(arg) == IMPORT_FAULTS_MOST) {
		json_decref(row);
		return;
	}
	api_put_int(row, "line", f->line);
	api_put_text(row, "column", f->column);
	api_put_text(row, "code", import_code_name(f->code));
	api_put(row, "most", f->most > 0 ? json_integer(f->most) : json_null());
	api_put_text(row, "sentence", import_code_sentence(f->code));
	(void)json_array_append_new(arg, row);
}

static struct import import_of(struct api_call *c, int64_t rows_most)
{
	const char *csv = api_text(c->in, "csv");

	return (struct import){ .text = csv,
		.length = strlen(csv),
		.language = c->site->config->office.language,
		.source = api_text(c->in, "name"),
		.now = c->now,
		.rows_most = rows_most };
}

/* ---- a short list at once ---- */

static enum rc import(struct api_call *c, bool dry_run)
{
	struct import in = import_of(c, ROWS_AT_ONCE);
	json_t *faults = json_array();
	struct import_result r;
	enum rc rc;

	in.dry_run = dry_run;
	rc = import_traders(c->store, &in, add_fault, faults, &r);
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

/* ---- tips ---- */

enum rc api_tips_import(struct api_call *c)
{
	const char *language[LANGUAGES_MAX], *wanted = api_text(c->in, "language");
	size_t n = wording_languages(c->site->inbound->dialog->wording, language);

	(void)snprintf(c->subject, sizeof(c->subject), "tips:%.20s", wanted);
	for (size_t i = 0; i < n; i++)
		if (strcmp(language[i], wanted) == 0)
			return RC_OK;
	return api_refuse(c, RC_INVALID, "language", "language",
		"there is no wording in that language, so nobody would ever get them");
}

enum rc api_tips_import_work(struct api_call *c)
{
	const char *given = api_text(c->in, "text");
	struct tip_file *file = calloc(1, sizeof(*file));
	json_t *faults = json_array();
	char *text = strdup(given);

	c->state = file;
	c->state_free = free;
	if (file == NULL || text == NULL) {
		json_decref(faults);
		free(text);
		return RC_BUSY;
	}
	if (tip_file_read(file, api_text(c->in, "language"), text, strlen(given), add_fault,
		    faults) != RC_OK)
		file->count = 0; /* nothing of it */
	free(text);
	c->out = json_object();
	api_put_int(c->out, "rows", (int64_t)file->count);
	api_put_bool(c->out, "kept", false);
	api_put_int(c->out, "fault_count", file->faults);
	api_put(c->out, "faults", faults);
	return RC_OK;
}

enum rc api_tips_import_after(struct api_call *c)
{
	const struct tip_file *file = c->state;
	bool keep = file->faults == 0 && !api_true(c->in, "dry_run");

	(void)snprintf(c->detail, sizeof(c->detail), "%zu tips", keep ? file->count : 0);
	api_put_bool(c->out, "kept", keep);
	return keep ? tip_file_keep(c->store, file) : RC_OK;
}

/* ---- a long list, part by part ---- */

static json_t *row_of(const struct intake *i)
{
	json_t *row = json_object();

	api_put_id(row, "id", i->id);
	api_put_text(row, "name", i->name);
	api_put_text(row, "state", intake_state_name(i->state));
	api_put_text(row, "made_by", i->made_by);
	api_put_time(row, "created_at", i->created_at);
	api_put_int(row, "parts", i->parts);
	api_put_int(row, "rows", i->lines);
	api_put_int(row, "fault_count", i->faults);
	api_put_int(row, "fresh", i->fresh);
	api_put_int(row, "kept", i->kept);
	api_put_int(row, "added", i->added);
	api_put_int(row, "changed", i->changed);
	api_put_int(row, "skipped", i->skipped);
	return row;
}

static enum rc put_job(struct api_call *c, int64_t id, int64_t due_at)
{
	return job_put(
		c->store, &(struct job){ .kind = "intake", .subject = id, .due_at = due_at });
}

enum rc api_intake_new(struct api_call *c)
{
	struct intake i = { .created_at = c->now, .state = INTAKE_TAKING };
	enum rc rc;

	(void)snprintf(i.name, sizeof(i.name), "%s", api_text(c->in, "name"));
	(void)snprintf(i.made_by, sizeof(i.made_by), "%s", c->who.login);
	rc = intake_add(c->store, &i);
	if (rc == RC_OK) /* one that nobody goes on with */
		rc = put_job(c, i.id, c->now + FORGOTTEN);
	if (rc == RC_OK)
		c->out = row_of(&i);
	return rc;
}

static enum rc find(struct api_call *c, struct intake *i)
{
	api_subject(c, "import", api_id(c, "id"));
	return intake_get(c->store, api_id(c, "id"), i);
}

/* One whose rows are still being taken. */
static enum rc find_open(struct api_call *c, struct intake *i)
{
	enum rc rc = find(c, i);

	if (rc == RC_OK && i->state != INTAKE_TAKING)
		return api_refuse(c, RC_CONFLICT, "state", "",
			"this list is %s: it takes no more", intake_state_name(i->state));
	return rc;
}

enum rc api_intake_one(struct api_call *c)
{
	struct intake i;
	enum rc rc = find(c, &i);

	if (rc == RC_OK)
		c->out = row_of(&i);
	return rc;
}

struct part { /* between its steps */
	struct intake_row row[ROWS_A_PART];
	size_t rows;
	int64_t fresh;
	struct import_result result;
	struct store *store; /* of the worker, while it looks */
	json_t *faults;      /* borrowed from the answer */
};

static enum rc find_part(struct api_call *c, struct intake *i)
{
	enum rc rc = find_open(c, i);

	if (rc == RC_OK && api_int(c->in, "part") != i->parts)
		return api_refuse(c, RC_CONFLICT, "part", "part", "part %lld is to come next",
			(long long)i->parts);
	return rc;
}

enum rc api_intake_rows(struct api_call *c)
{
	struct intake i;

	return find_part(c, &i);
}

static enum rc take(const struct intake_row *row, void *arg)
{
	struct part *p = arg;
	bool fresh = false;
	enum rc rc = import_is_new(p->store, row, &fresh);

	p->row[p->rows++] = *row; /* rows_most sees to it that there is room */
	p->fresh += fresh;
	return rc;
}

static void fault_of_part(const struct import_fault *f, void *arg)
{
	struct part *p = arg;

	add_fault(f, p->faults);
}

enum rc api_intake_rows_work(struct api_call *c)
{
	struct import in = import_of(c, ROWS_A_PART);
	struct part *p = calloc(1, sizeof(*p));
	struct import_sink sink = { .row = take, .fault = fault_of_part, .arg = p };
	enum rc rc;

	if (p == NULL)
		return RC_BUSY;
	c->state = p;
	c->state_free = free;
	c->out = json_object();
	p->faults = json_array();
	api_put(c->out, "faults", p->faults);
	p->store = c->store;
	in.first_line = api_int(c->in, "line");
	rc = import_rows(c->store, &in, &sink, &p->result);
	return rc == RC_INVALID ? RC_OK : rc;
}

/* A number that another part has. */
static void tell_twice(struct part *p, int64_t line)
{
	struct import_fault f = { .line = line, .column = "phone", .code = IMPORT_TWICE };

	p->result.faults++;
	add_fault(&f, p->faults);
}

enum rc api_intake_rows_after(struct api_call *c)
{
	struct part *p = c->state;
	struct intake i;
	enum rc rc = find_part(c, &i);

	for (size_t k = 0; k < p->rows && rc == RC_OK; k++) {
		rc = intake_row_add(c->store, i.id, &p->row[k]);
		if (rc == RC_CONFLICT) {
			tell_twice(p, p->row[k].line);
			rc = RC_OK;
		}
	}
	if (rc != RC_OK)
		return rc;
	i.parts++;
	i.lines += p->result.rows;
	i.fresh += p->fresh;
	i.faults += p->result.faults;
	if (i.lines > IMPORT_ROWS_MOST)
		return api_refuse(c, RC_INVALID, "rows", "csv", "a list has at most %d rows",
			(int)IMPORT_ROWS_MOST);
	api_put_int(c->out, "rows", p->result.rows);
	api_put_int(c->out, "fault_count", p->result.faults);
	api_put(c->out, "list", row_of(&i));
	return intake_put(c->store, &i);
}

/* From now on it goes to its end. */
enum rc api_intake_keep(struct api_call *c)
{
	struct intake i;
	enum rc rc = find_open(c, &i);

	if (rc != RC_OK)
		return rc;
	if (i.faults > 0 || i.lines == 0)
		return api_refuse(c, RC_CONFLICT, i.faults > 0 ? "faults" : "nothing", "",
			"only a list without a fault is kept, and all of it");
	(void)snprintf(c->detail, sizeof(c->detail), "%lld rows", (long long)i.lines);
	i.state = INTAKE_KEEPING;
	i.changed_at = c->now;
	c->out = row_of(&i);
	rc = intake_put(c->store, &i);
	return rc == RC_OK ? put_job(c, i.id, c->now) : rc;
}

/* What is kept by then stays: nobody knows which of it was new to whom since. */
enum rc api_intake_drop(struct api_call *c)
{
	struct intake i;
	enum rc rc = find(c, &i);

	if (rc != RC_OK)
		return rc;
	if (i.state != INTAKE_KEEPING && i.state != INTAKE_TAKING)
		return api_refuse(c, RC_CONFLICT, "state", "", "this list is %s already",
			intake_state_name(i.state));
	(void)snprintf(c->detail, sizeof(c->detail),
		"kept %lld of %lld rows: added %lld, changed %lld, skipped %lld",
		(long long)i.kept, (long long)i.lines, (long long)i.added, (long long)i.changed,
		(long long)i.skipped);
	i.state = INTAKE_DROPPED;
	i.changed_at = c->now;
	rc = intake_put(c->store, &i);
	return rc == RC_OK ? put_job(c, i.id, c->now) : rc;
}
