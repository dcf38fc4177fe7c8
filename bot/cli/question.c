/* cli/question.c - lapak question: what waits for a person; question_answer.c answers */
#include <inttypes.h>
#include <stdio.h>

#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/open.h"
#include "cli/options.h"
#include "cli/question_parts.h"
#include "store/question.h"

static const struct column columns[] = {
	{ "id", true },
	{ "phone", false },
	{ "name", false },
	{ "kind", false },
	{ "state", false },
	{ "asked_at", false },
	{ "text", false },
	{ "answer", false },
	{ NULL, false },
};

static enum rc add_question(const struct question_row *row, void *listing)
{
	struct listing *l = listing;
	const struct question *q = &row->question;

	if (!listing_row(l))
		return RC_OK;
	listing_id(l, q->id);
	listing_text(l, row->phone.e164);
	listing_text(l, row->name);
	listing_text(l, question_kind_name(q->kind));
	listing_text(l, question_state_name(q->state));
	listing_instant(l, q->asked_at);
	listing_text(l, q->text);
	listing_text(l, q->state == QUESTION_ANSWERED ? q->answer : NULL);
	return RC_OK;
}

static enum exit_status list(const struct invocation *in)
{
	struct listing l;
	struct office o;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE) {
		listing_begin(&l, in->json, columns, limit);
		status = office_outcome(question_each(
			o.store, option_given(in, "open"), listing_ask(&l), add_question, &l));
		listing_end(&l);
	}
	office_close(&o);
	return status;
}

enum exit_status question_look_up(
	struct office *o, const struct invocation *in, struct question *q, struct trader *t)
{
	int64_t id;
	enum rc rc;

	if (!number_read(&id, in->argv[2], 1, INT64_MAX - 1))
		return cli_misused(in, "a question has a number, not `%.60s`", in->argv[2]);
	rc = question_get(o->store, id, q);
	if (rc == RC_OK)
		rc = trader_by_id(o->store, q->trader_id, t);
	if (rc != RC_ABSENT)
		return office_outcome(rc);
	(void)fprintf(stderr, "lapak: there is no question %" PRId64 "\n", id);
	return EXIT_FAILED;
}

static void print_question(const struct question *q, const struct trader *t)
{
	char at[17];

	instant_plain(q->asked_at, at);
	printf("question  %" PRId64 "\nphone     %s\nname      %s\nkind      %s\n"
	       "state     %s\nasked     %s\ndialogue  %s\n",
		q->id, t->phone.e164, t->name, question_kind_name(q->kind),
		question_state_name(q->state), at, q->dialog_state);
	if (q->state == QUESTION_ANSWERED) {
		instant_plain(q->answered_at, at);
		printf("answered  %s by %s\n", at, q->answered_by);
	}
	printf("\n%s\n", q->text);
	if (q->state == QUESTION_ANSWERED)
		printf("\n%s\n", q->answer);
}

static json_t *json_of_question(const struct question *q, const struct trader *t)
{
	bool answered = q->state == QUESTION_ANSWERED;

	return json_pack("{s:o, s:o, s:o, s:s, s:s, s:o, s:I, s:o, s:o, s:o}", "id",
		json_of_id(q->id), "phone", json_of_text(t->phone.e164), "name",
		json_of_text(t->name), "kind", question_kind_name(q->kind), "state",
		question_state_name(q->state), "text", json_of_text(q->text), "asked_at",
		(json_int_t)q->asked_at, "answer", json_of_text(answered ? q->answer : NULL),
		"answered_by", json_of_text(answered ? q->answered_by : NULL), "answered_at",
		answered ? json_integer(q->answered_at) : json_null());
}

static enum exit_status show(const struct invocation *in)
{
	struct question q = { .id = 0 };
	struct trader t = { .id = 0 };
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_READ);

	if (status == EXIT_DONE)
		status = question_look_up(&o, in, &q, &t);
	if (status == EXIT_DONE && in->json)
		json_print(json_of_question(&q, &t));
	else if (status == EXIT_DONE)
		print_question(&q, &t);
	office_close(&o);
	return status;
}

enum exit_status cli_question(const struct invocation *in)
{
	static const struct verb verbs[] = {
		{ "list", list, "json limit open", 0, 0, "" },
		{ "show", show, "json", 1, 1, "ID" },
		{ "answer", question_answer_command, "by", 2, 2, "ID and TEXT" },
		{ "assign", question_assign_command, "to by", 1, 1, "ID" },
		{ "close", question_close_command, "by", 1, 1, "ID" },
		{ "return", question_return_command, "by", 1, 1, "ID" },
		{ NULL, NULL, NULL, 0, 0, NULL },
	};

	return options_verb(in, verbs);
}
