/*
 * text/lexicon.h - the word tables, hashed when Lapak is built (private to text/)
 *
 * The tables people write are *.def files, grouped by meaning. lexicon_make.c, run by make,
 * turns them into constant hash tables (lexicon.inc), so that a word is looked up in one
 * step instead of compared with two thousand: reading the texts was a third of a message.
 */
#ifndef LAPAK_TEXT_LEXICON_H
#define LAPAK_TEXT_LEXICON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lexicon_entry {
	const char *word;
	uint32_t length, value;
};

struct lexicon { /* linear probing; slots is a power of two */
	const struct lexicon_entry *entry;
	const uint16_t *slot; /* index of an entry plus 1; 0: free */
	size_t slots;
};

struct lexicon_phrase { /* one phrase of a row: words parted by single spaces */
	const char *phrase;
	uint32_t row;
};

/* Phrases by their first word. A value of firsts is where those that begin with it stand in
 * phrase, times LEXICON_RUN, plus how many they are; they keep the order of their rows. */
struct lexicon_phrases {
	struct lexicon firsts;
	const struct lexicon_phrase *phrase;
};
enum { LEXICON_RUN = 256 };

extern const struct lexicon lexicon_roles; /* amount_roles.def: the roles of a word, added up */
extern const struct lexicon lexicon_numbers;       /* number_words.def: its row */
extern const struct lexicon lexicon_fillers;       /* command_fillers.def: kinds, added up */
extern const struct lexicon lexicon_variants;      /* command_variants.def: its row */
extern const struct lexicon lexicon_date_variants; /* V of date_words.def: its row among them */
extern const struct lexicon_phrases lexicon_commands; /* command_words.def */
extern const struct lexicon_phrases lexicon_dates;    /* D and N of date_words.def */

/* FNV-1a, 32 bits. */
static inline uint32_t lexicon_hash(const char *word, size_t n)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)word[i]) * 16777619u;
	return h;
}

/* The value of the word of n bytes; false when it is not in the table. */
bool lexicon_find(const struct lexicon *l, const char *word, size_t n, uint32_t *value);
/* The phrases that begin with the word, and how many. */
const struct lexicon_phrase *lexicon_begin(
	const struct lexicon_phrases *l, const char *word, size_t *count);

#endif
