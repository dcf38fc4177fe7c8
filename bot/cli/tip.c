/* cli/tip.c - lapak tip: takes in files of tips, and lists what there is */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/list_command.h"
#include "cli/listing.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/tip_parts.h"
#include "office/tip_file.h"

/* "id" of "templates/tips/id.tsv"; false when the name is no language's code. */
static bool tip_language(char out[static 8], const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz");

	if (n < 2 || n > 3 || (name[n] != '\0' && name[n] != '.'))
		return false;
	memcpy(out, name, n);
	out[n] = '\0';
	return true;
}

static enum rc read_file(struct buf *out, const char *path, struct err *err)
{
	FILE *f = fopen(path, "re");
	char piece[4096];
	size_t n = 1;

	if (f == NULL)
		return err_set(err, RC_ABSENT, "%.300s: %s", path, strerror(errno));
	while (n > 0 && !out->full) {
		n = fread(piece, 1, sizeof(piece), f);
		buf_add(out, piece, n);
	}
	if (ferror(f) != 0)
		err->rc = err_set(err, RC_BROKEN, "%.300s cannot be read", path);
	else if (out->full)
		err->rc = err_set(
			err, RC_INVALID, "%.300s is longer than a file of tips may be", path);
	(void)fclose(f);
	return err->rc;
}

struct intake {
	const struct invocation *in;
	const struct tip_file *file;
	const char *language;
};

static enum exit_status keep(struct office *o, void *arg)
{
	const struct intake *t = arg;
	const struct tip_file *file = t->file;
	char detail[64];
	enum rc rc = tip_file_keep(o->store, file);

	(void)snprintf(detail, sizeof(detail), "%zu tips, %s", file->count, t->language);
	return rc == RC_OK ? record(o, t->in, "tip.import", NULL, 0, detail)
			   : office_outcome(rc);
}

/* A language nobody can choose would never be sent. */
static bool has_wording(const struct office *o, const char *language)
{
	char path[CONFIG_PATH + 32];

	(void)snprintf(
		path, sizeof(path), "%s/messages/%s.txt", o->config.templates.dir, language);
	return access(path, F_OK) == 0;
}

static enum exit_status take_in(
	const struct invocation *in, struct tip_file *file, const char *language)
{
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_WRITE);

	if (status == EXIT_DONE && !has_wording(&o, language))
		status = cli_misused(in,
			"there is no wording in the language %s; name one by --lang", language);
	if (status == EXIT_DONE)
		status = office_write(&o, keep,
			&(struct intake){ .in = in, .file = file, .language = language });
	if (status == EXIT_DONE)
		printf("%zu tips (%s)\n", file->count, language);
	office_close(&o);
	return status;
}

static void tell(const struct import_fault *f, void *path)
{
	(void)fprintf(stderr, "%s:%d: %s\n", (const char *)path, (int)f->line, f->sentence);
}

static enum exit_status import_text(
	const struct invocation *in, const char *language, const struct buf *text)
{
	struct tip_file *file = calloc(1, sizeof(*file));
	enum exit_status status = EXIT_MISUSED;

	if (file == NULL)
		memory_gone("the tips");
	if (tip_file_read(file, language, text->data, text->len, tell, in->argv[2]) == RC_OK)
		status = take_in(in, file, language);
	else
		(void)fprintf(stderr, "lapak: nothing was taken in\n");
	free(file);
	return status;
}

static enum exit_status import(const struct invocation *in)
{
	const char *given = option_value(in, "lang");
	struct err err = { .rc = RC_OK };
	enum exit_status status;
	char language[8];
	struct buf text;

	if (given != NULL && strchr(given, '.') == NULL && strchr(given, '/') == NULL) {
		if (!tip_language(language, given))
			return cli_misused(in, "--lang takes a language's code, as id");
	} else if (given != NULL || !tip_language(language, in->argv[2])) {
		return cli_misused(
			in, "name the language of %.200s, as --lang id", in->argv[2]);
	}
	buf_init(&text, TIP_FILE_MAX);
	if (read_file(&text, in->argv[2], &err) != RC_OK)
		status = cli_failed(&err);
	else
		status = import_text(in, language, &text);
	buf_release(&text);
	return status;
}

static enum rc add_tip(const struct tip *t, void *listing)
{
	struct listing *l = listing;

	if (!listing_row(l))
		return RC_OK;
	listing_text(l, t->code);
	listing_text(l, t->language);
	listing_text(l, t->series);
	listing_text(l, t->title);
	listing_text(l, t->text);
	listing_cell(l, l->json ? json_of_goods(t->goods) : NULL, t->goods);
	return RC_OK;
}

static enum rc rows(struct store *st, int64_t limit, struct listing *l)
{
	return tip_each(st, limit, add_tip, l);
}

static enum exit_status list(const struct invocation *in)
{
	static const struct column columns[] = { { "code", false }, { "language", false },
		{ "series", false }, { "title", false }, { "text", false }, { "goods", false },
		{ NULL, false } };

	return list_command(in, columns, rows);
}

enum exit_status cli_tip(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit", 0, 0, "" },
		{ "import", import, "lang by", 1, 1, "FILE" },
		{ "send", tip_send_command, "series by", 1, 1, "PHONE" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
