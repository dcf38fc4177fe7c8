/*
 * wording/wording.h - the bot's sentences, loaded from templates/ and proved before use
 *
 * templates/messages/<lang>.txt holds sections
 *
 *	[sale.saved]
 *	Tercatat {day}: laku {amount}. Salah? Balas UBAH.
 *
 * A section's lines are joined by one space; lines that begin with # are comments. messages.def declares every
 * message, its fields and its budget; fields.def each field and its longest value. Loading proves, for
 * every language, that all messages are there and no others, that fields are known, braces balanced, the text
 * plain (gsm7_plain), and the longest expansion within the budget: an SMS message with the brand "LAPAK: " before it
 * fits one segment of 160 septets, and so fits one USSD screen without it. A set with one fault is refused whole, with all faults listed.
 */
#ifndef LAPAK_WORDING_WORDING_H
#define LAPAK_WORDING_WORDING_H
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/rc.h"

#define WORDING_BRAND "LAPAK: "

enum {
	LANGUAGES_MAX = 8,
	LANGUAGE_CODE_MAX = 7,
	WORDING_SMS = 153,  /* septets a message may expand to: 160 less the brand */
	WORDING_TAIL = 144, /* a sentence that may follow any message as its second segment */
	WORDING_WORD = 40,  /* a word or a short list used inside other messages */
	WORDING_LIST = 110, /* a list of names such as the months */
	WORDING_CARD = 60,  /* a line of the printed stall card */
};

enum message_id {
#define MESSAGE(id, name, budget, fields) MSG_##id,
#include "wording/messages.def"
#undef MESSAGE
	MSG_COUNT
};

enum field_id {
#define FIELD(id, name, longest) FIELD_##id,
#include "wording/fields.def"
#undef FIELD
	FIELD_COUNT
};

struct field { /* value is borrowed for the call */
	enum field_id id;
	const char *value;
};

struct wording;

/* All of dir ("templates/messages") or nothing. RC_INVALID: every fault found is a line of report. The caller owns *out. */
MUST_CHECK enum rc wording_load(struct wording **out, const char *dir, struct buf *report);
/* Gives up the set, which goes with its last holder; NULL is fine. */
void wording_free(struct wording *w);
/* One more holder, for a reader that another set must not take the old one away from; holders come and go on one thread. */
struct wording *wording_hold(const struct wording *w);

/* Appends the message in lang; a language that is not loaded falls back to the first one ("id" when loaded). A value longer
 * than its field's longest is cut at a character; values are folded to plain GSM-7 and never expanded again. BUG() when
 * the fields given are not exactly those that messages.def declares (order is free). */
void wording_render(const struct wording *w, const char *lang, enum message_id id,
	const struct field *fields, size_t n, struct buf *out);

/* Appends the message as its file has it, {fields} and all. */
void wording_template(
	const struct wording *w, const char *lang, enum message_id id, struct buf *out);

/* "Sel 24 Nov" in lang, from messages word.weekdays and word.months. */
void wording_day(const struct wording *w, const char *lang, int32_t day, struct buf *out);

/* Loaded language codes in the order they are offered: "id" first when it is there, then by code
 * from the end of the alphabet. */
size_t wording_languages(const struct wording *w, const char *out[LANGUAGES_MAX]);
int wording_has_language(const struct wording *w, const char *lang);

const char *wording_message_name(enum message_id id);

#endif
