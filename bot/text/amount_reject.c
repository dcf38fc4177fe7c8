/* text/amount_reject.c - texts that hold digits or money words and are still no takings */
#include <string.h>

#include "text/amount_parts.h"

enum { PHONE_DIGITS = 10, MOBILE_MAX = 12 };

/* In this order: the first that fits names the reason. */
static const struct {
	unsigned role;
	enum amount_reason reason;
} roles[] = {
	{ NOT_SALE, AMOUNT_NOT_SALE },
	{ PERCENT, AMOUNT_PERCENT },
	{ FOREIGN, AMOUNT_FOREIGN },
	{ DATE, AMOUNT_DATE },
	{ TIME, AMOUNT_TIME },
	{ RANGE, AMOUNT_RANGE },
	{ TIMES, AMOUNT_SUM },
	{ VAGUE, AMOUNT_VAGUE },
};

static const struct {
	char sign;
	enum amount_reason reason;
} signs[] = {
	{ '%', AMOUNT_PERCENT },
	{ '$', AMOUNT_FOREIGN },
	{ '+', AMOUNT_SUM },
	{ '*', AMOUNT_SUM },
};

static bool is_sign(const struct reading *r, size_t i, char sign)
{
	return i < r->count && r->token[i].kind == TOKEN_SIGN && r->token[i].sign == sign;
}

static bool is_digits(const struct reading *r, size_t i)
{
	return i < r->count && r->token[i].kind == TOKEN_DIGITS;
}

static bool is_numeric(const struct reading *r, size_t i)
{
	return i < r->count && amount_is_numeric(&r->token[i]);
}

/* A minus before the first number, as a sign or a word ("min" is also how people call the
 * clerk). */
static bool is_negative(const struct reading *r)
{
	for (size_t i = 0; i < r->count && !is_numeric(r, i); i++) {
		const struct token *t = &r->token[i];

		if (is_sign(r, i, '-'))
			return true;
		if ((t->roles & NEGATIVE) && (!(t->roles & FILLER) || is_numeric(r, i + 1)))
			return true;
	}
	return false;
}

/* Digits of the number that starts at i, its groups joined over spaces and dashes. */
static size_t join_digits(char *out, size_t max, const struct reading *r, size_t i)
{
	size_t n = 0;

	for (; is_digits(r, i) || is_sign(r, i, '-'); i++) {
		const struct token *t = &r->token[i];

		if (t->kind == TOKEN_SIGN)
			continue;
		if (memchr(t->text, '.', t->length) || memchr(t->text, ',', t->length))
			break;
		for (size_t k = 0; k < t->length && n < max; k++)
			out[n++] = t->text[k];
	}
	return n;
}

static bool is_phone_at(const struct reading *r, size_t i)
{
	char digits[20];
	size_t n = join_digits(digits, sizeof(digits), r, i);

	if (n < PHONE_DIGITS)
		return false;
	if (digits[0] == '0' || memcmp(digits, "62", 2) == 0)
		return true;
	/* 8123 4567 890 without its zero; round sums are money. */
	return digits[0] == '8' && digits[1] != '0' && digits[1] != '4' && n <= MOBILE_MAX &&
	       memcmp(digits + n - 3, "000", 3) != 0;
}

static bool is_phone(const struct reading *r)
{
	bool plus = is_sign(r, 0, '+');

	if (r->rupiah)
		return false;
	for (size_t i = 0; i < r->count; i++) {
		if (is_digits(r, i) && (i == 0 || !is_digits(r, i - 1)) && is_phone_at(r, i))
			return true;
	}
	return plus && r->count > 1 && is_digits(r, 1) && r->token[1].length > PHONE_DIGITS;
}

/* 3/1, 3/1/2024, 2024-01-03. */
static bool is_date(const struct reading *r)
{
	for (size_t i = 0; i + 2 < r->count; i++) {
		bool slash = is_sign(r, i + 1, '/');

		if (!is_digits(r, i) || !is_digits(r, i + 2))
			continue;
		if (slash || (is_sign(r, i + 1, '-') && is_sign(r, i + 3, '-')))
			return true;
	}
	return false;
}

static bool is_time(const struct reading *r)
{
	for (size_t i = 0; i + 2 < r->count; i++) {
		const struct token *t = &r->token[i + 1];

		if (is_digits(r, i) && is_digits(r, i + 2) && t->kind == TOKEN_BREAK &&
			t->sign == ':' && t->joined && r->token[i + 2].joined)
			return true;
	}
	return false;
}

static bool is_range(const struct reading *r)
{
	bool number = false;

	for (size_t i = 0; i < r->count; i++) {
		if (number && (is_sign(r, i, '-') || is_sign(r, i, '~')) &&
			is_numeric(r, i + 1))
			return true;
		number = number || is_numeric(r, i);
	}
	return false;
}

/* "jutaan": a unit with -an and no number before it. */
static bool is_vague(const struct reading *r)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct token *t = &r->token[i];

		if (t->number && (t->roles & AN) && number_word_follows(t->number) &&
			(i == 0 || !is_numeric(r, i - 1)))
			return true;
	}
	return false;
}

static const struct {
	bool (*is)(const struct reading *r);
	enum amount_reason reason;
} shapes[] = {
	{ is_negative, AMOUNT_NEGATIVE },
	{ is_phone, AMOUNT_PHONE },
	{ is_date, AMOUNT_DATE },
	{ is_time, AMOUNT_TIME },
	{ is_range, AMOUNT_RANGE },
	{ is_vague, AMOUNT_VAGUE },
};

static bool has_role(const struct reading *r, unsigned role)
{
	for (size_t i = 0; i < r->count; i++) {
		if (!r->token[i].number && (r->token[i].roles & role))
			return true;
	}
	return false;
}

static bool has_sign(const struct reading *r, char sign)
{
	for (size_t i = 0; i < r->count; i++) {
		if (is_sign(r, i, sign))
			return true;
	}
	return false;
}

bool amount_reject(enum amount_reason *why, const struct reading *r)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		if (shapes[i].is(r)) {
			*why = shapes[i].reason;
			return true;
		}
	}
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (has_role(r, roles[i].role)) {
			*why = roles[i].reason;
			return true;
		}
	}
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (has_sign(r, signs[i].sign)) {
			*why = signs[i].reason;
			return true;
		}
	}
	return false;
}
