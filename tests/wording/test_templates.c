/* tests/wording/test_templates.c - the sentences the product is shipped with */
#include "t.h"

#include "sample.h"
#include "text/gsm7.h"

static struct wording *shipped(const char *dir)
{
	struct wording *w = NULL;
	struct buf report;

	buf_init(&report, 64 * 1024);
	if (wording_load(&w, dir, &report) != RC_OK)
		print_message("%s", report.data);
	assert_non_null(w);
	buf_release(&report);
	return w;
}

static void ships_without_a_fault(void **state)
{
	struct wording *w = shipped("templates/messages");

	(void)state;
	assert_true(wording_has_language(w, "id"));
	assert_true(wording_has_language(w, "en"));
	wording_free(w);
}

/* Renders a message with every value longer than its field may be. */
static void render_longest(const struct wording *w, const char *lang, int id, struct buf *out)
{
	static char value[WORDING_SMS + 2];
	struct field fields[FIELD_COUNT];
	size_t n = 0;

	memset(value, 'x', sizeof(value) - 1);
	for (int field = 0; field < FIELD_COUNT; field++)
		if (message_table[id].fields >> field & 1)
			fields[n++] = (struct field){ (enum field_id)field, value };
	wording_render(w, lang, (enum message_id)id, fields, n, out);
}

static void no_value_makes_a_sentence_too_long(void **state)
{
	struct wording *w = shipped("templates/messages");
	const char *code[LANGUAGES_MAX];
	size_t languages = wording_languages(w, code);
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	for (size_t l = 0; l < languages; l++)
		for (int id = 0; id < MSG_COUNT; id++) {
			print_message("%s %s\n", code[l], message_table[id].name);
			buf_reset(&b);
			render_longest(w, code[l], id, &b);
			assert_in_range(b.len, 1, message_table[id].budget);
			assert_true(gsm7_plain(b.data, b.len));
		}
	buf_release(&b);
	wording_free(w);
}

static void a_copied_file_is_another_language(void **state)
{
	struct wording *w;
	struct folder f;
	struct buf text, a, b;
	FILE *file = fopen("templates/messages/id.txt", "rb");

	(void)state;
	assert_non_null(file);
	buf_init(&text, 64 * 1024);
	buf_init(&a, 200);
	buf_init(&b, 200);
	for (int c = getc(file); c != EOF; c = getc(file))
		buf_putc(&text, (char)c);
	(void)fclose(file);
	folder_make(&f);
	folder_put(&f, "id.txt", text.data, text.len);
	folder_put(&f, "mad.txt", text.data, text.len);
	w = shipped(f.path);
	assert_true(wording_has_language(w, "mad"));
	wording_render(w, "mad", MSG_MENU, NULL, 0, &a);
	wording_render(w, "id", MSG_MENU, NULL, 0, &b);
	assert_string_equal(a.data, b.data);
	wording_free(w);
	folder_remove(&f);
	buf_release(&text);
	buf_release(&a);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ships_without_a_fault),
		cmocka_unit_test(no_value_makes_a_sentence_too_long),
		cmocka_unit_test(a_copied_file_is_another_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
