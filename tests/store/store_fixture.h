/* tests/store/store_fixture.h - a migrated database in memory, and people to fill it with */
#ifndef LAPAK_TESTS_STORE_FIXTURE_H
#define LAPAK_TESTS_STORE_FIXTURE_H
#include "database.h"
#include "t.h"

#include "store/db_sqlite.h"
#include "store/message.h"
#include "store/sale.h"
#include "store/store.h"
#include "store/wave.h"

#define NOON     INT64_C(1764046800) /* 2025-11-25 12:00 WIB */
#define ok(call) assert_int_equal(call, RC_OK)

static inline struct store *open_migrated(const char *url)
{
	struct store *st = NULL;
	struct buf report;
	struct err err = { .msg = "" };

	buf_init(&report, 4096);
	if (store_open(&st, url, STORE_WRITE, &err) != RC_OK ||
		store_migrate(st, "migrations", NOON, &report, &err) != RC_OK)
		fail_msg("%s", err.msg);
	buf_release(&report);
	return st;
}

static inline struct store *open_test(void)
{
	char url[128];

	return open_migrated(test_database(url, "sqlite::memory:"));
}

/* Setup and teardown of a test whose *state is the store, inside a transaction. */
static inline int begin_store(void **state)
{
	struct store *st = open_test();

	ok(store_begin(st));
	*state = st;
	return 0;
}

/* What only a bug asks for is refused; a server says so with the next answer that is waited for, and the transaction is over. */
static inline void assert_only_a_bug(struct store *st, enum rc rc)
{
	if (rc == RC_OK && store_is_far(st))
		rc = db_settle(st->db);
	assert_int_equal(rc, RC_CONFLICT);
}

/* The same, of SQLite whatever TEST_DATABASE says: for what a test says about that engine. */
static inline int begin_in_memory(void **state)
{
	struct store *st = open_migrated("sqlite::memory:");

	ok(store_begin(st));
	*state = st;
	return 0;
}

static inline int close_store(void **state)
{
	store_close(*state);
	return 0;
}

#define memory_test(f) cmocka_unit_test_setup_teardown(f, begin_store, close_store)
#define sqlite_test(f) cmocka_unit_test_setup_teardown(f, begin_in_memory, close_store)

/* Trader number n, +62812000000NN, called "Bu N". */
static inline struct trader add_trader(struct store *st, int n)
{
	struct trader t = { .language = "id", .created_at = NOON };

	snprintf(t.phone.e164, sizeof(t.phone.e164), "+62812%08u", (unsigned)n % 100000000);
	snprintf(t.name, sizeof(t.name), "Bu %d", n);
	ok(trader_add(st, &t));
	return t;
}

static inline int64_t add_market(struct store *st, const char *name)
{
	int64_t id = 0;

	ok(market_add(st, name, NOON, &id));
	return id;
}

/* A wave with one sitting that begins at starts_at. */
static inline struct wave add_wave(
	struct store *st, const char *name, int seats, int64_t starts_at)
{
	struct sitting sitting = { .starts_at = starts_at, .code = "4821" };
	struct wave w = { .seats = seats, .state = WAVE_OPEN };
	struct market market;

	if (market_by_name(st, "Turi", &market) != RC_OK)
		market.id = add_market(st, "Turi");
	w.market_id = market.id;
	snprintf(w.name, sizeof(w.name), "%s", name);
	snprintf(w.place, sizeof(w.place), "Lt 3");
	ok(wave_add(st, &w, &sitting, 1, NOON));
	return w;
}

/* A queued message; change a copy for another. */
static inline struct message a_push(struct store *st, const char *phone)
{
	return (struct message){ .id = store_message_id(st),
		.kind = KIND_BROADCAST,
		.state = MESSAGE_QUEUED,
		.gateway = "kannel",
		.phone = phone,
		.text = "LAPAK: besok latihan",
		.at = NOON,
		.due_at = NOON,
		.expires_at = NOON + 3600,
		.segments = 1 };
}

#ifdef LAPAK_POSTGRESQL
/* Within the store's own transaction. */
static inline int64_t server_number(struct store *st, const char *text)
{
	PGresult *r = NULL;
	int64_t n = -1;

	pg_send_waiting(st->db);
	pg_send(st->db->pg, text);
	if (pg_collect(st->db, "t.number", &r) != RC_OK)
		fail_msg("%s: %s", text, st->db->pg->words);
	if (PQntuples(r) > 0 && !PQgetisnull(r, 0, 0))
		n = strtoll(PQgetvalue(r, 0, 0), NULL, 10);
	PQclear(r);
	return n;
}
#endif

/* The one number a statement of the test's own gives; NULL and no row are -1. */
static inline int64_t number(struct store *st, const char *text)
{
	sqlite3_stmt *raw = NULL;
	int64_t n = -1;

#ifdef LAPAK_POSTGRESQL
	if (st->db->driver != &sqlite_driver)
		return server_number(st, text);
#endif

	if (sqlite3_prepare_v2(st->db->raw, text, -1, &raw, NULL) != SQLITE_OK)
		fail_msg("%s: %s", text, sqlite3_errmsg(st->db->raw));
	if (sqlite3_step(raw) == SQLITE_ROW && sqlite3_column_type(raw, 0) != SQLITE_NULL)
		n = sqlite3_column_int64(raw, 0);
	sqlite3_finalize(raw);
	return n;
}

#endif
