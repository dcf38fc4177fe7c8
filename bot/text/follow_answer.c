/* text/follow_answer.c - answers to "how often?" and "tried already?" */
#include "text/follow_answer.h"

#include <stdbool.h>

#include "text/number_words.h"
#include "text/words.h"

enum { WEEK = 7, LIST_WORDS = 40, WORDS_AT_MOST = 6 };

/* clang-format off */
static const char *const times[LIST_WORDS] = { "kali", "kaline", "x", "ping", "kaping", "live", "times", "time", "minggu",
	"ini", "iki", "niki", "this", "week", "pak", "bu", "mbak", "mas", "cuma", "hanya", "mung", "namung", "saja", "aja", "ae",
	"mawon", "only", "just", "saya", "kula", "pun", "sudah", "wis", "i", "went", "pernah", "tau", "nate" };
static const char *const once[LIST_WORDS] = { "sekali", "pisan", "sepisan", "sapisan", "once" };
static const char *const twice[LIST_WORDS] = { "pindho", "pindo", "twice" };
static const char *const never[LIST_WORDS] = { "belum", "blm", "durung", "drg", "dereng", "tidak", "tdk", "gak", "ga", "ora",
	"nggak", "ndak", "enggak", "mboten", "boten", "never", "none", "not", "no" };
static const char *const daily[LIST_WORDS] = { "tiap", "setiap", "saben", "every" };
static const char *const days[LIST_WORDS] = { "hari", "dina", "dinten", "day" };
static const char *const done[LIST_WORDS] = { "sudah", "udah", "sdh", "dah", "wis", "uwis", "wes", "uwes", "pun", "sampun", "mpun",
	"ampon", "done", "tried", "already" };
static const char *const about[LIST_WORDS] = { "dicoba", "coba", "nyoba", "dicobi", "nyobi", "pernah", "pak", "bu", "mbak", "mas", "saya",
	"kula", "kulo", "ya", "nggih", "yet", "sempat", "sempet", "bisa", "saged", "lagi" };
/* clang-format on */

static bool is_one_of(const char *const list[static LIST_WORDS], const char *word)
{
	for (size_t i = 0; i < LIST_WORDS && list[i] != NULL; i++)
		if (word_is(list[i], word))
			return true;
	return false;
}

/* "3", "3x", "03"; COUNT_NONE: no number of two digits at most. */
static int digits_of(const char *word)
{
	size_t n = strspn(word, "0123456789");
	int value = 0;

	if (n < 1 || n > 2 || (word[n] != '\0' && strcmp(word + n, "x") != 0))
		return COUNT_NONE;
	for (size_t i = 0; i < n; i++)
		value = value * 10 + (word[i] - '0');
	return value > WEEK ? COUNT_OVER : value;
}

static int number_of(const struct word *w)
{
	const struct number_word *found = number_word_find(w->text, w->length);
	int digits = digits_of(w->text);

	if (digits != COUNT_NONE)
		return digits;
	if (is_one_of(once, w->text))
		return 1;
	if (is_one_of(twice, w->text))
		return 2;
	if (found == NULL)
		return COUNT_NONE;
	if (found->class == NUMBER_ZERO)
		return 0;
	if (found->class == NUMBER_DIGIT && (found->flags & NUMBER_BOUND) == 0)
		return found->value > WEEK ? COUNT_OVER : (int)found->value;
	return found->class == NUMBER_TEEN || found->class == NUMBER_TENS ? COUNT_OVER
									  : COUNT_NONE;
}

int count_read(const char *text, size_t n)
{
	struct words words;
	int count = COUNT_NONE;

	words_split(&words, text, n);
	if (words.more || words.count > WORDS_AT_MOST)
		return COUNT_NONE;
	for (size_t i = 0; i < words.count; i++) {
		const struct word *w = &words.word[i];
		bool every = i + 1 < words.count && is_one_of(daily, w->text) &&
			     is_one_of(days, words.word[i + 1].text);
		int here = every ? WEEK : is_one_of(never, w->text) ? 0 : number_of(w);

		if (here == COUNT_NONE && is_one_of(times, w->text))
			continue;
		if (here == COUNT_NONE || count != COUNT_NONE)
			return COUNT_NONE;
		count = here;
		i += every;
	}
	return count;
}

enum tried tried_read(const char *text, size_t n)
{
	enum tried found = TRIED_UNKNOWN;
	struct words words;

	words_split(&words, text, n);
	if (words.more || words.count > WORDS_AT_MOST)
		return TRIED_UNKNOWN;
	for (size_t i = 0; i < words.count; i++) {
		const char *w = words.word[i].text;
		enum tried here = is_one_of(never, w)  ? TRIED_NO
				  : is_one_of(done, w) ? TRIED_YES
						       : TRIED_UNKNOWN;

		if (here == TRIED_UNKNOWN && !is_one_of(about, w))
			return TRIED_UNKNOWN;
		if (here != TRIED_UNKNOWN && found != TRIED_UNKNOWN && here != found)
			return TRIED_UNKNOWN;
		found = here != TRIED_UNKNOWN ? here : found;
	}
	return found;
}
