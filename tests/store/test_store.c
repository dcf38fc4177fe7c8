/* tests/store/test_store.c - opening a database: who may, what is there, and what is said of it */
#include "folder_fixture.h"

static void assert_refused(const char *url, enum store_mode mode, enum rc rc, const char *words)
{
	struct err err = { .msg = "" };
	struct store *st = NULL;

	assert_int_equal(store_open(&st, url, mode, &err), rc);
	assert_null(st);
	print_message("%s\n", err.msg);
	assert_int_equal(err.rc, rc);
	assert_non_null(strstr(err.msg, words));
}

static void what_cannot_be_opened_is_said(void **state)
{
	struct folder *f = *state;
	char url[256];

	assert_refused("mysql://db", STORE_WRITE, RC_INVALID, "sqlite:PATH");
	assert_refused("sqlite:", STORE_WRITE, RC_INVALID, "empty");
	assert_refused("sqlite:/no/such/lapak.db", STORE_WRITE, RC_ABSENT, "mkdir -p");
	assert_refused(f->url, STORE_READ, RC_ABSENT, "lapak migrate");
	snprintf(url, sizeof(url), "sqlite:%s", f->path);
	assert_refused(url, STORE_WRITE, RC_INVALID, "is a folder");
	assert_refused("sqlite:/dev/null", STORE_WRITE, RC_INVALID, "not a plain file");
	write_file(f->path, "text", "this is no database at all, but a text of some length\n");
	snprintf(url, sizeof(url), "sqlite:%s/text", f->path);
	assert_refused(url, STORE_WRITE, RC_INVALID, "not a database");
	snprintf(url, sizeof(url), "sqlite:%s/text/lapak.db", f->path);
	assert_refused(url, STORE_WRITE, RC_INVALID, "not a folder");
}

static void another_programs_database_is_left_alone(void **state)
{
	struct folder *f = *state;
	sqlite3 *raw = NULL;

	assert_int_equal(sqlite3_open(f->file, &raw), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(raw, "CREATE TABLE note (text)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
	assert_refused(f->url, STORE_WRITE, RC_CONFLICT, "another program");
	assert_false(there_is(f->path, "lapak.db-wal"));
}

static void a_new_file_is_its_owners_alone(void **state)
{
	struct folder *f = *state;
	struct store *st = open_migrated(f->url);
	char wal[160];
	struct stat info;

	assert_int_equal(stat(f->file, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	snprintf(wal, sizeof(wal), "%s-wal", f->file);
	assert_int_equal(stat(wal, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(number(st, "PRAGMA synchronous"), 2);
	assert_int_equal(number(st, "PRAGMA foreign_keys"), 1);
	assert_int_equal(number(st, "PRAGMA page_size"), 4096);
	assert_int_equal(number(st, "PRAGMA application_id"), DB_APPLICATION);
	assert_true(store_disk_free(st) > 0);
	store_checkpoint(st);
	assert_int_equal(stat(wal, &info), 0);
	assert_int_equal(info.st_size, 0);
	store_close(st);
	store_close(NULL);
}

static int64_t size_of(const struct folder *f, const char *ending)
{
	char path[160];
	struct stat info;

	snprintf(path, sizeof(path), "%s%s", f->file, ending);
	assert_int_equal(stat(path, &info), 0);
	return info.st_size;
}

/* Each commit writes a page at least. */
static void write_much(struct store *st, int commits)
{
	for (int i = 0; i < commits; i++) {
		ok(store_begin(st));
		ok(setting_put(st, "much", i % 2 == 0 ? "this" : "that"));
		ok(store_commit(st));
	}
}

/* One commit of some two hundred pages. */
static void write_at_once(struct store *st)
{
	char name[32], value[120];

	memset(value, 'v', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	ok(store_begin(st));
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "name %d", i);
		ok(setting_put(st, name, value));
	}
	ok(store_commit(st));
}

/* Once begun, until it is done. */
static void tend_once(struct store *st)
{
	store_tend_log(st);
	store_await_log(st);
	store_tend_log(st);
}

static void the_log_is_moved_when_it_is_tended(void **state)
{
	struct folder *f = *state;
	struct store *st = open_migrated(f->url);
	struct err err;
	int64_t log;

	ok(store_keep_log(st, &err));
	store_checkpoint(st);
	write_much(st, 1100);
	log = size_of(f, "-wal");
	assert_true(log > 1100 * 4096); /* no commit moved it */
	tend_once(st);
	write_much(st, 20); /* in place of what was moved */
	assert_int_equal(size_of(f, "-wal"), log);
	store_close(st);
}

static void a_log_of_large_commits_is_moved_later(void **state)
{
	struct folder *f = *state;
	struct store *st = open_migrated(f->url);
	struct err err;
	int64_t log;

	ok(store_keep_log(st, &err));
	store_checkpoint(st);
	write_at_once(st);
	log = size_of(f, "-wal");
	assert_in_range(log / 4096, 130, 499);
	tend_once(st);
	write_much(st, 1); /* behind it: it was not moved */
	assert_true(size_of(f, "-wal") > log);
	log = size_of(f, "-wal");
	tend_once(st); /* that one was small */
	write_much(st, 1);
	assert_int_equal(size_of(f, "-wal"), log);
	store_close(st);
}

/* There is always a rest that was written while the log was moved. Some 200 MB go through it. */
static void the_log_starts_over_though_commits_go_on(void **state)
{
	struct folder *f = *state;
	struct store *st = open_migrated(f->url);
	struct err err;
	int64_t most = 0;

	ok(store_keep_log(st, &err));
	assert_int_equal(
		sqlite3_exec(st->db->raw, "PRAGMA synchronous = OFF", NULL, NULL, NULL),
		SQLITE_OK);
	for (int i = 0; i < 8000; i++) {
		write_much(st, 4);
		store_tend_log(st);
		if (size_of(f, "-wal") > most)
			most = size_of(f, "-wal");
	}
	assert_in_range(most, 1000 * 4096, 48 << 20);
	store_close(st);
}

/* It holds the log as it was when it began to read, and nothing can start over before it ends. */
static void a_reader_holds_the_log_and_nothing_else(void **state)
{
	struct folder *f = *state;
	struct store *st = open_migrated(f->url);
	struct err err;
	sqlite3 *reader = NULL;
	int64_t log;

	ok(store_keep_log(st, &err));
	store_checkpoint(st);
	write_much(st, 100);
	assert_int_equal(sqlite3_open(f->file, &reader), SQLITE_OK);
	assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT * FROM setting", NULL, NULL, NULL),
		SQLITE_OK);
	for (int i = 0; i < 800; i++) {
		write_much(st, 2);
		tend_once(st);
	}
	log = size_of(f, "-wal");
	assert_true(log > 1500 * 4096);
	assert_int_equal(sqlite3_exec(reader, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	write_much(st, 200);
	tend_once(st);
	log = size_of(f, "-wal");
	write_much(st, 500);
	assert_int_equal(size_of(f, "-wal"), log);
	assert_int_equal(sqlite3_close(reader), SQLITE_OK);
	store_close(st);
}

static void a_log_that_cannot_be_kept_is_said(void **state)
{
	struct folder *f = *state;
	struct store *st = open_migrated(f->url);
	struct err err = { .msg = "" };

	assert_int_equal(unlink(f->file), 0);
	assert_int_equal(store_keep_log(st, &err), RC_BROKEN);
	assert_non_null(strstr(err.msg, f->file));
	store_close(st);
}

static int open_and_expect_denied(struct folder *f)
{
	struct err err = { .msg = "" };
	struct store *st = NULL;

	return store_open(&st, f->url, STORE_WRITE, &err) == RC_DENIED &&
			       strstr(err.msg, "cannot be written") && strstr(err.msg, f->path)
		       ? 0
		       : 1;
}

static void what_may_not_be_written_is_said(void **state)
{
	struct folder *f = *state;

	assert_int_equal(chmod(f->path, 0755), 0);
	assert_int_equal(as_nobody(open_and_expect_denied, f), 0); /* the folder */
	store_close(open_migrated(f->url));
	assert_int_equal(chmod(f->path, 0777), 0);
	assert_int_equal(as_nobody(open_and_expect_denied, f), 0); /* the file: 0600 */
	assert_int_equal(chmod(f->file, 0444), 0);
	assert_int_equal(as_nobody(open_and_expect_denied, f), 0);
}

static void reads_beside_a_writer(void **state)
{
	struct folder *f = *state;
	struct store *writer = open_migrated(f->url), *reader = NULL;
	struct trader t;
	struct err err;

	ok(store_open(&reader, f->url, STORE_READ, &err));
	ok(store_begin(writer));
	add_trader(writer, 1);
	assert_int_equal(trader_by_id(reader, 1, &t), RC_ABSENT);
	ok(store_commit(writer));
	ok(trader_by_id(reader, 1, &t));
	assert_int_equal(setting_put(reader, "a", "b"), RC_BROKEN);
	ok(store_prepare_all(reader, &err));
	store_close(reader);
	store_close(writer);
}

static void a_second_writer_waits_and_then_is_told(void **state)
{
	struct folder *f = *state;
	struct store *first = open_migrated(f->url), *second = NULL;
	struct err err;

	ok(store_open(&second, f->url, STORE_WRITE, &err));
	sqlite3_busy_timeout(second->db->raw, 10);
	ok(store_writable(second));
	ok(store_begin(first));
	ok(store_writable(first));
	assert_int_equal(store_begin(second), RC_BUSY);
	assert_int_equal(store_writable(second), RC_BUSY);
	ok(store_commit(first));
	ok(store_begin(second));
	add_trader(second, 1);
	assert_int_equal(store_message_id(second), 1);
	ok(store_commit(second));
	ok(store_begin(first));
	assert_int_equal(store_message_id(first), 2); /* what the other gave out counts */
	store_rollback(first);
	store_close(first);
	store_close(second);
}

static void what_was_not_committed_is_gone(void **state)
{
	struct folder *f = *state;
	struct store *st = open_migrated(f->url);
	struct trader t;

	ok(store_begin(st));
	add_trader(st, 1);
	ok(store_commit(st));
	ok(store_begin(st));
	add_trader(st, 2);
	store_close(st);
	st = open_migrated(f->url);
	ok(trader_by_id(st, 1, &t));
	assert_int_equal(trader_by_id(st, 2, &t), RC_ABSENT);
	store_close(st);
}

static void an_unmigrated_database_takes_no_transaction(void **state)
{
	struct store *st = NULL;
	struct err err = { .msg = "" };

	(void)state;
	ok(store_open(&st, "sqlite::memory:", STORE_WRITE, &err));
	assert_int_equal(store_begin(st), RC_BROKEN);
	assert_int_equal(store_prepare_all(st, &err), RC_BROKEN);
	assert_non_null(strstr(err.msg, "does not prepare"));
	assert_int_equal(store_disk_free(st), -1);
	store_close(st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		folder_test(what_cannot_be_opened_is_said),
		folder_test(another_programs_database_is_left_alone),
		folder_test(a_new_file_is_its_owners_alone),
		folder_test(the_log_is_moved_when_it_is_tended),
		folder_test(a_log_of_large_commits_is_moved_later),
		folder_test(the_log_starts_over_though_commits_go_on),
		folder_test(a_reader_holds_the_log_and_nothing_else),
		folder_test(a_log_that_cannot_be_kept_is_said),
		folder_test(what_may_not_be_written_is_said),
		folder_test(reads_beside_a_writer),
		folder_test(a_second_writer_waits_and_then_is_told),
		folder_test(what_was_not_committed_is_gone),
		folder_test(an_unmigrated_database_takes_no_transaction),
	};

	return cmocka_run_group_tests_name("store/store", tests, NULL, NULL);
}
