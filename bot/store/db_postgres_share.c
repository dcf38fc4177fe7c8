/*
 * store/db_postgres_share.c - the beginning of a transaction: who else may write meanwhile, whose turn it is, which ids it has
 *
 * All of it is sent with the first statement, whose answer brings it: it costs no round trip.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/db_postgres.h"

static const char *const gate_text[] = {
	[DB_ALONE] = "SELECT pg_advisory_xact_lock(1279348811, 1)",
	[DB_SHARED] = "SELECT pg_advisory_xact_lock_shared(1279348811, 1)",
};
/* A statement of its own, so that it sees what was done while the gate was waited for; and one that fails, so that nothing
 * behind it is done. It locks the row, which is this server's own, so that something is written: a commit of nothing would not
 * wait for the standby, though the message it finds repeated may be on this machine alone. */
static const char fence_text[] =
	"SELECT 1 / count(*) FROM (SELECT s.id FROM server s WHERE s.id = $1::bigint FOR NO KEY UPDATE) f";
/* One by one in the order of the array; so are all statements behind it, each of which sees what was done while it waited. Two
 * numbers of one hash only wait for each other. */
static const char lock_text[] =
	"SELECT count(pg_advisory_xact_lock(1279348812, hashtext(n))) FROM unnest($1::text[]) n";
/* A transaction of its own, since its row is locked to its end. Not worth a wait for the disk: what is committed with one of
 * these numbers, later, is behind them in the log. */
static const char numbers_text[] =
	"WITH quick AS (SELECT set_config('synchronous_commit', 'off', true)) "
	"UPDATE sequence SET last = last + $1::bigint FROM quick WHERE name = 'message' RETURNING last";

static void send_with(struct pg *pg, const char *text, const char *value)
{
	(void)PQsendQueryParams(pg->conn, text, 1, NULL, &value, NULL, NULL, 0);
}

static void send_number(struct pg *pg, const char *text, int64_t n)
{
	char value[24];

	(void)snprintf(value, sizeof(value), "%" PRId64, n);
	send_with(pg, text, value);
}

void pg_send_begin(struct db *db)
{
	struct pg *pg = db->pg;

	if (pg->numbers > 0) {
		send_number(pg, numbers_text, pg->numbers);
		(void)PQpipelineSync(pg->conn);
		pg->numbering = true;
	}
	pg_send(pg, "BEGIN");
	/* What writes waits here for who has the database alone; who was taken for dead has nothing to write any more. */
	pg_send(pg, gate_text[pg->gate]);
	if (db->server != 0) {
		send_number(pg, fence_text, db->server);
		pg_sent(pg, NULL);
		pg->fence = pg->sent;
	}
	if (pg->keys) {
		send_with(pg, lock_text, pg->keys);
		pg_sent(pg, NULL);
	}
	pg->beginning = false;
}

void pg_want(struct db *db, int64_t n, const char *keys)
{
	db->pg->numbers = n;
	db->pg->keys = keys;
}

enum rc pg_have(struct db *db, int64_t *last)
{
	struct pg *pg = db->pg;
	enum rc rc = pg_lost(pg) ? RC_BUSY : RC_OK;

	if (rc == RC_OK && (pg->beginning || pg->numbering || pg->fence > 0))
		rc = pg_flush(db);
	if (rc == RC_OK && pg->spoilt)
		rc = pg->superseded ? RC_CONFLICT : RC_BUSY;
	pg->keys = NULL;
	*last = pg->last_number;
	return rc;
}
