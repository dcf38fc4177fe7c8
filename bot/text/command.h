/*
 * text/command.h - what a trader wants, from the first words of a text
 *
 * Exact words, abbreviations, Javanese, Madurese and English aliases, polite lead and tail
 * words, a negation guard, and one slip of the finger. Dangerous commands (STOP, HAPUS DATA)
 * are never executed on a guess: a near hit asks.
 */
#ifndef LAPAK_TEXT_COMMAND_H
#define LAPAK_TEXT_COMMAND_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

/* X(ID, word as `lapak parse command` prints it: several commands are one to the corpus).
 * Adding one is one row here and its words in text/command_words.def. */
/* clang-format off */
#define COMMAND_LIST(X) \
	X(NONE, "NONE") \
	X(MENU, "MENU") \
	X(HELP, "BANTUAN") \
	X(ENROL, "DAFTAR") \
	X(SALE, "LAPOR") \
	X(TIPS, "TIPS") \
	X(CANCEL, "BATAL") \
	X(STOP, "BERHENTI") \
	X(START, "MULAI") \
	X(LANGUAGE, "BAHASA") \
	X(PRESENT, "HADIR") \
	X(NOT_COMING, "TIDAK_HADIR") \
	X(STATUS, "STATUS") \
	X(CORRECT, "KOREKSI") \
	X(CLOSED, "LIBUR") \
	X(ZERO, "NIHIL") \
	X(YES, "YA") \
	X(NO, "TIDAK") \
	X(ME, "DATA_SAYA") \
	X(ERASE, "HAPUS_DATA") \
	X(STAFF, "PETUGAS") \
	X(ASK, "PETUGAS") \
	X(ADD, "TAMBAH") \
	X(CHECK, "STATUS") \
	X(QUIET, "NIHIL") \
	X(FOR, "UNTUK") \
	X(RESUME, "MULAI") \
	X(THANKS, "NONE") \
	X(BROADCAST, "SIAR") \
	X(ANSWER, "JAWAB") \
	X(CODE, "KODE")
/* clang-format on */

enum command {
#define X(id, word) CMD_##id,
	COMMAND_LIST(X)
#undef X
		CMD_COUNT
};

enum command_sureness {
	COMMAND_NONE,    /* not a command (or two at once) */
	COMMAND_EXACT,   /* do it */
	COMMAND_FUZZY,   /* one slip away from one word only: do it; never for STOP, ERASE */
	COMMAND_CONFIRM, /* ask first: near STOP or ERASE, "sepi", a negation that flips */
	COMMAND_PICK,    /* a menu digit said in words: "nomor satu", "pilih 2"; see pick */
};

struct command_read {
	enum command command;
	enum command_sureness sureness;
	int pick; /* COMMAND_PICK: 0..9 */
	/* Offset in text where the argument begins ("JUAL |1,5jt"), n if none. A day that
	 * stands before the command ("|kemarin laku 300rb") belongs to it, so it then
	 * begins there; in CORRECT at the right amount ("bukan 5jt, |500rb"), so that a day
	 * before it is to be looked for in the whole text. */
	size_t rest;
	bool whole; /* the command (with its fillers) is the whole text */
	/* "salah", "bukan itu" and no more: CORRECT where nothing was asked, a no where it
	 * was. */
	bool wrong;
};

/* Reads text (UTF-8, n bytes, need not be valid). Always fills out. Fuzzy matching as in
 * an idle or menu state; a caller in a free-text state takes only COMMAND_EXACT with whole
 * set. */
void command_parse(struct command_read *out, const char *text, size_t n);

/* The printed form used by `lapak parse command`: "DAFTAR", "CONFIRM:BERHENTI",
 * "MENUPICK:2", "NONE" as in the keyword corpus's second column. ERASE is always
 * "CONFIRM:...", since it is never done without a question; pick 0 is "MENU", where it
 * leads; "salah" alone (wrong) is "TIDAK"; ME to be confirmed ("datar": DAFTAR or SAYA?) is "NONE". */
void command_print(struct buf *out, const struct command_read *c);

const char *command_word(enum command c);

/* True when text holds only words like "pak", "bu", "ya mbak", "terima kasih", or no
 * words: nothing that carries meaning. */
bool command_is_filler(const char *text, size_t n);

#endif
