/* text/amount_say.c - an amount as people write and say it */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text/amount.h"

enum { THOUSAND = 1000, HALF_MILLION = 500000, MILLION = 1000000 };

struct say {
	struct buf *out;
	bool begun;
};

struct language {
	const char *name;
	void (*small)(struct say *s, int64_t n);  /* 1..999 */
	void (*before)(struct say *s, int64_t n); /* the same before a unit */
	const char *zero, *half, *thousand;       /* NULL: said like any other */
	const char *unit[5];                      /* by powers of a thousand */
};

static void say(struct say *s, const char *word)
{
	if (s->begun)
		buf_putc(s->out, ' ');
	buf_puts(s->out, word);
	s->begun = true;
}

static const char *const id_digit[] = { "", "satu", "dua", "tiga", "empat", "lima", "enam",
	"tujuh", "delapan", "sembilan" };

static const char *const jv_digit[] = { "", "siji", "loro", "telu", "papat", "lima", "enem",
	"pitu", "wolu", "sanga" };
static const char *const jv_bound[] = { "", "sak", "rong", "telung", "patang", "limang", "nem",
	"pitung", "wolung", "sangang" };
static const char *const jv_teen[] = { "sepuluh", "sewelas", "rolas", "telulas", "patbelas",
	"limalas", "nembelas", "pitulas", "wolulas", "sangalas" };
static const char *const jv_likur[] = { "rong puluh", "selikur", "rolikur", "telulikur",
	"patlikur", "selawe", "nemlikur", "pitulikur", "wolulikur", "sangalikur" };

static const char *const en_word[] = { "", "one", "two", "three", "four", "five", "six",
	"seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
	"sixteen", "seventeen", "eighteen", "nineteen" };
static const char *const en_tens[] = { "", "", "twenty", "thirty", "forty", "fifty", "sixty",
	"seventy", "eighty", "ninety" };

static void say_id_tens(struct say *s, int64_t n)
{
	if (n == 10) {
		say(s, "sepuluh");
	} else if (n == 11) {
		say(s, "sebelas");
	} else if (n > 10 && n < 20) {
		say(s, id_digit[n - 10]);
		say(s, "belas");
	} else {
		if (n >= 20) {
			say(s, id_digit[n / 10]);
			say(s, "puluh");
		}
		if (n % 10)
			say(s, id_digit[n % 10]);
	}
}

static void say_id(struct say *s, int64_t n)
{
	if (n >= 200)
		say(s, id_digit[n / 100]);
	if (n >= 100)
		say(s, n >= 200 ? "ratus" : "seratus");
	say_id_tens(s, n % 100);
}

/* digit: the last one, in the form its place asks for. */
static void say_jv_with(struct say *s, int64_t n, const char *const *digit)
{
	int64_t tens = n % 100;

	if (n >= 200)
		say(s, jv_bound[n / 100]);
	if (n >= 100)
		say(s, n >= 200 ? "atus" : "satus");
	if (tens >= 10 && tens < 30) {
		say(s, tens < 20 ? jv_teen[tens - 10] : jv_likur[tens - 20]);
		return;
	}
	if (tens / 10 == 5) {
		say(s, "seket");
	} else if (tens / 10 == 6) {
		say(s, "sewidak");
	} else if (tens >= 30) {
		say(s, jv_bound[tens / 10]);
		say(s, "puluh");
	}
	if (tens % 10)
		say(s, digit[tens % 10]);
}

static void say_jv(struct say *s, int64_t n)
{
	say_jv_with(s, n, jv_digit);
}

static void say_jv_before(struct say *s, int64_t n)
{
	say_jv_with(s, n, n < 10 ? jv_bound : jv_digit);
}

static void say_en(struct say *s, int64_t n)
{
	int64_t tens = n % 100;

	if (n >= 100) {
		say(s, en_word[n / 100]);
		say(s, "hundred");
	}
	if (tens >= 20) {
		say(s, en_tens[tens / 10]);
		tens %= 10;
	}
	if (tens)
		say(s, en_word[tens]);
}

static const struct language languages[] = {
	{ "id", say_id, say_id, "nol", "setengah", "seribu",
		{ "", "ribu", "juta", "miliar", "triliun" } },
	{ "jv", say_jv, say_jv_before, "nol", "setengah", "sewu",
		{ "", "ewu", "yuta", "miliar", "triliun" } },
	{ "en", say_en, say_en, "zero", NULL, NULL,
		{ "", "thousand", "million", "billion", "trillion" } },
};

static const struct language *find_language(const char *name)
{
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		if (strcmp(languages[i].name, name) == 0)
			return &languages[i];
	}
	return &languages[0];
}

static void say_group(struct say *s, const struct language *l, int64_t n, int power)
{
	if (power == 0) {
		l->small(s, n);
		return;
	}
	if (n == 1 && power == 1 && l->thousand) {
		say(s, l->thousand);
		return;
	}
	l->before(s, n);
	say(s, l->unit[power]);
}

void amount_say(struct buf *out, rupiah amount, const char *lang)
{
	const struct language *l = find_language(lang);
	struct say s = { .out = out };
	bool half = l->half && amount > MILLION && amount < THOUSAND * (int64_t)MILLION &&
		    amount % MILLION == HALF_MILLION;
	int64_t divisor = THOUSAND * (int64_t)MILLION * THOUSAND;

	if (amount < 0 || amount > AMOUNT_MAX)
		BUG("amount %" PRId64 " cannot be said", amount);
	if (amount == 0)
		say(&s, l->zero);
	if (half)
		amount -= HALF_MILLION;
	for (int power = 4; power >= 0; power--, divisor /= THOUSAND) {
		int64_t n = amount / divisor % THOUSAND;

		if (n)
			say_group(&s, l, n, power);
	}
	if (half)
		say(&s, l->half);
}

void amount_print(struct buf *out, rupiah amount)
{
	char digits[24];
	size_t n;

	snprintf(digits, sizeof(digits), "%" PRId64, amount < 0 ? -amount : amount);
	n = strlen(digits);
	buf_puts(out, amount < 0 ? "-Rp" : "Rp");
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			buf_putc(out, '.');
		buf_putc(out, digits[i]);
	}
}

void amount_print_parse(struct buf *out, const struct amount *a)
{
	switch (a->kind) {
	case AMOUNT_DEFINITE:
		buf_printf(out, "%" PRId64, a->value);
		return;
	case AMOUNT_AMBIGUOUS:
		buf_printf(out, "AMBIGUOUS:%" PRId64 ",%" PRId64, a->value, a->other);
		return;
	case AMOUNT_CLOSED:
	case AMOUNT_QUIET:
	case AMOUNT_INVALID:
		buf_puts(out, "INVALID");
		return;
	}
	BUG("no amount kind %d", (int)a->kind);
}
