/* tests/store/test_goods.c - what traders sell, and takings summed by it, whatever happens to a report or a person */
#include "store_fixture.h"

#include "store/figures.h"
#include "store/goods.h"
#include "store/person.h"

enum { DAY = 20400 };

static void put(struct store *st, int64_t trader, int32_t day, rupiah total, rupiah live)
{
	struct sale s = { .trader_id = trader,
		.day = day,
		.total = total,
		.live = live,
		.status = total > 0 ? SALE_SOLD : SALE_ZERO,
		.reported_at = NOON };

	ok(sale_put(st, &s));
}

/* Sums are what their rows add up to; the reports of one of the goods, and their rupiah. */
static void sums(struct store *st, const char *goods, int64_t reports, rupiah total)
{
	struct figures_verdict v;
	char sql[160];

	ok(store_commit(st));
	ok(figures_check(st, &v));
	assert_int_equal(v.wrong, 0);
	snprintf(sql, sizeof(sql),
		"SELECT coalesce(sum(reports), 0) FROM goods_day WHERE goods = '%s'", goods);
	assert_int_equal(number(st, sql), reports);
	snprintf(sql, sizeof(sql),
		"SELECT coalesce(sum(total), 0) FROM goods_day WHERE goods = '%s'", goods);
	assert_int_equal(number(st, sql), total);
	ok(store_begin(st));
}

static void a_report_counts_for_each_of_its_traders_goods(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1), other = add_trader(st, 2);

	put(st, t.id, DAY, 300000, 50000);
	put(st, other.id, DAY, 700000, SALE_LIVE_UNKNOWN);
	sums(st, "batik", 0, 0);
	/* What was reported before counts too. */
	ok(goods_set(st, t.id, "batik,kain"));
	sums(st, "batik", 1, 300000);
	sums(st, "kain", 1, 300000);
	put(st, t.id, DAY + 1, 100000, 0);
	sums(st, "batik", 2, 400000);
	/* A correction, a zero day, and one taken back. */
	put(st, t.id, DAY + 1, 150000, 20000);
	put(st, t.id, DAY + 2, 0, 0);
	sums(st, "batik", 3, 450000);
	ok(sale_take_back(st, t.id, DAY + 1, NOON));
	sums(st, "batik", 3, 400000);
	/* Other goods, the same goods, another market, none. */
	ok(goods_set(st, t.id, "ikan,kain"));
	ok(goods_set(st, t.id, "ikan,kain"));
	sums(st, "batik", 0, 0);
	sums(st, "ikan", 3, 400000);
	t.market_id = add_market(st, "Turi");
	ok(trader_update(st, &t));
	sums(st, "kain", 3, 400000);
	ok(goods_set(st, t.id, ""));
	sums(st, "ikan", 0, 0);
	put(st, t.id, DAY + 3, 100000, 0);
	sums(st, "ikan", 0, 0);
}

static void who_is_merged_or_erased_takes_the_sums_along(void **state)
{
	struct store *st = *state;
	struct trader one = add_trader(st, 1), two = add_trader(st, 2);
	char goods[GOODS_LIST];

	ok(goods_set(st, one.id, "batik"));
	ok(goods_set(st, two.id, "ikan,kain"));
	put(st, one.id, DAY, 100000, 0);
	put(st, two.id, DAY + 1, 200000, 0);
	ok(trader_merge(st, &one, &two, "rina", NOON));
	ok(goods_of(st, two.id, goods));
	assert_string_equal(goods, "batik,ikan,kain");
	sums(st, "batik", 2, 300000);
	sums(st, "kain", 2, 300000);
	ok(trader_by_id(st, two.id, &two));
	ok(trader_erase(st, &two, NOON));
	sums(st, "batik", 0, 0);
	sums(st, "kain", 0, 0);
}

/* The sums made anew are the same. */
static void sums_can_be_made_anew(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);

	ok(goods_set(st, t.id, "batik"));
	put(st, t.id, DAY, 100000, 0);
	ok(store_commit(st));
	ok(store_begin(st));
	number(st, "UPDATE goods_day SET total = 7");
	ok(figures_rebuild(st));
	sums(st, "batik", 1, 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(a_report_counts_for_each_of_its_traders_goods),
		memory_test(who_is_merged_or_erased_takes_the_sums_along),
		memory_test(sums_can_be_made_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
