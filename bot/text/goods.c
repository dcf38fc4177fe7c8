/* text/goods.c - what a trader sells, as a few words */
#include "text/goods.h"

#include <stdio.h>
#include <string.h>

const char *goods_next(const char *list, char out[static GOODS_WORD_MAX + 1])
{
	size_t n = strcspn(list, ",");

	if (n == 0 || n > GOODS_WORD_MAX)
		return NULL;
	memcpy(out, list, n);
	out[n] = '\0';
	return list[n] == ',' ? list + n + 1 : list + n;
}

/* A word without blanks at its ends and with single ones inside; false: it is none. */
static bool read_word(const char *at, size_t n, char out[static GOODS_WORD_MAX + 1])
{
	size_t used = 0;
	bool gap = false;

	for (size_t i = 0; i < n; i++) {
		char c = at[i];

		if (c == ' ') {
			gap = used > 0;
			continue;
		}
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c < 'a' || c > 'z') && (c < '0' || c > '9'))
			return false;
		if (used + (gap ? 2 : 1) > GOODS_WORD_MAX)
			return false;
		if (gap)
			out[used++] = ' ';
		out[used++] = c;
		gap = false;
	}
	out[used] = '\0';
	return used >= GOODS_WORD_LEAST;
}

static bool has_word(const char *list, const char *word)
{
	char other[GOODS_WORD_MAX + 1];

	while ((list = goods_next(list, other)) != NULL)
		if (strcmp(other, word) == 0)
			return true;
	return false;
}

bool goods_read(char out[static GOODS_LIST], const char *text)
{
	char word[GOODS_WORD_MAX + 1];
	size_t words = 0, used = 0;

	out[0] = '\0';
	if (text[strspn(text, " ")] == '\0' || strcmp(text, "-") == 0)
		return true;
	for (const char *at = text;; at += strcspn(at, ",") + 1) {
		size_t n = strcspn(at, ",");

		if (!read_word(at, n, word))
			break;
		if (!has_word(out, word)) {
			if (++words > GOODS_MOST)
				break;
			used += (size_t)snprintf(out + used, GOODS_LIST - used, "%s%s",
				used > 0 ? "," : "", word);
		}
		if (at[n] == '\0')
			return true;
	}
	out[0] = '\0';
	return false;
}
