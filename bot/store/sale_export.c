/* store/sale_export.c - takings with who and where */
#include "store/sale_export.h"

#include "store/rows.h"

enum { SALE_WIDTH = 12 };

static const struct sql each = { "sale_export.each",
	"SELECT " SALE_COLUMNS ", " TRADER_COLUMNS ", m.name FROM sale s "
	"JOIN trader t ON t.id = s.trader_id LEFT JOIN market m ON m.id = t.market_id "
	"WHERE s.day BETWEEN $1 AND $2 AND ($3 < 0 OR coalesce(t.market_id, 0) = $3) "
	"ORDER BY s.trader_id, s.day LIMIT $4" };

enum rc sale_export_each(
	struct store *st, const struct figures_span *span, sale_export_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);
	struct sale_export_row row;
	enum rc rc;

	db_int(s, 1, span->from);
	db_int(s, 2, span->to);
	db_int(s, 3, span->market_id);
	db_limit(s, 4, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		sale_read(s, &row.sale);
		trader_read(s, SALE_WIDTH, &row.who.trader);
		db_get_text(
			s, SALE_WIDTH + TRADER_WIDTH, row.who.market, sizeof(row.who.market));
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const sale_export_sql[] = { &each, NULL };
