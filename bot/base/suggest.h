/*
 * base/suggest.h - "did you mean", for keys, commands and names that people mistype
 *
 *	struct suggestion s = { 0 };
 *
 *	for (each word there is)
 *		suggest_consider(&s, given, word);
 *	if (s.word != NULL) ...
 */
#ifndef LAPAK_BASE_SUGGEST_H
#define LAPAK_BASE_SUGGEST_H

enum { SUGGEST_WORD_MAX = 64 }; /* as base/distance.h */

struct suggestion {
	const char *word; /* the nearest near enough; NULL none. Borrowed from the caller. */
	unsigned distance;
};

/* Keeps word in s when it is nearer to given than what s holds: at most a third of the longer
 * word differs. Words longer than SUGGEST_WORD_MAX bytes are never near. */
void suggest_consider(struct suggestion *s, const char *given, const char *word);

/* Inserted, left out, replaced or swapped neighbouring bytes between a and b (optimal string
 * alignment); UINT_MAX when one is longer than SUGGEST_WORD_MAX. */
unsigned suggest_distance(const char *a, const char *b);

#endif
