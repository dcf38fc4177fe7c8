/* tests/wording/test_faults.c - a faultless language, broken in one way each time */
#include "t.h"

#include <sys/stat.h>
#include <unistd.h>

#include "sample.h"

#define TEN   "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

/* What is written in place of a message's section, and the one fault it makes on which of
 * its lines. */
struct fault_case {
	const char *name;
	enum message_id id;
	const char *section;
	int line; /* 0: the fault has none */
	const char *fault;
};

/* clang-format off */
static const struct fault_case cases[] = {
	{ "missing", MSG_MENU, "", 0, "[menu.ask]: missing" },
	{ "unknown section", MSG_MENU, "[menu.ask]\nx\n[sale.savde]\ny\n", 3,
		"unknown section [sale.savde]; did you mean [sale.saved]?" },
	{ "unknown section like none", MSG_MENU, "[menu.ask]\nx\n[qqqqqqqqqqqq]\ny {day}\n", 3,
		"unknown section [qqqqqqqqqqqq]" },
	{ "unknown section shows no control character", MSG_MENU,
		"[menu.ask]\nx\n[qqqqqqqq\x1b[2Jqqqq]\n", 3, "unknown section [qqqqqqqq [2Jqqqq]" },
	{ "heading without end", MSG_MENU, "[menu.ask]\nx\n[sale.saved\ny\n", 3,
		"[sale.saved: a heading ends with ]" },
	{ "heading with only a start", MSG_MENU, "[menu.ask]\nx\n[\ny\n", 3,
		"[: a heading ends with ]" },
	{ "duplicate section", MSG_MENU_HINT, "[menu.hint]\nx\n\n[language.name]\ny\n", 4,
		"[language.name]: duplicate section; the first one is on line 1" },
	{ "text before the first section", MSG_LANGUAGE_NAME,
		"# good\n\nstray\nstray\n[language.name]\nx\n", 3,
		"text before the first [section]" },
	{ "unknown field", MSG_SALE_SAVED, "[sale.saved]\nOn {day}\nsold {amuont}.\n", 3,
		"[sale.saved]: unknown field {amuont}; did you mean {amount}?" },
	{ "unknown field like none", MSG_CANCEL_SALE, "[cancel.sale]\n{xyz}\n", 2,
		"[cancel.sale]: unknown field {xyz}; this message has {day} {amount}" },
	{ "unknown field where there is none", MSG_MENU, "[menu.ask]\n{}\n", 2,
		"[menu.ask]: unknown field {}; this message has none" },
	{ "field with a space", MSG_CANCEL_SALE, "[cancel.sale]\n{day }\n", 2,
		"[cancel.sale]: unknown field {day }; did you mean {day}?" },
	{ "field of other messages", MSG_CANCEL_SALE, "[cancel.sale]\n{stall}\n", 2,
		"[cancel.sale]: {stall} is not given to this message; it has {day} {amount}" },
	{ "field not closed", MSG_CANCEL_SALE, "[cancel.sale]\nOn {day\n", 2,
		"[cancel.sale]: unbalanced brace: { without a } after it on its line" },
	{ "field closed on the next line", MSG_CANCEL_SALE, "[cancel.sale]\nOn {day\n- x\n", 2,
		"[cancel.sale]: unbalanced brace: { without a } after it on its line" },
	{ "field in a field", MSG_CANCEL_SALE, "[cancel.sale]\nOn {a{day}\n", 2,
		"[cancel.sale]: unbalanced brace: { without a } after it on its line" },
	{ "brace only closed", MSG_CANCEL_SALE, "[cancel.sale]\nOn day}\n", 2,
		"[cancel.sale]: unbalanced brace: } without a { before it" },
	{ "not UTF-8", MSG_MENU, "[menu.ask]\nx\ncaf\xE9\n", 3,
		"[menu.ask]: not UTF-8; save the file in that encoding" },
	{ "comment not UTF-8", MSG_LANGUAGE_NAME, "# caf\xE9\n[language.name]\nx\n", 1,
		"not UTF-8; save the file in that encoding" },
	{ "curly quote", MSG_MENU, "[menu.ask]\nit\xE2\x80\x99s caf\xC3\xA9\n", 2,
		"[menu.ask]: not plain GSM-7, which every network carries: "
		"U+2019 (write '), U+00E9 (write e)" },
	{ "emoji", MSG_MENU, "[menu.ask]\nx \xF0\x9F\x98\x80\n", 2,
		"[menu.ask]: not plain GSM-7, which every network carries: U+1F600" },
	{ "two septets each", MSG_MENU, "[menu.ask]\na [b] ~ ^\n", 2,
		"[menu.ask]: not plain GSM-7, which every network carries: "
		"U+005B (write (), U+005D (write )), U+007E (write -), U+005E" },
	{ "tab within", MSG_MENU, "[menu.ask]\na\tb\n", 2,
		"[menu.ask]: not plain GSM-7, which every network carries: U+0009" },
	{ "empty", MSG_MENU, "[menu.ask]\n# only this\n \t\n", 1, "[menu.ask]: no text" },
	{ "one too long", MSG_MENU, "[menu.ask]\n" FIFTY "\n" FIFTY "\n" FIFTY "\n-\n", 1,
		"[menu.ask]: 154 septets at its longest, budget 153, shorten by 1" },
	{ "too long with its fields", MSG_CANCEL_SALE,
		"[cancel.sale]\n" FIFTY FIFTY "{day}{amount}\n---{day}{amount}\n", 1,
		"[cancel.sale]: 154 septets at its longest, budget 153, shorten by 1" },
	{ "a long word", MSG_WORD_MORE, "[word.more]\n" TEN TEN TEN TEN "x\n", 1,
		"[word.more]: 41 septets at its longest, budget 40, shorten by 1" },
	{ "a long name of the language", MSG_LANGUAGE_NAME, "[language.name]\n" TEN "xyz\n", 1,
		"[language.name]: 13 septets at its longest, budget 12, shorten by 1" },
	{ "six weekdays", MSG_WORD_WEEKDAYS, "[word.weekdays]\nSu Mo Tu\nWe Th Fr\n", 1,
		"[word.weekdays]: has 6 words, must have 7" },
	{ "thirteen months", MSG_WORD_MONTHS, "[word.months]\n1 2 3 4 5 6 7 8 9 10 11 12 13\n", 1,
		"[word.months]: has 13 words, must have 12" },
	{ "a long month", MSG_WORD_MONTHS, "[word.months]\n1 2 3 4 5 June 7 8 9 10 11 12\n", 1,
		"[word.months]: June is longer than 3 letters" },
};
/* clang-format on */

/* Loads dir, which must be refused, into report. */
static void load_bad(const struct folder *f, struct buf *report)
{
	struct wording *w = NULL;

	assert_int_equal(wording_load(&w, f->path, report), RC_INVALID);
	assert_null(w);
}

static void check_case(const struct folder *f, const struct fault_case *c)
{
	int line = 2 * (int)c->id + c->line;
	struct buf text, report, expected;

	print_message("%s\n", c->name);
	buf_init(&text, 64 * 1024);
	buf_init(&report, 64 * 1024);
	buf_init(&expected, 4096);
	sample_write(&text, (int)c->id, c->section);
	folder_put(f, "id.txt", text.data, text.len);
	buf_printf(&expected, "%s/id.txt", f->path);
	if (c->line > 0)
		buf_printf(&expected, ":%d", line);
	buf_printf(&expected, ": %s\n", c->fault);
	load_bad(f, &report);
	assert_string_equal(report.data, expected.data);
	buf_release(&text);
	buf_release(&report);
	buf_release(&expected);
}

static void names_each_fault_with_its_place(void **state)
{
	struct folder f;

	(void)state;
	folder_make(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_case(&f, &cases[i]);
	folder_remove(&f);
}

static size_t lines(const struct buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->len; i++)
		n += b->data[i] == '\n';
	return n;
}

static void misses_every_message_of_an_empty_file(void **state)
{
	struct folder f;
	struct buf report;

	(void)state;
	folder_make(&f);
	buf_init(&report, 64 * 1024);
	folder_put(&f, "id.txt", "", 0);
	load_bad(&f, &report);
	assert_int_equal(lines(&report), MSG_COUNT);
	buf_release(&report);
	folder_remove(&f);
}

static void lists_the_faults_of_all_files_and_lines(void **state)
{
	struct folder f;
	struct buf report, text;

	(void)state;
	folder_make(&f);
	buf_init(&report, 64 * 1024);
	buf_init(&text, 64 * 1024);
	sample_write(&text, MSG_MENU, "[menu.ask]\n{a} {b}\n}\n");
	folder_put(&f, "en.txt", text.data, text.len);
	buf_reset(&text);
	sample_write(&text, MSG_THANKS, "[thanks.txt]\nx\n");
	folder_put(&f, "id.txt", text.data, text.len);
	folder_put_sample(&f, "jv.txt");
	load_bad(&f, &report);
	print_message("%s", report.data);
	assert_int_equal(lines(&report), 5);
	assert_non_null(strstr(report.data, "did you mean [thanks.text]?"));
	assert_non_null(strstr(report.data, "[thanks.text]: missing"));
	assert_true(strstr(report.data, "id.txt") < strstr(report.data, "en.txt"));
	buf_release(&report);
	buf_release(&text);
	folder_remove(&f);
}

static void refuses_though_the_report_is_full(void **state)
{
	struct folder f;
	struct buf report;

	(void)state;
	folder_make(&f);
	buf_init(&report, 10);
	folder_put(&f, "id.txt", "x", 1);
	load_bad(&f, &report);
	assert_true(report.full);
	buf_release(&report);
	folder_remove(&f);
}

/* Loads the folder, which must be refused for the one fault. */
static void check_folder(const struct folder *f, const char *what, const char *fault)
{
	struct buf report, expected;

	print_message("%s\n", what);
	buf_init(&report, 64 * 1024);
	buf_init(&expected, 4096);
	buf_printf(&expected, "%s%s\n", f->path, fault);
	load_bad(f, &report);
	assert_string_equal(report.data, expected.data);
	buf_release(&report);
	buf_release(&expected);
}

/* Which of them is the one is up to the file system. */
static void check_one_too_many(const struct folder *f)
{
	struct buf report;

	print_message("nine languages\n");
	buf_init(&report, 64 * 1024);
	load_bad(f, &report);
	assert_int_equal(lines(&report), 1);
	assert_non_null(strstr(report.data, "is one more than the 8 languages there may be\n"));
	buf_release(&report);
}

static void refuses_a_folder_it_cannot_use(void **state)
{
	struct folder f, gone = { "/tmp/lapak-wording-is-not-there" };
	char name[16];

	(void)state;
	check_folder(&gone, "no folder", ": cannot be opened: No such file or directory");
	folder_make(&f);
	check_folder(&f, "empty", ": there is no language here, such as id.txt");
	folder_put_sample(&f, "id.txt");
	folder_put_sample(&f, "ID2.txt");
	check_folder(&f, "file not named by a language",
		": ID2.txt: a file is named by its language, 2 to 7 letters a-z");
	folder_remove(&f);
	folder_make(&f);
	for (int i = 0; i <= LANGUAGES_MAX; i++) {
		(void)snprintf(name, sizeof(name), "x%c.txt", 'a' + i);
		folder_put_sample(&f, name);
	}
	check_one_too_many(&f);
	folder_remove(&f);
}

static void refuses_a_file_it_cannot_read(void **state)
{
	static char big[64 * 1024 + 1];
	struct folder f;
	char path[128];

	(void)state;
	folder_make(&f);
	memset(big, '#', sizeof(big));
	folder_put(&f, "id.txt", big, sizeof(big));
	check_folder(&f, "too big", "/id.txt: is larger than 65536 bytes");
	(void)snprintf(path, sizeof(path), "%s/id.txt", f.path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	check_folder(&f, "a folder", "/id.txt: is not a file");
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	check_folder(&f, "a pipe nobody writes to", "/id.txt: is not a file");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("nowhere", path), 0);
	check_folder(&f, "a dead link", "/id.txt: cannot be opened: No such file or directory");
	folder_remove(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_each_fault_with_its_place),
		cmocka_unit_test(misses_every_message_of_an_empty_file),
		cmocka_unit_test(lists_the_faults_of_all_files_and_lines),
		cmocka_unit_test(refuses_though_the_report_is_full),
		cmocka_unit_test(refuses_a_folder_it_cannot_use),
		cmocka_unit_test(refuses_a_file_it_cannot_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
