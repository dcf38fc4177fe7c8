/* store/sale_list.h - reports of takings as lists for people */
#ifndef LAPAK_STORE_SALE_LIST_H
#define LAPAK_STORE_SALE_LIST_H
#include "store/sale.h"

struct sale_days {
	int64_t trader_id;
	int32_t from, to; /* inclusive */
};
typedef enum rc sale_day_fn(const struct sale *s, void *arg);
/* Oldest first. */
MUST_CHECK enum rc sale_of_days(
	struct store *st, const struct sale_days *days, sale_day_fn *fn, void *arg);

struct sale_export_row {
	struct sale sale;
	struct phone phone;
	char name[TRADER_NAME_MAX * 4 + 1], market[MARKET_NAME_MAX * 4 + 1];
};
typedef enum rc sale_export_fn(const struct sale_export_row *row, void *arg);
/* Every trader's reports of the days (trader_id is not looked at), by trader, then day. */
MUST_CHECK enum rc sale_export(
	struct store *st, const struct sale_days *days, sale_export_fn *fn, void *arg);

struct sale_review_row {
	struct sale sale;
	struct trader_row who;
	struct sale_median median; /* of the 90 days before it */
};
typedef enum rc sale_review_fn(const struct sale_review_row *row, void *arg);
/* Where a row stands in the queue; keys grow with the day. */
int64_t sale_review_key(const struct sale *s);
/* Reports to look at, newest day first; keys below before (0: all). */
MUST_CHECK enum rc sale_review_each(
	struct store *st, int64_t before, int64_t limit, sale_review_fn *fn, void *arg);
/* How many there are, counted up to most. */
MUST_CHECK enum rc sale_review_count(struct store *st, int64_t most, int64_t *out);

#endif
