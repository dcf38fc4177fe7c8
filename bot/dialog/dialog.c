/* dialog/dialog.c - one turn of the conversation, from the text to what is kept */
#include "dialog/dialog.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "dialog/guard.h"
#include "dialog/guess.h"
#include "dialog/helper.h"
#include "dialog/interpret.h"
#include "dialog/pushed.h"
#include "dialog/question.h"
#include "dialog/report.h"
#include "text/utf8.h"

#define CONSENT_VERSION "2026-11"

/* Notes of a task live as long as the task does. */
static const char *const task_notes[] = { "sale.", "enrol.", "me.", "tips.", "leave.",
	"helper.", "owner.", "office." };

static enum rc greet(struct turn *t)
{
	bool opted_out = false;
	enum rc rc = trader_opted_out(t->d->store, &t->in->phone, &opted_out);

	if (rc != RC_OK)
		return rc;
	t->first_contact = true;
	t->trader = (struct trader){ .phone = t->in->phone, .created_at = t->in->now };
	t->trader.stopped_at = opted_out ? t->in->now : 0;
	(void)snprintf(t->trader.language, sizeof(t->trader.language), "%s", t->d->language);
	rc = trader_add(t->d->store, &t->trader);
	if (rc != RC_OK)
		return rc;
	return consent_add(t->d->store, t->trader.id, CONSENT_VERSION, t->trader.language,
		t->in->channel == CHANNEL_USSD ? "ussd" : "sms", t->in->now);
}

static enum rc load(struct turn *t)
{
	enum rc rc = trader_by_phone(t->d->store, &t->in->phone, &t->trader);

	if (rc == RC_ABSENT)
		rc = greet(t);
	if (rc == RC_OK && !t->first_contact)
		rc = conversation_get(t->d->store, t->trader.id, &t->conversation);
	if (rc == RC_ABSENT || (rc == RC_OK && t->first_contact)) {
		t->conversation = (struct conversation){ .trader_id = t->trader.id };
		rc = RC_OK;
	}
	return rc;
}

/* Only what may hold an amount is a report. */
void dialog_expect(const struct dialog *d, int64_t trader_id, const char *text, int64_t now)
{
	size_t digit = strcspn(text, "0123456789");

	conversation_expect(d->store, trader_id);
	if (text[digit] != '\0' && strlen(text) > 2)
		report_expect(d->store, trader_id, day_of(now));
}

/* A text of one digit, whatever is around it: "1", " 1.", "(1)". */
static int bare_digit(const char *text, size_t length)
{
	int digit = -1;

	for (size_t i = 0; i < length; i++) {
		if (strchr(" .,;:!?()#*'\"-\n", text[i]) != NULL)
			continue;
		if (text[i] < '0' || text[i] > '9' || digit >= 0)
			return -1;
		digit = text[i] - '0';
	}
	return digit;
}

static void read_text(struct turn *t)
{
	struct buf b;
	size_t from = 0, to;

	buf_init(&b, TURN_TEXT_MAX);
	(void)utf8_clean(&b, t->in->text, t->in->length, TURN_TEXT_MAX);
	to = b.len;
	while (from < to && strchr(" \t\n", b.data[from]) != NULL)
		from++;
	while (to > from && strchr(" \t\n", b.data[to - 1]) != NULL)
		to--;
	t->length = to - from;
	memcpy(t->text, b.data + from, t->length);
	t->text[t->length] = '\0';
	buf_release(&b);
	t->digit = bare_digit(t->text, t->length);
	command_parse(&t->command, t->text, t->length);
	if (t->digit < 0 && t->command.sureness == COMMAND_PICK)
		t->digit = t->command.pick;
}

/* Which state is alive, and which half-done answers are still worth keeping. */
static void revive(struct turn *t)
{
	const char *aside;

	notes_parse(&t->notes, t->conversation.data);
	t->state = state_named(t->conversation.state);
	if (t->state != ST_IDLE && t->conversation.lives_until < t->in->now) {
		t->state = ST_IDLE;
		t->conversation.misses = 0;
	}
	aside = notes_get(&t->notes, "aside.state");
	if (aside != NULL && notes_number(&t->notes, "aside.until", 0) < t->in->now)
		notes_forget(&t->notes, "aside.");
	t->next = t->state;
}

/* Forgets what belongs to no task that is open or set aside. */
static void tidy_notes(struct turn *t)
{
	const char *noted = notes_get(&t->notes, "aside.state");
	const char *open = state_row(t->next)->name;
	/* The table's own name: what notes_get() gave moves while notes are forgotten. */
	const char *aside = noted != NULL ? state_row(state_named(noted))->name : NULL;

	for (size_t i = 0; i < sizeof(task_notes) / sizeof(task_notes[0]); i++) {
		size_t n = strlen(task_notes[i]);
		bool kept = strncmp(open, task_notes[i], n) == 0 ||
			    (aside != NULL && strncmp(aside, task_notes[i], n) == 0);

		if (!kept && t->next != ST_RESUME)
			notes_forget(&t->notes, task_notes[i]);
	}
	if (!t->missed)
		notes_forget(&t->notes, "miss.");
}

/* A move that the table does not declare is a bug: what is proved of the table would not hold. The tests end with
 * it; a service does not, since the gateway would bring the same text again: it goes to the office. */
static enum rc check_move(const struct turn *t, enum state_id from)
{
	uint64_t bit = UINT64_C(1) << t->next;
	const struct state *row = state_row(from);

	if (t->next == from || t->next == ST_IDLE || t->next == row->back)
		return RC_OK;
	if (((row->next | state_row(ST_IDLE)->next | state_row(t->state)->next) & bit) != 0)
		return RC_OK;
	if (t->d->strict)
		BUG("undeclared move %s -> %s", row->name, state_row(t->next)->name);
	return RC_INVALID;
}

/* The question of the state moved to, when nothing was said yet. */
static enum rc ask(struct turn *t)
{
	if (t->missed)
		return turn_answer_miss(t);
	t->conversation.misses = 0;
	if (t->said || t->silent)
		return RC_OK;
	t->menu = t->menu || t->next == ST_IDLE;
	return turn_question(t, t->next);
}

static void add_tail(struct turn *t)
{
	struct buf *reply = &t->out->reply;

	if (t->in->channel != CHANNEL_SMS || reply->len == 0)
		return;
	if (t->first_contact && !t->tail_set)
		turn_tail(t, MSG_CONSENT_TAIL);
	if (!t->tail_set)
		return;
	if (strchr(".?", reply->data[reply->len - 1]) == NULL)
		buf_putc(reply, '.');
	buf_putc(reply, ' ');
	wording_render(t->d->wording, t->trader.language, t->tail, t->tail_fields.field,
		t->tail_fields.count, reply);
}

static void add_receipt(struct turn *t)
{
	t->out->ends = t->next == ST_IDLE && !t->menu;
	if (t->in->channel == CHANNEL_USSD && t->stored && t->out->ends &&
		t->trader.stopped_at == 0)
		buf_add(&t->out->receipt, t->out->reply.data, t->out->reply.len);
}

static enum rc keep(struct turn *t)
{
	struct conversation *c = &t->conversation;
	const struct state *row = state_row(t->next);

	if (t->erased)
		return RC_OK;
	tidy_notes(t);
	if (strncmp(row->name, "sale.", 5) == 0 && !t->silent)
		notes_put_number(&t->notes, "sale.on", t->today);
	if ((t->next != t->state || !t->silent) && !pushed_keeps_its_time(t))
		c->lives_until = t->next == ST_IDLE ? 0 : t->in->now + row->lifetime;
	(void)snprintf(c->state, sizeof(c->state), "%s", row->name);
	notes_print(&t->notes, c->data, sizeof(c->data));
	c->last_message_id = t->out->reply.len > 0 ? t->in->reply_id : t->in->message_id;
	c->last_in_at = t->in->now;
	if (t->in->channel == CHANNEL_SMS)
		c->paid_messages++;
	(void)snprintf(c->ussd_session, sizeof(c->ussd_session), "%s",
		t->in->session != NULL ? t->in->session : "");
	c->ussd_length = t->in->session_length;
	return conversation_put(t->d->store, c);
}

/* A fault of ours must not make a phone deaf for ever: what is noted is dropped, a person looks at it. */
static enum rc get_unstuck(struct turn *t)
{
	enum rc rc = turn_hand_over(t);

	t->notes.count = 0;
	return rc;
}

static enum rc answer(struct turn *t)
{
	enum state_id from = t->state;
	enum rc rc;

	if (t->in->stuck)
		return get_unstuck(t);

	if (guard_is_silent(t)) {
		t->silent = true;
		return RC_OK;
	}
	rc = t->in->session_begins ? turn_dialled(t) : turn_interpret(t);
	if (rc != RC_OK)
		return rc;
	rc = check_move(t, from);
	if (rc == RC_OK)
		rc = ask(t);
	if (rc == RC_OK && !t->erased)
		rc = guard_after(t);
	return rc;
}

enum rc dialog_receive(
	const struct dialog *d, const struct dialog_input *in, struct dialog_output *out)
{
	struct turn t;
	enum rc rc;

	memset(&t, 0, offsetof(struct turn, slot));
	t.d = d;
	t.in = in;
	t.out = out;
	t.today = day_of(in->now);
	rc = load(&t);
	if (rc != RC_OK)
		return rc;
	/* Another server had a turn of theirs meanwhile, and later ids. */
	if (t.conversation.last_message_id >= in->message_id)
		return RC_BUSY;
	out->trader_id = t.trader.id;
	out->previous_id = t.conversation.last_message_id;
	read_text(&t);
	revive(&t);
	guess_look(&t);
	rc = pushed_wake(&t);
	if (rc == RC_OK)
		rc = owner_wake(&t);
	if (rc == RC_OK)
		rc = answer(&t);
	if (rc == RC_OK)
		rc = owner_tail(&t);
	if (rc != RC_OK)
		return rc;
	add_tail(&t);
	add_receipt(&t);
	if (in->replied)
		buf_reset(&out->reply);
	if (t.erased)
		out->trader_id = 0;
	return keep(&t);
}
