/* dialog/trainer_answer.c - a trainer answers a question by SMS: JAWAB 231 text, then the code */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "dialog/push.h"
#include "dialog/trainer.h"
#include "store/audit.h"
#include "store/helper.h"
#include "store/inbox.h"
#include "store/trainer.h"
#include "text/gsm7.h"
#include "text/outgoing.h"

enum { SEGMENTS_MOST = 2, DIGITS_MOST = 7 };

/* "231 boleh, ajak saja": the number, and where the answer begins. False: it is not that. */
static bool read_argument(const char *argument, int64_t *id, const char **text)
{
	size_t digits = strspn(argument, "0123456789");

	*id = 0;
	for (size_t i = 0; i < digits && i < DIGITS_MOST; i++)
		*id = *id * 10 + (argument[i] - '0');
	*text = argument + digits + strspn(argument + digits, " :.,-\n");
	return digits > 0 && digits <= DIGITS_MOST && **text != '\0';
}

/* An open question of somebody in a wave of the trainer's, or one the trainer was given. RC_ABSENT: it is not. */
static enum rc own_question(struct turn *t, const struct staff *who, int64_t id,
	struct question *q, struct trader *asker)
{
	struct inbox_row row;
	bool known = false;
	enum rc rc = inbox_get(t->d->store, id, &row);

	if (rc == RC_OK)
		rc = trainer_knows(t->d->store, who->id, row.question.trader_id, &known);
	if (rc != RC_OK)
		return rc;
	*q = row.question;
	*asker = row.who.trader;
	known = known || row.staff_id == who->id;
	return known && q->state == QUESTION_OPEN && asker->id != t->trader.id &&
			       trader_has_phone(asker)
		       ? RC_OK
		       : RC_ABSENT;
}

static enum rc say_absent(struct turn *t, int64_t id)
{
	SAY(t, MSG_TRAINER_NO_QUESTION, { FIELD_NUMBER, turn_number(t, id) });
	return RC_OK;
}

/* Whether text may be sent as it is; what is wrong was said. */
static bool may_go(struct turn *t, const char *text, size_t n)
{
	struct buf sms;
	unsigned segments;
	bool gsm7;

	if (outgoing_fault(text, n) != NULL) {
		SAY_PLAIN(t, MSG_TRAINER_FORBIDDEN);
		return false;
	}
	buf_init(&sms, DIALOG_PUSH_MAX + sizeof(WORDING_BRAND));
	buf_puts(&sms, WORDING_BRAND);
	buf_add(&sms, text, n);
	segments = sms.full ? SEGMENTS_MOST + 1 : sms_segments(sms.data, sms.len, &gsm7);
	buf_release(&sms);
	if (segments > SEGMENTS_MOST)
		SAY_PLAIN(t, MSG_TRAINER_LONG);
	return segments <= SEGMENTS_MOST;
}

static const char *name_of(struct turn *t, const struct trader *who)
{
	return turn_text(t, who->name[0] != '\0' ? who->name : "-");
}

static enum rc preview(struct turn *t, const struct staff *who, const struct trader *asker,
	int64_t id, const char *text)
{
	const char *code;
	enum rc rc = trainer_confirm(t, who, ONE_TIME_ANSWER, id, text, &code);

	if (rc != RC_OK)
		return rc;
	SAY(t, MSG_TRAINER_CONFIRM, { FIELD_NUMBER, turn_number(t, id) },
		{ FIELD_NAME, name_of(t, asker) }, { FIELD_TEXT, turn_text(t, text) },
		{ FIELD_CODE, code });
	return RC_OK;
}

enum rc trainer_answer(struct turn *t, const struct staff *who)
{
	struct question q;
	struct trader asker;
	struct buf folded;
	const char *text;
	int64_t id;
	enum rc rc;

	if (!read_argument(turn_argument(t), &id, &text)) {
		SAY_PLAIN(t, MSG_TRAINER_ANSWER_HOW);
		return RC_OK;
	}
	rc = own_question(t, who, id, &q, &asker);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? say_absent(t, id) : rc;
	buf_init(&folded, QUESTION_TEXT_MAX);
	gsm7_fold(&folded, text, strlen(text));
	if (may_go(t, folded.data, folded.len))
		rc = preview(t, who, &asker, id, folded.data);
	buf_release(&folded);
	return rc;
}

static enum rc note(struct turn *t, const struct staff *who, int64_t id)
{
	char actor[AUDIT_ACTOR_MAX + 1], subject[AUDIT_SUBJECT_MAX + 1];

	(void)snprintf(actor, sizeof(actor), "staff:%s", who->login);
	(void)snprintf(subject, sizeof(subject), "question:%" PRId64, id);
	return audit_add(t->d->store, &(struct audit_entry){ .actor = actor,
					      .action = "question.answer",
					      .subject = subject,
					      .detail = "by SMS",
					      .at = t->in->now });
}

enum rc trainer_answer_confirmed(
	struct turn *t, const struct staff *who, const struct one_time *what)
{
	struct question q;
	struct trader asker;
	struct conversation c;
	enum rc rc = own_question(t, who, what->subject, &q, &asker);

	if (rc != RC_OK) /* answered by somebody else meanwhile */
		return rc == RC_ABSENT ? say_absent(t, what->subject) : rc;
	rc = push_conversation(t, &asker, &c);
	if (rc != RC_OK)
		return rc;
	push_text(t, &asker, &c, what->text, t->in->now);
	rc = conversation_put(t->d->store, &c);
	if (rc == RC_OK)
		rc = question_answer(t->d->store, q.id, what->text, who->login, t->in->now);
	if (rc == RC_OK)
		rc = note(t, who, q.id);
	if (rc == RC_OK)
		SAY(t, MSG_TRAINER_SENT, { FIELD_NUMBER, turn_number(t, q.id) });
	return rc;
}
