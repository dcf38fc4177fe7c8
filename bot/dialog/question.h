/* dialog/question.h - which sentence asks a state's question just now (private to dialog/) */
#ifndef LAPAK_DIALOG_QUESTION_H
#define LAPAK_DIALOG_QUESTION_H
#include "dialog/turn.h"

/* Asks state's question. Most states have one sentence; some say it otherwise by what is known: a resume names the
 * wave, a doubt of an idle number offers "no report", a sum without history has no "usually". */
MUST_CHECK enum rc turn_question(struct turn *t, enum state_id state);

#endif
