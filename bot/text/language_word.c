/* text/language_word.c - the language a trader names */
#include "text/language_word.h"

#include <stdbool.h>

#include "base/distance.h"
#include "text/words.h"

enum { SLIP_MIN = 4, ROW_WORDS = 24 };

/* clang-format off */
static const struct {
	const char *code;
	const char *word[ROW_WORDS];
} languages[] = {
	{ "id", { "indonesia", "indonesian", "indonesa", "indo", "indon", "ind", "id", "melayu",
		"nasional" } },
	{ "jv", { "jawa", "jowo", "jawi", "jawane", "javanese", "java", "krama", "kromo", "ngoko",
		"suroboyoan", "surabayaan", "jv", "jw", "jwa" } },
	{ "en", { "inggris", "inggeris", "english", "enggris", "engles", "inglis", "eng", "en", "ing" } },
};

/* Real words one slip away from one of those. */
static const char *const guards[] = {
	"jaga", "jaya", "kaya", "jasa", "jawab", "jala", "jeda", "indah", "lawa", "sawa", "rawa", "tawa",
	"bawa", "dama", "drama", "jual", "jadi", "kroso", "karma",
};
/* clang-format on */

static bool is_guarded(const char *word)
{
	for (size_t i = 0; i < sizeof(guards) / sizeof(guards[0]); i++) {
		if (word_is(guards[i], word))
			return true;
	}
	return false;
}

/* The language of one word, at most slips away from its name. */
static const char *language_of(const struct word *w, unsigned slips)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		for (size_t j = 0; j < ROW_WORDS && languages[i].word[j] != NULL; j++) {
			const char *name = languages[i].word[j];
			size_t k = strlen(name);

			if (slips > 0 && (k < SLIP_MIN || w->length < SLIP_MIN))
				continue;
			if (word_distance(w->text, w->length, name, k, slips) <= slips)
				return languages[i].code;
		}
	}
	return NULL;
}

const char *language_named(const char *text, size_t n)
{
	const char *found = NULL;
	struct words words;

	words_split(&words, text, n);
	for (size_t i = 0; i < words.count; i++) {
		const char *code = language_of(&words.word[i], 0);

		if (code == NULL && !is_guarded(words.word[i].text))
			code = language_of(&words.word[i], 1);
		if (code != NULL && found != NULL && code != found)
			return NULL;
		if (code != NULL)
			found = code;
	}
	return found;
}
