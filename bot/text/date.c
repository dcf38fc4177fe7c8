/* text/date.c - which market day a trader means */
#include "text/date.h"

#include <stdbool.h>
#include <string.h>

#include "base/days.h"
#include "base/distance.h"
#include "text/date_scan.h"

enum { SLIP_MIN = 5 };

/* clang-format off */
/* Words around a date that is the whole text. */
static const char *const fillers[] = {
	"pak", "bu", "bapak", "ibu", "mas", "mbak", "kak", "min", "ya", "yo", "dong", "saja",
	"aja", "ae", "wae", "kok", "pada",
	"untuk", "utk", "di", "nggih", "to", "deh", "itu", "sih", "buat", "yang", "kanggo",
	"laporan", "jualan", "on", "the",
	"oh", "eh", "anu", "mboten", "sing", "kagem",
};

/* Words that one slip is mended to when they are all that was answered. */
static const char *const slips[] = {
	"kemarin", "kemaren", "sekarang", "senin", "selasa", "kamis", "jumat", "sabtu",
	"minggu", "wingi", "besok", "yesterday",
	"today", "tomorrow", "semalam", "barusan",
};

/* Real words that near one of those. */
static const char *const guards[] = { "gamis", "kamus", "kemari", "manis", "mingsu", "jimat",
	"wangi", "sabut", "tinggi", "senen", "boson" };
/* clang-format on */

static bool is_in(const char *const *list, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i], word) == 0)
			return true;
	}
	return false;
}

static struct match best_at(const struct scan *s, size_t at)
{
	static struct match (*const matchers[])(const struct scan *, size_t) = { match_phrase,
		match_count, match_weekday, match_digits, match_named };
	struct match best = { 0, DATE_NONE, 0 };

	for (size_t i = 0; i < sizeof(matchers) / sizeof(matchers[0]); i++) {
		struct match m = matchers[i](s, at);

		if (m.items > best.items)
			best = m;
	}
	return best;
}

static void settle(
	struct date_read *out, const struct scan *s, size_t at, const struct match *m)
{
	size_t start = s->item[at].start;

	*out = (struct date_read){ m->kind, m->day, start,
		s->item[at + m->items - 1].end - start };
}

static bool is_filler(const struct item *it)
{
	if (it->kind == ITEM_SIGN)
		return strchr(".,:;!?()-", it->text[0]);
	return it->kind == ITEM_WORD &&
	       is_in(fillers, sizeof(fillers) / sizeof(fillers[0]), it->text);
}

static bool is_all_filler(const struct scan *s, size_t at)
{
	while (at < s->count && is_filler(&s->item[at]))
		at++;
	return at == s->count;
}

static bool read_whole(struct date_read *out, const struct scan *s)
{
	for (size_t at = 0; at < s->count; at++) {
		struct match m = best_at(s, at);

		if (m.items > 0 && is_all_filler(s, at + m.items)) {
			settle(out, s, at, &m);
			return true;
		}
		if (!is_filler(&s->item[at]))
			return false;
	}
	return false;
}

/* One long word that is one slip from a day's name: read as that name. */
static void mend_slip(struct scan *s)
{
	for (size_t at = 0; at < s->count; at++) {
		struct item *it = &s->item[at];
		size_t n = strlen(it->text);

		if (it->kind != ITEM_WORD || n < SLIP_MIN ||
			is_in(guards, sizeof(guards) / sizeof(guards[0]), it->text))
			continue;
		for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
			if (word_distance(it->text, n, slips[i], strlen(slips[i]), 1) > 1)
				continue;
			it->say = slips[i];
			break;
		}
	}
}

void date_parse(struct date_read *out, const char *text, size_t n, int32_t today)
{
	struct scan s = { .finding = false, .today = today };

	*out = (struct date_read){ DATE_NONE, today, n, 0 };
	scan_text(&s, text, n);
	if (s.count == ITEMS_MAX || read_whole(out, &s))
		return;
	mend_slip(&s);
	if (!read_whole(out, &s))
		*out = (struct date_read){ DATE_NONE, today, n, 0 };
}

void date_find(struct date_read *out, const char *text, size_t n, int32_t today)
{
	struct scan s = { .finding = true, .today = today };
	struct match best = { 0, DATE_NONE, today };
	size_t where = 0;

	*out = (struct date_read){ DATE_NONE, today, n, 0 };
	scan_text(&s, text, n);
	for (size_t at = 0; at < s.count; at++) {
		struct match m = best_at(&s, at);

		if (m.items <= best.items)
			continue;
		best = m;
		where = at;
	}
	if (best.items > 0)
		settle(out, &s, where, &best);
}

void date_print_parse(struct buf *out, const struct date_read *d)
{
	char iso[11];

	switch (d->kind) {
	case DATE_DEFINITE:
		day_iso(d->day, iso);
		buf_puts(out, iso);
		return;
	case DATE_AMBIGUOUS:
		buf_puts(out, "AMBIGUOUS:last week|last Sunday");
		return;
	case DATE_NONE:
	case DATE_FUTURE:
	case DATE_INVALID:
		buf_puts(out, "INVALID");
		return;
	}
}
