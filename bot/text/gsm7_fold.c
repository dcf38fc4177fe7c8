/*
 * text/gsm7_fold.c - any text in the plain letters every network carries
 *
 * What people paste from word processors and chats: curly quotes, dashes, accents, full-width
 * and "fancy" letters, emoji.
 */
#include "text/gsm7.h"

#include "text/utf8.h"

/* clang-format off */
static const struct { uint16_t first, last; char text[6]; } looks[] = {
	{ 0x0009, 0x000D, " " }, { 0x005B, 0x005B, "(" }, { 0x005C, 0x005C, "/" },
	{ 0x005D, 0x005D, ")" }, { 0x0060, 0x0060, "'" }, { 0x007B, 0x007B, "(" },
	{ 0x007C, 0x007C, "/" }, { 0x007D, 0x007D, ")" }, { 0x007E, 0x007E, "-" },
	{ 0x00A0, 0x00A0, " " }, { 0x00A1, 0x00A1, "!" }, { 0x00A3, 0x00A3, "GBP" },
	{ 0x00A5, 0x00A5, "JPY" }, { 0x00A6, 0x00A6, "/" }, { 0x00A9, 0x00A9, "(c)" },
	{ 0x00AA, 0x00AA, "a" }, { 0x00AB, 0x00AB, "\"" }, { 0x00AE, 0x00AE, "(r)" },
	{ 0x00B2, 0x00B2, "2" }, { 0x00B3, 0x00B3, "3" }, { 0x00B4, 0x00B4, "'" },
	{ 0x00B7, 0x00B7, "." }, { 0x00B9, 0x00B9, "1" }, { 0x00BA, 0x00BA, "o" },
	{ 0x00BB, 0x00BB, "\"" }, { 0x00BC, 0x00BC, " 1/4 " }, { 0x00BD, 0x00BD, " 1/2 " },
	{ 0x00BE, 0x00BE, " 3/4 " }, { 0x00BF, 0x00BF, "?" }, { 0x00C6, 0x00C6, "AE" },
	{ 0x00DE, 0x00DE, "Th" }, { 0x00DF, 0x00DF, "ss" }, { 0x00E6, 0x00E6, "ae" },
	{ 0x00FE, 0x00FE, "th" }, { 0x0132, 0x0132, "IJ" }, { 0x0133, 0x0133, "ij" },
	{ 0x0152, 0x0152, "OE" }, { 0x0153, 0x0153, "oe" }, { 0x02B9, 0x02BF, "'" },
	{ 0x02C8, 0x02CB, "'" }, { 0x02DC, 0x02DC, "-" }, { 0x1680, 0x1680, " " },
	{ 0x2000, 0x200A, " " }, { 0x2010, 0x2015, "-" }, { 0x2018, 0x201B, "'" },
	{ 0x201C, 0x201F, "\"" }, { 0x2022, 0x2023, "-" }, { 0x2025, 0x2025, ".." },
	{ 0x2026, 0x2026, "..." }, { 0x2027, 0x2027, "." }, { 0x2028, 0x2029, " " },
	{ 0x202F, 0x202F, " " }, { 0x2032, 0x2032, "'" }, { 0x2033, 0x2033, "\"" },
	{ 0x2035, 0x2035, "'" }, { 0x2039, 0x203A, "'" }, { 0x2043, 0x2043, "-" },
	{ 0x2044, 0x2044, "/" }, { 0x205F, 0x205F, " " }, { 0x20AC, 0x20AC, "EUR" },
	{ 0x2116, 0x2116, "No" }, { 0x2122, 0x2122, "TM" }, { 0x2153, 0x2153, " 1/3 " },
	{ 0x2154, 0x2154, " 2/3 " }, { 0x2190, 0x2190, "<-" }, { 0x2192, 0x2192, "->" },
	{ 0x21D2, 0x21D2, "->" }, { 0x2212, 0x2212, "-" }, { 0x2215, 0x2215, "/" },
	{ 0x2219, 0x2219, "-" }, { 0x223C, 0x223C, "-" }, { 0x2248, 0x2248, "=" },
	{ 0x2264, 0x2264, "<=" }, { 0x2265, 0x2265, ">=" }, { 0x25A0, 0x25AB, "-" },
	{ 0x25CB, 0x25CB, "-" }, { 0x25CF, 0x25CF, "-" }, { 0x25E6, 0x25E6, "-" },
	{ 0x2715, 0x2716, "x" }, { 0x27A1, 0x27A1, "->" }, { 0x3000, 0x3000, " " },
	{ 0x3001, 0x3001, "," }, { 0x3002, 0x3002, "." },
};

/* U+00C0..U+017F without their accents; '?' where it takes two letters, see looks. */
static const char latin[] =
	"AAAAAA?CEEEEIIIIDNOOOOOxOUUUUY??aaaaaa?ceeeeiiiidnooooo/ouuuuy?y" /* 00C0 */
	"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLlL" /* 0100 */
	"lLlNnNnNnnNnOoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs" /* 0140 */;
/* clang-format on */
enum { LATIN_FIRST = 0x00C0, LATIN_LAST = 0x017F };

/* Letters and digits that Unicode repeats in other designs, always in the order of ASCII. */
static char code_design(uint32_t code)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	if (code >= 0xFF01 && code <= 0xFF5E) /* full width */
		return (char)(code - 0xFF01 + '!');
	if (code >= 0x1D400 && code <= 0x1D6A3) /* mathematical bold, italic, script ... */
		return letters[(code - 0x1D400) % 52];
	if (code >= 0x1D7CE && code <= 0x1D7FF)
		return (char)('0' + (code - 0x1D7CE) % 10);
	if (code >= 0x2460 && code <= 0x2468) /* in a circle */
		return (char)('1' + (code - 0x2460));
	if (code >= 0x2080 && code <= 0x2089) /* subscript */
		return (char)('0' + (code - 0x2080));
	return '\0';
}

/* The plain look of a character; "" when it has none. one: room for a look of one letter. */
static const char *code_look(uint32_t code, char one[static 2])
{
	char design = code_design(code);

	if (design != '\0')
		code = (unsigned char)design;
	one[0] = (char)(code & 0x7F);
	one[1] = '\0';
	if (code < 0x80 && gsm7_plain(one, 1))
		return one;
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++)
		if (code >= looks[i].first && code <= looks[i].last)
			return looks[i].text;
	one[0] = '\0';
	if (code >= LATIN_FIRST && code <= LATIN_LAST)
		one[0] = latin[code - LATIN_FIRST];
	return one;
}

/* Text on its way out, with runs of spaces made one and none at either end. */
struct folding {
	struct buf *out;
	bool gap, begun; /* a space is owed; something stands before it */
};

static void look_add(struct folding *f, const char *look)
{
	for (; *look != '\0'; look++) {
		if (*look == ' ') {
			f->gap = f->begun;
			continue;
		}
		if (f->gap)
			buf_putc(f->out, ' ');
		buf_putc(f->out, *look);
		f->gap = false;
		f->begun = true;
	}
}

void gsm7_fold(struct buf *out, const char *s, size_t n)
{
	struct folding f = { .out = out };
	char one[2];
	size_t at = 0;

	while (at < n)
		look_add(&f, code_look(utf8_next(s, n, &at), one));
}
