/*
 * text/words.h - a text as lower-case words without accents
 *
 * What the readers of commands and dates share: letters and digits in runs, everything
 * else between them. Accents, glottal apostrophes and full-width forms go ("iyâ" is "iya",
 * "enja'" is "enja"); each word knows its bytes in the original. Two words known to be typed
 * as one are two.
 */
#ifndef LAPAK_TEXT_WORDS_H
#define LAPAK_TEXT_WORDS_H
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum {
	WORDS_MAX = 48, /* later words are not looked at */
	WORD_MAX = 24,  /* longer words are cut, and so match nothing */
};

struct word {
	size_t start, end; /* bytes in the original text */
	size_t length;
	char text[WORD_MAX]; /* lower case, NUL-terminated */
};

struct words {
	size_t count;
	bool more; /* the text went on after WORDS_MAX words */
	struct word word[WORDS_MAX];
};

/* Splits UTF-8 that need not be valid. */
void words_split(struct words *out, const char *text, size_t n);

/* The character at *at as the reader sees it: 'a'..'z', '0'..'9', other ASCII as it is, 0
 * for something that vanishes inside a word (apostrophe, combining mark), and ' ' for all
 * else; moves *at on. */
char words_fold(const char *text, size_t n, size_t *at);

/* The byte where character k of the word that begins at byte start stands. */
size_t words_byte(const char *text, size_t n, size_t start, size_t k);

/* Words that are often typed as one ("tidaklaku", "kemarinlibur" and, behind a digit,
 * "rblive"): how many of the n lower-case letters are the first of them; 0: it is one word. */
size_t words_seam(const char *word, size_t n, bool after_digit);

/* Whether two words are the same; the tables are long and most words differ in their first
 * letter. */
static inline bool word_is(const char *a, const char *b)
{
	return a[0] == b[0] && strcmp(a, b) == 0;
}

#endif
