/*
 * store/db_postgres_pipeline.c - what is sent to the server together, and what came of each command
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/db_postgres.h"

bool pg_lost(const struct pg *pg)
{
	return PQstatus(pg->conn) != CONNECTION_OK;
}

/* Of several hosts each says something; what is indented only explains. */
void pg_keep_words(struct pg *pg, const char *said)
{
	size_t n = 0;
	bool skips = false;

	for (; said && *said && n + 2 < sizeof(pg->words); said++) {
		bool ends = *said == '\n';

		skips = (skips && !ends) || (ends && said[1] == '\t');
		if (skips || (ends && said[1] == '\0'))
			continue;
		pg->words[n++] = ends                          ? ';'
				 : (unsigned char)*said < 0x20 ? ' '
				 : *said == '"'                ? '\''
							       : *said;
		if (ends)
			pg->words[n++] = ' ';
	}
	pg->words[n] = '\0';
}

static enum rc outcome(struct db *db, const char *name, const char *state)
{
	static const struct {
		const char *state;
		enum rc rc;
	} known[] = {
		{ "23505", RC_CONFLICT }, /* unique */
		{ "23503", RC_CONFLICT }, /* foreign key */
		{ "23514", RC_CONFLICT }, /* check */
		{ "53100", RC_FULL },     /* disk */
		{ "53200", RC_BUSY },     /* memory */
		{ "53300", RC_BUSY },     /* connections */
		{ "40001", RC_BUSY },     /* not serializable */
		{ "40P01", RC_BUSY },     /* deadlock */
		{ "55P03", RC_BUSY },     /* lock_timeout */
		{ "57014", RC_BUSY },     /* cancelled */
	};
	struct pg *pg = db->pg;
	enum rc rc = RC_BROKEN;

	if (pg_lost(pg))
		return RC_BUSY;
	/* It stops, or has become a standby: another one takes writes. */
	if (strncmp(state, "57P", 3) == 0 || strncmp(state, "08", 2) == 0 ||
		(strcmp(state, "25006") == 0 && pg->mode == STORE_WRITE)) {
		PQfinish(pg->conn);
		pg->conn = NULL;
		return RC_BUSY;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(state, known[i].state) == 0)
			rc = known[i].rc;
	if (name && (rc == RC_FULL || rc == RC_BROKEN))
		/* What a value was like (22...) says what it was. */
		log_event(LOG_ERROR, "database-failed", "statement=%s code=%s reason=\"%s\"",
			name, state, strncmp(state, "22", 2) == 0 ? "a value" : pg->words);
	return rc;
}

void pg_send(struct pg *pg, const char *text)
{
	/* A failure to send shows when the result is waited for. */
	(void)PQsendQueryParams(pg->conn, text, 0, NULL, NULL, NULL, NULL, 0);
	pg_sent(pg, NULL);
}

void pg_sent(struct pg *pg, const char *late)
{
	if (pg->sent == PG_SENT)
		BUG("more than %d commands wait for their results", PG_SENT);
	pg->keep[pg->sent] = NULL;
	pg->late[pg->sent++] = late;
}

void pg_send_waiting(struct db *db)
{
	struct pg *pg = db->pg;

	if (pg->beginning)
		pg_send_begin(db);
	for (unsigned i = 0; i < pg->waits; i++)
		pg_send(pg, pg->waiting[i]);
	pg->waits = 0;
}

bool pg_wait(struct db *db, int fd, short events, int ms)
{
	struct pollfd p = { .fd = fd, .events = events };
	int n;

	if (db->attend)
		return db->attend(db->attend_arg, fd, events, ms);
	do
		n = poll(&p, 1, ms);
	while (n < 0 && errno == EINTR);
	return n != 0;
}

void pg_give_up(struct pg *pg)
{
	PQfinish(pg->conn);
	pg->conn = NULL;
	pg_keep_words(pg, "the server does not answer");
}

/* PQgetResult(), but for the waiting, which is ours; NULL when the connection was given up. */
static PGresult *hear(struct db *db)
{
	struct pg *pg = db->pg;

	while (!pg_lost(pg)) {
		int left = PQflush(pg->conn);

		if (left < 0 || PQisBusy(pg->conn) == 0)
			break;
		if (!pg_wait(db, PQsocket(pg->conn), left > 0 ? POLLIN | POLLOUT : POLLIN,
			    pg->greeting ? PG_GREETING_MS : -1)) {
			pg_give_up(pg);
			break;
		}
		if (PQconsumeInput(pg->conn) != 1)
			break;
	}
	return PQgetResult(pg->conn);
}

/* The result of one command and the NULL behind it. */
static PGresult *next_result(struct db *db)
{
	PGresult *result = hear(db), *more;

	while (result && (more = hear(db)) != NULL) {
		PQclear(result);
		result = more;
	}
	return result;
}

/* What the first command that failed says. */
static void keep_failure(struct pg *pg, const PGresult *result, char state[static 8])
{
	const char *code = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	pg_keep_words(pg, PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
	snprintf(state, 8, "%s", code ? code : "08006");
	/* Our statements are not in this session, or another's are. */
	if (strcmp(state, "26000") == 0 || strcmp(state, "42P05") == 0)
		pg_keep_words(pg, "a pooler before the server gives each transaction another "
				  "session; let it keep one (PgBouncer: pool_mode = session)");
}

/* The numbers went in a pipeline of their own, ahead. False: they were not given. */
static bool read_numbers(struct db *db, char state[static 8])
{
	struct pg *pg = db->pg;
	PGresult *result = next_result(db);
	bool given = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;

	pg->numbering = false;
	if (given)
		pg->last_number = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
	else if (!pg_lost(pg))
		keep_failure(pg, result, state);
	PQclear(result);
	if (!pg_lost(pg))
		PQclear(hear(db)); /* the end of that pipeline */
	return given;
}

/* The results of all that was sent: the first command that failed, 0 for none, and the wanted one's result. */
static unsigned read_results(
	struct db *db, unsigned wanted, PGresult **out, char state[static 8])
{
	struct pg *pg = db->pg;
	unsigned failed = 0;

	for (unsigned i = 1; i <= pg->sent && !pg_lost(pg); i++) {
		PGresult *result = next_result(db);
		ExecStatusType status = PQresultStatus(result);

		if (!result && pg_lost(pg)) /* given up */
			break;
		if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && failed == 0) {
			failed = i;
			keep_failure(pg, result, state);
		}
		if (pg->keep[i - 1] && failed == 0)
			*pg->keep[i - 1] = result;
		else if (i == wanted)
			*out = result;
		else
			PQclear(result);
	}
	if (!pg_lost(pg))
		PQclear(hear(db)); /* the end of the pipeline */
	return failed;
}

/* Of what failed before the one that was waited for. */
static enum rc spoil(struct db *db, const char *late, enum rc rc)
{
	struct pg *pg = db->pg;

	pg->spoilt = db->began;
	if (late == NULL || !db->began || pg_lost(pg))
		return rc;
	if (rc == RC_CONFLICT)
		log_event(LOG_ERROR, "database-failed", "statement=%s code=- reason=\"%s\"",
			late, pg->words);
	pg->careful = PG_CAREFUL;
	return rc == RC_FULL ? rc : RC_BUSY;
}

enum rc pg_collect(struct db *db, const char *name, PGresult **out)
{
	struct pg *pg = db->pg;
	unsigned wanted = pg->wanted ? pg->wanted : pg->sent, own = pg->own, failed;
	char state[8] = "";
	bool sent = PQpipelineSync(pg->conn) == 1, unnumbered;
	const char *late = NULL;
	enum rc rc;

	*out = NULL;
	unnumbered = pg->numbering && !read_numbers(db, state);
	failed = read_results(db, wanted, out, state);
	if (failed > 0)
		late = pg->late[failed - 1];
	if (failed > 0 && failed == pg->fence)
		pg->superseded = true;
	pg->sent = pg->wanted = pg->own = pg->fence = 0;
	pg->trips++;
	if (failed == 0 && sent && !unnumbered && !pg_lost(pg))
		return RC_OK;
	PQclear(*out);
	*out = NULL;
	if (pg->superseded && !pg_lost(pg)) {
		pg->spoilt = db->began;
		return RC_CONFLICT;
	}
	rc = outcome(db, late ? late : name, state);
	pg->spoilt = pg->spoilt || (unnumbered && db->began);
	return failed > 0 && failed < own ? spoil(db, late, rc) : rc;
}

void pg_stream_begin(struct pg *pg)
{
	(void)PQpipelineSync(pg->conn);
	(void)PQsetSingleRowMode(pg->conn);
	pg->sent = 0;
	pg->trips++;
}

void pg_stream_end(struct db *db)
{
	bool ended = false;

	while (!ended && !pg_lost(db->pg)) {
		PGresult *result = hear(db);

		ended = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
		PQclear(result);
	}
}

enum rc pg_stream_next(struct db *db, const char *name, PGresult **out)
{
	PGresult *result = hear(db);
	char state[8] = "";
	enum rc rc = RC_ABSENT;

	*out = NULL;
	if (PQresultStatus(result) == PGRES_SINGLE_TUPLE) {
		*out = result;
		return RC_OK;
	}
	if (PQresultStatus(result) != PGRES_TUPLES_OK) {
		keep_failure(db->pg, result, state);
		rc = outcome(db, name, state);
	}
	PQclear(result);
	pg_stream_end(db);
	return rc;
}

enum rc pg_do(struct db *db, const char *name, const char *text)
{
	PGresult *result = NULL;
	enum rc rc;

	pg_send_waiting(db);
	pg_send(db->pg, text);
	db->pg->own = db->pg->sent;
	rc = pg_collect(db, name, &result);
	PQclear(result);
	return rc;
}
