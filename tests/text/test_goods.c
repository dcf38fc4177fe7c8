/* tests/text/test_goods.c - what a trader sells is read as words, or not at all */
#include "text/goods.h"

#include "t.h"

static void assert_read(const char *text, const char *expected)
{
	char list[GOODS_LIST];

	assert_true(goods_read(list, text));
	assert_string_equal(list, expected);
}

static void words_are_made_alike(void **state)
{
	(void)state;
	assert_read("", "");
	assert_read("  ", "");
	assert_read("-", "");
	assert_read("Batik", "batik");
	assert_read(" Batik ,  KAIN,batik", "batik,kain");
	assert_read("ikan   segar, ikan", "ikan segar,ikan");
	assert_read("a1,b2,c3,d4,e5,f6,g7,h8", "a1,b2,c3,d4,e5,f6,g7,h8");
	assert_read("h8,abcdefghijklmnopqrst", "h8,abcdefghijklmnopqrst");
}

static void what_is_no_word_is_refused_whole(void **state)
{
	static const char *const bad[] = { "a", "batik,", ",batik", "batik,,kain", "batik;kain",
		"100%", "b_tik", "abcdefghijklmnopqrstu", "a1,b2,c3,d4,e5,f6,g7,h8,i9",
		"k\xC3\xA9pi", "batik\tkain" };
	char list[GOODS_LIST];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(goods_read(list, bad[i]));
		assert_string_equal(list, "");
	}
}

static void a_list_is_walked_to_its_end(void **state)
{
	const char *at = "batik,ikan segar";
	char word[GOODS_WORD_MAX + 1];

	(void)state;
	at = goods_next(at, word);
	assert_string_equal(word, "batik");
	at = goods_next(at, word);
	assert_string_equal(word, "ikan segar");
	assert_null(goods_next(at, word));
	assert_null(goods_next("", word));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_made_alike),
		cmocka_unit_test(what_is_no_word_is_refused_whole),
		cmocka_unit_test(a_list_is_walked_to_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
