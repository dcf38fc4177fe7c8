/* cli/listing.c - rows on stdout: aligned columns with a header, or a JSON array */
#include "cli/listing.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "office/sheet.h"
#include "text/goods.h"
#include "text/utf8.h"

enum {
	ROWS_AT_ONCE = 1000,
	CELLS_MAX = 16 * 1024 * 1024, /* far above ROWS_AT_ONCE rows of the longest texts */
	CELL_MAX = 4096,
};

void listing_begin(struct listing *l, bool json, const struct column *columns, int64_t limit)
{
	*l = (struct listing){ .columns = columns, .json = json, .limit = limit };
	while (columns[l->count].key != NULL)
		l->count++;
	if (l->count > COLUMNS_MAX)
		BUG("%zu columns", l->count);
	for (size_t i = 0; i < l->count; i++)
		l->width[i] = strlen(columns[i].key);
	buf_init(&l->cells, CELLS_MAX);
}

void listing_headings(struct listing *l, const struct column *columns, int64_t limit)
{
	listing_begin(l, false, columns, limit);
	for (size_t i = 0; i < l->count; i++)
		l->heading[i] = columns[i].key;
}

int64_t listing_ask(const struct listing *l)
{
	return l->limit == 0 ? 0 : l->limit + 1;
}

/* One cell. Padding waits for the next cell that holds something, so no line ends in spaces. */
static void print_cell(struct listing *l, size_t column, const char *s, size_t n)
{
	size_t shown = utf8_length(s, n);
	size_t gap = shown < l->width[column] ? l->width[column] - shown : 0;

	if (l->columns[column].right)
		l->padding += gap;
	while (n > 0 && l->padding > 0) {
		(void)putchar(' ');
		l->padding--;
	}
	(void)fwrite(s, 1, n, stdout);
	l->padding += 2 + (l->columns[column].right ? 0 : gap);
	if (column + 1 < l->count)
		return;
	(void)putchar('\n');
	l->padding = 0;
}

static void print_header(struct listing *l)
{
	for (size_t i = 0; i < l->count && !l->header; i++)
		print_cell(l, i, l->columns[i].key, strlen(l->columns[i].key));
	l->header = true;
}

/* Calls for each kept cell: first to find the widths, then to print. */
static void each_cell(struct listing *l, bool print)
{
	const char *at = l->cells.data, *end = at + l->cells.len;
	size_t column = 0;

	while (at < end) {
		const char *stop = memchr(at, '\t', (size_t)(end - at));
		size_t n = (size_t)(stop - at), shown = utf8_length(at, n);

		if (print)
			print_cell(l, column, at, n);
		else if (shown > l->width[column])
			l->width[column] = shown;
		column = column + 1 == l->count ? 0 : column + 1;
		at = stop + 1;
	}
}

static void print_kept(struct listing *l)
{
	each_cell(l, false);
	print_header(l);
	each_cell(l, true);
	buf_reset(&l->cells);
	l->kept = 0;
}

bool listing_row(struct listing *l)
{
	if (l->limit > 0 && l->rows == l->limit) {
		l->more = true;
		return false;
	}
	l->at = 0;
	l->row = l->json ? json_object() : NULL;
	return true;
}

static void end_row(struct listing *l)
{
	if (l->json) {
		(void)fputs(l->rows == 0 ? "[\n" : ",\n", stdout);
		if (json_dumpf(l->row, stdout, JSON_COMPACT) != 0 && ferror(stdout) == 0)
			BUG("a row that is no JSON");
		json_decref(l->row);
		l->row = NULL;
	} else if (l->sheet == NULL && ++l->kept == ROWS_AT_ONCE) {
		print_kept(l);
	}
	l->rows++;
}

static void keep_plain(struct listing *l, const char *s)
{
	for (size_t n = 0; *s != '\0' && n < CELL_MAX; s++, n++)
		buf_putc(&l->cells, (unsigned char)*s < 0x20 || *s == 0x7F ? ' ' : *s);
	buf_putc(&l->cells, '\t');
	if (l->cells.full)
		BUG("a row beyond the listing's ceiling");
}

static void next_cell(struct listing *l)
{
	if (++l->at == l->count)
		end_row(l);
}

void listing_cell(struct listing *l, json_t *value, const char *plain)
{
	if (l->at >= l->count)
		BUG("a cell beyond the last column");
	if (!l->json)
		json_decref(value);
	else if (json_object_set_new(l->row, l->columns[l->at].key, value) != 0)
		BUG("a cell that is no JSON");
	if (l->sheet != NULL)
		sheet_text(l->sheet, plain);
	else if (!l->json)
		keep_plain(l, plain);
	next_cell(l);
}

json_t *json_of_text(const char *s)
{
	struct buf clean;
	json_t *value;
	size_t n;

	if (s == NULL)
		return json_null();
	n = strlen(s);
	if (utf8_valid(s, n))
		return json_stringn(s, n);
	buf_init(&clean, n * 3 + 1);
	(void)utf8_clean(&clean, s, n, n * 3);
	value = json_stringn(clean.data != NULL ? clean.data : "", clean.len);
	buf_release(&clean);
	return value;
}

json_t *json_of_id(int64_t id)
{
	return json_sprintf("%" PRId64, id);
}

json_t *json_of_goods(const char *list)
{
	json_t *array = json_array();
	char word[GOODS_WORD_MAX + 1];

	while ((list = goods_next(list, word)) != NULL)
		if (json_array_append_new(array, json_string(word)) != 0)
			BUG("a word that is no JSON");
	return array;
}

void json_print(json_t *value)
{
	if (value == NULL ||
		(json_dumpf(value, stdout, JSON_INDENT(2)) != 0 && !ferror(stdout)))
		BUG("an answer that is no JSON");
	(void)putchar('\n');
	json_decref(value);
}

void instant_plain(int64_t at, char out[static 17])
{
	char iso[26];

	instant_iso(at, iso);
	memcpy(out, iso, 16);
	out[10] = ' ';
	out[16] = '\0';
}

void listing_text(struct listing *l, const char *value)
{
	listing_cell(l, l->json ? json_of_text(value) : NULL, value != NULL ? value : "");
}

void listing_number(struct listing *l, int64_t value)
{
	char plain[24];

	if (l->sheet != NULL) {
		sheet_number(l->sheet, value);
		next_cell(l);
		return;
	}
	(void)snprintf(plain, sizeof(plain), "%" PRId64, value);
	listing_cell(l, l->json ? json_integer(value) : NULL, plain);
}

void listing_id(struct listing *l, int64_t value)
{
	char plain[24];

	(void)snprintf(plain, sizeof(plain), "%" PRId64, value);
	listing_cell(l, l->json ? json_of_id(value) : NULL, plain);
}

void listing_null(struct listing *l)
{
	listing_cell(l, l->json ? json_null() : NULL, "");
}

void listing_instant(struct listing *l, int64_t at)
{
	char plain[17];

	instant_plain(at, plain);
	listing_cell(l, l->json ? json_integer(at) : NULL, plain);
}

void listing_end(struct listing *l)
{
	if (l->json)
		(void)fputs(l->rows == 0 ? "[]\n" : "\n]\n", stdout);
	else if (l->sheet == NULL)
		print_kept(l);
	if (l->more)
		(void)fprintf(stderr,
			"lapak: only %" PRId64 " are shown; --limit 0 shows all\n", l->limit);
	json_decref(l->row);
	buf_release(&l->cells);
}
