/*
 * cli/listing.h - rows: aligned columns with a header or a JSON array on stdout, or a sheet (private to cli/)
 *
 *	static const struct column columns[] = { { "id", true }, { "name", false }, { NULL, false } };
 *
 *	listing_begin(&l, in->json, columns, limit);
 *	for (each) {
 *		if (!listing_row(&l))
 *			break;
 *		listing_id(&l, id);
 *		listing_text(&l, name);
 *	}
 *	listing_end(&l);
 *
 * Memory does not grow with the rows: JSON is written row by row, columns are as wide as the
 * widest of 1,000 rows. Control characters in a cell become spaces in columns.
 */
#ifndef LAPAK_CLI_LISTING_H
#define LAPAK_CLI_LISTING_H
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { COLUMNS_MAX = 16 };

struct column {
	const char *key; /* of the JSON object and in the header */
	bool right;      /* aligned to the right: numbers */
};

struct sheet;

struct listing {
	const struct column *columns;
	size_t count, at; /* columns, and the next cell of the row */
	bool json;
	struct sheet *sheet; /* borrowed; NULL: to stdout */
	const char *heading[COLUMNS_MAX + 1];
	int64_t limit, rows;
	json_t *row;
	struct buf cells; /* rows not yet printed: cells end with \t, rows with \n */
	int64_t kept;
	size_t width[COLUMNS_MAX], padding; /* padding: spaces owed before the next cell */
	bool header, more;
};

/* columns end with key NULL; limit 0: all. */
void listing_begin(struct listing *l, bool json, const struct column *columns, int64_t limit);
/* The same for rows of a sheet that is opened with l->heading. */
void listing_headings(struct listing *l, const struct column *columns, int64_t limit);
/* What to ask the store for: one more than is shown, so that more is known of. */
int64_t listing_ask(const struct listing *l);
/* Begins a row; false: the limit is reached, add no cells. */
bool listing_row(struct listing *l);
/* The next cell. NULL is JSON's null and empty. */
void listing_text(struct listing *l, const char *value);
void listing_number(struct listing *l, int64_t value);
void listing_id(struct listing *l, int64_t value); /* a string in JSON */
void listing_null(struct listing *l);
/* An instant: unix seconds in JSON, "2026-11-24 09:30" in columns. */
void listing_instant(struct listing *l, int64_t at);
/* Takes over value. */
void listing_cell(struct listing *l, json_t *value, const char *plain);
/* Prints what is left, and on stderr that there is more than the limit. */
void listing_end(struct listing *l);

/* A JSON string of any bytes: what is no UTF-8 is replaced. NULL gives null. */
json_t *json_of_text(const char *s);
/* The decimal number as a string. */
json_t *json_of_id(int64_t id);
/* An array of the words of a list as goods_read() leaves it. */
json_t *json_of_goods(const char *list);
/* Prints value on lines of its own and takes it over. */
void json_print(json_t *value);
/* "2026-11-24 09:30" */
void instant_plain(int64_t at, char out[static 17]);

#endif
