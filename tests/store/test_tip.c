/* tests/store/test_tip.c - tips in their order, each once, in the trader's language if it can be */
#include "store_fixture.h"

#include "store/follow_up.h"
#include "store/goods.h"
#include "store/tip.h"

static void put(struct store *st, const char *code, const char *language, const char *text)
{
	struct tip t = { .series = { code[0] } };

	snprintf(t.code, sizeof(t.code), "%s", code);
	snprintf(t.language, sizeof(t.language), "%s", language);
	snprintf(t.title, sizeof(t.title), "seri %s %c", language, code[0]);
	snprintf(t.text, sizeof(t.text), "%s", text);
	ok(tip_put(st, &t));
}

static void assert_next(struct store *st, const char *language, const char *code, bool more)
{
	struct tip_ask ask = { .trader_id = 1, .series = "A", .language = language };
	bool follows = !more;
	struct tip t;

	ok(tip_next(st, &ask, &t, &follows));
	assert_string_equal(t.code, code);
	assert_int_equal(follows, more);
}

static void each_tip_comes_once_and_in_order(void **state)
{
	struct store *st = *state;
	struct tip_ask ask = { .trader_id = 1, .series = "A", .language = "id" };
	struct tip t;
	bool more;

	add_trader(st, 1);
	put(st, "A10", "id", "ten");
	put(st, "A2", "id", "two");
	put(st, "A1", "id", "one");
	put(st, "B1", "id", "other");
	assert_next(st, "id", "A1", true);
	ok(tip_mark_seen(st, 1, "A1", NOON));
	ok(tip_mark_seen(st, 1, "A1", NOON + 1));
	assert_next(st, "id", "A2", true);
	ok(tip_mark_seen(st, 1, "A2", NOON));
	assert_next(st, "id", "A10", false);
	ok(tip_mark_seen(st, 1, "A10", NOON));
	ok(tip_mark_seen(st, 1, "B1", NOON));
	assert_int_equal(tip_next(st, &ask, &t, &more), RC_ABSENT);
	ok(tip_forget(st, 1, "A"));
	assert_next(st, "id", "A1", true);
	assert_int_equal(number(st, "SELECT count(*) FROM tip_seen"), 1);
	ask.series = "Z";
	assert_int_equal(tip_next(st, &ask, &t, &more), RC_ABSENT);
}

static void another_language_falls_back_tip_by_tip(void **state)
{
	struct store *st = *state;
	struct tip_ask ask = { .trader_id = 1, .series = "A", .language = "jv" };
	struct tip t;
	bool more;

	add_trader(st, 1);
	put(st, "A1", "id", "satu");
	put(st, "A1", "jv", "siji");
	put(st, "A2", "id", "dua");
	put(st, "A3", "en", "three");
	ok(tip_next(st, &ask, &t, &more));
	assert_string_equal(t.text, "siji");
	assert_true(more);
	ok(tip_mark_seen(st, 1, "A1", NOON));
	ok(tip_next(st, &ask, &t, &more));
	assert_string_equal(t.text, "dua");
	assert_false(more);
	put(st, "A2", "id", "dua lagi"); /* replaces */
	ok(tip_next(st, &ask, &t, &more));
	assert_string_equal(t.text, "dua lagi");
}

static enum rc join_codes(const struct tip *t, void *arg)
{
	char *text = arg;
	size_t n = strlen(text);

	snprintf(text + n, 100 - n, "%s/%s ", t->code, t->language);
	return RC_OK;
}

static void series_and_tips_are_listed(void **state)
{
	struct store *st = *state;
	struct tip_series list[5];
	char text[100] = "";
	size_t n = 0;

	put(st, "B1", "id", "x");
	put(st, "A10", "id", "x");
	put(st, "A2", "id", "x");
	put(st, "A2", "jv", "x");
	ok(tip_series_list(st, "jv", list, 5, &n));
	assert_int_equal(n, 2);
	assert_string_equal(list[0].series, "A");
	assert_string_equal(list[0].title, "seri jv A");
	assert_string_equal(list[1].title, "seri id B");
	ok(tip_series_list(st, "id", list, 1, &n));
	assert_int_equal(n, 1);
	ok(tip_series_list(st, "id", list, 0, &n));
	assert_int_equal(n, 0);
	ok(tip_each(st, 0, join_codes, text));
	assert_string_equal(text, "A2/id A2/jv A10/id B1/id ");
}

static void put_for(struct store *st, const char *code, const char *goods)
{
	struct tip t = { .language = "id", .series = "A", .title = "seri", .text = "x" };

	snprintf(t.code, sizeof(t.code), "%s", code);
	assert_true(goods_read(t.goods, goods));
	ok(tip_put(st, &t));
}

static const char *unasked(struct store *st, struct tip *t)
{
	struct tip_ask ask = { .trader_id = 1, .series = "A", .language = "id" };

	return follow_tip_next(st, &ask, t) == RC_OK ? t->code : "";
}

static void a_tip_for_other_goods_is_left_out(void **state)
{
	struct store *st = *state;
	char goods[GOODS_LIST];
	struct tip t;

	add_trader(st, 1);
	put_for(st, "A1", "ikan, daging sapi");
	put_for(st, "A2", "batik, kain");
	put_for(st, "A3", "");
	assert_next(st, "id", "A3", false); /* nobody knows what they sell */
	assert_string_equal(unasked(st, &t), "A3");
	ok(goods_set(st, 1, "daging")); /* a part of a word is not it */
	assert_next(st, "id", "A3", false);
	ok(goods_set(st, 1, "daging sapi,kain"));
	ok(goods_of(st, 1, goods));
	assert_string_equal(goods, "daging sapi,kain");
	assert_next(st, "id", "A1", true);
	ok(goods_set(st, 1, "kain"));
	assert_next(st, "id", "A2", true);
	assert_string_equal(unasked(st, &t), "A2");
	assert_string_equal(t.goods, "batik,kain");
	ok(tip_mark_seen(st, 1, "A2", NOON));
	assert_next(st, "id", "A3", false);
	ok(goods_set(st, 1, ""));
	ok(goods_of(st, 1, goods));
	assert_string_equal(goods, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(each_tip_comes_once_and_in_order),
		memory_test(another_language_falls_back_tip_by_tip),
		memory_test(series_and_tips_are_listed),
		memory_test(a_tip_for_other_goods_is_left_out),
	};

	return cmocka_run_group_tests_name("store/tip", tests, NULL, NULL);
}
