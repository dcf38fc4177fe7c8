/*
 * text/number_words.h - numerals of the market: Indonesian, Javanese (ngoko, krama), Madurese,
 * Hokkien slang, English
 *
 * A numeral has a class that says how it combines; text/number_words.def lists them all.
 */
#ifndef LAPAK_TEXT_NUMBER_WORDS_H
#define LAPAK_TEXT_NUMBER_WORDS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum number_class {
	NUMBER_ZERO,        /* nol */
	NUMBER_DIGIT,       /* satu .. sembilan */
	NUMBER_TEEN,        /* 10..29, nothing follows below a unit: sewelas, selawe */
	NUMBER_TENS,        /* whole tens that a digit may follow: seket, twenty */
	NUMBER_TIMES_TEN,   /* puluh */
	NUMBER_PLUS_TEN,    /* belas */
	NUMBER_PLUS_TWENTY, /* likur */
	NUMBER_HUNDREDS,    /* whole hundreds: seratus, gopek */
	NUMBER_TIMES_HUNDRED,
	NUMBER_WHOLE,    /* hundreds and tens in one: pego */
	NUMBER_UNIT,     /* ribu, juta, ... */
	NUMBER_M,        /* million or milliard: nobody can know */
	NUMBER_LUMP,     /* a number and its unit in one: sewu, ceban */
	NUMBER_HALF,     /* setengah */
	NUMBER_QUARTER,  /* seperempat */
	NUMBER_QUARTERS, /* perempat, after tiga */
	NUMBER_POINT,    /* koma */
};

enum number_flag {
	NUMBER_BOUND = 1,    /* stands only before a unit or a class word: rong, patang, se */
	NUMBER_JAVANESE = 2, /* "papat enem" may be 46; said in no other language here */
	NUMBER_SHARED = 4,   /* Javanese too: lima, tiga */
	NUMBER_SLANG = 8,    /* not a literal number word */
	NUMBER_ENGLISH = 16,
};

enum { NUMBER_SPELLINGS = 20 };

struct number_word {
	enum number_class class;
	unsigned flags; /* enum number_flag */
	int64_t value;  /* the number; a unit's size; a lump's number before its unit */
	int64_t unit;   /* of lumps */
	const char *spelling[NUMBER_SPELLINGS]; /* ends with NULL */
};

/* The numeral spelled exactly so (n bytes, lower case, no accents); NULL when there is none. */
const struct number_word *number_word_find(const char *word, size_t n);

/* The numeral meant by a word with one slip. NULL when none is near or the near ones differ in
 * value, and for words of the language that only look like one. */
const struct number_word *number_word_near(const char *word, size_t n);

/* Takes numerals written together apart ("limapuluhribu"): fills out with at most max and
 * returns how many; 0 when the word is not made of numerals only. ends: where each numeral ends
 * in the word. */
size_t number_word_split(
	const struct number_word **out, size_t *ends, size_t max, const char *word, size_t n);

/* Whether it multiplies or closes what stands before it: ratus, puluh, belas, likur, a unit. */
bool number_word_follows(const struct number_word *word);

#endif
