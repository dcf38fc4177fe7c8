/* cli/work.c - lapak work: traders somebody of the office is to look after */
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/wave_parts.h"
#include "store/staff.h"
#include "store/work_list.h"
#include "text/utf8.h"

enum { DAY_SIZE = 11 };

static const struct column columns[] = { { "id", true }, { "kind", false }, { "phone", false },
	{ "name", false }, { "market", false }, { "stall", false }, { "wave", false },
	{ "person", false }, { "due", false }, { NULL, false } };

static void add_word(struct listing *l, const char *word)
{
	if (word[0] == '\0')
		listing_null(l);
	else
		listing_text(l, word);
}

static enum rc add_item(const struct work_item *i, void *arg)
{
	struct listing *l = arg;
	char day[DAY_SIZE];

	if (!listing_row(l))
		return RC_OK;
	day_iso(i->due_day, day);
	listing_id(l, i->id);
	listing_text(l, i->kind);
	listing_text(l, i->who.trader.phone.e164);
	listing_text(l, i->who.trader.name);
	listing_text(l, i->who.market);
	listing_text(l, i->who.trader.stall);
	add_word(l, i->wave);
	add_word(l, i->person);
	listing_text(l, day);
	return RC_OK;
}

static enum exit_status print_list(struct office *o, const struct invocation *in, int64_t limit)
{
	const char *name = option_value(in, "wave");
	struct work_ask ask = { .wave_id = 0 };
	enum exit_status status = EXIT_DONE;
	struct listing l;
	struct wave w;

	if (name != NULL)
		status = wave_look_up(o, name, &w);
	if (status != EXIT_DONE)
		return status;
	ask.wave_id = name != NULL ? w.id : 0;
	listing_begin(&l, in->json, columns, limit);
	ask.limit = listing_ask(&l);
	status = office_outcome(work_each(o->store, &ask, add_item, &l));
	listing_end(&l);
	return status;
}

static enum exit_status list(const struct invocation *in)
{
	int64_t limit;
	struct office o;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = print_list(&o, in, limit);
	office_close(&o);
	return status;
}

struct errand {
	const struct invocation *in;
	bool closed;               /* it is of one that is done */
	const char *action, *done; /* for the record, and for the person */
	enum rc (*step)(struct office *o, const struct errand *e, int64_t id);
	const char *by;
	int64_t person; /* assign: who */
};

static enum rc finish(struct office *o, const struct errand *e, int64_t id)
{
	return work_done(o->store, &(struct work_done){ .id = id,
					   .by = e->by,
					   .note = option_value(e->in, "note"),
					   .now = clock_now() });
}

static enum rc open_again(struct office *o, const struct errand *e, int64_t id)
{
	enum rc rc = work_reopen(o->store, id);

	if (rc == RC_CONFLICT)
		(void)fprintf(stderr,
			"lapak: work %s: another one of this trader about the same is open\n",
			e->in->argv[2]);
	return rc;
}

static enum rc give(struct office *o, const struct errand *e, int64_t id)
{
	return work_assign(o->store, id, e->person);
}

static enum exit_status find_person(struct office *o, struct errand *e)
{
	const char *to = option_value(e->in, "to");
	struct staff who = { .id = 0 };
	enum rc rc = to != NULL ? staff_by_login(o->store, to, &who) : RC_OK;

	if (rc == RC_ABSENT || (rc == RC_OK && who.disabled_at != 0)) {
		(void)fprintf(stderr,
			"lapak: there is no enabled account %.60s; look: lapak staff list\n",
			to);
		return EXIT_FAILED;
	}
	e->person = who.id;
	return office_outcome(rc);
}

static enum exit_status keep(struct office *o, void *arg)
{
	struct errand *e = arg;
	struct work_item item = { .open = false };
	int64_t id = 0;
	enum exit_status status = look_up_by(e->in, &e->by);
	enum rc rc;

	if (status == EXIT_DONE && !number_read(&id, e->in->argv[2], 1, INT64_MAX))
		return cli_misused(e->in, "ID is a number of lapak work list, not `%.60s`",
			e->in->argv[2]);
	if (status == EXIT_DONE)
		status = find_person(o, e);
	if (status != EXIT_DONE)
		return status;
	rc = work_by_id(o->store, id, &item);
	if (rc == RC_ABSENT || (rc == RC_OK && item.open == e->closed)) {
		(void)fprintf(stderr, "lapak: work %s %s; look: lapak work list\n",
			e->in->argv[2],
			rc == RC_ABSENT ? "is not there"
			: item.open     ? "is open"
					: "is done already");
		return EXIT_FAILED;
	}
	if (rc == RC_OK)
		rc = e->step(o, e, id);
	if (rc == RC_CONFLICT)
		return EXIT_FAILED;
	return rc == RC_OK ? record(o, e->in, e->action, "work", id,
				     e->person != 0 ? option_value(e->in, "to") : item.kind)
			   : office_outcome(rc);
}

static enum exit_status run(const struct errand *e)
{
	struct errand copy = *e;
	struct office o;
	enum exit_status status = office_open(&o, e->in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, keep, &copy);
	if (status == EXIT_DONE)
		printf("%s\n", e->done);
	office_close(&o);
	return status;
}

static enum exit_status done(const struct invocation *in)
{
	const char *note = option_value(in, "note");
	size_t n = note != NULL ? strlen(note) : 1;

	if (n < 1 || n > WORK_NOTE_MAX || (note != NULL && !utf8_valid(note, n)))
		return cli_misused(in, "--note: 1 to %d bytes of UTF-8", (int)WORK_NOTE_MAX);
	return run(&(struct errand){
		.in = in, .action = "work.done", .done = "done", .step = finish });
}

static enum exit_status reopen(const struct invocation *in)
{
	return run(&(struct errand){ .in = in,
		.closed = true,
		.action = "work.reopen",
		.done = "open",
		.step = open_again });
}

static enum exit_status assign(const struct invocation *in)
{
	if (option_value(in, "to") == NULL)
		return cli_misused(in, "--to: the login of who sees to it");
	return run(&(struct errand){
		.in = in, .action = "work.assign", .done = "assigned", .step = give });
}

enum exit_status cli_work(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit wave", 0, 0, "" },
		{ "done", done, "by note", 1, 1, "ID" },
		{ "reopen", reopen, "by", 1, 1, "ID" },
		{ "assign", assign, "to by", 1, 1, "ID" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
