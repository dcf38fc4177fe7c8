/* tests/store/test_copy.c - a database copied whole into another; no table and no column is forgotten */
#include "folder_fixture.h"

#include "store/conversation.h"
#include "store/copy.h"
#include "store/question.h"

static void tell(void *arg, int64_t done, int64_t total)
{
	int64_t *last = arg;

	assert_true(done > *last && done <= total);
	*last = done;
}

static enum rc copy(struct store *from, struct store *to, int64_t *rows, struct err *err)
{
	int64_t last = 0;
	struct copy_watch watch = { .tell = tell, .arg = &last };

	return store_copy(from, to, &watch, rows, err);
}

/* A table as the definition file has it: "name 2 (column, column)". */
#define TABLE(name, n, columns, key) #name " " #n " (" columns ")",
static const char *const defined[] = {
#include "store/tables.def"
};
#undef TABLE

static bool is_defined(const char *line)
{
	for (size_t i = 0; i < sizeof(defined) / sizeof(defined[0]); i++)
		if (strcmp(defined[i], line) == 0)
			return true;
	return false;
}

static void every_table_and_column_is_named(void **state)
{
	static const char text[] =
		"SELECT m.name || ' ' || count(*) || ' (' || group_concat(p.name, ', ') || ')' FROM "
		"sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name "
		"NOT GLOB 'sqlite_*' AND m.name <> 'migration' GROUP BY m.name";
	struct store *st = open_migrated("sqlite::memory:");
	sqlite3_stmt *raw = NULL;
	size_t tables = 0, missing = 0;

	(void)state;
	assert_int_equal(sqlite3_prepare_v2(st->db->raw, text, -1, &raw, NULL), SQLITE_OK);
	while (sqlite3_step(raw) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(raw, 0);

		if (!is_defined(line)) {
			print_message("bot/store/tables.def lacks: %s\n", line);
			missing++;
		}
		tables++;
	}
	assert_int_equal(sqlite3_finalize(raw), SQLITE_OK);
	assert_int_equal(missing, 0);
	assert_int_equal(sizeof(defined) / sizeof(defined[0]), tables);
	store_close(st);
}

static struct store *an_office(const char *url)
{
	struct store *st = open_migrated(url);
	struct trader t;
	struct sale sale = { .day = 20000, .total = 1500000, .live = 0, .status = SALE_SOLD };
	struct conversation c = { .trader_id = 0, .repeat_hash = INT64_MIN };

	ok(store_begin(st));
	add_wave(st, "G4", 30, NOON);
	for (int i = 0; i < 1200; i++)
		add_trader(st, i);
	t = add_trader(st, 5000);
	c.trader_id = sale.trader_id = t.id;
	ok(conversation_put(st, &c));
	ok(sale_put(st, &sale));
	ok(setting_put(st, "caf\xc3\xa9", "it's \"1\"\n2"));
	ok(store_commit(st));
	return st;
}

static void there_and_back(void **state)
{
	const struct folder *f = *state;
	char url[128], there_url[128];
	struct store *from = an_office(f->url), *there, *back;
	struct err err = { .msg = "" };
	int64_t rows = 0, again = 0;

	snprintf(there_url, sizeof(there_url), "sqlite:%s/there.db", f->path);
	there = open_migrated(test_database(url, there_url));
	if (copy(from, there, &rows, &err) != RC_OK)
		fail_msg("%s", err.msg);
	assert_true(rows > 1200);
	assert_int_equal(number(there, "SELECT count(*) FROM trader"), 1201);
	assert_int_equal(number(there, "SELECT repeat_hash FROM conversation"), INT64_MIN);
	assert_int_equal(
		number(there, "SELECT last FROM sequence WHERE name = 'trader'"), 1201);
	assert_int_equal(copy(from, there, &again, &err), RC_CONFLICT);
	assert_non_null(strstr(err.msg, "holds data already"));
	back = open_migrated("sqlite::memory:");
	if (copy(there, back, &again, &err) != RC_OK)
		fail_msg("%s", err.msg);
	assert_int_equal(again, rows);
	/* Life goes on there, with new identifiers. */
	ok(store_begin(there));
	assert_int_equal(add_trader(there, 6000).id, 1202);
	ok(store_commit(there));
	store_close(back);
	store_close(there);
	store_close(from);
}

static void what_fails_leaves_nothing(void **state)
{
	const struct folder *f = *state;
	struct store *from = an_office(f->url), *to = open_migrated("sqlite::memory:");
	struct err err = { .msg = "" };
	int64_t rows = 0;

	for (int k = 1; k < 1300; k += 100) {
		db_fail_after(to->db, k);
		assert_int_equal(copy(from, to, &rows, &err), RC_BROKEN);
		db_fail_after(to->db, 0);
		assert_int_equal(number(to, "SELECT count(*) FROM trader"), 0);
		assert_int_equal(number(to, "SELECT count(*) FROM setting"), 0);
	}
	if (copy(from, to, &rows, &err) != RC_OK)
		fail_msg("%s", err.msg);
	store_close(to);
	store_close(from);
}

/* A writer that changes what it is given must not go unseen. */
static void what_was_not_kept_as_it_is_is_found(void **state)
{
	static const char trigger[] = "CREATE TEMP TRIGGER t AFTER INSERT ON sale BEGIN "
				      "UPDATE sale SET total = total + 1; END";
	const struct folder *f = *state;
	struct store *from = an_office(f->url), *to = open_migrated("sqlite::memory:");
	struct err err = { .msg = "" };
	int64_t rows = 0;

	to->db->committing = true; /* the engine commits it by itself */
	assert_int_equal(sqlite3_exec(to->db->raw, trigger, NULL, NULL, NULL), SQLITE_OK);
	to->db->committing = false;
	assert_int_equal(copy(from, to, &rows, &err), RC_BROKEN);
	assert_non_null(strstr(err.msg, "row 1 of the table sale"));
	assert_int_equal(number(to, "SELECT count(*) FROM trader"), 0);
	store_close(to);
	store_close(from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_table_and_column_is_named),
		folder_test(there_and_back),
		folder_test(what_fails_leaves_nothing),
		folder_test(what_was_not_kept_as_it_is_is_found),
	};

	return cmocka_run_group_tests_name("store/copy", tests, NULL, NULL);
}
