/* dialog/guard.h - no loops, no runaway bill: when the bot falls silent (private to dialog/) */
#ifndef LAPAK_DIALOG_GUARD_H
#define LAPAK_DIALOG_GUARD_H
#include <stdbool.h>

#include "dialog/turn.h"

/* Before anything is understood: whether this number is in silence. Reports, attendance, STOP and MULAI are
 * heard all the same, unless 120 turns an hour were passed: then only STOP. */
bool guard_is_silent(struct turn *t);
/* After the answer is written: counts a repeat or a text not understood; the fifth in 30 minutes, or the 120th turn of an hour, replaces the answer by
 * a last one, begins the silence until the next market day, and files a note for the office. */
MUST_CHECK enum rc guard_after(struct turn *t);

#endif
