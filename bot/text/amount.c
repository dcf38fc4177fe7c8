/* text/amount.c - rupiah as market people type it */
#include "text/amount.h"

#include "text/amount_parts.h"

/* What "m" may stand for: million in English, milliard here. */
static const int64_t million = 1000000, milliard = 1000000000;

static void set_invalid(struct amount *out, enum amount_reason why)
{
	*out = (struct amount){ .kind = AMOUNT_INVALID, .reason = why };
}

static bool is_sign(const struct token *t, char sign)
{
	return t->kind == TOKEN_SIGN && t->sign == sign;
}

/* "3 kodi", "setengah lusin": the number and its measure become a break. */
static void drop_quantities(struct reading *r)
{
	for (size_t i = 1; i < r->count; i++) {
		struct token *t = &r->token[i];

		if (t->number || !(t->roles & QTY))
			continue;
		for (size_t k = i; k-- > 0 && amount_is_numeric(&r->token[k]);) {
			const struct number_word *w = r->token[k].number;

			if (w && (w->class == NUMBER_UNIT || w->class == NUMBER_LUMP))
				break;
			r->token[k] = (struct token){ .kind = TOKEN_BREAK };
			r->quantity = true;
			if (r->token[k + 1].kind == TOKEN_WORD)
				r->token[k + 1] = (struct token){ .kind = TOKEN_BREAK };
			if (!w)
				break;
		}
	}
}

/* Words and marks that may stand around an amount. Returns how many tokens at i are skipped. */
static size_t skip_at(struct reading *r, size_t i)
{
	const unsigned around = FILLER | QUIET;
	const struct token *t = &r->token[i], *next = i + 1 < r->count ? t + 1 : NULL;

	bool over = i > 0 && (t->roles & MORE) && amount_is_numeric(t - 1); /* "350rb lebih" */

	if (t->kind == TOKEN_BREAK)
		return 1;
	if (is_sign(t, '~') || (t->roles & APPROX) || over) {
		r->approximate = true;
		return 1;
	}
	if (next && (t->roles & LESS) && (next->roles & MORE)) {
		r->approximate = true;
		return 2;
	}
	if (next && (is_sign(t, '/') || (t->roles & PER)) && (next->roles & PER_DAY))
		return 2;
	return t->kind == TOKEN_WORD && !t->number && (t->roles & (around | PER_DAY)) ? 1 : 0;
}

/* Skips from i to end; false when something in between is no filler. */
static bool skip_all(struct reading *r, size_t i, size_t end)
{
	while (i < end) {
		size_t n = skip_at(r, i);

		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

/* From the first numeral to the last. */
static struct run find_run(const struct reading *r)
{
	size_t start = 0, end = r->count;

	while (start < end && !amount_is_numeric(&r->token[start]))
		start++;
	while (end > start && !amount_is_numeric(&r->token[end - 1]))
		end--;
	return (struct run){ .token = r->token + start, .count = end - start };
}

/* Whether the unit "m" is in the run: it has two readings. */
static bool has_m(const struct run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		if (run->token[i].number && run->token[i].number->class == NUMBER_M)
			return true;
	}
	return false;
}

static void read_run(struct amount *out, struct run *run, struct reading *r, int64_t m)
{
	run->at = 0;
	run->m = m;
	amount_grammar(out, run, r);
	out->unit = run->unit || r->rupiah || r->exact ||
		    (run->token[0].number && run->token[0].number->class == NUMBER_ZERO);
}

/* Both readings of "m": one when only one can be read, a doubt when both can. */
static void read_m(struct amount *out, struct run *run, struct reading *r)
{
	struct amount small, big;

	read_run(&small, run, r, million);
	read_run(&big, run, r, milliard);
	*out = small.kind == AMOUNT_INVALID ? big : small;
	if (big.kind == AMOUNT_INVALID && big.reason == AMOUNT_TOO_BIG)
		*out = big;
	if (small.kind == AMOUNT_DEFINITE && big.kind == AMOUNT_DEFINITE &&
		small.value < big.value) {
		out->kind = AMOUNT_AMBIGUOUS;
		out->other = big.value;
	} else if (small.kind == AMOUNT_AMBIGUOUS || big.kind == AMOUNT_AMBIGUOUS) {
		set_invalid(out, AMOUNT_UNREAD);
	}
}

static void read_money(struct amount *out, struct reading *r)
{
	struct run run;
	size_t start, end;

	drop_quantities(r);
	run = find_run(r);
	start = (size_t)(run.token - r->token);
	end = start + run.count;
	if (run.count == 0) {
		set_invalid(out, AMOUNT_NOTHING);
		return;
	}
	if (!skip_all(r, 0, start) || !skip_all(r, end, r->count)) {
		set_invalid(out, AMOUNT_UNREAD);
		return;
	}
	if (has_m(&run))
		read_m(out, &run, r);
	else
		read_run(out, &run, r, 0);
	out->approximate = r->approximate;
	if (out->kind != AMOUNT_INVALID)
		out->reason = AMOUNT_NOTHING;
	if (out->kind == AMOUNT_INVALID)
		set_invalid(out, out->reason);
	else if (r->quantity && !out->unit)
		set_invalid(out, AMOUNT_UNREAD);
}

void amount_parse(struct amount *out, const char *text, size_t n)
{
	struct reading r;
	enum amount_reason why;

	*out = (struct amount){ .kind = AMOUNT_INVALID, .reason = AMOUNT_UNREAD };
	if (n > INPUT_MAX)
		return;
	amount_normalise(&r, text, n);
	if (r.script) {
		out->reason = AMOUNT_SCRIPT;
		return;
	}
	amount_tokens(&r);
	if (r.overflow)
		return;
	amount_meanings(&r);
	if (amount_phrase(out, &r))
		return;
	if (amount_reject(&why, &r))
		out->reason = why;
	else
		read_money(out, &r);
}

enum rc amount_words(int64_t *out, const char *text, size_t n)
{
	struct reading r;
	struct run run;
	int64_t value;

	if (n > INPUT_MAX)
		return RC_INVALID;
	amount_normalise(&r, text, n);
	amount_tokens(&r);
	if (r.script || r.overflow || r.rupiah || r.exact)
		return RC_INVALID;
	amount_meanings(&r);
	run = (struct run){ .token = r.token, .count = r.count, .literal = true };
	for (size_t i = 0; i < r.count; i++) {
		if (!amount_is_numeric(&r.token[i]) || r.token[i].mended)
			return RC_INVALID;
	}
	if (r.approximate || !amount_literal(&value, &run))
		return RC_INVALID;
	*out = value;
	return RC_OK;
}
