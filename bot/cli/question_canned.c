/* cli/question_canned.c - lapak question canned: texts the office uses again */
#include <stdio.h>
#include <string.h>

#include "cli/list_command.h"
#include "cli/options.h"
#include "cli/question_parts.h"
#include "cli/record.h"
#include "office/answer.h"
#include "text/utf8.h"

static enum rc add_row(const struct canned *c, void *listing)
{
	struct listing *l = listing;

	if (!listing_row(l))
		return RC_OK;
	listing_text(l, c->name);
	listing_text(l, c->text);
	listing_instant(l, c->changed_at);
	return RC_OK;
}

static enum rc rows(struct store *st, int64_t limit, struct listing *l)
{
	(void)limit;
	return canned_each(st, add_row, l);
}

static enum exit_status list(const struct invocation *in)
{
	static const struct column columns[] = { { "name", false }, { "text", false },
		{ "changed_at", false }, { NULL, false } };

	return list_command(in, columns, rows);
}

static enum exit_status keep(struct office *o, void *arg)
{
	const struct invocation *in = arg;
	struct canned c = { .changed_at = clock_now() };
	enum rc rc;

	(void)snprintf(c.name, sizeof(c.name), "%s", in->argv[2]);
	(void)snprintf(c.text, sizeof(c.text), "%s", in->argv[3]);
	rc = canned_put(o->store, &c);
	if (rc == RC_OK)
		return record(o, in, "canned.add", "canned", c.id, c.name);
	if (rc != RC_CONFLICT)
		return office_outcome(rc);
	(void)fprintf(stderr, "lapak: there is a text %s; drop it first\n", c.name);
	return EXIT_FAILED;
}

static enum exit_status drop(struct office *o, void *arg)
{
	const struct invocation *in = arg;
	struct canned c;
	enum rc rc = canned_by_name(o->store, in->argv[2], &c);

	if (rc == RC_OK)
		rc = canned_drop(o->store, c.id);
	if (rc == RC_OK)
		return record(o, in, "canned.drop", "canned", c.id, c.name);
	if (rc != RC_ABSENT)
		return office_outcome(rc);
	(void)fprintf(stderr,
		"lapak: there is no kept text %.60s; look: lapak question canned list\n",
		in->argv[2]);
	return EXIT_FAILED;
}

static enum exit_status write_change(const struct invocation *in, const char *done,
	enum exit_status (*work)(struct office *o, void *arg))
{
	struct invocation copy = *in;
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, work, &copy);
	if (status == EXIT_DONE)
		printf("%s\n", done);
	office_close(&o);
	return status;
}

static enum exit_status add_command(const struct invocation *in)
{
	struct wording_faults why;

	if (!utf8_plain(in->argv[2], CANNED_NAME_MAX) || strchr(in->argv[2], '\n') != NULL)
		return cli_misused(in, "a name has 1 to %d letters", (int)CANNED_NAME_MAX);
	if (!utf8_plain(in->argv[3], CANNED_TEXT_MAX))
		return cli_misused(in, "a text has 1 to %d letters", (int)CANNED_TEXT_MAX);
	if (answer_check(in->argv[3], &why) != RC_OK)
		return cli_misused(in, "%s", why.fault[0].sentence);
	return write_change(in, "kept", keep);
}

static enum exit_status drop_command(const struct invocation *in)
{
	return write_change(in, "dropped", drop);
}

/* The words behind `canned` are a command of their own. */
enum exit_status question_canned_command(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit", 0, 0, "" },
		{ "add", add_command, "by", 2, 2, "NAME and TEXT" },
		{ "drop", drop_command, "by", 1, 1, "NAME" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};
	static char name[] = "question canned";
	struct invocation inner = *in;
	char *words[4] = { name };

	inner.argc = in->argc - 1;
	memcpy(words + 1, in->argv + 2, (size_t)(inner.argc - 1) * sizeof(words[0]));
	inner.argv = words;
	return options_verb(&inner, verbs);
}
