/* tests/text/test_utf8.c - UTF-8 as untrusted bytes */
#include "t.h"

#include "text/utf8.h"

struct sample {
	const char *bytes;
	size_t n;
	bool valid;
	uint32_t first;
	size_t moved;
};
#define S(text) text, sizeof(text) - 1

static const struct sample samples[] = {
	{ S("a"), true, 'a', 1 },
	{ S("\0"), true, 0, 1 },
	{ S("\x7F"), true, 0x7F, 1 },
	{ S("\xC2\x80"), true, 0x80, 2 },
	{ S("\xDF\xBF"), true, 0x7FF, 2 },
	{ S("\xE0\xA0\x80"), true, 0x800, 3 },
	{ S("\xED\x9F\xBF"), true, 0xD7FF, 3 },
	{ S("\xEE\x80\x80"), true, 0xE000, 3 },
	{ S("\xEF\xBF\xBF"), true, 0xFFFF, 3 },
	{ S("\xF0\x90\x80\x80"), true, 0x10000, 4 },
	{ S("\xF4\x8F\xBF\xBF"), true, 0x10FFFF, 4 },
	{ S("\x80"), false, UTF8_BAD, 1 },         /* a tail without a lead */
	{ S("\xC0\x80"), false, UTF8_BAD, 1 },     /* overlong NUL */
	{ S("\xC1\xBF"), false, UTF8_BAD, 1 },     /* overlong */
	{ S("\xE0\x9F\xBF"), false, UTF8_BAD, 1 }, /* overlong */
	{ S("\xF0\x8F\xBF\xBF"), false, UTF8_BAD, 1 },
	{ S("\xED\xA0\x80"), false, UTF8_BAD, 1 },     /* a surrogate */
	{ S("\xF4\x90\x80\x80"), false, UTF8_BAD, 1 }, /* above U+10FFFF */
	{ S("\xF5\x80\x80\x80"), false, UTF8_BAD, 1 },
	{ S("\xFF"), false, UTF8_BAD, 1 },
	{ S("\xC3"), false, UTF8_BAD, 1 }, /* cut short */
	{ S("\xE2\x82"), false, UTF8_BAD, 1 },
	{ S("\xF0\x9F\x98"), false, UTF8_BAD, 1 },
	{ S("\xC3("), false, UTF8_BAD, 1 }, /* a lead without its tail */
	{ S("\xE2\x28\xA1"), false, UTF8_BAD, 1 },
	{ S("\xE2\x82\x28"), false, UTF8_BAD, 1 },
};

static void tells_well_formed_from_malformed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const struct sample *s = &samples[i];
		size_t at = 0;

		print_message("sample %zu\n", i);
		assert_int_equal(utf8_valid(s->bytes, s->n), s->valid);
		assert_int_equal(utf8_next(s->bytes, s->n, &at), s->first);
		assert_int_equal(at, s->moved);
	}
	assert_true(utf8_valid("", 0));
	assert_false(utf8_valid("laku \xFF", 6));
}

static void writes_what_it_reads(void **state)
{
	struct buf b;
	size_t at;

	(void)state;
	buf_init(&b, 8);
	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		buf_reset(&b);
		utf8_put(&b, code);
		at = 0;
		if (!utf8_valid(b.data, b.len) || utf8_next(b.data, b.len, &at) != code ||
			at != b.len)
			fail_msg("U+%04X", code);
	}
	buf_release(&b);
}

static void writes_no_surrogate_and_nothing_beyond_unicode(void **state)
{
	static const uint32_t codes[] = { 0xD800, 0xDFFF, 0x110000, UINT32_MAX };
	struct buf b;

	(void)state;
	buf_init(&b, 8);
	for (size_t i = 0; i < 4; i++) {
		buf_reset(&b);
		utf8_put(&b, codes[i]);
		assert_string_equal(b.data, "\xEF\xBF\xBD");
	}
	buf_release(&b);
}

static void cleans_what_is_no_text(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *clean;
	} rows[] = {
		{ S("JUAL 350rb"), "JUAL 350rb" },
		{ S("a\0b"), "a b" },
		{ S("a\tb\r\nc"), "a b \nc" },
		{ S("\x1B[2Jx"), " [2Jx" },
		{ S("a\x7F"), "a " },
		{ S("\xC2\x9B[2J"), " [2J" }, /* C1 control sequence introducer */
		{ S("\xE2\x80\xAE"
		    "500"),
			" 500" }, /* right-to-left override */
		{ S("\xE2\x81\xA6"
		    "500"),
			" 500" }, /* isolate */
		{ S("\xD8\x9C"
		    "500"),
			" 500" }, /* Arabic letter mark */
		{ S("a\xE2\x80\xA8"
		    "b"),
			"a b" }, /* line separator */
		{ S("caf\xC3\xA9"), "caf\xC3\xA9" },
		{ S("caf\xE9!"), "caf\xEF\xBF\xBD!" }, /* Latin-1 */
		{ S("\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80" },
		{ S("\xF0\x9F\x98"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
	};
	struct buf b;

	(void)state;
	buf_init(&b, 64);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("row %zu\n", i);
		buf_reset(&b);
		assert_false(utf8_clean(&b, rows[i].bytes, rows[i].n, 64));
		assert_string_equal(b.data, rows[i].clean);
		assert_int_equal(b.len, strlen(rows[i].clean));
	}
	buf_release(&b);
}

static void cuts_between_characters_only(void **state)
{
	static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
	static const size_t kept[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10 };
	struct buf b;

	(void)state;
	for (size_t max = 0; max < sizeof(kept) / sizeof(kept[0]); max++) {
		buf_init(&b, 64);
		print_message("at most %zu\n", max);
		assert_int_equal(utf8_clean(&b, text, sizeof(text) - 1, max), max < 10);
		assert_int_equal(b.len, kept[max]);
		assert_true(utf8_valid(b.data, b.len));
		buf_release(&b);
	}
}

static void counts_characters(void **state)
{
	(void)state;
	assert_int_equal(utf8_length("", 0), 0);
	assert_false(utf8_plain("", 4));
	assert_true(utf8_plain("a\xC3\xA9\nb", 4));
	assert_false(utf8_plain("a\xC3\xA9\nb", 3));
	assert_false(utf8_plain("a\xFF", 4));
	assert_false(utf8_plain("a\x1B[2J", 40));
	assert_false(utf8_plain("\xE2\x80\xAE"
				"b",
		40));
	assert_int_equal(utf8_length(S("a\xC3\xA9\xF0\x9F\x98\x80")), 3);
	assert_int_equal(utf8_length(S("\xFF\xFF")), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_well_formed_from_malformed),
		cmocka_unit_test(writes_what_it_reads),
		cmocka_unit_test(writes_no_surrogate_and_nothing_beyond_unicode),
		cmocka_unit_test(cleans_what_is_no_text),
		cmocka_unit_test(cuts_between_characters_only),
		cmocka_unit_test(counts_characters),
	};

	return cmocka_run_group_tests_name("text/utf8", tests, NULL, NULL);
}
