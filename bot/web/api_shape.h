/*
 * web/api_shape.h - private to web/: what a JSON object may hold; checks it, and tells OpenAPI
 *
 * One description serves three: what comes in is refused unless it fits, OpenAPI's schemas are made of
 * it, and the tests hold real answers against it.
 */
#ifndef LAPAK_WEB_API_SHAPE_H
#define LAPAK_WEB_API_SHAPE_H
#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

enum api_kind {
	API_END,  /* after the last field */
	API_TEXT, /* least..most characters */
	API_WORD, /* one of words, parted by | */
	API_ID,   /* a positive 64-bit number as a string */
	API_INT,  /* least..most; both 0: any */
	API_BOOL,
	API_TIME,   /* unix seconds */
	API_DAY,    /* "2026-12-05", a market day */
	API_OBJECT, /* of a shape */
	API_LIST,   /* of least..most objects of a shape, or of texts without one */
	API_MAP,    /* any names, values are texts */
	API_ANY,
};

enum api_field_flags {
	API_MAYBE = 1 << 0, /* may be absent */
	API_NULL = 1 << 1,  /* may be null */
};

struct api_shape;

struct api_field {
	const char *name;
	enum api_kind kind;
	unsigned flags;
	int64_t least, most;
	const struct api_shape *of;
	const char *words;
	const char *what; /* for the description; NULL: the name says it */
};

struct api_shape {
	const char *name; /* OpenAPI's component */
	const struct api_field *field;
};

struct api_fault {
	char field[48]; /* dotted: "sittings.0.starts_at" */
	char sentence[160];
};

/* RC_OK, or RC_INVALID with the first fault. Unknown names are faults. shape NULL: an empty object. */
MUST_CHECK enum rc api_shape_check(
	const struct api_shape *shape, json_t *object, struct api_fault *fault);
/* JSON Schema (2020-12) of it, a new reference. */
json_t *api_shape_schema(const struct api_shape *shape);
json_t *api_field_schema(const struct api_field *field);

/* Turns a query's text into what the field's kind is in JSON; NULL when it cannot be. */
json_t *api_field_read(const struct api_field *field, const char *text);
/* NULL: there is none of that name. */
const struct api_field *api_shape_field(const struct api_shape *shape, const char *name);

#endif
