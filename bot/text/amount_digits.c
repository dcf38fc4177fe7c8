/* text/amount_digits.c - digits with dots and commas: 1.250.000,00 1,5 007 */
#include <ctype.h>
#include <string.h>

#include "text/amount_parts.h"

enum { HUNDREDTHS = 100, PARTS_MAX = 6 };

/* The digits between separators, and the separators. */
struct parts {
	size_t count;
	size_t length[PARTS_MAX];
	const char *start[PARTS_MAX];
	char mark[PARTS_MAX]; /* before part i */
};

static bool cut(struct parts *p, const struct token *t)
{
	size_t digits = 0;

	*p = (struct parts){ .count = 1, .start = { t->text } };
	for (size_t i = 0; i < t->length; i++) {
		char c = t->text[i];

		if (isdigit((unsigned char)c)) {
			p->length[p->count - 1]++;
			digits++;
			continue;
		}
		if (p->count == PARTS_MAX || p->length[p->count - 1] == 0)
			return false;
		p->start[p->count] = t->text + i + 1;
		p->mark[p->count] = c;
		p->count++;
	}
	return digits <= DIGITS_MAX && p->length[p->count - 1] > 0;
}

static int64_t value_of(const char *s, size_t n)
{
	int64_t value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (s[i] - '0');
	return value;
}

/* How many parts from the front are groups of three under one mark. */
static size_t groups_in(const struct parts *p)
{
	size_t n = 1;

	if (p->length[0] > 3)
		return 1;
	while (n < p->count && p->length[n] == 3 && p->mark[n] == p->mark[1])
		n++;
	return n;
}

static bool read_grouped(struct number *out, const struct parts *p, size_t groups)
{
	if (p->start[0][0] == '0')
		return false;
	for (size_t i = 0; i < groups; i++)
		out->hundredths = out->hundredths * 1000 +
				  value_of(p->start[i], p->length[i]) * HUNDREDTHS;
	out->grouped = true;
	if (groups == p->count)
		return true;
	/* "515.000,00": nothing but rupiah written out. */
	out->cents = true;
	return groups + 1 == p->count && p->mark[groups] != p->mark[1] &&
	       p->length[groups] == 2 && value_of(p->start[groups], 2) == 0;
}

static bool read_decimal(struct number *out, const struct parts *p)
{
	int64_t decimals;

	if (p->count != 2 || p->length[1] > 2 || (p->start[0][0] == '0' && p->length[0] > 1))
		return false;
	decimals = value_of(p->start[1], p->length[1]);
	out->hundredths = value_of(p->start[0], p->length[0]) * HUNDREDTHS;
	out->hundredths += p->length[1] == 1 ? decimals * 10 : decimals;
	out->fractional = true;
	out->cents = p->length[1] == 2 && decimals == 0;
	return true;
}

bool amount_digits(struct number *out, const struct token *t)
{
	struct parts p;
	size_t groups;

	*out = (struct number){ 0 };
	if (t->kind != TOKEN_DIGITS || t->malformed || !cut(&p, t))
		return false;
	if (p.count == 1) {
		out->hundredths = value_of(p.start[0], p.length[0]) * HUNDREDTHS;
		out->digits = p.length[0];
		out->zeros = p.length[0] > 1 && p.start[0][0] == '0';
		return true;
	}
	groups = groups_in(&p);
	return groups > 1 ? read_grouped(out, &p, groups) : read_decimal(out, &p);
}
