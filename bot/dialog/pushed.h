/*
 * dialog/pushed.h - a question of the office's, from its SMS to the conversation
 *
 * office/push.c queues the SMS and opens the question here, in the same transaction. Should the trader write before the
 * SMS has left us, the question is closed again and put off: nobody answers what they have not read.
 */
#ifndef LAPAK_DIALOG_PUSHED_H
#define LAPAK_DIALOG_PUSHED_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/conversation.h"

struct store;
struct turn;

enum { PUSHED_NOTES = 4 };

struct pushed_question {
	const char
		*state; /* stored name of the state that takes the answer: "office.reminder" */
	int64_t lives_until; /* until when a bare digit answers it */
	struct {
		const char *key; /* begins with "office."; NULL: no more notes */
		int64_t value;
	} note[PUSHED_NOTES]; /* what the state's handler needs */
	const char *job;      /* put again should the SMS not have left in time; NULL: none */
	int64_t subject;
	bool replaces; /* it takes the place of one that is open; else it waits for its end */
};

/* Until when a pushed question of this conversation is open; 0: none is. */
int64_t pushed_open_until(const struct conversation *c, int64_t now);
/* Opens q, asked by message_id; a task that was half done is set aside. Does not write c. BUG on an unknown state. */
void pushed_open(struct conversation *c, const struct pushed_question *q, int64_t message_id,
	int64_t now);

/* The SMS that asked the question which is open; 0: none is, or it is known to have left. */
int64_t pushed_message(const struct conversation *c, int64_t now);

struct pushed_day {
	int64_t pushed, guides; /* guides: reminders, tips and checks among them */
};
/* What a number got since an instant that it did not ask for, newest first through its chain that begins with
 * message_id. What never reached anybody does not count. */
MUST_CHECK enum rc pushed_since(
	struct store *st, int64_t message_id, int64_t since, struct pushed_day *out);

/* For the engine: whether a state's lifetime is the question's own, which an answer not understood does not lengthen. */
bool pushed_keeps_its_time(const struct turn *t);
/* For the engine: at the beginning of a turn, whether the open question was ever sent. */
MUST_CHECK enum rc pushed_wake(struct turn *t);
/* For the handlers of pushed questions: a text that is no answer goes to the task that was set aside, or is today's
 * report; else it is not understood. */
MUST_CHECK enum rc pushed_other(struct turn *t);

#endif
