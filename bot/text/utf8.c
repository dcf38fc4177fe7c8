/* text/utf8.c - UTF-8 as untrusted bytes (RFC 3629) */
#include "text/utf8.h"

#include <string.h>

/* The lead byte says how many bytes follow and which values the first of them may have: that
 * alone keeps out overlong forms, surrogates and everything above U+10FFFF (RFC 3629 §4). */
struct lead {
	unsigned char first, last; /* of the lead byte */
	unsigned char following;
	unsigned char low, high; /* of the byte after it */
	unsigned char bits;      /* mask of the lead byte's own */
};

static const struct lead leads[] = {
	{ 0x00, 0x7F, 0, 0, 0, 0x7F },
	{ 0xC2, 0xDF, 1, 0x80, 0xBF, 0x1F },
	{ 0xE0, 0xE0, 2, 0xA0, 0xBF, 0x0F },
	{ 0xE1, 0xEC, 2, 0x80, 0xBF, 0x0F },
	{ 0xED, 0xED, 2, 0x80, 0x9F, 0x0F },
	{ 0xEE, 0xEF, 2, 0x80, 0xBF, 0x0F },
	{ 0xF0, 0xF0, 3, 0x90, 0xBF, 0x07 },
	{ 0xF1, 0xF3, 3, 0x80, 0xBF, 0x07 },
	{ 0xF4, 0xF4, 3, 0x80, 0x8F, 0x07 },
};

static const struct lead *lead_find(unsigned char byte)
{
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
		if (byte >= leads[i].first && byte <= leads[i].last)
			return &leads[i];
	return NULL;
}

/* The length of the well-formed character at s (n > 0 bytes), 0 when there is none. */
static size_t char_read(const char *s, size_t n, uint32_t *code)
{
	const unsigned char *p = (const unsigned char *)s;
	const struct lead *lead = lead_find(p[0]);

	if (lead == NULL || n <= lead->following)
		return 0;
	if (lead->following > 0 && (p[1] < lead->low || p[1] > lead->high))
		return 0;
	*code = p[0] & lead->bits;
	for (size_t i = 1; i <= lead->following; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		*code = *code << 6 | (p[i] & 0x3FU);
	}
	return lead->following + 1U;
}

bool utf8_valid(const char *s, size_t n)
{
	uint32_t code;
	size_t at = 0, length;

	while (at < n) {
		length = char_read(s + at, n - at, &code);
		if (length == 0)
			return false;
		at += length;
	}
	return true;
}

uint32_t utf8_next(const char *s, size_t n, size_t *at)
{
	uint32_t code = UTF8_BAD;
	size_t length;

	if ((unsigned char)s[*at] < 0x80) /* nearly all of what traders write */
		return (unsigned char)s[(*at)++];
	length = char_read(s + *at, n - *at, &code);
	*at += length > 0 ? length : 1;
	return length > 0 ? code : UTF8_BAD;
}

/* Fills out and returns the length; what is no code point becomes UTF8_BAD. */
static size_t char_write(char out[static 4], uint32_t code)
{
	size_t length;

	if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		code = UTF8_BAD;
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = length - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (code & 0x3F));
		code >>= 6;
	}
	out[0] = (char)((0xF00 >> length & 0xF0) | code);
	return length;
}

void utf8_put(struct buf *out, uint32_t code)
{
	char bytes[4];

	buf_add(out, bytes, char_write(bytes, code));
}

/* What steers a terminal, a line or the direction of writing instead of being text. */
static bool code_controls(uint32_t code)
{
	return (code < 0x20 && code != '\n') || (code >= 0x7F && code <= 0x9F) ||
	       code == 0x061C || code == 0x200E || code == 0x200F ||
	       (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool utf8_clean(struct buf *out, const char *s, size_t n, size_t max)
{
	char bytes[4];
	size_t used = 0, at = 0, length;
	uint32_t code;

	while (at < n) {
		code = utf8_next(s, n, &at);
		length = char_write(bytes, code_controls(code) ? ' ' : code);
		if (length > max - used)
			return true;
		buf_add(out, bytes, length);
		used += length;
	}
	return false;
}

bool utf8_plain(const char *s, size_t most)
{
	size_t n = strlen(s), at = 0, count = 0;

	if (!utf8_valid(s, n))
		return false;
	for (; at < n && count <= most; count++)
		if (code_controls(utf8_next(s, n, &at)))
			return false;
	return count >= 1 && count <= most;
}

size_t utf8_length(const char *s, size_t n)
{
	size_t at = 0, count = 0;

	while (at < n) {
		(void)utf8_next(s, n, &at);
		count++;
	}
	return count;
}
