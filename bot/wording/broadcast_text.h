/*
 * wording/broadcast_text.h - what may be written to many, and how it reads on one phone
 *
 * A text of a broadcast is kept as it goes out: with the brand, in plain GSM-7, with the word that stops further
 * messages, and with {name} where the person's name comes.
 */
#ifndef LAPAK_WORDING_BROADCAST_TEXT_H
#define LAPAK_WORDING_BROADCAST_TEXT_H
#include "base/buf.h"
#include "base/rc.h"
#include "wording/edit.h"
#include "wording/wording.h"

enum {
	BROADCAST_TEXT_MAX = 480,                   /* bytes, with {name} as written */
	BROADCAST_SMS_MAX = 4 * BROADCAST_TEXT_MAX, /* with names */
	BROADCAST_SEGMENTS_MOST = 2,
	BROADCAST_NAME_SHOWN = 20, /* characters of a name that stand in a text */
};

/* Makes the text of the broadcast from what somebody typed. language: whose, for the word that stops it. out is
 * initialised by the caller with a ceiling of BROADCAST_TEXT_MAX. RC_INVALID: faults, which the caller has set to none, has the first
 * ones: "empty", "too-long", "not-utf8", "unknown-field", "brace", "sign" (that makes an SMS dearer; the advice is the text
 * without such signs), "segments" (over two), or what text/outgoing.h calls it. */
MUST_CHECK enum rc broadcast_compose(const struct wording *w, const char *language,
	const char *typed, struct buf *out, struct wording_faults *faults);

/* How it reads for a person. name "": as the wording says, Bapak/Ibu. Plain GSM-7. */
void broadcast_render(const struct wording *w, const char *language, const char *text,
	const char *name, struct buf *out);
/* SMS segments of it with the longest name. */
unsigned broadcast_longest(const char *text);

#endif
