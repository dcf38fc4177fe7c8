/* cli/trader_import.c - lapak trader import: traders from a CSV file, all rows or none */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/options.h"
#include "cli/record.h"
#include "cli/trader_parts.h"
#include "office/import.h"

enum { FILE_BYTES_MAX = 64 * 1024 * 1024 };

struct task {
	const struct invocation *in;
	struct import import;
	struct import_result result;
};

static void tell(const struct import_fault *f, void *arg)
{
	const struct task *t = arg;

	(void)fprintf(stderr, "%s:%" PRId64 ": %s%s%s\n", t->in->argv[2], f->line, f->column,
		f->column[0] != '\0' ? ": " : "", f->sentence);
}

static enum exit_status keep(struct office *o, void *arg)
{
	struct task *t = arg;
	char detail[80];
	enum rc rc;

	t->import.language = o->config.office.language;
	rc = import_traders(o->store, &t->import, tell, t, &t->result);
	if (rc == RC_INVALID) {
		(void)fprintf(stderr, "lapak: %" PRId64 " faults; nothing was imported\n",
			t->result.faults);
		return EXIT_FAILED;
	}
	if (rc != RC_OK || t->import.dry_run)
		return office_outcome(rc);
	(void)snprintf(detail, sizeof(detail), "added %" PRId64 ", changed %" PRId64,
		t->result.added, t->result.changed);
	return record(o, t->in, "trader.import", "", 0, detail);
}

static enum exit_status read_file(const struct invocation *in, struct buf *out)
{
	const char *path = in->argv[2];
	bool standard = strcmp(path, "-") == 0;
	FILE *f = standard ? stdin : fopen(path, "re");
	char chunk[4096];
	size_t n;

	if (f == NULL) {
		(void)fprintf(stderr, "lapak: %s: %s\n", path, strerror(errno));
		return EXIT_FAILED;
	}
	do {
		n = fread(chunk, 1, sizeof(chunk), f);
		buf_add(out, chunk, n);
	} while (n > 0);
	n = (size_t)ferror(f);
	if (!standard)
		(void)fclose(f);
	if (n == 0 && !out->full)
		return EXIT_DONE;
	(void)fprintf(stderr, "lapak: %s: cannot be read, or is over %d MiB\n", path,
		FILE_BYTES_MAX >> 20);
	return EXIT_FAILED;
}

static void say(const struct task *t)
{
	const struct import_result *r = &t->result;

	if (t->in->json)
		printf("{\"rows\": %" PRId64 ", \"added\": %" PRId64 ", \"changed\": %" PRId64
		       "}\n",
			r->rows, r->added, r->changed);
	else
		printf("%s%" PRId64 " rows: %" PRId64 " new, %" PRId64 " known\n",
			t->import.dry_run ? "would import " : "", r->rows, r->added,
			r->changed);
}

enum exit_status trader_import_command(const struct invocation *in)
{
	struct task t = { .in = in,
		.import = { .source = strcmp(in->argv[2], "-") == 0 ? "stdin" : in->argv[2],
			.now = clock_now(),
			.rows_most = IMPORT_ROWS_MOST,
			.dry_run = option_given(in, "dry-run") } };
	struct office o;
	struct buf text;
	enum exit_status status;

	buf_init(&text, FILE_BYTES_MAX);
	status = read_file(in, &text);
	if (status == EXIT_DONE) {
		t.import.text = text.data != NULL ? text.data : "";
		t.import.length = text.len;
		status = office_open(&o, in, NEED_WRITE);
		if (status == EXIT_DONE)
			status = office_write(&o, keep, &t);
		office_close(&o);
	}
	if (status == EXIT_DONE)
		say(&t);
	buf_release(&text);
	return status;
}
