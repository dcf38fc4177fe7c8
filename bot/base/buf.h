/*
 * base/buf.h - a growing byte string with a ceiling
 *
 * data is NUL-terminated and never NULL after buf_init(); len counts the bytes before
 * that NUL and the bytes may themselves hold NULs. Once an append would pass the ceiling
 * the buffer keeps what it had, sets full, and ignores further appends: build first, look
 * at full once at the end. An allocation that fails aborts: the ceilings make it
 * unreachable by input, and an open transaction rolls back.
 *
 *	struct buf b;
 *
 *	buf_init(&b, 1024);
 *	buf_printf(&b, "%d traders", n);
 *	if (b.full) ...
 *	buf_release(&b);
 */
#ifndef LAPAK_BASE_BUF_H
#define LAPAK_BASE_BUF_H
#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

struct buf {
	char *data;
	size_t len, cap, ceiling;
	bool full;
};

/* Makes b empty; allocates nothing. ceiling: the most bytes it may ever hold. */
void buf_init(struct buf *b, size_t ceiling);
/* Appends n bytes, all or none. s must not point into b. */
void buf_add(struct buf *b, const char *s, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Shortens to n bytes; n must not exceed len. */
void buf_cut(struct buf *b, size_t n);
/* Empties it, keeps the memory, clears full. */
void buf_reset(struct buf *b);
/* Gives the memory back; b is then as after buf_init(). May be called twice. */
void buf_release(struct buf *b);

#endif
