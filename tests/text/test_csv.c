/* tests/text/test_csv.c - values as spreadsheets write them, and cells that must not run */
#include "text/csv.h"

#include "t.h"

static void row_is(struct csv *c, int64_t line, const char *cells)
{
	char joined[200] = "";
	size_t n = 0;

	assert_int_equal(csv_next(c), RC_OK);
	assert_int_equal(c->line, line);
	for (size_t i = 0; i < c->cells; i++)
		n += (size_t)snprintf(joined + n, sizeof(joined) - n, "%s[%s]", "", c->cell[i]);
	assert_string_equal(joined, cells);
}

static void rows_are_read_with_their_lines(void **state)
{
	static const char text[] = "\xEF\xBB\xBF"
				   "phone,name\r\n"
				   "\r\n"
				   "0812, \"Bu \"\"Siti\"\", Turi\" \n"
				   "\"two\nlines\",x\n"
				   ",\n"
				   "last";
	struct csv c;

	(void)state;
	csv_open(&c, text, sizeof(text) - 1);
	row_is(&c, 1, "[phone][name]");
	row_is(&c, 3, "[0812][Bu \"Siti\", Turi]");
	row_is(&c, 4, "[two\nlines][x]");
	row_is(&c, 6, "[][]");
	row_is(&c, 7, "[last]");
	assert_int_equal(csv_next(&c), RC_ABSENT);
	csv_close(&c);
}

static void a_carriage_return_alone_ends_a_line(void **state)
{
	static const char text[] = "a;b\r1;2\r\r3;4\r\n5;6";
	struct csv c;

	(void)state;
	csv_open(&c, text, sizeof(text) - 1);
	row_is(&c, 1, "[a][b]");
	row_is(&c, 2, "[1][2]");
	row_is(&c, 4, "[3][4]");
	row_is(&c, 5, "[5][6]");
	csv_close(&c);
}

static void semicolons_are_taken_when_there_are_more(void **state)
{
	static const char text[] = "a;b,c;d\n1;2;3\n";
	struct csv c;

	(void)state;
	csv_open(&c, text, sizeof(text) - 1);
	row_is(&c, 1, "[a][b,c][d]");
	row_is(&c, 2, "[1][2][3]");
	csv_close(&c);
}

static void malformed_rows_are_refused(void **state)
{
	static const char open_quote[] = "a,\"b\n", nul[] = "a,b\0c\n";
	char wide[100];
	struct csv c;

	(void)state;
	csv_open(&c, open_quote, sizeof(open_quote) - 1);
	assert_int_equal(csv_next(&c), RC_INVALID);
	csv_close(&c);
	csv_open(&c, nul, sizeof(nul) - 1);
	assert_int_equal(csv_next(&c), RC_INVALID);
	csv_close(&c);
	memset(wide, ',', sizeof(wide));
	csv_open(&c, wide, sizeof(wide));
	assert_int_equal(csv_next(&c), RC_INVALID);
	csv_close(&c);
}

struct cell {
	const char *text, *written;
};

static const struct cell cells[] = { { "Bu Siti", "Bu Siti" }, { "", "" }, { "a,b", "\"a,b\"" },
	{ "say \"hi\"", "\"say \"\"hi\"\"\"" }, { "=1+1", "\"'=1+1\"" },
	{ "+6281234567890", "\"'+6281234567890\"" }, { "-2", "\"'-2\"" }, { "@x", "\"'@x\"" },
	{ "\tx", "\"'\tx\"" }, { "two\nlines", "\"two\nlines\"" }, { "1=1", "1=1" },
	{ " =1", "\"' =1\"" }, { " a", "\" a\"" } };

static void cells_do_not_run(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1000);
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		buf_reset(&out);
		csv_put(&out, cells[i].text, true);
		assert_string_equal(out.data != NULL ? out.data : "", cells[i].written);
	}
	buf_reset(&out);
	csv_put(&out, "a", true);
	csv_put_number(&out, -5, false);
	csv_end(&out);
	assert_string_equal(out.data, "a,-5\r\n");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_read_with_their_lines),
		cmocka_unit_test(a_carriage_return_alone_ends_a_line),
		cmocka_unit_test(semicolons_are_taken_when_there_are_more),
		cmocka_unit_test(malformed_rows_are_refused),
		cmocka_unit_test(cells_do_not_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
