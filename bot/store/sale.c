/*
 * store/sale.c - takings: one row a trader and day, earlier versions in sale_history
 *
 * A version's number is used once a day. A report that is replaced goes to the history; one that
 * is taken back goes there marked taken_back, and the newest version not so marked returns.
 */
#include "store/sale.h"

#include <string.h>

#include "base/days.h"
#include "store/db.h"
#include "store/goods.h"
#include "store/rows.h"
#include "store/share.h"
#include "store/tally.h"

static const char *const status_names[] = {
	[SALE_SOLD] = "sold",
	[SALE_ZERO] = "zero",
	[SALE_CLOSED] = "closed",
};

const char *sale_status_name(enum sale_status s)
{
	return status_names[s];
}

enum sale_status sale_status_of(const char *name)
{
	if (strcmp(name, "sold") == 0)
		return SALE_SOLD;
	return strcmp(name, "zero") == 0 ? SALE_ZERO : SALE_CLOSED;
}

void sale_read(struct stmt *s, struct sale *out)
{
	out->trader_id = db_get_int(s, 0);
	out->day = db_get_int32(s, 1);
	out->total = db_get_int(s, 2);
	out->live = db_get_null(s, 3) ? SALE_LIVE_UNKNOWN : db_get_int(s, 3);
	out->status = sale_status_of(db_view_text(s, 4));
	out->approximate = db_get_int(s, 5) != 0;
	out->clarified = db_get_int(s, 6) != 0;
	out->review = db_get_int(s, 7) != 0;
	out->version = db_get_int32(s, 8);
	out->message_id = db_get_int(s, 9);
	db_get_text(s, 10, out->typed_by, sizeof(out->typed_by));
	out->reported_at = db_get_int(s, 11);
}

static const struct sql get = { "sale.get",
	"SELECT " SALE_COLUMNS " FROM sale s WHERE s.trader_id = $1 AND s.day = $2 LIMIT 1" };

static struct stmt *for_day(
	struct store *st, const struct sql *q, int64_t trader_id, int32_t day)
{
	struct stmt *s = db_prepare(st->db, q);

	db_int(s, 1, trader_id);
	db_int(s, 2, day);
	return s;
}

void sale_get_expect(struct store *st, int64_t trader_id, int32_t day)
{
	db_expect(for_day(st, &get, trader_id, day));
}

enum rc sale_get(struct store *st, int64_t trader_id, int32_t day, struct sale *out)
{
	struct stmt *s = for_day(st, &get, trader_id, day);
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		sale_read(s, out);
		db_reset(s);
	}
	return rc;
}

struct sale_key {
	int64_t trader_id;
	int32_t day;
};

static const struct sql keep = { "sale.keep",
	"INSERT INTO sale_history (trader_id, day, version, total, live, status, approximate, "
	"clarified, review, message_id, typed_by, reported_at, replaced_at, taken_back) "
	"SELECT s.trader_id, s.day, s.version, s.total, s.live, s.status, s.approximate, "
	"s.clarified, s.review, s.message_id, s.typed_by, s.reported_at, $3, $4 "
	"FROM sale s WHERE s.trader_id = $1 AND s.day = $2 RETURNING total, live, status, "
	"(SELECT t.market_id FROM trader t WHERE t.id = sale_history.trader_id), "
	"(SELECT t.sells FROM trader t WHERE t.id = sale_history.trader_id)" };

/* by as in tally.h; sells: whether it is known what. */
static enum rc count_report(
	struct store *st, int64_t trader_id, const struct tally_sale *what, bool sells, int by)
{
	char goods[GOODS_LIST] = "";
	enum rc rc = sells ? goods_of(st, trader_id, goods) : RC_OK;

	if (rc != RC_OK)
		return rc;
	tally_sale(st, what, by);
	tally_goods(st, what, goods, by);
	return RC_OK;
}

/* Runs a statement of one day, which may be started, that returns total, live, status, market and whether goods are known; by as in tally.h.
 * RC_ABSENT: it touched no row. */
static enum rc run_counted(struct store *st, struct stmt *s, const struct sale_key *key, int by)
{
	struct tally_sale what = { .day = key->day };
	enum rc rc = db_step(s);
	bool sells;

	if (rc != RC_OK)
		return rc;
	what.total = db_get_int(s, 0);
	what.live = db_get_null(s, 1) ? SALE_LIVE_UNKNOWN : db_get_int(s, 1);
	what.status = sale_status_of(db_view_text(s, 2));
	what.market_id = db_get_int(s, 3);
	sells = db_get_int(s, 4) != 0;
	rc = db_run(s);
	return rc == RC_OK ? count_report(st, key->trader_id, &what, sells, by) : rc;
}

static struct stmt *keeps(
	struct store *st, int64_t trader_id, int32_t day, int64_t now, bool taken_back)
{
	struct stmt *s = db_prepare(st->db, &keep);

	db_int(s, 1, trader_id);
	db_int(s, 2, day);
	db_int(s, 3, now);
	db_int(s, 4, taken_back);
	return s;
}

/* RC_ABSENT: there is nothing to keep. */
static enum rc keep_version(
	struct store *st, int64_t trader_id, int32_t day, int64_t now, bool taken_back)
{
	return run_counted(st, keeps(st, trader_id, day, now, taken_back),
		&(struct sale_key){ trader_id, day }, -1);
}

#define PUT                                                                                    \
	"INSERT INTO sale (trader_id, day, total, live, status, approximate, clarified, "      \
	"review, message_id, typed_by, reported_at, version) "                                 \
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "                               \
	"(SELECT coalesce(max(h.version), 0) + 1 FROM sale_history h "                         \
	"WHERE h.trader_id = $1 AND h.day = $2)) "                                             \
	"ON CONFLICT (trader_id, day) DO UPDATE SET total = excluded.total, "                  \
	"live = excluded.live, status = excluded.status, "                                     \
	"approximate = excluded.approximate, clarified = excluded.clarified, "                 \
	"review = excluded.review, message_id = excluded.message_id, "                         \
	"typed_by = excluded.typed_by, reported_at = excluded.reported_at, "                   \
	"version = excluded.version"
static const struct sql put = { "sale.put", PUT };
/* The name is one of those in db_postgres_ahead.c. */
static const struct sql put_far = { "sale.put_far",
	PUT " RETURNING total, live, status, "
	    "(SELECT t.market_id FROM trader t WHERE t.id = sale.trader_id), "
	    "(SELECT t.sells FROM trader t WHERE t.id = sale.trader_id)" };

void sale_bind(struct stmt *s, const struct sale *sale)
{
	db_int(s, 1, sale->trader_id);
	db_int(s, 2, sale->day);
	db_int(s, 3, sale->total);
	if (sale->live == SALE_LIVE_UNKNOWN)
		db_null(s, 4);
	else
		db_int(s, 4, sale->live);
	db_text(s, 5, sale_status_name(sale->status));
	db_int(s, 6, sale->approximate);
	db_int(s, 7, sale->clarified);
	db_int(s, 8, sale->review);
	db_int(s, 9, sale->message_id);
	db_text_or_null(s, 10, sale->typed_by);
	db_int(s, 11, sale->reported_at);
}

static const struct sql total = { "sale.total",
	"SELECT CAST(coalesce(sum(total), 0) AS BIGINT), count(*) FROM sale "
	"WHERE trader_id = $1 AND day BETWEEN $2 AND $3 AND status = 'sold' LIMIT 1" };

/* sale_total() of that day's week is going to be asked. */
static void expect_week(struct store *st, int64_t trader_id, int32_t day)
{
	struct stmt *s = db_prepare(st->db, &total);

	db_int(s, 1, trader_id);
	db_int(s, 2, day_monday(day));
	db_int(s, 3, day_monday(day) + 6);
	db_expect(s);
}

/* All that is written and read goes together. */
static enum rc put_there(struct store *st, const struct sale *sale, const struct sale_key *key)
{
	struct stmt *before = keeps(st, key->trader_id, key->day, sale->reported_at, false);
	struct stmt *s = db_prepare(st->db, &put_far);
	enum rc rc;

	sale_bind(s, sale);
	db_start(before);
	db_start(s);
	expect_week(st, sale->trader_id, day_of(sale->reported_at));
	rc = run_counted(st, before, key, -1);
	if (rc != RC_OK && rc != RC_ABSENT)
		return db_leave(s, rc);
	return run_counted(st, s, key, 1);
}

/* What a report of that day meets: where it counts, and whether there was one. */
static const struct sql standing = { "sale.standing",
	"SELECT t.market_id, t.sells, s.version FROM trader t LEFT JOIN sale s "
	"ON s.trader_id = t.id AND s.day = $2 WHERE t.id = $1 LIMIT 1" };

/* Mostly there is nothing to keep; and for what a statement returns SQLite makes a table, at the price of the row. */
static enum rc put_here(struct store *st, const struct sale *sale, const struct sale_key *key)
{
	struct tally_sale what = { sale->day, 0, sale->status, sale->total, sale->live };
	struct stmt *s = for_day(st, &standing, key->trader_id, key->day);
	enum rc rc = db_step(s);
	bool sells, replaces;

	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_CONFLICT : rc; /* no such trader */
	what.market_id = db_get_int(s, 0);
	sells = db_get_int(s, 1) != 0;
	replaces = !db_get_null(s, 2);
	db_reset(s);
	if (replaces)
		rc = keep_version(st, key->trader_id, key->day, sale->reported_at, false);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &put);
	sale_bind(s, sale);
	rc = db_run(s);
	return rc == RC_OK ? count_report(st, key->trader_id, &what, sells, 1) : rc;
}

enum rc sale_put(struct store *st, const struct sale *sale)
{
	struct sale_key key = { sale->trader_id, sale->day };

	if (!share_owns(st, sale->trader_id))
		return db_want_alone(st->db);
	return db_is_far(st->db) ? put_there(st, sale, &key) : put_here(st, sale, &key);
}

static const struct sql remove_sale = { "sale.remove",
	"DELETE FROM sale WHERE trader_id = $1 AND day = $2" };
static const struct sql restore = { "sale.restore",
	"INSERT INTO sale (trader_id, day, version, total, live, status, approximate, clarified, "
	"review, message_id, typed_by, reported_at) "
	"SELECT h.trader_id, h.day, h.version, h.total, h.live, h.status, h.approximate, "
	"h.clarified, h.review, h.message_id, h.typed_by, h.reported_at FROM sale_history h "
	"WHERE h.trader_id = $1 AND h.day = $2 AND h.taken_back = 0 "
	"ORDER BY h.version DESC LIMIT 1 RETURNING total, live, status, "
	"(SELECT t.market_id FROM trader t WHERE t.id = sale.trader_id), "
	"(SELECT t.sells FROM trader t WHERE t.id = sale.trader_id)" };
static const struct sql unkeep = { "sale.unkeep",
	"DELETE FROM sale_history WHERE trader_id = $1 AND day = $2 AND version = "
	"(SELECT s.version FROM sale s WHERE s.trader_id = $1 AND s.day = $2)" };

enum rc sale_take_back(struct store *st, int64_t trader_id, int32_t day, int64_t now)
{
	enum rc rc = keep_version(st, trader_id, day, now, true);

	if (rc == RC_OK)
		rc = db_run_some(for_day(st, &remove_sale, trader_id, day));
	if (rc != RC_OK)
		return rc;
	rc = run_counted(st, for_day(st, &restore, trader_id, day),
		&(struct sale_key){ trader_id, day }, 1);
	if (rc == RC_ABSENT) /* it was the first */
		return RC_OK;
	return rc == RC_OK ? db_run_some(for_day(st, &unkeep, trader_id, day)) : rc;
}

static const struct sql of_trader = { "sale.of_trader",
	"SELECT s.day, s.total, s.live, s.status FROM sale s WHERE s.trader_id = $1 LIMIT $2" };

typedef void recount_fn(struct store *st, const struct tally_sale *what, const void *how);

/* Shows every report of the trader's as it is counted, but for its market. */
static enum rc recount(struct store *st, int64_t trader_id, recount_fn *fn, const void *how)
{
	struct stmt *s = db_prepare(st->db, &of_trader);
	enum rc rc;

	db_int(s, 1, trader_id);
	db_limit(s, 2, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		struct tally_sale what = { .day = db_get_int32(s, 0),
			.total = db_get_int(s, 1),
			.live = db_get_null(s, 2) ? SALE_LIVE_UNKNOWN : db_get_int(s, 2),
			.status = sale_status_of(db_view_text(s, 3)) };

		fn(st, &what, how);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static void to_market(struct store *st, const struct tally_sale *what, const void *how)
{
	const int64_t *market = how;
	struct tally_sale one = *what;

	one.market_id = market[0];
	tally_sale(st, &one, -1);
	one.market_id = market[1];
	if (market[1] >= 0)
		tally_sale(st, &one, 1);
}

static void to_goods(struct store *st, const struct tally_sale *what, const void *how)
{
	const char *const *goods = how;

	tally_goods(st, what, goods[0], -1);
	tally_goods(st, what, goods[1], 1);
}

enum rc sale_counted_for(struct store *st, int64_t trader_id, const char *from, const char *to)
{
	const char *const goods[] = { from, to };

	return recount(st, trader_id, to_goods, goods);
}

enum rc sale_counted_elsewhere(
	struct store *st, int64_t trader_id, int64_t from_market, int64_t to_market_id)
{
	const int64_t market[] = { from_market, to_market_id };
	char goods[GOODS_LIST] = "";
	enum rc rc = recount(st, trader_id, to_market, market);

	if (rc != RC_OK || to_market_id >= 0)
		return rc;
	rc = goods_of(st, trader_id, goods);
	return rc == RC_OK && goods[0] != '\0' ? sale_counted_for(st, trader_id, goods, "")
					       : rc;
}

enum rc sale_total(
	struct store *st, int64_t trader_id, int32_t from, int32_t to, struct sale_sum *out)
{
	struct stmt *s = db_prepare(st->db, &total);
	enum rc rc;

	db_int(s, 1, trader_id);
	db_int(s, 2, from);
	db_int(s, 3, to);
	rc = db_step(s);
	if (rc == RC_OK) {
		out->total = db_get_int(s, 0);
		out->days = db_get_int32(s, 1);
		db_reset(s);
	}
	return rc;
}

static const struct sql each = { "sale.each",
	"SELECT " SALE_COLUMNS ", t.phone FROM sale s JOIN trader t ON t.id = s.trader_id "
	"WHERE s.review >= $1 ORDER BY s.day DESC, s.trader_id LIMIT $2" };
static const struct sql each_of_trader = { "sale.each_of_trader",
	"SELECT " SALE_COLUMNS ", t.phone FROM sale s JOIN trader t ON t.id = s.trader_id "
	"WHERE s.review >= $1 AND s.trader_id = $3 ORDER BY s.day DESC LIMIT $2" };

enum rc sale_each(struct store *st, const struct sale_filter *filter, sale_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, filter->trader_id ? &each_of_trader : &each);
	struct sale_row row;
	enum rc rc;

	db_int(s, 1, filter->review_only);
	db_limit(s, 2, filter->limit);
	if (filter->trader_id)
		db_int(s, 3, filter->trader_id);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		sale_read(s, &row.sale);
		db_get_text(s, 12, row.phone.e164, sizeof(row.phone.e164));
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const sale_sql[] = { &get, &keep, &put, &put_far, &standing, &remove_sale,
	&restore, &unkeep, &of_trader, &total, &each, &each_of_trader, NULL };
