/* text/sale_sum.c - takings written as a sum */
#include "text/sale_sum.h"

#include <string.h>

enum { PARTS_MAX = 8, THOUSAND = 1000 };

/* Reads the parts between the plus signs; how many, 0 when one of them is none. */
static size_t read_parts(struct amount part[static PARTS_MAX], struct piece p)
{
	size_t count = 0;

	for (;;) {
		const char *plus = p.n > 0 ? memchr(p.s, '+', p.n) : NULL;
		size_t n = plus != NULL ? (size_t)(plus - p.s) : p.n;

		if (count == PARTS_MAX)
			return 0;
		amount_parse(&part[count], p.s, n);
		if (part[count].kind != AMOUNT_DEFINITE && part[count].kind != AMOUNT_AMBIGUOUS)
			return 0;
		count++;
		if (plus == NULL)
			return count;
		p.s += n + 1;
		p.n -= n + 1;
	}
}

/* A doubt that is only whether thousands are meant; "1,5" may be millions too. */
static bool is_bare(const struct amount *a)
{
	return a->kind == AMOUNT_AMBIGUOUS && a->value < THOUSAND &&
	       a->other == a->value * THOUSAND;
}

bool sale_sum(struct amount *out, struct piece p)
{
	struct amount part[PARTS_MAX] = { 0 }, sum = { .kind = AMOUNT_DEFINITE };
	size_t count = read_parts(part, p), bare = 0;

	for (size_t i = 0; i < count; i++) {
		if (part[i].kind == AMOUNT_AMBIGUOUS && !is_bare(&part[i]))
			return false;
		bare += is_bare(&part[i]);
		sum.value += part[i].value;
		sum.other += is_bare(&part[i]) ? part[i].other : part[i].value;
		sum.unit = sum.unit || part[i].unit;
		sum.approximate = sum.approximate || part[i].approximate;
	}
	if (count < 2 || sum.other >= AMOUNT_MAX)
		return false;
	if (bare == count)
		sum.kind = AMOUNT_AMBIGUOUS;
	else if (bare > 0 && (is_bare(&part[count - 1]) || !sum.unit))
		return false;
	else
		sum.value = sum.other;
	if (sum.kind == AMOUNT_DEFINITE)
		sum.other = 0;
	*out = sum;
	return true;
}
