/* tests/cli/test_options.c - words and options in any order */
#include "t.h"

#include "cli/options.h"

enum { ARGUMENTS = 12 };

/* Reads a command line given as words parted by spaces. */
static enum rc read_line(struct invocation *in, const char *line, char *room, struct err *err)
{
	static char *argv[ARGUMENTS];
	int argc = 0;

	(void)snprintf(room, 128, "%s", line);
	for (char *at = room; *at != '\0' && argc < ARGUMENTS;) {
		argv[argc++] = at;
		at += strcspn(at, " ");
		if (*at == ' ')
			*at++ = '\0';
	}
	*err = (struct err){ .msg = "" };
	return options_read(in, argc, argv, err);
}

static void takes_options_before_and_after_words(void **state)
{
	static const char *const lines[] = {
		"wave list --limit 5 --json --config a.ini",
		"--config a.ini --json --limit=5 wave list",
		"wave --limit 5 list --config=a.ini --json",
		"--limit 5 --json wave --config b.ini list --config a.ini",
		"--json --limit 5 --config a.ini -- wave list",
	};
	struct invocation in;
	struct err err;
	char room[128];

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		print_message("%s\n", lines[i]);
		assert_int_equal(read_line(&in, lines[i], room, &err), RC_OK);
		assert_int_equal(in.argc, 2);
		assert_string_equal(in.argv[0], "wave");
		assert_string_equal(in.argv[1], "list");
		assert_string_equal(in.config, "a.ini");
		assert_true(in.json);
		assert_false(in.help);
		assert_string_equal(option_value(&in, "limit"), "5");
		assert_null(option_value(&in, "name"));
	}
}

static void takes_texts_that_begin_with_a_dash(void **state)
{
	static const struct {
		const char *line, *word;
	} cases[] = {
		{ "parse amount -50rb", "-50rb" },
		{ "parse amount -", "-" },
		{ "parse amount -- --json", "--json" },
		{ "parse amount -- --", "--" },
		{ "parse -- amount -h", "-h" },
		{ "parse amount -.5", "-.5" },
	};
	struct invocation in;
	struct err err;
	char room[128];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("%s\n", cases[i].line);
		assert_int_equal(read_line(&in, cases[i].line, room, &err), RC_OK);
		assert_int_equal(in.argc, 3);
		assert_string_equal(in.argv[2], cases[i].word);
		assert_false(in.json);
		assert_false(in.help);
	}
}

static void says_what_is_wrong_and_still_obeys_help(void **state)
{
	static const struct {
		const char *line, *says;
	} cases[] = {
		{ "wave list --limt 5 -h", "did you mean --limit" },
		{ "wave --help list --limit", "needs a value" },
		{ "wave -h list --limit 1 --limit 2", "twice" },
		{ "wave list --json=1 -h", "takes no value" },
		{ "-x wave list -h", "-x" },
		{ "wave list --limit=1 --zzz=9 -h", "--zzz" },
	};
	struct invocation in;
	struct err err;
	char room[128];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("%s\n", cases[i].line);
		assert_int_equal(read_line(&in, cases[i].line, room, &err), RC_INVALID);
		assert_non_null(strstr(err.msg, cases[i].says));
		assert_true(in.help);
		assert_string_equal(in.argv[0], "wave");
	}
}

static void keeps_all_values_of_what_may_be_repeated(void **state)
{
	const char *value[2] = { NULL, NULL };
	struct invocation in;
	struct err err;
	char room[128];

	(void)state;
	assert_int_equal(
		read_line(&in, "wave add --sitting a --sitting=b --sitting c", room, &err),
		RC_OK);
	assert_int_equal(option_values(&in, "sitting", value, 2), 3);
	assert_string_equal(value[0], "a");
	assert_string_equal(value[1], "b");
}

static void refuses_more_options_than_it_can_hold(void **state)
{
	char *argv[2 * INVOCATION_OPTIONS + 4];
	char option[] = "--sitting", value[] = "a";
	struct invocation in;
	struct err err = { .msg = "" };
	int argc = 0;

	(void)state;
	while (argc < 2 * INVOCATION_OPTIONS + 2) {
		argv[argc++] = option;
		argv[argc++] = value;
	}
	assert_int_equal(options_read(&in, argc, argv, &err), RC_INVALID);
	assert_non_null(strstr(err.msg, "too many"));
	assert_int_equal(in.options, INVOCATION_OPTIONS);
}

static void reads_numbers_of_digits_only(void **state)
{
	static const struct {
		const char *text;
		int64_t want; /* -1: refused */
	} cases[] = {
		{ "0", 0 },
		{ "7", 7 },
		{ "007", 7 },
		{ "1000", 1000 },
		{ "1001", -1 },
		{ "", -1 },
		{ "-1", -1 },
		{ "+1", -1 },
		{ " 1", -1 },
		{ "1 ", -1 },
		{ "1e2", -1 },
		{ "0x10", -1 },
		{ "9223372036854775808", -1 },
		{ "99999999999999999999999999", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t n = -1;
		bool read = number_read(&n, cases[i].text, 0, 1000);

		print_message("`%s`\n", cases[i].text);
		assert_int_equal(read, cases[i].want >= 0);
		assert_int_equal(n, cases[i].want);
	}
}

static void moves_the_clock_by_whole_seconds(void **state)
{
	static const char *const wrong[] = { "1.5", "x", "5 ", " 5", "+", "-", "--1", "1e3",
		"99999999999", "-99999999999", "99999999999999999999999" };
	static const struct {
		const char *text;
		int64_t moved;
	} right[] = { { "", 0 }, { "0", 0 }, { "86400", 86400 }, { "+60", 60 },
		{ "-60", -60 } };
	struct err err;
	int64_t now;

	(void)state;
	assert_int_equal(unsetenv("LAPAK_CLOCK_OFFSET"), 0);
	now = clock_now();
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++) {
		print_message("`%s`\n", right[i].text);
		assert_int_equal(setenv("LAPAK_CLOCK_OFFSET", right[i].text, 1), 0);
		assert_int_equal(clock_check(&err), RC_OK);
		assert_in_range(clock_now() - right[i].moved, now, now + 600);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		print_message("`%s`\n", wrong[i]);
		assert_int_equal(setenv("LAPAK_CLOCK_OFFSET", wrong[i], 1), 0);
		assert_int_equal(clock_check(&err), RC_INVALID);
	}
}

static void has_a_purpose_and_an_example_for_every_command(void **state)
{
	(void)state;
	for (const struct cli_command *c = cli_commands; c->name != NULL; c++) {
		print_message("%s\n", c->name);
		assert_non_null(c->run);
		assert_true(strlen(c->what) > 10);
		assert_non_null(strstr(c->example, "lapak "));
		assert_non_null(strstr(c->example, c->name));
		assert_int_equal(strncmp(c->usage, c->name, strlen(c->name)), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_options_before_and_after_words),
		cmocka_unit_test(takes_texts_that_begin_with_a_dash),
		cmocka_unit_test(says_what_is_wrong_and_still_obeys_help),
		cmocka_unit_test(keeps_all_values_of_what_may_be_repeated),
		cmocka_unit_test(refuses_more_options_than_it_can_hold),
		cmocka_unit_test(reads_numbers_of_digits_only),
		cmocka_unit_test(moves_the_clock_by_whole_seconds),
		cmocka_unit_test(has_a_purpose_and_an_example_for_every_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
