/*
 * dialog/trainer.h - what a trainer does by SMS from a registered number (private to dialog/)
 *
 * A sender can be forged. What the answer reveals goes to the registered number, so a forger learns nothing;
 * what is to be sent waits for a code that went there: trainer_confirm(), and a row in the table of what a code sets
 * off. Adding a word: a row in the table of words, a function, a purpose if it sends.
 */
#ifndef LAPAK_DIALOG_TRAINER_H
#define LAPAK_DIALOG_TRAINER_H
#include "dialog/turn.h"
#include "store/one_time.h"
#include "store/staff.h"
#include "store/wave.h"

/* A trainer's word, or YA and a code. RC_ABSENT: it is none, or the number is no trainer's: a trader's text as any. */
MUST_CHECK enum rc trainer_text(struct turn *t);

/* Lets a thing wait for its code, which goes out with the caller's sentence. RC_FULL: too many codes today, and that was
 * said. */
MUST_CHECK enum rc trainer_confirm(struct turn *t, const struct staff *who,
	enum one_time_purpose purpose, int64_t subject, const char *text, const char **code);

/* The trainer's own wave of that name or id; "": the one that comes next. RC_ABSENT: there is none. */
MUST_CHECK enum rc trainer_wave(
	struct turn *t, const struct staff *who, const char *name, struct wave *out);

typedef enum rc trainer_fn(struct turn *t, const struct staff *who);
typedef enum rc confirmed_fn(
	struct turn *t, const struct staff *who, const struct one_time *what);
/* trainer_answer.c */
trainer_fn trainer_answer;
confirmed_fn trainer_answer_confirmed;
/* trainer_broadcast.c */
trainer_fn trainer_broadcast;
confirmed_fn trainer_broadcast_confirmed;

#endif
