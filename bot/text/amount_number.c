/* text/amount_number.c - a number before its unit: digits, words, halves */
#include <string.h>

#include "text/amount_parts.h"

enum { HUNDREDTHS = 100, SMALL = 1000 };

static const struct token *peek(const struct run *run, size_t ahead)
{
	return run->at + ahead < run->count ? &run->token[run->at + ahead] : NULL;
}

static bool is_class(const struct token *t, enum number_class class)
{
	return t != NULL && t->number != NULL && t->number->class == class;
}

static bool is_plain(const struct token *t, size_t n)
{
	return t != NULL && t->kind == TOKEN_DIGITS && !t->malformed && t->length == n &&
	       !memchr(t->text, '.', n) && !memchr(t->text, ',', n);
}

/* "1 250 000". Two groups alone must end with 000: "500 200" is rather two sums. */
static void join_groups(struct number *out, struct run *run)
{
	size_t groups = 1;
	const struct token *t = peek(run, 0);
	int64_t value = out->hundredths / HUNDREDTHS;

	if (out->digits == 0 || out->digits > 3 || value == 0)
		return;
	while (is_plain(t, 3) && !t->joined && groups < 5) {
		struct number next;

		if (!amount_digits(&next, t))
			break;
		value = value * SMALL + next.hundredths / HUNDREDTHS;
		groups++;
		t = peek(run, groups - 1);
	}
	if (groups == 1 || (groups == 2 && value % SMALL != 0))
		return;
	run->at += groups - 1;
	out->hundredths = value * HUNDREDTHS;
	out->digits = 0;
	out->bound = false;
	out->grouped = true;
}

static bool is_figure(const struct token *t)
{
	return is_class(t, NUMBER_DIGIT) || is_class(t, NUMBER_ZERO);
}

/* "koma tujuh lima": one or two digits as words or as a number. */
static bool point_words(struct number *out, struct run *run)
{
	int64_t value = 0;
	size_t n = 0;

	run->at++;
	if (is_plain(peek(run, 0), 1) || is_plain(peek(run, 0), 2)) {
		const struct token *t = peek(run, 0);

		for (n = 0; n < t->length; n++)
			value = value * 10 + (t->text[n] - '0');
		run->at++;
	} else {
		for (; n < 3 && is_figure(peek(run, 0)); n++)
			value = value * 10 + run->token[run->at++].number->value;
	}
	if (n == 0 || n > 2)
		return false;
	out->hundredths += n == 1 ? value * 10 : value;
	out->fractional = true;
	out->digits = 0;
	return true;
}

/* What may follow a whole number: "1 1/2", "satu setengah", "dua koma lima", "tiga perempat".
 */
static bool add_fraction(struct number *out, struct run *run)
{
	const struct token *t = peek(run, 0);

	if (!t || run->literal || out->bound || out->grouped)
		return true;
	if (is_class(t, NUMBER_POINT))
		return point_words(out, run);
	if (t->kind == TOKEN_FRACTION)
		out->hundredths += t->hundredths;
	else if (is_class(t, NUMBER_HALF) || is_class(t, NUMBER_QUARTER))
		out->hundredths += t->number->value;
	else if (is_class(t, NUMBER_QUARTERS) &&
		 (out->hundredths == 300 || out->hundredths == 100))
		out->hundredths /= 4;
	else
		return true;
	run->at++;
	out->fractional = true;
	out->digits = 0;
	return true;
}

/* "papat enem" is 46 when nothing else is said. */
static void join_pair(struct number *out, struct run *run)
{
	const struct token *a = run->at > 0 ? &run->token[run->at - 1] : NULL,
			   *b = peek(run, 0);
	const unsigned either = NUMBER_JAVANESE | NUMBER_SHARED;

	if (run->literal || !is_class(a, NUMBER_DIGIT) || !is_class(b, NUMBER_DIGIT))
		return;
	if (run->at != 1 || run->count != 2 || !(a->number->flags & either) ||
		!(b->number->flags & either))
		return;
	if (!((a->number->flags | b->number->flags) & NUMBER_JAVANESE))
		return;
	out->hundredths = out->hundredths * 10 + b->number->value * HUNDREDTHS;
	out->pair = true;
	run->at++;
}

static bool starts_core(const struct run *run)
{
	const struct token *next = peek(run, 1);

	if (!is_plain(peek(run, 0), 1))
		return peek(run, 0)->kind == TOKEN_WORD;
	return next && next->number && number_word_follows(next->number) &&
	       next->number->class != NUMBER_UNIT && next->number->class != NUMBER_M;
}

static bool fraction_alone(struct number *out, struct run *run)
{
	const struct token *t = peek(run, 0);

	if (run->literal)
		return false;
	if (t->kind == TOKEN_FRACTION)
		out->hundredths = t->hundredths;
	else if (is_class(t, NUMBER_HALF) || is_class(t, NUMBER_QUARTER))
		out->hundredths = t->number->value;
	else
		return false;
	run->at++;
	out->fractional = true;
	if (is_class(peek(run, 0), NUMBER_DIGIT) &&
		peek(run, 0)->number->flags == (NUMBER_BOUND | NUMBER_ENGLISH))
		run->at++; /* "half a million" */
	return true;
}

bool amount_number(struct number *out, struct run *run)
{
	const struct token *t = peek(run, 0);

	*out = (struct number){ 0 };
	if (!t || fraction_alone(out, run))
		return t != NULL;
	if (!starts_core(run)) {
		if (!amount_digits(out, t))
			return false;
		run->at++;
		join_groups(out, run);
		return out->fractional || out->zeros || add_fraction(out, run);
	}
	if (!amount_core(out, run))
		return false;
	join_pair(out, run);
	return out->pair || add_fraction(out, run);
}
