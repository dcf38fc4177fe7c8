/* text/sale_text.c - a day's report in one text */
#include "text/sale_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { TEXT_MAX = 1000 };

struct piece { /* part of the working copy */
	const char *s;
	size_t n;
};

/* What people call selling over the phone; longest first where one begins another. */
static const char *const live_words[] = { "livestreaming", "livestream", "live", "laif", "lif",
	"online", "onlen", "onlain", "onlin", "daring", "tiktok", "shopee", "tokopedia", "ol" };
/* Words around the live part that say nothing by themselves. */
static const char *const joiners[] = { "dari", "yang", "yg", "lewat", "lwt", "via", "di",
	"pakai", "pake", "dan", "dgn", "dengan", "termasuk", "nya", "sing", "saking", "from",
	"by", "with", "of", "and", "total", "semua", "sisa" };
static const char *const negations[] = { "tanpa", "tidak", "tdk", "gak", "ga", "nggak", "ndak",
	"ora", "mboten", "belum", "blm", "no", "not", "ada", "onok", "pakai", "pake", "enten" };

static bool is_word(char c)
{
	return isalpha((unsigned char)c) != 0;
}

static bool same_word(struct piece w, const char *word)
{
	return strlen(word) == w.n && memcmp(w.s, word, w.n) == 0;
}

static bool word_in(struct piece w, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (same_word(w, list[i]))
			return true;
	return false;
}
#define WORD_IN(w, list) word_in((w), (list), sizeof(list) / sizeof((list)[0]))

static struct piece trim(struct piece p)
{
	while (p.n > 0 && strchr(" ,.:;=+-\t\n", p.s[0]) != NULL) {
		p.s++;
		p.n--;
	}
	while (p.n > 0 && strchr(" ,.:;=+\t\n", p.s[p.n - 1]) != NULL)
		p.n--;
	return p;
}

/* The last run of letters in p; empty when p does not end with one. */
static struct piece last_word(struct piece p)
{
	size_t n = 0;

	while (n < p.n && is_word(p.s[p.n - 1 - n]))
		n++;
	return (struct piece){ p.s + p.n - n, n };
}

static struct piece first_word(struct piece p)
{
	size_t n = 0;

	while (n < p.n && is_word(p.s[n]))
		n++;
	return (struct piece){ p.s, n };
}

/* Drops words of list from the end of p; says whether any was dropped. */
static bool drop_tail(struct piece *p, const char *const *list, size_t n)
{
	bool dropped = false;

	for (;;) {
		struct piece w;

		*p = trim(*p);
		w = last_word(*p);
		if (w.n == 0 || !word_in(w, list, n))
			return dropped;
		p->n -= w.n;
		dropped = true;
	}
}

static void drop_head(struct piece *p, const char *const *list, size_t n)
{
	for (;;) {
		struct piece w;

		*p = trim(*p);
		w = first_word(*p);
		if (w.n == 0 || !word_in(w, list, n))
			return;
		p->s += w.n;
		p->n -= w.n;
	}
}

/* Finds the first live word that stands by itself; out.n 0 when there is none. */
static struct piece find_live(struct piece p)
{
	for (size_t i = 0; i < p.n; i++) {
		struct piece w;

		if (!is_word(p.s[i]) || (i > 0 && is_word(p.s[i - 1])))
			continue;
		w = first_word((struct piece){ p.s + i, p.n - i });
		if (WORD_IN(w, live_words))
			return w;
	}
	return (struct piece){ p.s, 0 };
}

static void parse(struct amount *out, struct piece p)
{
	amount_parse(out, p.s, p.n);
}

/* "1,5jt, 400rb dari live": two amounts before the word. The split is the rightmost at which both sides
 * are amounts. */
static bool split_two(struct sale_text *out, struct piece p)
{
	for (size_t at = p.n; at-- > 1;) {
		struct amount left, right;
		struct piece head = { p.s, at }, tail = { p.s + at, p.n - at };

		if (p.s[at] != ' ' && p.s[at] != ',')
			continue;
		(void)drop_tail(&head, joiners, sizeof(joiners) / sizeof(joiners[0]));
		drop_head(&tail, joiners, sizeof(joiners) / sizeof(joiners[0]));
		parse(&left, head);
		parse(&right, tail);
		if (left.kind == AMOUNT_DEFINITE && right.kind == AMOUNT_DEFINITE &&
			left.unit && right.unit) {
			out->total = left;
			out->live = right;
			return true;
		}
	}
	return false;
}

/* before and after: the text around the live word. */
static void read_live(struct sale_text *out, struct piece before, struct piece after)
{
	bool joined = drop_tail(&before, joiners, sizeof(joiners) / sizeof(joiners[0]));
	struct amount swapped;

	drop_head(&after, joiners, sizeof(joiners) / sizeof(joiners[0]));
	out->live_said = SALE_TEXT_LIVE_GIVEN;
	if (drop_tail(&before, negations, sizeof(negations) / sizeof(negations[0])) &&
		after.n == 0) {
		parse(&out->total, before);
		out->live =
			(struct amount){ .kind = AMOUNT_DEFINITE, .value = 0, .unit = true };
		return;
	}
	if (after.n == 0) {
		if (split_two(out, before))
			return;
		out->live_said = SALE_TEXT_LIVE_UNSAID;
		parse(&out->total, before);
		return;
	}
	parse(&out->total, before);
	parse(&out->live, after);
	if (before.n == 0 && !joined && out->live.kind == AMOUNT_INVALID) {
		struct sale_text two = *out;

		if (split_two(&two, after)) { /* "live 400rb total 1,5jt" */
			swapped = two.total;
			out->total = two.live;
			out->live = swapped;
		}
	}
}

void sale_text_parse(struct sale_text *out, const char *text, size_t n, int32_t today)
{
	char copy[TEXT_MAX + 1];
	struct piece all, live;

	*out = (struct sale_text){ .live_said = SALE_TEXT_LIVE_UNSAID };
	if (n > TEXT_MAX) {
		out->total = (struct amount){ .kind = AMOUNT_INVALID, .reason = AMOUNT_UNREAD };
		return;
	}
	for (size_t i = 0; i < n; i++)
		copy[i] = (char)tolower((unsigned char)text[i]);
	copy[n] = '\0';
	date_find(&out->day, copy, n, today);
	if (out->day.kind != DATE_NONE && out->day.start + out->day.length <= n)
		memset(copy + out->day.start, ' ', out->day.length);
	all = trim((struct piece){ copy, n });
	live = find_live(all);
	if (live.n == 0) {
		parse(&out->total, all);
		return;
	}
	read_live(out, (struct piece){ all.s, (size_t)(live.s - all.s) },
		(struct piece){ live.s + live.n, (size_t)(all.s + all.n - live.s) - live.n });
}
