/*
 * wording/edit.h - the office's own texts, laid over the shipped ones
 *
 * An edit is the newest version of one message in one language. A set with edits is proved like any other: a text of
 * the office's own stands under the very rules of a file (wording.h), and is looked at by the filter of what the office may
 * write (text/outgoing.h). An edit that does not fit, because a later release has another budget, other fields or no such
 * message, is left out: the shipped text is in force.
 */
#ifndef LAPAK_WORDING_EDIT_H
#define LAPAK_WORDING_EDIT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/rc.h"
#include "wording/wording.h"

enum {
	WORDING_NAME_MAX = 60,  /* bytes */
	WORDING_TEXT_MAX = 600, /* bytes of a text, {fields} and all */
	WORDING_BY_MAX = 64,
	WORDING_FAULTS_MAX = 8,
};

struct wording_edit {    /* a plain value */
	int64_t id;      /* grows with every edit of any text */
	int64_t version; /* of this text, from 1 */
	int64_t at;      /* unix seconds */
	bool own;        /* false: since this version the shipped text again */
	char language[LANGUAGE_CODE_MAX + 1], name[WORDING_NAME_MAX + 1],
		by[WORDING_BY_MAX + 1], text[WORDING_TEXT_MAX + 1];
};

struct wording_fault {
	const char *code; /* a constant, for programs: "too-long" */
	char about[80];   /* the field, word or signs it is about; "" none */
	char advice[500]; /* what to write for it; "" none */
	size_t n, most;   /* septets, words or letters: what it has and may have; 0 none */
	char sentence[640];
};

struct wording_faults {
	size_t n;
	struct wording_fault fault[WORDING_FAULTS_MAX]; /* the first ones */
};

/* Notes one more, if there is room, with its sentence made from fmt. */
void wording_faults_add(struct wording_faults *list, const struct wording_fault *what,
	const char *fmt, ...) PRINTF_LIKE(3, 4);

/* What a set knows of an edit. */
struct wording_laid {
	struct wording_edit edit;
	bool fits; /* and so is in force; true for one that is not own */
};

/* Appends text as a file's lines are read: each without spaces at its ends, empty ones left out, joined by one space. */
void wording_tidy(struct buf *out, const char *text, size_t n);

/* A new set: w's shipped texts with edit laid over them, at most one for a text; those of w do not count. The caller owns it. */
struct wording *wording_with(
	const struct wording *w, const struct wording_edit *edit, size_t n);

/* A new set: w with its edits and e besides. RC_INVALID: e does not fit, and why; *out is then NULL. */
MUST_CHECK enum rc wording_try(struct wording **out, const struct wording *w,
	const struct wording_edit *e, struct wording_faults *faults);

/* The set's edits, in no order, whether they fit or not. */
size_t wording_edits(const struct wording *w, const struct wording_laid **out);
/* That of a text; NULL: it was never edited. */
const struct wording_laid *wording_edit_of(
	const struct wording *w, const char *lang, const char *name);

/* Septets e's text has at its longest; 0 when that cannot be said: no such message or language, or a fault in its braces. */
size_t wording_edit_longest(const struct wording *w, const struct wording_edit *e);

/* Appends the shipped text, {fields} and all; lang is one that is loaded, else BUG(). */
void wording_shipped(
	const struct wording *w, const char *lang, enum message_id id, struct buf *out);

/* Tells what the shipped text has and text lacks: {fields}, digits to answer with, words in capitals. They are what a
 * trader answers or is read back; leaving one out is allowed, and seldom meant. */
typedef void wording_token_fn(const char *token, size_t n, void *arg);
void wording_lost(const struct wording *w, const char *lang, enum message_id id,
	const char *text, wording_token_fn *fn, void *arg);

/* The message of that name; false: there is none. */
bool message_named(const char *name, enum message_id *out);

#endif
