/* tests/relay/test_modem.c - a modem behind gammu-smsd's database: what comes in, goes out and is told of it */
#include <sqlite3.h>
#include <unistd.h>

#include "rig.h"

#define PHONE "+6281298765432"

/* The columns of schema 17 that are used or must be filled. */
static const char schema[] =
	"CREATE TABLE gammu (Version INTEGER NOT NULL DEFAULT '0' PRIMARY KEY);"
	"INSERT INTO gammu VALUES (17);"
	"CREATE TABLE inbox (UpdatedInDB NUMERIC NOT NULL DEFAULT (datetime('now')), "
	"SenderNumber TEXT NOT NULL DEFAULT '', UDH TEXT NOT NULL DEFAULT '', "
	"Class INTEGER NOT NULL DEFAULT '-1', TextDecoded TEXT NOT NULL DEFAULT '', "
	"ID INTEGER PRIMARY KEY AUTOINCREMENT, RecipientID TEXT NOT NULL DEFAULT '', "
	"Processed TEXT NOT NULL DEFAULT 'false');"
	"CREATE TABLE outbox (DestinationNumber TEXT NOT NULL DEFAULT '', "
	"Coding TEXT NOT NULL DEFAULT 'Default_No_Compression', UDH TEXT, "
	"TextDecoded TEXT NOT NULL DEFAULT '', ID INTEGER PRIMARY KEY AUTOINCREMENT, "
	"MultiPart NUMERIC NOT NULL DEFAULT 'false', RelativeValidity INTEGER DEFAULT '-1', "
	"SenderID TEXT, SendingTimeOut NUMERIC NOT NULL DEFAULT (datetime('now')), "
	"DeliveryReport TEXT DEFAULT 'default', CreatorID TEXT NOT NULL DEFAULT '');"
	"CREATE TABLE outbox_multipart (Coding TEXT, UDH TEXT, TextDecoded TEXT, ID INTEGER, "
	"SequencePosition INTEGER NOT NULL DEFAULT '1', PRIMARY KEY (ID, SequencePosition));"
	"CREATE TABLE sentitems (UpdatedInDB NUMERIC NOT NULL DEFAULT (datetime('now', '-5 seconds')), "
	"ID INTEGER, SequencePosition INTEGER NOT NULL DEFAULT '1', Status TEXT NOT NULL DEFAULT "
	"'SendingOK', StatusError INTEGER NOT NULL DEFAULT '-1', CreatorID TEXT NOT NULL DEFAULT '', "
	"PRIMARY KEY (ID, SequencePosition));";

struct modem_rig {
	struct rig *rig;
	sqlite3 *smsd;
	char path[64];
};

static void make_smsd(struct modem_rig *m)
{
	assert_int_equal(sqlite3_open(m->path, &m->smsd), SQLITE_OK);
	assert_int_equal(sqlite3_exec(m->smsd, schema, NULL, NULL, NULL), SQLITE_OK);
}

static void run(struct modem_rig *m, const char *sql)
{
	if (sqlite3_exec(m->smsd, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(m->smsd));
}

static int64_t number(struct modem_rig *m, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t n = -1;

	assert_int_equal(sqlite3_prepare_v2(m->smsd, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

static void listen_again(struct rig *r)
{
	struct err err;

	rig_reopen(r);
	assert_int_equal(outbound_listen(r->outbound, &r->world->inbound, &err), RC_OK);
}

static int modem_open(void **state)
{
	struct modem_rig *m = calloc(1, sizeof(*m));
	struct gateway_config *c;
	void *rig = NULL;

	assert_non_null(m);
	assert_int_equal(rig_open(&rig), 0);
	m->rig = rig;
	(void)snprintf(m->path, sizeof(m->path), "/tmp/test-smsd-%ld.db", (long)getpid());
	(void)unlink(m->path);
	c = &m->rig->world->config.gateway[OTHER];
	(void)snprintf(c->name, sizeof(c->name), "modem");
	(void)snprintf(c->type, sizeof(c->type), "gammu");
	(void)snprintf(c->smsd_database, sizeof(c->smsd_database), "%s", m->path);
	(void)snprintf(c->device, sizeof(c->device), "ttyUSB0");
	*state = m;
	return 0;
}

static int modem_open_with_file(void **state)
{
	int status = modem_open(state);
	struct modem_rig *m = *state;

	make_smsd(m);
	listen_again(m->rig);
	return status;
}

static int modem_shut(void **state)
{
	struct modem_rig *m = *state;
	void *rig = m->rig;

	(void)sqlite3_close(m->smsd);
	(void)unlink(m->path);
	free(m);
	return rig_close(&rig);
}

/* Two seconds later, when it is looked at. */
static void turn(struct modem_rig *m)
{
	rig_pass(m->rig, 2);
	rig_turn(m->rig);
}

/* Messages of that kind, the last one's row in *last. */
static size_t rows_of(struct rig *r, enum message_kind kind, const struct row **last)
{
	size_t n = 0;

	r->rows = world_rows(r->world, r->row, RIG_ROWS);
	for (size_t i = 0; i < r->rows; i++)
		if (r->row[i].kind == kind) {
			*last = &r->row[i];
			n++;
		}
	return n;
}

static void a_text_is_answered_through_the_modem(void **state)
{
	struct modem_rig *m = *state;
	const struct row *row = NULL;

	run(m, "INSERT INTO inbox (SenderNumber, TextDecoded) VALUES ('" PHONE "', 'MENU')");
	turn(m);
	assert_int_equal(rows_of(m->rig, KIND_INBOUND, &row), 1);
	assert_string_equal(row->phone, PHONE);
	assert_int_equal(number(m, "SELECT count(*) FROM inbox WHERE Processed = 'true'"), 1);
	turn(m);
	assert_int_equal(rows_of(m->rig, KIND_REPLY, &row), 1);
	assert_int_equal(row->state, MESSAGE_SENT);
	assert_int_equal(
		number(m, "SELECT count(*) FROM outbox WHERE SenderID = 'ttyUSB0'"), 1);
	turn(m); /* it is not read again */
	assert_int_equal(rows_of(m->rig, KIND_INBOUND, &row), 1);
}

/* More than a turn takes: the rest at once in the next. */
static void many_texts_come_in_pieces(void **state)
{
	struct modem_rig *m = *state;
	const struct row *row = NULL;

	run(m, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) "
	       "INSERT INTO inbox (SenderNumber, TextDecoded) "
	       "SELECT printf('+62812987000%02d', i), 'MENU' FROM n");
	turn(m);
	assert_int_equal(rows_of(m->rig, KIND_INBOUND, &row), 16);
	assert_true(outbound_wants(m->rig->outbound, m->rig->now, m->rig->now_ms));
	rig_turn(m->rig);
	assert_int_equal(rows_of(m->rig, KIND_INBOUND, &row), 20);
}

static void report(struct modem_rig *m, int64_t id, const char *status, int code)
{
	char sql[300];

	(void)snprintf(sql, sizeof(sql),
		"INSERT INTO sentitems (ID, Status, StatusError, CreatorID) "
		"SELECT ID, '%s', %d, CreatorID FROM outbox WHERE CreatorID LIKE 'lapak:%lld:%%'",
		status, code, (long long)id);
	run(m, sql);
	run(m, "DELETE FROM outbox WHERE ID IN (SELECT ID FROM sentitems)");
}

static void reports_are_told(void **state)
{
	static const struct {
		const char *status;
		int code;
		enum message_state becomes;
	} rows[] = { { "DeliveryOK", -1, MESSAGE_DELIVERED }, { "SendingOK", -1, MESSAGE_SENT },
		{ "SendingError", -1, MESSAGE_FAILED },
		{ "DeliveryFailed", 0x46, MESSAGE_EXPIRED },
		{ "DeliveryFailed", 0x41, MESSAGE_FAILED } };
	struct modem_rig *m = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t id = rig_queue(m->rig, OTHER, KIND_TIP, (int)i);

		turn(m);
		turn(m);
		assert_int_equal(rig_row(m->rig, id)->state, MESSAGE_SENT);
		report(m, id, rows[i].status, rows[i].code);
		turn(m);
		print_message("%s\n", rows[i].status);
		assert_int_equal(rig_row(m->rig, id)->state, rows[i].becomes);
	}
	listen_again(m->rig); /* a daemon that starts anew goes on where it was */
	run(m, "INSERT INTO sentitems (ID, Status, CreatorID) VALUES (99, 'DeliveryOK', 'Gammu')");
	turn(m);
}

/* Nobody begins to send it, and its time is over: it is taken out of smsd's hands, and that is known. */
static void what_is_too_old_is_taken_back(void **state)
{
	struct modem_rig *m = *state;
	int64_t id = rig_queue(m->rig, OTHER, KIND_TIP, 1);

	turn(m);
	assert_int_equal(number(m, "SELECT count(*) FROM outbox"), 1);
	rig_pass(m->rig, 601);
	turn(m);
	assert_int_equal(number(m, "SELECT count(*) FROM outbox"), 0);
	assert_int_equal(rig_row(m->rig, id)->state, MESSAGE_EXPIRED);
}

static void the_modem_may_come_later(void **state)
{
	struct modem_rig *m = *state;
	int64_t id;

	listen_again(m->rig);
	turn(m);
	turn(m);
	id = rig_queue(m->rig, OTHER, KIND_REPLY, 1);
	turn(m);
	turn(m);
	assert_int_equal(rig_row(m->rig, id)->state, MESSAGE_QUEUED);
	assert_string_equal(rig_row(m->rig, id)->error, "modem not ready");
	make_smsd(m);
	rig_pass(m->rig, 60);
	turn(m);
	turn(m);
	assert_int_equal(rig_row(m->rig, id)->state, MESSAGE_SENT);
}

static void smsd_may_hold_its_file(void **state)
{
	struct modem_rig *m = *state;
	const struct row *row = NULL;
	int64_t id = rig_queue(m->rig, OTHER, KIND_REPLY, 1);

	run(m, "INSERT INTO inbox (SenderNumber, TextDecoded) VALUES ('" PHONE "', 'MENU')");
	turn(m);
	run(m, "BEGIN EXCLUSIVE");
	turn(m);
	turn(m);
	run(m, "COMMIT");
	for (int i = 0; i < 4; i++)
		turn(m);
	assert_int_equal(rows_of(m->rig, KIND_INBOUND, &row), 1);
	assert_int_equal(rig_row(m->rig, id)->state, MESSAGE_SENT);
}

/* Its tables are gone while we run: told, and nothing else suffers. */
static void a_file_out_of_order_harms_nobody(void **state)
{
	struct modem_rig *m = *state;
	int64_t id;

	turn(m);
	run(m, "DROP TABLE inbox; DROP TABLE sentitems; DROP TABLE outbox");
	turn(m);
	id = rig_queue(m->rig, KANNEL, KIND_TIP, 1);
	rig_round(m->rig);
	rig_pass(m->rig, 40);
	rig_turn(m->rig);
	assert_int_equal(rig_row(m->rig, id)->state, MESSAGE_SENT);
}

static void old_rows_are_pruned(void **state)
{
	struct modem_rig *m = *state;

	run(m, "INSERT INTO inbox (SenderNumber, TextDecoded, Processed, UpdatedInDB) "
	       "VALUES ('" PHONE "', 'MENU', 'true', datetime('now', '-8 days'))");
	turn(m);
	assert_int_equal(number(m, "SELECT count(*) FROM inbox"), 0);
	run(m, "INSERT INTO inbox (SenderNumber, TextDecoded, Processed, UpdatedInDB) "
	       "VALUES ('" PHONE "', 'MENU', 'true', datetime('now', '-8 days'))");
	turn(m); /* once an hour */
	assert_int_equal(number(m, "SELECT count(*) FROM inbox"), 1);
	rig_pass(m->rig, 3600);
	turn(m);
	assert_int_equal(number(m, "SELECT count(*) FROM inbox"), 0);
}

int main(void)
{
#define MODEM(test) cmocka_unit_test_setup_teardown(test, modem_open_with_file, modem_shut)
	const struct CMUnitTest tests[] = {
		MODEM(a_text_is_answered_through_the_modem),
		MODEM(many_texts_come_in_pieces),
		MODEM(reports_are_told),
		MODEM(what_is_too_old_is_taken_back),
		cmocka_unit_test_setup_teardown(
			the_modem_may_come_later, modem_open, modem_shut),
		MODEM(smsd_may_hold_its_file),
		MODEM(a_file_out_of_order_harms_nobody),
		MODEM(old_rows_are_pruned),
	};

	return world_run(tests);
}
