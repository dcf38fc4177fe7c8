/*
 * wording/table.h - messages.def and fields.def as rows; private to wording/
 */
#ifndef LAPAK_WORDING_TABLE_H
#define LAPAK_WORDING_TABLE_H
#include <stddef.h>
#include <stdint.h>

#include "wording/wording.h"

struct message_row {
	const char *name; /* its section, "sale.saved" */
	size_t budget;    /* septets at its longest */
	uint64_t fields;  /* a bit for each FIELD_* it is given */
};

struct field_row {
	const char *name; /* without braces */
	size_t longest;   /* septets */
};

extern const struct message_row message_table[MSG_COUNT];
extern const struct field_row field_table[FIELD_COUNT];

/* The MSG_* or FIELD_* of that name; -1 when there is none. */
int message_find(const char *name, size_t n);
int field_find(const char *name, size_t n);

/* Appends "; did you mean [sale.saved]?" when a message is called nearly so. */
void message_suggest(struct buf *out, const char *name);
/* Appends "; did you mean {amount}?", or else which fields the message is given. */
void field_suggest(struct buf *out, enum message_id id, const char *name);
/* Appends "{day} {amount}", or "none". */
void fields_list(struct buf *out, enum message_id id);

#endif
