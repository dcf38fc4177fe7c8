/* dialog/ask.h - questions for the office, and who has the trader while one is answered (private to dialog/) */
#ifndef LAPAK_DIALOG_ASK_H
#define LAPAK_DIALOG_ASK_H
#include "dialog/turn.h"

/* A free text nobody understood, of a trader a person is answering: it is added to the question, the first one
 * acknowledged, the others without a word. RC_ABSENT: the bot has the trader. */
MUST_CHECK enum rc ask_follow_up(struct turn *t);
/* Whether a text may invite a question just now: not while the office has more than it can answer. */
MUST_CHECK enum rc ask_is_invited(struct turn *t, bool *out);

#endif
