/* tests/text/test_amount.c - rupiah as market people type it */
#include "t.h"

#include <ctype.h>
#include <inttypes.h>

#include "text/amount.h"

enum { LINE_MAX_BYTES = 4096, WORDS_ROUNDS = 1500, SAY_ROUNDS = 1500 };

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

static void parse_into(struct buf *out, const char *text, size_t n)
{
	struct amount a;

	amount_parse(&a, text, n);
	amount_print_parse(out, &a);
}

/* ---- the corpora ---------------------------------------------------------------------- */

static bool is_definite(const char *printed)
{
	return isdigit((unsigned char)printed[0]) != 0;
}

static void reads_what_traders_type(void **state)
{
	FILE *f = fopen("tests/data/amounts.tsv", "r");
	char line[LINE_MAX_BYTES];
	int rows = 0, good = 0, wrong = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		char *want = strchr(line, '\t');
		struct buf got;

		assert_non_null(want);
		*want++ = '\0';
		want[strcspn(want, "\t\n")] = '\0';
		buf_init(&got, 100);
		parse_into(&got, line, strlen(line));
		rows++;
		good += strcmp(got.data, want) == 0;
		if (strcmp(got.data, want) != 0) {
			print_message("\"%s\": %s, not %s\n", line, got.data, want);
			wrong += is_definite(got.data);
		}
		buf_release(&got);
	}
	fclose(f);
	print_message("amounts %d/%d, wrong sums %d\n", good, rows, wrong);
	assert_int_equal(wrong, 0);
	assert_true(rows > 400 && good * 100 >= rows * 99);
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

/* clang-format off */
static const struct tongue tongues[] = {
	{ "ngoko",
		{ "", "siji", "loro", "telu", "papat", "lima", "enem", "pitu", "wolu", "sanga" },
		{ "", "sak", "rong", "telung", "patang", "limang", "nem", "pitung", "wolung", "sangang" },
		{ "sepuluh", "sewelas", "rolas", "telulas", "patbelas", "limalas", "nembelas", "pitulas", "wolulas", "sangalas" },
		{ "rongpuluh", "selikur", "rolikur", "telulikur", "patlikur", "selawe", "nemlikur", "pitulikur", "wolulikur", "sangalikur" },
		"seket", "sewidak", "puluh", "satus", "atus", "sewu", { "", "ewu", "yuta", "milyar" } },
	{ "krama",
		{ "", "setunggal", "kalih", "tiga", "sekawan", "gangsal", "enem", "pitu", "wolu", "sanga" },
		{ "", "setunggal", "kalih", "tigang", "sekawan", "gangsal", "nem", "pitung", "wolung", "sangang" },
		{ "sedasa", "sewelas", "kalih welas", "tiga welas", "sekawan welas", "gangsal welas", "nem welas", "pitulas", "wolulas", "sangalas" },
		{ "kalih dasa", "selikur", "kalih likur", "tigang likur", "sekawan likur", "selangkung", "nemlikur", "pitulikur", "wolulikur", "sangalikur" },
		"seket", "sewidak", "dasa", "satus", "atus", "setunggal ewu", { "", "ewu", "yuta", "milyar" } },
	{ "madura",
		{ "", "settong", "dhuwa'", "tello'", "empa'", "lema'", "ennem", "petto'", "ballu'", "sanga'" },
		{ "", "sa", "dhu", "tello", "pa'", "lema", "nem", "petto", "ballu", "sanga" },
		{ "sapolo", "sabellas", "dhubellas", "tellobellas", "pa'bellas", "lema bellas", "nembellas", "petto bellas", "ballubellas", "sangabellas" },
		{ "dhupolo", "salekor", "dhulekor", "tellolekor", "pa'lekor", "sagame'", "nemlekor", "pettolekor", "ballulekor", "sangalekor" },
		"sa'eket", "sabidak", "polo", "saratos", "ratos", "saebu", { "", "ebu", "juta", "miliar" } },
};
/* clang-format on */

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
		for (int i = 0; i < WORDS_ROUNDS; i++) {
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
		for (int i = 0; i < SAY_ROUNDS; i++) {
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
	for (int i = 0; i < SAY_ROUNDS; i++) {
		int64_t n = 10000 + random_number();
		struct buf text, got;
		char want[32];

		if (n >= AMOUNT_MAX)
			continue;
		buf_init(&text, 100);
		buf_init(&got, 100);
		amount_print(&text, n);
		parse_into(&got, text.data, text.len);
		snprintf(want, sizeof(want), "%" PRId64, n);
		assert_string_equal(got.data, want);
		buf_release(&text);
		buf_release(&got);
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

/* ---- never another sum ---------------------------------------------------------------- */

static void add_space(struct buf *out, const char *text)
{
	size_t n = strlen(text), at = n ? next_random() % n : 0;

	buf_add(out, text, at);
	buf_putc(out, ' ');
	buf_puts(out, text + at);
}

static void change_case(struct buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		buf_putc(out, next_random() % 2 ? (char)toupper(c) : (char)c);
	}
}

static void add_rp(struct buf *out, const char *text)
{
	buf_printf(out, next_random() % 2 ? "Rp%s" : "rp. %s", text);
}

static void add_exact(struct buf *out, const char *text)
{
	buf_printf(out, "%s,-", text);
}

static void never_becomes_another_sum(void **state)
{
	static void (*const change[])(
		struct buf *, const char *) = { add_space, change_case, add_rp, add_exact };
	FILE *f = fopen("tests/data/amounts.tsv", "r");
	char line[LINE_MAX_BYTES];

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		char *want = strchr(line, '\t');

		assert_non_null(want);
		*want++ = '\0';
		want[strcspn(want, "\t\n")] = '\0';
		for (int round = 0; round < 12 && is_definite(want); round++) {
			struct buf text, got;

			buf_init(&text, 1000);
			buf_init(&got, 100);
			change[round % 4](&text, line);
			parse_into(&got, text.data, text.len);
			if (is_definite(got.data) && strcmp(got.data, want) != 0)
				fail_msg("\"%s\" is %s, but \"%s\" is %s", line, want,
					text.data, got.data);
			buf_release(&text);
			buf_release(&got);
		}
	}
	fclose(f);
}

/* ---- rules one by one ----------------------------------------------------------------- */

static void reads_each_rule(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
#define A(text, want) { text, want },
#include "text/amount_cases.def"
#undef A
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got;

		buf_init(&got, 100);
		parse_into(&got, cases[i].text, strlen(cases[i].text));
		print_message("%s: %s\n", cases[i].text, got.data);
		assert_string_equal(got.data, cases[i].want);
		buf_release(&got);
	}
}

static void names_the_reason(void **state)
{
	static const struct {
		const char *text;
		enum amount_reason reason;
	} cases[] = {
		{ "", AMOUNT_NOTHING },
		{ "terima kasih", AMOUNT_NOTHING },
		{ "-250rb", AMOUNT_NEGATIVE },
		{ "modal 2jt", AMOUNT_NOT_SALE },
		{ "diskon 20%", AMOUNT_PERCENT },
		{ "\xe2\x82\xac"
		  "50",
			AMOUNT_FOREIGN },
		{ "0812-3456-7890", AMOUNT_PHONE },
		{ "3 Januari", AMOUNT_DATE },
		{ "12:30", AMOUNT_TIME },
		{ "200rb sampai 300rb", AMOUNT_RANGE },
		{ "200+150rb", AMOUNT_SUM },
		{ "250rb dan 300rb", AMOUNT_SUM },
		{ "lumayan", AMOUNT_VAGUE },
		{ "jutaan", AMOUNT_VAGUE },
		{ "0250000", AMOUNT_LEADING_ZERO },
		{ "9.999.999.999.999", AMOUNT_TOO_BIG },
		{ "999999999999999999999999", AMOUNT_TOO_BIG },
		{ "250rb;DROP TABLE", AMOUNT_UNREAD },
		{ "\xd9\xa2\xd9\xa5\xd9\xa0", AMOUNT_SCRIPT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct amount a;

		print_message("%s\n", cases[i].text);
		amount_parse(&a, cases[i].text, strlen(cases[i].text));
		assert_int_equal(a.kind, AMOUNT_INVALID);
		assert_int_equal(a.reason, cases[i].reason);
		assert_false(a.unit);
	}
}

static void keeps_closed_and_quiet_apart_from_zero(void **state)
{
	static const struct {
		const char *text;
		enum amount_kind kind;
	} cases[] = {
		{ "LIBUR", AMOUNT_CLOSED },
		{ "hari ini tutup pak", AMOUNT_CLOSED },
		{ "gak bukak", AMOUNT_CLOSED },
		{ "ora dodol", AMOUNT_CLOSED },
		{ "totop", AMOUNT_CLOSED },
		{ "gak laku, libur", AMOUNT_CLOSED },
		{ "sepi", AMOUNT_QUIET },
		{ "sepi bu", AMOUNT_QUIET },
		{ "gak sepi", AMOUNT_INVALID },
		{ "tidak libur", AMOUNT_INVALID },
		{ "libur 250rb", AMOUNT_INVALID },
		{ "gak payu", AMOUNT_DEFINITE },
		{ "nol", AMOUNT_DEFINITE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct amount a;

		print_message("%s\n", cases[i].text);
		amount_parse(&a, cases[i].text, strlen(cases[i].text));
		assert_int_equal(a.kind, cases[i].kind);
		assert_int_equal(a.value, 0);
		assert_int_equal(a.unit, cases[i].kind == AMOUNT_DEFINITE);
	}
}

static void notes_about_and_unit(void **state)
{
	static const struct {
		const char *text;
		bool approximate, unit;
	} cases[] = {
		{ "kira-kira 250rb", true, true },
		{ "kira2 250", true, false },
		{ "250-an", true, false },
		{ "dua jutaan", true, true },
		{ "kurang lebih sejuta", true, true },
		{ "~250000", true, false },
		{ "250000", false, false },
		{ "Rp500", false, true },
		{ "500,-", false, true },
		{ "0", false, false },
		{ "500 perak", false, true },
		{ "goban", false, true },
		{ "1M", false, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct amount a;

		print_message("%s\n", cases[i].text);
		amount_parse(&a, cases[i].text, strlen(cases[i].text));
		assert_int_not_equal(a.kind, AMOUNT_INVALID);
		assert_int_equal(a.reason, AMOUNT_NOTHING);
		assert_int_equal(a.approximate, cases[i].approximate);
		assert_int_equal(a.unit, cases[i].unit);
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

/* ---- hostile text --------------------------------------------------------------------- */

static void survives_any_bytes(void **state)
{
	static const struct {
		const char *text;
		size_t n;
	} cases[] = {
		{ "250\0rb", 6 },
		{ "250rb\0", 6 },
		{ "25\xff"
		  "0rb",
			6 },
		{ "250\n300", 7 },
		{ "\xf0\x9f\x92\xb0", 4 },
		{ "\xc2", 1 },
		{ "5\xe2\x80\x99"
		  "000",
			7 },
	};
	struct amount a;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		amount_parse(&a, cases[i].text, cases[i].n);
		print_message("case %zu\n", i);
		assert_int_equal(a.kind, AMOUNT_INVALID);
	}
	amount_parse(&a, NULL, 0);
	assert_int_equal(a.kind, AMOUNT_INVALID);
}

static void refuses_texts_of_no_end(void **state)
{
	static const char *const pieces[] = { "1 ", "sapolo", "250rb ", "a", "9", "0,", "rong",
		"satu " };
	char text[1025];
	struct amount a;

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		size_t n = strlen(pieces[i]);

		for (size_t k = 0; k < sizeof(text); k++)
			text[k] = pieces[i][k % n];
		print_message("%s...\n", pieces[i]);
		amount_parse(&a, text, sizeof(text) - 1);
		assert_int_equal(a.kind, AMOUNT_INVALID);
		amount_parse(&a, text, sizeof(text));
		assert_int_equal(a.kind, AMOUNT_INVALID);
		assert_int_equal(a.reason, AMOUNT_UNREAD);
	}
	memset(text, ' ', sizeof(text));
	memcpy(text + 500, "250rb", 5);
	amount_parse(&a, text, sizeof(text) - 1);
	assert_int_equal(a.value, 250000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_traders_type),
		cmocka_unit_test(reads_every_number_as_icu_spells_it),
		cmocka_unit_test(reads_javanese_and_madurese_numerals),
		cmocka_unit_test(reads_back_what_it_says),
		cmocka_unit_test(says_half_millions_as_people_do),
		cmocka_unit_test(reads_back_what_it_prints),
		cmocka_unit_test(prints_groups_of_three),
		cmocka_unit_test(never_becomes_another_sum),
		cmocka_unit_test(reads_each_rule),
		cmocka_unit_test(names_the_reason),
		cmocka_unit_test(keeps_closed_and_quiet_apart_from_zero),
		cmocka_unit_test(notes_about_and_unit),
		cmocka_unit_test(literal_words_know_no_custom),
		cmocka_unit_test(survives_any_bytes),
		cmocka_unit_test(refuses_texts_of_no_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
