/* tests/store/server_fixture.h - databases of a test's own on a PostgreSQL server */
#ifndef TEST_SERVER_FIXTURE_H
#define TEST_SERVER_FIXTURE_H
#include "folder_fixture.h"

static inline struct store *open_at(const char *url, enum store_mode mode)
{
	struct err err = { .msg = "" };
	struct store *st = NULL;

	if (store_open(&st, url, mode, &err) != RC_OK)
		fail_msg("%s", err.msg);
	return st;
}

/* An empty database; f->url names it. Several of these tests run at once on one server. */
static inline int make_server_folder(void **state)
{
	static int n;
	struct folder *f;
	char text[96], none[64];
	PGconn *conn = server_connect("postgres");

	make_folder(state);
	f = *state;
	snprintf(text, sizeof(text), "CREATE DATABASE p%ld_%d TEMPLATE template0",
		(long)getpid(), ++n);
	server_ask(conn, text, none);
	PQfinish(conn);
	snprintf(f->url, sizeof(f->url), "postgresql:///p%ld_%d", (long)getpid(), n);
	return 0;
}

#define server_test(f) cmocka_unit_test_setup_teardown(f, make_server_folder, remove_folder)

static inline struct store *migrated(const struct folder *f)
{
	return open_migrated(f->url);
}

static inline void lose_connections(void)
{
	PGconn *conn = server_connect("postgres");
	char text[160], none[64];

	snprintf(text, sizeof(text),
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE "
		"'p%ld\\_%%'",
		(long)getpid());
	server_ask(conn, text, none);
	PQfinish(conn);
}

#endif
