/*
 * dialog/turn.h - one inbound text being answered (private to dialog/)
 *
 * A handler says at most one thing and moves at most once. When it moved and said nothing, the
 * question of the state it moved to is asked; when it called turn_miss(), the engine says what is said to a text not understood.
 */
#ifndef LAPAK_DIALOG_TURN_H
#define LAPAK_DIALOG_TURN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dialog/dialog.h"
#include "dialog/notes.h"
#include "dialog/state.h"
#include "store/conversation.h"
#include "store/trader.h"
#include "text/amount.h"
#include "text/command.h"

enum { TURN_TEXT_MAX = 1000, TURN_SLOTS = 24, TURN_SLOT_SIZE = 128, FIELDS_MAX = 8 };

struct fields { /* fields of one sentence */
	struct field field[FIELDS_MAX];
	size_t count;
};

struct turn {
	const struct dialog *d;
	const struct dialog_input *in;
	struct dialog_output *out;
	struct trader trader;
	struct conversation conversation;
	enum state_id state; /* alive at the start of the turn; ST_IDLE when its time is over */
	enum state_id next;
	bool first_contact;
	size_t length; /* of text */
	int digit;     /* 0..9 when the text is one bare digit, else -1 */
	struct command_read command;
	int32_t today;
	bool said, missed, silent, erased;
	bool stored;   /* something the trader wants to find again was kept */
	bool menu;     /* the menu was shown: a USSD session goes on */
	bool tail_set; /* a second segment follows */
	enum message_id tail;
	struct fields tail_fields;
	size_t slots;
	/* What follows is written before it is read, and too big to be emptied for every message. */
	char slot[TURN_SLOTS]
		 [TURN_SLOT_SIZE]; /* values of fields, alive for the turn; the first slots */
	char text[TURN_TEXT_MAX + 1]; /* clean UTF-8, trimmed */
	struct notes notes;
};

/* Says message id with n fields. BUG when something was said already. */
void turn_say(struct turn *t, enum message_id id, const struct field *fields, size_t n);
void turn_say_fields(struct turn *t, enum message_id id, const struct fields *f);
#define SAY(t, id, ...)                                                                        \
	turn_say((t), (id), (const struct field[]){ __VA_ARGS__ },                             \
		sizeof((const struct field[]){ __VA_ARGS__ }) / sizeof(struct field))
#define SAY_PLAIN(t, id) turn_say((t), (id), NULL, 0)

/* Asks state's question with message id, which has the same fields as the state's own. */
MUST_CHECK enum rc turn_ask_as(struct turn *t, enum state_id state, enum message_id id);
/* A second segment after what is said (SMS only). */
void turn_tail(struct turn *t, enum message_id id);

void turn_go(struct turn *t, enum state_id next);
/* Not understood; the engine answers by how often. */
void turn_miss(struct turn *t);

/* Keeps the half-done task aside, to be offered again, before something else begins. */
void turn_set_aside(struct turn *t);
/* Forgets the half-done task that was set aside when it belongs to prefix ("sale."), and its notes. */
void turn_begin_task(struct turn *t, const char *prefix);

/* Values for fields; they live until the end of the turn. */
const char *turn_amount(struct turn *t, rupiah amount);
const char *turn_words(struct turn *t, rupiah amount);
const char *turn_day(struct turn *t, int32_t day);
const char *turn_wave_day(struct turn *t, int64_t instant); /* a calendar day in WIB */
const char *turn_time(struct turn *t, int64_t instant);     /* 09.00 */
const char *turn_number(struct turn *t, int64_t n);
const char *turn_word(struct turn *t, enum message_id id);
/* A copy of text, cut to fit. */
const char *turn_text(struct turn *t, const char *text);
void fields_add(struct fields *f, enum field_id id, const char *value);

/* Whether the text means yes or no: 1/2 or the words. */
bool turn_is_yes(const struct turn *t);
bool turn_is_no(const struct turn *t);
/* The argument after the command word, "" when there is none. */
const char *turn_argument(const struct turn *t);

/* Builds "1 aaa 2 bbb 5 more" for a field of at most FIELD_OPTIONS' length. */
struct options {
	char text[TURN_SLOT_SIZE];
	size_t length;
	int shown; /* how many were taken */
	bool full;
};
enum { OPTIONS_LENGTH = 105, OPTIONS_PAGE = 4 };
void options_init(struct options *o);
/* False when it does not fit any more, or a page is full; reserve: septets to keep for "5 more". */
bool options_add(struct options *o, int digit, const char *label, size_t reserve);
const char *turn_options(struct turn *t, const struct options *o);

#endif
