/* store/effect.c - takings around a wave, of those who came and of those not yet trained */
#include "store/effect.h"

#include "base/days.h"
#include "store/rows.h"

static const struct sql trained = { "effect.trained",
	"SELECT e.trader_id, 0, s.day, s.total, s.status FROM enrolment e "
	"LEFT JOIN sale s ON s.trader_id = e.trader_id AND s.day BETWEEN $2 AND $3 "
	"AND s.review = 0 WHERE e.wave_id = $1 AND e.status = 'attended' "
	"ORDER BY e.trader_id, s.day LIMIT $4" };
static const struct sql compared = { "effect.compared",
	"SELECT c.id, coalesce(c.first_at, 0), s.day, s.total, s.status FROM ("
	"SELECT t.id, (SELECT min(x.starts_at) FROM attendance a JOIN sitting x "
	"ON x.id = a.sitting_id WHERE a.trader_id = t.id) AS first_at FROM trader t "
	"WHERE t.market_id IN (SELECT u.market_id FROM enrolment e JOIN trader u "
	"ON u.id = e.trader_id WHERE e.wave_id = $1 AND e.status = 'attended') "
	"AND NOT EXISTS (SELECT 1 FROM attendance a JOIN sitting x ON x.id = a.sitting_id "
	"WHERE a.trader_id = t.id AND x.starts_at < $4) "
	"AND EXISTS (SELECT 1 FROM sale y WHERE y.trader_id = t.id AND y.day BETWEEN $2 AND $3) "
	"ORDER BY t.id LIMIT $5) c "
	"JOIN sale s ON s.trader_id = c.id AND s.day BETWEEN $2 AND $3 AND s.review = 0 "
	"ORDER BY c.id, s.day LIMIT $6" };

static enum rc show(struct stmt *s, bool is_trained, effect_fn *fn, void *arg)
{
	struct effect_row row = { .trained = is_trained };
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		row.trader_id = db_get_int(s, 0);
		row.trained_day = db_get_int(s, 1) > 0 ? day_of(db_get_int(s, 1)) : INT32_MAX;
		row.day = db_get_int32(s, 2);
		row.total = db_get_int(s, 3);
		row.status = row.day > 0 ? sale_status_of(db_view_text(s, 4)) : SALE_CLOSED;
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc effect_rows(struct store *st, const struct effect_ask *ask, effect_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &trained);
	enum rc rc;

	db_int(s, 1, ask->wave_id);
	db_int(s, 2, ask->from);
	db_int(s, 3, ask->to);
	db_limit(s, 4, 0);
	rc = show(s, true, fn, arg);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &compared);
	db_int(s, 1, ask->wave_id);
	db_int(s, 2, ask->from);
	db_int(s, 3, ask->to);
	db_int(s, 4, day_instant(ask->last + 1, 0));
	db_int(s, 5, EFFECT_COMPARED_MAX);
	db_limit(s, 6, 0);
	return show(s, false, fn, arg);
}

const struct sql *const effect_sql[] = { &trained, &compared, NULL };
