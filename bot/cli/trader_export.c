/* cli/trader_export.c - lapak trader export: everything that is kept about one person, as JSON */
#include <stdio.h>

#include "base/days.h"
#include "cli/listing.h"
#include "cli/look_up.h"
#include "cli/record.h"
#include "cli/trader_parts.h"
#include "store/person.h"

struct export_state {
	bool any_part, any_row;
};

static enum rc begin_part(const char *part, void *arg)
{
	struct export_state *e = arg;

	printf("%s\n\"%s\": [", e->any_part ? "]," : "{", part);
	e->any_part = true;
	e->any_row = false;
	return RC_OK;
}

static json_t *json_of_field(const struct person_field *f)
{
	char at[26];

	switch (f->kind) {
	case PERSON_NUMBER:
		return json_integer(f->number);
	case PERSON_TEXT:
		return json_of_text(f->text);
	case PERSON_DAY:
		day_iso((int32_t)f->number, at);
		return json_string(at);
	case PERSON_INSTANT:
		instant_iso(f->number, at);
		return json_string(at);
	case PERSON_NOTHING:
		break;
	}
	return json_null();
}

static enum rc print_row(
	const char *part, const struct person_field *fields, size_t n, void *arg)
{
	struct export_state *e = arg;
	json_t *row = json_object();

	(void)part;
	for (size_t i = 0; i < n; i++)
		if (json_object_set_new(row, fields[i].name, json_of_field(&fields[i])) != 0)
			BUG("a field that is no JSON");
	(void)fputs(e->any_row ? ",\n" : "\n", stdout);
	e->any_row = true;
	if (json_dumpf(row, stdout, JSON_COMPACT) != 0 && ferror(stdout) == 0)
		BUG("a row that is no JSON");
	json_decref(row);
	return RC_OK;
}

struct noted {
	const struct invocation *in;
	int64_t trader_id;
};

/* Who took a copy of a person's data is told in the record. */
static enum exit_status note(struct office *o, void *arg)
{
	const struct noted *n = arg;

	return record(o, n->in, "trader.export", "trader", n->trader_id, NULL);
}

enum exit_status trader_export_command(const struct invocation *in)
{
	struct export_state e = { .any_part = false };
	struct trader t;
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = look_up_trader(&o, in, in->argv[2], &t);
	if (status == EXIT_DONE)
		status = office_write(&o, note, &(struct noted){ .in = in, .trader_id = t.id });
	if (status == EXIT_DONE) {
		status = office_outcome(person_each(o.store, &t, begin_part, print_row, &e));
		printf("]\n}\n");
	}
	office_close(&o);
	return status;
}
