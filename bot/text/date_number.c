/* text/date_number.c - dates with digits: counted days, 24/11, 2 Jan, tanggal 3 */
#include <string.h>

#include "base/days.h"
#include "text/date_scan.h"

enum {
	NO_YEAR = -1,
	YEAR_FIRST = 1970, /* day_from_date()'s range */
	YEARS_BACK = 8,    /* 29 February can be that far away */
	MONTH_WORDS = 10,
};

/* clang-format off */
static const char *const months[12][MONTH_WORDS] = {
	{ "januari", "jan", "jn", "january", "januwari", "jnuari" },
	{ "februari", "feb", "peb", "pebruari", "february", "febuari", "pebuari", "febr",
	  "fbruari" },
	{ "maret", "mar", "mrt", "march", "maret", "mart" },
	{ "april", "apr", "aprl", "apri" },
	{ "mei", "may", "me" },
	{ "juni", "jun", "june", "jni" },
	{ "juli", "jul", "july", "jli" },
	{ "agustus", "agt", "agu", "ags", "agst", "aug", "august", "agus", "agust", "agts" },
	{ "september", "sep", "sept", "spt", "septembr" },
	{ "oktober", "okt", "oct", "october", "oktobr", "otober" },
	{ "november", "nov", "nop", "nopember", "novembr", "nofember", "nof" },
	{ "desember", "des", "dec", "december", "dsmber", "desembr", "dess" },
};

/* What makes the numbers before it an amount, a count or a time. */
static const char *const units[] = {
	"jt", "juta", "yuta", "jta", "rb", "rbu", "ribu", "rebu", "ewu", "ebu", "k", "m",
	"rupiah", "perak", "x", "kali",
	"jam", "orang", "wong", "pcs", "potong", "kodi", "lusin", "biji", "buah", "kg", "kilo",
	"gram", "menit", "hari",
	"minggu", "bulan", "tahun", "persen", "ons", "liter", "kardus", "dus", "bungkus",
	"ekor", "pasang", "an", "wib",
};
/* clang-format on */

static bool is_unit(const struct scan *s, size_t at)
{
	if (at >= s->count || s->item[at].kind != ITEM_WORD)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (word_is(units[i], s->item[at].text))
			return true;
	}
	return false;
}

static bool is_number(const struct scan *s, size_t at)
{
	return at < s->count && s->item[at].kind == ITEM_NUMBER;
}

/* Whether the number that ends before `at` goes on there: letters, a decimal, another
 * part, a unit. */
static bool goes_on(const struct scan *s, size_t at)
{
	if (at >= s->count)
		return false;
	if (is_unit(s, at) || scan_is_sign(s, at, '%'))
		return true;
	if (s->item[at].gap)
		return false;
	if (s->item[at].kind != ITEM_SIGN)
		return true;
	return is_number(s, at + 1) && !s->item[at + 1].gap;
}

/* In a sentence a date stands free: "B2-15" and "1,5/2" are something else. */
static bool stands_free(const struct scan *s, size_t at)
{
	return at == 0 || s->item[at].gap || scan_is_sign(s, at - 1, '(');
}

/* The date named by day, month and perhaps year: without one, the most recent. */
static struct match resolve(const struct scan *s, size_t items, int day, int month, int year)
{
	struct match m = { items, DATE_INVALID, s->today };
	int last;
	int32_t found;

	if (year != NO_YEAR && year < 100)
		year += 2000;
	if (year == NO_YEAR) {
		year = day_date(s->today).year;
		last = year - YEARS_BACK;
	} else {
		last = year;
	}
	for (; year >= last && year >= YEAR_FIRST; year--) {
		if (day_from_date(&found, (struct date){ year, month, day }) != RC_OK)
			continue;
		m.day = found;
		m.kind = found <= s->today ? DATE_DEFINITE : DATE_FUTURE;
		if (m.kind == DATE_DEFINITE)
			break;
	}
	return m;
}

static int32_t months_back(int32_t today, int n)
{
	struct date d = day_date(today);
	int32_t day;
	int month = d.year * 12 + d.month - 1 - n;

	d.year = month / 12;
	d.month = month % 12 + 1;
	while (day_from_date(&day, d) != RC_OK) {
		if (d.day <= 28)
			return today;
		d.day--;
	}
	return day;
}

/* "hari", "minggu" or "bulan" from `at`, their number before it perhaps grown on
 * ("seminggu"). */
static size_t read_span(const struct scan *s, size_t at, int *n, const char **unit)
{
	static const char *const grown[] = { "sehari", "seminggu", "sebulan", "saminggu",
		"sakminggu", "sadina", "sedino", "sadino", "sakwulan", "seminggune", "sminggu",
		"sepekan" };
	static const char *const unit_of[] = { "hari", "minggu", "bulan", "minggu", "minggu",
		"hari", "hari", "hari", "bulan", "minggu", "minggu", "minggu" };
	size_t used;

	for (size_t i = 0; i < sizeof(grown) / sizeof(grown[0]); i++) {
		if (scan_says(s, at, grown[i])) {
			*n = 1;
			*unit = unit_of[i];
			return 1;
		}
	}
	*n = scan_number(s, at, &used);
	if (*n == 0 || at + used >= s->count)
		return 0;
	*unit = s->item[at + used].say;
	return used + 1;
}

struct match match_count(const struct scan *s, size_t at)
{
	struct match m = { 0, DATE_NONE, 0 };
	const char *unit = "";
	int n = 0;
	int32_t days;
	size_t i = at + read_span(s, at, &n, &unit);

	if (i == at || (s->finding && !stands_free(s, at)))
		return m;
	if (strcmp(unit, "hari") == 0)
		days = n;
	else if (strcmp(unit, "minggu") == 0)
		days = 7 * n;
	else if (strcmp(unit, "bulan") == 0)
		days = s->today - months_back(s->today, n);
	else
		return m;
	if (scan_says(s, i, "yang"))
		i++;
	if (scan_says(s, i, "lalu") || (!s->finding && scan_says(s, i, "kemarin")))
		m = (struct match){ i + 1 - at, DATE_DEFINITE, s->today - days };
	else if (scan_says(s, i, "lagi"))
		m = (struct match){ i + 1 - at, DATE_FUTURE, s->today + days };
	return m;
}

/* Two or three numbers with the same sign between them; returns how many, their items from
 * `at` on. */
static size_t read_parts(const struct scan *s, size_t at, const struct item *part[3])
{
	size_t n = 0;
	char sign = 0;

	while (n < 3 && is_number(s, at + 2 * n)) {
		const struct item *it = &s->item[at + 2 * n];

		if (n > 0 && it->gap && s->finding)
			break;
		part[n++] = it;
		if (at + 2 * n - 1 >= s->count || (s->finding && s->item[at + 2 * n - 1].gap))
			break;
		if (sign == 0)
			sign = s->item[at + 2 * n - 1].text[0];
		if (!strchr("/-.", sign) || !scan_is_sign(s, at + 2 * n - 1, sign))
			break;
	}
	return n;
}

static struct match match_full(
	const struct scan *s, size_t at, const struct item *const part[3])
{
	struct match m = { 0, DATE_NONE, 0 };

	if (part[1]->digits > 2)
		return m;
	if (part[0]->digits == 4 && part[2]->digits <= 2)
		return resolve(s, 5, part[2]->value, part[1]->value, part[0]->value);
	if (part[0]->digits > 2)
		return m;
	if (part[2]->digits == 4 || part[2]->digits == 2)
		m = resolve(s, 5, part[0]->value, part[1]->value, part[2]->value);
	else if (part[2]->digits == 1)
		m = (struct match){ 5, DATE_INVALID, s->today };
	/* 12.30.00 is a time, 1.50.00 nothing. */
	if (m.kind == DATE_INVALID && s->finding && scan_is_sign(s, at + 1, '.'))
		m.items = 0;
	return m;
}

struct match match_digits(const struct scan *s, size_t at)
{
	struct match m = { 0, DATE_NONE, 0 };
	const struct item *part[3];
	size_t n = read_parts(s, at, part);

	if (n < 2 || goes_on(s, at + 2 * n - 1) || (s->finding && !stands_free(s, at)))
		return m;
	if (n == 3)
		return match_full(s, at, (const struct item *const *)part);
	if (part[0]->digits > 2 || part[1]->digits > 2 || scan_is_sign(s, at + 1, '.'))
		return m;
	m = resolve(s, 3, part[0]->value, part[1]->value, NO_YEAR);
	/* A dash is also a range or a stall's number. */
	if (m.kind == DATE_INVALID && s->finding && scan_is_sign(s, at + 1, '-'))
		m.items = 0;
	return m;
}

static int month_at(const struct scan *s, size_t at)
{
	if (at >= s->count || s->item[at].kind != ITEM_WORD)
		return 0;
	for (int m = 0; m < 12; m++) {
		for (size_t j = 0; j < MONTH_WORDS && months[m][j]; j++) {
			if (word_is(months[m][j], s->item[at].text))
				return m + 1;
		}
	}
	return 0;
}

/* The year at that place, NO_YEAR when what stands there is none: in a sentence two digits
 * may be an amount unless they are about this year. */
static int year_at(const struct scan *s, size_t at)
{
	int now = day_date(s->today).year % 100;
	int value;

	if (!is_number(s, at) || goes_on(s, at + 1))
		return NO_YEAR;
	value = s->item[at].value;
	if (s->item[at].digits == 4)
		return value;
	if (s->item[at].digits != 2)
		return NO_YEAR;
	return !s->finding || (value >= now - 1 && value <= now + 1) ? value : NO_YEAR;
}

/* The items from at up to the year, and the year if there is one. */
static struct match with_year(const struct scan *s, size_t at, size_t next, int day, int month)
{
	size_t y = next;
	int year;

	if (scan_is_sign(s, y, ',') || scan_is_sign(s, y, '-') || scan_is_sign(s, y, '/'))
		y++;
	if (scan_says(s, y, "tahun") || scan_says(s, y, "thn"))
		y++;
	year = year_at(s, y);
	return resolve(s, (year == NO_YEAR ? next : y + 1) - at, day, month, year);
}

/* "tanggal 3": the most recent third of a month, months without one skipped. */
static struct match match_day_of_month(const struct scan *s, size_t at, size_t next, int day)
{
	struct match m = { next - at, DATE_INVALID, s->today };
	struct date d = day_date(s->today);

	if (day < 1 || day > 31)
		return m;
	if (scan_says(s, next, "bulan") &&
		(scan_says(s, next + 1, "lalu") || scan_says(s, next + 1, "kemarin"))) {
		d.day = 1;
		if (day_from_date(&m.day, d) != RC_OK)
			return m;
		d = day_date(m.day - 1);
		return resolve(s, next + 2 - at, day, d.month, d.year);
	}
	if (scan_says(s, next, "bulan") && scan_says(s, next + 1, "ini"))
		return resolve(s, next + 2 - at, day, d.month, d.year);
	for (int i = 0; i < 12; i++) {
		d.day = day;
		if (day_from_date(&m.day, d) == RC_OK && m.day <= s->today) {
			m.kind = DATE_DEFINITE;
			return m;
		}
		d.month = d.month == 1 ? 12 : d.month - 1;
		d.year -= d.month == 12;
	}
	return m;
}

/* "tanggal" as far as its number; 0 when it is not there. */
static size_t read_lead(const struct scan *s, size_t at)
{
	size_t i = at;

	if (scan_says(s, i, "hari") && scan_says(s, i + 1, "tanggal"))
		i++;
	if (!scan_says(s, i, "tanggal"))
		return 0;
	i++;
	while (scan_is_sign(s, i, '.') || scan_is_sign(s, i, ':'))
		i++;
	return i - at;
}

struct match match_named(const struct scan *s, size_t at)
{
	struct match m = { 0, DATE_NONE, 0 };
	size_t lead = read_lead(s, at);
	size_t i = at + lead;
	size_t used = 1;
	int day;

	if (lead > 0) {
		m = match_digits(s, i);
		if (m.items > 0) {
			m.items += lead;
			return m;
		}
	}
	if (i >= s->count || (lead == 0 && s->finding && !stands_free(s, at)))
		return m;
	day = scan_number(s, i, &used);
	if (day == 0 && !is_number(s, i))
		return m;
	i += used;
	if (month_at(s, i + (scan_is_sign(s, i, '-') || scan_is_sign(s, i, '/') ? 1 : 0)) > 0) {
		i += s->item[i].kind == ITEM_SIGN;
		return with_year(s, at, i + 1, day, month_at(s, i));
	}
	if (lead > 0 && scan_says(s, i, "bulan") && is_number(s, i + 1))
		return with_year(s, at, i + 2, day, s->item[i + 1].value);
	return lead > 0 ? match_day_of_month(s, at, i, day) : m;
}
