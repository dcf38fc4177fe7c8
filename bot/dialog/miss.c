/* dialog/miss.c - what is said to a text nobody understood: help once, help shorter, then a person */
#include <stdio.h>
#include <string.h>

#include "dialog/ask.h"
#include "dialog/interpret.h"
#include "store/question.h"

enum { MISSES_MAX = 3 };

enum rc turn_hand_over(struct turn *t)
{
	const char *first = notes_get(&t->notes, "miss.1"),
		   *second = notes_get(&t->notes, "miss.2");
	struct question q = { .trader_id = t->trader.id, .kind = QUESTION_NOT_UNDERSTOOD };

	(void)snprintf(q.text, sizeof(q.text), "%s\n%s\n%.600s", first != NULL ? first : "",
		second != NULL ? second : "", t->text);
	(void)snprintf(q.dialog_state, sizeof(q.dialog_state), "%s", state_row(t->state)->name);
	q.asked_at = t->in->now;
	SAY_PLAIN(t, MSG_MISS_OFFICE);
	t->menu = true;
	if (strncmp(state_row(t->state)->name, "enrol.", 6) ==
		0) /* name and stall are worth keeping */
		turn_set_aside(t);
	turn_go(t, ST_IDLE);
	notes_forget(&t->notes, "miss.");
	t->conversation.misses = 0;
	return question_add(t->d->store, &q);
}

enum rc turn_answer_miss(struct turn *t)
{
	const struct state *row = state_row(t->state);

	if (!row->task && !t->said) {
		enum rc rc = ask_follow_up(t);

		if (rc != RC_ABSENT)
			return rc;
	}
	t->conversation.misses++;
	if (t->conversation.misses >= MISSES_MAX && !t->said)
		return turn_hand_over(t);
	notes_put(&t->notes, t->conversation.misses == 1 ? "miss.1" : "miss.2", t->text);
	turn_go(t, t->state);
	if (t->said) /* the handler had something better to say */
		return RC_OK;
	return turn_ask_as(t, t->state, t->conversation.misses == 1 ? row->again : row->hint);
}
