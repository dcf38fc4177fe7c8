/* tests/text/test_sale_text.c - a day's report in one text, as people of the market write it */
#include "t.h"

#include "base/days.h"
#include "text/sale_text.h"

enum live { UNSAID, GIVEN };

struct report_case {
	const char *text;
	const char *total; /* as amount_print_parse() says it */
	enum live said;
	const char *live;
	int days_back; /* NO_DAY: none is named */
};

enum { NO_DAY = -1000 };

/* Tuesday, 24 November 2026. */
/* clang-format off */
static const struct report_case cases[] = {
	/* a total alone, and words around it */
	{ "350rb", "350000", UNSAID, "", NO_DAY },
	{ "hari ini laku 350rb", "350000", UNSAID, "", 0 },
	{ "total omzet hari ini 1,5jt", "1500000", UNSAID, "", 0 },
	{ "alhamdulillah dapat 2 juta pak", "2000000", UNSAID, "", NO_DAY },
	{ "hasil dino iki 400 ewu", "400000", UNSAID, "", 0 },
	{ "-500rb", "INVALID", UNSAID, "", NO_DAY },
	{ "700rb, 200rb", "INVALID", UNSAID, "", NO_DAY },
	{ "laku di pasar 1jt", "1000000", UNSAID, "", NO_DAY },
	{ "di toko 600rb", "600000", UNSAID, "", NO_DAY },
	{ "", "INVALID", UNSAID, "", NO_DAY },
	{ "-50rb", "INVALID", UNSAID, "", NO_DAY },
	{ "minus 50rb", "INVALID", UNSAID, "", NO_DAY },
	{ "JUAL -50rb", "INVALID", UNSAID, "", NO_DAY },
	{ "total 800rb", "800000", UNSAID, "", NO_DAY },
	{ "siap, hari ini 350rb", "350000", UNSAID, "", 0 },
	{ "suwun, 350rb", "350000", UNSAID, "", NO_DAY },
	{ "halo mbak, 350rb live 50rb", "350000", GIVEN, "50000", NO_DAY },
	{ "alhamdulillah dino iki payu telung atus seket ewu", "350000", UNSAID, "", 0 },
	{ "sepi mbak cuma 50rb", "50000", UNSAID, "", NO_DAY },
	{ "sepi, laku 50rb", "50000", UNSAID, "", NO_DAY },
	{ "sepi live 200rb", "INVALID", GIVEN, "200000", NO_DAY },
	{ "harusnya 500rb", "500000", UNSAID, "", NO_DAY },
	/* written as a sum */
	{ "200+150rb", "350000", UNSAID, "", NO_DAY },
	{ "200rb + 150rb", "350000", UNSAID, "", NO_DAY },
	{ "100 + 50rb + 25rb kemarin", "175000", UNSAID, "", 1 },
	{ "1jt+250rb", "1250000", UNSAID, "", NO_DAY },
	{ "laku 1jt+250rb live 300rb", "1250000", GIVEN, "300000", NO_DAY },
	{ "200+150", "AMBIGUOUS:350,350000", UNSAID, "", NO_DAY },
	{ "200rb+150", "INVALID", UNSAID, "", NO_DAY },
	{ "1,5+200rb", "INVALID", UNSAID, "", NO_DAY },
	{ "200rb+", "INVALID", UNSAID, "", NO_DAY },
	{ "+200rb", "INVALID", UNSAID, "", NO_DAY },
	{ "modal 200rb+150rb", "INVALID", UNSAID, "", NO_DAY },
	{ "600000000000+600000000000", "INVALID", UNSAID, "", NO_DAY },
	{ "1rb+1rb+1rb+1rb+1rb+1rb+1rb+1rb+1rb", "INVALID", UNSAID, "", NO_DAY },
	/* a number before the day is no count, but for a few weeks */
	{ "300rb live 0 senin", "300000", GIVEN, "0", 1 },
	{ "300rb live 0 minggu", "300000", GIVEN, "0", 2 },
	{ "live 0 minggu", "INVALID", GIVEN, "0", 2 },
	{ "live 0 kemarin", "INVALID", GIVEN, "0", 1 },
	{ "350rb live 50 selasa", "350000", GIVEN, "AMBIGUOUS:50,50000", 0 },
	{ "500rb 2 minggu lalu", "500000", UNSAID, "", 14 },
	/* typed as one word */
	{ "350RBLIVE50RB", "350000", GIVEN, "50000", NO_DAY },
	{ "jual350rblive50rb", "350000", GIVEN, "50000", NO_DAY },
	{ "350rblive0kemarin", "350000", GIVEN, "0", 1 },
	{ "350rbkemarin", "350000", UNSAID, "", 1 },
	{ "kemarin350rb", "350000", UNSAID, "", 1 },
	{ "TIDAKLAKU", "0", UNSAID, "", NO_DAY },
	{ "wingigakpayu", "0", UNSAID, "", 1 },
	{ "350rb life 50rb", "350000", GIVEN, "50000", NO_DAY },
	{ "350rb lve 50rb", "350000", GIVEN, "50000", NO_DAY },
	/* a day, before and after */
	{ "kemarin 900rb", "900000", UNSAID, "", 1 },
	{ "900rb kemarin", "900000", UNSAID, "", 1 },
	{ "2jt 24/11", "2000000", UNSAID, "", 0 },
	{ "23/11 laku 2jt", "2000000", UNSAID, "", 1 },
	{ "tanggal 20 laku 1,2jt", "1200000", UNSAID, "", 4 },
	{ "senin 2jt", "2000000", UNSAID, "", 1 },
	{ "sabtu kemarin 2jt", "2000000", UNSAID, "", 3 },
	{ "wingi payu 350 ewu", "350000", UNSAID, "", 1 },
	{ "yesterday sold 500k", "500000", UNSAID, "", 1 },
	{ "kemarin", "INVALID", UNSAID, "", 1 },
	/* total, then live */
	{ "1,5jt live 400rb", "1500000", GIVEN, "400000", NO_DAY },
	{ "laku 2jt live 500 ribu kemarin", "2000000", GIVEN, "500000", 1 },
	{ "1jt ol 200rb", "1000000", GIVEN, "200000", NO_DAY },
	{ "1jt yang live 200rb", "1000000", GIVEN, "200000", NO_DAY },
	{ "1jt, dari live 200rb", "1000000", GIVEN, "200000", NO_DAY },
	{ "1jt termasuk online 200rb", "1000000", GIVEN, "200000", NO_DAY },
	{ "total: 1jt\nlive: 200rb", "1000000", GIVEN, "200000", NO_DAY },
	{ "total=1.500.000 live=400.000", "1500000", GIVEN, "400000", NO_DAY },
	{ "1jt (live 200rb)", "1000000", GIVEN, "200000", NO_DAY },
	{ "1jt - live 200rb", "1000000", GIVEN, "200000", NO_DAY },
	{ "1JT LIVE200RB", "1000000", GIVEN, "200000", NO_DAY },
	{ "2jt live dari tiktok 300rb", "2000000", GIVEN, "300000", NO_DAY },
	{ "2jt live 300rb di tiktok", "2000000", GIVEN, "300000", NO_DAY },
	{ "1jt live 2 kali dapat 200rb", "1000000", GIVEN, "200000", NO_DAY },
	{ "1jt live 2 jam 200rb", "1000000", GIVEN, "200000", NO_DAY },
	{ "payu sejuta sing live rong atus ewu", "1000000", GIVEN, "200000", NO_DAY },
	{ "pajeng 800 ewu saking live 150 ewu", "800000", GIVEN, "150000", NO_DAY },
	{ "sold 1jt, 300k of it online", "1000000", GIVEN, "300000", NO_DAY },
	{ "1jt live 0", "1000000", GIVEN, "0", NO_DAY },
	{ "500 live 200", "AMBIGUOUS:500,500000", GIVEN, "AMBIGUOUS:200,200000", NO_DAY },
	/* both before the word */
	{ "senin 2jt, 500rb dari online", "2000000", GIVEN, "500000", 1 },
	{ "1,5jt, 400rb live", "1500000", GIVEN, "400000", NO_DAY },
	{ "1,5jt 400rb live", "1500000", GIVEN, "400000", NO_DAY },
	{ "1,5jt yang 400rb dari live", "1500000", GIVEN, "400000", NO_DAY },
	{ "700rb dan 200rb lewat tiktok", "700000", GIVEN, "200000", NO_DAY },
	{ "1.500.000, 400.000 dari live", "1500000", GIVEN, "400000", NO_DAY },
	{ "2jt. 500rb online", "2000000", GIVEN, "500000", NO_DAY },
	{ "1jt(200rb live)", "1000000", GIVEN, "200000", NO_DAY },
	{ "2jt 500rb live", "AMBIGUOUS:2000000,2500000", UNSAID, "", NO_DAY },
	{ "satu juta dua ratus ribu dari live", "1200000", UNSAID, "", NO_DAY },
	/* live, then total */
	{ "live 400rb total 1,5jt", "1500000", GIVEN, "400000", NO_DAY },
	{ "live 400rb dari 1,5jt", "1500000", GIVEN, "400000", NO_DAY },
	{ "live 400rb, laku 1,5jt", "1500000", GIVEN, "400000", NO_DAY },
	{ "live: 400.000\ntotal: 1.500.000", "1500000", GIVEN, "400000", NO_DAY },
	{ "500rb live total 2jt", "2000000", GIVEN, "500000", NO_DAY },
	{ "500rb dari live, total 2jt wingi", "2000000", GIVEN, "500000", 1 },
	{ "500rb live dari 2jt", "2000000", GIVEN, "500000", NO_DAY },
	/* one amount only: which it is stays open, or is the live part */
	{ "500rb live", "500000", UNSAID, "", NO_DAY },
	{ "500rb dari live", "500000", UNSAID, "", NO_DAY },
	{ "1jt live alhamdulillah", "1000000", UNSAID, "", NO_DAY },
	{ "3 kali live 500rb", "INVALID", GIVEN, "500000", NO_DAY },
	{ "live 400rb", "INVALID", GIVEN, "400000", NO_DAY },
	{ "dari tiktok live dapat 400rb", "INVALID", GIVEN, "400000", NO_DAY },
	/* none of it live */
	{ "350rb tanpa live", "350000", GIVEN, "0", NO_DAY },
	{ "200rb gak live", "200000", GIVEN, "0", NO_DAY },
	{ "350rb gak ada yang live", "350000", GIVEN, "0", NO_DAY },
	{ "350 ewu gak onok sing online", "350000", GIVEN, "0", NO_DAY },
	{ "gak live 350rb", "350000", GIVEN, "0", NO_DAY },
	{ "belum live, laku 350rb", "350000", GIVEN, "0", NO_DAY },
	{ "350rb live belum", "350000", GIVEN, "0", NO_DAY },
	{ "350rb, live nya gak ada", "350000", GIVEN, "0", NO_DAY },
	{ "350rb live tidak laku", "350000", GIVEN, "0", NO_DAY },
	{ "350rb live nihil", "350000", GIVEN, "0", NO_DAY },
	{ "350rb live libur", "350000", GIVEN, "0", NO_DAY },
	{ "350 ewu mboten live", "350000", GIVEN, "0", NO_DAY },
	{ "350k, no live", "350000", GIVEN, "0", NO_DAY },
	{ "350k nothing online", "350000", GIVEN, "0", NO_DAY },
	{ "gak live", "INVALID", GIVEN, "0", NO_DAY },
	/* all of it live */
	{ "500rb semua live", "500000", GIVEN, "500000", NO_DAY },
	{ "500rb live semua", "500000", GIVEN, "500000", NO_DAY },
	{ "semua live 500rb", "500000", GIVEN, "500000", NO_DAY },
	{ "500 ewu live kabeh", "500000", GIVEN, "500000", NO_DAY },
	{ "tidak laku, live 200rb", "200000", GIVEN, "200000", NO_DAY },
	{ "gak jualan, live 200rb", "200000", GIVEN, "200000", NO_DAY },
	{ "toko kosong, live 200rb", "200000", GIVEN, "200000", NO_DAY },
	{ "tutup tapi live 200rb", "200000", GIVEN, "200000", NO_DAY },
	{ "toko tutup live 200rb", "200000", GIVEN, "200000", NO_DAY },
	/* two parts of a total */
	{ "offline 1jt online 400rb", "1400000", GIVEN, "400000", NO_DAY },
	{ "online 400rb offline 1jt", "1400000", GIVEN, "400000", NO_DAY },
	{ "online 1jt offline 400rb", "1400000", GIVEN, "1000000", NO_DAY },
	{ "1jt offline 400rb online", "1400000", GIVEN, "400000", NO_DAY },
	{ "400rb live 1jt offline", "1400000", GIVEN, "400000", NO_DAY },
	{ "1jt + live 200rb", "1200000", GIVEN, "200000", NO_DAY },
	{ "1jt plus live 200rb", "1200000", GIVEN, "200000", NO_DAY },
	/* perhaps two parts: the total is asked for */
	{ "toko 1jt live 400rb", "INVALID", GIVEN, "400000", NO_DAY },
	{ "live 400rb toko 1jt", "INVALID", GIVEN, "400000", NO_DAY },
	{ "200rb live 1jt", "INVALID", GIVEN, "1000000", NO_DAY },
	{ "1jt belum termasuk live 200rb", "INVALID", UNSAID, "", NO_DAY },
	/* not the words looked for */
	{ "1jt olive 200rb", "INVALID", UNSAID, "", NO_DAY },
	{ "delivery 200rb", "INVALID", UNSAID, "", NO_DAY },
};
/* clang-format on */

/* "1500000 live 400000 day -1" */
static void say(struct buf *out, const struct sale_text *read, int32_t today)
{
	amount_print_parse(out, &read->total);
	if (read->live_said == SALE_TEXT_LIVE_GIVEN) {
		buf_puts(out, " live ");
		amount_print_parse(out, &read->live);
	}
	if (read->day.kind != DATE_NONE)
		buf_printf(out, " day %d of kind %d", (int)(read->day.day - today),
			(int)read->day.kind);
}

static void say_wanted(struct buf *out, const struct report_case *c)
{
	buf_puts(out, c->total);
	if (c->said == GIVEN)
		buf_printf(out, " live %s", c->live);
	if (c->days_back != NO_DAY)
		buf_printf(out, " day %d of kind %d", -c->days_back, (int)DATE_DEFINITE);
}

static void reads_total_live_part_and_day(void **state)
{
	struct buf got, wanted;
	unsigned wrong = 0;
	int32_t today;

	(void)state;
	assert_int_equal(day_parse_iso(&today, "2026-11-24"), RC_OK);
	buf_init(&got, 200);
	buf_init(&wanted, 200);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sale_text read;

		buf_reset(&got);
		buf_reset(&wanted);
		sale_text_parse(&read, cases[i].text, strlen(cases[i].text), today);
		say(&got, &read, today);
		say_wanted(&wanted, &cases[i]);
		if (strcmp(got.data, wanted.data) == 0)
			continue;
		wrong++;
		print_message("\"%s\": %s, want %s\n", cases[i].text, got.data, wanted.data);
	}
	buf_release(&got);
	buf_release(&wanted);
	assert_int_equal(wrong, 0);
}

static void says_what_kind_of_nothing_it_read(void **state)
{
	static const struct {
		const char *text;
		enum amount_kind kind;
		enum amount_reason reason;
	} kinds[] = {
		{ "libur", AMOUNT_CLOSED, AMOUNT_NOTHING },
		{ "kemarin tutup", AMOUNT_CLOSED, AMOUNT_NOTHING },
		{ "libur, gak live", AMOUNT_CLOSED, AMOUNT_NOTHING },
		{ "sepi", AMOUNT_QUIET, AMOUNT_NOTHING },
		{ "live", AMOUNT_INVALID, AMOUNT_NOTHING },
		{ "semua live", AMOUNT_INVALID, AMOUNT_NOTHING },
		{ "toko 1jt live 400rb", AMOUNT_INVALID, AMOUNT_SUM },
		{ "hutang 1jt live 400rb", AMOUNT_INVALID, AMOUNT_NOT_SALE },
	};
	struct sale_text read;

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		print_message("%s\n", kinds[i].text);
		sale_text_parse(&read, kinds[i].text, strlen(kinds[i].text), 20000);
		assert_int_equal(read.total.kind, kinds[i].kind);
		if (kinds[i].kind == AMOUNT_INVALID)
			assert_int_equal(read.total.reason, kinds[i].reason);
	}
}

static void tells_two_days_from_one(void **state)
{
	static const struct {
		const char *text;
		bool two;
	} days[] = {
		{ "kemarin 300rb hari ini 200rb", true },
		{ "besok libur, hari ini laku 300rb", true },
		{ "senin 300rb, sabtu 200rb live 50rb", true },
		{ "kemarin libur hari ini 300rb", true },
		{ "hari ini selasa laku 300rb", false },
		{ "tadi pagi 300rb hari ini", false },
		{ "senin kemarin laku 300rb", false },
		{ "kemarin laku 300rb", false },
	};
	struct sale_text read;
	int32_t today;

	(void)state;
	assert_int_equal(day_parse_iso(&today, "2026-11-24"), RC_OK);
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		print_message("%s\n", days[i].text);
		sale_text_parse(&read, days[i].text, strlen(days[i].text), today);
		assert_int_equal(read.two_days, days[i].two);
		if (days[i].two) {
			assert_int_equal(read.total.kind, AMOUNT_INVALID);
			assert_int_equal(read.total.reason, AMOUNT_SUM);
		} else {
			assert_int_equal(read.total.value, 300000);
		}
	}
}

static void reads_no_further_than_its_bound(void **state)
{
	char text[1002];
	struct sale_text read;

	(void)state;
	memset(text, ' ', sizeof(text));
	memcpy(text, "1jt live 200rb", 14);
	sale_text_parse(&read, text, 1000, 20000);
	assert_int_equal(read.total.value, 1000000);
	assert_int_equal(read.live.value, 200000);
	sale_text_parse(&read, text, 1001, 20000);
	assert_int_equal(read.total.kind, AMOUNT_INVALID);
	assert_int_equal(read.total.reason, AMOUNT_UNREAD);
	assert_int_equal(read.day.kind, DATE_NONE);
}

/* Every beginning and end of what people write, and bytes that are no text. */
static void takes_any_bytes(void **state)
{
	static const char odd[] = "1jt\0live\xFF 200rb\n\x80+(, kali 2x";
	struct sale_text read;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t at = 0, n = strlen(cases[i].text); at <= n; at++) {
			sale_text_parse(&read, cases[i].text, at, 20000);
			assert_in_range(read.total.kind, AMOUNT_DEFINITE, AMOUNT_INVALID);
			sale_text_parse(&read, cases[i].text + at, n - at, 20000);
			assert_in_range(read.live.kind, AMOUNT_DEFINITE, AMOUNT_INVALID);
		}
	for (size_t n = 0; n < sizeof(odd); n++) {
		sale_text_parse(&read, odd, n, 20000);
		assert_in_range(read.total.kind, AMOUNT_DEFINITE, AMOUNT_INVALID);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_total_live_part_and_day),
		cmocka_unit_test(says_what_kind_of_nothing_it_read),
		cmocka_unit_test(tells_two_days_from_one),
		cmocka_unit_test(reads_no_further_than_its_bound),
		cmocka_unit_test(takes_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
