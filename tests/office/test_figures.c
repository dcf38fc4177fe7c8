/* tests/office/test_figures.c - a day over all markets has a median of its own */
#include "office/figures.h"
#include "store/goods.h"

#include "../store/store_fixture.h"
#include "base/days.h"
#include "store/sale.h"

static enum rc keep_whole(const struct figures_takings *t, void *arg)
{
	struct figures_takings *out = arg;

	if (t->reports > 0)
		*out = *t;
	return RC_OK;
}

static void report(struct store *st, int n, int64_t market, rupiah total)
{
	struct trader t = add_trader(st, n);
	struct sale s = { .day = day_of(NOON),
		.total = total,
		.live = SALE_LIVE_UNKNOWN,
		.status = SALE_SOLD,
		.message_id = 1,
		.reported_at = NOON };

	t.market_id = market;
	s.trader_id = t.id;
	ok(trader_update(st, &t));
	ok(sale_put(st, &s));
}

/* Three of a small market at 100,000 and two of a rich one at 900,000: 100,000, and no middle of the two medians. */
static void a_day_over_all_markets_has_its_own_median(void **state)
{
	struct store *st = open_test();
	struct figures_takings whole = { .reports = 0 };
	struct figures_span span = {
		.from = day_of(NOON) - 2, .to = day_of(NOON) + 1, .market_id = FIGURES_ALL
	};
	struct figures_sink sink = { .whole = keep_whole, .arg = &whole };
	int64_t small, rich;

	(void)state;
	ok(store_begin(st));
	small = add_market(st, "Kecil");
	rich = add_market(st, "Besar");
	for (int n = 1; n <= 5; n++)
		report(st, n, n <= 3 ? small : rich, n <= 3 ? 100000 : 900000);
	ok(store_commit(st));
	ok(figures_takings(st, &span, &sink));
	assert_int_equal(whole.day, day_of(NOON));
	assert_int_equal(whole.market_id, FIGURES_ALL);
	assert_int_equal(whole.reports, 5);
	assert_int_equal(whole.expected, 5);
	assert_int_equal(whole.total, 2100000);
	assert_in_range(whole.median, 95000, 105000);
	assert_false(whole.interval);
	ok(store_begin(st));
	for (int n = 6; n <= 9;
		n++) /* 100,000 three times, 500,000 four, 900,000 twice: the second and the eighth */
		report(st, n, small, 500000);
	ok(store_commit(st));
	ok(figures_takings(st, &span, &sink));
	assert_int_equal(whole.sold, 9);
	assert_true(whole.interval);
	assert_int_equal(whole.median_low, 100000);
	assert_int_equal(whole.median, 500000);
	assert_int_equal(whole.median_high, 900000);
	store_close(st);
}

struct goods_seen {
	size_t n;
	struct figures_goods row[4];
};

static enum rc note_goods(const struct figures_goods *g, void *arg)
{
	struct goods_seen *s = arg;

	assert_true(s->n < 4);
	s->row[s->n++] = *g;
	return RC_OK;
}

/* Seven sell batik at 100,000 to 700,000, one of them fish too: the first and the seventh hold the median of 400,000. */
static void goods_are_told_by_how_often_they_are_sold(void **state)
{
	struct store *st = open_migrated("sqlite::memory:");
	struct figures_span span = { .from = day_of(NOON) - 2, .to = day_of(NOON) };
	struct goods_seen s = { .n = 0 };
	int64_t market;

	(void)state;
	ok(store_begin(st));
	market = add_market(st, "Turi");
	for (int n = 1; n <= 7; n++) {
		report(st, n, market, 100000 * n);
		ok(goods_set(st, n, n == 7 ? "batik,ikan" : "batik"));
	}
	ok(store_commit(st));
	ok(figures_goods(st, &span, 4, note_goods, &s));
	assert_int_equal(s.n, 2);
	assert_string_equal(s.row[0].goods, "batik");
	assert_int_equal(s.row[0].traders, 7);
	assert_int_equal(s.row[0].takings.sold, 7);
	assert_int_equal(s.row[0].takings.total, 2800000);
	assert_int_equal(s.row[0].takings.median, 400000);
	assert_true(s.row[0].takings.interval);
	assert_int_equal(s.row[0].takings.median_low, 100000);
	assert_int_equal(s.row[0].takings.median_high, 700000);
	assert_string_equal(s.row[1].goods, "ikan");
	assert_int_equal(s.row[1].takings.median, 700000);
	assert_false(s.row[1].takings.interval);
	s.n = 0;
	ok(figures_goods(st, &span, 1, note_goods, &s));
	assert_int_equal(s.n, 1);
	span.to = span.from;
	s.n = 0;
	ok(figures_goods(st, &span, 4, note_goods, &s));
	assert_int_equal(s.n, 0);
	store_close(st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_over_all_markets_has_its_own_median),
		cmocka_unit_test(goods_are_told_by_how_often_they_are_sold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
