/* text/command_split.c - a keyword and its argument typed as one word: "jual350rb",
 * "DAFTARG4" */
#include <string.h>

#include "text/command_words.h"

enum { GLUED_MIN = 3 };

static bool takes_argument(enum command c)
{
	static const enum command takers[] = { CMD_SALE, CMD_ENROL, CMD_CANCEL, CMD_PRESENT,
		CMD_CORRECT, CMD_ADD, CMD_FOR, CMD_ANSWER, CMD_CODE, CMD_TIPS };

	for (size_t i = 0; i < sizeof(takers) / sizeof(takers[0]); i++) {
		if (takers[i] == c)
			return true;
	}
	return false;
}

/* The command whose one-word phrase is the first k letters of word. */
static enum command command_of_prefix(const char *word, size_t k)
{
	static const struct spoken empty;
	struct spoken one = empty;
	struct phrase p;

	memcpy(one.words.word[0].text, word, k);
	one.words.word[0].text[k] = '\0';
	one.words.count = 1;
	one.say[0] = command_spelling(one.words.word[0].text);
	if (!phrase_find(&p, &one, 0, PHRASE_LOOSE))
		return CMD_NONE;
	return takes_argument(p.command) ? p.command : CMD_NONE;
}

enum command command_glued(const struct spoken *s, size_t at, size_t *rest)
{
	const struct word *w = &s->words.word[at];
	size_t letters = strcspn(w->text, "0123456789");

	if (!w->text[letters])
		return CMD_NONE;
	/* A wave's code may begin with one or two letters of its own. */
	for (size_t code = 0; code <= 2 && letters >= code + GLUED_MIN; code++) {
		enum command c = command_of_prefix(w->text, letters - code);

		if (c == CMD_NONE ||
			(code > 0 && c != CMD_ENROL && c != CMD_CANCEL && c != CMD_CODE))
			continue;
		*rest = words_byte(s->text, s->n, w->start, letters - code);
		return c;
	}
	return CMD_NONE;
}
