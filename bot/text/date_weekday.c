/* text/date_weekday.c - days of the seven-day and of the Javanese five-day week */
#include <string.h>

#include "base/days.h"
#include "text/date_scan.h"

enum { CYCLE = 35, ANY = -1, SUNDAY = 0, WEEKS_MAX = 12 };

struct day_word {
	const char *word;
	int day;
	bool weak; /* means something else in a sentence: "min", "rbu", "sen" */
};

/* What the words around a day's name say about which one is meant. */
struct which {
	bool before; /* strictly before today */
	bool future;
	bool eve;   /* "malam minggu" is Saturday */
	bool named; /* "hari" was said */
};

/* clang-format off */
static const struct day_word weekdays[] = {
	{ "minggu", 0, false }, { "ahad", 0, false }, { "ahat", 0, false },
	{ "akad", 0, false }, { "ngahad", 0, false },
	{ "ngaad", 0, false }, { "sunday", 0, false }, { "sun", 0, true }, { "min", 0, true },
	{ "ming", 0, true },
	{ "senin", 1, false }, { "senen", 1, false }, { "snin", 1, false },
	{ "sennen", 1, false }, { "snen", 1, false },
	{ "senenan", 1, false }, { "sennin", 1, false }, { "sinin", 1, false },
	{ "monday", 1, false }, { "mon", 1, true },
	{ "sen", 1, true }, { "snn", 1, true },
	{ "selasa", 2, false }, { "seloso", 2, false }, { "slasa", 2, false },
	{ "slsa", 2, false }, { "salasa", 2, false },
	{ "selaso", 2, false }, { "sloso", 2, false }, { "slosa", 2, false },
	{ "sls", 2, false }, { "tuesday", 2, false },
	{ "tue", 2, true }, { "tues", 2, true }, { "sel", 2, true }, { "slasah", 2, false },
	{ "sellasa", 2, false },
	{ "rabu", 3, false }, { "rebo", 3, false }, { "rbu", 3, false }, { "rebbu", 3, false },
	{ "rabo", 3, false },
	{ "rebu", 3, true }, { "rbo", 3, true }, { "wednesday", 3, false }, { "wed", 3, true },
	{ "rab", 3, true }, { "reb", 3, true },
	{ "kamis", 4, false }, { "kemis", 4, false }, { "kms", 4, false },
	{ "kemmes", 4, false }, { "kmis", 4, false },
	{ "kemes", 4, false }, { "kammis", 4, false }, { "thursday", 4, false },
	{ "thu", 4, true }, { "thurs", 4, true }, { "kam", 4, true },
	{ "kems", 4, true }, { "kemmis", 4, false },
	{ "jumat", 5, false }, { "jemuah", 5, false }, { "jemuwah", 5, false },
	{ "jmt", 5, false }, { "jumaat", 5, false },
	{ "jumah", 5, false }, { "jumuah", 5, false }, { "jemuat", 5, false },
	{ "jemat", 5, false }, { "jumuwah", 5, false },
	{ "jumaah", 5, false }, { "jhumaat", 5, false }, { "jummat", 5, false },
	{ "jmat", 5, false }, { "jemuwa", 5, false },
	{ "friday", 5, false }, { "fri", 5, true }, { "jum", 5, true }, { "jumad", 5, false },
	{ "jemmuwah", 5, false },
	{ "sabtu", 6, false }, { "setu", 6, false }, { "sbtu", 6, false },
	{ "sattu", 6, false }, { "saptu", 6, false },
	{ "septu", 6, false }, { "sabto", 6, false }, { "setuh", 6, false },
	{ "sabbtu", 6, false }, { "sbt", 6, false },
	{ "saturday", 6, false }, { "sat", 6, true }, { "sab", 6, true }, { "settu", 6, false },
	{ "sebtu", 6, false },
};

static const struct day_word pasarans[] = {
	{ "legi", 0, true }, { "manis", 0, true }, { "umanis", 0, false },
	{ "pahing", 1, true }, { "paing", 1, true },
	{ "pon", 2, true }, { "wage", 3, true }, { "wagi", 3, true }, { "kliwon", 4, true },
	{ "kliwn", 4, true }, { "klwn", 4, true },
	{ "kliwo", 4, true }, { "phing", 1, true },
};

/* "every Monday" names no day. */
static const char *const every[] = { "tiap", "setiap", "saben", "every", "per", "sak", "se",
	"ben" };
static const char *const pasaran_leads[] = { "pendhak", "pendak", "pndhak", "pasaran", "pas",
	"hari" };
/* clang-format on */

static const struct day_word *look_up(
	const struct day_word *list, size_t n, const struct scan *s, size_t at)
{
	if (at >= s->count || s->item[at].kind != ITEM_WORD)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (word_is(list[i].word, s->item[at].text) ||
			word_is(list[i].word, s->item[at].say))
			return &list[i];
	}
	return NULL;
}

static const struct day_word *weekday_at(const struct scan *s, size_t at)
{
	return look_up(weekdays, sizeof(weekdays) / sizeof(weekdays[0]), s, at);
}

static const struct day_word *pasaran_at(const struct scan *s, size_t at)
{
	return look_up(pasarans, sizeof(pasarans) / sizeof(pasarans[0]), s, at);
}

static bool is_one_of(const struct scan *s, size_t at, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (scan_says(s, at, list[i]) ||
			(at < s->count && word_is(s->item[at].text, list[i])))
			return true;
	}
	return false;
}

/* The nearest such day, today included unless the words exclude it. */
static int32_t nearest(int32_t today, int weekday, int pasaran, const struct which *w)
{
	int32_t step = w->future ? 1 : -1;
	int32_t day = today + (w->future ? 1 : w->before ? -1 : 0);

	for (int i = 0; i < CYCLE; i++, day += step) {
		if (weekday != ANY && day_weekday(day) != weekday)
			continue;
		if (pasaran == ANY || day_pasaran(day) == pasaran)
			return day;
	}
	return today;
}

/* Words before a day's name; returns how many items they are. */
static size_t read_before(struct which *w, const struct scan *s, size_t at)
{
	size_t i = at;

	*w = (struct which){ .before = false };
	if (scan_says(s, i, "kala"))
		i++;
	if (scan_says(s, i, "kemarin") || scan_says(s, i, "last")) {
		w->before = true;
		i++;
	} else if (scan_says(s, i, "besok") || scan_says(s, i, "depan") ||
		   scan_says(s, i, "nanti")) {
		w->future = true;
		i++;
	}
	if (scan_says(s, i, "hari")) {
		w->named = true;
		i++;
	} else if (scan_says(s, i, "malam")) {
		w->eve = w->named = true;
		i++;
	}
	return i - at;
}

/* Words after it. */
static size_t read_after(struct which *w, const struct scan *s, size_t at)
{
	size_t i = at + scan_part_of_day(s, at);

	if (scan_says(s, i, "yang") &&
		(scan_says(s, i + 1, "lalu") || scan_says(s, i + 1, "depan")))
		i++;
	if (scan_says(s, i, "yang") && scan_says(s, i + 1, "akan") &&
		scan_says(s, i + 2, "datang")) {
		w->future = true;
		return i + 3 - at;
	}
	if (scan_says(s, i, "lalu") || scan_says(s, i, "kemarin")) {
		w->before = true;
		i++;
	} else if (scan_says(s, i, "depan") || scan_says(s, i, "besok") ||
		   scan_says(s, i, "nanti")) {
		w->future = true;
		i++;
	} else if (scan_says(s, i, "ini") || scan_says(s, i, "tadi")) {
		i++;
	}
	return i + scan_part_of_day(s, i) - at;
}

static struct match settle(
	const struct scan *s, size_t items, int weekday, int pasaran, const struct which *w)
{
	struct match m = { items, DATE_DEFINITE, s->today };

	if (w->eve && weekday != ANY)
		weekday = (weekday + 6) % 7;
	m.day = nearest(s->today, weekday, pasaran, w);
	if (w->future)
		m.kind = DATE_FUTURE;
	return m;
}

/* "minggu" is also the week: per week, 2 weeks, this week, last week. */
static bool is_week(const struct scan *s, size_t at, const struct which *w)
{
	const char *text = s->item[at].text;

	if (!scan_says(s, at, "minggu") || w->named)
		return false;
	if (strncmp(text, "week", 4) == 0 || strcmp(text, "pekan") == 0 ||
		strcmp(text, "mg") == 0)
		return true;
	return s->finding && scan_says(s, at + 1, "ini");
}

static struct match match_pasaran(const struct scan *s, size_t at)
{
	struct match none = { 0, DATE_NONE, 0 };
	struct which w = { .before = false };
	size_t i = at;
	size_t after;
	const struct day_word *p;

	if (is_one_of(s, i, pasaran_leads, sizeof(pasaran_leads) / sizeof(pasaran_leads[0])))
		i++;
	p = pasaran_at(s, i);
	if (!p)
		return none;
	after = read_after(&w, s, i + 1);
	if (s->finding && p->weak && i == at && after == 0)
		return none;
	return settle(s, i + 1 + after - at, ANY, p->day, &w);
}

/* "Senin, 2 Jan 2024": the date says it, the name of the day only agrees. */
static struct match match_dated(const struct scan *s, size_t at, size_t name)
{
	size_t i = name + 1 + (scan_is_sign(s, name + 1, ',') ? 1 : 0);
	struct match m = match_digits(s, i);

	if (m.items == 0)
		m = match_named(s, i);
	if (m.items > 0)
		m.items += i - at;
	return m;
}

/* Whether the name counts something behind a number: "2 minggu" are weeks and "500 rbu"
 * thousands; "live 0 minggu" and "350 minggu" are amounts and a Sunday. */
static bool is_unit(const struct scan *s, size_t name)
{
	const struct item *number = &s->item[name - 1];

	if (number->kind != ITEM_NUMBER)
		return false;
	if (word_is(s->item[name].text, "rbu") || word_is(s->item[name].text, "rebu"))
		return true;
	return scan_says(s, name, "minggu") && number->value > 0 && number->value <= WEEKS_MAX;
}

static bool is_excluded(const struct scan *s, size_t at, size_t name)
{
	if (at > 0 && is_one_of(s, at - 1, every, sizeof(every) / sizeof(every[0])))
		return s->finding;
	return s->finding && name > 0 && is_unit(s, name);
}

struct match match_weekday(const struct scan *s, size_t at)
{
	struct match m = { 0, DATE_NONE, 0 };
	struct which w;
	size_t i = at + read_before(&w, s, at);
	const struct day_word *d = weekday_at(s, i);
	const struct day_word *p = pasaran_at(s, i + 1);
	size_t name;

	if (!d)
		return match_pasaran(s, at);
	if (is_excluded(s, at, i))
		return m;
	m = match_dated(s, at, i);
	if (m.items > 0)
		return m;
	name = i;
	i += p ? 2 : 1;
	i += read_after(&w, s, i);
	if (!w.before && is_week(s, name, &w))
		return m;
	m = settle(s, i - at, d->day, p ? p->day : ANY, &w);
	if (w.before && d->day == SUNDAY && !w.named && !p && strcmp(d->word, "minggu") == 0)
		m.kind = DATE_AMBIGUOUS;
	if (s->finding && d->weak && m.items == 1)
		m.items = 0;
	return m;
}
