/*
 * dialog/helper.h - reports for the stall of somebody else (private to dialog/)
 *
 * UNTUK B2-15 350rb: helper.c finds the stall and its owner, helper_report.c reads the report and keeps it, owner.c
 * asks the owner. Until the owner (or the office) has allowed it a report waits in the store. A helper is never
 * told anything of the owner's but what the helper has typed: no week's sum, no amount typed by another, and not
 * even that a day has a report before there is consent. Half-done answers are notes under "helper.".
 *
 * The owner is asked once. An idle owner gets an SMS, not within 15 minutes of their own last one; "push.id"
 * in the owner's notes says which, and it becomes the open question when the owner next writes, if it has left by then. An
 * owner who is in the middle of something, or writes before the SMS left, is asked in the second segment of the answer
 * that ends that task ("due.owner"). So a digit never answers a question the owner has not seen.
 */
#ifndef LAPAK_DIALOG_HELPER_H
#define LAPAK_DIALOG_HELPER_H
#include "dialog/turn.h"
#include "text/sale_text.h"

/* The owner in question, from the notes. RC_ABSENT: erased meanwhile. */
MUST_CHECK enum rc helper_owner(struct turn *t, struct trader *out);
/* Takes what text says of the owner's day and goes on as far as it can: keeps, asks, or misses. */
MUST_CHECK enum rc helper_take(struct turn *t, const struct sale_text *text);

/* Somebody's first report for this owner: asks the owner, now or later. *asked: the owner is or will be asked; else the
 * office has to. */
MUST_CHECK enum rc owner_ask(struct turn *t, const struct trader *owner, bool *asked);
/* Before the turn: a question sent meanwhile becomes the open one. */
MUST_CHECK enum rc owner_wake(struct turn *t);
/* After the turn: a question that is due follows as second segment when nothing else is open. */
MUST_CHECK enum rc owner_tail(struct turn *t);

#endif
