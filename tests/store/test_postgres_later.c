/* tests/store/test_postgres_later.c - what goes with a later statement over PostgreSQL: where its failure shows, and what is left
 *
 * Without TEST_DATABASE=postgresql it starts a server of its own and runs itself there. */
#include "store_fixture.h"

#include "store/conversation.h"

static int64_t count(struct store *st, const char *table)
{
	static const struct sql traders = { "t.traders", "SELECT count(*) FROM trader" },
				conversations = { "t.conversations",
					"SELECT count(*) FROM conversation" };
	struct stmt *s =
		db_prepare(st->db, strcmp(table, "trader") == 0 ? &traders : &conversations);
	int64_t n;

	ok(db_step(s));
	n = db_get_int(s, 0);
	db_reset(s);
	return n;
}

/* No such trader: the foreign key refuses it. */
static const struct conversation nobodys = { .trader_id = 99, .state = "idle" };

/* Those beside it must not be taken for what failed; the next transaction shows which it was. */
static void a_late_refusal_fails_the_transaction_once(void **state)
{
	struct store *st = *state;
	struct conversation c = { .state = "idle" };

	ok(store_save(st));
	c.trader_id = add_trader(st, 1).id;
	ok(store_release(st));
	ok(store_save(st));
	ok(conversation_put(st, &nobodys));
	assert_int_equal(setting_put(st, "a", "b"), RC_BUSY);
	assert_int_equal(store_undo(st), RC_BUSY);
	assert_int_equal(setting_put(st, "a", "b"), RC_BUSY);
	assert_int_equal(store_commit(st), RC_BUSY);
	store_rollback(st);

	ok(store_begin(st));
	assert_int_equal(count(st, "trader"), 0);
	ok(store_save(st));
	c.trader_id = add_trader(st, 1).id;
	ok(conversation_put(st, &c));
	ok(store_release(st));
	ok(store_save(st));
	assert_int_equal(conversation_put(st, &nobodys), RC_CONFLICT);
	ok(setting_put(st, "a", "b"));
	ok(store_undo(st));
	ok(store_commit(st));
	assert_int_equal(count(st, "conversation"), 1);
}

static void the_commit_tells_of_a_late_refusal(void **state)
{
	struct store *st = *state;

	ok(conversation_put(st, &nobodys));
	assert_int_equal(store_commit(st), RC_BUSY);
	store_rollback(st);
	ok(store_begin(st));
	add_trader(st, 1);
	assert_int_equal(conversation_put(st, &nobodys), RC_CONFLICT);
	ok(store_commit(st));
	assert_int_equal(count(st, "trader"), 1);
}

static void a_rollback_forgets_what_nobody_waited_for(void **state)
{
	struct store *st = *state;

	ok(conversation_put(st, &nobodys));
	store_rollback(st);
	ok(store_begin(st));
	add_trader(st, 1);
	ok(store_commit(st));
	assert_int_equal(count(st, "trader"), 1);
}

/* What waits to go with the next command belongs before the undoing of the outer one. */
static void an_inner_part_is_undone_with_the_outer(void **state)
{
	struct store *st = *state;

	ok(store_save(st));
	add_trader(st, 1);
	ok(store_save(st));
	add_trader(st, 2);
	ok(store_release(st));
	ok(store_undo(st));
	add_trader(st, 3);
	ok(store_commit(st));
	assert_int_equal(count(st, "trader"), 1);
}

/* Nothing done: nothing waited for. What was done goes with the commit. */
static void a_transaction_waits_only_for_what_is_asked(void **state)
{
	struct store *st = *state;
	struct conversation c = { .state = "idle" };
	int64_t before;

	c.trader_id = add_trader(st, 1).id;
	ok(conversation_put(st, &c));
	ok(store_commit(st));
	before = db_trips(st->db);
	ok(db_begin(st->db, DB_ALONE));
	ok(db_commit(st->db));
	assert_int_equal(db_trips(st->db) - before, 0);
	ok(db_begin(st->db, DB_ALONE));
	ok(store_save(st));
	ok(conversation_put(st, &c));
	ok(store_release(st));
	ok(db_commit(st->db));
	assert_int_equal(db_trips(st->db) - before, 1);
	ok(store_writable(st)); /* asks the server, though it does nothing */
	assert_int_equal(db_trips(st->db) - before, 3);
}

/* Asked ahead: the answers come with the next one that is waited for, and hold until somebody writes there. */
static void what_was_asked_ahead_holds_until_it_is_written(void **state)
{
	struct store *st = *state;
	struct conversation one = { .state = "idle" }, two = { .state = "idle" }, c;
	int64_t before;

	one.trader_id = add_trader(st, 1).id;
	two.trader_id = add_trader(st, 2).id;
	ok(conversation_put(st, &one));
	ok(conversation_put(st, &two));
	ok(store_commit(st));
	ok(store_begin(st));
	conversation_expect(st, one.trader_id);
	conversation_expect(st, two.trader_id);
	before = db_trips(st->db);
	ok(conversation_get(st, one.trader_id, &c));
	ok(conversation_get(st, two.trader_id, &c));
	ok(conversation_get(st, one.trader_id, &c));
	assert_int_equal(db_trips(st->db) - before, 1);
	/* One is written: that one is asked anew, and the other is not. */
	one.misses = 1;
	ok(conversation_put(st, &one));
	ok(conversation_get(st, two.trader_id, &c));
	assert_int_equal(db_trips(st->db) - before, 1);
	ok(conversation_get(st, one.trader_id, &c));
	assert_int_equal(c.misses, 1);
	assert_int_equal(db_trips(st->db) - before, 2);
	/* What was asked in a part that is undone does not hold. */
	ok(store_save(st));
	two.misses = 2;
	ok(conversation_put(st, &two));
	conversation_expect(st, two.trader_id);
	ok(conversation_get(st, two.trader_id, &c));
	assert_int_equal(c.misses, 2);
	ok(store_undo(st));
	ok(conversation_get(st, two.trader_id, &c));
	assert_int_equal(c.misses, 0);
	ok(store_commit(st));
}

/* A key that is there is found before, and one that comes twice in a turn is found as well. */
static void a_key_is_taken_once(void **state)
{
	struct store *st = *state;
	int64_t first = 7, again = 8;

	seen_expect(st, "kannel", "a");
	seen_expect(st, "kannel", "b");
	ok(seen_add(st, "kannel", "a", &first));
	assert_int_equal(seen_add(st, "kannel", "a", &again), RC_CONFLICT);
	assert_int_equal(again, 7);
	ok(seen_add(st, "kannel", "b", &first));
	ok(store_commit(st));
	ok(store_begin(st));
	again = 9;
	seen_expect(st, "kannel", "b");
	assert_int_equal(seen_add(st, "kannel", "b", &again), RC_CONFLICT);
	assert_int_equal(again, 7);
	ok(store_commit(st));
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		memory_test(a_late_refusal_fails_the_transaction_once),
		memory_test(the_commit_tells_of_a_late_refusal),
		memory_test(a_rollback_forgets_what_nobody_waited_for),
		memory_test(an_inner_part_is_undone_with_the_outer),
		memory_test(a_transaction_waits_only_for_what_is_asked),
		memory_test(what_was_asked_ahead_holds_until_it_is_written),
		memory_test(a_key_is_taken_once),
	};

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("store/postgres_later", tests, NULL, NULL);
}
