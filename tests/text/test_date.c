/* tests/text/test_date.c - the day a trader means, alone and inside a sentence */
#include "t.h"

#include "base/days.h"
#include "text/date.h"

static void agrees_with_the_date_corpus(void **state)
{
	FILE *f = fopen("tests/data/dates.tsv", "r");
	char line[1024];
	struct buf b;
	unsigned good = 0, all = 0;

	(void)state;
	assert_non_null(f);
	buf_init(&b, 64);
	while (fgets(line, sizeof(line), f)) {
		char *text = strchr(line, '\t');
		char *want = text ? strchr(text + 1, '\t') : NULL;
		char *end = want ? strchr(want + 1, '\t') : NULL;
		struct date_read d;
		int32_t today;

		assert_non_null(end);
		*text++ = *want++ = *end = '\0';
		assert_int_equal(day_parse_iso(&today, line), RC_OK);
		date_parse(&d, text, strlen(text), today);
		if (d.kind == DATE_NONE && !*text)
			d.kind = DATE_DEFINITE;
		buf_reset(&b);
		date_print_parse(&b, &d);
		all++;
		if (strncmp(b.data, want, strcspn(want, ":")) == 0)
			good++;
		else
			print_message("%s \"%s\": %s, want %s\n", line, text, b.data, want);
	}
	fclose(f);
	buf_release(&b);
	print_message("dates %u/%u\n", good, all);
	assert_true(all > 100);
	assert_true(good * 100 >= all * 98);
}

struct day_case {
	const char *text;
	enum date_kind kind;
	const char *day;   /* NULL: not looked at */
	const char *words; /* the bytes that said so; NULL: not looked at */
};

typedef void reader(struct date_read *, const char *, size_t, int32_t);

/* Tuesday, 24 November 2026. */
static void check_days(const struct day_case *list, size_t n, reader *read)
{
	char iso[11];
	int32_t today;

	assert_int_equal(day_parse_iso(&today, "2026-11-24"), RC_OK);
	for (size_t i = 0; i < n; i++) {
		struct date_read d;

		print_message("%s\n", list[i].text);
		read(&d, list[i].text, strlen(list[i].text), today);
		assert_int_equal(d.kind, list[i].kind);
		if (list[i].day) {
			day_iso(d.day, iso);
			assert_string_equal(iso, list[i].day);
		}
		if (list[i].words) {
			assert_int_equal(d.length, strlen(list[i].words));
			assert_memory_equal(list[i].text + d.start, list[i].words, d.length);
		}
	}
}

static void reads_a_date_that_is_the_whole_text(void **state)
{
	static const struct day_case list[] = {
		{ "kemarin ya pak", DATE_DEFINITE, "2026-11-23", "kemarin" },
		{ "wingi bengi", DATE_DEFINITE, "2026-11-23", NULL },
		{ "dhek wingi", DATE_DEFINITE, "2026-11-23", NULL },
		{ "sore kemarin", DATE_DEFINITE, "2026-11-23", NULL },
		{ "17 agust", DATE_DEFINITE, "2026-08-17", NULL },
		{ "patang dinten kepengker", DATE_DEFINITE, "2026-11-20", NULL },
		{ "2 minggu lalu", DATE_DEFINITE, "2026-11-10", NULL },
		{ "sebulan lalu", DATE_DEFINITE, "2026-10-24", NULL },
		{ "Jumat Legi", DATE_DEFINITE, "2026-11-20", NULL },
		{ "pendhak Legi", DATE_DEFINITE, "2026-11-20", NULL },
		{ "malam minggu", DATE_DEFINITE, "2026-11-21", NULL },
		{ "Ahad lalu", DATE_DEFINITE, "2026-11-22", NULL },
		{ "hari minggu kemarin", DATE_DEFINITE, "2026-11-22", NULL },
		{ "minggu wingi", DATE_AMBIGUOUS, "2026-11-22", NULL },
		{ "tanggal 30", DATE_DEFINITE, "2026-10-30", NULL },
		{ "tanggal 3 bulan lalu", DATE_DEFINITE, "2026-10-03", NULL },
		{ "24 / 11", DATE_DEFINITE, "2026-11-24", NULL },
		{ "senin, 23 november 2026", DATE_DEFINITE, "2026-11-23", NULL },
		{ "29 feb", DATE_DEFINITE, "2024-02-29", NULL },
		{ "kemarim", DATE_DEFINITE, "2026-11-23", NULL },
		{ "besok", DATE_FUTURE, "2026-11-25", NULL },
		{ "Senin depan", DATE_FUTURE, "2026-11-30", NULL },
		{ "25/11/26", DATE_FUTURE, "2026-11-25", NULL },
		{ "31/4", DATE_INVALID, NULL, NULL },
		{ "99/99/9999", DATE_INVALID, NULL, NULL },
		{ "gamis", DATE_NONE, NULL, NULL },
		{ "3", DATE_NONE, NULL, NULL },
		{ "2.1", DATE_NONE, NULL, NULL },
		{ "kemarin laku banyak", DATE_NONE, NULL, NULL },
		{ "", DATE_NONE, "2026-11-24", NULL },
	};

	(void)state;
	check_days(list, sizeof(list) / sizeof(list[0]), date_parse);
}

static void finds_the_date_in_a_sentence(void **state)
{
	static const struct day_case list[] = {
		{ "jual 500rb kemarin", DATE_DEFINITE, "2026-11-23", "kemarin" },
		{ "jual250rb kmrn", DATE_DEFINITE, "2026-11-23", "kmrn" },
		{ "senin laku 2jt", DATE_DEFINITE, "2026-11-23", "senin" },
		{ "jual 24/11 500rb", DATE_DEFINITE, "2026-11-24", "24/11" },
		{ "jual 500 23 Nov", DATE_DEFINITE, "2026-11-23", "23 Nov" },
		{ "jual 300rb 20 nov 25rb", DATE_DEFINITE, "2026-11-20", "20 nov" },
		{ "jual 2jt 3 hari lalu live 0", DATE_DEFINITE, "2026-11-21", "3 hari lalu" },
		{ "hari minggu laku 300rb", DATE_DEFINITE, "2026-11-22", "hari minggu" },
		{ "minggu kemarin laku 2jt", DATE_AMBIGUOUS, "2026-11-22", "minggu kemarin" },
		{ "jual 900rb besok", DATE_FUTURE, "2026-11-25", "besok" },
		{ "jual 31/2 500rb", DATE_INVALID, NULL, "31/2" },
	};

	(void)state;
	check_days(list, sizeof(list) / sizeof(list[0]), date_find);
}

static void takes_no_amount_for_a_date(void **state)
{
	static const char *const texts[] = { "jual 1,5jt", "jual 2/3 jt", "3 jt",
		"laku 500 rbu", "minggu ini live 3 kali", "tiap senin libur",
		"UNTUK B2-15 350rb", "jual 300-400rb", "live 2-3 kali", "jual 2jt 3 hari",
		"1.500.000", "081234567890", "jual 500rb nanti live", "jual 1jt jam 12.30",
		"jual gula legi 200rb", "daftar Turi Baru", "mau tutup", "2 minggu", "" };
	struct day_case c = { .kind = DATE_NONE };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		c.text = texts[i];
		check_days(&c, 1, date_find);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_date_corpus),
		cmocka_unit_test(reads_a_date_that_is_the_whole_text),
		cmocka_unit_test(finds_the_date_in_a_sentence),
		cmocka_unit_test(takes_no_amount_for_a_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
