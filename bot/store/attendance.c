/* store/attendance.c - which sitting a trader can be at now, and that they came */
#include "store/rows.h"
#include "store/wave.h"

/* Of two that are open at once, the one that has begun; of two that have, the later. */
static const struct sql now_open = {
	"sitting.now",
	"SELECT " SITTING_COLUMNS ", " WAVE_COLUMNS " FROM enrolment e "
	"JOIN wave w ON w.id = e.wave_id JOIN market m ON m.id = w.market_id "
	"JOIN sitting s ON s.wave_id = w.id "
	"WHERE e.trader_id = $1 AND e.status IN ('enrolled', 'offered', 'attended', 'absent') "
	"AND w.state NOT IN ('draft', 'cancelled') AND s.starts_at BETWEEN $2 AND $3 "
	"ORDER BY CASE WHEN s.starts_at <= $4 THEN 0 ELSE 1 END, s.starts_at DESC, s.id LIMIT 1"
};

enum rc sitting_now(struct store *st, int64_t trader_id, int64_t now, struct sitting *out,
	struct wave *wave)
{
	struct stmt *s = db_prepare(st->db, &now_open);
	enum rc rc;

	db_int(s, 1, trader_id);
	db_int(s, 2, now - SITTING_OPEN_AFTER);
	db_int(s, 3, now + SITTING_OPEN_BEFORE);
	db_int(s, 4, now);
	rc = db_step(s);
	if (rc == RC_OK) {
		sitting_read(s, 0, out);
		wave_read(s, SITTING_WIDTH, wave);
		db_reset(s);
	}
	return rc;
}

static const struct sql add = { "attendance.add",
	"INSERT INTO attendance (sitting_id, trader_id, at) VALUES ($1, $2, $3) "
	"ON CONFLICT (sitting_id, trader_id) DO NOTHING" };
static const struct sql attended = { "attendance.attended",
	"UPDATE enrolment SET status = 'attended', changed_by = $3, changed_at = $4 "
	"WHERE wave_id = $1 AND trader_id = $2" };

enum rc attendance_add(struct store *st, const struct sitting *sitting, int64_t trader_id,
	const char *by, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &add);
	enum rc rc;

	db_int(s, 1, sitting->id);
	db_int(s, 2, trader_id);
	db_int(s, 3, now);
	rc = db_run_some(s);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_CONFLICT : rc;
	s = db_prepare(st->db, &attended);
	db_int(s, 1, sitting->wave_id);
	db_int(s, 2, trader_id);
	db_text(s, 3, by);
	db_int(s, 4, now);
	return db_run(s);
}

static const struct sql take_back = { "attendance.take_back",
	"DELETE FROM attendance WHERE sitting_id = $1 AND trader_id = $2" };
static const struct sql absent = { "attendance.absent",
	"UPDATE enrolment SET status = 'absent', changed_by = $3, changed_at = $4 "
	"WHERE wave_id = $1 AND trader_id = $2 AND status IN ('enrolled', 'attended') "
	"AND NOT EXISTS (SELECT 1 FROM attendance a JOIN sitting y ON y.id = a.sitting_id "
	"WHERE y.wave_id = $1 AND a.trader_id = $2)" };

enum rc attendance_remove(struct store *st, const struct sitting *sitting, int64_t trader_id,
	const char *by, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &take_back);
	enum rc rc;

	db_int(s, 1, sitting->id);
	db_int(s, 2, trader_id);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &absent);
	db_int(s, 1, sitting->wave_id);
	db_int(s, 2, trader_id);
	db_text(s, 3, by);
	db_int(s, 4, now);
	return db_run(s);
}

static const struct sql close_roster = { "attendance.close_roster",
	"UPDATE enrolment SET status = 'absent', changed_by = 'system', changed_at = $2 "
	"WHERE wave_id = $1 AND status = 'enrolled'" };

enum rc wave_close_roster(struct store *st, int64_t wave_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &close_roster);

	db_int(s, 1, wave_id);
	db_int(s, 2, now);
	return db_run(s);
}

const struct sql *const attendance_sql[] = { &now_open, &add, &attended, &take_back, &absent,
	&close_roster, NULL };
