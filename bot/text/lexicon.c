/* text/lexicon.c - the word tables, hashed when Lapak is built */
#include "text/lexicon.h"

#include <string.h>

#include "text/lexicon.inc"

bool lexicon_find(const struct lexicon *l, const char *word, size_t n, uint32_t *value)
{
	size_t at = lexicon_hash(word, n) & (l->slots - 1);

	while (l->slot[at] != 0) {
		const struct lexicon_entry *e = &l->entry[l->slot[at] - 1];

		if (e->length == n && memcmp(e->word, word, n) == 0) {
			*value = e->value;
			return true;
		}
		at = (at + 1) & (l->slots - 1);
	}
	return false;
}

const struct lexicon_phrase *lexicon_begin(
	const struct lexicon_phrases *l, const char *word, size_t *count)
{
	uint32_t run = 0;

	*count = 0;
	if (!lexicon_find(&l->firsts, word, strlen(word), &run))
		return l->phrase;
	*count = run % LEXICON_RUN;
	return l->phrase + run / LEXICON_RUN;
}
