/*
 * cli/question_answer.c - lapak question answer: marks a question answered and queues the SMS
 *
 * It goes to someone who asked, so a trader who said STOP gets it too.
 */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/question_parts.h"
#include "cli/record.h"
#include "gateway/gateway.h"
#include "store/conversation.h"
#include "store/message.h"
#include "text/gsm7.h"
#include "text/outgoing.h"
#include "text/utf8.h"
#include "wording/wording.h"

enum { SEGMENTS_MOST = 2, LIVES = 24 * 3600, NAME_MAX_BYTES = 40, SMS_MAX = 4 * 1024 };

struct answer {
	const struct invocation *in;
	const char *by;
	struct buf sms; /* with the brand */
	int32_t segments;
};

/* The trader's messages are a chain; the answer becomes its head. */
static enum rc link_message(struct store *st, struct message *m)
{
	struct conversation c;
	enum rc rc = conversation_get(st, m->trader_id, &c);

	if (rc == RC_ABSENT)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	m->previous_id = c.last_message_id;
	c.last_message_id = m->id;
	return conversation_put(st, &c);
}

static enum rc queue(struct office *o, const struct answer *a, const struct trader *t)
{
	int64_t now = clock_now();
	struct message m = { .id = store_message_id(o->store),
		.trader_id = t->id,
		.channel = CHANNEL_SMS,
		.kind = KIND_NOTICE,
		.state = MESSAGE_QUEUED,
		.gateway = gateway_sender(&o->config, NULL)->name,
		.phone = t->phone.e164,
		.text = a->sms.data,
		.at = now,
		.due_at = now,
		.expires_at = now + LIVES,
		.segments = a->segments };
	enum rc rc = link_message(o->store, &m);

	return rc == RC_OK ? message_add(o->store, &m) : rc;
}

static enum exit_status keep(struct office *o, void *arg)
{
	const struct answer *a = arg;
	struct question q;
	struct trader t;
	enum exit_status status = question_look_up(o, a->in, &q, &t);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = question_answer(
		o->store, q.id, a->sms.data + strlen(WORDING_BRAND), a->by, clock_now());
	if (rc == RC_CONFLICT) {
		(void)fprintf(stderr, "lapak: question %s is %s already\n", a->in->argv[2],
			question_state_name(q.state));
		return EXIT_FAILED;
	}
	if (rc == RC_OK)
		rc = queue(o, a, &t);
	return rc == RC_OK ? record(o, a->in, "question.answer", "question", q.id, NULL)
			   : office_outcome(rc);
}

/* Makes the SMS; EXIT_MISUSED when it may not go out. */
static enum exit_status compose(struct answer *a)
{
	const char *text = a->in->argv[3], *why;
	size_t brand = strlen(WORDING_BRAND);
	unsigned segments;
	bool gsm7;

	buf_puts(&a->sms, WORDING_BRAND);
	gsm7_fold(&a->sms, text, strlen(text));
	if (a->sms.full || a->sms.len == brand)
		return cli_misused(a->in, "the text is empty or far too long");
	why = outgoing_fault(a->sms.data + brand, a->sms.len - brand);
	if (why != NULL)
		return cli_misused(a->in, "the text may not go out: %s", why);
	segments = sms_segments(a->sms.data, a->sms.len, &gsm7);
	a->segments = (int32_t)segments;
	if (segments > SEGMENTS_MOST)
		return cli_misused(a->in, "the text takes %u SMS, at most %d: shorten it",
			segments, (int)SEGMENTS_MOST);
	if (strcmp(a->sms.data + brand, text) != 0)
		(void)fprintf(stderr, "lapak: it goes out as: %s\n", a->sms.data);
	return EXIT_DONE;
}

static enum exit_status send_answer(struct answer *a)
{
	struct office o;
	enum exit_status status = office_open(&o, a->in, NEED_WRITE);

	if (status == EXIT_DONE && gateway_sender(&o.config, NULL) == NULL) {
		(void)fputs("lapak: no [gateway.NAME] is configured to send by\n", stderr);
		status = EXIT_FAILED;
	}
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
	struct answer a = { .in = in, .by = by != NULL ? by : "office" };
	size_t n = strlen(a.by);
	enum exit_status status;

	if (n < 1 || n > NAME_MAX_BYTES || !utf8_valid(a.by, n))
		return cli_misused(
			in, "--by: a name of at most %d letters", (int)NAME_MAX_BYTES);
	buf_init(&a.sms, SMS_MAX);
	status = compose(&a);
	if (status == EXIT_DONE)
		status = send_answer(&a);
	buf_release(&a.sms);
	return status;
}
