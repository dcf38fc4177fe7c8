/* dialog/ask.c - questions for the office, and who has the trader while one is answered */
#include "dialog/ask.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/days.h"
#include "base/median.h"
#include "dialog/answers.h"
#include "store/thread.h"

enum {
	LOOKED_AT = 20, /* answers, and questions that wait */
	FEWEST = 3,     /* answers that tell something */
	NOON = 12,
	HOUR = 3600,
};

/* Office hours a question takes to be answered: the median of the last answers, together with those that wait longer
 * than that already; a working day as long as nothing is known. */
static enum rc usual_wait(struct turn *t, int64_t *out)
{
	const struct working_hours *w = &t->d->working;
	struct question_wait answered[LOOKED_AT], waiting[LOOKED_AT];
	int64_t wait[2 * LOOKED_AT];
	size_t n = 0, m = 0;
	enum rc rc = question_answer_times(t->d->store, answered, LOOKED_AT, &n);

	if (rc == RC_OK)
		rc = question_waiting(t->d->store, waiting, LOOKED_AT, &m);
	if (rc != RC_OK)
		return rc;
	*out = w->from == w->until ? DAY_SECONDS : (w->until - w->from) * 60;
	for (size_t i = 0; i < n; i++)
		wait[i] = working_between(w, answered[i].asked_at, answered[i].answered_at);
	if (n >= FEWEST)
		*out = median_of(wait, n);
	for (size_t i = 0; i < m; i++) {
		wait[n] = working_between(w, waiting[i].asked_at, t->in->now);
		n += wait[n] > *out ? 1 : 0;
	}
	if (n >= FEWEST)
		*out = median_of(wait, n);
	return RC_OK;
}

static const char *render(struct turn *t, enum message_id id, const struct fields *f)
{
	char text[TURN_SLOT_SIZE];
	struct buf b;

	buf_init(&b, sizeof(text) - 1);
	wording_render(t->d->wording, t->trader.language, id, f->field, f->count, &b);
	(void)snprintf(text, sizeof(text), "%s", b.data);
	buf_release(&b);
	return turn_text(t, text);
}

/* "besok sebelum jam 12": noon or the end of office hours, whichever comes first after the expected answer. */
static enum rc expected(struct turn *t, const char **out)
{
	const struct working_hours *w = &t->d->working;
	int64_t wait = 0, at;
	struct fields f = { .count = 0 };
	int32_t day, today = day_calendar(t->in->now);
	int hour = w->from == w->until ? 24 : (w->until + 59) / 60;
	enum message_id id = MSG_WHEN_DAY;
	enum rc rc = usual_wait(t, &wait);

	if (rc != RC_OK)
		return rc;
	at = working_after(w, t->in->now, wait);
	day = day_calendar(at);
	if (day_seconds(at) <= NOON * HOUR && hour > NOON)
		hour = NOON;
	fields_add(&f, FIELD_HOUR, turn_number(t, hour));
	if (day == today)
		id = MSG_WHEN_TODAY;
	else if (day == today + 1)
		id = MSG_WHEN_TOMORROW;
	else
		fields_add(&f, FIELD_DAY, turn_day(t, day));
	*out = render(t, id, &f);
	return RC_OK;
}

static enum rc file_question(struct turn *t, const char *text)
{
	struct question q = { .trader_id = t->trader.id, .kind = QUESTION_ASKED };
	const char *when = "";
	enum rc rc = expected(t, &when);

	(void)snprintf(q.text, sizeof(q.text), "%s", text);
	(void)snprintf(q.dialog_state, sizeof(q.dialog_state), "%s", state_row(t->state)->name);
	q.asked_at = t->in->now;
	if (rc == RC_OK)
		rc = question_add(t->d->store, &q);
	if (rc == RC_OK)
		rc = thread_begin(t->d->store, q.id, t->in->now);
	if (rc != RC_OK)
		return rc;
	t->stored = true;
	turn_go(t, ST_IDLE);
	SAY(t, MSG_ASK_DONE, { FIELD_NUMBER, turn_number(t, q.id) }, { FIELD_WHEN, when });
	return RC_OK;
}

enum rc command_ask(struct turn *t)
{
	if (*turn_argument(t) != '\0')
		return file_question(t, turn_argument(t));
	turn_go(t, ST_ASK_TEXT);
	return RC_OK;
}

enum rc answer_ask_text(struct turn *t)
{
	if (t->digit >= 0 || t->length < 3 ||
		(t->command.command == CMD_ASK && *turn_argument(t) == '\0')) {
		turn_miss(t);
		return RC_OK;
	}
	return file_question(t, t->text);
}

static bool has_letter(const struct turn *t)
{
	for (size_t i = 0; i < t->length; i++)
		if (isalpha((unsigned char)t->text[i]) != 0 ||
			(unsigned char)t->text[i] >= 0x80)
			return true;
	return false;
}

enum rc ask_follow_up(struct turn *t)
{
	struct thread thread;
	enum rc rc;

	if (!has_letter(t))
		return RC_ABSENT;
	rc = thread_get(t->d->store, t->trader.id, t->in->now, &thread);
	if (rc == RC_OK)
		rc = thread_add(t->d->store, &thread, t->text);
	if (rc != RC_OK)
		return rc;
	t->missed = false;
	t->conversation.misses = 0;
	/* On USSD something must be shown each time. */
	if (thread.follow_ups > 1 && t->in->channel == CHANNEL_SMS) {
		t->silent = true;
		return RC_OK;
	}
	SAY(t, MSG_ASK_ADDED, { FIELD_NUMBER, turn_number(t, thread.question_id) });
	return RC_OK;
}

enum rc ask_is_invited(struct turn *t, bool *out)
{
	int64_t open = 0;
	enum rc rc = RC_OK;

	if (t->d->question_backlog_limit > 0)
		rc = question_open_count(t->d->store, &open);
	*out = open <= t->d->question_backlog_limit;
	return rc;
}
