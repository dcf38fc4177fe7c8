/* text/utf8.h - UTF-8 as untrusted bytes (RFC 3629) */
#ifndef LAPAK_TEXT_UTF8_H
#define LAPAK_TEXT_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { UTF8_BAD = 0xFFFD };

/* Whether the n bytes are well-formed UTF-8 (no surrogates, no overlong forms, <= U+10FFFF). */
bool utf8_valid(const char *s, size_t n);

/* Decodes the code point at *at and moves *at past it. A malformed byte gives UTF8_BAD and
 * moves by one. *at must be < n. */
uint32_t utf8_next(const char *s, size_t n, size_t *at);

/* Appends the code point; UTF8_BAD for what is none (surrogates, above U+10FFFF). */
void utf8_put(struct buf *out, uint32_t code);

/* Appends s with malformed bytes replaced by U+FFFD and control characters (C0 but \n, NUL,
 * DEL, C1, line separators, bidi marks) by a space, so that it can be stored and shown as text.
 * Stops before a character that would pass max bytes appended; returns whether anything was
 * cut. */
bool utf8_clean(struct buf *out, const char *s, size_t n, size_t max);

/* Whether s is well-formed, of 1 to most code points, and without what utf8_clean() makes a space. */
bool utf8_plain(const char *s, size_t most);

/* Code points in s; a malformed byte counts as one. */
size_t utf8_length(const char *s, size_t n);

#endif
