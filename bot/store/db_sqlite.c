/* store/db_sqlite.c - statements and transactions over SQLite */
#include "store/db_sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/db.h"

static const struct sql begin = { "db.begin", "BEGIN IMMEDIATE" };
static const struct sql commit = { "db.commit", "COMMIT" };
static const struct sql rollback = { "db.rollback", "ROLLBACK" };
static const struct sql save = { "db.save", "SAVEPOINT part" };
static const struct sql release = { "db.release", "RELEASE part" };
static const struct sql undo = { "db.undo", "ROLLBACK TO part" };

enum rc db_outcome(struct db *db, const char *name)
{
	int code = sqlite3_extended_errcode(db->raw);

	switch (code) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
	case SQLITE_CONSTRAINT_CHECK:
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return RC_CONFLICT;
	}
	if ((code & 0xff) == SQLITE_BUSY)
		return RC_BUSY;
	log_event(LOG_ERROR, "database-failed", "statement=%s code=%d reason=\"%s\"", name,
		code, sqlite3_errstr(code));
	return (code & 0xff) == SQLITE_FULL ? RC_FULL : RC_BROKEN;
}

/* SQLite numbers $n by first appearance, so that $n has to be looked up by its name. */
static void find_parameters(struct stmt *s)
{
	int count = sqlite3_bind_parameter_count(s->raw);

	memset(s->at, 0, sizeof(s->at));
	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(s->raw, i);
		char *end = NULL;
		long n = 0;

		if (name && name[0] == '$' && name[1] >= '1' && name[1] <= '9')
			n = strtol(name + 1, &end, 10);
		if (n >= 1 && n <= DB_PARAMETERS && *end == '\0')
			s->at[n] = (unsigned char)i;
		else
			BUG("%s: parameter %d is not $1 to $%d", s->sql->name, i,
				DB_PARAMETERS);
	}
	for (int n = 1; n <= count; n++)
		if (!s->at[n])
			BUG("%s: has %d parameters, but no $%d", s->sql->name, count, n);
}

static enum rc prepare(struct stmt *s)
{
	const char *tail = NULL;
	int code = sqlite3_prepare_v3(
		s->db->raw, s->sql->text, -1, SQLITE_PREPARE_PERSISTENT, &s->raw, &tail);

	if (code != SQLITE_OK) {
		if ((code & 0xff) == SQLITE_BUSY)
			return RC_BUSY;
		log_event(LOG_ERROR, "statement-does-not-prepare",
			"statement=%s code=%d reason=\"%s\"", s->sql->name, code,
			sqlite3_errmsg(s->db->raw));
		return RC_BROKEN;
	}
	if (!s->raw || *tail != '\0')
		BUG("%s: not exactly one statement", s->sql->name);
	s->writes = !sqlite3_stmt_readonly(s->raw);
	find_parameters(s);
	return RC_OK;
}

static struct stmt *slot_of(struct db *db, const struct sql *q)
{
	size_t at = ((uintptr_t)q >> 4) % DB_STATEMENTS;

	for (int i = 0; i < DB_STATEMENTS; i++) {
		struct stmt *s = &db->cache[(at + (size_t)i) % DB_STATEMENTS];

		if (s->sql == q)
			return s;
		if (!s->sql) {
			s->sql = q;
			s->db = db;
			return s;
		}
	}
	BUG("more than %d statements", DB_STATEMENTS);
}

struct stmt *db_prepare(struct db *db, const struct sql *q)
{
	struct stmt *s = slot_of(db, q);

	if (s->busy)
		BUG("%s: used again before it was reset", q->name);
	if (!s->raw)
		s->failed = prepare(s);
	s->busy = true;
	s->stepped = false;
	return s;
}

enum rc db_try(struct db *db, const struct sql *q, struct err *err)
{
	struct stmt *s = slot_of(db, q);

	if (!s->raw)
		s->failed = prepare(s);
	if (s->failed != RC_OK)
		return err_set(err, s->failed, "statement %s does not prepare: %s", q->name,
			sqlite3_errmsg(db->raw));
	return RC_OK;
}

/* SQLite's index of $n; 0 when the statement did not prepare. */
static int index_of(const struct stmt *s, int n)
{
	if (s->failed != RC_OK)
		return 0;
	if (n >= 1 && n <= DB_PARAMETERS && s->at[n] != 0)
		return s->at[n];
	BUG("%s: has no $%d", s->sql->name, n);
}

static void bound(const struct stmt *s, int code)
{
	if (code != SQLITE_OK)
		BUG("%s: binding failed: %s", s->sql->name, sqlite3_errstr(code));
}

void db_int(struct stmt *s, int n, int64_t value)
{
	int at = index_of(s, n);

	if (at)
		bound(s, sqlite3_bind_int64(s->raw, at, value));
}

void db_text(struct stmt *s, int n, const char *value)
{
	int at = index_of(s, n);

	if (at)
		bound(s, sqlite3_bind_text(s->raw, at, value, -1, SQLITE_STATIC));
}

void db_blob(struct stmt *s, int n, const void *value, size_t size)
{
	int at = index_of(s, n);

	if (at)
		bound(s, sqlite3_bind_blob64(s->raw, at, value, size, SQLITE_STATIC));
}

void db_null(struct stmt *s, int n)
{
	int at = index_of(s, n);

	if (at)
		bound(s, sqlite3_bind_null(s->raw, at));
}

void db_int_or_null(struct stmt *s, int n, int64_t value)
{
	if (value)
		db_int(s, n, value);
	else
		db_null(s, n);
}

void db_text_or_null(struct stmt *s, int n, const char *value)
{
	db_text(s, n, value && *value ? value : NULL);
}

void db_limit(struct stmt *s, int n, int64_t limit)
{
	db_int(s, n, limit > 0 ? limit : INT64_MAX);
}

/* Before the first step: what must not even be tried. */
static enum rc refused(struct stmt *s)
{
	struct db *db = s->db;

	if (s->failed != RC_OK)
		return s->failed;
	if (db->began && sqlite3_get_autocommit(db->raw) && s->sql != &rollback)
		return RC_BROKEN; /* rolled back under us: what was done before is gone */
	if (db->fail_after && (s->writes || s->sql == &commit) && --db->fail_after == 0)
		return RC_BROKEN;
	return RC_OK;
}

static bool made_to_fail(struct db *db, const struct sql *q)
{
	db->steps++;
	return db->steps >= db->fail_first && db->steps <= db->fail_last && q != &rollback;
}

enum rc db_step(struct stmt *s)
{
	enum rc rc = RC_OK;
	int code;

	if (!s->busy)
		BUG("%s: stepped after its end", s->sql->name);
	if (!s->stepped)
		rc = refused(s);
	if (s->db->fail_last != 0 && made_to_fail(s->db, s->sql))
		rc = RC_BROKEN;
	s->stepped = true;
	if (rc == RC_OK) {
		code = sqlite3_step(s->raw);
		if (code == SQLITE_ROW)
			return RC_OK;
		rc = code == SQLITE_DONE ? RC_ABSENT : db_outcome(s->db, s->sql->name);
	}
	db_reset(s);
	return rc;
}

enum rc db_run(struct stmt *s)
{
	enum rc rc;

	do
		rc = db_step(s);
	while (rc == RC_OK);
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc db_run_some(struct stmt *s)
{
	struct db *db = s->db;
	enum rc rc = db_run(s);

	if (rc == RC_OK && db_changed(db) == 0)
		return RC_ABSENT;
	return rc;
}

int64_t db_changed(const struct db *db)
{
	return sqlite3_changes64(db->raw);
}

void db_reset(struct stmt *s)
{
	s->busy = false;
	if (!s->raw)
		return;
	sqlite3_reset(s->raw); /* gives the step's outcome once more */
	sqlite3_clear_bindings(s->raw);
}

enum rc db_leave(struct stmt *s, enum rc rc)
{
	db_reset(s);
	return rc;
}

int64_t db_get_int(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->raw, column);
}

int32_t db_get_int32(struct stmt *s, int column)
{
	int64_t value = db_get_int(s, column);

	if (value > INT32_MAX)
		return INT32_MAX;
	return value < INT32_MIN ? INT32_MIN : (int32_t)value;
}

bool db_get_null(struct stmt *s, int column)
{
	return sqlite3_column_type(s->raw, column) == SQLITE_NULL;
}

const char *db_view_text(struct stmt *s, int column)
{
	const unsigned char *text = sqlite3_column_text(s->raw, column);

	return text ? (const char *)text : "";
}

void db_get_text(struct stmt *s, int column, char *out, size_t size)
{
	const char *text = db_view_text(s, column);
	size_t n = strlen(text);

	if (size == 0)
		BUG("no room for a text");
	if (n >= size) {
		n = size - 1;
		while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
			n--;
	}
	memcpy(out, text, n);
	out[n] = '\0';
}

enum rc db_begin(struct db *db)
{
	enum rc rc;

	if (db->began)
		BUG("a transaction in a transaction");
	rc = db_run(db_prepare(db, &begin));
	db->began = rc == RC_OK;
	return rc;
}

enum rc db_commit(struct db *db)
{
	enum rc rc;

	if (!db->began)
		BUG("a commit without a transaction");
	db->committing = true;
	rc = db_run(db_prepare(db, &commit));
	db->committing = false;
	if (rc == RC_OK)
		db->began = false;
	return rc;
}

void db_rollback(struct db *db)
{
	/* A failure is logged; the file's last commit stands either way. */
	if (!sqlite3_get_autocommit(db->raw) && db_run(db_prepare(db, &rollback)) != RC_OK)
		log_event(LOG_ERROR, "rollback-failed", "began=%d", db->began);
	db->began = false;
}

bool db_in_transaction(const struct db *db)
{
	return db->began;
}

enum rc db_save(struct db *db)
{
	return db_run(db_prepare(db, &save));
}

enum rc db_release(struct db *db)
{
	return db_run(db_prepare(db, &release));
}

enum rc db_undo(struct db *db)
{
	enum rc rc = db_run(db_prepare(db, &undo));

	return rc == RC_OK ? db_release(db) : rc;
}

int db_fail_after(struct db *db, int writes)
{
	int left = db->fail_after;

	db->fail_after = writes;
	return left;
}

int db_fail_steps(struct db *db, int first, int last)
{
	int steps = db->steps;

	db->steps = 0;
	db->fail_first = first;
	db->fail_last = last;
	return steps;
}
