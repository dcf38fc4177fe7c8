/*
 * text/amount_grammar.c - numbers and units into money
 *
 * group+ with units strictly descending, and perhaps a bare tail: "2jt 350rb 500". What a bare
 * number or a tail is worth is a matter of custom, so these are where doubts come from.
 */
#include "text/amount_parts.h"

enum { HUNDREDTHS = 100, THOUSAND = 1000, BARE_MAX = 10000 };

static const int64_t NO_UNIT = INT64_MAX;

/* What was read so far. */
struct sum {
	int64_t total;
	int64_t unit; /* of the last group */
	bool first;   /* no group yet */
	bool closed;  /* nothing may follow */
	bool doubted; /* a and b are the two readings */
	int64_t a, b;
	bool too_big;
};

static const struct number_word *peek(const struct run *run)
{
	return run->at < run->count ? run->token[run->at].number : NULL;
}

/* Size of the unit that comes next; 0 when none does. */
static int64_t unit_at(const struct run *run)
{
	const struct number_word *w = peek(run);

	if (!w || (run->literal && (w->flags & NUMBER_SLANG)))
		return 0;
	if (w->class == NUMBER_M)
		return run->m;
	return w->class == NUMBER_UNIT ? w->value : 0;
}

/* hundredths of unit, in rupiah. A unit is at least a thousand, so no half is lost. */
static bool multiply(int64_t *out, struct sum *sum, int64_t hundredths, int64_t unit)
{
	const int64_t cap = AMOUNT_MAX * THOUSAND;

	if (hundredths > cap / (unit / HUNDREDTHS)) {
		sum->too_big = true;
		return false;
	}
	*out = hundredths * (unit / HUNDREDTHS);
	return true;
}

static bool doubt(struct sum *sum, int64_t a, int64_t b)
{
	sum->doubted = sum->closed = true;
	sum->a = a < b ? a : b;
	sum->b = a < b ? b : a;
	return true;
}

/* "sejuta setengah": half of the unit just read. */
static void add_half_after(struct sum *sum, struct run *run)
{
	const struct number_word *w = peek(run);

	if (run->literal || !w || (w->class != NUMBER_HALF && w->class != NUMBER_QUARTER))
		return;
	run->at++;
	sum->total += sum->unit / HUNDREDTHS * w->value;
	sum->closed = true;
}

/* 1.500rb is 1,5 ribu or 1500 ribu; 250000rb is 250000 or 250 juta. */
static bool doubt_unit(struct sum *sum, const struct number *n, int64_t unit)
{
	int64_t small, big;

	if (!multiply(&big, sum, n->hundredths, unit))
		return false;
	small = n->grouped ? big / THOUSAND : n->hundredths / HUNDREDTHS;
	if (big >= AMOUNT_MAX)
		sum->too_big = true;
	return sum->first && !n->cents && doubt(sum, small, big);
}

static bool add_group(struct sum *sum, struct run *run, const struct number *n, int64_t unit)
{
	int64_t value;
	bool big = n->digits > 0 && n->hundredths >= (int64_t)BARE_MAX * HUNDREDTHS;

	run->unit = true;
	if (unit >= sum->unit || n->pair || n->zeros)
		return false;
	if (!run->literal && (n->grouped || big))
		return doubt_unit(sum, n, unit);
	if (!multiply(&value, sum, n->hundredths, unit) || (!sum->first && value >= sum->unit))
		return false;
	sum->total += value;
	sum->unit = unit;
	if (n->fractional) {
		sum->closed = true;
		return sum->first;
	}
	sum->first = false;
	add_half_after(sum, run);
	return true;
}

/* A number after the last unit. */
static bool add_tail(struct sum *sum, const struct run *run, const struct number *n)
{
	int64_t tail = n->hundredths / HUNDREDTHS, next = sum->unit / THOUSAND;
	int64_t other = tail < 10 ? sum->unit / 10 : next;

	if (n->fractional || n->pair || n->bound || tail >= sum->unit)
		return false;
	if (n->zeros && n->digits != 3)
		return false;
	sum->closed = true;
	if (!run->literal && n->digits == 3 && next > 1) {
		sum->total += tail * next;
	} else if (run->literal || tail == 0 || tail >= THOUSAND || (next == 1 && tail >= 10)) {
		sum->total += tail;
	} else {
		return doubt(sum, sum->total + tail, sum->total + tail * other);
	}
	return true;
}

/* A number without any unit. */
static bool take_bare(
	struct sum *sum, const struct run *run, const struct number *n, bool exact)
{
	int64_t value = n->hundredths / HUNDREDTHS;
	bool whole = !n->fractional || (n->cents && value >= 10);

	if (n->bound || n->zeros || run->token[0].kind == TOKEN_FRACTION)
		return false;
	sum->closed = true;
	sum->total = value;
	if (exact || run->literal)
		return !n->fractional || n->cents;
	if (n->hundredths == 0 || (whole && value >= BARE_MAX) || (n->grouped && n->cents))
		return true;
	if (value >= THOUSAND && !whole)
		return false;
	if (whole && value >= 10)
		return doubt(sum, value, value * THOUSAND);
	return doubt(sum, n->hundredths * 10, n->hundredths * 10 * THOUSAND);
}

static bool add_lump(struct sum *sum, struct run *run)
{
	const struct number_word *w = peek(run);

	if (w->unit >= sum->unit || (run->literal && (w->flags & NUMBER_SLANG)))
		return false;
	run->at++;
	run->unit = true;
	sum->total += w->value * w->unit;
	sum->unit = w->unit;
	sum->first = false;
	add_half_after(sum, run);
	return true;
}

static bool add_next(struct sum *sum, struct run *run, bool exact)
{
	const struct number_word *w = peek(run);
	struct number n;
	int64_t unit;

	if (w && w->class == NUMBER_LUMP)
		return add_lump(sum, run);
	if (!amount_number(&n, run)) {
		run->leading_zero = run->leading_zero || n.zeros;
		return false;
	}
	unit = unit_at(run);
	if (unit > 0) {
		run->at++;
		run->leading_zero = run->leading_zero || n.zeros;
		return add_group(sum, run, &n, unit);
	}
	if (!sum->first)
		return add_tail(sum, run, &n);
	run->leading_zero = run->leading_zero || n.zeros;
	return take_bare(sum, run, &n, exact);
}

static bool read_sum(struct sum *sum, struct run *run, bool exact)
{
	*sum = (struct sum){ .unit = NO_UNIT, .first = true };
	while (run->at < run->count) {
		if (sum->closed || !add_next(sum, run, exact))
			return false;
	}
	return run->count > 0;
}

/* Why the run was not read to its end. */
static enum amount_reason reason_of(const struct sum *sum, const struct run *run)
{
	if (sum->too_big)
		return AMOUNT_TOO_BIG;
	if (run->leading_zero)
		return AMOUNT_LEADING_ZERO;
	for (size_t i = run->at; i < run->count; i++) {
		const struct token *t = &run->token[i];

		if (t->kind == TOKEN_DIGITS && t->length > DIGITS_MAX)
			return AMOUNT_TOO_BIG;
		/* Something was read, and here another number begins. */
		if (i > 0 && amount_is_numeric(t) &&
			!(t->number && number_word_follows(t->number)))
			return AMOUNT_SUM;
	}
	return AMOUNT_UNREAD;
}

void amount_grammar(struct amount *out, struct run *run, const struct reading *r)
{
	struct sum sum;
	bool read = read_sum(&sum, run, r->exact);

	if (read && (sum.doubted ? sum.b : sum.total) >= AMOUNT_MAX)
		sum.too_big = true;
	if (!read || sum.too_big) {
		out->kind = AMOUNT_INVALID;
		out->reason = reason_of(&sum, run);
		return;
	}
	out->kind = sum.doubted && sum.a < sum.b ? AMOUNT_AMBIGUOUS : AMOUNT_DEFINITE;
	out->value = sum.doubted ? sum.a : sum.total;
	out->other = out->kind == AMOUNT_AMBIGUOUS ? sum.b : 0;
}

bool amount_literal(int64_t *out, struct run *run)
{
	struct sum sum;

	if (!read_sum(&sum, run, false))
		return false;
	*out = sum.total;
	return true;
}
