/*
 * text/sale_text.c - a day's report in one text
 *
 * The days are cut out first; a live word then divides what is left into two sides, each of
 * which is an amount, two amounts, or words that say which is which.
 */
#include "text/sale_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "text/sale_sum.h"
#include "text/sale_words.h"
#include "text/words.h"

enum {
	TEXT_MAX = 1000,
	COPY_MAX = 2 * TEXT_MAX, /* no more than a space for each letter */
	DAYS_MAX = 4,            /* no report names more */
	PAIR_MAX = 160,          /* two amounts and what stands between them */
	WEAK = SALE_JOIN | SALE_TOTAL | SALE_ALL | SALE_PLUS, /* between two amounts */
	AROUND = WEAK | SALE_NOT | SALE_LIVE,                 /* next to a live word */
	BOTH_NAMED = SALE_PLUS | SALE_OFFLINE | SALE_SHOP,    /* there is another part */
	PLACE_LAST = 1 << 16, /* "400rb live 1jt offline": words stand behind their amounts */
};

struct sums { /* what a report says */
	struct amount total, live;
};

static const struct amount none = { .kind = AMOUNT_INVALID, .reason = AMOUNT_NOTHING };
static const struct amount zero = { .kind = AMOUNT_DEFINITE, .unit = true };
static const struct amount two_sums = { .kind = AMOUNT_INVALID, .reason = AMOUNT_SUM };

static struct amount parse(struct piece p)
{
	struct amount a;

	amount_parse(&a, p.s, p.n);
	return a;
}

/* The same, and a sum written out is added up. */
static struct amount parse_added(struct piece p)
{
	struct amount a = parse(p);

	if (a.kind == AMOUNT_INVALID && a.reason == AMOUNT_SUM)
		(void)sale_sum(&a, p);
	return a;
}

static bool is_nothing(const struct amount *a)
{
	return a->kind == AMOUNT_INVALID && a->reason == AMOUNT_NOTHING;
}

static bool is_sum(const struct amount *a)
{
	return a->kind == AMOUNT_DEFINITE || a->kind == AMOUNT_AMBIGUOUS;
}

/* The part sold by live and the rest, added. */
static struct amount add(const struct amount *a, const struct amount *b)
{
	struct amount sum = *a;

	if (a->kind != AMOUNT_DEFINITE || b->kind != AMOUNT_DEFINITE ||
		a->value + b->value >= AMOUNT_MAX)
		return two_sums;
	sum.value += b->value;
	sum.approximate = a->approximate || b->approximate;
	sum.unit = a->unit || b->unit;
	return sum;
}

static bool is_closed_or_zero(const struct amount *a)
{
	return a->kind == AMOUNT_CLOSED || (a->kind == AMOUNT_DEFINITE && a->value == 0);
}

/* The total of two amounts, by the words around them: rest is the one not said to be live. A
 * rest that may be the total or not is not guessed at. */
static struct amount total_of(
	unsigned seen, const struct amount *rest, const struct amount *live)
{
	if (is_closed_or_zero(rest) && live->kind == AMOUNT_DEFINITE && live->value > 0)
		return *live;
	if ((seen & (SALE_PLUS | SALE_OFFLINE)) != 0)
		return add(rest, live);
	if ((seen & SALE_SHOP) != 0 && (seen & SALE_TOTAL) == 0 &&
		rest->kind == AMOUNT_DEFINITE)
		return two_sums;
	return *rest;
}

static bool has_digit(struct piece p)
{
	for (size_t i = 0; i < p.n; i++)
		if (isdigit((unsigned char)p.s[i]))
			return true;
	return false;
}

/* Two amounts in p, divided at byte `at`, which lies at a space or a separator. */
static bool divide(
	struct piece p, size_t at, struct amount *first, struct amount *second, unsigned *seen)
{
	struct side head = { { p.s, at }, 0 }, tail = { { p.s + at, p.n - at }, 0 };

	if (strchr(" ,;(\n+/", p.s[at]) == NULL)
		return false;
	sale_drop_tail(&head, WEAK);
	sale_drop_head(&tail, WEAK);
	*first = parse(head.p);
	*second = parse(tail.p);
	*seen = head.seen | tail.seen;
	return first->kind == AMOUNT_DEFINITE && is_sum(second) &&
	       (first->unit || first->value >= 1000) && first->value > 0;
}

/* Divides p into two amounts at the last place where it can be. */
static bool divide_any(
	struct piece p, struct amount *first, struct amount *second, unsigned *seen)
{
	for (size_t at = p.n <= PAIR_MAX ? p.n : 0; at-- > 1;)
		if (divide(p, at, first, second, seen))
			return true;
	return false;
}

/* "1,5jt, 400rb live". "2jt 500rb live" may be 2.500.000 as well: both are given. */
static bool total_then_live(struct sums *out, struct piece p, unsigned around)
{
	struct amount whole = parse(p), first, second;
	unsigned seen;

	if (!divide_any(p, &first, &second, &seen))
		return false;
	seen |= around;
	if (!is_sum(&whole) || (seen & BOTH_NAMED) != 0) {
		out->total = total_of(seen, &first, &second);
		out->live = second;
		return second.value <= first.value || (seen & BOTH_NAMED) != 0;
	}
	if (!second.unit || second.kind != AMOUNT_DEFINITE || !has_digit(p) ||
		whole.value <= first.value)
		return false;
	out->total = first;
	out->total.kind = AMOUNT_AMBIGUOUS;
	out->total.other = whole.value;
	out->live = none;
	return true;
}

/* "live 400rb total 1,5jt" */
static bool live_then_total(struct sums *out, struct piece p, unsigned around)
{
	struct amount whole = parse(p), first, second;
	bool named = (around & BOTH_NAMED) != 0;
	unsigned seen;

	if ((is_sum(&whole) && !named) || !divide_any(p, &first, &second, &seen))
		return false;
	seen |= around;
	out->live = first;
	out->total = total_of(seen, &second, &first);
	return second.value >= first.value || (seen & BOTH_NAMED) != 0;
}

/* Nothing but words before the live word. */
static void read_after(struct sums *out, const struct side *after, unsigned around)
{
	struct amount a = parse(after->p);

	if ((around & SALE_NOT) != 0)
		*out = (struct sums){ a, zero };
	else if ((around & SALE_ALL) != 0 && is_sum(&a))
		*out = (struct sums){ a, a };
	else if (!live_then_total(out, after->p, around))
		*out = (struct sums){ none, a };
}

/* Nothing but words after the live word. */
static void read_before(struct sums *out, const struct side *before, unsigned around)
{
	struct amount a = parse(before->p);

	if ((around & SALE_NOT) != 0)
		*out = (struct sums){ a, zero };
	else if ((around & SALE_ALL) != 0 && is_sum(&a))
		*out = (struct sums){ a, a };
	else if (!total_then_live(out, before->p, around))
		*out = (struct sums){ a, none };
}

static void read_both(
	struct sums *out, const struct side *before, const struct side *after, unsigned around)
{
	struct amount first = parse_added(before->p), second = parse_added(after->p);
	bool swap = (after->seen & (SALE_TOTAL | SALE_OF)) != 0 || (around & PLACE_LAST) != 0;

	out->live = swap ? first : second;
	out->total = total_of(around, swap ? &second : &first, &out->live);
	if ((around & SALE_NOT) != 0) /* "1jt belum termasuk live 200rb" */
		*out = (struct sums){ two_sums, none };
	if (out->live.kind == AMOUNT_CLOSED)
		out->live = zero;
}

static void read_live(struct sums *out, struct piece all, struct piece word, unsigned seen)
{
	struct side before = { { all.s, (size_t)(word.s - all.s) }, 0 };
	struct side after = { { word.s + word.n, all.n - before.p.n - word.n }, 0 }, end;
	struct amount first, second;

	sale_drop_tail(&before, AROUND);
	sale_drop_head(&after, AROUND);
	end = after;
	sale_drop_tail(&end, SALE_JOIN | SALE_TOTAL | SALE_LIVE); /* these say which no more */
	after.p = end.p;
	first = parse(before.p);
	second = parse(after.p);
	seen |= before.seen | after.seen;
	if (is_nothing(&first))
		read_after(out, &after, seen);
	else if (is_nothing(&second))
		read_before(out, &before, seen);
	else
		read_both(out, &before, &after, seen);
	if (out->total.kind == AMOUNT_DEFINITE && out->live.kind == AMOUNT_DEFINITE &&
		out->live.value > out->total.value)
		out->total = two_sums;
}

/* Blanks "di toko" and "offline", which no amount knows; returns what was there. */
static unsigned blank_places(char *copy, size_t n)
{
	unsigned seen = 0;
	size_t from = 0, end = n;

	while (end > 0 && !isalnum((unsigned char)copy[end - 1]))
		end--;
	for (;;) {
		struct piece w = sale_find_word(
			(struct piece){ copy + from, n - from }, SALE_SHOP | SALE_OFFLINE);
		struct piece before = { copy, (size_t)(w.s - copy) }, at;

		if (w.n == 0)
			return seen;
		from = before.n + w.n;
		seen |= sale_role(w) | (from == end ? (unsigned)PLACE_LAST : 0);
		while (before.n > 0 && copy[before.n - 1] == ' ')
			before.n--;
		at = sale_last_word(before);
		if ((sale_role(at) & SALE_AT) != 0)
			before.n -= at.n;
		memset(copy + before.n, ' ', from - before.n);
	}
}

/* The letters of word, with a space where two were typed as one; returns how many bytes. */
static size_t copy_word(char *copy, struct piece word, bool after_digit)
{
	size_t to = 0;

	for (size_t k = 1; k > 0;) {
		k = words_seam(word.s, word.n, after_digit);
		memcpy(copy + to, word.s, k);
		to += k;
		if (k > 0)
			copy[to++] = ' ';
		word.s += k;
		word.n -= k;
	}
	memcpy(copy + to, word.s, word.n);
	return to + word.n;
}

/* Lower case, and a space where words were typed as one. */
static struct piece copy_text(char copy[static COPY_MAX], const char *text, size_t n)
{
	char lower[TEXT_MAX];
	size_t to = 0, from = 0;

	for (size_t i = 0; i < n; i++)
		lower[i] = text[i] == '\0' ? ' ' : (char)tolower((unsigned char)text[i]);
	while (from < n) {
		struct piece w = sale_first_word((struct piece){ lower + from, n - from });

		if (w.n == 0) {
			copy[to++] = lower[from++];
			continue;
		}
		to += copy_word(copy + to, w, to > 0 && isdigit((unsigned char)copy[to - 1]));
		from += w.n;
	}
	return (struct piece){ copy, to };
}

/* Blanks every day that is named; says whether they are two. */
static bool blank_days(char *copy, size_t n, int32_t today)
{
	struct date_read first, next;
	bool two = false;

	date_find(&first, copy, n, today);
	next = first;
	for (unsigned i = 0; next.kind != DATE_NONE && i < DAYS_MAX; i++) {
		two = two || next.day != first.day;
		memset(copy + next.start, ' ', next.length);
		date_find(&next, copy, n, today);
	}
	return two;
}

static void read_sums(struct sums *out, char *copy, size_t n)
{
	unsigned seen = blank_places(copy, n);
	struct piece all = { copy, n }, word = sale_find_word(all, SALE_LIVE);

	*out = (struct sums){ none, none };
	if (word.n == 0)
		out->total = parse_added(all);
	else
		read_live(out, all, word, seen);
	/* "sepi, live 200rb": what the rest came to is not said. */
	if (out->total.kind == AMOUNT_QUIET && is_sum(&out->live))
		out->total = none;
}

void sale_text_parse(struct sale_text *out, const char *text, size_t n, int32_t today)
{
	char copy[COPY_MAX];
	struct piece all;
	struct sums sums;

	*out = (struct sale_text){ .live_said = SALE_TEXT_LIVE_UNSAID, .live = none };
	if (n > TEXT_MAX) {
		out->total = (struct amount){ .kind = AMOUNT_INVALID, .reason = AMOUNT_UNREAD };
		return;
	}
	date_find(&out->day, text, n, today);
	all = copy_text(copy, text, n);
	out->two_days = blank_days(copy, all.n, today);
	read_sums(&sums, copy, all.n);
	out->total = out->two_days ? two_sums : sums.total;
	out->live = sums.live;
	if (!is_nothing(&sums.live))
		out->live_said = SALE_TEXT_LIVE_GIVEN;
}
