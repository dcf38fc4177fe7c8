/* store/fleet.c - the servers of one shared database: who is alive, and who leads */
#include "store/fleet.h"

#include "store/db.h"

bool fleet_is_one(const struct store *st)
{
	return db_is_shared(st->db);
}

static const struct sql join = { "fleet.join",
	"INSERT INTO server (id, name, started_at, lives_until) VALUES ($1, $2, $3, $4)" };

enum rc fleet_join(struct store *st, const char *name, int64_t *id)
{
	int64_t now = 0;
	enum rc rc = db_clock(st->db, &now);
	struct stmt *s;

	if (rc == RC_OK)
		rc = store_next_id(st, "server", id);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &join);
	db_int(s, 1, *id);
	db_text(s, 2, name);
	db_int(s, 3, now);
	db_int(s, 4, now + FLEET_LEASE);
	return db_run(s);
}

void fleet_serve(struct store *st, int64_t id)
{
	db_serve(st->db, id);
}

static const struct sql renew = { "fleet.renew",
	"UPDATE server SET lives_until = $2 WHERE id = $1" };
static const struct sql look = { "fleet.look",
	"SELECT count(CASE WHEN s.lives_until >= $1 THEN 1 END), "
	"count(CASE WHEN s.lives_until >= $1 AND s.id < $2 THEN 1 END), "
	"count(CASE WHEN s.lives_until < $1 THEN 1 END), "
	"coalesce((SELECT l.server_id FROM lead l JOIN server x ON x.id = l.server_id "
	"WHERE l.name = 'office'), 0), "
	"coalesce((SELECT l.fence FROM lead l WHERE l.name = 'office'), 0) "
	"FROM server s LIMIT 1" };

static enum rc look_around(struct store *st, int64_t now, struct fleet_view *out)
{
	struct stmt *s = db_prepare(st->db, &look);
	enum rc rc;

	db_int(s, 1, now);
	db_int(s, 2, db_server(st->db));
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	out->alive = db_get_int(s, 0);
	out->before = db_get_int(s, 1);
	out->late = db_get_int(s, 2);
	out->leader = db_get_int(s, 3);
	out->fence = db_get_int(s, 4);
	db_reset(s);
	return RC_OK;
}

enum rc fleet_beat(struct store *st, struct fleet_view *out)
{
	int64_t now = 0;
	enum rc rc = db_clock(st->db, &now);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &renew);
	db_int(s, 1, db_server(st->db));
	db_int(s, 2, now + FLEET_LEASE);
	rc = db_run_some(s);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_CONFLICT : rc;
	return look_around(st, now, out);
}

static const struct sql bury = { "fleet.bury", "DELETE FROM server WHERE lives_until < $1" };

enum rc fleet_bury(struct store *st, int64_t *n)
{
	int64_t now = 0;
	enum rc rc = db_clock(st->db, &now);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &bury);
	db_int(s, 1, now);
	rc = db_run(s);
	*n = db_changed(st->db);
	return rc;
}

/* Who leads stays until it is no more. */
static const struct sql lead = { "fleet.lead",
	"INSERT INTO lead (name, server_id, fence, since) VALUES ('office', $1, 1, $2) "
	"ON CONFLICT (name) DO UPDATE SET server_id = excluded.server_id, "
	"fence = lead.fence + 1, since = excluded.since "
	"WHERE NOT EXISTS (SELECT 1 FROM server s WHERE s.id = lead.server_id) "
	"RETURNING fence" };

enum rc fleet_lead(struct store *st, int64_t *fence)
{
	int64_t now = 0;
	enum rc rc = db_clock(st->db, &now);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &lead);
	db_int(s, 1, db_server(st->db));
	db_int(s, 2, now);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_CONFLICT : rc;
	*fence = db_get_int(s, 0);
	return db_run(s);
}

static const struct sql leave = { "fleet.leave", "DELETE FROM server WHERE id = $1" };

enum rc fleet_leave(struct store *st)
{
	struct stmt *s = db_prepare(st->db, &leave);

	db_int(s, 1, db_server(st->db));
	return db_run(s);
}

static const struct sql each = { "fleet.each",
	"SELECT s.id, s.name, s.started_at, s.lives_until, "
	"(SELECT count(*) FROM lead l WHERE l.server_id = s.id) FROM server s "
	"ORDER BY s.id LIMIT $1" };

enum rc fleet_each(struct store *st, fleet_fn *fn, void *arg)
{
	struct fleet_server server;
	int64_t now = 0;
	enum rc rc = db_clock(st->db, &now);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &each);
	db_limit(s, 1, 0);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		server.id = db_get_int(s, 0);
		db_get_text(s, 1, server.name, sizeof(server.name));
		server.started_at = db_get_int(s, 2);
		server.silent = now - (db_get_int(s, 3) - FLEET_LEASE);
		server.alive = server.silent <= FLEET_LEASE;
		server.leads = db_get_int(s, 4) > 0;
		rc = fn(&server, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const fleet_sql[] = { &join, &renew, &look, &bury, &lead, &leave, &each,
	NULL };
