/* dialog/owner.c - the owner of a stall is asked whether a helper may report for it */
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "dialog/answers.h"
#include "dialog/ask.h"
#include "dialog/helper.h"
#include "dialog/push.h"
#include "dialog/pushed.h"
#include "store/helper.h"
#include "store/message.h"
#include "store/store.h"

enum {
	QUIET_AFTER = 15 * 60,      /* nothing is pushed sooner after a person's own SMS */
	QUESTION_LIVES = 48 * 3600, /* after it went out */
};

/* 0812xxx7890: enough to know a familiar number by, and no more. */
static const char *masked(struct turn *t, const struct phone *p)
{
	char text[24];
	size_t n = strlen(p->e164);

	(void)snprintf(text, sizeof(text), "0%.3sxxx%s", n > 3 ? p->e164 + 3 : "",
		n > 4 ? p->e164 + n - 4 : "");
	return turn_text(t, text);
}

/* Whether the number has had what it may get unasked in a day; *tomorrow: when the next begins. */
static enum rc is_at_cap(
	struct turn *t, const struct conversation *c, bool *out, int64_t *tomorrow)
{
	struct pushed_day day = { .pushed = 0 };
	enum rc rc = pushed_since(t->d->store, c->last_message_id,
		day_instant(day_calendar(t->in->now), 0), &day);

	*tomorrow = day_instant(day_calendar(t->in->now) + 1, 0);
	*out = t->d->push_cap > 0 && day.pushed >= t->d->push_cap;
	return rc;
}

/* An SMS to somebody who did not just write, from `from` on. */
static void push(struct turn *t, const struct trader *to, struct conversation *c,
	enum message_id id, const struct fields *f, int64_t from)
{
	int64_t rests = c->last_in_at > 0 ? c->last_in_at + QUIET_AFTER : 0;
	struct buf text;

	buf_init(&text, DIALOG_PUSH_MAX);
	wording_render(t->d->wording, to->language, id, f->field, f->count, &text);
	push_text(t, to, c, text.data, rests > from ? rests : from);
	buf_release(&text);
}

static void add_fields(struct turn *t, struct fields *f, const struct phone *helper,
	const struct trader *owner)
{
	fields_add(f, FIELD_PHONE, masked(t, helper));
	fields_add(f, FIELD_STALL, turn_text(t, owner->stall));
}

/* Sends the question to an owner nothing is open with; else notes that it is due. */
static enum rc ask_or_note(struct turn *t, const struct trader *owner, bool *sent)
{
	struct fields f = { .count = 0 };
	struct conversation c;
	struct notes notes;
	int64_t tomorrow = 0;
	bool full = false;
	enum rc rc = push_conversation(t, owner, &c);

	if (rc == RC_OK)
		rc = is_at_cap(t, &c, &full, &tomorrow);
	if (rc != RC_OK)
		return rc;
	notes_parse(&notes, c.data);
	*sent = !full && (state_named(c.state) == ST_IDLE || c.lives_until < t->in->now) &&
		c.silent_until < t->in->now && notes_get(&notes, "push.id") == NULL;
	if (*sent) {
		add_fields(t, &f, &t->trader.phone, owner);
		push(t, owner, &c, MSG_OWNER_ASK, &f, t->in->now);
		notes_put_number(&notes, "push.id", t->out->push.id);
		notes_put_number(&notes, "push.who", t->trader.id);
		notes_put_number(&notes, "push.until", t->out->push.due_at + QUESTION_LIVES);
	} else {
		notes_put_number(&notes, "due.owner", 1);
	}
	notes_print(&notes, c.data, sizeof(c.data));
	return conversation_put(t->d->store, &c);
}

enum rc owner_ask(struct turn *t, const struct trader *owner, bool *asked)
{
	struct helper h;
	bool sent = false;
	enum rc rc = helper_get(t->d->store, owner->id, &t->trader.phone, &h);

	*asked = trader_has_phone(owner) && owner->stopped_at == 0;
	if (rc == RC_OK) /* in a queue already */
		return RC_OK;
	if (rc != RC_ABSENT)
		return rc;
	h = (struct helper){ .owner_id = owner->id,
		.phone = t->trader.phone,
		.state = HELPER_ASKED,
		.requested_at = t->in->now };
	rc = *asked ? ask_or_note(t, owner, &sent) : RC_OK;
	h.asked_at = sent ? t->in->now : 0;
	return rc == RC_OK ? helper_put(t->d->store, &h) : rc;
}

struct sent { /* what became of the SMS */
	enum message_state state;
	int64_t due_at;
};

static enum rc read_sent(const struct message *m, void *arg)
{
	*(struct sent *)arg = (struct sent){ m->state, m->due_at };
	return RC_OK;
}

/* The SMS never left: the question is due again, in an answer of ours. */
static enum rc ask_later(struct turn *t, int64_t helper_id)
{
	struct trader helper;
	struct helper h;
	enum rc rc = trader_by_id(t->d->store, helper_id, &helper);

	if (rc == RC_OK)
		rc = helper_get(t->d->store, t->trader.id, &helper.phone, &h);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	notes_put_number(&t->notes, "due.owner", 1);
	h.asked_at = 0;
	return helper_put(t->d->store, &h);
}

static enum rc withdraw(struct turn *t, int64_t message_id)
{
	enum rc rc = message_settle(t->d->store,
		&(struct settlement){
			.id = message_id, .state = MESSAGE_EXPIRED, .now = t->in->now });

	return rc == RC_CONFLICT ? RC_OK : rc;
}

enum rc owner_wake(struct turn *t)
{
	int64_t id = notes_number(&t->notes, "push.id", 0);
	int64_t who = notes_number(&t->notes, "push.who", 0);
	struct sent sent = { MESSAGE_FAILED, 0 };
	enum rc rc;

	if (id == 0 || t->state != ST_IDLE)
		return RC_OK;
	notes_forget(&t->notes, "push.");
	rc = message_get(t->d->store, id, read_sent, &sent);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	if (message_has_left(sent.state)) {
		if (t->in->now > sent.due_at + QUESTION_LIVES)
			return RC_OK;
		notes_put_number(&t->notes, "owner.who", who);
		t->state = t->next = ST_OWNER_ASK;
		return RC_OK;
	}
	rc = sent.state == MESSAGE_QUEUED ? withdraw(t, id) : RC_OK;
	return rc == RC_OK ? ask_later(t, who) : rc;
}

enum rc owner_tail(struct turn *t)
{
	bool fits = t->next == ST_IDLE && t->said && !t->missed && !t->menu && !t->tail_set &&
		    !t->first_contact && !t->erased && t->in->channel == CHANNEL_SMS &&
		    t->trader.stopped_at == 0 && t->conversation.silent_until <= t->in->now;
	struct trader helper;
	struct helper h;
	enum rc rc;

	if (!fits || notes_get(&t->notes, "due.owner") == NULL)
		return RC_OK;
	rc = helper_next_unasked(t->d->store, t->trader.id, &h);
	if (rc == RC_OK)
		rc = trader_by_phone(t->d->store, &h.phone, &helper);
	if (rc == RC_ABSENT) {
		notes_forget(&t->notes, "due.");
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	add_fields(t, &t->tail_fields, &h.phone, &t->trader);
	turn_tail(t, MSG_OWNER_ASK_TAIL);
	notes_put_number(&t->notes, "owner.who", helper.id);
	turn_go(t, ST_OWNER_ASK);
	h.asked_at = t->in->now;
	return helper_put(t->d->store, &h);
}

enum rc fill_owner_ask(struct turn *t, struct fields *f)
{
	struct trader helper = { .phone = { "" } };
	int64_t who = notes_number(&t->notes, "owner.who", 0);
	enum rc rc = trader_by_id(t->d->store, who, &helper);

	add_fields(t, f, &helper.phone, &t->trader);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* The helper hears of the answer, since reports were waiting for it. */
static enum rc tell_helper(struct turn *t, const struct trader *helper, enum message_id id)
{
	struct fields f = { .count = 0 };
	struct conversation c;
	int64_t tomorrow = 0;
	bool full = false;
	enum rc rc;

	if (helper->stopped_at != 0)
		return RC_OK;
	rc = push_conversation(t, helper, &c);
	if (rc == RC_OK)
		rc = is_at_cap(t, &c, &full, &tomorrow);
	if (rc != RC_OK)
		return rc;
	fields_add(&f, FIELD_STALL, turn_text(t, t->trader.stall));
	push(t, helper, &c, id, &f, full ? tomorrow : t->in->now);
	return conversation_put(t->d->store, &c);
}

static enum rc tell_answer(struct turn *t, const struct trader *helper, bool yes)
{
	bool invited = true;
	enum rc rc = yes ? RC_OK : ask_is_invited(t, &invited);

	if (rc != RC_OK)
		return rc;
	return tell_helper(t, helper,
		yes       ? MSG_HELPER_ALLOWED
		: invited ? MSG_HELPER_REFUSED
			  : MSG_HELPER_REFUSED_BUSY);
}

static enum rc decide(struct turn *t, const struct trader *helper, struct helper *h, bool yes)
{
	struct field phone = { FIELD_PHONE, masked(t, &helper->phone) };
	int32_t last_day = 0;
	enum rc rc;

	h->state = yes ? HELPER_ALLOWED : HELPER_REFUSED;
	h->answered_at = t->in->now;
	(void)snprintf(h->answered_by, sizeof(h->answered_by), "trader");
	turn_go(t, ST_IDLE);
	t->stored = true;
	if (yes)
		SAY(t, MSG_OWNER_YES, phone, { FIELD_STALL, turn_text(t, t->trader.stall) });
	else
		SAY(t, MSG_OWNER_NO, phone);
	rc = helper_put(t->d->store, h);
	if (rc == RC_OK)
		rc = yes ? waiting_book(t->d->store, t->trader.id, &h->phone, &last_day)
			 : waiting_forget(t->d->store, t->trader.id, &h->phone);
	if (rc == RC_OK)
		rc = tell_answer(t, helper, yes);
	if (last_day > t->conversation.last_sale_day)
		t->conversation.last_sale_day = last_day;
	return rc;
}

enum rc answer_owner_ask(struct turn *t)
{
	struct trader helper;
	struct helper h;
	enum rc rc;

	if (!turn_is_yes(t) && !turn_is_no(t)) {
		rc = t->digit < 0 ? sale_from_idle(t) : RC_ABSENT; /* today's report as ever */
		if (rc == RC_ABSENT)
			turn_miss(t);
		return rc == RC_ABSENT ? RC_OK : rc;
	}
	rc = trader_by_id(t->d->store, notes_number(&t->notes, "owner.who", 0), &helper);
	if (rc == RC_OK)
		rc = helper_get(t->d->store, t->trader.id, &helper.phone, &h);
	if (rc == RC_ABSENT) { /* the helper is gone, and so is the question */
		turn_go(t, ST_IDLE);
		return RC_OK;
	}
	return rc == RC_OK ? decide(t, &helper, &h, turn_is_yes(t)) : rc;
}
