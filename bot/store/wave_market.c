/* store/wave_market.c - the markets whose traders may enrol in a wave; none named: all of them */
#include "store/rows.h"

static const struct sql add = { "wave_market.add",
	"INSERT INTO wave_market (wave_id, market_id) VALUES ($1, $2) "
	"ON CONFLICT (wave_id, market_id) DO NOTHING" };

enum rc wave_allow(struct store *st, int64_t wave_id, int64_t market_id)
{
	struct stmt *s = db_prepare(st->db, &add);

	db_int(s, 1, wave_id);
	db_int(s, 2, market_id);
	return db_run(s);
}

static const struct sql clear = { "wave_market.clear",
	"DELETE FROM wave_market WHERE wave_id = $1" };

enum rc wave_allow_all(struct store *st, int64_t wave_id)
{
	struct stmt *s = db_prepare(st->db, &clear);

	db_int(s, 1, wave_id);
	return db_run(s);
}

static const struct sql of_wave = { "wave_market.of_wave",
	"SELECT m.id, m.name FROM wave_market a JOIN market m ON m.id = a.market_id "
	"WHERE a.wave_id = $1 ORDER BY m.name LIMIT $2" };

enum rc wave_allowed(
	struct store *st, int64_t wave_id, struct market *out, size_t max, size_t *n)
{
	struct stmt *s;
	enum rc rc;

	*n = 0;
	if (max == 0)
		return RC_OK;
	s = db_prepare(st->db, &of_wave);
	db_int(s, 1, wave_id);
	db_int(s, 2, (int64_t)max);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		out[*n].id = db_get_int(s, 0);
		db_get_text(s, 1, out[*n].name, sizeof(out[*n].name));
		(*n)++;
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql allows = { "wave_market.allows",
	"SELECT count(*), coalesce(sum(CASE WHEN a.market_id = $2 THEN 1 ELSE 0 END), 0) "
	"FROM wave_market a WHERE a.wave_id = $1 LIMIT 1" };

enum rc wave_allows(struct store *st, int64_t wave_id, int64_t market_id, bool *out)
{
	struct stmt *s = db_prepare(st->db, &allows);
	enum rc rc;

	*out = false;
	db_int(s, 1, wave_id);
	db_int(s, 2, market_id);
	rc = db_step(s);
	if (rc == RC_OK) {
		*out = market_id == 0 || db_get_int(s, 0) == 0 || db_get_int(s, 1) > 0;
		db_reset(s);
	}
	return rc;
}

const struct sql *const wave_market_sql[] = { &add, &clear, &of_wave, &allows, NULL };
