/* tests/store/test_migrate.c - a migration is applied whole, once, in order, or not at all */
#include "folder_fixture.h"

static const char one[] = "-- the first\nCREATE TABLE a (x INTEGER NOT NULL) STRICT;\n"
			  "INSERT INTO a (x) VALUES (1), (2);\n";
static const char two[] = "CREATE TABLE b (y INTEGER) STRICT;\n-- nothing more\n";

static void put(const struct folder *f, const char *name, const char *text)
{
	write_file(f->migrations, name, text);
}

static struct store *open_file(const struct folder *f)
{
	struct err err = { .msg = "" };
	struct store *st = NULL;

	if (store_open(&st, f->url, STORE_WRITE, &err) != RC_OK)
		fail_msg("%s", err.msg);
	return st;
}

/* Opens, migrates, closes; the report is compared when it is given. */
static enum rc migrate(const struct folder *f, const char *report, struct err *err)
{
	struct store *st = open_file(f);
	struct buf lines;
	enum rc rc;

	err->msg[0] = '\0';
	buf_init(&lines, 4096);
	rc = store_migrate(st, f->migrations, NOON, &lines, err);
	print_message("%s%s\n", lines.data, err->msg);
	if (report)
		assert_string_equal(lines.data, report);
	buf_release(&lines);
	store_close(st);
	return rc;
}

static int64_t ask(const struct folder *f, const char *text)
{
	struct store *st = open_file(f);
	int64_t n = number(st, text);

	store_close(st);
	return n;
}

static int64_t tables(const struct folder *f)
{
	return ask(f, "SELECT count(*) FROM sqlite_master WHERE type = 'table'");
}

static enum rc schema(const struct folder *f, struct migration_status *status, struct err *err)
{
	struct store *st = open_file(f);
	enum rc rc = store_schema(st, f->migrations, status, err);

	store_close(st);
	return rc;
}

static void files_are_applied_in_order_and_once(void **state)
{
	struct folder *f = *state;
	struct migration_status status;
	struct err err;

	put(f, "0001_start.sql", one);
	put(f, "0001_start.sql~", "an editor's copy");
	assert_int_equal(schema(f, &status, &err), RC_ABSENT);
	assert_int_equal(status.applied, 0);
	assert_int_equal(status.available, 1);
	assert_non_null(strstr(err.msg, "lapak migrate"));
	assert_int_equal(tables(f), 0);
	ok(migrate(f, "applied 0001_start.sql\n", &err));
	ok(migrate(f, "", &err));
	assert_int_equal(ask(f, "SELECT count(*) FROM a"), 2);
	assert_int_equal(ask(f, "SELECT at FROM migration WHERE number = 1 AND "
				"name = '0001_start.sql' AND length(checksum) = 64"),
		NOON);
	ok(schema(f, &status, &err));
	put(f, "0002_more.sql", two);
	assert_int_equal(schema(f, &status, &err), RC_ABSENT);
	assert_int_equal(status.applied, 1);
	ok(migrate(f, NULL, &err));
	assert_int_equal(ask(f, "SELECT count(*) FROM b"), 0);
	assert_int_equal(ask(f, "SELECT count(*) FROM migration"), 2);
}

static void a_copy_is_made_before_the_first_change(void **state)
{
	struct folder *f = *state;
	char report[256], backup[160];
	sqlite3_stmt *raw = NULL;
	sqlite3 *copy = NULL;
	struct stat info;
	struct err err;

	put(f, "0001_start.sql", one);
	ok(migrate(f, NULL, &err));
	put(f, "0002_more.sql", two);
	snprintf(backup, sizeof(backup), "%s.before-0002", f->file);
	snprintf(report, sizeof(report), "backup in %s\napplied 0002_more.sql\n", backup);
	ok(migrate(f, report, &err));
	assert_int_equal(stat(backup, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_false(there_is(f->path, "lapak.db.before-0002.part"));
	assert_int_equal(sqlite3_open(backup, &copy), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(copy, "SELECT max(number) FROM migration", -1, &raw, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(raw), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(raw, 0), 1);
	sqlite3_finalize(raw);
	sqlite3_close(copy);
}

static void a_folder_out_of_order_is_refused(void **state)
{
	static const struct {
		const char *name, *also;
		enum rc rc;
		const char *words;
	} cases[] = {
		{ "0002_b.sql", "0003_c.sql", RC_INVALID, "0001 is missing" },
		{ "0001_a.sql", "0003_c.sql", RC_INVALID, "0002 is missing" },
		{ "0001_a.sql", "0001_b.sql", RC_INVALID, "same number" },
		{ "0001_a.sql", "2_b.sql", RC_INVALID, "not named NNNN_words.sql" },
		{ "0001_a.sql", "0002-b.sql", RC_INVALID, "not named" },
		{ "0001_a.sql", "0002_b c.sql", RC_INVALID, "not named" },
		{ "0000_a.sql", "0001_b.sql", RC_INVALID, "0000_a.sql is not named" },
		{ "notes.txt", "readme", RC_ABSENT, "holds no migration" },
	};
	struct folder *f = *state;
	struct migration_status status;
	struct err err;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		remove_all(f->migrations);
		assert_int_equal(mkdir(f->migrations, 0755), 0);
		put(f, cases[i].name, one);
		put(f, cases[i].also, two);
		assert_int_equal(migrate(f, "", &err), cases[i].rc);
		assert_non_null(strstr(err.msg, cases[i].words));
		assert_int_equal(schema(f, &status, &err), RC_INVALID);
		assert_int_equal(tables(f), 0);
	}
	remove_all(f->migrations);
	assert_int_equal(migrate(f, "", &err), RC_ABSENT);
	assert_non_null(strstr(err.msg, "cannot be read"));
}

static void an_edited_file_is_refused(void **state)
{
	struct folder *f = *state;
	struct migration_status status;
	struct err err;

	put(f, "0001_start.sql", one);
	ok(migrate(f, NULL, &err));
	put(f, "0001_start.sql", two);
	put(f, "0002_more.sql", two);
	assert_int_equal(migrate(f, "", &err), RC_CONFLICT);
	assert_non_null(strstr(err.msg, "0001_start.sql"));
	assert_non_null(strstr(err.msg, "put the released file back"));
	assert_int_equal(schema(f, &status, &err), RC_CONFLICT);
	assert_int_equal(tables(f), 2);
}

static void a_newer_database_is_refused(void **state)
{
	struct folder *f = *state;
	struct migration_status status;
	char path[200];
	struct err err;

	put(f, "0001_start.sql", one);
	put(f, "0002_more.sql", two);
	ok(migrate(f, NULL, &err));
	snprintf(path, sizeof(path), "%s/0002_more.sql", f->migrations);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(migrate(f, "", &err), RC_CONFLICT);
	assert_non_null(strstr(err.msg, "0002"));
	assert_non_null(strstr(err.msg, "0001"));
	assert_non_null(strstr(err.msg, "newer lapak"));
	assert_int_equal(schema(f, &status, &err), RC_CONFLICT);
	assert_int_equal(status.applied, 2);
}

static void a_failing_file_leaves_the_database_as_it_was(void **state)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ "CREATE TABLE c (z INTEGER);\n\nCREATE TABEL d (z);", "line 3" },
		{ "CREATE TABLE c (z INTEGER);\nINSERT INTO a (x) VALUES (NULL);", "line 2" },
		{ "CREATE TABLE c (z INTEGER);\nINSERT INTO a (x)\nVALUES (1), (nothing);",
			"line 3" },
		{ "CREATE TABLE c (z INTEGER);\nCOMMIT;\nCREATE TABLE d (z INTEGER);",
			"line 2" },
		{ "CREATE TABLE c (z INTEGER);\nROLLBACK;\nCREATE TABLE d (z INTEGER);",
			"ends the transaction" },
		{ "CREATE TABLE c (z INTEGER);\nBEGIN;", "line 2" },
		{ "DELETE FROM migration;\nINSERT INTO a (x) VALUES ('word');", "line 2" },
		{ "CREATE TABLE c (z INTEGER);\nCREATE TABLE d (", "incomplete" },
	};
	struct folder *f = *state;
	struct err err;

	put(f, "0001_start.sql", one);
	ok(migrate(f, NULL, &err));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		put(f, "0002_more.sql", cases[i].text);
		assert_int_equal(migrate(f, NULL, &err), RC_INVALID);
		assert_non_null(strstr(err.msg, "0002_more.sql"));
		assert_non_null(strstr(err.msg, cases[i].words));
		assert_int_equal(tables(f), 2);
		assert_int_equal(ask(f, "SELECT count(*) FROM migration"), 1);
		assert_int_equal(ask(f, "SELECT count(*) FROM a"), 2);
	}
	put(f, "0002_more.sql", two);
	ok(migrate(f, NULL, &err));
	assert_int_equal(tables(f), 3);
}

static void the_files_before_a_failing_one_stay(void **state)
{
	struct folder *f = *state;
	struct err err;

	put(f, "0001_start.sql", one);
	put(f, "0002_more.sql", "CREATE nonsense");
	put(f, "0003_last.sql", two);
	assert_int_equal(migrate(f, "applied 0001_start.sql\n", &err), RC_INVALID);
	assert_int_equal(ask(f, "SELECT max(number) FROM migration"), 1);
}

static void every_failing_write_leaves_the_database_as_it_was(void **state)
{
	struct folder *f = *state;
	struct store *st;
	struct buf report;
	struct err err;
	enum rc rc = RC_BROKEN;
	int fail = 1;

	put(f, "0001_start.sql", one);
	buf_init(&report, 1000);
	for (; rc != RC_OK; fail++) {
		assert_true(fail < 9);
		assert_int_equal(tables(f), 0);
		st = open_file(f);
		store_fail_after(st, fail);
		rc = store_migrate(st, f->migrations, NOON, &report, &err);
		store_close(st);
	}
	assert_true(fail > 3); /* the note, the mark, the commit */
	assert_int_equal(tables(f), 2);
	buf_release(&report);
}

static void a_text_with_a_nul_is_refused(void **state)
{
	struct folder *f = *state;
	char path[200];
	struct err err;
	FILE *file;

	snprintf(path, sizeof(path), "%s/0001_a.sql", f->migrations);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite("SELECT 1;\0DROP", 1, 14, file), 14);
	fclose(file);
	assert_int_equal(migrate(f, "", &err), RC_INVALID);
	assert_non_null(strstr(err.msg, "no SQL text"));
}

static void a_locked_database_is_said_to_be(void **state)
{
	struct folder *f = *state;
	struct store *st, *other;
	struct buf report;
	struct err err;

	put(f, "0001_start.sql", one);
	st = open_file(f);
	other = open_file(f);
	buf_init(&report, 1000);
	assert_int_equal(
		sqlite3_exec(other->db->raw, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_busy_timeout(st->db->raw, 10);
	assert_int_equal(store_migrate(st, f->migrations, NOON, &report, &err), RC_BUSY);
	assert_non_null(strstr(err.msg, "stop lapak serve"));
	assert_non_null(strstr(err.msg, f->file));
	store_close(other);
	ok(store_migrate(st, f->migrations, NOON, &report, &err));
	store_close(st);
	buf_release(&report);
}

static void the_products_own_migrations_apply(void **state)
{
	struct folder *f = *state;
	struct store *st = open_migrated(f->url);
	struct migration_status status;
	struct err err;

	ok(store_schema(st, "migrations", &status, &err));
	assert_true(status.applied >= 1);
	assert_int_equal(status.applied, status.available);
	store_close(st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		folder_test(files_are_applied_in_order_and_once),
		folder_test(a_copy_is_made_before_the_first_change),
		folder_test(a_folder_out_of_order_is_refused),
		folder_test(an_edited_file_is_refused),
		folder_test(a_newer_database_is_refused),
		folder_test(a_failing_file_leaves_the_database_as_it_was),
		folder_test(the_files_before_a_failing_one_stay),
		folder_test(every_failing_write_leaves_the_database_as_it_was),
		folder_test(a_text_with_a_nul_is_refused),
		folder_test(a_locked_database_is_said_to_be),
		folder_test(the_products_own_migrations_apply),
	};

	return cmocka_run_group_tests_name("store/migrate", tests, NULL, NULL);
}
