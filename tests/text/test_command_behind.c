/* tests/text/test_command_behind.c - commands by what stands behind their words */
#include "t.h"

#include "text/command.h"

static void finds_the_argument_however_it_is_typed(void **state)
{
	static const struct {
		const char *text;
		enum command command;
		const char *rest; /* NULL: the command is the whole text */
	} cases[] = {
		{ "TIDAKLAKU", CMD_ZERO, NULL },
		{ "gakpayu", CMD_ZERO, NULL },
		{ "KEMARINLIBUR", CMD_CLOSED, "KEMARINLIBUR" },
		{ "hariinitutup", CMD_CLOSED, "hariinitutup" },
		{ "tidakhadir", CMD_NOT_COMING, NULL },
		{ "JUAL350RBLIVE50RB", CMD_SALE, "350RBLIVE50RB" },
		{ "libur 1 november", CMD_CLOSED, "1 november" },
		{ "sesuk prei", CMD_CLOSED, "sesuk prei" },
		{ "libur 2 hari", CMD_CLOSED, "2 hari" },
		{ "gak payu, modal 500rb", CMD_ZERO, "modal 500rb" },
		{ "gak payu besok", CMD_ZERO, "besok" },
		{ "kode 4821", CMD_PRESENT, "4821" },
		{ "kodenya 4821 pak", CMD_PRESENT, "4821 pak" },
		{ "kode 48215", CMD_CODE, "48215" },
		{ "kode 4821a", CMD_CODE, "4821a" },
		{ "alhamdulillah laku 350rb", CMD_SALE, "350rb" },
		{ "suwun mbak. laku 500rb", CMD_SALE, "500rb" },
		{ "alhamdulillah tutup", CMD_CLOSED, NULL },
		{ "alhamdulillah", CMD_THANKS, NULL },
		{ "suwun infone mbak", CMD_THANKS, "infone mbak" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct command_read c;

		print_message("%s\n", cases[i].text);
		command_parse(&c, cases[i].text, strlen(cases[i].text));
		assert_int_equal(c.command, cases[i].command);
		assert_int_equal(c.sureness, COMMAND_EXACT);
		assert_int_equal(c.whole, cases[i].rest == NULL);
		assert_string_equal(cases[i].text + c.rest, cases[i].rest ? cases[i].rest : "");
	}
}

/* Thanks, a greeting or "sepi" before the takings: the text is a report and no command. */
static void leaves_a_report_behind_politeness_to_be_read(void **state)
{
	static const char *const texts[] = { "alhamdulillah 350rb", "alhamdulillah 500",
		"suwun, 350rb", "terima kasih banyak, 350rb live 50rb", "siap, hari ini 350rb",
		"sepi mbak cuma 50rb", "sepi, laku 50rb", "sepi live 200rb",
		"alhamdulillah kemarin 300rb hari ini 200rb", "alhamdulillah rame 500rb",
		"sepi pol mung 50rb", "tidak laku, live 200rb", "tutup tapi live 200rb",
		"gak payu, 500rb", "libur kemarin, hari ini 300rb" };
	struct command_read c;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		print_message("%s\n", texts[i]);
		command_parse(&c, texts[i], strlen(texts[i]));
		assert_int_equal(c.command, CMD_NONE);
		assert_int_equal(c.sureness, COMMAND_NONE);
		assert_false(c.whole);
	}
}

static void hears_that_a_report_was_wrong(void **state)
{
	static const char *const texts[] = { "salah", "Salah pak", "klentu", "kliru", "keliru",
		"aku salah", "wrong", "bukan itu", "maaf mbak salah" };
	struct command_read c;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		print_message("%s\n", texts[i]);
		command_parse(&c, texts[i], strlen(texts[i]));
		assert_int_equal(c.command, CMD_CORRECT);
		assert_int_equal(c.sureness, COMMAND_EXACT);
		assert_true(c.whole);
		assert_true(c.wrong);
	}
	command_parse(&c, "salah ketik", 11);
	assert_int_equal(c.command, CMD_CORRECT);
	assert_true(c.whole);
	assert_false(c.wrong);
}

static void finds_the_right_amount_of_a_correction(void **state)
{
	static const struct {
		const char *text, *rest;
	} cases[] = {
		{ "saya salah ketik harusnya 500rb", "500rb" },
		{ "bukan, 500rb", "500rb" },
		{ "bukan 5jt, 500rb", "500rb" },
		{ "bukan 1,5jt tapi 150rb live 20rb", "150rb live 20rb" },
		{ "bukan 5jt harusnya 500rb", "500rb" },
		{ "dudu 5jt. 500rb pak", "500rb pak" },
		{ "bukan hari ini, kemarin 500rb", "kemarin 500rb" },
		{ "tidak mbak, 350rb", "350rb" },
		{ "salah, sing bener 300rb", "300rb" },
		{ "salah 5jt, 500rb", "500rb" },
		{ "yang kemarin salah, harusnya 300rb", "300rb" },
		{ "gak, payu 500rb", "payu 500rb" },
		{ "UBAH 5jt jadi 500rb", "500rb" },
		{ "UBAH dari 5jt ke 500rb", "500rb" },
		{ "ganti jadi -500rb", "-500rb" },
		{ "UBAH kemarin 500rb", "kemarin 500rb" },
		{ "UBAH kemarin jadi 500rb", "kemarin jadi 500rb" },
		{ "UBAH live 100rb", "live 100rb" },
		{ "UBAH 350rb tapi dihutang 100rb", "350rb tapi dihutang 100rb" },
		/* which of them is right is not said */
		{ "bukan 500rb", "" },
		{ "bukan 5jt 500rb", "" },
	};
	struct command_read c;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("%s\n", cases[i].text);
		command_parse(&c, cases[i].text, strlen(cases[i].text));
		assert_int_equal(c.command, CMD_CORRECT);
		assert_int_equal(c.sureness, COMMAND_EXACT);
		assert_false(c.whole);
		assert_string_equal(cases[i].text + c.rest, cases[i].rest);
	}
}

static void hears_doubt_about_who_writes(void **state)
{
	static const char *const texts[] = { "ini asli apa penipuan?", "penipuan ya",
		"apa ini resmi", "ini siapa", "sopo iki", "nomor siapa ini",
		"apakah ini penipuan", "ini bukan penipuan kan pak", "CEK",
		"sms dari siapa ini", "anda siapa", "niki sinten nggih", "ini dari mana",
		"lapor penipuan" };
	struct command_read c;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		print_message("%s\n", texts[i]);
		command_parse(&c, texts[i], strlen(texts[i]));
		assert_int_equal(c.command, CMD_CHECK);
		assert_int_equal(c.sureness, COMMAND_EXACT);
		assert_true(c.whole);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_argument_however_it_is_typed),
		cmocka_unit_test(leaves_a_report_behind_politeness_to_be_read),
		cmocka_unit_test(hears_that_a_report_was_wrong),
		cmocka_unit_test(finds_the_right_amount_of_a_correction),
		cmocka_unit_test(hears_doubt_about_who_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
