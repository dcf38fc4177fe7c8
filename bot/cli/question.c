/* cli/question.c - lapak question: what waits for a person; question_answer.c answers */
#include <inttypes.h>
#include <stdio.h>

#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/question_parts.h"
#include "store/thread.h"

enum { NOBODY = -1 }; /* of an inbox_filter */

static const struct column columns[] = {
	{ "id", true },
	{ "phone", false },
	{ "name", false },
	{ "kind", false },
	{ "state", false },
	{ "assigned", false },
	{ "asked_at", false },
	{ "text", false },
	{ "answer", false },
	{ NULL, false },
};

static const char *login_of(const struct inbox_row *row)
{
	return row->staff_id != 0 ? row->login : NULL;
}

static enum rc add_question(const struct inbox_row *row, void *listing)
{
	struct listing *l = listing;
	const struct question *q = &row->question;

	if (!listing_row(l))
		return RC_OK;
	listing_id(l, q->id);
	listing_text(l, row->who.trader.phone.e164);
	listing_text(l, row->who.trader.name);
	listing_text(l, question_kind_name(q->kind));
	listing_text(l, question_state_name(q->state));
	listing_text(l, login_of(row));
	listing_instant(l, q->asked_at);
	listing_text(l, q->text);
	listing_text(l, q->state == QUESTION_ANSWERED ? q->answer : NULL);
	return RC_OK;
}

static enum exit_status read_filter(
	struct office *o, const struct invocation *in, struct inbox_filter *f)
{
	const char *mine = option_value(in, "mine");
	struct staff who = { .id = option_given(in, "unassigned") ? NOBODY : 0 };
	enum exit_status status = mine != NULL ? look_up_staff(o, mine, &who) : EXIT_DONE;

	f->staff_id = who.id;
	return status;
}

static enum exit_status list(const struct invocation *in)
{
	bool mine = option_given(in, "mine"), unassigned = option_given(in, "unassigned");
	struct inbox_filter f = { .open_only = option_given(in, "open") || mine || unassigned };
	struct listing l;
	struct office o;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status == EXIT_DONE && mine && unassigned)
		return cli_misused(in, "either --mine or --unassigned");
	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE)
		status = read_filter(&o, in, &f);
	if (status == EXIT_DONE) {
		listing_begin(&l, in->json, columns, limit);
		f.limit = listing_ask(&l);
		status = office_outcome(inbox_each(o.store, &f, add_question, &l));
		listing_end(&l);
	}
	office_close(&o);
	return status;
}

enum exit_status question_look_up(
	struct office *o, const struct invocation *in, struct inbox_row *out)
{
	int64_t id;
	enum rc rc;

	if (!number_read(&id, in->argv[2], 1, INT64_MAX - 1))
		return cli_misused(in, "a question has a number, not `%.60s`", in->argv[2]);
	rc = inbox_get(o->store, id, out);
	if (rc != RC_ABSENT)
		return office_outcome(rc);
	(void)fprintf(stderr, "lapak: there is no question %" PRId64 "\n", id);
	return EXIT_FAILED;
}

static enum rc print_note(const struct note *n, void *arg)
{
	char at[17];

	(void)arg;
	instant_plain(n->at, at);
	printf("\nnote %s by %s: %s\n", at, n->login, n->text);
	return RC_OK;
}

static enum rc print_question(struct office *o, const struct inbox_row *row, int64_t until)
{
	const struct question *q = &row->question;
	const struct trader *t = &row->who.trader;
	char at[17];

	instant_plain(q->asked_at, at);
	printf("question  %" PRId64 "\nphone     %s\nname      %s\nkind      %s\n"
	       "state     %s\nasked     %s\ndialogue  %s\n",
		q->id, t->phone.e164, t->name, question_kind_name(q->kind),
		question_state_name(q->state), at, q->dialog_state);
	if (row->staff_id != 0)
		printf("assigned  %s\n", row->login);
	if (until != 0) {
		instant_plain(until, at);
		printf("person    until %s\n", at);
	}
	if (q->state == QUESTION_ANSWERED) {
		instant_plain(q->answered_at, at);
		printf("answered  %s by %s\n", at, q->answered_by);
	}
	printf("\n%s\n", q->text);
	if (q->state == QUESTION_ANSWERED)
		printf("\n%s\n", q->answer);
	return note_each(o->store, t->id, 0, print_note, NULL);
}

static enum rc add_note(const struct note *n, void *notes)
{
	(void)json_array_append_new(
		notes, json_pack("{s:o, s:o, s:o, s:I}", "id", json_of_id(n->id), "by",
			       json_of_text(n->login), "text", json_of_text(n->text), "at",
			       (json_int_t)n->at));
	return RC_OK;
}

static enum rc print_json(struct office *o, const struct inbox_row *row, int64_t until)
{
	const struct question *q = &row->question;
	const struct trader *t = &row->who.trader;
	bool answered = q->state == QUESTION_ANSWERED;
	json_t *notes = json_array();
	enum rc rc = note_each(o->store, t->id, 0, add_note, notes);

	json_print(json_pack(
		"{s:o, s:o, s:o, s:s, s:s, s:o, s:I, s:o, s:o, s:o, s:o, s:o, s:o}", "id",
		json_of_id(q->id), "phone", json_of_text(t->phone.e164), "name",
		json_of_text(t->name), "kind", question_kind_name(q->kind), "state",
		question_state_name(q->state), "text", json_of_text(q->text), "asked_at",
		(json_int_t)q->asked_at, "answer", json_of_text(answered ? q->answer : NULL),
		"answered_by", json_of_text(answered ? q->answered_by : NULL), "answered_at",
		answered ? json_integer(q->answered_at) : json_null(), "assigned",
		json_of_text(login_of(row)), "person_until",
		until != 0 ? json_integer(until) : json_null(), "notes", notes));
	return rc;
}

/* Until when a person has the trader because of that question; 0: the bot has them. */
static enum rc person_until(struct office *o, const struct question *q, int64_t *out)
{
	struct thread thread;
	enum rc rc = thread_get(o->store, q->trader_id, clock_now(), &thread);

	*out = rc == RC_OK && thread.question_id == q->id ? thread.person_until : 0;
	return rc == RC_ABSENT ? RC_OK : rc;
}

static enum exit_status show(const struct invocation *in)
{
	struct inbox_row row = { .staff_id = 0 };
	struct office o;
	int64_t until = 0;
	enum exit_status status = office_open(&o, in, NEED_READ);

	if (status == EXIT_DONE)
		status = question_look_up(&o, in, &row);
	if (status == EXIT_DONE)
		status = office_outcome(person_until(&o, &row.question, &until));
	if (status == EXIT_DONE)
		status = office_outcome(in->json ? print_json(&o, &row, until)
						 : print_question(&o, &row, until));
	office_close(&o);
	return status;
}

enum exit_status cli_question(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit open mine unassigned", 0, 0, "" },
		{ "show", show, "json", 1, 1, "ID" },
		{ "answer", question_answer_command, "by canned", 1, 2, "ID and TEXT" },
		{ "canned", question_canned_command, "json limit by", 1, 3,
			"add, list or drop" },
		{ "note", question_note_command, "by", 2, 2, "ID and TEXT" },
		{ "assign", question_assign_command, "to by", 1, 1, "ID" },
		{ "close", question_close_command, "by", 1, 1, "ID" },
		{ "reopen", question_reopen_command, "by", 1, 1, "ID" },
		{ "return", question_return_command, "by", 1, 1, "ID" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
