/* base/suggest.c - "did you mean", for keys, commands and names that people mistype */
#include "base/suggest.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

#include "base/distance.h"

unsigned suggest_distance(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b);

	if (na > SUGGEST_WORD_MAX || nb > SUGGEST_WORD_MAX)
		return UINT_MAX;
	return word_distance(a, na, b, nb, SUGGEST_WORD_MAX);
}

void suggest_consider(struct suggestion *s, const char *given, const char *word)
{
	unsigned distance = suggest_distance(given, word);
	size_t longer = strlen(given) > strlen(word) ? strlen(given) : strlen(word);

	if (distance == UINT_MAX || distance > (longer + 2) / 3)
		return;
	if (s->word != NULL && distance >= s->distance)
		return;
	s->word = word;
	s->distance = distance;
}
