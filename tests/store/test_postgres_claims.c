/* tests/store/test_postgres_claims.c - two servers on one PostgreSQL: ids, claims and reports that meet, and what a lost commit is
 *
 * Without TEST_DATABASE=postgresql it starts a server of its own and runs itself there. */
#include "claim_fixture.h"
#include "two_fixture.h"

/* ---- ids ---- */

static void ids_are_given_once_and_grow_from_turn_to_turn(void **state)
{
	struct two t = two_of(*state);
	int64_t x, y, z;

	ok(begin_a(&t, 2, 0));
	ok(begin_b(&t, 3, 0));
	x = store_message_id(t.a);
	y = store_message_id(t.b);
	assert_true(y == x + 2);
	assert_int_equal(store_message_id(t.a), x + 1);
	z = store_message_id(t.a); /* more than it had asked for */
	assert_true(z > y + 2);
	ok(store_commit(t.a));
	assert_int_equal(store_message_id(t.b), y + 1);
	/* One is left, which has no neighbour. */
	x = store_message_pair(t.b);
	assert_true(x > z);
	assert_int_equal(store_message_id(t.b), x + 1);
	ok(store_commit(t.b));
	ok(store_begin(t.a));
	assert_true(store_message_id(t.a) > x + 1);
	ok(store_commit(t.a));
	close_two(&t);
}

/* What is taken in a part that is undone is taken again, and by nobody twice. */
static void ids_of_an_undone_part_are_free(void **state)
{
	struct two t = two_of(*state);
	int64_t x, y;

	ok(store_begin(t.a));
	ok(store_save(t.a));
	(void)store_message_id(t.a);
	ok(setting_put(t.a, "a", "b"));
	ok(store_undo(t.a));
	x = store_message_id(t.a);
	ok(store_commit(t.a));
	ok(store_begin(t.b));
	y = store_message_id(t.b);
	ok(store_commit(t.b));
	assert_true(y > x);
	close_two(&t);
}

/* ---- the outbox ---- */

static void queue(struct store *st, int n, enum message_kind kind)
{
	struct phone p = number_of(n);
	struct message m = a_push(st, p.e164);

	m.kind = kind;
	ok(message_add(st, &m));
}

static void two_claims_share_no_message(void **state)
{
	struct two t = two_of(*state);
	struct ids x, y;

	ok(store_begin(t.a));
	for (int i = 1; i <= 5; i++)
		queue(t.a, i, KIND_REPLY);
	queue(t.a, 1, KIND_REPLY); /* waits for the number's first */
	ok(store_commit(t.a));
	ok(begin_a(&t, 0, 0));
	ok(begin_b(&t, 0, 0));
	x = claim(t.a, NOON, 3);
	assert_int_equal(x.n, 3);
	y = claim(t.b, NOON, 9);
	assert_int_equal(y.n, 2);
	for (size_t i = 0; i < x.n; i++)
		for (size_t k = 0; k < y.n; k++)
			assert_int_not_equal(x.id[i], y.id[k]);
	ok(store_commit(t.b));
	ok(store_commit(t.a));
	ok(begin_b(&t, 0, 0));
	assert_int_equal(claim(t.b, NOON, 9).n, 0);
	store_rollback(t.b);
	close_two(&t);
}

static enum rc be_told_to_stop(struct store *st)
{
	struct phone p = number_of(1);
	struct trader trader;
	enum rc rc = trader_by_phone(st, &p, &trader);

	trader.stopped_at = NOON;
	return rc == RC_OK ? trader_update(st, &trader) : rc;
}

/* What is claimed was claimed before the STOP, or not at all. */
static void no_claim_goes_beside_a_stop(void **state)
{
	struct two t = two_of(*state);
	struct phone p = number_of(1);
	struct message tip;

	ok(store_begin(t.a));
	tip = a_push(t.a, p.e164);
	tip.kind = KIND_TIP;
	tip.trader_id = add_trader(t.a, 1).id;
	ok(message_add(t.a, &tip));
	ok(store_commit(t.a));
	/* A STOP begins beside others, as every text does, and wants the database alone: then it waits for the claim. */
	ok(begin_a(&t, 0, 0));
	ok(begin_b(&t, 4, 1));
	assert_int_equal(be_told_to_stop(t.b), RC_BUSY);
	assert_true(store_wants_alone(t.b));
	store_rollback(t.b);
	assert_int_equal(claim(t.a, NOON, 9).n, 1);
	assert_int_equal(store_begin(t.b), RC_BUSY);
	store_rollback(t.a);
	/* And the claim for it. */
	ok(store_begin(t.b));
	ok(be_told_to_stop(t.b));
	ok(pg_do(t.a->db, "t.patience", "SET lock_timeout = 200"));
	assert_int_equal(begin_a(&t, 0, 0), RC_BUSY);
	ok(store_commit(t.b));
	ok(begin_a(&t, 0, 0));
	assert_int_equal(claim(t.a, NOON, 9).n, 0);
	ok(store_commit(t.a));
	assert_int_equal(
		number(t.a, "SELECT count(*) FROM message WHERE state = 'rejected' AND error = "
			    "'stopped'"),
		1);
	close_two(&t);
}

static enum rc report(struct store *st, struct store_share *share)
{
	(void)share;
	return message_settle(
		st, &(struct settlement){ .id = 1, .state = MESSAGE_DELIVERED, .now = NOON });
}

/* The gateway's answer at one server, its delivery report at the other. */
static void a_report_beside_the_answer_counts_once(void **state)
{
	struct two t = patient_two_of(*state);
	struct errand errand;

	ok(store_begin(t.a));
	queue(t.a, 1, KIND_REPLY);
	assert_int_equal(claim(t.a, NOON, 1).id[0], 1);
	ok(store_commit(t.a));
	ok(begin_a(&t, 0, 0));
	ok(message_settle(
		t.a, &(struct settlement){ .id = 1, .state = MESSAGE_SENT, .now = NOON }));
	ok(begin_b(&t, 0, 0));
	begin_errand(&errand, report, &t);
	await_waiting(*state);
	ok(store_commit(t.a));
	ok(end_errand(&errand));
	ok(store_commit(t.b));
	assert_int_equal(
		number(t.a, "SELECT count(*) FROM message WHERE state = 'delivered'"), 1);
	assert_int_equal(
		number(t.a, "SELECT messages FROM message_day WHERE state = 'delivered'"), 1);
	assert_int_equal(
		number(t.a, "SELECT sum(messages) FROM message_day WHERE state <> 'delivered'"),
		0);
	close_two(&t);
}

/* ---- the end ---- */

static void what_was_certainly_not_kept_is_no_doubt(void **state)
{
	struct two t = two_of(*state);

	ok(begin_a(&t, 1, 0));
	queue(t.a, 1, KIND_REPLY);
	lose_connections();
	assert_int_not_equal(report(t.a, NULL), RC_OK);
	assert_int_equal(store_commit(t.a), RC_BUSY);
	assert_false(store_in_doubt(t.a));
	store_rollback(t.a);
	ok(store_begin(t.a));
	assert_int_equal(number(t.a, "SELECT count(*) FROM message"), 0);
	store_rollback(t.a);
	close_two(&t);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		server_test(ids_are_given_once_and_grow_from_turn_to_turn),
		server_test(ids_of_an_undone_part_are_free),
		server_test(two_claims_share_no_message),
		server_test(no_claim_goes_beside_a_stop),
		server_test(a_report_beside_the_answer_counts_once),
		server_test(what_was_certainly_not_kept_is_no_doubt),
	};

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("store/postgres_claims", tests, NULL, NULL);
}
