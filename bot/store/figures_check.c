/* store/figures_check.c - the sums by day against what they are sums of */
#include "store/db.h"
#include "store/figures.h"

/* sale_step() of store/tally.h as SQL; a test holds the two together. */
#define SUMS_BY(column, key, table)                                                                 \
	"SELECT b.day, b." column ", b.step, count(*) AS reports, "                                 \
	"CAST(sum(b.total) AS BIGINT) AS total, count(b.live) AS known, "                           \
	"CAST(sum(CASE WHEN b.live IS NULL THEN 0 ELSE b.total END) AS BIGINT) AS known_total, "    \
	"CAST(coalesce(sum(b.live), 0) AS BIGINT) AS live, "                                        \
	"CAST(sum(CASE WHEN b.live > 0 THEN 1 ELSE 0 END) AS BIGINT) AS live_reports FROM ("        \
	"SELECT a.day, a." column ", a.total, a.live, CASE WHEN a.status = 'closed' THEN -1 "       \
	"WHEN a.total < 100 THEN a.total ELSE (a.total / a.unit - (a.total / a.unit) % "            \
	"CASE WHEN a.total / a.unit < 20 THEN 1 WHEN a.total / a.unit < 50 THEN 2 ELSE 5 END) "     \
	"* a.unit END AS step FROM ("                                                               \
	"SELECT s.day, " key " AS " column ", s.total, s.live, s.status, "                          \
	"CASE WHEN s.total < 100 THEN 1 WHEN s.total < 1000 THEN 10 WHEN s.total < 10000 THEN 100 " \
	"WHEN s.total < 100000 THEN 1000 WHEN s.total < 1000000 THEN 10000 "                        \
	"WHEN s.total < 10000000 THEN 100000 WHEN s.total < 100000000 THEN 1000000 "                \
	"WHEN s.total < 1000000000 THEN 10000000 WHEN s.total < 10000000000 THEN 100000000 "        \
	"WHEN s.total < 100000000000 THEN 1000000000 ELSE 10000000000 END AS unit "                 \
	"FROM sale s JOIN " table ") a) b GROUP BY b.day, b." column ", b.step"
#define SALE_SUMS                                                                              \
	SUMS_BY("market_id", "coalesce(t.market_id, 0)", "trader t ON t.id = s.trader_id")
#define GOODS_SUMS SUMS_BY("goods", "g.goods", "trader_goods g ON g.trader_id = s.trader_id")
#define MESSAGE_SUMS                                                                           \
	"SELECT c.day, c.gateway, c.kind, c.state, count(*) AS messages, "                     \
	"CAST(sum(c.segments) AS BIGINT) AS segments FROM ("                                   \
	"SELECT (m.at + 25200) / 86400 AS day, m.gateway, m.kind, "                            \
	"CASE WHEN m.state = 'sending' THEN 'queued' ELSE m.state END AS state, m.segments "   \
	"FROM message m) c GROUP BY c.day, c.gateway, c.kind, c.state"

/* Rows, those that differ, and the first day of them. */
static const struct sql check_sales = { "figures.check_sales",
	"SELECT count(*), coalesce(sum(x.bad), 0), min(CASE WHEN x.bad = 1 THEN x.day END) FROM ("
	"SELECT d.day, CASE WHEN sum(d.reports) = 0 AND sum(d.total) = 0 AND sum(d.known) = 0 "
	"AND sum(d.known_total) = 0 AND sum(d.live) = 0 AND sum(d.live_reports) = 0 "
	"THEN 0 ELSE 1 END AS bad FROM ("
	"SELECT day, market_id, step, reports, total, known, known_total, live, live_reports "
	"FROM sale_day UNION ALL "
	"SELECT r.day, r.market_id, r.step, -r.reports, -r.total, -r.known, -r.known_total, "
	"-r.live, -r.live_reports FROM (" SALE_SUMS ") r) d "
	"GROUP BY d.day, d.market_id, d.step) x LIMIT 1" };
static const struct sql check_goods = { "figures.check_goods",
	"SELECT count(*), coalesce(sum(x.bad), 0), min(CASE WHEN x.bad = 1 THEN x.day END) FROM ("
	"SELECT d.day, CASE WHEN sum(d.reports) = 0 AND sum(d.total) = 0 AND sum(d.known) = 0 "
	"AND sum(d.known_total) = 0 AND sum(d.live) = 0 AND sum(d.live_reports) = 0 "
	"THEN 0 ELSE 1 END AS bad FROM ("
	"SELECT day, goods, step, reports, total, known, known_total, live, live_reports "
	"FROM goods_day UNION ALL "
	"SELECT r.day, r.goods, r.step, -r.reports, -r.total, -r.known, -r.known_total, "
	"-r.live, -r.live_reports FROM (" GOODS_SUMS ") r) d "
	"GROUP BY d.day, d.goods, d.step) x LIMIT 1" };
static const struct sql check_messages = { "figures.check_messages",
	"SELECT count(*), coalesce(sum(x.bad), 0), min(CASE WHEN x.bad = 1 THEN x.day END) FROM ("
	"SELECT d.day, CASE WHEN sum(d.messages) = 0 AND sum(d.segments) = 0 "
	"THEN 0 ELSE 1 END AS bad FROM ("
	"SELECT day, gateway, kind, state, messages, segments FROM message_day UNION ALL "
	"SELECT r.day, r.gateway, r.kind, r.state, -r.messages, -r.segments "
	"FROM (" MESSAGE_SUMS ") r) d GROUP BY d.day, d.gateway, d.kind, d.state) x LIMIT 1" };

static enum rc compare(
	struct store *st, const struct sql *q, int64_t *rows, struct figures_verdict *out)
{
	struct stmt *s = db_prepare(st->db, q);
	enum rc rc = db_step(s);

	if (rc != RC_OK)
		return rc;
	*rows = db_get_int(s, 0);
	if (db_get_int(s, 1) > 0 &&
		(out->wrong == 0 || db_get_int32(s, 2) < out->first_wrong_day))
		out->first_wrong_day = db_get_int32(s, 2);
	out->wrong += db_get_int(s, 1);
	db_reset(s);
	return RC_OK;
}

enum rc figures_check(struct store *st, struct figures_verdict *out)
{
	int64_t goods_rows = 0;
	enum rc rc;

	*out = (struct figures_verdict){ .wrong = 0 };
	rc = compare(st, &check_sales, &out->sale_rows, out);
	if (rc == RC_OK)
		rc = compare(st, &check_goods, &goods_rows, out);
	out->sale_rows += goods_rows;
	return rc == RC_OK ? compare(st, &check_messages, &out->message_rows, out) : rc;
}

static const struct sql forget_sales = { "figures.forget_sales", "DELETE FROM sale_day" };
static const struct sql forget_messages = { "figures.forget_messages",
	"DELETE FROM message_day" };
static const struct sql sum_sales = { "figures.sum_sales",
	"INSERT INTO sale_day (day, market_id, step, reports, total, known, known_total, live, "
	"live_reports) " SALE_SUMS };
static const struct sql forget_goods = { "figures.forget_goods", "DELETE FROM goods_day" };
static const struct sql sum_goods = { "figures.sum_goods",
	"INSERT INTO goods_day (day, goods, step, reports, total, known, known_total, live, "
	"live_reports) " GOODS_SUMS };
static const struct sql sum_messages = {
	"figures.sum_messages",
	"INSERT INTO message_day (day, gateway, kind, state, messages, segments) " MESSAGE_SUMS
};

enum rc figures_rebuild(struct store *st)
{
	static const struct sql *const steps[] = { &forget_sales, &forget_goods,
		&forget_messages, &sum_sales, &sum_goods, &sum_messages };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && rc == RC_OK; i++)
		rc = db_run(db_prepare(st->db, steps[i]));
	return rc;
}

const struct sql *const figures_check_sql[] = { &check_sales, &check_goods, &check_messages,
	&forget_sales, &forget_goods, &forget_messages, &sum_sales, &sum_goods, &sum_messages,
	NULL };
