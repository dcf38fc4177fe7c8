/* tests/wording/test_tips.c - the tips the product is shipped with fit one SMS */
#include "t.h"

#include <ctype.h>

#include "text/gsm7.h"
#include "wording/table.h"

enum { TIP_SEPTETS = 153, TIPS_MAX = 100 };

struct tip_row {
	char line[512];
	char *code, *title, *text;
};

/* Splits a line into exactly three columns. */
static void split(struct tip_row *row)
{
	row->line[strcspn(row->line, "\n")] = '\0';
	row->code = row->line;
	row->title = strchr(row->code, '\t');
	assert_non_null(row->title);
	*row->title++ = '\0';
	row->text = strchr(row->title, '\t');
	assert_non_null(row->text);
	*row->text++ = '\0';
	assert_null(strchr(row->text, '\t'));
}

static size_t read_tips(const char *path, struct tip_row *rows)
{
	FILE *f = fopen(path, "r");
	size_t n = 0;

	assert_non_null(f);
	while (fgets(rows[n].line, sizeof(rows[n].line), f) != NULL) {
		if (rows[n].line[0] == '#')
			continue;
		split(&rows[n]);
		n++;
		assert_true(n < TIPS_MAX);
	}
	(void)fclose(f);
	return n;
}

static void check_tip(const struct tip_row *rows, size_t at)
{
	const struct tip_row *tip = &rows[at];
	size_t length = strlen(tip->text);

	print_message("%s %s (%zu)\n", tip->code, tip->text, length);
	assert_int_equal(strlen(tip->code), 2);
	assert_true(tip->code[0] >= 'A' && tip->code[0] <= 'E');
	assert_true(isdigit((unsigned char)tip->code[1]));
	assert_true(gsm7_plain(tip->text, length));
	assert_true(gsm7_plain(tip->title, strlen(tip->title)));
	assert_in_range(length, 1, TIP_SEPTETS);
	assert_in_range(length, 1, field_table[FIELD_TIP].longest);
	assert_in_range(strlen(tip->title), 1, field_table[FIELD_WORDS].longest);
	for (size_t i = 0; i < at; i++) {
		assert_string_not_equal(rows[i].code, tip->code);
		if (rows[i].code[0] == tip->code[0])
			assert_string_equal(rows[i].title, tip->title);
	}
}

static void tips_are_plain_short_and_numbered_once(void **state)
{
	static const struct {
		const char *path;
		size_t tips;
	} files[] = { { "templates/tips/id.tsv", 40 }, { "templates/tips/jv.tsv", 20 } };
	static struct tip_row rows[TIPS_MAX];

	(void)state;
	for (size_t f = 0; f < sizeof(files) / sizeof(files[0]); f++) {
		size_t n = read_tips(files[f].path, rows);

		print_message("%s\n", files[f].path);
		assert_true(n >= files[f].tips);
		for (size_t i = 0; i < n; i++)
			check_tip(rows, i);
	}
}

static void javanese_tips_are_translations(void **state)
{
	static struct tip_row id[TIPS_MAX], jv[TIPS_MAX];
	size_t ids = read_tips("templates/tips/id.tsv", id);
	size_t jvs = read_tips("templates/tips/jv.tsv", jv);

	(void)state;
	for (size_t i = 0; i < jvs; i++) {
		size_t at = 0;

		print_message("%s\n", jv[i].code);
		while (at < ids && strcmp(id[at].code, jv[i].code) != 0)
			at++;
		assert_true(at < ids);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tips_are_plain_short_and_numbered_once),
		cmocka_unit_test(javanese_tips_are_translations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
