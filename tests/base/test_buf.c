/* tests/base/test_buf.c - the bounded buffer */
#include "t.h"

#include "base/buf.h"

static void is_an_empty_string_to_begin_with(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 0);
	assert_string_equal(b.data, "");
	assert_int_equal(b.len, 0);
	buf_puts(&b, "");
	assert_false(b.full);
	buf_reset(&b);
	buf_release(&b);
	buf_release(&b);
	assert_string_equal(b.data, "");
}

static void appends_bytes_and_text(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	buf_puts(&b, "jual ");
	buf_add(&b, "a\0b", 3);
	buf_putc(&b, ' ');
	buf_printf(&b, "%d traders, %s", 12, "all");
	assert_int_equal(b.len, 24);
	assert_memory_equal(b.data, "jual a\0b 12 traders, all", 25);
	assert_false(b.full);
	buf_release(&b);
}

static void grows_to_its_ceiling_and_no_further(void **state)
{
	struct buf b;

	(void)state;
	for (size_t ceiling = 0; ceiling < 300; ceiling++) {
		buf_init(&b, ceiling);
		for (size_t i = 0; i < ceiling; i++)
			buf_putc(&b, 'x');
		if (b.full || b.len != ceiling || strlen(b.data) != ceiling)
			fail_msg("a ceiling of %zu is not reached", ceiling);
		buf_putc(&b, 'y');
		if (!b.full || b.len != ceiling || strlen(b.data) != ceiling)
			fail_msg("a ceiling of %zu is passed", ceiling);
		buf_release(&b);
	}
}

static void keeps_what_it_had_once_full(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_puts(&b, "abc");
	buf_puts(&b, "def"); /* all or nothing */
	assert_true(b.full);
	assert_string_equal(b.data, "abc");
	buf_putc(&b, 'd'); /* would fit, and would hide that something is missing */
	buf_printf(&b, "%d", 1);
	assert_string_equal(b.data, "abc");
	buf_reset(&b);
	assert_false(b.full);
	assert_string_equal(b.data, "");
	buf_printf(&b, "%d", 12345);
	assert_string_equal(b.data, "12345");
	buf_reset(&b);
	buf_printf(&b, "%d", 123456);
	assert_true(b.full);
	assert_string_equal(b.data, "");
	buf_add(&b, "x", SIZE_MAX);
	assert_true(b.full);
	buf_release(&b);
	assert_false(b.full);
}

static void is_cut_from_its_end(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	buf_puts(&b, "satu dua");
	buf_cut(&b, 8);
	assert_string_equal(b.data, "satu dua");
	buf_cut(&b, 4);
	assert_string_equal(b.data, "satu");
	buf_puts(&b, "!");
	assert_string_equal(b.data, "satu!");
	buf_cut(&b, 0);
	assert_string_equal(b.data, "");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_an_empty_string_to_begin_with),
		cmocka_unit_test(appends_bytes_and_text),
		cmocka_unit_test(grows_to_its_ceiling_and_no_further),
		cmocka_unit_test(keeps_what_it_had_once_full),
		cmocka_unit_test(is_cut_from_its_end),
	};

	return cmocka_run_group_tests_name("base/buf", tests, NULL, NULL);
}
