/* text/language_guess.c - whether somebody seems to write Javanese or English */
#include "text/language_guess.h"

#include "text/words.h"

enum { ROW_WORDS = 24, CLUES_SURE = 2 };

enum language { javanese, english };

static const struct {
	enum language language;
	const char *word[ROW_WORDS + 1];
} rows[] = {
#define W(language, ...) { language, { __VA_ARGS__, NULL } },
#include "text/language_guess.def"
#undef W
};

static void count_word(struct language_clues *c, const char *word)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t k = 0; rows[i].word[k] != NULL; k++)
			if (word_is(rows[i].word[k], word)) {
				c->javanese += rows[i].language == javanese ? 1 : 0;
				c->english += rows[i].language == english ? 1 : 0;
				return;
			}
}

void language_clues(struct language_clues *c, const char *text, size_t n)
{
	struct words words;

	words_split(&words, text, n);
	for (size_t i = 0; i < words.count; i++)
		count_word(c, words.word[i].text);
}

const char *language_guess(const struct language_clues *c)
{
	if (c->javanese >= CLUES_SURE && c->english == 0)
		return "jv";
	return c->english >= CLUES_SURE && c->javanese == 0 ? "en" : NULL;
}
