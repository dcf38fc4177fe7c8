/*
 * store/db_postgres_link.c - the connection to a PostgreSQL server: made, lost, made again
 *
 * Everything that writes takes one advisory lock for its transaction. The path of messages shares it (DB_SHARED, see
 * store/share.h); all else has it alone, so that it comes one after the other as with SQLite's BEGIN IMMEDIATE, whichever
 * machine it is on. The right to serve is a second lock, of the session: servers share it, and who
 * copies the database has it alone.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "store/db_postgres.h"

enum { OLDEST = 130000, PAUSE_LEAST_MS = 50, PAUSE_MOST_MS = 400, PATIENCE_MS = 1000 };

static const char *const hold_text[] = {
	[DB_ALONE] = "SELECT CASE WHEN pg_try_advisory_lock(1279348811, 2) THEN 1 ELSE 0 END",
	[DB_SHARED] =
		"SELECT CASE WHEN pg_try_advisory_lock_shared(1279348811, 2) THEN 1 ELSE 0 END",
};
/* A server that is stopped in the middle of a turn holds up the others no longer than this. */
static const char patience_text[] =
	"SELECT set_config('idle_in_transaction_session_timeout', '8000', false), "
	"set_config('statement_timeout', '9000', false)";
/* What a client that has gone without a word held is free after 15 seconds. */
static const char session_text[] =
	"SELECT current_setting('server_version_num'), current_setting('server_encoding'), "
	"set_config('lock_timeout', '2000', false), "
	"set_config('tcp_keepalives_idle', '5', false), "
	"set_config('tcp_keepalives_interval', '3', false), "
	"set_config('tcp_keepalives_count', '3', false), "
	"set_config('tcp_user_timeout', '15000', false), "
	"set_config('standard_conforming_strings', 'on', false), "
	"set_config('cursor_tuple_fraction', '1', false), " /* all rows will be fetched */
	"set_config('default_transaction_isolation', 'read committed', false), "
	"CASE WHEN current_setting('synchronous_commit') = 'off' "
	"THEN set_config('synchronous_commit', 'on', false) ELSE '' END";
static const char read_only_text[] =
	"SELECT set_config('default_transaction_read_only', 'on', false)";

static void hear_notice(void *arg, const PGresult *notice)
{
	struct pg *pg = arg;
	const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);

	pg->warned = pg->warned || (severity && strcmp(severity, "WARNING") == 0);
}

PGconn *pg_connect(const char *url)
{
	/* What stands before dbname the url may say otherwise. Who reads asks the one that writes, too: a page shows what
	 * was done on the page before. */
	const char *const keys[] = { "connect_timeout", "keepalives_idle",
		"keepalives_interval", "keepalives_count", "tcp_user_timeout",
		"target_session_attrs", "fallback_application_name", "dbname",
		"client_encoding", NULL };
	const char *const values[] = { "3", "5", "3", "3", "15000", "read-write", "lapak", url,
		"UTF8", NULL };

	return PQconnectdbParams(keys, values, 1);
}

/* Takes the right to serve for this connection. */
static enum rc take_hold(struct db *db)
{
	PGresult *result = NULL;
	bool taken;
	enum rc rc;

	if (db->pg->hold == DB_SHARED)
		pg_send(db->pg, patience_text);
	pg_send(db->pg, hold_text[db->pg->hold]);
	rc = pg_collect(db, "db.hold", &result);
	taken = rc == RC_OK && strcmp(PQgetvalue(result, 0, 0), "1") == 0;
	PQclear(result);
	return rc == RC_OK && !taken ? RC_CONFLICT : rc;
}

static enum rc set_up(struct db *db, struct err *err)
{
	struct pg *pg = db->pg;
	PGresult *result = NULL;
	enum rc rc;

	(void)PQsetNoticeReceiver(pg->conn, hear_notice, pg);
	if (PQsetnonblocking(pg->conn, 1) != 0 || PQenterPipelineMode(pg->conn) != 1)
		return err_set(err, RC_BROKEN, "libpq does not pipeline");
	if (pg->mode == STORE_READ)
		pg_send(pg, read_only_text);
	pg_send(pg, session_text);
	rc = pg_collect(db, "db.session", &result);
	if (rc != RC_OK)
		return err_set(
			err, rc, "the database's server refuses the session: %s", pg->words);
	if (strtol(PQgetvalue(result, 0, 0), NULL, 10) < OLDEST)
		rc = err_set(err, RC_INVALID,
			"the database's server is older than PostgreSQL 13; use a newer one");
	else if (strcmp(PQgetvalue(result, 0, 1), "UTF8") != 0)
		rc = err_set(err, RC_INVALID,
			"the database is not in UTF-8; make it anew with createdb "
			"--template=template0 --encoding=UTF8");
	PQclear(result);
	return rc;
}

/* conn, which is ours from here on, takes the place of what there was. */
static enum rc adopt(struct db *db, PGconn *conn, struct err *err)
{
	struct pg *pg = db->pg;
	enum rc rc;

	PQfinish(pg->conn);
	pg->waits = pg->sent = pg->fence = 0;
	pg->numbering = false;
	pg_ahead_forget(pg);
	pg_cursors_forget(pg);
	/* What was prepared went with the connection. */
	for (size_t i = 0; i < DB_STATEMENTS; i++)
		db->cache[i].ready = false;
	pg->conn = conn;
	if (pg_lost(pg)) {
		pg_keep_words(pg, PQerrorMessage(pg->conn));
		if (strstr(pg->words, "session is read-only"))
			return err_set(err, RC_BUSY,
				"no server that [database] url names takes writes (%s); start the "
				"primary, or promote the standby",
				pg->words);
		return err_set(err, RC_BUSY,
			"the database's server cannot be reached (%s); see that it runs, and that "
			"[database] url names it",
			pg->words);
	}
	pg->greeting = true;
	rc = set_up(db, err);
	if (rc == RC_OK && pg->holds) {
		rc = take_hold(db);
		pg->superseded = rc == RC_CONFLICT;
	}
	pg->greeting = false;
	if (rc != RC_OK) {
		PQfinish(pg->conn);
		pg->conn = NULL;
	}
	return rc;
}

enum rc pg_link_first(struct db *db, struct err *err)
{
	return adopt(db, pg_connect(db->pg->url), err);
}

static long pause_before(unsigned tries)
{
	if (tries == 0)
		return 0;
	return tries > 3 ? PAUSE_MOST_MS : (long)PAUSE_LEAST_MS << (tries - 1);
}

static enum rc connect_here(struct db *db, struct err *err)
{
	struct timespec t = { .tv_nsec = pause_before(db->pg->tries) * 1000000 };

	(void)nanosleep(&t, NULL);
	return pg_link_first(db, err);
}

/* Who waited once for nothing looks again with the next turn. */
static enum rc connect_aside(struct db *db, struct err *err)
{
	struct pg *pg = db->pg;
	struct pg_call *call;

	if (!pg->call)
		pg->call = pg_call_begin(pg->url, pause_before(pg->tries));
	if (!pg->call)
		return err_set(err, RC_BUSY, "no thread");
	if (!pg_wait(db, pg_call_fd(pg->call), POLLIN, pg->tries == 0 ? PATIENCE_MS : 0)) {
		if (pg->tries == 0)
			pg_keep_words(pg, "no connection within a second");
		return RC_BUSY;
	}
	call = pg->call;
	pg->call = NULL;
	return adopt(db, pg_call_end(call), err);
}

enum rc pg_link(struct db *db)
{
	struct pg *pg = db->pg;
	struct err err = { .msg = "" };
	enum rc rc;

	if (!pg_lost(pg))
		return RC_OK;
	if (db->began && !pg->beginning)
		return RC_BUSY;
	if (pg->superseded)
		return RC_CONFLICT;
	rc = db->attend ? connect_aside(db, &err) : connect_here(db, &err);
	if (rc != RC_OK && pg->tries++ == 0)
		log_event(LOG_WARN, "database-away", "reason=\"%s\"",
			pg->superseded ? "there is no right to serve it any more" : pg->words);
	if (rc != RC_OK)
		return rc == RC_CONFLICT ? rc : RC_BUSY;
	log_event(LOG_INFO, "database-back", "tries=%u", pg->tries);
	pg->tries = 0;
	return RC_OK;
}
