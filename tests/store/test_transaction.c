/* tests/store/test_transaction.c - transactions, identifiers, settings, and a full disk */
#include "store_fixture.h"

static void message_ids_are_never_given_twice(void **state)
{
	struct store *st = *state;
	int64_t first = store_message_id(st), second;

	assert_int_equal(first, 1);
	ok(store_save(st));
	second = store_message_id(st);
	ok(store_undo(st));
	assert_true(store_message_id(st) > second);
	ok(store_commit(st));
	ok(store_begin(st));
	assert_int_equal(store_message_id(st), 4);
	store_rollback(st);
	store_rollback(st);
	ok(store_begin(st));
	assert_int_equal(store_message_id(st), 4); /* the roll-back undid its messages too */
}

static void other_ids_count_up(void **state)
{
	int64_t id = 0;

	ok(store_next_id(*state, "wave", &id));
	assert_int_equal(id, 1);
	ok(store_next_id(*state, "wave", &id));
	assert_int_equal(id, 2);
	assert_int_equal(store_next_id(*state, "no such kind", &id), RC_ABSENT);
}

static void a_part_is_kept_or_undone_alone(void **state)
{
	struct store *st = *state;
	struct phone p = { "+6281200000002" };
	struct trader t;

	ok(store_save(st));
	add_trader(st, 1);
	ok(store_release(st));
	ok(store_save(st));
	add_trader(st, 2);
	ok(store_undo(st));
	ok(store_save(st));
	add_trader(st, 3);
	ok(store_release(st));
	ok(store_commit(st));
	assert_int_equal(number(st, "SELECT count(*) FROM trader"), 2);
	assert_int_equal(trader_by_phone(st, &p, &t), RC_ABSENT);
}

static void nothing_commits_but_store_commit(void **state)
{
	struct store *st = *state;

	ok(store_commit(st));
	assert_int_equal(sqlite3_exec(st->db->raw, "DELETE FROM sequence", NULL, NULL, NULL),
		SQLITE_CONSTRAINT_COMMITHOOK);
	assert_true(number(st, "SELECT count(*) FROM sequence") > 5);
	assert_int_equal(setting_put(st, "stray", "1"), RC_BROKEN);
	ok(store_begin(st));
	ok(setting_put(st, "stray", "2"));
	assert_int_equal(sqlite3_exec(st->db->raw, "COMMIT", NULL, NULL, NULL),
		SQLITE_CONSTRAINT_COMMITHOOK);
	store_rollback(st);
	assert_int_equal(number(st, "SELECT count(*) FROM setting"), 0);
}

static void settings_are_kept(void **state)
{
	char value[128], longest[129];

	memset(longest, 'x', 128);
	longest[128] = '\0';
	assert_int_equal(setting_get(*state, "a", value), RC_ABSENT);
	ok(setting_put(*state, "a", "one"));
	ok(setting_put(*state, "a", "two"));
	ok(setting_get(*state, "a", value));
	assert_string_equal(value, "two");
	assert_int_equal(setting_put(*state, "a", longest), RC_INVALID);
	ok(setting_put(*state, "a", longest + 1));
	ok(setting_get(*state, "a", value));
	assert_int_equal(strlen(value), 127);
}

static enum rc fill(struct store *st, int *added)
{
	static char text[4096];
	struct message m;
	enum rc rc;

	memset(text, 'x', sizeof(text) - 1);
	do {
		m = a_push(st, "+6281200000001");
		m.text = text;
		rc = message_add(st, &m);
		*added += rc == RC_OK;
	} while (rc == RC_OK && *added < 1000);
	return rc;
}

static void a_full_disk_is_said_and_nothing_half_done_is_kept(void **state)
{
	struct store *st = *state;
	int64_t pages = number(st, "PRAGMA page_count");
	char text[80];
	int added = 0;
	enum rc rc;

	add_trader(st, 1);
	ok(store_commit(st));
	snprintf(text, sizeof(text), "PRAGMA max_page_count = %d", (int)pages + 20);
	assert_int_equal(number(st, text), pages + 20);
	ok(store_begin(st));
	add_trader(st, 2);
	assert_int_equal(fill(st, &added), RC_FULL);
	assert_true(added > 5);
	/* If the engine threw the transaction away, the rest of the turn must not be kept. */
	rc = store_commit(st);
	if (rc != RC_OK) {
		store_rollback(st);
		assert_int_equal(number(st, "SELECT count(*) FROM trader"), 1);
		assert_int_equal(number(st, "SELECT count(*) FROM message"), 0);
	} else {
		assert_int_equal(number(st, "SELECT count(*) FROM trader"), 2);
		assert_int_equal(number(st, "SELECT count(*) FROM message"), added);
	}
	snprintf(text, sizeof(text), "PRAGMA max_page_count = %d", 1 << 30);
	number(st, text);
	ok(store_begin(st));
	add_trader(st, 3);
	ok(store_commit(st));
}

static void a_transaction_lost_under_us_takes_no_more(void **state)
{
	struct store *st = *state;

	add_trader(st, 1);
	assert_int_equal(sqlite3_exec(st->db->raw, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_save(st), RC_BROKEN);
	assert_int_equal(setting_put(st, "a", "1"), RC_BROKEN);
	assert_int_equal(store_undo(st), RC_BROKEN);
	assert_int_equal(store_commit(st), RC_BROKEN);
	store_rollback(st);
	ok(store_begin(st));
	add_trader(st, 1);
	ok(store_commit(st));
	assert_int_equal(number(st, "SELECT count(*) FROM trader"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(message_ids_are_never_given_twice),
		memory_test(other_ids_count_up),
		memory_test(a_part_is_kept_or_undone_alone),
		sqlite_test(nothing_commits_but_store_commit),
		memory_test(settings_are_kept),
		sqlite_test(a_full_disk_is_said_and_nothing_half_done_is_kept),
		sqlite_test(a_transaction_lost_under_us_takes_no_more),
	};

	return cmocka_run_group_tests_name("store/transaction", tests, NULL, NULL);
}
