/*
 * text/amount_normalise.c - any text as lower-case ASCII
 *
 * A character that means nothing for an amount (emoji, accent, glottal apostrophe) goes; what
 * could change the number (control characters, bad bytes) becomes a mark that nothing reads.
 */
#include "text/amount_parts.h"
#include "text/utf8.h"
#include "text/words.h"

enum { MARK = '\x01' };

struct range {
	uint32_t first, last;
	const char *plain;
};

/* clang-format off */
static const struct range ranges[] = {
	{ 0x00A0, 0x00A0, " " },
	{ 0x00A2, 0x00A5, "$" },
	{ 0x00AB, 0x00AB, " " }, { 0x00BB, 0x00BB, " " },
	{ 0x00AD, 0x00AD, "" },
	{ 0x00B1, 0x00B1, "+-" },
	{ 0x00B7, 0x00B7, "\x01" },
	{ 0x00BC, 0x00BC, " 1/4 " }, { 0x00BD, 0x00BD, " 1/2 " }, { 0x00BE, 0x00BE, " 3/4 " },
	{ 0x00D7, 0x00D7, "*" }, { 0x00F7, 0x00F7, "/" },
	{ 0x2000, 0x200A, " " },
	{ 0x200B, 0x200F, "" },
	{ 0x2010, 0x2015, "-" },
	{ 0x201C, 0x201F, " " },
	{ 0x2022, 0x2022, ";" }, { 0x2026, 0x2026, ";" },
	{ 0x202A, 0x202E, "" },
	{ 0x202F, 0x202F, " " },
	{ 0x2044, 0x2044, "/" },
	{ 0x205F, 0x205F, " " },
	{ 0x2060, 0x2069, "" },
	{ 0x20A0, 0x20BF, "$" },
	{ 0x20D0, 0x20FF, "" },
	{ 0x2212, 0x2212, "-" },
	{ 0x2248, 0x2248, "~" },
	{ 0x2715, 0x2716, "*" },
	{ 0x2795, 0x2795, "+" }, { 0x2796, 0x2796, "-" }, { 0x2797, 0x2797, "/" },
	{ 0x2190, 0x21FF, " " }, { 0x2300, 0x245F, " " },
	{ 0x2500, 0x2714, " " }, { 0x2717, 0x2775, " " },
	{ 0x2798, 0x27BF, " " }, { 0x2900, 0x2BFF, " " },
	{ 0x3000, 0x3000, " " },
	{ 0xFE00, 0xFE0F, "" },
	{ 0xFEFF, 0xFEFF, "" },
	{ 0x1F000, 0x1F0FF, " " }, { 0x1F300, 0x1FAFF, " " }, { 0x1F1E6, 0x1F1FF, " " },
	{ 0xE0020, 0xE007F, "" },
};
/* clang-format on */

static void put(struct reading *r, const char *s)
{
	for (; *s && r->length < PLAIN_MAX; s++)
		r->plain[r->length++] = *s;
}

static const char *find_plain(uint32_t code)
{
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (code >= ranges[i].first && code <= ranges[i].last)
			return ranges[i].plain;
	}
	return NULL;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char ascii(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + 32);
	if (c == '\t' || c == '\r')
		return ' ';
	if (c == '\n')
		return '\n';
	return c < ' ' || c == 0x7F ? MARK : c;
}

/* An apostrophe is the glottal stop of a word; between digits nobody knows what it is. */
static void put_apostrophe(struct reading *r)
{
	if (r->length > 0 && is_digit(r->plain[r->length - 1]))
		put(r, (const char[]){ MARK, '\0' });
}

static void put_code(struct reading *r, const char *text, size_t n, size_t at, uint32_t code)
{
	const char *plain = find_plain(code);
	char c;

	if (plain) {
		put(r, plain);
		return;
	}
	c = code >= 0xFF00 && code <= 0xFFEF ? ' ' : words_fold(text, n, &at);
	if (c == ' ')
		r->script = true;
	else if (c == '\0')
		put_apostrophe(r);
	else
		put(r, (const char[]){ c, '\0' });
}

void amount_normalise(struct reading *r, const char *text, size_t n)
{
	size_t at = 0;

	r->length = r->count = 0;
	r->script = r->overflow = r->rupiah = r->exact = false;
	r->approximate = r->unit = r->quantity = false;
	while (at < n) {
		size_t start = at;
		uint32_t code = utf8_next(text, n, &at);

		if (code == '\'' || code == '`')
			put_apostrophe(r);
		else if (code < 0x80)
			put(r, (const char[]){ ascii((char)code), '\0' });
		else if (code == UTF8_BAD)
			put(r, (const char[]){ MARK, '\0' });
		else
			put_code(r, text, n, start, code);
	}
	r->plain[r->length] = '\0';
}
