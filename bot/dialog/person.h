/* dialog/person.h - a name, a market, a stall, as answers to a question (private to dialog/) */
#ifndef LAPAK_DIALOG_PERSON_H
#define LAPAK_DIALOG_PERSON_H
#include "dialog/turn.h"
#include "store/market.h"

/* The whole of text as a name: 2 letters or more, 40 characters at most, no digits; "nama saya" before it is
 * dropped. RC_INVALID otherwise. */
MUST_CHECK enum rc person_name(const char *text, char out[static TRADER_NAME_MAX * 4 + 1]);
/* Whether the turn's text may be a name at all: no digit, question or command. "Sugeng" is a greeting and a
 * name: here it is the name. */
bool person_is_name(const struct turn *t);
/* A stall: 1 to 20 characters with a letter or digit. RC_INVALID otherwise. */
MUST_CHECK enum rc person_stall(const char *text, char out[static TRADER_STALL_MAX * 4 + 1]);
/* The one market text names: exactly, in part, or with slips. RC_ABSENT: none, or more than one. */
MUST_CHECK enum rc person_market(struct turn *t, const char *text, struct market *out);
/* The market meant in a market question: a digit of the page shown, or its name. RC_ABSENT: not understood; RC_BUSY: the next page was asked for
 * and is noted. */
MUST_CHECK enum rc person_market_answer(struct turn *t, struct market *out);

/* The answer to a market question asked in state. *taken false: it was answered here (the next page, or not
 * understood). */
MUST_CHECK enum rc person_take_market(
	struct turn *t, enum state_id state, struct market *out, bool *taken);

#endif
