/* store/early.c - delivery reports that were faster than the answer which tells the id they are about */
#include "store/early.h"

#include "store/db.h"
#include "store/rows.h"

/* One row a state: of several reports none needs to be weighed against another before it is known what they are about. */
static const struct sql keep = { "early.keep",
	"INSERT INTO early_report (id, gateway, gateway_id, state, error, at) "
	"VALUES ((SELECT coalesce(max(e.id), 0) + 1 FROM early_report e), $1, $2, $3, $4, $5) "
	"ON CONFLICT (gateway, gateway_id, state) DO NOTHING RETURNING id" };
static const struct sql make_room = { "early.make_room",
	"DELETE FROM early_report WHERE id <= $1" };

enum rc early_keep(struct store *st, const struct early *e)
{
	struct stmt *s = db_prepare(st->db, &keep);
	int64_t id;
	enum rc rc;

	db_text(s, 1, e->gateway);
	db_text(s, 2, e->gateway_id);
	db_text(s, 3, message_state_name(e->state));
	db_text_or_null(s, 4, e->error);
	db_int(s, 5, e->now);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_OK : rc;
	id = db_get_int(s, 0);
	db_reset(s);
	s = db_prepare(st->db, &make_room);
	db_int(s, 1, id - EARLY_MAX);
	return db_run(s);
}

static const struct sql next = { "early.next",
	"SELECT e.id, e.state, e.error, e.at FROM early_report e "
	"WHERE e.gateway = $1 AND e.gateway_id = $2 ORDER BY e.id LIMIT 1" };
static const struct sql drop = { "early.drop", "DELETE FROM early_report WHERE id = $1" };

struct first {
	int64_t id, at;
	enum message_state state;
	char error[128];
};

static enum rc read_first(struct store *st, const struct early *about, struct first *out)
{
	struct stmt *s = db_prepare(st->db, &next);
	enum rc rc;

	db_text(s, 1, about->gateway);
	db_text(s, 2, about->gateway_id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->id = db_get_int(s, 0);
	out->state = message_state_of(db_view_text(s, 1));
	db_get_text(s, 2, out->error, sizeof(out->error));
	out->at = db_get_int(s, 3);
	db_reset(s);
	return RC_OK;
}

static enum rc drop_one(struct store *st, int64_t id)
{
	struct stmt *s = db_prepare(st->db, &drop);

	db_int(s, 1, id);
	return db_run(s);
}

enum rc early_apply(struct store *st, const struct early *about, int64_t message_id)
{
	struct first f;
	enum rc rc;

	for (rc = read_first(st, about, &f); rc == RC_OK; rc = read_first(st, about, &f)) {
		const struct settlement reported = { .id = message_id,
			.state = f.state,
			.error = f.error[0] != '\0' ? f.error : NULL,
			.now = about->now };

		rc = drop_one(st, f.id);
		if (rc == RC_OK && f.at >= about->now - EARLY_LIVES)
			rc = message_settle(st, &reported);
		if (rc != RC_OK && rc != RC_CONFLICT) /* a state that is further stays */
			return rc;
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql prune = { "early.prune", "DELETE FROM early_report WHERE at < $1" };

enum rc early_prune(struct store *st, int64_t before)
{
	struct stmt *s = db_prepare(st->db, &prune);

	db_int(s, 1, before);
	return db_run(s);
}

const struct sql *const early_sql[] = { &keep, &make_room, &next, &drop, &prune, NULL };
