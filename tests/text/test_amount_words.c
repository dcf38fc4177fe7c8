/* tests/text/test_amount_words.c - numerals read, amounts written and said */
#include "t.h"

#include <inttypes.h>

#include "text/amount.h"

enum { LINE_MAX_BYTES = 4096, ROUNDS = 1500 };

static uint64_t seed = 88172645463325252u;

static uint64_t next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* As many small numbers as large ones, below 10^12. */
static int64_t random_number(void)
{
	static const int64_t below[] = { 20, 100, 1000, 10000, 1000000, 100000000,
		INT64_C(10000000000), INT64_C(1000000000000) };
	int64_t n = (int64_t)(next_random() % (uint64_t)below[next_random() % 8]);

	return next_random() % 3 == 0 && n > 1000 ? n - n % 1000 : n;
}

static void reads_every_number_as_icu_spells_it(void **state)
{
	FILE *f = fopen("tests/data/spellout_id.tsv", "r");
	char line[LINE_MAX_BYTES];
	int rows = 0, good = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		char *words = strchr(line, '\t');
		int64_t got = -1;

		assert_non_null(words);
		*words++ = '\0';
		words[strcspn(words, "\n")] = '\0';
		rows++;
		if (amount_words(&got, words, strlen(words)) == RC_OK &&
			got == strtoll(line, NULL, 10))
			good++;
		else
			print_message("%s: %s, not %" PRId64 "\n", words, line, got);
	}
	fclose(f);
	print_message("numerals %d/%d\n", good, rows);
	assert_true(rows > 3000);
	assert_int_equal(good, rows);
}

/* ---- numerals by their grammar -------------------------------------------------------- */

/* Below ten bound to what follows, below ten alone, and the irregular ones. */
struct tongue {
	const char *name;
	const char *digit[10], *bound[10], *teen[10], *likur[10];
	const char *fifty, *sixty, *ten, *hundred, *hundreds, *thousand, *unit[4];
};

static const struct tongue tongues[] = {
	{ "ngoko",
		{ "", "siji", "loro", "telu", "papat", "lima", "enem", "pitu", "wolu",
			"sanga" },
		{ "", "sak", "rong", "telung", "patang", "limang", "nem", "pitung", "wolung",
			"sangang" },
		{ "sepuluh", "sewelas", "rolas", "telulas", "patbelas", "limalas", "nembelas",
			"pitulas", "wolulas", "sangalas" },
		{ "rongpuluh", "selikur", "rolikur", "telulikur", "patlikur", "selawe",
			"nemlikur", "pitulikur", "wolulikur", "sangalikur" },
		"seket", "sewidak", "puluh", "satus", "atus", "sewu",
		{ "", "ewu", "yuta", "milyar" } },
	{ "krama",
		{ "", "setunggal", "kalih", "tiga", "sekawan", "gangsal", "enem", "pitu",
			"wolu", "sanga" },
		{ "", "setunggal", "kalih", "tigang", "sekawan", "gangsal", "nem", "pitung",
			"wolung", "sangang" },
		{ "sedasa", "sewelas", "kalih welas", "tiga welas", "sekawan welas",
			"gangsal welas", "nem welas", "pitulas", "wolulas", "sangalas" },
		{ "kalih dasa", "selikur", "kalih likur", "tigang likur", "sekawan likur",
			"selangkung", "nemlikur", "pitulikur", "wolulikur", "sangalikur" },
		"seket", "sewidak", "dasa", "satus", "atus", "setunggal ewu",
		{ "", "ewu", "yuta", "milyar" } },
	{ "madura",
		{ "", "settong", "dhuwa'", "tello'", "empa'", "lema'", "ennem", "petto'",
			"ballu'", "sanga'" },
		{ "", "sa", "dhu", "tello", "pa'", "lema", "nem", "petto", "ballu", "sanga" },
		{ "sapolo", "sabellas", "dhubellas", "tellobellas", "pa'bellas", "lema bellas",
			"nembellas", "petto bellas", "ballubellas", "sangabellas" },
		{ "dhupolo", "salekor", "dhulekor", "tellolekor", "pa'lekor", "sagame'",
			"nemlekor", "pettolekor", "ballulekor", "sangalekor" },
		"sa'eket", "sabidak", "polo", "saratos", "ratos", "saebu",
		{ "", "ebu", "juta", "miliar" } },
};

static void put_word(struct buf *out, const char *word)
{
	if (out->len > 0 && out->data[out->len - 1] != ' ')
		buf_putc(out, ' ');
	buf_puts(out, word);
}

static void put_tens(struct buf *out, const struct tongue *t, int64_t n, bool bound)
{
	if (n >= 10 && n < 30) {
		put_word(out, n < 20 ? t->teen[n - 10] : t->likur[n - 20]);
		return;
	}
	if (n / 10 == 5) {
		put_word(out, t->fifty);
	} else if (n / 10 == 6) {
		put_word(out, t->sixty);
	} else if (n >= 30) {
		put_word(out, t->bound[n / 10]);
		put_word(out, t->ten);
	}
	if (n % 10)
		put_word(out, bound && n < 10 ? t->bound[n] : t->digit[n % 10]);
}

static void put_small(struct buf *out, const struct tongue *t, int64_t n, bool bound)
{
	if (n >= 200)
		put_word(out, t->bound[n / 100]);
	if (n >= 100)
		put_word(out, n >= 200 ? t->hundreds : t->hundred);
	put_tens(out, t, n % 100, bound && n < 10);
}

static void put_number(struct buf *out, const struct tongue *t, int64_t n)
{
	int64_t divisor = 1000000000;

	if (n == 0)
		put_word(out, "nol");
	for (int power = 3; power >= 0; power--, divisor /= 1000) {
		int64_t part = n / divisor % 1000;

		if (part == 0)
			continue;
		if (power == 1 && part == 1) {
			put_word(out, t->thousand);
			continue;
		}
		put_small(out, t, part, power > 0);
		if (power > 0)
			put_word(out, t->unit[power]);
	}
}

static void check_words(const char *words, int64_t n)
{
	int64_t got = -1;

	if (amount_words(&got, words, strlen(words)) != RC_OK || got != n)
		fail_msg("%s: %" PRId64 ", not %" PRId64, words, got, n);
}

/* A sum of words with a unit last, or bare thousands, has one meaning. */
static void check_amount(const char *words, int64_t n)
{
	struct amount a;

	amount_parse(&a, words, strlen(words));
	if (a.kind == AMOUNT_INVALID || (a.value != n && n % 1000 == 0 && n > 9999))
		fail_msg("%s: kind %d, %" PRId64 ", not %" PRId64, words, (int)a.kind, a.value,
			n);
	if (a.kind == AMOUNT_DEFINITE && a.value != n)
		fail_msg("%s: %" PRId64 ", not %" PRId64, words, a.value, n);
}

static void reads_javanese_and_madurese_numerals(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof(tongues) / sizeof(tongues[0]); k++) {
		print_message("%s\n", tongues[k].name);
		for (int i = 0; i < ROUNDS; i++) {
			int64_t n = i < 700 ? i : random_number();
			struct buf words;

			buf_init(&words, 1000);
			put_number(&words, &tongues[k], n);
			check_words(words.data, n);
			check_amount(words.data, n);
			buf_release(&words);
		}
	}
}

static void drop_spaces(struct buf *b)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->len; i++) {
		if (b->data[i] != ' ')
			b->data[kept++] = b->data[i];
	}
	buf_cut(b, kept);
}

static void reads_back_what_it_says(void **state)
{
	static const char *const langs[] = { "id", "jv", "en", "xx" };

	(void)state;
	for (size_t k = 0; k < sizeof(langs) / sizeof(langs[0]); k++) {
		for (int i = 0; i < ROUNDS; i++) {
			int64_t n = i < 700 ? i : random_number();
			bool half = n % 1000000 == 500000;
			struct buf words;

			buf_init(&words, 1000);
			amount_say(&words, n, langs[k]);
			if (!half)
				check_words(words.data, n);
			check_amount(words.data, n);
			drop_spaces(&words);
			if (words.len < 90 && !half && strcmp(langs[k], "en") != 0)
				check_words(words.data, n);
			buf_release(&words);
		}
	}
}

static void says_half_millions_as_people_do(void **state)
{
	static const struct {
		int64_t n;
		const char *lang, *words;
	} cases[] = {
		{ 0, "id", "nol" },
		{ 1500000, "id", "satu juta setengah" },
		{ 500000, "id", "lima ratus ribu" },
		{ 1000, "id", "seribu" },
		{ 1100000, "id", "satu juta seratus ribu" },
		{ 2500000, "jv", "rong yuta setengah" },
		{ 1225000, "jv", "sak yuta rong atus selawe ewu" },
		{ 1500000, "en", "one million five hundred thousand" },
		{ AMOUNT_MAX, "id", "satu triliun" },
		{ 350000, "mad", "tiga ratus lima puluh ribu" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf words;

		buf_init(&words, 1000);
		amount_say(&words, cases[i].n, cases[i].lang);
		print_message("%s\n", words.data);
		assert_string_equal(words.data, cases[i].words);
		buf_release(&words);
	}
}

static void reads_back_what_it_prints(void **state)
{
	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		int64_t n = 10000 + random_number();
		struct amount got;
		struct buf text;

		if (n >= AMOUNT_MAX)
			continue;
		buf_init(&text, 100);
		amount_print(&text, n);
		amount_parse(&got, text.data, text.len);
		assert_int_equal(got.kind, AMOUNT_DEFINITE);
		assert_int_equal(got.value, n);
		buf_release(&text);
	}
}

static void prints_groups_of_three(void **state)
{
	static const struct {
		int64_t n;
		const char *text;
	} cases[] = {
		{ 0, "Rp0" },
		{ 999, "Rp999" },
		{ 1000, "Rp1.000" },
		{ 1500000, "Rp1.500.000" },
		{ AMOUNT_MAX - 1, "Rp999.999.999.999" },
		{ -25000, "-Rp25.000" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf text;

		buf_init(&text, 100);
		amount_print(&text, cases[i].n);
		assert_string_equal(text.data, cases[i].text);
		buf_release(&text);
	}
}

static void literal_words_know_no_custom(void **state)
{
	static const char *const refused[] = { "", "satu setengah juta", "papat enem", "goceng",
		"cepek", "dua ratus ratus", "Rp500", "1M", "ribu", "dua juta tiga juta", "1,5",
		"sekitar dua", "dua puluhan", "rong", "lima lima", "250rb laku", "0250" };
	int64_t n = 7;

	(void)state;
	check_words("sejuta dua ratus", 1000200);
	check_words("dua ribu lima", 2005);
	check_words("250.000", 250000);
	check_words("12", 12);
	check_words("satu triliun", AMOUNT_MAX);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		print_message("%s\n", refused[i]);
		assert_int_equal(amount_words(&n, refused[i], strlen(refused[i])), RC_INVALID);
		assert_int_equal(n, 7);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_number_as_icu_spells_it),
		cmocka_unit_test(reads_javanese_and_madurese_numerals),
		cmocka_unit_test(reads_back_what_it_says),
		cmocka_unit_test(says_half_millions_as_people_do),
		cmocka_unit_test(reads_back_what_it_prints),
		cmocka_unit_test(prints_groups_of_three),
		cmocka_unit_test(literal_words_know_no_custom),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
