/* cli/question_answer.c - lapak question answer: marks a question answered and queues the SMS */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/question_parts.h"
#include "cli/record.h"
#include "office/answer.h"
#include "wording/wording.h"

struct task {
	const struct invocation *in;
	const char *by;
	struct answer answer;
	struct canned canned;
};

static enum exit_status keep(struct office *o, void *arg)
{
	struct task *a = arg;
	struct answer_to to = { .config = &o->config, .by = a->by, .now = clock_now() };
	struct inbox_row row;
	enum exit_status status = question_look_up(o, a->in, &row);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	to.question_id = row.question.id;
	to.due_at = to.now;
	rc = answer_send(o->store, &to, &a->answer);
	if (rc == RC_CONFLICT)
		(void)fprintf(stderr, "lapak: question %s is %s already\n", a->in->argv[2],
			question_state_name(row.question.state));
	else if (rc == RC_DENIED)
		(void)fputs("lapak: no [gateway.NAME] is configured to send by\n", stderr);
	if (rc == RC_CONFLICT || rc == RC_DENIED)
		return EXIT_FAILED;
	return rc == RC_OK ? record(o, a->in, "question.answer", "question", to.question_id,
				     a->canned.id != 0 ? a->canned.name : NULL)
			   : office_outcome(rc);
}

static enum exit_status find_canned(struct office *o, struct task *a, const char *name)
{
	enum rc rc = canned_by_name(o->store, name, &a->canned);

	if (rc != RC_ABSENT)
		return office_outcome(rc);
	(void)fprintf(stderr,
		"lapak: there is no kept text %.60s; look: lapak question canned list\n", name);
	return EXIT_FAILED;
}

static enum exit_status compose(struct task *a, const char *text)
{
	const char *sms;
	struct wording_faults why;

	if (answer_compose(&a->answer, text, &why) != RC_OK)
		return cli_misused(a->in, "%s", why.fault[0].sentence);
	sms = a->answer.sms.data;
	if (strcmp(sms + strlen(WORDING_BRAND), text) != 0)
		(void)fprintf(stderr, "lapak: it goes out as: %s\n", sms);
	return EXIT_DONE;
}

static enum exit_status send_answer(struct task *a, const char *canned)
{
	struct office o;
	enum exit_status status = office_open(&o, a->in, NEED_WRITE);

	if (status == EXIT_DONE && canned != NULL)
		status = find_canned(&o, a, canned);
	if (status == EXIT_DONE && canned != NULL)
		status = compose(a, a->canned.text);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, a);
	if (status == EXIT_DONE)
		printf("queued\n");
	office_close(&o);
	return status;
}

enum exit_status question_answer_command(const struct invocation *in)
{
	const char *canned = option_value(in, "canned");
	struct task a = { .in = in };
	enum exit_status status = look_up_by(in, &a.by);

	if (status != EXIT_DONE)
		return status;
	if ((canned == NULL) == (in->argc < 4))
		return cli_misused(in, "`answer` needs either TEXT or --canned NAME");
	if (canned == NULL)
		status = compose(&a, in->argv[3]);
	if (status == EXIT_DONE)
		status = send_answer(&a, canned);
	answer_release(&a.answer);
	return status;
}
