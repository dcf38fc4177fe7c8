/* tests/store/test_sale.c - one row a day, every version kept, zero and closed are not unknown */
#include "store_fixture.h"

enum { DAY = 20417 };

static struct sale report(int64_t trader_id, int32_t day, rupiah total)
{
	return (struct sale){ .trader_id = trader_id,
		.day = day,
		.total = total,
		.live = SALE_LIVE_UNKNOWN,
		.status = total ? SALE_SOLD : SALE_ZERO,
		.message_id = 1,
		.reported_at = NOON };
}

static void put(struct store *st, int64_t trader_id, int32_t day, rupiah total)
{
	struct sale s = report(trader_id, day, total);

	ok(sale_put(st, &s));
}

static void assert_total(struct store *st, int64_t trader_id, rupiah want)
{
	struct sale s;

	ok(sale_get(st, trader_id, DAY, &s));
	assert_int_equal(s.total, want);
}

static void every_field_comes_back(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct sale s = report(t.id, DAY, 1500000), got;

	assert_int_equal(sale_get(st, t.id, DAY, &got), RC_ABSENT);
	s.live = 400000;
	s.approximate = s.review = true;
	snprintf(s.typed_by, sizeof(s.typed_by), "+6281299999999");
	ok(sale_put(st, &s));
	ok(sale_get(st, t.id, DAY, &got));
	assert_int_equal(got.total, 1500000);
	assert_int_equal(got.live, 400000);
	assert_int_equal(got.status, SALE_SOLD);
	assert_true(got.approximate && got.review && !got.clarified);
	assert_int_equal(got.version, 1);
	assert_string_equal(got.typed_by, "+6281299999999");
	assert_int_equal(got.reported_at, NOON);
	s = report(t.id, DAY + 1, 0);
	s.status = SALE_CLOSED;
	ok(sale_put(st, &s));
	ok(sale_get(st, t.id, DAY + 1, &got));
	assert_int_equal(got.status, SALE_CLOSED);
	assert_int_equal(got.live, SALE_LIVE_UNKNOWN);
	assert_string_equal(got.typed_by, "");
}

static void impossible_sales_are_refused(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct sale s = report(t.id, DAY, 100);

	s.live = 101;
	if (on_server()) { /* goes with others, and fails them; from then on by itself */
		assert_int_equal(sale_put(st, &s), RC_BUSY);
		store_rollback(st);
		ok(store_begin(st));
		s.trader_id = t.id = add_trader(st, 1).id;
	}
	assert_int_equal(sale_put(st, &s), RC_CONFLICT);
	s = report(t.id, DAY, -5);
	assert_int_equal(sale_put(st, &s), RC_CONFLICT);
	s = report(t.id + 1, DAY, 5); /* nobody */
	assert_int_equal(sale_put(st, &s), RC_CONFLICT);
}

static void earlier_versions_are_kept(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct sale s;

	put(st, t.id, DAY, 100);
	put(st, t.id, DAY, 200);
	put(st, t.id, DAY, 300);
	ok(sale_get(st, t.id, DAY, &s));
	assert_int_equal(s.version, 3);
	assert_int_equal(number(st, "SELECT count(*) FROM sale"), 1);
	assert_int_equal(number(st, "SELECT total FROM sale_history WHERE version = 1"), 100);
	assert_int_equal(number(st, "SELECT total FROM sale_history WHERE version = 2"), 200);
}

static void a_report_taken_back_gives_the_one_before(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct sale s;

	assert_int_equal(sale_take_back(st, t.id, DAY, NOON), RC_ABSENT);
	put(st, t.id, DAY, 100);
	put(st, t.id, DAY, 200);
	ok(sale_take_back(st, t.id, DAY, NOON + 5)); /* 200 was wrong */
	assert_total(st, t.id, 100);
	put(st, t.id, DAY, 300);
	ok(sale_get(st, t.id, DAY, &s));
	assert_int_equal(s.version, 3);
	ok(sale_take_back(st, t.id, DAY, NOON + 6)); /* and not 200 comes back */
	assert_total(st, t.id, 100);
	ok(sale_take_back(st, t.id, DAY, NOON + 7));
	assert_int_equal(sale_get(st, t.id, DAY, &s), RC_ABSENT);
	assert_int_equal(sale_take_back(st, t.id, DAY, NOON + 8), RC_ABSENT);
	assert_int_equal(number(st, "SELECT count(*) FROM sale_history"), 3);
	put(st, t.id, DAY, 400);
	assert_total(st, t.id, 400);
	ok(sale_take_back(st, t.id, DAY, NOON + 9));
	assert_int_equal(sale_get(st, t.id, DAY, &s), RC_ABSENT);
}

static void sums_sold_days(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1), other = add_trader(st, 2);
	struct sale_sum sum;

	put(st, t.id, DAY, INT64_C(900000000000));
	put(st, t.id, DAY + 1, 0);
	put(st, t.id, DAY + 2, 250);
	put(st, t.id, DAY + 3, 7);
	put(st, other.id, DAY, 5);
	ok(sale_total(st, t.id, DAY, DAY + 2, &sum));
	assert_int_equal(sum.total, INT64_C(900000000250));
	assert_int_equal(sum.days, 2);
	ok(sale_total(st, t.id, DAY + 10, DAY + 20, &sum));
	assert_int_equal(sum.total, 0);
	assert_int_equal(sum.days, 0);
}

static void the_median_is_the_traders_own(void **state)
{
	static const struct {
		rupiah total[6];
		int days, except;
		rupiah median;
		int count;
	} cases[] = {
		{ { 0 }, 0, 0, 0, 0 },
		{ { 500 }, 1, 0, 500, 1 },
		{ { 100, 400 }, 2, 0, 250, 2 },
		{ { 900, 100, 500 }, 3, 0, 500, 3 },
		{ { 900, 0, 100, 500, 0 }, 5, 0, 500, 3 }, /* zero days left out */
		{ { 900, 100, 500, 700 }, 4, 0, 600, 4 },
		{ { 900, 100, 500, 700 }, 4, DAY + 3, 500, 3 },
		{ { 1, 2 }, 2, DAY + 1, 1, 1 },
	};
	struct store *st = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct trader t = add_trader(st, (int)i);
		struct sale_span span = { DAY, DAY + 5, cases[i].except };
		struct sale_median got;

		print_message("case %zu\n", i);
		for (int d = 0; d < cases[i].days; d++)
			put(st, t.id, DAY + d, cases[i].total[d]);
		ok(sale_median(st, t.id, &span, &got));
		assert_int_equal(got.median, cases[i].median);
		assert_int_equal(got.count, cases[i].count);
	}
}

static void the_median_is_of_the_last_64_days(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct sale_span span = { DAY, DAY + 200, 0 };
	struct sale_median got;

	for (int d = 0; d < 100; d++)
		put(st, t.id, DAY + d, 1000 + d);
	ok(sale_median(st, t.id, &span, &got));
	assert_int_equal(got.count, 64);
	assert_int_equal(
		got.median, 1036 + 31); /* half way between 1067 and 1068, in whole rupiah */
	/* Of 64 the 24th from either end. */
	assert_true(got.interval);
	assert_int_equal(got.low, 1036 + 23);
	assert_int_equal(got.high, 1099 - 23);
	span.to = DAY + 4;
	ok(sale_median(st, t.id, &span, &got));
	assert_int_equal(got.count, 5);
	assert_false(got.interval);
	assert_int_equal(got.low, 0);
}

/* By the median itself, whichever days come first: near, far above, far below, and too few to tell. */
static void far_is_far_from_the_median(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct sale_span span = { DAY, DAY + 200, 0 };
	uint64_t seed = 1127;

	for (int d = 0; d < 70; d++) {
		struct sale_reach reach = { .times = 5, .least = 5 };
		struct sale_median m;
		bool far;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		put(st, t.id, DAY + d, 1 + (rupiah)(seed >> 33) % 1000);
		ok(sale_median(st, t.id, &span, &m));
		for (reach.total = 1; reach.total < 6000;
			reach.total = reach.total * 3 / 2 + 1) {
			ok(sale_is_far(st, t.id, &span, &reach, &far));
			assert_int_equal(
				far, m.count >= 5 && (reach.total / 5 > m.median ||
							     reach.total * 5 < m.median));
		}
	}
}

static enum rc note_day(const struct sale_row *row, void *arg)
{
	char *text = arg;
	size_t n = strlen(text);

	snprintf(text + n, 200 - n, "%d:%s ", (int)(row->sale.day - DAY),
		row->phone.e164 + strlen("+6281200000"));
	return n > 100 ? RC_FULL : RC_OK;
}

static void lists_newest_day_first(void **state)
{
	struct store *st = *state;
	struct trader a = add_trader(st, 1), b = add_trader(st, 2);
	struct sale review = report(b.id, DAY + 1, 9);
	char text[200] = "";

	put(st, a.id, DAY, 5);
	put(st, a.id, DAY + 2, 5);
	review.review = true;
	ok(sale_put(st, &review));
	ok(sale_each(st, &(struct sale_filter){ .limit = 0 }, note_day, text));
	assert_string_equal(text, "2:001 1:002 0:001 ");
	text[0] = '\0';
	ok(sale_each(st, &(struct sale_filter){ .limit = 1 }, note_day, text));
	assert_string_equal(text, "2:001 ");
	text[0] = '\0';
	ok(sale_each(st, &(struct sale_filter){ .trader_id = a.id }, note_day, text));
	assert_string_equal(text, "2:001 0:001 ");
	text[0] = '\0';
	ok(sale_each(st, &(struct sale_filter){ .review_only = true }, note_day, text));
	assert_string_equal(text, "1:002 ");
}

/* What a turn with a correction writes, with the n-th write failing. */
static enum rc correct(struct store *st, int64_t trader_id, int fail)
{
	struct sale s = report(trader_id, DAY, 777);
	enum rc rc = store_begin(st);

	if (rc != RC_OK)
		return rc;
	store_fail_after(st, fail);
	rc = sale_put(st, &s);
	if (rc == RC_OK)
		rc = sale_take_back(st, trader_id, DAY, NOON);
	if (rc == RC_OK)
		rc = sale_put(st, &s);
	if (rc == RC_OK)
		rc = store_commit(st);
	store_fail_after(st, 0);
	if (rc != RC_OK)
		store_rollback(st);
	return rc;
}

static void every_failure_leaves_nothing(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	int fail = 1;

	put(st, t.id, DAY, 100);
	ok(store_commit(st));
	for (; correct(st, t.id, fail) != RC_OK; fail++) {
		assert_true(fail < 50);
		assert_total(st, t.id, 100);
		assert_int_equal(number(st, "SELECT count(*) FROM sale_history"), 0);
	}
	assert_true(fail > 8); /* two writes, four, two and the commit */
	assert_total(st, t.id, 777);
	assert_int_equal(number(st, "SELECT count(*) FROM sale_history"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(every_field_comes_back),
		memory_test(impossible_sales_are_refused),
		memory_test(earlier_versions_are_kept),
		memory_test(a_report_taken_back_gives_the_one_before),
		memory_test(sums_sold_days),
		memory_test(the_median_is_the_traders_own),
		memory_test(the_median_is_of_the_last_64_days),
		memory_test(far_is_far_from_the_median),
		memory_test(lists_newest_day_first),
		memory_test(every_failure_leaves_nothing),
	};

	return cmocka_run_group_tests_name("store/sale", tests, NULL, NULL);
}
