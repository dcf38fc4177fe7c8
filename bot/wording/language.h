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
	struct piece *piece;
	size_t pieces, room;
	struct sentence sentence[MSG_COUNT];
};

/* Makes l empty; code is copied. */
void language_init(struct language *l, const char *code);
void language_release(struct language *l);

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

/* Septets of a message with every field at its longest. */
size_t language_longest(const struct language *l, enum message_id id);

/* The n-th word (from 0) of a message without fields, its number 0; length 0 when there are
 * fewer. */
struct line language_word(const struct language *l, enum message_id id, size_t n);

#endif
