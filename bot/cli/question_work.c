/* cli/question_work.c - lapak question note, assign, close, return: who has a question, and its end without an answer */
#include <stdio.h>

#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/question_parts.h"
#include "cli/record.h"
#include "store/inbox.h"
#include "store/thread.h"
#include "text/utf8.h"

struct work {
	const struct invocation *in;
	const char *action, *done; /* for the record, and for the person */
	enum exit_status (*step)(
		struct office *o, const struct work *w, const struct question *q);
};

static enum exit_status keep(struct office *o, void *arg)
{
	const struct work *w = arg;
	struct inbox_row row;
	enum exit_status status = question_look_up(o, w->in, &row);

	if (status == EXIT_DONE)
		status = w->step(o, w, &row.question);
	return status == EXIT_DONE ? record(o, w->in, w->action, "question", row.question.id,
					     option_value(w->in, "to"))
				   : status;
}

static enum exit_status do_work(const struct work *w)
{
	struct work copy = *w;
	struct office o;
	enum exit_status status = office_open(&o, w->in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = office_write(&o, keep, &copy);
	if (status == EXIT_DONE)
		printf("%s\n", w->done);
	office_close(&o);
	return status;
}

static enum exit_status find_colleague(struct office *o, const char *login, struct staff *out)
{
	enum exit_status status = look_up_staff(o, login, out);

	if (status != EXIT_DONE || out->disabled_at == 0)
		return status;
	(void)fprintf(stderr, "lapak: the account %s is disabled\n", out->login);
	return EXIT_FAILED;
}

static enum exit_status assign(struct office *o, const struct work *w, const struct question *q)
{
	struct staff who;
	enum exit_status status = find_colleague(o, option_value(w->in, "to"), &who);

	return status == EXIT_DONE
		       ? office_outcome(inbox_assign(o->store, q->id, who.id, clock_now()))
		       : status;
}

enum exit_status question_assign_command(const struct invocation *in)
{
	if (option_value(in, "to") == NULL)
		return cli_misused(in, "--to: the login of who answers it");
	return do_work(&(struct work){ in, "question.assign", "assigned", assign });
}

static enum exit_status note(struct office *o, const struct work *w, const struct question *q)
{
	struct note n = { .trader_id = q->trader_id, .at = clock_now() };
	struct staff who;
	enum exit_status status = find_colleague(o, option_value(w->in, "by"), &who);

	if (status != EXIT_DONE)
		return status;
	n.staff_id = who.id;
	(void)snprintf(n.text, sizeof(n.text), "%s", w->in->argv[3]);
	return office_outcome(note_add(o->store, &n));
}

enum exit_status question_note_command(const struct invocation *in)
{
	if (option_value(in, "by") == NULL)
		return cli_misused(in, "--by: the login of who writes it");
	if (!utf8_plain(in->argv[3], NOTE_TEXT_MAX))
		return cli_misused(in, "a note has 1 to %d letters", (int)NOTE_TEXT_MAX);
	return do_work(&(struct work){ in, "question.note", "noted", note });
}

static enum exit_status close_it(
	struct office *o, const struct work *w, const struct question *q)
{
	const char *by;
	enum exit_status status = look_up_by(w->in, &by);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = question_close(o->store, q->id, by, clock_now());
	if (rc != RC_CONFLICT)
		return office_outcome(rc);
	(void)fprintf(stderr, "lapak: question %s is %s already\n", w->in->argv[2],
		question_state_name(q->state));
	return EXIT_FAILED;
}

enum exit_status question_close_command(const struct invocation *in)
{
	return do_work(&(struct work){ in, "question.close", "closed", close_it });
}

static enum exit_status open_again(
	struct office *o, const struct work *w, const struct question *q)
{
	struct inbox_row row;
	enum rc rc =
		q->state == QUESTION_CLOSED ? question_reopen(o->store, q->id) : RC_CONFLICT;

	if (rc == RC_CONFLICT) {
		(void)fprintf(stderr, "lapak: question %s is %s, not closed\n", w->in->argv[2],
			question_state_name(q->state));
		return EXIT_FAILED;
	}
	if (rc == RC_OK)
		rc = inbox_get(o->store, q->id, &row);
	if (rc == RC_OK && row.staff_id != 0) /* who had the trader has them again */
		rc = thread_resume(o->store, q->id, clock_now());
	return office_outcome(rc);
}

enum exit_status question_reopen_command(const struct invocation *in)
{
	return do_work(&(struct work){ in, "question.reopen", "open", open_again });
}

static enum exit_status give_back(
	struct office *o, const struct work *w, const struct question *q)
{
	enum rc rc = thread_end(o->store, q->id);

	if (rc != RC_ABSENT)
		return office_outcome(rc);
	(void)fprintf(stderr, "lapak: the bot has the trader of question %s already\n",
		w->in->argv[2]);
	return EXIT_FAILED;
}

enum exit_status question_return_command(const struct invocation *in)
{
	return do_work(
		&(struct work){ in, "question.return", "the bot answers again", give_back });
}
