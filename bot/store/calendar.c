/* store/calendar.c - sittings of all waves by when they begin */
#include "store/calendar.h"

#include "store/rows.h"

static const struct sql sittings = { "calendar.sittings",
	"SELECT " WAVE_COLUMNS ", s.id, s.starts_at, "
	"(SELECT count(*) FROM sitting x WHERE x.wave_id = s.wave_id AND x.starts_at <= "
	"s.starts_at), "
	"(SELECT count(*) FROM sitting x WHERE x.wave_id = s.wave_id), "
	"(SELECT max(x.starts_at) FROM sitting x WHERE x.wave_id = s.wave_id) "
	"FROM sitting s JOIN wave w ON w.id = s.wave_id JOIN market m ON m.id = w.market_id "
	"WHERE s.starts_at >= $1 AND s.starts_at < $2 ORDER BY s.starts_at, s.id LIMIT $3" };

enum rc calendar_each(
	struct store *st, int64_t from, int64_t to, int64_t limit, calendar_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &sittings);
	struct calendar_row row;
	enum rc rc;

	db_int(s, 1, from);
	db_int(s, 2, to);
	db_limit(s, 3, limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		wave_read(s, 0, &row.wave);
		row.id = db_get_int(s, WAVE_WIDTH);
		row.at = db_get_int(s, WAVE_WIDTH + 1);
		row.number = db_get_int32(s, WAVE_WIDTH + 2);
		row.of = db_get_int32(s, WAVE_WIDTH + 3);
		row.ends_at = db_get_int(s, WAVE_WIDTH + 4);
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const calendar_sql[] = { &sittings, NULL };
