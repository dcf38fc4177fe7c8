/*
 * store/db_postgres_statement.c - statements over libpq: prepared on the server, run, read
 *
 * A statement that is refused would spoil its transaction (unlike SQLite's): what writes has a savepoint
 * of its own around it, in the same round trip. What db_run_later() runs goes without, with the next statement that
 * is waited for; should it be refused, the transaction fails with RC_BUSY, and the next ones wait for each statement, so that
 * it fails where it belongs.
 */
#include "store/db_postgres.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"

/* Of a turn, and never refused: they go without a savepoint of their own. */
static const char *const unguarded[] = { "store.next_id", "trader.add" };

enum { TYPE_BIGINT = 20, TYPE_INTEGER = 23 };

/* The $n of the text, each at its own place; a bug when it is no $1.. without gaps. */
static int find_parameters(struct stmt *s)
{
	int most = 0;

	memset(s->at, 0, sizeof(s->at));
	for (const char *at = strchr(s->sql->text, '$'); at; at = strchr(at + 1, '$')) {
		long n = at[1] >= '1' && at[1] <= '9' ? strtol(at + 1, NULL, 10) : 0;

		if (n >= 1 && n <= DB_PARAMETERS)
			s->at[n] = (unsigned char)n;
		else
			BUG("%s: a parameter is not $1 to $%d", s->sql->name, DB_PARAMETERS);
		most = n > most ? (int)n : most;
	}
	for (int n = 1; n <= most; n++)
		if (!s->at[n])
			BUG("%s: has no $%d, but $%d", s->sql->name, n, most);
	return most;
}

static bool is_guarded(const struct stmt *s)
{
	for (size_t i = 0; i < sizeof(unguarded) / sizeof(unguarded[0]); i++)
		if (strcmp(s->sql->name, unguarded[i]) == 0)
			return false;
	return s->writes;
}

static bool does_write(const char *text)
{
	if (strncmp(text, "WITH", 4) == 0)
		return strstr(text, "INSERT INTO ") || strstr(text, "UPDATE ") ||
		       strstr(text, "DELETE FROM ");
	return strncmp(text, "SELECT", 6) != 0;
}

/* What the server takes the parameters for. A number is never less than 64 bits, which it takes `$1 + 1` for. Returns
 * whether that changed anything. */
static bool widen(const PGresult *described, Oid types[static DB_PARAMETERS])
{
	int n = PQnparams(described);
	bool wider = false;

	for (int i = 0; i < n && i < DB_PARAMETERS; i++) {
		types[i] = PQparamtype(described, i);
		if (types[i] == TYPE_INTEGER) {
			types[i] = TYPE_BIGINT;
			wider = true;
		}
	}
	return wider;
}

static enum rc prepare_as(struct stmt *s, int n, const Oid *types, PGresult **described)
{
	struct pg *pg = s->db->pg;

	snprintf(s->pg->name, sizeof(s->pg->name), "s%u", ++pg->serial);
	pg_send_prepare(pg, s->pg->name, s->sql->text, n, types);
	(void)PQsendDescribePrepared(pg->conn, s->pg->name);
	pg_sent(pg, NULL);
	pg_sent(pg, NULL);
	pg->own = pg->sent - 1;
	return pg_collect(s->db, s->sql->name, described);
}

static enum rc prepare_once(struct stmt *s)
{
	Oid *types = s->pg->type;
	PGresult *described = NULL;
	char text[32];
	bool again;
	enum rc rc = prepare_as(s, 0, NULL, &described);

	if (rc != RC_OK)
		return rc;
	again = widen(described, types);
	PQclear(described);
	if (again) {
		(void)snprintf(text, sizeof(text), "DEALLOCATE %s", s->pg->name);
		pg_send(s->db->pg, text);
		rc = prepare_as(s, s->pg->parameters, types, &described);
		PQclear(described);
	}
	s->ready = rc == RC_OK;
	return rc;
}

/* The connection is lost, and nothing that was done in it. */
static bool is_fresh(const struct db *db)
{
	return pg_lost(db->pg) && (!db->began || db->pg->beginning);
}

/* What is left when the connection was lost between its rows, too. */
static void clear(struct pg_stmt *p)
{
	if (!p->borrowed)
		PQclear(p->result);
	p->result = NULL;
	p->borrowed = p->started = false;
	p->row = -1;
	p->cursor = 0;
	p->streams = p->streaming = p->many = false;
}

enum rc pg_prepare(struct stmt *s)
{
	enum rc rc = pg_link(s->db);

	if (!s->pg)
		s->pg = calloc(1, sizeof(*s->pg));
	if (!s->pg)
		return RC_BROKEN;
	clear(s->pg);
	s->pg->parameters = find_parameters(s);
	s->writes = does_write(s->sql->text);
	s->pg->guarded = is_guarded(s);
	pg_ahead_prepare(s);
	if (rc == RC_OK)
		rc = s->db->pg->spoilt ? RC_BUSY : prepare_once(s);
	/* The loss shows only now. */
	if (rc == RC_BUSY && is_fresh(s->db)) {
		rc = pg_link(s->db);
		if (rc == RC_OK)
			rc = prepare_once(s);
	}
	return rc;
}

void pg_reset(struct stmt *s)
{
	struct pg_stmt *p = s->pg;

	if (p->streaming)
		pg_stream_end(s->db);
	if (p->cursor != 0)
		pg_cursor_close(s);
	if (p->started && !p->result) /* it must not come to where another one's goes */
		(void)!pg_flush(s->db);
	clear(p);
	memset(p->value, 0, sizeof(p->value));
	memset(p->binary, 0, sizeof(p->binary));
}

void pg_finalize(struct stmt *s)
{
	if (s->pg) {
		if (!s->pg->borrowed)
			PQclear(s->pg->result);
		for (int n = 0; n <= DB_PARAMETERS; n++)
			buf_release(&s->pg->clean[n]);
	}
	free(s->pg);
	s->pg = NULL;
}

enum rc pg_may_run(struct stmt *s)
{
	const struct db *db = s->db;
	PGTransactionStatusType status;

	if (!db->began)
		return RC_OK;
	if (db->pg->spoilt)
		return db->pg->superseded ? RC_CONFLICT : RC_BUSY;
	if (db->pg->beginning)
		return RC_OK;
	if (pg_lost(db->pg))
		return RC_BUSY;
	status = PQtransactionStatus(
		db->pg->conn); /* active: what was sent waits for its results */
	return status == PQTRANS_INTRANS || status == PQTRANS_ACTIVE ? RC_OK : RC_BROKEN;
}

/* Back to where it stood before the statement, so that the transaction goes on. */
static enum rc take_back(struct db *db, enum rc refused)
{
	enum rc rc;

	if (pg_lost(db->pg))
		return refused;
	pg_send(db->pg, "ROLLBACK TO own");
	rc = pg_do(db, "db.take_back", "RELEASE own");
	return rc == RC_OK ? refused : rc;
}

/* Only the statement; a failure to send shows when the result is waited for. */
void pg_send_statement(const struct stmt *s, const char *late)
{
	const struct pg_stmt *p = s->pg;
	struct pg *pg = s->db->pg;

	(void)PQsendQueryPrepared(
		pg->conn, p->name, p->parameters, p->value + 1, p->size + 1, p->binary + 1, 0);
	pg_sent(pg, late);
}

void pg_stream(struct stmt *s)
{
	s->pg->streams = true;
}

static enum rc stream_step(struct stmt *s)
{
	struct pg_stmt *p = s->pg;
	struct pg *pg = s->db->pg;
	enum rc rc;

	if (!p->streaming) {
		if (pg->waits > 0)
			BUG("%s: streams within a savepoint", s->sql->name);
		rc = pg_settle(s->db);
		if (rc != RC_OK)
			return rc;
		pg_send_statement(s, NULL);
		pg_stream_begin(pg);
	}
	PQclear(p->result);
	rc = pg_stream_next(s->db, s->sql->name, &p->result);
	p->streaming = rc == RC_OK;
	p->row = 0;
	return rc;
}

enum rc pg_settle(struct db *db)
{
	struct pg *pg = db->pg;
	PGresult *result = NULL;
	enum rc rc;

	pg_send_waiting(db);
	if (pg->sent == 0)
		return RC_OK;
	pg->wanted = PG_NONE; /* each goes where it is kept */
	rc = pg_collect(db, "db.settle", &result);
	PQclear(result);
	return rc;
}

enum rc pg_flush(struct db *db)
{
	pg_send_waiting(db);
	db->pg->own = db->pg->sent + 1;
	return pg_settle(db);
}

int64_t pg_trips(const struct db *db)
{
	return db->pg->trips;
}

static enum rc run(struct stmt *s)
{
	struct pg_stmt *p = s->pg;
	struct pg *pg = s->db->pg;
	bool guarded = p->guarded && s->db->began;
	enum rc rc;

	if (s->writes)
		pg_ahead_touch(s);
	pg_send_waiting(s->db);
	pg->own = pg->sent + 1;
	if (guarded)
		pg_send(pg, "SAVEPOINT own");
	pg_send_statement(s, NULL);
	pg->wanted = pg->sent;
	if (guarded)
		pg_send(pg, "RELEASE own");
	rc = pg_collect(s->db, s->sql->name, &p->result);
	if (rc != RC_OK)
		return guarded && !pg->spoilt ? take_back(s->db, rc) : rc;
	if (s->writes)
		pg->changed = strtoll(PQcmdTuples(p->result), NULL, 10);
	return RC_OK;
}

/* Nothing is lost with the connection: once more, over a new one. */
static enum rc run_again(struct stmt *s)
{
	struct db *db = s->db;
	enum rc rc;

	db->pg->beginning = db->began;
	db->pg->spoilt = false;
	rc = pg_link(db);
	if (rc == RC_OK)
		rc = pg_prepare(s);
	return rc == RC_OK ? run(s) : rc;
}

/* The first run; a connection that is lost with nothing done in it is made anew. */
static enum rc run_first(struct stmt *s)
{
	struct db *db = s->db;
	bool fresh = (!db->began || db->pg->beginning) && db->pg->waits == 0;
	enum rc rc = run(s);

	return rc == RC_BUSY && fresh && pg_lost(db->pg) ? run_again(s) : rc;
}

enum rc pg_run_later(struct stmt *s)
{
	struct db *db = s->db;

	if (!db->began || db->pg->careful > 0)
		return run_first(s);
	pg_ahead_touch(s);
	pg_send_waiting(db);
	pg_send_statement(s, s->sql->name);
	return db->pg->sent >= PG_LATER ? pg_flush(db) : RC_OK;
}

void pg_start(struct stmt *s)
{
	struct pg *pg = s->db->pg;

	if (!s->db->began || pg->careful > 0 || pg->sent >= PG_LATER)
		return;
	if (s->writes)
		pg_ahead_touch(s);
	pg_send_waiting(s->db);
	pg_send_statement(s, s->sql->name);
	pg->keep[pg->sent - 1] = &s->pg->result;
	s->pg->started = true;
}

static enum rc take_started(struct stmt *s)
{
	struct pg_stmt *p = s->pg;
	enum rc rc = p->result ? RC_OK : pg_flush(s->db);

	p->started = false;
	if (rc != RC_OK || !p->result)
		return rc == RC_OK ? RC_BUSY : rc;
	if (s->writes)
		s->db->pg->changed = strtoll(PQcmdTuples(p->result), NULL, 10);
	return RC_OK;
}

static enum rc take_or_run(struct stmt *s)
{
	struct pg_stmt *p = s->pg;
	enum rc rc = s->writes ? RC_OK : pg_ahead_take(s, &p->result);

	p->borrowed = p->result != NULL;
	return rc == RC_OK && !p->borrowed ? run_first(s) : rc;
}

enum rc pg_step(struct stmt *s)
{
	struct pg_stmt *p = s->pg;
	enum rc rc = RC_OK;

	if (p->streams)
		return stream_step(s);
	if (p->cursor != 0 || pg_cursor_wants(s))
		return pg_cursor_step(s);
	if (p->started)
		rc = take_started(s);
	else if (!p->result)
		rc = take_or_run(s);
	if (rc != RC_OK)
		return rc;
	return ++p->row < PQntuples(p->result) ? RC_OK : RC_ABSENT;
}

int64_t pg_changed(const struct db *db)
{
	return db->pg->changed;
}

const char *pg_complaint(const struct db *db)
{
	return db->pg->words;
}
