/*
 * text/command_check.c - "ini asli apa penipuan?", "sopo iki"
 *
 * People who doubt us ask in their own words, but in few: a text that holds nothing but words of
 * such a question, and one that gives it away, is one.
 */
#include "text/command_behind.h"

enum { QUESTION_WORDS = 9 };

/* clang-format off */
/* One of these gives it away. */
static const char *const doubts[] = {
	"asli", "palsu", "resmi", "penipuan", "penipu", "tipuan", "menipu", "nipu", "ngapusi", "hoax",
	"hoaks", "scam", "official", "fake", "real", "penipuane", "aspal",
	"siapa", "sopo", "sapa", "sinten", "sapah", "who",
};

/* These may stand beside it. */
static const char *const beside[] = {
	"ini", "iki", "niki", "itu", "kui", "iku", "niku", "reya", "apa", "apakah", "opo", "nopo", "ta",
	"to", "atau", "utawa", "ato", "kah", "nomor", "nomer", "nmr", "no", "nomornya", "nomere",
	"dari", "dr", "saking", "soko", "mana", "ndi", "endi", "pundi", "kamu", "anda", "sampeyan",
	"njenengan", "panjenengan", "kowe", "koen", "ini", "sms", "bukan", "tidak", "benar", "benarkah",
	"beneran", "betulan", "jangan", "jangan2", "punya", "nya", "yang", "kan", "kok", "lapak",
	"dinkopdag", "dinas", "program", "pemerintah", "pemkot", "is", "this", "it", "a", "are", "you",
	"or", "wong", "orang", "ngirim", "tau", "tahu", "ada", "bisa", "dipercaya", "saya", "mau", "lapor", "laporkan",
};
/* clang-format on */

static bool is_in(const char *const *list, size_t n, const char *word, const char *say)
{
	for (size_t i = 0; i < n; i++) {
		if (word_is(list[i], word) || word_is(list[i], say))
			return true;
	}
	return false;
}

/* "dari mana", "dari dinas mana" */
static bool is_from_where(const struct spoken *s, size_t at)
{
	static const char *const from[] = { "dari", "dr", "saking", "soko", "teko" };
	static const char *const where[] = { "mana", "ndi", "endi", "pundi" };
	const char *raw = s->words.word[at].text;

	if (!is_in(where, sizeof(where) / sizeof(where[0]), raw, raw))
		return false;
	for (size_t i = 0; i < at; i++) {
		raw = s->words.word[i].text;
		if (is_in(from, sizeof(from) / sizeof(from[0]), raw, raw))
			return true;
	}
	return false;
}

bool asks_who_we_are(const struct spoken *s)
{
	bool doubt = false;

	if (s->words.count > QUESTION_WORDS)
		return false;
	for (size_t i = 0; i < s->words.count; i++) {
		const char *raw = s->words.word[i].text, *say = s->say[i];

		if (is_in(doubts, sizeof(doubts) / sizeof(doubts[0]), raw, say) ||
			is_from_where(s, i))
			doubt = true;
		else if (!is_in(beside, sizeof(beside) / sizeof(beside[0]), raw, say) &&
			 !filler_kind(say))
			return false;
	}
	return doubt;
}
