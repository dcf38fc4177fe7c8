/* store/sale_list.c - reports of takings as lists for people */
#include "store/sale_list.h"

#include "store/db.h"
#include "store/rows.h"

enum { KEY_BITS = 40, MEDIAN_DAYS = 90, SALE_WIDTH = 12 }; /* ids of traders stay below 2^40 */

static const struct sql of_days = { "sale.of_days",
	"SELECT " SALE_COLUMNS
	" FROM sale s WHERE s.trader_id = $1 AND s.day BETWEEN $2 AND $3 "
	"ORDER BY s.day LIMIT $4" };

enum rc sale_of_days(struct store *st, const struct sale_days *days, sale_day_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &of_days);
	struct sale sale;
	enum rc rc;

	db_int(s, 1, days->trader_id);
	db_int(s, 2, days->from);
	db_int(s, 3, days->to);
	db_limit(s, 4, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		sale_read(s, &sale);
		rc = fn(&sale, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* In the order of the table, so that nothing is sorted. */
static const struct sql export = { "sale.export",
	"SELECT " SALE_COLUMNS ", t.phone, t.name, m.name FROM sale s "
	"JOIN trader t ON t.id = s.trader_id LEFT JOIN market m ON m.id = t.market_id "
	"WHERE s.day BETWEEN $1 AND $2 ORDER BY s.trader_id, s.day LIMIT $3" };

enum rc sale_export(
	struct store *st, const struct sale_days *days, sale_export_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &export);
	struct sale_export_row row;
	enum rc rc;

	db_int(s, 1, days->from);
	db_int(s, 2, days->to);
	db_limit(s, 3, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		sale_read(s, &row.sale);
		db_get_text(s, SALE_WIDTH, row.phone.e164, sizeof(row.phone.e164));
		db_get_text(s, SALE_WIDTH + 1, row.name, sizeof(row.name));
		db_get_text(s, SALE_WIDTH + 2, row.market, sizeof(row.market));
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

int64_t sale_review_key(const struct sale *s)
{
	return ((int64_t)s->day << KEY_BITS) + s->trader_id;
}

static const struct sql reviews = { "sale.reviews",
	"SELECT " SALE_COLUMNS ", " TRADER_COLUMNS ", m.name FROM sale s "
	"JOIN trader t ON t.id = s.trader_id LEFT JOIN market m ON m.id = t.market_id "
	"WHERE s.review = 1 AND (s.day < $1 OR (s.day = $1 AND s.trader_id < $2)) "
	"ORDER BY s.day DESC, s.trader_id DESC LIMIT $3" };

enum rc sale_review_each(
	struct store *st, int64_t before, int64_t limit, sale_review_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &reviews);
	struct sale_review_row row;
	enum rc rc;

	db_int(s, 1, before != 0 ? before >> KEY_BITS : INT32_MAX);
	db_int(s, 2, before != 0 ? before & ((INT64_C(1) << KEY_BITS) - 1) : 0);
	db_limit(s, 3, limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		struct sale_span span;

		sale_read(s, &row.sale);
		trader_read(s, SALE_WIDTH, &row.who.trader);
		db_get_text(
			s, SALE_WIDTH + TRADER_WIDTH, row.who.market, sizeof(row.who.market));
		span = (struct sale_span){ .from = row.sale.day - MEDIAN_DAYS,
			.to = row.sale.day,
			.except = row.sale.day };
		rc = sale_median(st, row.sale.trader_id, &span, &row.median);
		if (rc == RC_OK)
			rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql count = { "sale.review_count",
	"SELECT count(*) FROM (SELECT 1 FROM sale WHERE review = 1 LIMIT $1) x LIMIT 1" };

enum rc sale_review_count(struct store *st, int64_t most, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &count);
	enum rc rc;

	db_int(s, 1, most);
	rc = db_step(s);
	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

const struct sql *const sale_list_sql[] = { &of_days, &export, &reviews, &count, NULL };
