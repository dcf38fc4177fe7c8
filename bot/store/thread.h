/*
 * store/thread.h - whose free text goes to a person instead of the bot
 *
 * From a question on until 24 hours after the office last wrote; it ends by itself, since only the time is
 * kept. Commands, amounts and digits are the bot's in any case.
 */
#ifndef LAPAK_STORE_THREAD_H
#define LAPAK_STORE_THREAD_H
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/question.h"

struct store;

enum { THREAD_LIVES = 24 * 3600 };

struct thread { /* a plain value */
	int64_t trader_id, question_id;
	int64_t person_until;
	int32_t follow_ups; /* since the office last wrote */
};

/* RC_ABSENT: the bot has it. */
MUST_CHECK enum rc thread_get(
	struct store *st, int64_t trader_id, int64_t now, struct thread *out);
/* A person has the trader of that question from now on, for THREAD_LIVES. RC_ABSENT: no such question. */
MUST_CHECK enum rc thread_begin(struct store *st, int64_t question_id, int64_t now);
/* The same for a question that was handed back by mistake, unless a person has the trader for another one by now. */
MUST_CHECK enum rc thread_resume(struct store *st, int64_t question_id, int64_t now);
/* The bot has it again. RC_ABSENT: it had it already. */
MUST_CHECK enum rc thread_end(struct store *st, int64_t question_id);
/* Adds a text of the trader to the thread's question, which is open again if it was answered, and unread. What does not fit any more
 * stays in the conversation log alone. */
MUST_CHECK enum rc thread_add(struct store *st, struct thread *t, const char *text);

struct question_wait {
	int64_t asked_at, answered_at; /* answered_at 0: not yet */
};
/* The newest max answered questions. */
MUST_CHECK enum rc question_answer_times(
	struct store *st, struct question_wait *out, size_t max, size_t *n);
/* The oldest max of those that wait. */
MUST_CHECK enum rc question_waiting(
	struct store *st, struct question_wait *out, size_t max, size_t *n);

#endif
