/* base/buf.c - a growing byte string with a ceiling */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char nothing[1] = ""; /* what an empty buffer points at; never written */

void buf_init(struct buf *b, size_t ceiling)
{
	*b = (struct buf){ .data = nothing, .ceiling = ceiling };
}

/* Makes room for n more bytes and the NUL; false (and full) when the ceiling is met. */
static bool buf_reserve(struct buf *b, size_t n)
{
	size_t want;
	char *grown;

	if (b->full || n > b->ceiling - b->len) {
		b->full = true;
		return false;
	}
	want = b->len + n + 1;
	if (want <= b->cap)
		return true;
	if (want < 64)
		want = 64;
	if (want < b->cap * 2)
		want = b->cap * 2;
	if (want > b->ceiling + 1)
		want = b->ceiling + 1;
	grown = realloc(b->cap == 0 ? NULL : b->data, want);
	if (grown == NULL)
		memory_gone("a text");
	b->data = grown;
	b->cap = want;
	return true;
}

void buf_add(struct buf *b, const char *s, size_t n)
{
	if (n == 0 || !buf_reserve(b, n))
		return;
	memcpy(b->data + b->len, s, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	size_t room = b->cap > b->len && !b->full ? b->cap - b->len : 0;
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(room > 0 ? b->data + b->len : NULL, room, fmt, args);
	va_end(args);
	if (n < 0)
		BUG("bad format");
	if ((size_t)n < room) {
		b->len += (size_t)n;
		return;
	}
	if (room > 0)
		b->data[b->len] = '\0'; /* what did not fit */
	if (n == 0 || !buf_reserve(b, (size_t)n))
		return;
	va_start(args, fmt);
	(void)vsnprintf(b->data + b->len, (size_t)n + 1, fmt, args);
	va_end(args);
	b->len += (size_t)n;
}

void buf_cut(struct buf *b, size_t n)
{
	if (n > b->len)
		BUG("cut to %zu of %zu", n, b->len);
	b->len = n;
	if (b->cap > 0)
		b->data[n] = '\0';
}

void buf_reset(struct buf *b)
{
	buf_cut(b, 0);
	b->full = false;
}

void buf_release(struct buf *b)
{
	if (b->cap > 0)
		free(b->data);
	buf_init(b, b->ceiling);
}
