/* cli/question_answer.c - lapak question answer: marks a question answered and queues the SMS */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/question_parts.h"
#include "cli/record.h"
#include "office/answer.h"
#include "text/utf8.h"
#include "wording/wording.h"

enum { NAME_MAX_BYTES = 40 };

struct task {
	const struct invocation *in;
	const char *by;
	struct answer answer;
};

static enum exit_status keep(struct office *o, void *arg)
{
	struct task *a = arg;
	struct answer_to to = { .config = &o->config, .by = a->by, .now = clock_now() };
	struct question q;
	struct trader t;
	enum exit_status status = question_look_up(o, a->in, &q, &t);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	to.question_id = q.id;
	to.due_at = to.now;
	rc = answer_send(o->store, &to, &a->answer);
	if (rc == RC_CONFLICT)
		(void)fprintf(stderr, "lapak: question %s is %s already\n", a->in->argv[2],
			question_state_name(q.state));
	else if (rc == RC_DENIED)
		(void)fputs("lapak: no [gateway.NAME] is configured to send by\n", stderr);
	if (rc == RC_CONFLICT || rc == RC_DENIED)
		return EXIT_FAILED;
	return rc == RC_OK ? record(o, a->in, "question.answer", "question", q.id, NULL)
			   : office_outcome(rc);
}

static enum exit_status send_answer(struct task *a)
{
	const char *sms = a->answer.sms.data;
	struct office o;
	enum exit_status status;

	if (strcmp(sms + strlen(WORDING_BRAND), a->in->argv[3]) != 0)
		(void)fprintf(stderr, "lapak: it goes out as: %s\n", sms);
	status = office_open(&o, a->in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, a);
	if (status == EXIT_DONE)
		printf("queued\n");
	office_close(&o);
	return status;
}

enum exit_status question_answer_command(const struct invocation *in)
{
	const char *by = option_value(in, "by");
	struct task a = { .in = in, .by = by != NULL ? by : "office" };
	size_t n = strlen(a.by);
	enum exit_status status;
	struct err err;

	if (n < 1 || n > NAME_MAX_BYTES || !utf8_valid(a.by, n))
		return cli_misused(
			in, "--by: a name of at most %d letters", (int)NAME_MAX_BYTES);
	if (answer_compose(&a.answer, in->argv[3], &err) == RC_OK)
		status = send_answer(&a);
	else
		status = cli_misused(in, "the text %s", err.msg);
	answer_release(&a.answer);
	return status;
}
