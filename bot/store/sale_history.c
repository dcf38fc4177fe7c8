/* store/sale_history.c - every version a day's takings had */
#include "store/db.h"
#include "store/rows.h"

static const struct sql versions = {
	"sale.history",
	"SELECT " SALE_COLUMNS ", s.replaced_at, s.taken_back "
	"FROM sale_history s WHERE s.trader_id = $1 AND s.day = $2 ORDER BY s.version LIMIT $3"
};

enum rc sale_history(
	struct store *st, int64_t trader_id, int32_t day, sale_version_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &versions);
	struct sale_version v;
	bool any = false;
	enum rc rc;

	db_int(s, 1, trader_id);
	db_int(s, 2, day);
	db_limit(s, 3, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		sale_read(s, &v.sale);
		v.replaced_at = db_get_int(s, 12);
		v.taken_back = db_get_int(s, 13) != 0;
		any = true;
		rc = fn(&v, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	if (rc != RC_ABSENT)
		return rc;
	v = (struct sale_version){ .replaced_at = 0 };
	rc = sale_get(st, trader_id, day, &v.sale);
	if (rc == RC_ABSENT)
		return any ? RC_OK : RC_ABSENT;
	return rc == RC_OK ? fn(&v, arg) : rc;
}

const struct sql *const sale_history_sql[] = { &versions, NULL };
