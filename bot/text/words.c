/* text/words.c - a text as lower-case words without accents */
#include "text/words.h"

#include <stdint.h>

#include "text/utf8.h"

enum { LATIN1_FIRST = 0xC0, LATIN1_LAST = 0xFF };

/* U+00C0..U+00FF; the multiplication and division signs separate words. */
static const char latin1[] = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";

struct letter {
	uint32_t first, last;
	char plain;
};

/* Letters of Javanese and Madurese spelling outside Latin-1, and quotes typed for the
 * glottal stop. */
static const struct letter letters[] = {
	{ 0x0100, 0x0105, 'a' },
	{ 0x0112, 0x011B, 'e' },
	{ 0x0128, 0x0131, 'i' },
	{ 0x014C, 0x0151, 'o' },
	{ 0x0168, 0x0173, 'u' },
	{ 0x02B9, 0x02BF, '\0' },
	{ 0x0300, 0x036F, '\0' },
	{ 0x1E0C, 0x1E0D, 'd' },
	{ 0x1E6C, 0x1E6D, 't' },
	{ 0x200B, 0x200F, '\0' },
	{ 0x2018, 0x2019, '\0' },
};

static char fold_ascii(uint32_t code)
{
	if (code >= 'A' && code <= 'Z')
		return (char)(code + 32);
	if (code == '\'' || code == '`')
		return '\0';
	return code > ' ' && code < 0x7F ? (char)code : ' ';
}

char words_fold(const char *text, size_t n, size_t *at)
{
	uint32_t code = utf8_next(text, n, at);

	if (code >= 0xFF01 && code <= 0xFF5E)
		code -= 0xFEE0;
	if (code < 0x80)
		return fold_ascii(code);
	if (code >= LATIN1_FIRST && code <= LATIN1_LAST)
		return latin1[code - LATIN1_FIRST];
	if (code == 0xB4)
		return '\0';
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		if (code >= letters[i].first && code <= letters[i].last)
			return letters[i].plain;
	}
	return ' ';
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The word that begins at or after at; returns where to go on. */
static size_t read_word(struct word *w, const char *text, size_t n, size_t at)
{
	w->length = 0;
	w->start = w->end = n;
	while (at < n) {
		size_t start = at;
		char c = words_fold(text, n, &at);

		if (is_word(c)) {
			if (w->start == n)
				w->start = start;
			w->end = at;
			if (w->length < WORD_MAX - 1)
				w->text[w->length++] = c;
		} else if (c == '\0' && w->start < n) {
			w->end = at;
		} else if (w->start < n) {
			break;
		}
	}
	w->text[w->length] = '\0';
	return at;
}

size_t words_byte(const char *text, size_t n, size_t start, size_t k)
{
	size_t at = start;

	while (at < n) {
		size_t from = at;

		if (words_fold(text, n, &at) != '\0' && k-- == 0)
			return from;
	}
	return n;
}

/* Divides the last word where two were typed as one; false when it is one. */
static bool divide_last(struct words *out, const char *text, size_t n)
{
	struct word *w = &out->word[out->count - 1], *next = w + 1;
	size_t k = words_seam(w->text, w->length, false);

	if (k == 0 || out->count == WORDS_MAX)
		return false;
	*next = (struct word){ words_byte(text, n, w->start, k), w->end, w->length - k, "" };
	memcpy(next->text, w->text + k, next->length + 1);
	w->end = next->start;
	w->length = k;
	w->text[k] = '\0';
	out->count++;
	return true;
}

void words_split(struct words *out, const char *text, size_t n)
{
	size_t at = 0;

	out->count = 0;
	out->more = false;
	while (at < n && out->count < WORDS_MAX) {
		at = read_word(&out->word[out->count], text, n, at);
		if (out->word[out->count].length == 0)
			continue;
		out->count++;
		while (divide_last(out, text, n))
			;
	}
	out->more = at < n && out->count == WORDS_MAX;
}
