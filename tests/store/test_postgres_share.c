/* tests/store/test_postgres_share.c - two servers write to one PostgreSQL at once: what waits for what, and what wants it alone
 *
 * Without TEST_DATABASE=postgresql it starts a server of its own and runs itself there. */
#include "two_fixture.h"

#include "store/conversation.h"
#include "store/seat.h"

/* ---- turns ---- */

static void add_traders(struct store *st, int n)
{
	ok(store_begin(st));
	for (int i = 1; i <= n; i++) {
		struct conversation c = { .trader_id = add_trader(st, i).id, .state = "idle" };

		ok(conversation_put(st, &c));
	}
	ok(store_commit(st));
}

static void one_traders_turns_wait_and_those_of_two_do_not(void **state)
{
	struct two t = two_of(*state);

	add_traders(t.a, 2);
	ok(begin_a(&t, 4, 1));
	ok(begin_b(&t, 4, 2));
	store_rollback(t.b);
	assert_int_equal(begin_b(&t, 4, 1), RC_BUSY);
	assert_false(store_wants_alone(t.b));
	assert_false(store_is_away(t.b));
	ok(store_commit(t.a));
	ok(begin_b(&t, 4, 1));
	ok(store_commit(t.b));
	close_two(&t);
}

static void a_number_that_is_nobodys_yet_has_one_turn_too(void **state)
{
	struct two t = two_of(*state);

	ok(begin_a(&t, 0, 7));
	assert_int_equal(begin_b(&t, 0, 7), RC_BUSY);
	store_rollback(t.a);
	ok(begin_b(&t, 0, 7));
	store_rollback(t.b);
	close_two(&t);
}

/* What was asked with the beginning is what the turn before left. */
static int32_t misses_ahead;

static void read_ahead(struct store *st, void *arg)
{
	(void)arg;
	conversation_expect(st, 1);
}

static enum rc turn_of_b(struct store *st, struct store_share *share)
{
	struct conversation c = { .misses = -1 };
	struct phone p = number_of(1);
	struct trader trader;
	enum rc rc;

	*share = (struct store_share){ .ids = 4 };
	assert_true(store_share_lock(share, &p));
	rc = store_begin_shared(st, share, read_ahead, NULL);
	if (rc == RC_OK)
		rc = conversation_get(st, 1, &c);
	misses_ahead = c.misses;
	c.misses++;
	if (rc == RC_OK)
		rc = trader_by_phone(st, &p, &trader);
	return rc == RC_OK ? conversation_put(st, &c) : rc;
}

static void who_waited_reads_what_the_other_wrote(void **state)
{
	struct two t = patient_two_of(*state);
	struct conversation c;
	struct phone p = number_of(1);
	struct trader trader;
	struct errand errand;

	add_traders(t.a, 1);
	ok(begin_a(&t, 4, 1));
	ok(trader_by_phone(t.a, &p, &trader));
	ok(conversation_get(t.a, 1, &c));
	c.misses = 5;
	ok(conversation_put(t.a, &c));
	begin_errand(&errand, turn_of_b, &t);
	await_waiting(*state);
	ok(store_commit(t.a));
	ok(end_errand(&errand));
	ok(store_commit(t.b));
	assert_int_equal(misses_ahead, 5);
	assert_int_equal(number(t.a, "SELECT misses FROM conversation"), 6);
	close_two(&t);
}

static void what_belongs_to_a_trader_is_written_under_the_lock(void **state)
{
	struct two t = two_of(*state);
	struct sale sale = { .trader_id = 2, .day = 20600, .status = SALE_ZERO };
	struct conversation c;
	struct phone one = number_of(1), two = number_of(2);
	struct trader trader;

	add_traders(t.a, 2);
	ok(begin_a(&t, 4, 1));
	ok(trader_by_phone(t.a, &one, &trader));
	ok(conversation_get(t.a, 1, &c));
	c.misses = 1;
	ok(conversation_put(t.a, &c));
	ok(trader_by_phone(t.a, &two, &trader));
	assert_int_equal(sale_put(t.a, &sale), RC_BUSY);
	c.trader_id = 2;
	assert_int_equal(conversation_put(t.a, &c), RC_BUSY);
	assert_true(store_wants_alone(t.a));
	store_rollback(t.a);
	ok(store_begin(t.a));
	ok(conversation_put(t.a, &c));
	ok(store_commit(t.a));
	assert_int_equal(number(t.a, "SELECT sum(misses) FROM conversation"), 1);
	close_two(&t);
}

static void all_else_wants_the_database_alone(void **state)
{
	struct two t = two_of(*state);

	ok(begin_a(&t, 0, 1));
	assert_int_equal(store_begin(t.b), RC_BUSY);
	assert_int_equal(setting_put(t.a, "a", "b"), RC_BUSY);
	assert_true(store_wants_alone(t.a));
	store_rollback(t.a);
	ok(store_begin(t.b));
	assert_false(store_wants_alone(t.b));
	ok(setting_put(t.b, "a", "b"));
	ok(pg_do(t.a->db, "t.patience", "SET lock_timeout = 200"));
	assert_int_equal(begin_a(&t, 0, 0), RC_BUSY);
	ok(store_commit(t.b));
	ok(begin_a(&t, 0, 0));
	store_rollback(t.a);
	close_two(&t);
}

/* Numbers are locked in one order, whichever way they came. */
static enum rc take_turns(struct store *st, struct store_share *share, int n, int m)
{
	enum rc rc = RC_OK;

	for (int i = 0; i < 100 && rc == RC_OK; i++) {
		rc = begin_turn(st, share, 0, n, m);
		if (rc == RC_OK)
			rc = store_commit(st);
	}
	return rc;
}

static enum rc other_way_round(struct store *st, struct store_share *share)
{
	return take_turns(st, share, 2, 1);
}

static void turns_of_the_same_traders_do_not_lock_each_other_up(void **state)
{
	struct two t = patient_two_of(*state);
	struct errand errand;

	begin_errand(&errand, other_way_round, &t);
	ok(take_turns(t.a, &t.of_a, 1, 2));
	ok(end_errand(&errand));
	close_two(&t);
}

/* Sequences are taken in whatever order turns come to need them. */
static enum rc next_trader(struct store *st, struct store_share *share)
{
	int64_t id;

	(void)share;
	return store_next_id(st, "trader", &id);
}

static void a_deadlock_ends_and_is_tried_again(void **state)
{
	struct two t = patient_two_of(*state);
	struct errand errand;
	int64_t id;
	enum rc mine, theirs;

	ok(begin_a(&t, 0, 1));
	ok(store_next_id(t.a, "trader", &id));
	ok(begin_b(&t, 0, 2));
	ok(store_next_id(t.b, "consent", &id));
	begin_errand(&errand, next_trader, &t);
	await_waiting(*state);
	mine = store_next_id(t.a, "consent", &id);
	if (mine != RC_OK)
		store_rollback(t.a);
	theirs = end_errand(&errand);
	assert_true((mine == RC_OK) != (theirs == RC_OK));
	assert_true(mine == RC_BUSY || theirs == RC_BUSY);
	store_rollback(t.b);
	if (mine == RC_OK)
		ok(store_commit(t.a));
	ok(store_begin(t.b));
	ok(store_next_id(t.b, "consent", &id));
	ok(store_commit(t.b));
	close_two(&t);
}

static enum rc first_contact(struct store *st, struct store_share *share)
{
	struct trader x = { .phone = number_of(7), .language = "id", .created_at = NOON };

	(void)share;
	return trader_add(st, &x);
}

static void a_first_contact_at_both_is_one_trader(void **state)
{
	struct two t = patient_two_of(*state);
	struct errand errand;

	ok(begin_a(&t, 0, 0));
	ok(first_contact(t.a, NULL));
	ok(begin_b(&t, 0, 0));
	begin_errand(&errand, first_contact, &t);
	await_waiting(*state);
	ok(store_commit(t.a));
	assert_int_equal(end_errand(&errand), RC_BUSY);
	assert_true(store_wants_alone(t.b));
	store_rollback(t.b);
	assert_int_equal(number(t.a, "SELECT count(*) FROM trader"), 1);
	close_two(&t);
}

/* The lock of the number was not asked for, so that the key alone keeps it from being taken twice. */
static void a_message_that_comes_to_both_is_taken_once(void **state)
{
	struct two t = two_of(*state);
	int64_t first = 1, again = 2;

	ok(begin_a(&t, 0, 1));
	ok(seen_add(t.a, "kannel", "k1", &first));
	ok(begin_b(&t, 0, 2));
	ok(seen_add(t.b, "kannel", "k1", &again)); /* nobody waits for it yet */
	ok(store_commit(t.a));
	assert_int_equal(store_commit(t.b), RC_BUSY);
	assert_false(store_in_doubt(t.b));
	store_rollback(t.b);
	ok(store_begin(t.b));
	assert_int_equal(seen_add(t.b, "kannel", "k1", &again), RC_CONFLICT);
	assert_int_equal(again, 1);
	ok(store_commit(t.b));
	assert_int_equal(number(t.a, "SELECT count(*) FROM seen"), 1);
	close_two(&t);
}

static void the_last_seat_is_given_once(void **state)
{
	struct two t = two_of(*state);
	struct enrolment_request ask = { .allow_waiting = true, .by = "trader", .now = NOON };
	struct enrolment e;

	add_traders(t.a, 2);
	ok(store_begin(t.a));
	ask.wave_id = add_wave(t.a, "G4", 1, NOON + 86400).id;
	ok(store_commit(t.a));
	ok(begin_a(&t, 0, 0));
	ok(begin_b(&t, 0, 0));
	ask.trader_id = 1;
	assert_int_equal(enrolment_take(t.a, &ask, &e), RC_BUSY);
	assert_true(store_wants_alone(t.a));
	store_rollback(t.a);
	store_rollback(t.b);
	ok(store_begin(t.a));
	ok(enrolment_take(t.a, &ask, &e));
	assert_int_equal(store_begin(t.b), RC_BUSY);
	ok(store_commit(t.a));
	ok(store_begin(t.b));
	ask.trader_id = 2;
	ok(enrolment_take(t.b, &ask, &e));
	ok(store_commit(t.b));
	assert_int_equal(
		number(t.a, "SELECT count(*) FROM enrolment WHERE status = 'enrolled'"), 1);
	assert_int_equal(e.status, ENROLMENT_WAITING);
	close_two(&t);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		server_test(one_traders_turns_wait_and_those_of_two_do_not),
		server_test(what_belongs_to_a_trader_is_written_under_the_lock),
		server_test(all_else_wants_the_database_alone),
		server_test(a_number_that_is_nobodys_yet_has_one_turn_too),
		server_test(who_waited_reads_what_the_other_wrote),
		server_test(turns_of_the_same_traders_do_not_lock_each_other_up),
		server_test(a_deadlock_ends_and_is_tried_again),
		server_test(a_first_contact_at_both_is_one_trader),
		server_test(a_message_that_comes_to_both_is_taken_once),
		server_test(the_last_seat_is_given_once),
	};

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("store/postgres_share", tests, NULL, NULL);
}
