/* tests/text/test_amount.c - rupiah as market people type it */
#include "t.h"

#include <ctype.h>

#include "text/amount.h"

enum { LINE_MAX_BYTES = 4096 };

static uint64_t seed = 88172645463325252u;

static uint64_t next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
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
		cmocka_unit_test(never_becomes_another_sum),
		cmocka_unit_test(reads_each_rule),
		cmocka_unit_test(names_the_reason),
		cmocka_unit_test(keeps_closed_and_quiet_apart_from_zero),
		cmocka_unit_test(notes_about_and_unit),
		cmocka_unit_test(survives_any_bytes),
		cmocka_unit_test(refuses_texts_of_no_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
