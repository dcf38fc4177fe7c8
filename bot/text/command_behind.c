/* text/command_behind.c - what stands behind the words of a command */
#include "text/command_behind.h"

#include <string.h>

#include "text/sale_text.h"

enum { CODE_DIGITS = 4, LEADS_MAX = 5 };

/* clang-format off */
/* Words between a wrong amount and the right one, or before the right one. */
static const char *const turns[] = {
	"harusnya", "jadi", "menjadi", "benar", "tapi", "tetapi", "melainkan", "ke", "but",
};

/* Words before an amount that say nothing. */
static const char *const leads[] = {
	"yang", "itu", "iku", "dari", "maksudnya", "maksude", "maksud", "saya", "be", "should", "is",
};

/* What was wrong. */
static const char *const subjects[] = {
	"tadi", "kemarin", "wingi", "mau", "hari", "ini", "laporan", "jual", "angka", "jumlah", "total",
};

/* Whom one reports to besides us. */
static const char *const others[] = {
	"polisi", "pulisi", "polsek", "polres", "polda", "police", "kominfo", "komdigi", "pengacara",
	"satpol", "kejaksaan", "bareskrim", "penipuan", "penipu",
};
/* clang-format on */

#define IS_IN(list, word) is_in((list), sizeof(list) / sizeof((list)[0]), (word))

static bool is_in(const char *const *list, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++) {
		if (word_is(list[i], word))
			return true;
	}
	return false;
}

static void read_from(struct sale_text *out, const struct spoken *s, size_t at)
{
	sale_text_parse(out, s->text + at, s->n - at, 0);
}

static bool is_sum(const struct amount *a)
{
	return a->kind == AMOUNT_DEFINITE || a->kind == AMOUNT_AMBIGUOUS;
}

static bool is_money(const struct amount *a)
{
	return a->kind == AMOUNT_DEFINITE && a->value > 0 && a->unit;
}

/* "500rb": a word that can be nothing but money. */
static bool has_money_word(const struct spoken *s, size_t from)
{
	for (size_t i = from; i < s->words.count; i++) {
		const struct word *w = &s->words.word[i];
		struct amount a;

		if (!strpbrk(w->text, "0123456789"))
			continue;
		amount_parse(&a, w->text, w->length);
		if (is_money(&a))
			return true;
	}
	return false;
}

bool report_behind(const struct spoken *s, size_t from, bool with_unit)
{
	struct sale_text read;

	if (from >= s->words.count)
		return false;
	read_from(&read, s, s->words.word[from - 1].end);
	if (read.total.kind == AMOUNT_INVALID && read.total.reason == AMOUNT_NOT_SALE)
		return false;
	if (is_money(&read.total) || is_money(&read.live) || has_money_word(s, from))
		return true;
	if (with_unit)
		return false;
	return (is_sum(&read.total) && read.total.value > 0) || is_sum(&read.live);
}

bool report_to_others(const struct spoken *s, size_t from)
{
	for (size_t i = from; i < s->words.count; i++) {
		if (IS_IN(others, s->words.word[i].text))
			return true;
	}
	return false;
}

/* The first word at or behind a byte. */
static size_t word_at(const struct spoken *s, size_t byte)
{
	size_t i = 0;

	while (i < s->words.count && s->words.word[i].start < byte)
		i++;
	return i;
}

static size_t behind(const struct spoken *s, size_t word)
{
	return spoken_argument(s, s->words.word[word].end);
}

/* Whether a clause ends between word i and the next; a point or comma inside a number ends
 * none. */
static bool clause_ends(const struct spoken *s, size_t i)
{
	const char *at = s->text + s->words.word[i].end;
	const char *next = s->text + s->words.word[i + 1].start;
	size_t n = (size_t)(next - at);
	size_t mark = 0;

	while (mark < n && !(at[mark] != '\0' && strchr(",.;:\n", at[mark])))
		mark++;
	if (mark == n)
		return false;
	return n > 1 || !(at[-1] >= '0' && at[-1] <= '9' && *next >= '0' && *next <= '9');
}

/* Passes over "harusnya" and the like. */
static size_t skip_leads(const struct spoken *s, size_t rest)
{
	for (size_t i = word_at(s, rest); i < s->words.count; i++) {
		if (!IS_IN(turns, s->say[i]) && !IS_IN(leads, s->say[i]))
			break;
		rest = behind(s, i);
	}
	return rest;
}

/* A sum, and not the digit of a choice. */
static bool reads_sum(const struct spoken *s, size_t at)
{
	size_t i = word_at(s, at);
	struct sale_text read;

	if (i + 1 == s->words.count && s->words.word[i].length == 1)
		return false;
	read_from(&read, s, at);
	return is_sum(&read.total);
}

/* The amount behind the last turn, and the last clause where clauses count, from word `from`
 * on. */
static bool right_amount(size_t *rest, const struct spoken *s, size_t from, bool clauses)
{
	for (size_t i = s->words.count; i-- > from;) {
		size_t at;

		if (!IS_IN(turns, s->say[i]) &&
			!(clauses && i + 1 < s->words.count && clause_ends(s, i)))
			continue;
		at = skip_leads(s, behind(s, i));
		if (!reads_sum(s, at))
			continue;
		*rest = at;
		return true;
	}
	return false;
}

/* Where "salah" or "bukan" stands before word `to`; to when neither does. */
static size_t find_denial(const struct spoken *s, size_t to)
{
	size_t i = 0;

	while (i < to && !word_is(s->say[i], "salah") && !word_is(s->say[i], "bukan"))
		i++;
	return i;
}

size_t correction_argument(const struct spoken *s, size_t rest)
{
	size_t count = s->words.count, denial = find_denial(s, count);
	struct sale_text read;

	rest = skip_leads(s, rest);
	read_from(&read, s, rest);
	if (read.total.kind == AMOUNT_INVALID && !read.two_days &&
		(read.total.reason == AMOUNT_UNREAD || read.total.reason == AMOUNT_SUM))
		(void)right_amount(&rest, s, word_at(s, rest), denial < count);
	return rest;
}

/* "tidak mbak, 500rb": nothing but politeness before the clause ends. */
static bool amount_next(size_t *rest, const struct spoken *s, size_t i)
{
	while (!clause_ends(s, i) && i + 2 < s->words.count &&
		(filler_kind(s->say[i + 1]) & FILLER_TAIL))
		i++;
	*rest = skip_leads(s, behind(s, i));
	return (clause_ends(s, i) || IS_IN(turns, s->say[i + 1])) && reads_sum(s, *rest);
}

/* How many words of politeness, of the day and the like the text begins with. */
static size_t count_leads(const struct spoken *s)
{
	size_t i = 0;

	while (i < s->words.count && i < LEADS_MAX &&
		((filler_kind(s->say[i]) & FILLER_LEAD) || IS_IN(leads, s->say[i]) ||
			IS_IN(subjects, s->say[i])))
		i++;
	return i;
}

bool denial_argument(size_t *rest, const struct spoken *s)
{
	size_t i = count_leads(s);

	if (i + 1 >= s->words.count)
		return false;
	if (word_is(s->say[i], "tidak") || word_is(s->say[i], "no"))
		return !reads_sum(s, 0) && amount_next(rest, s, i);
	if (find_denial(s, i + 1) > i || reads_sum(s, 0))
		return false;
	if (right_amount(rest, s, i, true))
		return true;
	*rest = s->n;
	return reads_sum(s, behind(s, i));
}

bool is_presence_code(const struct spoken *s, size_t rest)
{
	size_t i = word_at(s, rest), to = rest;

	while (to < s->n && s->text[to] >= '0' && s->text[to] <= '9')
		to++;
	if (to - rest != CODE_DIGITS)
		return false;
	while (i < s->words.count && s->words.word[i].start < to)
		i++;
	return (i == 0 || s->words.word[i - 1].end <= to) && spoken_only(s, i, FILLER_TAIL);
}
