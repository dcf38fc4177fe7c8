/*
 * tests/database.h - where a test keeps its data
 *
 * A SQLite database of the test's own; or, with TEST_DATABASE=postgresql, one on the server that PGHOST,
 * PGPORT and PGUSER name, copied from the migrated "lapak_template" (tests/postgresql/run.sh starts one).
 */
#ifndef LAPAK_TESTS_DATABASE_H
#define LAPAK_TESTS_DATABASE_H
#include <stdbool.h>
#include <unistd.h>

#include "base/engines.h"
#include "t.h"
#ifdef LAPAK_POSTGRESQL
#include "store/db_postgres.h"
#endif

static inline bool on_server(void)
{
	const char *which = getenv("TEST_DATABASE");

	return which != NULL && strcmp(which, "postgresql") == 0;
}

/* Of a test that is about a server: without one it starts again, with one of its own. */
static inline void need_server(char *const *argv)
{
	static const char run[] = "tests/postgresql/run.sh";

	if (on_server())
		return;
	execl(run, run, argv[0], (char *)NULL);
	exit(1);
}

#ifdef LAPAK_POSTGRESQL
static inline void server_quietly(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

static inline PGconn *server_connect(const char *database)
{
	const char *const keys[] = { "dbname", NULL };
	const char *const values[] = { database, NULL };
	PGconn *conn = PQconnectdbParams(keys, values, 0);

	if (PQstatus(conn) != CONNECTION_OK)
		fail_msg("%s", PQerrorMessage(conn));
	(void)PQsetNoticeProcessor(conn, server_quietly, NULL);
	return conn;
}

/* The first column of the first row, or "". */
static inline void server_ask(PGconn *conn, const char *text, char out[static 64])
{
	PGresult *r = PQexec(conn, text);

	if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", text, PQerrorMessage(conn));
	snprintf(out, 64, "%s", PQntuples(r) > 0 ? PQgetvalue(r, 0, 0) : "");
	PQclear(r);
}

/* Emptying one that nobody uses any more takes a tenth of the time that making one takes. */
static inline void server_empty(const char *name)
{
	static const char rows[] =
		"SET session_replication_role = replica; DO $$ DECLARE t text; BEGIN "
		"FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
		"'public'::regnamespace AND relname NOT IN ('migration', 'sequence') LOOP "
		"EXECUTE format('DELETE FROM %I', t); END LOOP; END $$; "
		"UPDATE sequence SET last = 0";
	PGconn *conn = server_connect(name);
	char none[64];

	server_ask(conn, rows, none);
	PQfinish(conn);
}

static inline void server_database(char name[static 64])
{
	static int made;
	PGconn *conn = server_connect("postgres");
	char text[320];

	snprintf(text, sizeof(text),
		"SELECT d.datname FROM pg_database d WHERE d.datname LIKE 't%ld\\_%%' AND NOT EXISTS "
		"(SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname) LIMIT 1",
		(long)getpid());
	server_ask(conn, text, name);
	if (name[0] != '\0') {
		server_empty(name);
	} else {
		snprintf(text, sizeof(text), "CREATE DATABASE t%ld_%d TEMPLATE lapak_template",
			(long)getpid(), ++made);
		server_ask(conn, text, name);
		snprintf(name, 64, "t%ld_%d", (long)getpid(), made);
	}
	PQfinish(conn);
}
#endif

/* The url of an empty database: `file`, or one on the server. */
static inline const char *test_database(char out[static 128], const char *file)
{
	snprintf(out, 128, "%s", file);
#ifdef LAPAK_POSTGRESQL
	if (on_server()) {
		char name[64];

		server_database(name);
		snprintf(out, 128, "postgresql:///%s", name);
	}
#endif
	return out;
}

#endif
