/* store/breach.c - whom a breach of personal data concerns */
#include "store/breach.h"

#include "store/rows.h"

/* Messages of each number: through gateway $1, or, $1 being '', of whoever is no trader. */
static const struct sql numbers = { "breach.numbers",
	"SELECT " TRADER_COLUMNS ", k.name, m.phone, m.came, m.went, 0, m.first_at, m.last_at "
	"FROM (SELECT phone, sum(CASE WHEN direction = 'in' THEN 1 ELSE 0 END) AS came, "
	"sum(CASE WHEN direction = 'out' THEN 1 ELSE 0 END) AS went, min(at) AS first_at, "
	"max(at) AS last_at FROM message WHERE at BETWEEN $2 AND $3 AND phone <> '' "
	"AND (gateway = $1 OR ($1 = '' AND trader_id IS NULL)) GROUP BY phone) m "
	"LEFT JOIN trader t ON t.phone = m.phone LEFT JOIN market k ON k.id = t.market_id "
	"WHERE $1 <> '' OR t.id IS NULL ORDER BY t.id NULLS LAST, m.phone LIMIT $4" };

static const struct sql traders = { "breach.traders",
	"SELECT " TRADER_COLUMNS ", k.name, t.phone, coalesce(m.came, 0), coalesce(m.went, 0), "
	"coalesce(s.days, 0), m.first_at, m.last_at FROM trader t "
	"LEFT JOIN market k ON k.id = t.market_id "
	"LEFT JOIN (SELECT trader_id, sum(CASE WHEN direction = 'in' THEN 1 ELSE 0 END) AS came, "
	"sum(CASE WHEN direction = 'out' THEN 1 ELSE 0 END) AS went, min(at) AS first_at, "
	"max(at) AS last_at FROM message WHERE at <= $1 GROUP BY trader_id) m "
	"ON m.trader_id = t.id "
	"LEFT JOIN (SELECT trader_id, count(*) AS days FROM sale WHERE reported_at <= $1 "
	"GROUP BY trader_id) s ON s.trader_id = t.id "
	"WHERE t.created_at <= $1 AND ($2 = 0 OR EXISTS (SELECT 1 FROM enrolment e "
	"JOIN wave w ON w.id = e.wave_id WHERE e.trader_id = t.id AND w.trainer_id = $2)) "
	"ORDER BY t.id LIMIT $3" };

static enum rc show(struct stmt *s, breach_fn *fn, void *arg)
{
	enum { MARKET = TRADER_WIDTH, PHONE, CAME, WENT, SALES, FIRST, LAST };
	struct breach_row row;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		struct trader *t = &row.who.trader;

		trader_read(s, 0, t);
		db_get_text(s, MARKET, row.who.market, sizeof(row.who.market));
		db_get_text(s, PHONE, t->phone.e164, sizeof(t->phone.e164));
		row.came = db_get_int(s, CAME);
		row.went = db_get_int(s, WENT);
		row.sales = db_get_int(s, SALES);
		row.first_at = db_get_int(s, FIRST);
		row.last_at = db_get_int(s, LAST);
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static enum rc each_number(
	struct store *st, const struct breach_ask *ask, breach_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &numbers);

	db_text(s, 1, ask->gateway != NULL ? ask->gateway : "");
	db_int(s, 2, ask->gateway != NULL ? ask->from : 0);
	db_int(s, 3, ask->to);
	db_limit(s, 4, 0);
	return show(s, fn, arg);
}

enum rc breach_each(struct store *st, const struct breach_ask *ask, breach_fn *fn, void *arg)
{
	struct stmt *s;
	enum rc rc;

	if (ask->gateway != NULL)
		return each_number(st, ask, fn, arg);
	s = db_prepare(st->db, &traders);
	db_int(s, 1, ask->to);
	db_int(s, 2, ask->trainer_id);
	db_limit(s, 3, 0);
	rc = show(s, fn, arg);
	return rc == RC_OK && ask->trainer_id == 0 ? each_number(st, ask, fn, arg) : rc;
}

const struct sql *const breach_sql[] = { &numbers, &traders, NULL };
