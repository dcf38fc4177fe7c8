/*
 * text/language_guess.h - whether somebody seems to write Javanese or English
 *
 * Counts words that are clearly of one language: not Indonesian, and not market speech that everybody in
 * Surabaya uses whatever they speak at home (numbers, "gak", "payu", "suwun").
 */
#ifndef LAPAK_TEXT_LANGUAGE_GUESS_H
#define LAPAK_TEXT_LANGUAGE_GUESS_H
#include <stddef.h>

struct language_clues {
	int javanese, english;
};

/* Adds the words of text (UTF-8, n bytes, need not be valid) to those counted before. */
void language_clues(struct language_clues *c, const char *text, size_t n);

/* "jv" or "en" when at least two words say so and none says otherwise; else NULL. */
const char *language_guess(const struct language_clues *c);

#endif
