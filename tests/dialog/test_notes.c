/* tests/dialog/test_notes.c - half-done answers as they are kept, whatever the row may hold */
#include "dialog/notes.h"
#include "store/conversation.h"
#include "t.h"

static void what_was_printed_is_read_back(void **state)
{
	struct notes n = { .count = 0 }, back;
	char data[CONVERSATION_DATA_MAX];

	(void)state;
	notes_put(&n, "sale.total", "350000");
	notes_put_number(&n, "sale.live", -1);
	notes_put(&n, "me.name", "Bu\nSri = \xc3\xa9");
	notes_put(&n, "sale.total", "400000");
	notes_print(&n, data, sizeof(data));
	assert_string_equal(
		data, "sale.total=400000\nsale.live=-1\nme.name=Bu Sri = \xc3\xa9\n");
	notes_parse(&back, data);
	assert_int_equal(notes_number(&back, "sale.total", 0), 400000);
	assert_int_equal(notes_number(&back, "sale.live", 7), -1);
	assert_string_equal(notes_get(&back, "me.name"), "Bu Sri = \xc3\xa9");
	assert_null(notes_get(&back, "me.nam"));
	assert_string_equal(notes_text(&back, "me.nam"), "");
	notes_forget(&back, "sale.");
	assert_int_equal(back.count, 1);
}

static void lines_that_are_none_are_left_out(void **state)
{
	struct notes n;

	(void)state;
	notes_parse(&n, "no equals sign\n=no key\nkey-of-more-than-15-bytes=1\n\na=1\nb=2");
	assert_int_equal(n.count, 2);
	assert_string_equal(notes_text(&n, "a"), "1");
	assert_string_equal(notes_text(&n, "b"), "2");
	notes_parse(&n, "");
	assert_int_equal(n.count, 0);
}

static void what_is_no_number_is_the_other(void **state)
{
	static const char *const none[] = { "", "x", "1x", "1/", "1:", "--1",
		"9223372036854775807", "99999999999999999999" };
	struct notes n = { .count = 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		notes_put(&n, "n", none[i]);
		if (notes_number(&n, "n", 7) != 7)
			fail_msg("%s is a number", none[i]);
	}
	assert_int_equal(notes_number(&n, "m", 8), 8);
	notes_put(&n, "n", "922337203685477579");
	assert_int_equal(notes_number(&n, "n", 7), INT64_C(922337203685477579));
}

static void a_long_value_is_cut_at_a_character(void **state)
{
	struct notes n = { .count = 0 };
	char value[400];

	(void)state;
	memset(value, 'x', sizeof(value));
	memcpy(value + NOTE_VALUE_MAX - 1, "\xe2\x82\xac", 3);
	value[sizeof(value) - 1] = '\0';
	notes_put(&n, "a", value);
	assert_int_equal(strlen(notes_text(&n, "a")), NOTE_VALUE_MAX - 1);
}

/* The answers given last are those that the next question needs. */
static void of_too_much_the_oldest_goes(void **state)
{
	struct notes n = { .count = 0 };
	char key[16], data[40];

	(void)state;
	for (int i = 0; i <= NOTES_MAX; i++) {
		(void)snprintf(key, sizeof(key), "k%d", i);
		notes_put_number(&n, key, i);
	}
	assert_int_equal(n.count, NOTES_MAX);
	assert_null(notes_get(&n, "k0"));
	assert_int_equal(notes_number(&n, key, 0), NOTES_MAX);
	notes_print(&n, data, sizeof(data));
	assert_string_equal(data, "k24=24\nk25=25\nk26=26\nk27=27\nk28=28\n");
	notes_print(&n, data, 36);
	assert_string_equal(data, "k24=24\nk25=25\nk26=26\nk27=27\nk28=28\n");
	notes_print(&n, data, 35);
	assert_string_equal(data, "k25=25\nk26=26\nk27=27\nk28=28\n");
	notes_print(&n, data, 1);
	assert_string_equal(data, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_printed_is_read_back),
		cmocka_unit_test(lines_that_are_none_are_left_out),
		cmocka_unit_test(what_is_no_number_is_the_other),
		cmocka_unit_test(a_long_value_is_cut_at_a_character),
		cmocka_unit_test(of_too_much_the_oldest_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
