/* tests/text/test_gsm7.c - the alphabet, segments and folding */
#include "t.h"

#include <jansson.h>

#include "text/gsm7.h"
#include "text/utf8.h"

/* Splits line at its tabs into at most max columns; returns how many. */
static size_t columns(char *line, char **column, size_t max)
{
	size_t n = 0;

	line[strcspn(line, "\n")] = '\0';
	for (char *at = line; at != NULL && n < max; n++) {
		column[n] = at;
		at = strchr(at, '\t');
		if (at != NULL)
			*at++ = '\0';
	}
	return n;
}

static void knows_the_whole_alphabet(void **state)
{
	FILE *f = fopen("tests/data/gsm0338.tsv", "r");
	struct buf decoded, expected;
	unsigned char septets[2];
	char line[128], *column[3];
	size_t rows = 0, n;

	(void)state;
	assert_non_null(f);
	buf_init(&decoded, 16);
	buf_init(&expected, 16);
	while (fgets(line, sizeof(line), f) != NULL) {
		unsigned long code, raw;

		assert_true(columns(line, column, 3) >= 2);
		print_message("%s %s\n", column[0], column[1]);
		raw = strtoul(column[0], NULL, 16);
		code = strtoul(column[1] + 2, NULL, 16);
		rows++;
		if (raw == 0x1B) {
			assert_int_equal(gsm7_septets((unsigned)code), 0);
			continue;
		}
		n = raw > 0x7F ? 2 : 1;
		septets[0] = (unsigned char)(n == 2 ? raw >> 8 : raw);
		septets[1] = (unsigned char)(raw & 0x7F);
		buf_reset(&decoded);
		buf_reset(&expected);
		gsm7_decode(&decoded, septets, n);
		utf8_put(&expected, (uint32_t)code);
		assert_string_equal(decoded.data, expected.data);
		assert_int_equal(gsm7_septets((unsigned)code), n);
	}
	(void)fclose(f);
	assert_int_equal(rows, 138);
	buf_release(&decoded);
	buf_release(&expected);
}

static void carries_nothing_but_the_alphabet(void **state)
{
	unsigned one = 0, two = 0;

	(void)state;
	for (unsigned code = 0; code <= 0x10FFFF; code++) {
		one += gsm7_septets(code) == 1;
		two += gsm7_septets(code) == 2;
	}
	assert_int_equal(one, 127);
	assert_int_equal(two, 10);
}

static void decodes_what_the_table_lacks(void **state)
{
	static const struct {
		unsigned char septets[3];
		size_t n;
		const char *text;
	} rows[] = {
		{ { 0x1B }, 1, " " },
		{ { 0x1B, 0x1B, 'a' }, 3, " a" },
		{ { 0x1B, 'a' }, 2, "a" },
		{ { 0x1B, 0x80, 'a' }, 3,
			" \xEF\xBF\xBD"
			"a" },
		{ { 0xFF }, 1, "\xEF\xBF\xBD" },
		{ { 0x1B, 0x65 }, 2, "\xE2\x82\xAC" },
	};
	struct buf b;

	(void)state;
	buf_init(&b, 16);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("row %zu\n", i);
		buf_reset(&b);
		gsm7_decode(&b, rows[i].septets, rows[i].n);
		assert_string_equal(b.data, rows[i].text);
	}
	buf_release(&b);
}

/* Compares a row's text with its expected "encoding segments units parts". */
static void check_segments(char **column)
{
	json_t *json = json_loads(column[0], JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	const char *text = json_string_value(json);
	size_t n = json_string_length(json);
	struct sms_cost cost;
	struct buf expected, got;
	bool gsm7;

	assert_non_null(text);
	buf_init(&expected, 4096);
	buf_init(&got, 4096);
	buf_printf(&expected, "%s %s %s %s", column[1], column[2], column[3], column[4]);
	sms_cost(&cost, text, n);
	sms_print_cost(&got, &cost);
	if (strcmp(got.data, expected.data) != 0)
		print_message("%s\n", column[0]);
	assert_string_equal(got.data, expected.data);
	assert_int_equal(sms_segments(text, n, &gsm7), cost.segments);
	assert_int_equal(gsm7, cost.gsm7);
	buf_release(&expected);
	buf_release(&got);
	json_decref(json);
}

static void counts_segments_as_the_specification_does(void **state)
{
	static char line[16384];
	FILE *f = fopen("tests/data/segments.tsv", "r");
	char *column[7];
	size_t rows = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		if (line[0] != '"')
			continue;
		assert_true(columns(line, column, 7) >= 5);
		check_segments(column);
		rows++;
	}
	(void)fclose(f);
	print_message("%zu rows\n", rows);
	assert_true(rows > 400);
}

static void counts_hand_made_cases(void **state)
{
	static const struct {
		const char *unit;
		unsigned times;
		const char *tail, *cost;
	} rows[] = {
		{ "", 1, "", "GSM-7 1 0 0" },
		{ "a", 160, "", "GSM-7 1 160 160" },
		{ "a", 161, "", "GSM-7 2 161 153+8" },
		{ "a", 306, "", "GSM-7 2 306 153+153" },
		{ "a", 307, "", "GSM-7 3 307 153+153+1" },
		{ "a", 158, "{", "GSM-7 1 160 160" },
		{ "a", 159, "{", "GSM-7 2 161 153+8" },
		{ "a", 152, "{aaaaaaa", "GSM-7 2 161 152+9" },
		{ "{", 80, "", "GSM-7 1 160 160" },
		{ "{", 81, "", "GSM-7 2 162 152+10" },
		{ "a", 69, "\xC3\xAA", "UCS-2 1 70 70" },
		{ "a", 70, "\xC3\xAA", "UCS-2 2 71 67+4" },
		{ "a", 66,
			"\xF0\x9F\x98\x80"
			"abc",
			"UCS-2 2 71 66+5" },
		{ "{", 70, "\xC3\xAA", "UCS-2 2 71 67+4" },
		{ "\xFF", 3, "", "UCS-2 1 3 3" },
		{ "a\tb", 1, "", "UCS-2 1 3 3" },
	};
	struct buf text, got;
	struct sms_cost cost;

	(void)state;
	buf_init(&text, 4096);
	buf_init(&got, 4096);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_reset(&text);
		buf_reset(&got);
		for (unsigned j = 0; j < rows[i].times; j++)
			buf_puts(&text, rows[i].unit);
		buf_puts(&text, rows[i].tail);
		sms_cost(&cost, text.data, text.len);
		sms_print_cost(&got, &cost);
		print_message("row %zu: %s\n", i, got.data);
		assert_string_equal(got.data, rows[i].cost);
	}
	buf_release(&text);
	buf_release(&got);
}

static void stops_at_the_last_part(void **state)
{
	enum { LENGTH = 153 * SMS_PARTS_MAX };
	static char text[LENGTH + 2];
	struct sms_cost cost;
	bool gsm7;

	(void)state;
	memset(text, 'a', LENGTH + 1);
	sms_cost(&cost, text, LENGTH);
	assert_int_equal(cost.segments, SMS_PARTS_MAX);
	assert_int_equal(cost.part[SMS_PARTS_MAX - 1], 153);
	sms_cost(&cost, text, LENGTH + 1);
	assert_int_equal(cost.segments, SMS_PARTS_MAX);
	assert_int_equal(cost.units, LENGTH + 1);
	assert_int_equal(sms_segments(text, LENGTH + 1, &gsm7), SMS_PARTS_MAX);
}

static void knows_what_every_network_carries(void **state)
{
	static const char refused[] = "`^{}[]~|\\\n\r\t\x7F\x1F\x80\xC3";

	(void)state;
	for (int c = ' '; c <= '~'; c++) {
		char one = (char)c;

		assert_int_equal(gsm7_plain(&one, 1), strchr(refused, c) == NULL);
	}
	for (size_t i = 0; refused[i] != '\0'; i++)
		assert_false(gsm7_plain(&refused[i], 1));
	assert_false(gsm7_plain("\0", 1));
	assert_true(gsm7_plain("", 0));
	assert_true(gsm7_plain("LAPAK: Rp1.500.000 @ $5_", 24));
}

static void folds_to_plain_letters(void **state)
{
	static const char *const rows[][2] = {
		{ "JUAL 350rb", "JUAL 350rb" },
		{ "\u201CBagus\u201D \u2018nggih\u2019", "\"Bagus\" 'nggih'" },
		{ "A \u2013 B \u2014 C\u2026", "A - B - C..." },
		{ "bath\u00EAk, Mad\u00FBr\u00E2, caf\u00E9", "bathek, Madura, cafe" },
		{ "e\u0301", "e" },
		{ "\u00E6\u00DF\u0152\u0141\u017E", "aessOELz" },
		{ "\u00D7 2, 10 \u00F7 2", "x 2, 10 / 2" },
		{ "1\u00BD jt", "1 1/2 jt" },
		{ "\u00BD\u00BD", "1/2 1/2" },
		{ "\u20AC5", "EUR5" },
		{ "[a] {b} ~c|d\\e^f`g", "(a) (b) -c/d/ef'g" },
		{ "\uFF2A\uFF35\uFF21\uFF2C\uFF3B\uFF11", "JUAL(1" },
		{ "\U0001D413\U0001D420 \U0001D7CF", "Tg 1" },
		{ "\u2460 x\u00B2", "1 x2" },
		{ "\U0001F525 PROMO \U0001F525\U0001F525 hari ini \U0001F525",
			"PROMO hari ini" },
		{ "a\u200B\uFEFF\u00ADb", "ab" },
		{ "satu\r\n\r\ndua\ttiga", "satu dua tiga" },
		{ "  a   b  ", "a b" },
		{ "\u3000\u00A0", "" },
		{ "\uA9B1\uA9AE", "" },
		{ "a\xFF"
		  "b",
			"ab" },
		{ "", "" },
	};
	struct buf b;

	(void)state;
	buf_init(&b, 256);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i][0]);
		buf_reset(&b);
		gsm7_fold(&b, rows[i][0], strlen(rows[i][0]));
		assert_string_equal(b.data, rows[i][1]);
	}
	buf_release(&b);
}

static void folds_every_character_to_plain(void **state)
{
	struct buf in, out;

	(void)state;
	buf_init(&in, 8);
	buf_init(&out, 16);
	for (uint32_t code = 0; code <= 0x1FFFF; code++) {
		buf_reset(&in);
		buf_reset(&out);
		utf8_put(&in, code);
		gsm7_fold(&out, in.data, in.len);
		if (!gsm7_plain(out.data, out.len) || out.len > in.len * 2)
			fail_msg("U+%04X gives \"%s\"", code, out.data);
		if (code >= 0xC0 && code <= 0x17F && out.len == 0)
			fail_msg("U+%04X is a letter and has no look", code);
	}
	buf_release(&in);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_whole_alphabet),
		cmocka_unit_test(carries_nothing_but_the_alphabet),
		cmocka_unit_test(decodes_what_the_table_lacks),
		cmocka_unit_test(counts_segments_as_the_specification_does),
		cmocka_unit_test(counts_hand_made_cases),
		cmocka_unit_test(stops_at_the_last_part),
		cmocka_unit_test(knows_what_every_network_carries),
		cmocka_unit_test(folds_to_plain_letters),
		cmocka_unit_test(folds_every_character_to_plain),
	};

	return cmocka_run_group_tests_name("text/gsm7", tests, NULL, NULL);
}
