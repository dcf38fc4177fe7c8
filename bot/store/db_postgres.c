/*
 * store/db_postgres.c - the driver of PostgreSQL: transactions, opening
 *
 * BEGIN, SAVEPOINT and RELEASE wait for the next statement and go with it, so that they cost no round trip.
 */
#include <stdlib.h>
#include <string.h>

#include "store/db_postgres.h"

static const char save_text[] = "SAVEPOINT part";
static const char release_text[] = "RELEASE part";

static enum rc roll_back(struct db *db)
{
	struct pg *pg = db->pg;
	bool nothing = pg->beginning;

	pg->waits = 0;
	pg->beginning = pg->spoilt = false;
	/* What nobody waited for may have failed; with that the rest of its pipeline is skipped, and so would this be. */
	if (pg->sent > 0)
		(void)!pg_settle(db);
	pg_ahead_forget(pg);
	/* With the connection the server forgets the transaction. */
	if (nothing || pg_lost(pg) || PQtransactionStatus(pg->conn) == PQTRANS_IDLE ||
		pg_do(db, "db.rollback", "ROLLBACK") == RC_OK || pg_lost(pg))
		return RC_OK;
	return RC_BROKEN;
}

static enum rc begin(struct db *db, enum db_gate gate)
{
	struct pg *pg = db->pg;
	enum rc rc;

	/* A connection that was ended says so only to who looks: once for the words, once for the end. */
	for (int i = 0; i < 2 && !pg_lost(pg); i++)
		(void)PQconsumeInput(pg->conn);
	rc = pg_link(db);
	pg->waits = 0;
	pg->beginning = rc == RC_OK;
	pg->gate = gate;
	pg->numbers = pg->last_number = 0;
	pg->keys = NULL;
	if (pg->careful > 0)
		pg->careful--;
	return rc;
}

/* A lost connection leaves open whether it was kept; a COMMIT of a spoilt transaction is answered by ROLLBACK. One whose
 * wait for the standby was cancelled (pg_cancel_backend) is answered by COMMIT and a warning: it is on one machine only. */
static enum rc commit(struct db *db)
{
	struct pg *pg = db->pg;
	PGresult *result = NULL;
	enum rc rc;

	pg->undone = true;
	if (pg_lost(pg) || pg->spoilt)
		return RC_BUSY;
	if (pg->beginning) { /* nothing was done */
		pg->beginning = false;
		return RC_OK;
	}
	pg_send_waiting(db);
	pg_send(pg, "COMMIT");
	pg->own = pg->sent;
	pg->warned = false;
	rc = pg_collect(db, "db.commit", &result);
	pg_ahead_forget(pg);
	pg->undone = !pg_lost(pg) && !pg->warned;
	if (rc == RC_OK && pg->warned)
		rc = RC_BUSY;
	if (rc == RC_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0)
		rc = RC_BROKEN;
	PQclear(result);
	return rc;
}

static enum rc undo(struct db *db)
{
	struct pg *pg = db->pg;

	if (pg_lost(pg) || pg->spoilt)
		return RC_BUSY;
	/* Nothing was done since the savepoint, which was not even made. */
	if (pg->waits > 0 && pg->waiting[pg->waits - 1] == save_text) {
		pg->waits--;
		return RC_OK;
	}
	pg_send_waiting(db);
	pg_send(pg, "ROLLBACK TO part");
	return pg_do(db, "db.undo", release_text);
}

static enum rc later(struct db *db, const char *text)
{
	struct pg *pg = db->pg;

	if (pg_lost(pg) || pg->spoilt)
		return RC_BUSY;
	if (text == release_text && pg->waits > 0 && pg->waiting[pg->waits - 1] == save_text) {
		pg->waits--;
		return RC_OK;
	}
	if (pg->waits == PG_WAITING)
		BUG("savepoints that were not released");
	pg->waiting[pg->waits++] = text;
	return RC_OK;
}

static enum rc control(struct db *db, enum db_control what)
{
	switch (what) {
	case DB_BEGIN:
		return begin(db, DB_ALONE);
	case DB_BEGIN_SHARED:
		return begin(db, DB_SHARED);
	case DB_COMMIT:
		return commit(db);
	case DB_ROLLBACK:
		return roll_back(db);
	case DB_SAVE:
		pg_ahead_save(db->pg);
		return later(db, save_text);
	case DB_RELEASE:
		pg_ahead_release(db->pg);
		return later(db, release_text);
	case DB_UNDO:
		pg_ahead_undo(db->pg);
		return undo(db);
	}
	BUG("no such control: %d", (int)what);
}

static void close_link(struct db *db)
{
	pg_ahead_free(db->pg);
	PQfinish(db->pg->conn);
	PQfinish(pg_call_end(db->pg->call));
	free(db->pg->url);
	free(db->pg);
	free(db);
}

static enum rc hold(struct db *db, enum db_gate gate, struct err *err)
{
	enum rc rc;

	db->pg->holds = true;
	db->pg->hold = gate;
	db->pg->superseded = false;
	PQfinish(db->pg->conn);
	db->pg->conn = NULL;
	rc = pg_link_first(db, err);
	if (rc == RC_CONFLICT)
		return err_set(err, rc, "%s",
			gate == DB_ALONE
				? "a lapak serves this database; stop it first"
				: "lapak db copy, or an older lapak, has this database for "
				  "itself; see that it ends, then start again");
	return rc;
}

static bool is_lost(const struct db *db)
{
	return pg_lost(db->pg);
}

static bool was_undone(const struct db *db)
{
	return db->pg->undone;
}

static enum rc read_clock(struct db *db, int64_t *out)
{
	PGresult *result = NULL;
	enum rc rc;

	pg_send_waiting(db);
	pg_send(db->pg, "SELECT CAST(extract(epoch FROM clock_timestamp()) AS BIGINT)");
	db->pg->own = db->pg->sent;
	rc = pg_collect(db, "db.clock", &result);
	if (rc == RC_OK)
		*out = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
	PQclear(result);
	return rc;
}

static const struct driver postgres_driver = {
	.prepare = pg_prepare,
	.finalize = pg_finalize,
	.may_run = pg_may_run,
	.step = pg_step,
	.reset = pg_reset,
	.stream = pg_stream,
	.many = pg_many,
	.run_later = pg_run_later,
	.settle = pg_settle,
	.expect = pg_expect,
	.start = pg_start,
	.trips = pg_trips,
	.bind_int = pg_bind_int,
	.bind_text = pg_bind_text,
	.bind_blob = pg_bind_blob,
	.get_int = pg_get_int,
	.get_null = pg_get_null,
	.view_text = pg_view_text,
	.changed = pg_changed,
	.complaint = pg_complaint,
	.control = control,
	.hold = hold,
	.clock = read_clock,
	.want = pg_want,
	.have = pg_have,
	.lost = is_lost,
	.undone = was_undone,
	.close = close_link,
	.kind = pg_kind,
	.mark = pg_mark,
	.script = pg_script,
	.safety = pg_safety,
};

static enum rc look(struct db *db, struct err *err)
{
	enum db_kind kind = DB_EMPTY;
	enum rc rc = pg_link_first(db, err);

	if (rc != RC_OK)
		return rc;
	rc = pg_kind(db, &kind);
	if (rc != RC_OK)
		return err_set(err, rc, "the database cannot be read: %s", db->pg->words);
	if (kind == DB_FOREIGN)
		return err_set(err, RC_CONFLICT,
			"the database [database] url names holds tables of another program; "
			"make one for lapak alone with createdb");
	return RC_OK;
}

enum rc db_open_server(struct db **out, const char *url, enum store_mode mode, struct err *err)
{
	struct db *db = calloc(1, sizeof(*db));
	struct pg *pg = calloc(1, sizeof(*pg));
	enum rc rc;

	*out = NULL;
	if (pg)
		pg->url = strdup(url);
	if (!db || !pg || !pg->url) {
		if (pg)
			free(pg->url);
		free(pg);
		free(db);
		return err_set(err, RC_BROKEN, "the database cannot be opened: no memory");
	}
	pg->mode = mode;
	db->driver = &postgres_driver;
	db->pg = pg;
	rc = look(db, err);
	if (rc != RC_OK)
		db_close(db);
	else
		*out = db;
	return rc;
}
