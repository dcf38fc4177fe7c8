/* text/csv.c - comma-separated values (RFC 4180) */
#include "text/csv.h"

#include <inttypes.h>
#include <string.h>

enum { ROW_BYTES_MAX = 64 * 1024 };

static char separator_of(const char *s, size_t n)
{
	size_t commas = 0, semicolons = 0;

	for (size_t i = 0; i < n && s[i] != '\n' && s[i] != '\r'; i++) {
		commas += s[i] == ',';
		semicolons += s[i] == ';';
	}
	return semicolons > commas ? ';' : ',';
}

void csv_open(struct csv *c, const char *text, size_t n)
{
	static const char mark[] = "\xEF\xBB\xBF";

	*c = (struct csv){ .at = text, .end = text + n };
	if (n >= strlen(mark) && memcmp(text, mark, strlen(mark)) == 0)
		c->at += strlen(mark);
	c->separator = separator_of(c->at, (size_t)(c->end - c->at));
	buf_init(&c->memory, ROW_BYTES_MAX);
}

void csv_close(struct csv *c)
{
	buf_release(&c->memory);
}

/* "..." with "" for a quote; c->at stands behind the first quote. */
static enum rc read_quoted(struct csv *c)
{
	for (; c->at < c->end; c->at++) {
		bool quote = *c->at == '"';

		if (quote)
			c->at++;
		if (quote && (c->at >= c->end || *c->at != '"'))
			return RC_OK;
		c->lines_read += *c->at == '\n';
		buf_putc(&c->memory, *c->at);
	}
	return RC_INVALID;
}

static bool ends_cell(const struct csv *c)
{
	return c->at >= c->end || *c->at == c->separator || *c->at == '\n' || *c->at == '\r';
}

/* One cell into the memory, with its NUL. */
static enum rc read_cell(struct csv *c)
{
	size_t start, end;
	enum rc rc = RC_OK;

	while (c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
		c->at++;
	start = c->memory.len;
	if (c->at < c->end && *c->at == '"') {
		c->at++;
		rc = read_quoted(c);
	}
	for (; rc == RC_OK && !ends_cell(c); c->at++)
		buf_putc(&c->memory, *c->at);
	end = c->memory.len;
	while (end > start && c->memory.data[end - 1] == ' ')
		end--;
	buf_cut(&c->memory, end);
	if (rc == RC_OK && end > start &&
		memchr(c->memory.data + start, '\0', end - start) != NULL)
		rc = RC_INVALID;
	buf_putc(&c->memory, '\0');
	return c->memory.full ? RC_INVALID : rc;
}

static enum rc read_row(struct csv *c)
{
	size_t start[CSV_CELLS_MAX], n = 0;
	enum rc rc;

	buf_reset(&c->memory);
	c->cells = 0;
	for (;;) {
		if (n == CSV_CELLS_MAX)
			return RC_INVALID;
		start[n++] = c->memory.len;
		rc = read_cell(c);
		if (rc != RC_OK)
			return rc;
		if (c->at >= c->end || *c->at != c->separator)
			break;
		c->at++;
	}
	for (; c->cells < n; c->cells++)
		c->cell[c->cells] = c->memory.data + start[c->cells];
	return RC_OK;
}

/* LF, CR LF, or the CR alone that old programs write. */
static void end_line(struct csv *c)
{
	bool carriage = c->at < c->end && *c->at == '\r';

	c->at += carriage;
	if (c->at < c->end && *c->at == '\n')
		c->at++;
	else if (!carriage)
		return;
	c->lines_read++;
}

enum rc csv_next(struct csv *c)
{
	while (c->at < c->end) {
		enum rc rc;

		c->line = c->lines_read + 1;
		rc = read_row(c);
		if (rc != RC_OK)
			return rc;
		end_line(c);
		if (c->cells > 1 || c->cell[0][0] != '\0')
			return RC_OK;
	}
	return RC_ABSENT;
}

void csv_put(struct buf *out, const char *text, bool first)
{
	/* Some programs drop blanks in front before they look. */
	const char *begin = text + strspn(text, " ");
	bool runs = *begin != '\0' && strchr("=+-@\t\r", *begin) != NULL;

	if (!first)
		buf_putc(out, ',');
	if (!runs && begin == text && text[strcspn(text, ",;\"\r\n")] == '\0') {
		buf_puts(out, text);
		return;
	}
	buf_putc(out, '"');
	if (runs)
		buf_putc(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text);
	}
	buf_putc(out, '"');
}

void csv_put_number(struct buf *out, int64_t n, bool first)
{
	buf_printf(out, "%s%" PRId64, first ? "" : ",", n);
}

void csv_end(struct buf *out)
{
	buf_puts(out, "\r\n");
}
