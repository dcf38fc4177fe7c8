/* tests/store/test_postgres_safety.c - what a server must promise before a commit counts as kept
 *
 * Without TEST_DATABASE=postgresql it starts a server of its own and runs itself there. */
#include "store_fixture.h"

#include "store/safety.h"

/* tests/postgresql/run.sh starts the server without waiting for the disk. */
static void the_settings_are_told(void **state)
{
	struct store *st = *state;
	struct safety s;

	ok(store_safety(st, &s));
	assert_false(s.fsync);
	assert_false(s.full_page_writes);
	assert_false(s.standby_named);
	assert_false(s.standby_wanted);
	assert_int_equal(s.standbys, 0);
	assert_int_equal(s.hosts, 1);
}

static void a_file_has_no_such_settings(void **state)
{
	struct safety s;

	assert_int_equal(store_safety(*state, &s), RC_ABSENT);
	assert_true(s.fsync);
}

/* As when pg_cancel_backend ends the wait for a standby: COMMIT, and a warning beside it. */
static void a_commit_with_a_warning_is_not_known_to_be_kept(void **state)
{
	static const char warns[] =
		"CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS "
		"$$ BEGIN RAISE WARNING 'on one machine only'; RETURN NULL; END $$; "
		"CREATE CONSTRAINT TRIGGER warns AFTER INSERT ON setting DEFERRABLE "
		"INITIALLY DEFERRED FOR EACH ROW WHEN (new.name = 'warned') "
		"EXECUTE FUNCTION warn()";
	struct store *st = *state;
	PGconn *conn = server_connect(PQdb(st->db->pg->conn));
	char value[128], out[64];

	ok(store_commit(st));
	server_ask(conn, warns, out);
	ok(store_begin(st));
	ok(setting_put(st, "quiet", "1"));
	ok(store_commit(st));
	ok(store_begin(st));
	ok(setting_put(st, "warned", "1"));
	assert_int_equal(store_commit(st), RC_BUSY);
	store_rollback(st);
	ok(store_begin(st)); /* and the next one is as good as any */
	ok(setting_get(st, "warned", value));
	ok(setting_put(st, "warned", "2"));
	ok(store_commit(st));
	server_ask(conn, "DROP FUNCTION warn CASCADE", out);
	PQfinish(conn);
}

/* As behind a pooler that gives each transaction whichever session is free. */
static void another_session_is_named_as_the_poolers(void **state)
{
	struct store *st = *state;
	char value[128];

	ok(setting_put(st, "a", "b"));
	ok(setting_get(st, "a", value));
	ok(pg_do(st->db, "test.forget", "DEALLOCATE ALL"));
	assert_int_equal(setting_get(st, "a", value), RC_BROKEN);
	assert_non_null(strstr(st->db->pg->words, "pool_mode = session"));
	store_rollback(st);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		memory_test(the_settings_are_told),
		sqlite_test(a_file_has_no_such_settings),
		memory_test(a_commit_with_a_warning_is_not_known_to_be_kept),
		memory_test(another_session_is_named_as_the_poolers),
	};

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("store/postgres_safety", tests, NULL, NULL);
}
