/* office/answer.c - the office answers a trader's question by SMS */
#include "office/answer.h"

#include <string.h>

#include "gateway/gateway.h"
#include "store/conversation.h"
#include "store/inbox.h"
#include "store/message.h"
#include "store/store.h"
#include "text/gsm7.h"
#include "text/outgoing.h"
#include "wording/wording.h"

enum { LIVES = 24 * 3600 };

enum rc answer_compose(struct answer *out, const char *text, struct wording_faults *why)
{
	size_t brand = strlen(WORDING_BRAND);
	const struct outgoing *unfit;
	unsigned segments = 0;
	bool gsm7;

	*out = (struct answer){ .segments = 0 };
	why->n = 0;
	buf_init(&out->sms, ANSWER_BYTES_MOST);
	buf_puts(&out->sms, WORDING_BRAND);
	gsm7_fold(&out->sms, text, strlen(text));
	unfit = outgoing_fault(out->sms.data + brand, out->sms.len - brand);
	if (!out->sms.full && unfit == NULL)
		segments = sms_segments(out->sms.data, out->sms.len, &gsm7);
	out->segments = (int32_t)segments;
	if (out->sms.len == brand)
		wording_faults_add(
			why, &(struct wording_fault){ .code = "empty" }, "the text is empty");
	else if (out->sms.full)
		wording_faults_add(why, &(struct wording_fault){ .code = "too-long" },
			"the text is far too long");
	else if (unfit != NULL)
		wording_faults_add(why, &(struct wording_fault){ .code = unfit->code },
			"the text may not go out: %s", unfit->sentence);
	else if (segments > ANSWER_SEGMENTS_MOST)
		wording_faults_add(why,
			&(struct wording_fault){ .code = "segments",
				.n = segments,
				.most = ANSWER_SEGMENTS_MOST },
			"the text takes %u SMS, at most %d: shorten it", segments,
			(int)ANSWER_SEGMENTS_MOST);
	return why->n == 0 ? RC_OK : RC_INVALID;
}

enum rc answer_check(const char *text, struct wording_faults *why)
{
	struct answer a;
	enum rc rc = answer_compose(&a, text, why);

	answer_release(&a);
	return rc;
}

void answer_release(struct answer *a)
{
	buf_release(&a->sms);
}

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

static enum rc queue(
	struct store *st, const struct answer_to *to, struct answer *a, const struct trader *t)
{
	const struct gateway_config *gateway =
		gateway_for(to->config, &(struct gateway_need){ .to = t->phone.e164 });
	struct message m = { .id = store_message_id(st),
		.trader_id = t->id,
		.channel = CHANNEL_SMS,
		.kind = KIND_NOTICE,
		.state = MESSAGE_QUEUED,
		.phone = t->phone.e164,
		.text = a->sms.data,
		.at = to->now,
		.due_at = to->due_at,
		.expires_at = to->due_at + LIVES,
		.segments = a->segments };
	enum rc rc;

	if (gateway == NULL)
		return RC_DENIED;
	m.gateway = gateway->name;
	rc = link_message(st, &m);
	if (rc == RC_OK)
		rc = message_add(st, &m);
	a->message_id = m.id;
	return rc;
}

enum rc answer_send(struct store *st, const struct answer_to *to, struct answer *a)
{
	struct question q;
	struct trader t;
	enum rc rc = question_get(st, to->question_id, &q);

	if (rc == RC_OK)
		rc = trader_by_id(st, q.trader_id, &t);
	if (rc == RC_OK)
		rc = question_answer(
			st, q.id, a->sms.data + strlen(WORDING_BRAND), to->by, to->now);
	if (rc == RC_OK)
		rc = queue(st, to, a, &t);
	return rc == RC_OK ? inbox_answered(st, q.id, a->message_id) : rc;
}

static enum rc is_queued(const struct message *m, void *arg)
{
	(void)arg;
	return m->state == MESSAGE_QUEUED && m->tries == 0 ? RC_OK : RC_CONFLICT;
}

enum rc answer_take_back(struct store *st, int64_t question_id, int64_t now)
{
	struct inbox_row row;
	struct settlement end = { .state = MESSAGE_EXPIRED, .error = "taken back", .now = now };
	enum rc rc = inbox_get(st, question_id, &row);

	if (rc == RC_OK && row.message_id == 0)
		rc = RC_ABSENT;
	if (rc == RC_OK)
		rc = message_get(st, row.message_id, is_queued, NULL);
	if (rc != RC_OK)
		return rc;
	end.id = row.message_id;
	rc = message_settle(st, &end);
	if (rc == RC_OK)
		rc = question_reopen(st, question_id);
	return rc == RC_OK ? inbox_answered(st, question_id, 0) : rc;
}
