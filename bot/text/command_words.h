/*
 * text/command_words.h - the words of commands, for text/command*.c only
 *
 * Each word of a text is replaced by the spelling the tables use (command_variants.def),
 * then phrases (command_words.def) are looked for at one place, with what may stand around
 * them (command_fillers.def).
 */
#ifndef LAPAK_TEXT_COMMAND_WORDS_H
#define LAPAK_TEXT_COMMAND_WORDS_H
#include <stdbool.h>
#include <stddef.h>

#include "text/command.h"
#include "text/words.h"

enum filler {
	FILLER_LEAD = 1,   /* may stand before a command */
	FILLER_TAIL = 2,   /* may stand after it */
	FILLER_POLITE = 4, /* even around STOP */
	FILLER_NAME = 8,   /* a title: a name may follow */
};

enum phrase_how {
	HOW_WHOLE = 1,    /* nothing may follow but fillers */
	HOW_MONEY = 2,    /* what follows must hold an amount or a number */
	HOW_ASK = 4,      /* the trader is asked first */
	HOW_ASK_MORE = 8, /* ... when something follows */
	HOW_WRONG = 16,   /* where something was asked it is a no */
};

/* Where phrase_find() looks: at phrases with nothing but fillers after them, at those
 * whose rules allow what follows, or at any. */
enum phrase_reach {
	PHRASE_WHOLE,
	PHRASE_REST,
	PHRASE_LOOSE,
};

struct spoken {
	const char *text;
	size_t n;
	struct words words;
	const char
		*say[WORDS_MAX]; /* the tables' spelling of each word; into words or a table */
};

struct phrase {
	enum command command;
	unsigned how;
	size_t words; /* words of the text it took */
};

void spoken_read(struct spoken *s, const char *text, size_t n);

/* The tables' spelling of word, or word itself. */
const char *command_spelling(const char *word);

/* What of enum filler a word (in the tables' spelling) is; 0 when it means something. */
unsigned filler_kind(const char *say);

/* Whether every word from there on is a filler of that kind, and the text ends with them. */
bool spoken_only(const struct spoken *s, size_t from, enum filler kind);

/* The first byte of the argument behind byte at: separators are skipped, a minus or a plus is
 * not. */
size_t spoken_argument(const struct spoken *s, size_t at);

/* Whether a digit or a number word stands anywhere from there on. */
bool spoken_money(const struct spoken *s, size_t from);

/* The longest phrase that begins at word `at`. */
bool phrase_find(
	struct phrase *out, const struct spoken *s, size_t at, enum phrase_reach reach);

/* A number word ("siji", "tello", "ketiga") or single digit; -1 when it is none. */
int command_digit(const char *word);

/* Words that announce a digit: "nomor", "pilih". */
bool command_announces_digit(const char *word);

/* Ways a keyword gets spoilt, the safest to mend first. */
enum repair {
	REPAIR_LEET,    /* d4ftar */
	REPAIR_DOUBLED, /* daaftar */
	REPAIR_ENDING,  /* jadwalnya */
	REPAIR_SLIP,    /* dafter: no word of its own, as "stok" and "lapar" are */
	REPAIR_SPLIT,   /* da ftar: s is then cut to that word */
	REPAIR_WAYS,
};

/* Sets word `at` right in one way; false when that does not apply. s->say[at] then points
 * into memory or a table. */
bool command_repair(struct spoken *s, size_t at, enum repair way, char memory[static WORD_MAX]);

/* The command glued to its argument in word `at` ("jual350rb"); *rest is then the
 * argument's byte. CMD_NONE when there is none. */
enum command command_glued(const struct spoken *s, size_t at, size_t *rest);

#endif
