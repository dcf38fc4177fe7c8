/* store/trainer.c - whose wave it is, and whose questions a trainer may answer */
#include "store/trainer.h"

#include "store/db.h"
#include "store/rows.h"

static const struct sql set = { "trainer.set",
	"UPDATE wave SET trainer_id = $2 WHERE id = $1" };

enum rc trainer_set(struct store *st, int64_t wave_id, int64_t staff_id)
{
	struct stmt *s = db_prepare(st->db, &set);

	db_int(s, 1, wave_id);
	db_int_or_null(s, 2, staff_id);
	return db_run_some(s);
}

static enum rc one_number(struct stmt *s, int64_t *out)
{
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

static const struct sql of = { "trainer.of",
	"SELECT w.trainer_id FROM wave w WHERE w.id = $1 LIMIT 1" };

enum rc trainer_of(struct store *st, int64_t wave_id, int64_t *staff_id)
{
	struct stmt *s = db_prepare(st->db, &of);

	db_int(s, 1, wave_id);
	return one_number(s, staff_id);
}

static const struct sql next_wave = { "trainer.next_wave",
	"SELECT w.id FROM wave w JOIN sitting s ON s.wave_id = w.id "
	"WHERE w.trainer_id = $1 AND w.trainer_id IS NOT NULL AND s.starts_at > $2 "
	"AND w.state <> 'cancelled' ORDER BY s.starts_at, w.id LIMIT 1" };

enum rc trainer_next_wave(struct store *st, int64_t staff_id, int64_t now, int64_t *wave_id)
{
	struct stmt *s = db_prepare(st->db, &next_wave);

	db_int(s, 1, staff_id);
	db_int(s, 2, now - SITTING_OPEN_AFTER);
	return one_number(s, wave_id);
}

static const struct sql next_sitting = { "sitting.next",
	"SELECT " SITTING_COLUMNS " FROM sitting s WHERE s.wave_id = $1 AND s.starts_at > $2 "
	"ORDER BY s.starts_at LIMIT 1" };

enum rc sitting_next(struct store *st, int64_t wave_id, int64_t now, struct sitting *out)
{
	struct stmt *s = db_prepare(st->db, &next_sitting);
	enum rc rc;

	db_int(s, 1, wave_id);
	db_int(s, 2, now - SITTING_OPEN_AFTER);
	rc = db_step(s);
	if (rc == RC_OK) {
		sitting_read(s, 0, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql knows = { "trainer.knows",
	"SELECT 1 FROM enrolment e JOIN wave w ON w.id = e.wave_id "
	"WHERE e.trader_id = $2 AND w.trainer_id = $1 AND e.status <> 'cancelled' LIMIT 1" };

enum rc trainer_knows(struct store *st, int64_t staff_id, int64_t trader_id, bool *out)
{
	struct stmt *s = db_prepare(st->db, &knows);
	int64_t one;
	enum rc rc;

	db_int(s, 1, staff_id);
	db_int(s, 2, trader_id);
	rc = one_number(s, &one);
	*out = rc == RC_OK;
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const trainer_sql[] = { &set, &of, &next_wave, &next_sitting, &knows, NULL };
