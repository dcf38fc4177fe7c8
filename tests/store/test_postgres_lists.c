/* tests/store/test_postgres_lists.c - a long list over PostgreSQL comes some rows at a time, and other things are asked between them
 *
 * Without TEST_DATABASE=postgresql it starts a server of its own and runs itself there. */
#include "server_fixture.h"

enum { PEOPLE = 2500 };

static const struct sql list = { "t.list",
	"SELECT id, phone FROM trader WHERE id > $1 ORDER BY id LIMIT $2" };
static const struct sql inner = { "t.inner",
	"SELECT id FROM trader WHERE id <= $1 ORDER BY id DESC LIMIT $2" };
static const struct sql count = { "t.count", "SELECT count(*) FROM trader" };

/* An office with PEOPLE traders, to be read only. */
static struct store *filled(const struct folder *f)
{
	PGconn *conn;
	char none[64];

	store_close(migrated(f));
	conn = server_connect(f->url + strlen("postgresql:///"));
	server_ask(conn,
		"INSERT INTO trader (id, phone, language, created_at) SELECT i, '+62813' || i, 'id', 1 "
		"FROM generate_series(1, 2500) i",
		none);
	PQfinish(conn);
	return open_at(f->url, STORE_READ);
}

static struct stmt *ask(struct store *st, const struct sql *q, int64_t bound)
{
	struct stmt *s = db_prepare(st->db, q);

	db_int(s, 1, bound);
	db_limit(s, 2, 0);
	return s;
}

/* Nothing is open any more, and nothing waits. */
static void assert_quiet(const struct store *st)
{
	assert_int_equal(st->db->pg->cursors, 0);
	assert_int_equal(PQtransactionStatus(st->db->pg->conn), PQTRANS_IDLE);
}

static void rows_come_some_at_a_time(void **state)
{
	struct store *st = filled(*state);
	struct stmt *s = ask(st, &list, 0);
	int64_t trips = store_trips(st), n = 0;
	char phone[32];
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		assert_true(PQntuples(s->pg->result) <= DB_FEW);
		assert_int_equal(db_get_int(s, 0), ++n);
		(void)snprintf(phone, sizeof(phone), "+62813%d", (int)n);
		assert_string_equal(db_view_text(s, 1), phone);
	}
	assert_int_equal(rc, RC_ABSENT);
	assert_int_equal(n, PEOPLE);
	assert_quiet(st);
	assert_true(store_trips(st) - trips <= PEOPLE / DB_FEW + 2);
	store_close(st);
}

static void others_are_asked_between_its_rows(void **state)
{
	struct store *st = filled(*state);
	struct stmt *s = ask(st, &list, 0), *other, *number;
	int64_t n = 0;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		int64_t left = ++n;

		if (n % 700 != 0)
			continue;
		other = ask(st, &inner, n);
		for (rc = db_step(other); rc == RC_OK; rc = db_step(other))
			assert_int_equal(db_get_int(other, 0), left--);
		assert_int_equal(rc, RC_ABSENT);
		assert_int_equal(left, 0);
		number = db_prepare(st->db, &count);
		ok(db_step(number));
		assert_int_equal(db_get_int(number, 0), PEOPLE);
		db_reset(number);
		assert_int_equal(db_get_int(s, 0), n);
	}
	assert_int_equal(rc, RC_ABSENT);
	assert_int_equal(n, PEOPLE);
	assert_quiet(st);
	store_close(st);
}

static void a_list_is_left_and_asked_again(void **state)
{
	struct store *st = filled(*state);
	int64_t n = 0;

	for (int i = 0; i < 3; i++) {
		struct stmt *s = ask(st, &list, 0);

		ok(db_step(s));
		assert_int_equal(db_get_int(s, 0), 1);
		assert_int_equal(db_leave(s, RC_OK), RC_OK);
		assert_quiet(st);
	}
	/* As many as come together, and not one more; and none. */
	for (int64_t from = PEOPLE - DB_FEW; from <= PEOPLE; from += DB_FEW) {
		struct stmt *s = ask(st, &list, from);
		enum rc rc;

		for (rc = db_step(s), n = from; rc == RC_OK; rc = db_step(s))
			n++;
		assert_int_equal(rc, RC_ABSENT);
		assert_int_equal(n, PEOPLE);
	}
	assert_quiet(st);
	store_close(st);
}

static void a_list_ends_with_its_connection(void **state)
{
	struct store *st = filled(*state);
	struct stmt *s = ask(st, &list, 0), *number;
	int64_t n = 0;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s))
		if (++n == 10) {
			lose_connections();
			number = db_prepare(st->db, &count); /* which makes a new one */
			(void)!db_step(number);
			db_reset(number);
		}
	assert_int_equal(rc, RC_BUSY);
	assert_int_equal(n, DB_FEW);
	s = ask(st, &list, 0);
	for (rc = db_step(s), n = 0; rc == RC_OK; rc = db_step(s))
		assert_int_equal(db_get_int(s, 0), ++n);
	assert_int_equal(n, PEOPLE);
	assert_quiet(st);
	/* One that was lost before is made anew. */
	lose_connections();
	s = ask(st, &list, PEOPLE - 1);
	ok(db_step(s));
	assert_int_equal(db_leave(s, RC_OK), RC_OK);
	assert_quiet(st);
	store_close(st);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		server_test(rows_come_some_at_a_time),
		server_test(others_are_asked_between_its_rows),
		server_test(a_list_is_left_and_asked_again),
		server_test(a_list_ends_with_its_connection),
	};

	(void)argc;
	need_server(argv);
	return cmocka_run_group_tests_name("store/postgres_lists", tests, NULL, NULL);
}
