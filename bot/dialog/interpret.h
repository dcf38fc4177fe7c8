/* dialog/interpret.h - what a text means in a state (private to dialog/) */
#ifndef LAPAK_DIALOG_INTERPRET_H
#define LAPAK_DIALOG_INTERPRET_H
#include "dialog/turn.h"

/* The order of interpretation: STOP; words that work everywhere; the last question that still lives; commands and one-SMS forms; a
 * definite amount alone; not understood. */
MUST_CHECK enum rc turn_interpret(struct turn *t);
/* A USSD dial without input: the question that still lives, or the menu. */
MUST_CHECK enum rc turn_dialled(struct turn *t);
/* What is said to a text not understood: the 1st, 2nd, 3rd time in a row. */
MUST_CHECK enum rc turn_answer_miss(struct turn *t);
/* What could not be understood goes to the office, and the menu is shown. */
MUST_CHECK enum rc turn_hand_over(struct turn *t);
/* Runs one command; RC_ABSENT when there is none of that meaning yet. */
MUST_CHECK enum rc turn_command(struct turn *t, enum command c);

#endif
