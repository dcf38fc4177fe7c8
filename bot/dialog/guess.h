/*
 * dialog/guess.h - the language of a trader's first texts (private to dialog/)
 *
 * The first three texts are looked at. When they are clearly of another language than the bot's, the next MENU or BANTUAN
 * is answered by the language question, once; nothing is ever changed by a guess. Kept in notes under "lang.", of which
 * "lang.done" stays: the language was chosen, offered, or could not be guessed.
 */
#ifndef LAPAK_DIALOG_GUESS_H
#define LAPAK_DIALOG_GUESS_H
#include <stdbool.h>

#include "dialog/turn.h"

/* Looks at the text of this turn while it is one of the first three. */
void guess_look(struct turn *t);
/* Whether a language should be offered now; says so once. */
bool guess_is_due(struct turn *t);
/* A language was chosen: nothing is guessed any more. */
void guess_end(struct turn *t);

#endif
