/* tests/text/test_command.c - what traders want, and what must never be taken for it */
#include "t.h"

#include "text/command.h"

static const char *printed(struct buf *b, const char *text)
{
	struct command_read c;

	command_parse(&c, text, strlen(text));
	buf_reset(b);
	command_print(b, &c);
	return b->data;
}

static void agrees_with_the_keyword_corpus(void **state)
{
	FILE *f = fopen("tests/data/keywords.tsv", "r");
	char line[1024];
	struct buf b;
	unsigned good = 0, all = 0, stops = 0, erasures = 0;

	(void)state;
	assert_non_null(f);
	buf_init(&b, 64);
	while (fgets(line, sizeof(line), f)) {
		char *want = strchr(line, '\t');
		char *end = want ? strchr(want + 1, '\t') : NULL;
		const char *got;

		assert_non_null(end);
		*want++ = *end = '\0';
		got = printed(&b, line);
		all++;
		if (strcmp(got, want) == 0) {
			good++;
			continue;
		}
		print_message("\"%s\": %s, want %s\n", line, got, want);
		stops += strcmp(got, "BERHENTI") == 0;
		erasures += strcmp(got, "HAPUS_DATA") == 0;
	}
	fclose(f);
	buf_release(&b);
	print_message("keywords %u/%u\n", good, all);
	assert_true(all > 100);
	assert_int_equal(stops, 0);
	assert_int_equal(erasures, 0);
	assert_true(good * 100 >= all * 98);
}

static void finds_the_command_and_its_argument(void **state)
{
	static const struct {
		const char *text;
		enum command command;
		const char *rest; /* NULL: the command is the whole text */
	} cases[] = {
		{ "JUAL 1,5jt live 400rb", CMD_SALE, "1,5jt live 400rb" },
		{ "jual: 350rb", CMD_SALE, "350rb" },
		{ "JUAL350rb", CMD_SALE, "350rb" },
		{ "jual1,5jt", CMD_SALE, "1,5jt" },
		{ "jual -200rb", CMD_SALE, "-200rb" },
		{ "2 JUAL 350rb", CMD_SALE, "350rb" },
		{ "jual tidak laku", CMD_SALE, "tidak laku" },
		{ "kemarin laku 300rb", CMD_SALE, "kemarin laku 300rb" },
		{ "DAFTAR G4 Bu Siti, Turi Baru, B2-15", CMD_ENROL,
			"G4 Bu Siti, Turi Baru, B2-15" },
		{ "DAFTARG4", CMD_ENROL, "G4" },
		{ "pagi pak, saya mau daftar dong", CMD_ENROL, NULL },
		{ "BATAL G4", CMD_CANCEL, "G4" },
		{ "batal daftar", CMD_CANCEL, "daftar" },
		{ "HADIR 4821", CMD_PRESENT, "4821" },
		{ "UBAH 300rb", CMD_CORRECT, "300rb" },
		{ "salah, harusnya 300rb", CMD_CORRECT, "300rb" },
		{ "TAMBAH 200rb", CMD_ADD, "200rb" },
		{ "UNTUK B2-15 350rb", CMD_FOR, "B2-15 350rb" },
		{ "JAWAB 231 boleh, Bu", CMD_ANSWER, "231 boleh, Bu" },
		{ "SIAR G4 besok jam 9", CMD_BROADCAST, "G4 besok jam 9" },
		{ "KODE G4", CMD_CODE, "G4" },
		{ "TIPS keamanan", CMD_TIPS, "keamanan" },
		{ "TANYA boleh bawa cucu?", CMD_ASK, "boleh bawa cucu?" },
		{ "CEK jadwal", CMD_STATUS, NULL },
		{ "CEK", CMD_CHECK, NULL },
		{ "LIBUR kemarin", CMD_CLOSED, "kemarin" },
		{ "hari ini tutup", CMD_CLOSED, "hari ini tutup" },
		{ "SAYA", CMD_ME, NULL },
		{ "data", CMD_ME, NULL },
		{ "lanjut", CMD_RESUME, NULL },
		{ "terima kasih banyak bu", CMD_THANKS, NULL },
		{ "sepi, gak onok sing tuku", CMD_ZERO, NULL },
		{ "mboten saged rawuh", CMD_NOT_COMING, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t n = strlen(cases[i].text);
		struct command_read c;

		print_message("%s\n", cases[i].text);
		command_parse(&c, cases[i].text, n);
		assert_int_equal(c.command, cases[i].command);
		assert_int_equal(c.sureness, COMMAND_EXACT);
		assert_int_equal(c.whole, cases[i].rest == NULL);
		assert_string_equal(cases[i].text + c.rest, cases[i].rest ? cases[i].rest : "");
	}
}

struct sentence {
	const char *text, *want;
};

static void check_sentences(const struct sentence *list, size_t n)
{
	struct buf b;

	buf_init(&b, 64);
	for (size_t i = 0; i < n; i++) {
		print_message("%s\n", list[i].text);
		assert_string_equal(printed(&b, list[i].text), list[i].want);
	}
	buf_release(&b);
}

static void obeys_stop_only_when_it_is_plain(void **state)
{
	static const struct sentence list[] = {
		{ "stop, terima kasih", "BERHENTI" },
		{ "sudah stop ya mbak", "BERHENTI" },
		{ "stop stop", "BERHENTI" },
		{ "jgn sms saya lagi ya", "BERHENTI" },
		{ "UNREG LAPAK", "BERHENTI" },
		{ "stop jualan", "CONFIRM:BERHENTI" },
		{ "STOP 5", "CONFIRM:BERHENTI" },
		{ "stopp", "CONFIRM:BERHENTI" },
		{ "st0p", "CONFIRM:BERHENTI" },
		{ "s t o p", "CONFIRM:BERHENTI" },
		{ "berhenti kerja", "CONFIRM:BERHENTI" },
		{ "berhemti", "CONFIRM:BERHENTI" },
		{ "kami mau berhenti", "CONFIRM:BERHENTI" },
		{ "ojo stop", "NONE" },
		{ "gak mau berhenti", "NONE" },
		{ "blm mau stop", "NONE" },
		{ "bus stop", "NONE" },
		{ "nonstop", "NONE" },
		{ "stok lama", "NONE" },
		{ "stol", "NONE" },
	};

	(void)state;
	check_sentences(list, sizeof(list) / sizeof(list[0]));
}

static void never_erases_without_a_question(void **state)
{
	static const struct sentence list[] = {
		{ "HAPUS DATA", "CONFIRM:HAPUS_DATA" },
		{ "hapis data", "CONFIRM:HAPUS_DATA" },
		{ "hapus dat", "CONFIRM:HAPUS_DATA" },
		{ "jangan hapus data", "NONE" },
		{ "harus data", "NONE" },
		{ "hapus foto", "NONE" },
		{ "jangan simpan data saya", "CONFIRM:HAPUS_DATA" },
		{ "hapus data saya ya", "CONFIRM:HAPUS_DATA" },
		{ "saya tidak setuju", "CONFIRM:HAPUS_DATA" },
		{ "tidak setuju", "TIDAK" },
	};
	struct command_read c;

	(void)state;
	check_sentences(list, sizeof(list) / sizeof(list[0]));
	command_parse(&c, "hapis data", 10);
	assert_int_equal(c.sureness, COMMAND_CONFIRM);
}

static void leaves_ordinary_sentences_alone(void **state)
{
	static const struct sentence list[] = {
		{ "besok ada menu baru", "NONE" },
		{ "anak saya hadir di sekolah", "NONE" },
		{ "toko sebelah tutup", "NONE" },
		{ "gak sepi", "NONE" },
		{ "tidak mau daftar", "NONE" },
		{ "lapor daftar", "NONE" },
		{ "ya tidak", "NONE" },
		{ "350rb", "NONE" },
		{ "saya laporkan polisi", "NONE" },
		{ "tak laporno polisi", "NONE" },
		{ "aman", "NONE" },
		{ "siapa yang mau beli beras", "NONE" },
		{ "gak live, laku 350rb", "NONE" },
		{ "bukan saya, pak Slamet", "NONE" },
		{ "bukan 1, 2", "NONE" },
		{ "tidak apa, 5 kodi", "NONE" },
		{ "12", "NONE" },
		{ "1, 2", "NONE" },
		{ "Bu Hadirah", "NONE" },
		{ "jalan turi", "NONE" },
		{ "\xFF\xFE\xFD", "NONE" },
		{ "\xD9\xA1", "NONE" },
	};

	(void)state;
	check_sentences(list, sizeof(list) / sizeof(list[0]));
}

static void asks_when_data_may_mean_enrol(void **state)
{
	static const char *const texts[] = { "data g4", "datar" };
	struct command_read c;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		command_parse(&c, texts[i], strlen(texts[i]));
		assert_int_equal(c.command, CMD_ME);
		assert_int_equal(c.sureness, COMMAND_CONFIRM);
	}
}

static void marks_a_slip_as_one(void **state)
{
	static const char *const slips[] = { "dafter", "lapro 250rb", "da ftar", "t1ps",
		"jadwalne" };
	struct command_read c;

	(void)state;
	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
		print_message("%s\n", slips[i]);
		command_parse(&c, slips[i], strlen(slips[i]));
		assert_int_not_equal(c.command, CMD_NONE);
		assert_int_equal(c.sureness, COMMAND_FUZZY);
	}
}

static void reads_a_menu_digit_in_words(void **state)
{
	static const struct sentence list[] = {
		{ "(3)", "MENUPICK:3" },
		{ "nomer loro", "MENUPICK:2" },
		{ "yang kedua pak", "MENUPICK:2" },
		{ "tello'", "MENUPICK:3" },
		{ "\xEF\xBC\x94", "MENUPICK:4" },
		{ "0", "MENU" },
		{ "#", "MENU" },
		{ "??", "BANTUAN" },
	};

	(void)state;
	check_sentences(list, sizeof(list) / sizeof(list[0]));
}

static void knows_words_that_carry_nothing(void **state)
{
	(void)state;
	assert_true(command_is_filler("", 0));
	assert_true(command_is_filler("ya mbak", 7));
	assert_true(command_is_filler(" pak, terima kasih", 18));
	assert_false(command_is_filler("pak siti", 8));
	assert_false(command_is_filler("ya 5", 4));
}

/* A row spelt otherwise than command_variants.def says would never match. */
static void hears_every_word_of_its_table(void **state)
{
	enum { WHOLE = 1, MONEY = 2, ASK = 4, ASK_MORE = 8, WRONG = 16 };
	static const struct {
		enum command command;
		int how;
		const char *phrase[32];
	} rows[] = {
/* clang-format off */
#define W(id, how, ...) { CMD_##id, how, { __VA_ARGS__ } },
#include "text/command_words.def"
#undef W
		/* clang-format on */
	};
	struct command_read c;
	unsigned deaf = 0;
	char text[128];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (size_t j = 0; j < 32 && rows[i].phrase[j]; j++) {
			snprintf(text, sizeof(text), "%s%s", rows[i].phrase[j],
				rows[i].how & MONEY ? " 350rb" : "");
			command_parse(&c, text, strlen(text));
			if (c.command == rows[i].command)
				continue;
			print_message("\"%s\" is %s, not %s\n", text, command_word(c.command),
				command_word(rows[i].command));
			deaf++;
		}
	}
	assert_int_equal(deaf, 0);
}

static void takes_a_text_longer_than_it_looks_at(void **state)
{
	char text[4000];
	struct command_read c;

	(void)state;
	memset(text, 'a', sizeof(text));
	for (size_t i = 4; i < sizeof(text); i += 5)
		text[i] = ' ';
	memcpy(text, "stop", 4);
	command_parse(&c, text, sizeof(text));
	assert_int_equal(c.sureness, COMMAND_CONFIRM);
	assert_false(c.whole);
	memset(text, 'a', sizeof(text));
	command_parse(&c, text, sizeof(text));
	assert_int_equal(c.command, CMD_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_keyword_corpus),
		cmocka_unit_test(finds_the_command_and_its_argument),
		cmocka_unit_test(obeys_stop_only_when_it_is_plain),
		cmocka_unit_test(never_erases_without_a_question),
		cmocka_unit_test(leaves_ordinary_sentences_alone),
		cmocka_unit_test(asks_when_data_may_mean_enrol),
		cmocka_unit_test(marks_a_slip_as_one),
		cmocka_unit_test(reads_a_menu_digit_in_words),
		cmocka_unit_test(knows_words_that_carry_nothing),
		cmocka_unit_test(hears_every_word_of_its_table),
		cmocka_unit_test(takes_a_text_longer_than_it_looks_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
