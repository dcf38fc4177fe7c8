/* text/amount_roles.c - what a word may be besides a numeral */
#include <string.h>

#include "text/amount_parts.h"

enum { LINE_WORDS = 40 };

/* clang-format off */
static const struct {
	unsigned roles;
	const char *word[LINE_WORDS];
} lines[] = {
#define R(roles, ...) { roles, { __VA_ARGS__, NULL } },
#include "text/amount_roles.def"
#undef R
};
/* clang-format on */

unsigned amount_roles(const char *word, size_t n)
{
	unsigned roles = 0;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		for (const char *const *w = lines[i].word; *w; w++) {
			if (**w == *word && strlen(*w) == n && memcmp(*w, word, n) == 0)
				roles |= lines[i].roles;
		}
	}
	return roles;
}
