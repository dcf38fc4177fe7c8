/* base/suggest.c - "did you mean", for keys, commands and names that people mistype */
#include "base/suggest.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

static unsigned smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned suggest_distance(const char *a, const char *b)
{
	unsigned row[3]
		    [SUGGEST_WORD_MAX + 1]; /* of the distance matrix: i-2, i-1, i, in turn */
	size_t na = strlen(a), nb = strlen(b);

	if (na > SUGGEST_WORD_MAX || nb > SUGGEST_WORD_MAX)
		return UINT_MAX;
	for (unsigned j = 0; j <= nb; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= na; i++) {
		unsigned *before = row[(i + 1) % 3], *above = row[(i + 2) % 3],
			 *here = row[i % 3];

		here[0] = (unsigned)i;
		for (size_t j = 1; j <= nb; j++) {
			unsigned best = above[j - 1] + (a[i - 1] != b[j - 1]);

			best = smaller(best, smaller(above[j], here[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				best = smaller(best, before[j - 2] + 1);
			here[j] = best;
		}
	}
	return row[na % 3][nb];
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
