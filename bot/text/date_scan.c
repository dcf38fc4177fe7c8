/* text/date_scan.c - the pieces of a text a date can be made of */
#include "text/date_scan.h"

#include <string.h>

#include "text/lexicon.h"

enum { VALUE_DIGITS = 8 };

struct meaning { /* of a row of date_words.def */
	enum date_kind kind;
	int days;
	bool weak;
};

/* clang-format off */
static const char *const spellings[] = {
#define V(spelling, ...) spelling,
#include "text/date_words.def"
#undef V
};

static const struct meaning meanings[] = {
#define D(kind, days, ...) { kind, days, false },
#define N(kind, days, ...) { kind, days, true },
#include "text/date_words.def"
#undef N
#undef D
};

/* Counting words before "hari": Indonesian, Javanese and its ligature forms, krama,
 * Madurese. */
static const char *const numbers[][14] = {
	{ "" },
	{ "satu", "siji", "sak", "se", "setunggal", "settong", "one", "a", "sa" },
	{ "dua", "loro", "rong", "ro", "kalih", "duwa", "dhuwa", "duwang", "two" },
	{ "tiga", "telu", "telung", "tigang", "tello", "tellong", "three" },
	{ "empat", "papat", "patang", "petang", "sekawan", "empa", "four" },
	{ "lima", "limo", "limang", "gangsal", "lema", "lemang", "five" },
	{ "enam", "enem", "nem", "ennem", "six" },
	{ "tujuh", "pitu", "pitung", "petto", "pettong", "seven" },
	{ "delapan", "wolu", "wolung", "ballu", "ballung", "eight" },
	{ "sembilan", "sanga", "sangang", "songo", "sango", "nine" },
	{ "sepuluh", "sepoloh", "sedasa", "ten" },
	{ "sebelas", "sewelas" },
	{ "duabelas", "rolas" },
};
/* clang-format on */

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *spelling(const char *word)
{
	uint32_t row = 0;

	return lexicon_find(&lexicon_date_variants, word, strlen(word), &row) ? spellings[row]
									      : word;
}

static enum item_kind kind_of(char c)
{
	if (is_letter(c))
		return ITEM_WORD;
	return is_digit(c) ? ITEM_NUMBER : ITEM_SIGN;
}

/* The item that begins with character c, whose bytes are start..at; returns where it ends. */
static size_t read_item(struct item *out, const char *text, size_t n, size_t start, char c)
{
	size_t at = start;
	size_t length = 0;

	out->kind = kind_of(c);
	out->start = out->end = start;
	while (at < n) {
		size_t from = at;
		char d = words_fold(text, n, &at);

		if (d != '\0' && (d == ' ' || kind_of(d) != out->kind)) {
			at = from;
			break;
		}
		if (d != '\0' && length < WORD_MAX - 1)
			out->text[length++] = d;
		out->end = at;
		if (out->kind == ITEM_SIGN)
			break;
	}
	out->text[length] = '\0';
	return at;
}

static void read_value(struct item *it)
{
	it->digits = strlen(it->text);
	it->value = 0;
	if (it->digits > VALUE_DIGITS) {
		it->value = -1;
		return;
	}
	for (size_t i = 0; i < it->digits; i++)
		it->value = it->value * 10 + (it->text[i] - '0');
}

/* Divides the last item where two words were typed as one; false when it is one. */
static bool divide_last(struct scan *s, const char *text, size_t n)
{
	struct item *it = &s->item[s->count - 1], *next = it + 1;
	size_t length = strlen(it->text), k;
	bool number = s->count > 1 && !it->gap && it[-1].kind == ITEM_NUMBER;

	if (it->kind != ITEM_WORD || s->count == ITEMS_MAX)
		return false;
	k = words_seam(it->text, length, number);
	if (k == 0)
		return false;
	*next = (struct item){ .gap = true, .end = it->end };
	next->kind = ITEM_WORD;
	next->start = words_byte(text, n, it->start, k);
	memcpy(next->text, it->text + k, length - k + 1);
	next->say = next->text;
	it->end = next->start;
	it->text[k] = '\0';
	s->count++;
	return true;
}

void scan_text(struct scan *s, const char *text, size_t n)
{
	size_t at = 0;
	bool gap = true;

	s->count = 0;
	while (at < n && s->count < ITEMS_MAX) {
		struct item *it = &s->item[s->count];
		size_t start = at;
		char c = words_fold(text, n, &at);

		if (c == '\0' || c == ' ') {
			gap = gap || c == ' ';
			continue;
		}
		*it = (struct item){ .gap = gap };
		at = read_item(it, text, n, start, c);
		it->say = it->text;
		if (it->kind == ITEM_NUMBER)
			read_value(it);
		gap = false;
		s->count++;
		while (divide_last(s, text, n))
			;
	}
	for (size_t i = 0; i < s->count; i++) {
		if (s->item[i].kind == ITEM_WORD)
			s->item[i].say = spelling(s->item[i].text);
	}
}

bool scan_says(const struct scan *s, size_t at, const char *word)
{
	return at < s->count && s->item[at].kind == ITEM_WORD && word_is(s->item[at].say, word);
}

bool scan_is_sign(const struct scan *s, size_t at, char sign)
{
	return at < s->count && s->item[at].kind == ITEM_SIGN && s->item[at].text[0] == sign;
}

size_t scan_part_of_day(const struct scan *s, size_t at)
{
	static const char *const parts[] = { "pagi", "siang", "sore", "malam" };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (scan_says(s, at, parts[i]))
			return 1;
	}
	return 0;
}

/* How many items the phrase takes at that place; 0 when it does not stand there. A hyphen
 * between its words is passed over. */
static size_t phrase_items(const struct scan *s, size_t at, const char *phrase)
{
	size_t i = at;

	while (*phrase) {
		size_t n = strcspn(phrase, " ");

		if (i > at && scan_is_sign(s, i, '-'))
			i++;
		if (i >= s->count || s->item[i].kind != ITEM_WORD ||
			strncmp(s->item[i].say, phrase, n) != 0 || s->item[i].say[n])
			return 0;
		i++;
		phrase += n;
		if (*phrase == ' ')
			phrase++;
	}
	return i - at;
}

struct match match_phrase(const struct scan *s, size_t at)
{
	struct match m = { 0, DATE_NONE, s->today };
	size_t count;
	const struct lexicon_phrase *p = lexicon_begin(&lexicon_dates, s->item[at].say, &count);

	for (; count > 0; count--, p++) {
		const struct meaning *row = &meanings[p->row];
		size_t k = row->weak && s->finding ? 0 : phrase_items(s, at, p->phrase);

		if (k > m.items)
			m = (struct match){ k, row->kind, s->today + row->days };
	}
	if (m.items > 0)
		m.items += scan_part_of_day(s, at + m.items);
	return m;
}

int scan_number(const struct scan *s, size_t at, size_t *items)
{
	const struct item *it = &s->item[at];

	*items = 1;
	if (at >= s->count)
		return 0;
	if (it->kind == ITEM_NUMBER)
		return it->digits <= 2 ? it->value : 0;
	if (it->kind != ITEM_WORD)
		return 0;
	for (int v = 1; v < (int)(sizeof(numbers) / sizeof(numbers[0])); v++) {
		for (size_t j = 0; j < 14 && numbers[v][j]; j++) {
			if (word_is(numbers[v][j], it->text))
				return v;
		}
	}
	return 0;
}
