/*
 * text/form.h - application/x-www-form-urlencoded, as bytes from outside
 *
 * WHATWG URL §5.1: '+' is a space, %XX a byte. A malformed %-sequence, a NUL (plain or as %00),
 * more than FORM_FIELDS fields or an over-long body is refused whole: nothing is ever silently
 * dropped.
 */
#ifndef LAPAK_TEXT_FORM_H
#define LAPAK_TEXT_FORM_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

enum { FORM_FIELDS = 64, FORM_BYTES = 64 * 1024 };

struct form_field {
	const char *name, *value; /* NUL-terminated, inside the form's own memory */
	size_t value_length;
};

struct form {
	struct form_field field[FORM_FIELDS];
	size_t count;
	struct buf memory;
};

/* Decodes n bytes. The form owns its memory; form_release() also after a failure. RC_INVALID
 * for a malformed one, RC_FULL for more than FORM_FIELDS fields or FORM_BYTES; no field is left
 * then. allow_nul: %00 in a value is kept (raw UCS-2 of an old gateway). An empty name is a
 * field like any other. */
MUST_CHECK enum rc form_parse(struct form *out, const char *s, size_t n, bool allow_nul);
void form_release(struct form *f);

/* The (first) field of that name; NULL when absent. Names are compared as decoded. */
const struct form_field *form_get(const struct form *f, const char *name);
/* Whether a name is there more than once: refuse that where it matters who said what. */
bool form_repeats(const struct form *f, const char *name);

/* Appends s percent-encoded for a query value: everything but A-Z a-z 0-9 - _ . ~ */
void form_encode(struct buf *out, const char *s, size_t n);

#endif
