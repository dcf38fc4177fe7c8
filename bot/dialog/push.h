/* dialog/push.h - an SMS to somebody else beside the turn's own answer (private to dialog/) */
#ifndef LAPAK_DIALOG_PUSH_H
#define LAPAK_DIALOG_PUSH_H
#include "dialog/turn.h"

/* The conversation of another trader, a new one when there is none yet. */
MUST_CHECK enum rc push_conversation(
	struct turn *t, const struct trader *who, struct conversation *out);
/* Puts text (without the brand) to `to`, not to go out before due_at; c gets it as the head of its chain, and the caller
 * keeps c. One a turn. */
void push_text(struct turn *t, const struct trader *to, struct conversation *c,
	const char *text, int64_t due_at);

#endif
