/* tests/store/test_postgres.c - the same schema, statements and promises on a PostgreSQL server as in a SQLite file
 *
 * Without TEST_DATABASE=postgresql it starts a server of its own and runs itself there. */
#include "server_fixture.h"

#include "store/conversation.h"

/* ---- one text for both ---- */

static void assert_translated(const char *from, const char *to)
{
	struct buf out;

	buf_init(&out, 4096);
	pg_translate(&out, from, strlen(from));
	assert_string_equal(out.data, to);
	buf_release(&out);
}

static void types_are_put_into_its_words(void **state)
{
	(void)state;
	assert_translated("CREATE TABLE a (x INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
		"CREATE TABLE a (x BIGINT PRIMARY KEY, text TEXT COLLATE \"C\" NOT NULL) ");
	assert_translated("CREATE TABLE a (x BLOB, PRIMARY KEY (x, y)) STRICT, WITHOUT ROWID",
		"CREATE TABLE a (x BYTEA, PRIMARY KEY (x, y))   ");
	assert_translated("CREATE TABLE a (x INTEGER CHECK (x <> 'INTEGER, TEXT')) STRICT",
		"CREATE TABLE a (x BIGINT CHECK (x <> 'INTEGER, TEXT')) ");
	assert_translated("CREATE TABLE a (x INTEGER -- an INTEGER, not TEXT\n) STRICT",
		"CREATE TABLE a (x BIGINT \n) ");
	assert_translated("ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 0",
		"ALTER TABLE a ADD COLUMN y BIGINT NOT NULL DEFAULT 0");
	assert_translated("INSERT INTO a (x) VALUES ('it''s TEXT; STRICT')",
		"INSERT INTO a (x) VALUES ('it''s TEXT; STRICT')");
}

/* ---- databases of a test's own ---- */

static enum rc migrate(
	const struct folder *f, const char *dir, struct buf *report, struct err *err)
{
	struct store *st = open_at(f->url, STORE_WRITE);
	enum rc rc = store_migrate(st, dir, NOON, report, err);

	store_close(st);
	return rc;
}

/* ---- schema ---- */

static const struct {
	const char *what, *sqlite, *postgres;
} same[] = {
	{ "columns",
		"SELECT m.name || '.' || p.name || ' ' || p.type || CASE WHEN p.\"notnull\" OR p.pk "
		"THEN ' not null' ELSE '' END || CASE WHEN p.pk THEN ' key ' || p.pk ELSE '' END || "
		"coalesce(' default ' || p.dflt_value, '') FROM sqlite_master m JOIN "
		"pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT GLOB 'sqlite_*' "
		"ORDER BY 1",
		"SELECT c.relname || '.' || a.attname || ' ' || CASE format_type(a.atttypid, -1) WHEN "
		"'bigint' THEN 'INTEGER' ELSE upper(format_type(a.atttypid, -1)) END || CASE WHEN "
		"a.attnotnull THEN ' not null' ELSE '' END || coalesce(' key ' || "
		"array_position(k.conkey, a.attnum), '') || coalesce(' default ' || "
		"replace(pg_get_expr(d.adbin, d.adrelid), '::text', ''), '') FROM "
		"pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 LEFT JOIN "
		"pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p' LEFT JOIN pg_attrdef d ON "
		"d.adrelid = c.oid AND d.adnum = a.attnum WHERE c.relkind = 'r' AND c.relnamespace = "
		"'public'::regnamespace ORDER BY 1" },
	{ "foreign keys",
		"SELECT m.name || ' ' || p.\"from\" || ' ' || p.\"table\" || ' ' || p.\"to\" FROM "
		"sqlite_master m JOIN pragma_foreign_key_list(m.name) p WHERE m.type = 'table' "
		"ORDER BY 1",
		"SELECT c.relname || ' ' || a.attname || ' ' || r.relname || ' ' || b.attname "
		"FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON "
		"r.oid = k.confrelid CROSS JOIN LATERAL unnest(k.conkey, k.confkey) u (x, y) JOIN "
		"pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.x JOIN pg_attribute b ON "
		"b.attrelid = r.oid AND b.attnum = u.y WHERE k.contype = 'f' ORDER BY 1" },
	{ "checks",
		"SELECT name || ' ' || ((length(sql) - length(replace(sql, 'CHECK (', ''))) / 7) FROM "
		"sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY 1",
		"SELECT c.relname || ' ' || count(k.oid) FROM pg_class c LEFT JOIN "
		"pg_constraint k ON k.conrelid = c.oid AND k.contype = 'c' WHERE c.relkind = 'r' AND "
		"c.relnamespace = 'public'::regnamespace GROUP BY c.relname ORDER BY 1" },
	{ "indexes",
		"SELECT i.tbl || ' ' || CASE WHEN i.origin = 'c' THEN i.name ELSE '-' END || "
		"CASE WHEN i.uniq THEN ' unique' ELSE '' END || CASE WHEN i.partial THEN ' partial' ELSE "
		"'' END || ' ' || i.columns FROM (SELECT m.name AS tbl, l.name, l.\"unique\" AS uniq, "
		"l.origin, l.partial, (SELECT group_concat(coalesce(x.name, '?'), ',') FROM "
		"pragma_index_info(l.name) x) AS columns FROM sqlite_master m JOIN "
		"pragma_index_list(m.name) l WHERE m.type = 'table' AND l.origin <> 'pk') i ORDER BY 1",
		"SELECT c.relname || ' ' || CASE WHEN k.oid IS NULL THEN x.relname ELSE '-' END || CASE "
		"WHEN i.indisunique THEN ' unique' ELSE '' END || CASE WHEN i.indpred IS NULL THEN '' "
		"ELSE ' partial' END || ' ' || (SELECT string_agg(coalesce(a.attname, '?'), ',' ORDER "
		"BY u.n) FROM unnest(i.indkey::int2[]) WITH ORDINALITY u (x, n) LEFT JOIN pg_attribute a "
		"ON a.attrelid = c.oid AND a.attnum = u.x AND u.x > 0) FROM pg_index i "
		"JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid LEFT "
		"JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'u' WHERE NOT "
		"i.indisprimary AND c.relnamespace = 'public'::regnamespace ORDER BY 1" },
};

static void add_line(struct buf *out, const char *line)
{
	buf_puts(out, line);
	buf_putc(out, '\n');
}

static void list_sqlite(struct store *st, const char *text, struct buf *out)
{
	sqlite3_stmt *raw = NULL;

	if (sqlite3_prepare_v2(st->db->raw, text, -1, &raw, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(st->db->raw));
	while (sqlite3_step(raw) == SQLITE_ROW)
		add_line(out, (const char *)sqlite3_column_text(raw, 0));
	assert_int_equal(sqlite3_finalize(raw), SQLITE_OK);
}

static void list_postgres(struct store *st, const char *text, struct buf *out)
{
	PGresult *r = NULL;

	pg_send(st->db->pg, text);
	if (pg_collect(st->db, "t.schema", &r) != RC_OK)
		fail_msg("%s", st->db->pg->words);
	for (int i = 0; i < PQntuples(r); i++)
		add_line(out, PQgetvalue(r, i, 0));
	PQclear(r);
}

static void both_have_the_same_schema(void **state)
{
	struct store *file = open_migrated("sqlite::memory:"), *server = migrated(*state);

	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		struct buf a, b;

		print_message("%s\n", same[i].what);
		buf_init(&a, 1 << 16);
		buf_init(&b, 1 << 16);
		list_sqlite(file, same[i].sqlite, &a);
		list_postgres(server, same[i].postgres, &b);
		assert_string_equal(a.data, b.data);
		assert_true(a.len > 500);
		buf_release(&a);
		buf_release(&b);
	}
	store_close(file);
	store_close(server);
}

/* ---- statements ---- */

static void every_statement_prepares_with_whole_numbers(void **state)
{
	struct store *st = migrated(*state);
	struct err err = { .msg = "" };

	if (store_prepare_all(st, &err) != RC_OK)
		fail_msg("%s", err.msg);
	assert_true(number(st, "SELECT count(*) FROM pg_prepared_statements") > 300);
	assert_int_equal(
		number(st, "SELECT count(*) FROM pg_prepared_statements WHERE "
			   "parameter_types && ARRAY['integer', 'smallint', 'numeric', "
			   "'unknown', 'boolean']::regtype[]"),
		0);
	store_close(st);
}

static const struct sql misses = { "t.misses", "UPDATE conversation SET misses = $1" };
static const struct sql say = { "t.say", "SELECT CAST($1 AS TEXT), $2 = 7" };

static void what_is_refused_leaves_the_transaction(void **state)
{
	struct store *st = migrated(*state);
	struct conversation c = { .trader_id = 0 };
	struct stmt *s;

	ok(store_begin(st));
	c.trader_id = add_trader(st, 1).id;
	ok(conversation_put(st, &c));
	s = db_prepare(st->db, &misses);
	db_int(s, 1, 10);
	assert_int_equal(db_run(s), RC_CONFLICT);
	ok(store_save(st));
	add_trader(st, 2);
	ok(store_undo(st));
	ok(store_save(st));
	add_trader(st, 3);
	ok(store_release(st));
	ok(store_commit(st));
	assert_int_equal(number(st, "SELECT count(*) FROM trader"), 2);
	assert_int_equal(number(st, "SELECT max(misses) FROM conversation"), 0);
	store_close(st);
}

static void texts_and_truths_are_read_back(void **state)
{
	struct store *st = open_at(((struct folder *)*state)->url, STORE_WRITE);
	struct stmt *s = db_prepare(st->db, &say);

	db_text(s, 1, "caf\xc3\xa9 \xff!");
	db_int(s, 2, 7);
	ok(db_step(s));
	assert_string_equal(db_view_text(s, 0), "caf\xc3\xa9 \xef\xbf\xbd!");
	assert_int_equal(db_get_int(s, 1), 1);
	assert_int_equal(db_step(s), RC_ABSENT);
	s = db_prepare(st->db, &say);
	db_int(s, 2, INT64_C(9000000000000000000));
	ok(db_step(s));
	assert_true(db_get_null(s, 0));
	assert_int_equal(db_get_int(s, 1), 0);
	db_reset(s);
	store_close(st);
}

/* ---- migrations ---- */

static void a_failing_migration_leaves_nothing(void **state)
{
	struct folder *f = *state;
	struct migration_status status;
	struct err err = { .msg = "" };
	struct buf report;
	struct store *st;

	buf_init(&report, 4096);
	write_file(f->migrations, "0001_a.sql", "-- one\nCREATE TABLE a (x INTEGER) STRICT;\n");
	write_file(f->migrations, "0002_b.sql",
		"CREATE TABLE b (x INTEGER) STRICT;\nINSERT INTO c (x) VALUES (';');\n");
	assert_int_equal(migrate(f, f->migrations, &report, &err), RC_INVALID);
	assert_non_null(strstr(err.msg, "0002_b.sql"));
	assert_non_null(strstr(err.msg, "line 2"));
	assert_string_equal(report.data, "applied 0001_a.sql\n");
	write_file(f->migrations, "0002_b.sql",
		"CREATE TABLE b (x INTEGER) STRICT;\nCOMMIT;\nSELECT 1;\n");
	assert_int_equal(migrate(f, f->migrations, &report, &err), RC_INVALID);
	assert_non_null(strstr(err.msg, "ends the transaction"));
	st = open_at(f->url, STORE_WRITE);
	assert_int_equal(number(st, "SELECT count(*) FROM pg_class WHERE relname = 'b'"), 0);
	assert_int_equal(store_schema(st, f->migrations, &status, &err), RC_ABSENT);
	assert_int_equal(status.applied, 1);
	store_close(st);
	write_file(f->migrations, "0001_a.sql", "CREATE TABLE a (x TEXT) STRICT;\n");
	write_file(f->migrations, "0002_b.sql", "CREATE TABLE b (x INTEGER) STRICT;\n");
	assert_int_equal(migrate(f, f->migrations, &report, &err), RC_CONFLICT);
	buf_release(&report);
}

static void what_is_not_ours_is_refused(void **state)
{
	struct folder *f = *state;
	PGconn *conn = server_connect(strrchr(f->url, '/') + 1);
	struct err err = { .msg = "" };
	struct store *st = NULL;
	char none[64];

	server_ask(conn, "CREATE TABLE invoice (x INTEGER)", none);
	PQfinish(conn);
	assert_int_equal(store_open(&st, f->url, STORE_WRITE, &err), RC_CONFLICT);
	assert_non_null(strstr(err.msg, "createdb"));
	assert_int_equal(
		store_open(&st, "postgresql:///nobody_made_this", STORE_WRITE, &err), RC_BUSY);
	assert_non_null(strstr(err.msg, "does not exist"));
}

/* ---- connections ---- */

static void one_writes_at_a_time(void **state)
{
	struct store *a = migrated(*state),
		     *b = open_at(((struct folder *)*state)->url, STORE_WRITE),
		     *r = open_at(((struct folder *)*state)->url, STORE_READ);

	ok(store_begin(a));
	add_trader(a, 1);
	assert_int_equal(store_begin(b), RC_BUSY);
	assert_int_equal(number(r, "SELECT count(*) FROM trader"), 0);
	ok(store_commit(a));
	ok(store_begin(b));
	assert_int_equal(add_trader(b, 2).id, 2);
	ok(store_commit(b));
	assert_int_equal(number(r, "SELECT count(*) FROM trader"), 2);
	assert_int_equal(setting_put(r, "a", "b"), RC_BROKEN);
	store_close(a);
	store_close(b);
	store_close(r);
}

static void a_lost_connection_comes_back(void **state)
{
	struct store *st = migrated(*state);
	char value[128];

	ok(store_begin(st));
	ok(setting_put(st, "a", "1"));
	ok(store_commit(st));
	lose_connections();
	ok(setting_get(st, "a", value)); /* a read is tried again by itself */
	lose_connections();
	ok(store_begin(st)); /* so is a beginning */
	ok(setting_put(st, "a", "2"));
	lose_connections();
	assert_int_equal(setting_put(st, "b", "2"), RC_BUSY);
	assert_int_equal(store_commit(st), RC_BUSY);
	store_rollback(st);
	ok(store_begin(st));
	ok(setting_get(st, "a", value));
	assert_string_equal(value, "1");
	store_rollback(st);
	store_close(st);
}

static void servers_share_it_and_who_copies_has_it_alone(void **state)
{
	struct store *a = migrated(*state),
		     *b = open_at(((struct folder *)*state)->url, STORE_WRITE);
	struct err err = { .msg = "" };

	assert_int_equal(number(a, "SELECT count(*) FROM trader"), 0);
	ok(store_hold(a, false, &err)); /* over another connection */
	assert_int_equal(number(a, "SELECT count(*) FROM trader"), 0);
	ok(store_hold(b, false, &err));
	store_close(b);
	b = open_at(((struct folder *)*state)->url, STORE_WRITE);
	assert_int_equal(store_hold(b, true, &err), RC_CONFLICT);
	assert_non_null(strstr(err.msg, "serves this database"));
	lose_connections();
	ok(store_hold(b, true, &err));
	assert_int_equal(store_begin(a), RC_CONFLICT);
	assert_int_equal(store_begin(a), RC_CONFLICT);
	store_close(b);
	store_close(a);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_are_put_into_its_words),
		server_test(both_have_the_same_schema),
		server_test(every_statement_prepares_with_whole_numbers),
		server_test(what_is_refused_leaves_the_transaction),
		server_test(texts_and_truths_are_read_back),
		server_test(a_failing_migration_leaves_nothing),
		server_test(what_is_not_ours_is_refused),
		server_test(one_writes_at_a_time),
		server_test(a_lost_connection_comes_back),
		server_test(servers_share_it_and_who_copies_has_it_alone),
	};

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("store/postgres", tests, NULL, NULL);
}
