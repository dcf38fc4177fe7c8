/* store/figures_goods.c - takings by what traders sell */
#include "store/figures.h"
#include "store/rows.h"

static const struct sql steps = { "figures.goods_steps",
	"SELECT goods, step, CAST(sum(reports) AS BIGINT), CAST(sum(total) AS BIGINT), "
	"CAST(sum(known) AS BIGINT), CAST(sum(known_total) AS BIGINT), "
	"CAST(sum(live) AS BIGINT), CAST(sum(live_reports) AS BIGINT) FROM goods_day "
	"WHERE day BETWEEN $1 AND $2 GROUP BY goods, step HAVING sum(reports) <> 0 "
	"ORDER BY goods, step LIMIT $3" };

enum rc figures_goods_steps(
	struct store *st, const struct figures_span *span, figures_goods_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &steps);
	enum rc rc;

	db_int(s, 1, span->from);
	db_int(s, 2, span->to);
	db_limit(s, 3, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		struct figures_step step = { .least = db_get_int(s, 1),
			.reports = db_get_int(s, 2),
			.total = db_get_int(s, 3),
			.known = db_get_int(s, 4),
			.known_total = db_get_int(s, 5),
			.live = db_get_int(s, 6),
			.live_reports = db_get_int(s, 7) };

		rc = fn(db_view_text(s, 0), &step, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql sellers = { "figures.sellers",
	"SELECT goods, count(*) FROM trader_goods GROUP BY goods ORDER BY goods LIMIT $1" };

enum rc figures_sellers(struct store *st, figures_sellers_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &sellers);
	enum rc rc;

	db_limit(s, 1, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		rc = fn(db_view_text(s, 0), db_get_int(s, 1), arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const figures_goods_sql[] = { &steps, &sellers, NULL };
