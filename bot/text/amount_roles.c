/* text/amount_roles.c - what a word may be besides a numeral */
#include "text/amount_parts.h"
#include "text/lexicon.h"

unsigned amount_roles(const char *word, size_t n)
{
	uint32_t roles = 0;

	return lexicon_find(&lexicon_roles, word, n, &roles) ? roles : 0;
}
