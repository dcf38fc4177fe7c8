/* tests/wording/test_wording.c - languages load, and messages hold what is put into them */
#include "t.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/days.h"
#include "sample.h"
#include "text/gsm7.h"

/* A folder with the one file, loaded. */
static struct wording *load_with(enum message_id id, const char *section)
{
	struct wording *w = NULL;
	struct folder f;
	struct buf text, report;

	buf_init(&text, 64 * 1024);
	buf_init(&report, 64 * 1024);
	folder_make(&f);
	sample_write(&text, (int)id, section);
	folder_put(&f, "id.txt", text.data, text.len);
	if (wording_load(&w, f.path, &report) != RC_OK)
		print_message("%s", report.data);
	assert_non_null(w);
	assert_int_equal(report.len, 0);
	folder_remove(&f);
	buf_release(&text);
	buf_release(&report);
	return w;
}

static void every_name_in_the_tables_is_its_own(void **state)
{
	(void)state;
	for (int id = 0; id < MSG_COUNT; id++) {
		const char *name = message_table[id].name;

		print_message("%s\n", name);
		assert_int_equal(message_find(name, strlen(name)), id);
		assert_string_equal(wording_message_name((enum message_id)id), name);
		assert_true(message_table[id].budget <= WORDING_SMS);
		assert_int_equal(message_table[id].fields >> FIELD_COUNT, 0);
	}
	for (int id = 0; id < FIELD_COUNT; id++) {
		const char *name = field_table[id].name;

		print_message("{%s}\n", name);
		assert_int_equal(field_find(name, strlen(name)), id);
		assert_in_range(field_table[id].longest, 1, WORDING_SMS);
	}
}

/* clang-format off */
static const struct {
	const char *name, *section, *says;
} layouts[] = {
	{ "one line", "[cancel.sale]\n{day}: {amount} gone.\n", "Sel 24 Nov: Rp350.000 gone." },
	{ "several lines are one", "[cancel.sale]\na\n{day}\n{amount}\nb\n", "a Sel 24 Nov Rp350.000 b" },
	{ "spaces, comments and empty lines", "# a\n[cancel.sale]  \n\n  a b \n#no\n\t\n c #1\n", "a b c #1" },
	{ "no line end, CR LF", "[cancel.sale]\r\na\r\nb", "a b" },
	{ "fields side by side, and twice", "[cancel.sale]\n{day}{day}{amount}\n",
		"Sel 24 NovSel 24 NovRp350.000" },
	{ "percent and backward", "[cancel.sale]\n100% %s %n {amount}%d\n", "100% %s %n Rp350.000%d" },
	{ "longest that fits", "[cancel.sale]\n{amount}{amount}{amount}{amount}{amount}"
		"{amount}{amount}{amount}{amount}{amount}...\n",
		"Rp350.000Rp350.000Rp350.000Rp350.000Rp350.000"
		"Rp350.000Rp350.000Rp350.000Rp350.000Rp350.000..." },
};
/* clang-format on */

static void joins_lines_and_fills_fields(void **state)
{
	const struct field fields[] = { { FIELD_AMOUNT, "Rp350.000" },
		{ FIELD_DAY, "Sel 24 Nov" } };
	struct buf b;

	(void)state;
	buf_init(&b, 1024);
	for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
		struct wording *w;
		char section[512];

		print_message("%s\n", layouts[i].name);
		(void)snprintf(section, sizeof(section), "%s\n", layouts[i].section);
		w = load_with(MSG_CANCEL_SALE, section);
		buf_reset(&b);
		buf_puts(&b, "> ");
		wording_render(w, "id", MSG_CANCEL_SALE, fields, 2, &b);
		assert_string_equal(b.data + 2, layouts[i].says);
		wording_free(w);
	}
	buf_release(&b);
}

/* clang-format off */
static const struct {
	const char *name, *value, *says;
} values[] = {
	{ "plain", "Bu Siti", "Bu Siti" },
	{ "empty", "", "" },
	{ "a field is not filled again", "{name} {day}", "(name) (day)" },
	{ "percent stays", "%s%n 5%", "%s%n 5%" },
	{ "accents, quotes, brackets", "S\xC3\xADti \xE2\x80\x9CX\xE2\x80\x9D [a]", "Siti \"X\" (a)" },
	{ "emoji goes", "Siti \xF0\x9F\x98\x80", "Siti" },
	{ "control characters go", "a\x01" "b\x1b[2J\x7f", "ab(2J" },
	{ "line ends are spaces", " a\r\n[sale.saved]\nb ", "a (sale.saved) b" },
	{ "not UTF-8", "a\xFF\xC3", "a" },
	{ "exactly its longest", "12345678901234567890", "12345678901234567890" },
	{ "one more", "123456789012345678901", "12345678901234567890" },
	{ "cut after a fold", "\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6",
		"...................." },
	{ "cut at a space", "1234567890123456789 1", "1234567890123456789" },
	{ "longer than the buffer", "1234567890 1234567890 1234567890 1234567890 1234567890 1234567890",
		"1234567890 123456789" },
};
/* clang-format on */

static void values_are_folded_and_cut_and_stay_inert(void **state)
{
	struct wording *w = load_with(MSG_PRESENT_DONE, "[present.done]\n<{name}>{wave}\n");
	struct buf b;

	(void)state;
	buf_init(&b, 24);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		const struct field fields[] = { { FIELD_NAME, values[i].value },
			{ FIELD_WAVE, "G4" } };
		char expected[64];

		print_message("%s\n", values[i].name);
		(void)snprintf(expected, sizeof(expected), "<%s>G4", values[i].says);
		buf_reset(&b);
		wording_render(w, "id", MSG_PRESENT_DONE, fields, 2, &b);
		assert_string_equal(b.data, expected);
		assert_false(b.full);
		assert_true(gsm7_plain(b.data, b.len));
	}
	buf_release(&b);
	wording_free(w);
}

static void says_when_the_buffer_is_too_small(void **state)
{
	struct wording *w = load_with(MSG_LEAVE_DONE, "[leave.done]\nab {wave}\n");
	const struct field fields[] = { { FIELD_WAVE, "123456789" } };
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	wording_render(w, "id", MSG_LEAVE_DONE, fields, 1, &b);
	assert_true(b.full);
	assert_string_equal(b.data, "ab 1234567");
	buf_release(&b);
	wording_free(w);
}

static void a_language_is_one_file_and_needs_no_code(void **state)
{
	const char *code[LANGUAGES_MAX];
	struct wording *w = NULL;
	struct folder f;
	struct buf text, report, b;

	(void)state;
	buf_init(&text, 64 * 1024);
	buf_init(&report, 64 * 1024);
	buf_init(&b, 200);
	folder_make(&f);
	folder_put_sample(&f, "en.txt");
	folder_put_sample(&f, "id.txt");
	folder_put(&f, "id.txt~", "x", 1);
	folder_put(&f, ".mad.txt.swp", "x", 1);
	folder_put(&f, ".mad.txt", "x", 1);
	folder_put(&f, "README", "x", 1);
	sample_write(&text, MSG_LANGUAGE_NAME, "\xEF\xBB\xBF[language.name]\nMadura\n");
	/* The mark is the file's first bytes, as the message is its first. */
	folder_put(&f, "madura.txt", text.data, text.len);
	folder_put_sample(&f, "abcdefg.txt");
	assert_int_equal(wording_load(&w, f.path, &report), RC_OK);
	assert_string_equal(report.data, "");
	assert_int_equal(wording_languages(w, code), 4);
	assert_string_equal(code[0], "id");
	assert_string_equal(code[1], "madura");
	assert_string_equal(code[2], "en");
	assert_string_equal(code[3], "abcdefg");
	assert_true(wording_has_language(w, "madura"));
	assert_false(wording_has_language(w, "mad"));
	assert_false(wording_has_language(w, ""));
	wording_render(w, "madura", MSG_LANGUAGE_NAME, NULL, 0, &b);
	wording_render(w, "zz", MSG_LANGUAGE_NAME, NULL, 0, &b);
	assert_string_equal(b.data, "Madura-");
	wording_free(w);
	folder_remove(&f);
	buf_release(&text);
	buf_release(&report);
	buf_release(&b);
}

static void without_indonesian_the_last_by_code_leads(void **state)
{
	const char *code[LANGUAGES_MAX];
	struct wording *w = NULL;
	struct folder f;
	struct buf report;

	(void)state;
	buf_init(&report, 1024);
	folder_make(&f);
	folder_put_sample(&f, "jv.txt");
	folder_put_sample(&f, "en.txt");
	assert_int_equal(wording_load(&w, f.path, &report), RC_OK);
	assert_int_equal(wording_languages(w, code), 2);
	assert_string_equal(code[0], "jv");
	wording_free(w);
	folder_remove(&f);
	buf_release(&report);
}

static void names_days_in_the_language(void **state)
{
	static const struct {
		struct date date;
		const char *says;
	} days[] = {
		{ { 2026, 11, 24 }, "Tu 24 Nov" },
		{ { 2026, 1, 4 }, "Su 4 Jan" },
		{ { 2024, 2, 29 }, "Th 29 Feb" },
		{ { 2027, 12, 25 }, "Sa 25 Dec" },
	};
	struct wording *w = load_with(MSG_MENU, "[menu.ask]\nx\n");
	struct buf b;
	int32_t day;

	(void)state;
	buf_init(&b, 10);
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		print_message("%s\n", days[i].says);
		assert_int_equal(day_from_date(&day, days[i].date), RC_OK);
		buf_reset(&b);
		wording_day(w, "id", day, &b);
		assert_string_equal(b.data, days[i].says);
	}
	buf_release(&b);
	wording_free(w);
}

/* Whether rendering [leave.ask], which is given {wave} and {day}, ends the program. */
static bool ends_the_program(const struct wording *w, const struct field *fields, size_t n)
{
	pid_t child = fork();
	int status;
	struct buf b;

	assert_true(child >= 0);
	if (child == 0) {
		(void)close(STDERR_FILENO);
		(void)signal(SIGABRT, SIG_DFL);
		buf_init(&b, 200);
		wording_render(w, "id", MSG_LEAVE_ASK, fields, n, &b);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void other_fields_than_the_declared_are_a_bug(void **state)
{
	/* clang-format off */
	static const struct {
		const char *name;
		struct field fields[3];
		size_t n;
		bool bug;
	} sets[] = {
		{ "those declared", { { FIELD_WAVE, "G4" }, { FIELD_DAY, "x" } }, 2, false },
		{ "none", { { FIELD_WAVE, "G4" } }, 0, true },
		{ "one too few", { { FIELD_WAVE, "G4" } }, 1, true },
		{ "another one", { { FIELD_WAVE, "G4" }, { FIELD_TIP, "x" } }, 2, true },
		{ "one too many", { { FIELD_WAVE, "G4" }, { FIELD_DAY, "x" }, { FIELD_TIP, "x" } }, 3, true },
		{ "one twice", { { FIELD_WAVE, "G4" }, { FIELD_DAY, "x" }, { FIELD_DAY, "x" } }, 3, true },
		{ "no value", { { FIELD_WAVE, "G4" }, { FIELD_DAY, NULL } }, 2, true },
		{ "no such field", { { FIELD_WAVE, "G4" }, { FIELD_DAY, "x" }, { FIELD_COUNT, "x" } }, 3, true },
	};
	/* clang-format on */
	struct wording *w = load_with(MSG_LEAVE_ASK, "[leave.ask]\n{wave}\n");

	(void)state;
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		print_message("%s\n", sets[i].name);
		assert_int_equal(ends_the_program(w, sets[i].fields, sets[i].n), sets[i].bug);
	}
	wording_free(w);
}

static void nothing_to_free_is_no_fault(void **state)
{
	(void)state;
	wording_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_in_the_tables_is_its_own),
		cmocka_unit_test(joins_lines_and_fills_fields),
		cmocka_unit_test(values_are_folded_and_cut_and_stay_inert),
		cmocka_unit_test(says_when_the_buffer_is_too_small),
		cmocka_unit_test(a_language_is_one_file_and_needs_no_code),
		cmocka_unit_test(without_indonesian_the_last_by_code_leads),
		cmocka_unit_test(names_days_in_the_language),
		cmocka_unit_test(other_fields_than_the_declared_are_a_bug),
		cmocka_unit_test(nothing_to_free_is_no_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
