/*
 * wording/language.h - the sentences of one language, in pieces; private to wording/
 *
 * A language is built once (language_read(), language_prove()) and then only read.
 */
#ifndef LAPAK_WORDING_LANGUAGE_H
#define LAPAK_WORDING_LANGUAGE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "wording/faults.h"
#include "wording/wording.h"

enum {
	LANGUAGE_BYTES_MAX = 64 * 1024, /* of a file */
	PIECE_TEXT = -1,
};

struct piece {
	int field;            /* FIELD_*, or PIECE_TEXT */
	size_t start, length; /* of a text, in the language's memory */
};

struct sentence {
	size_t first, count; /* of the language's pieces; two texts never follow each other */
	int line;            /* its heading's; 0: it is missing */
	bool broken;         /* a fault that makes its length unknown is reported */
};

struct language {
	char code[LANGUAGE_CODE_MAX + 1];
	struct buf memory;
	size_t shipped_bytes; /* of it, the file's */
	struct piece *piece;
	size_t pieces, room;
	struct sentence sentence[MSG_COUNT]; /* in force */
	struct sentence shipped[MSG_COUNT];  /* as the file has them */
};

/* Makes l empty; code is copied. */
void language_init(struct language *l, const char *code);
void language_release(struct language *l);

/* Ends the reading of the file: what is in force now is what was shipped. */
void language_close(struct language *l);
/* Makes l a copy of what was shipped with from. */
void language_copy(struct language *l, const struct language *from);
/* Lays text, of one line, over the message. False: it has a fault, and what was in force is again. */
bool language_lay(
	struct language *l, enum message_id id, const char *text, struct faults *faults);

/* Takes in a file's n bytes, of which nothing is kept. What it cannot take is in the faults. */
void language_read(struct language *l, const char *text, size_t n, struct faults *faults);

struct line { /* of a file, without spaces at its ends; borrowed */
	const char *text;
	size_t length;
	int number; /* from 1 */
};

/* Adds a line to a message's text, after a space when it has one already. */
void language_add_line(
	struct language *l, enum message_id id, const struct line *line, struct faults *faults);

/* Looks at the language as a whole: every message there and within its budget. */
void language_prove(const struct language *l, struct faults *faults);

/* The same of one message. */
void language_prove_message(
	const struct language *l, enum message_id id, struct faults *faults);

/* Septets of a sentence with every field at its longest. */
size_t sentence_longest(const struct language *l, const struct sentence *s);
/* Appends it as it was written, {fields} and all. */
void sentence_template(const struct language *l, const struct sentence *s, struct buf *out);

/* The n-th word (from 0) of a message without fields, its number 0; length 0 when there are
 * fewer. */
struct line language_word(const struct language *l, enum message_id id, size_t n);

#endif
