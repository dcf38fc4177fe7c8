/*
 * text/amount_core.c - number words below a thousand
 *
 * Hundreds, tens and units, each at most once and in this order; digits may take the place of
 * words: "2 ratus 50".
 */
#include <ctype.h>

#include "text/amount_parts.h"

enum { HUNDREDTHS = 100 };

/* What has been said so far; the next part must be smaller. */
enum place { PLACE_START, PLACE_HUNDREDS, PLACE_TENS, PLACE_DONE };

struct core {
	enum place place;
	int64_t value;
	bool bound;
};

static const struct token *peek(const struct run *run, size_t ahead)
{
	return run->at + ahead < run->count ? &run->token[run->at + ahead] : NULL;
}

static bool is_class(const struct token *t, enum number_class class)
{
	return t != NULL && t->number != NULL && t->number->class == class;
}

/* A digit as a word or as a figure; 0 for anything else. */
static int64_t digit_of(const struct token *t)
{
	if (is_class(t, NUMBER_DIGIT))
		return t->number->value;
	if (t->kind == TOKEN_DIGITS && t->length == 1 && !t->malformed)
		return t->text[0] - '0';
	return 0;
}

/* 10..99 in figures, after hundreds. */
static int64_t two_digits_of(const struct token *t)
{
	if (t->kind != TOKEN_DIGITS || t->length != 2 || t->malformed || t->text[0] == '0')
		return 0;
	return isdigit((unsigned char)t->text[1]) ? (t->text[0] - '0') * 10 + (t->text[1] - '0')
						  : 0;
}

static bool put(struct core *c, struct run *run, size_t tokens, enum place place, int64_t value)
{
	if (c->place >= place)
		return false;
	c->place = place;
	c->value += value;
	run->at += tokens;
	return true;
}

/* A digit and what follows it: hundreds, tens, teens, or units. */
static bool put_digit(struct core *c, struct run *run, int64_t digit)
{
	const struct token *t = peek(run, 0), *next = peek(run, 1);

	if (is_class(next, NUMBER_TIMES_HUNDRED))
		return put(c, run, 2, PLACE_HUNDREDS, digit * 100);
	if (is_class(next, NUMBER_TIMES_TEN))
		return put(c, run, 2, PLACE_TENS, digit * 10);
	if (is_class(next, NUMBER_PLUS_TEN) || is_class(next, NUMBER_PLUS_TWENTY))
		return c->place < PLACE_TENS &&
		       put(c, run, 2, PLACE_DONE, digit + next->number->value);
	if (!put(c, run, 1, PLACE_DONE, digit))
		return false;
	c->bound = t->number != NULL && (t->number->flags & NUMBER_BOUND);
	return true;
}

/* Words that are whole parts by themselves. */
static bool put_whole(struct core *c, struct run *run, const struct token *t)
{
	if (is_class(t, NUMBER_HUNDREDS))
		return put(c, run, 1, PLACE_HUNDREDS, t->number->value);
	if (is_class(t, NUMBER_TENS))
		return put(c, run, 1, PLACE_TENS, t->number->value);
	if (is_class(t, NUMBER_TEEN))
		return c->place < PLACE_TENS && put(c, run, 1, PLACE_DONE, t->number->value);
	if (is_class(t, NUMBER_WHOLE) || is_class(t, NUMBER_ZERO))
		return c->place == PLACE_START && put(c, run, 1, PLACE_DONE, t->number->value);
	return false;
}

static bool put_part(struct core *c, struct run *run)
{
	const struct token *t = peek(run, 0);
	int64_t digit, two;

	if (!t || (run->literal && t->number && (t->number->flags & NUMBER_SLANG)))
		return false;
	digit = digit_of(t);
	two = c->place == PLACE_HUNDREDS ? two_digits_of(t) : 0;
	if (digit > 0)
		return put_digit(c, run, digit);
	return two > 0 ? put(c, run, 1, PLACE_DONE, two) : put_whole(c, run, t);
}

/* "two hundred and fifty" */
static void skip_and(struct run *run)
{
	const struct token *t = peek(run, 0), *next = peek(run, 1);

	if (t && t->kind == TOKEN_WORD && t->length == 3 && t->text[0] == 'a' &&
		t->text[1] == 'n' && t->text[2] == 'd' && next && next->number &&
		(next->number->flags & NUMBER_ENGLISH))
		run->at++;
}

bool amount_core(struct number *out, struct run *run)
{
	struct core c = { .place = PLACE_START };
	size_t start = run->at;

	while (c.place < PLACE_DONE && put_part(&c, run)) {
		if (c.place == PLACE_HUNDREDS)
			skip_and(run);
	}
	if (run->at == start)
		return false;
	out->hundredths = c.value * HUNDREDTHS;
	out->bound = c.bound;
	return true;
}
