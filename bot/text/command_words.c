/* text/command_words.c - the words of commands and what may stand around them */
#include "text/command_words.h"

#include <string.h>

#include "text/lexicon.h"

enum {
	ROW_WORDS = 32,
	LOOK = 12, /* words from the start that are respelt: a command stands among the first */
};

/* clang-format off */
static const char *const spellings[] = {
#define V(spelling, ...) spelling,
#include "text/command_variants.def"
#undef V
};

/* What the phrases of a row of command_words.def mean. */
static const struct phrase rows[] = {
#define WHOLE HOW_WHOLE
#define MONEY HOW_MONEY
#define ASK HOW_ASK
#define ASK_MORE HOW_ASK_MORE
#define WRONG HOW_WRONG
#define W(id, how, ...) { CMD_##id, how, 0 },
#include "text/command_words.def"
#undef W
#undef WRONG
#undef ASK_MORE
#undef ASK
#undef MONEY
#undef WHOLE
};

/* Menu digits in words: Indonesian, Javanese ngoko and krama, Madurese, English. */
static const char *const digits[10][ROW_WORDS] = {
	{ "0" },
	{ "1", "satu", "siji", "sithok", "setunggal", "settong", "sittung", "one", "pertama",
	  "kesatu", "kapisan" },
	{ "2", "dua", "loro", "kalih", "duwa", "dhuwa", "two", "kedua", "kapindho" },
	{ "3", "tiga", "telu", "telo", "tello", "three", "ketiga", "tlu", "tigo" },
	{ "4", "empat", "papat", "sekawan", "empa", "pempa", "ampat", "four", "keempat",
	  "mpat" },
	{ "5", "lima", "limo", "gangsal", "lema", "five", "kelima" },
	{ "6", "enam", "enem", "nem", "ennem", "six", "keenam" },
	{ "7", "tujuh", "pitu", "petto", "pettu", "seven", "ketujuh" },
	{ "8", "delapan", "wolu", "ballu", "eight", "kedelapan", "dlapan" },
	{ "9", "sembilan", "sanga", "songo", "sango", "nine", "kesembilan" },
};

static const char *const announcers[] = {
	"no", "nomor", "nomer", "nmr", "nmor", "number", "option", "opsi", "pilih", "plih",
	"pilihan", "milih",
	"pilihannya", "angka", "menu", "tekan", "pencet", "ketik", "balas", "bales", "yang",
	"jawaban", "nomere",
};

/* Words that make what follows an amount though it has no digit. */
static const char *const money_words[] = {
	"ribu", "rb", "rbu", "ewu", "ebu", "juta", "jt", "yuta", "ratus", "atus", "puluh",
	"polo", "seratus",
	"sejuta", "seribu", "sewu", "satus", "ceban", "goban", "cepek", "gopek", "goceng",
	"seceng", "setengah",
	"likur", "selawe", "seket", "sewidak", "nihil", "kosong", "nol", "rongatus",
	"limangatus",
};
/* clang-format on */

static bool is_in(const char *const *list, size_t n, const char *word)
{
	for (size_t i = 0; i < n && list[i]; i++) {
		if (word_is(list[i], word))
			return true;
	}
	return false;
}

const char *command_spelling(const char *word)
{
	uint32_t row = 0;

	return lexicon_find(&lexicon_variants, word, strlen(word), &row) ? spellings[row]
									 : word;
}

unsigned filler_kind(const char *say)
{
	uint32_t kind = 0;

	return lexicon_find(&lexicon_fillers, say, strlen(say), &kind) ? kind : 0;
}

int command_digit(const char *word)
{
	for (int i = 0; i < 10; i++) {
		if (is_in(digits[i], ROW_WORDS, word))
			return i;
	}
	return -1;
}

bool command_announces_digit(const char *word)
{
	return is_in(announcers, sizeof(announcers) / sizeof(announcers[0]), word);
}

void spoken_read(struct spoken *s, const char *text, size_t n)
{
	s->text = text;
	s->n = n;
	words_split(&s->words, text, n);
	for (size_t i = 0; i < s->words.count; i++) {
		const char *raw = s->words.word[i].text;

		s->say[i] = i < LOOK ? command_spelling(raw) : raw;
	}
}

bool spoken_only(const struct spoken *s, size_t from, enum filler kind)
{
	for (size_t i = from; i < s->words.count; i++) {
		unsigned is = filler_kind(s->say[i]);

		if (!(is & FILLER_TAIL) || !(is & kind))
			return false;
	}
	return !s->words.more;
}

size_t spoken_argument(const struct spoken *s, size_t at)
{
	while (at < s->n && s->text[at] != '\0' && strchr(" \t\r\n,.:;=", s->text[at]))
		at++;
	return at;
}

bool spoken_money(const struct spoken *s, size_t from)
{
	for (size_t i = from; i < s->words.count; i++) {
		const char *raw = s->words.word[i].text;

		if (strpbrk(raw, "0123456789"))
			return true;
		if (is_in(money_words, sizeof(money_words) / sizeof(money_words[0]), raw))
			return true;
	}
	return false;
}

static bool is_pronoun(const char *say)
{
	return strcmp(say, "saya") == 0;
}

/* How many words of the text the phrase takes; 0 when it does not begin at `at`. */
static size_t phrase_length(const char *phrase, const struct spoken *s, size_t at)
{
	size_t j = at;

	while (*phrase) {
		size_t n = strcspn(phrase, " ");

		while (j > at && j < s->words.count && is_pronoun(s->say[j]) &&
			strncmp(phrase, "saya", n) != 0)
			j++;
		if (j >= s->words.count || strncmp(phrase, s->say[j], n) != 0 || s->say[j][n])
			return 0;
		j++;
		phrase += n;
		if (*phrase == ' ')
			phrase++;
	}
	return j - at;
}

static bool reaches(const struct spoken *s, size_t end, unsigned how, enum phrase_reach reach)
{
	if (reach == PHRASE_LOOSE)
		return true;
	if (how & HOW_MONEY)
		return reach == PHRASE_REST && spoken_money(s, end);
	if (spoken_only(s, end, FILLER_TAIL))
		return true;
	return reach == PHRASE_REST && !(how & HOW_WHOLE);
}

bool phrase_find(struct phrase *out, const struct spoken *s, size_t at, enum phrase_reach reach)
{
	const struct lexicon_phrase *p;
	size_t best = 0, count;

	if (at >= s->words.count)
		return false;
	p = lexicon_begin(&lexicon_commands, s->say[at], &count);
	for (; count > 0; count--, p++) {
		const struct phrase *row = &rows[p->row];
		size_t n = phrase_length(p->phrase, s, at);

		if (n <= best || !reaches(s, at + n, row->how, reach))
			continue;
		best = n;
		*out = (struct phrase){ row->command, row->how, n };
	}
	return best > 0;
}
