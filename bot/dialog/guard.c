/* dialog/guard.c - no loops, no runaway bill */
#include "dialog/guard.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "dialog/report.h"
#include "store/question.h"

enum {
	REPEATS_MAX = 5,
	REPEAT_WINDOW = 30 * 60,
	TURNS_AN_HOUR = 120,
	HOUR = 3600,
};

static bool is_stop(const struct turn *t)
{
	return t->command.command == CMD_STOP && t->command.sureness == COMMAND_EXACT;
}

/* What a robot does not send and a person must not lose: a report, attendance, the wish to come back. */
static bool is_precious(const struct turn *t)
{
	static const enum command work[] = { CMD_STOP, CMD_START, CMD_SALE, CMD_ADD,
		CMD_CORRECT, CMD_CLOSED, CMD_ZERO, CMD_PRESENT, CMD_FOR };

	for (size_t i = 0; i < sizeof(work) / sizeof(work[0]); i++)
		if (t->command.command == work[i] && t->command.sureness == COMMAND_EXACT)
			return true;
	return report_is_definite(t);
}

bool guard_is_silent(struct turn *t)
{
	struct conversation *c = &t->conversation;

	if (t->in->now - c->hour_since >= HOUR || t->in->now < c->hour_since) {
		c->hour_since = t->in->now;
		c->hour_count = 0;
	}
	c->hour_count++;
	if (c->silent_until <= t->in->now)
		return false;
	return c->hour_count > TURNS_AN_HOUR ? !is_stop(t) : !is_precious(t);
}

/* FNV-1a over the text without case and the reply, so that "Menu" and "MENU" are the same. */
static int64_t turn_hash(const struct turn *t)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < t->length; i++)
		h = (h ^ (uint64_t)tolower((unsigned char)t->text[i])) *
		    UINT64_C(1099511628211);
	for (size_t i = 0; i < t->out->reply.len; i++)
		h = (h ^ (unsigned char)t->out->reply.data[i]) * UINT64_C(1099511628211);
	return (int64_t)(h >> 1);
}

/* Turns that are work, however often the same: reports, attendance, digits that were understood. */
static bool is_work(const struct turn *t)
{
	enum command c = t->command.command;

	return t->digit >= 0 || t->stored || c == CMD_SALE || c == CMD_FOR || c == CMD_PRESENT;
}

static enum rc fall_silent(struct turn *t)
{
	struct question q = { .trader_id = t->trader.id, .kind = QUESTION_LOOP };

	(void)snprintf(q.text, sizeof(q.text), "%s", t->text);
	(void)snprintf(q.dialog_state, sizeof(q.dialog_state), "%s", state_row(t->state)->name);
	q.asked_at = t->in->now;
	t->conversation.silent_until = day_instant(t->today + 1, DAY_TURNS_AT);
	t->conversation.repeat_count = 0;
	buf_reset(&t->out->reply);
	t->said = false;
	t->tail_set = false;
	SAY_PLAIN(t, MSG_LOOP);
	return question_add(t->d->store, &q);
}

enum rc guard_after(struct turn *t)
{
	struct conversation *c = &t->conversation;
	int64_t hash = turn_hash(t);
	bool same = hash == c->repeat_hash && !is_work(t) && t->out->reply.len > 0;

	c->repeat_hash = hash;
	if (is_stop(t))
		return RC_OK;
	if (t->in->now - c->repeat_since > REPEAT_WINDOW || t->in->now < c->repeat_since)
		c->repeat_count = 0;
	if (t->missed)
		c->repeat_count++;
	else if (same)
		c->repeat_count = c->repeat_count < 1 ? 2 : c->repeat_count + 1;
	else
		c->repeat_count = 0;
	if (c->repeat_count <= 1)
		c->repeat_since = t->in->now;
	if (c->silent_until >
		t->in->now) /* what was precious is answered; the silence goes on */
		return RC_OK;
	if (c->repeat_count >= REPEATS_MAX || c->hour_count >= TURNS_AN_HOUR)
		return fall_silent(t);
	return RC_OK;
}
