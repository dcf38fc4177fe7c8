/* store/db_sqlite.c - the driver of SQLite: statements and transactions */
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
static const struct sql *const controls[] = { [DB_BEGIN] = &begin,
	[DB_BEGIN_SHARED] = &begin,
	[DB_COMMIT] = &commit,
	[DB_ROLLBACK] = &rollback,
	[DB_SAVE] = &save,
	[DB_RELEASE] = &release,
	[DB_UNDO] = &undo };

/* The last failure as an outcome; logs what nobody expects. */
static enum rc outcome(struct db *db, const char *name)
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
	s->ready = true;
	return RC_OK;
}

static void bound(const struct stmt *s, int code)
{
	if (code != SQLITE_OK)
		BUG("%s: binding failed: %s", s->sql->name, sqlite3_errstr(code));
}

static void bind_int(struct stmt *s, int n, int64_t value)
{
	bound(s, sqlite3_bind_int64(s->raw, s->at[n], value));
}

static void bind_text(struct stmt *s, int n, const char *value)
{
	bound(s, sqlite3_bind_text(s->raw, s->at[n], value, -1, SQLITE_STATIC));
}

static void bind_blob(struct stmt *s, int n, const void *value, size_t size)
{
	bound(s, sqlite3_bind_blob64(s->raw, s->at[n], value, size, SQLITE_STATIC));
}

/* Rolled back under us: what was done before is gone. */
static bool is_gone(const struct db *db)
{
	return db->began && sqlite3_get_autocommit(db->raw);
}

static enum rc may_run(struct stmt *s)
{
	return is_gone(s->db) ? RC_BROKEN : RC_OK;
}

static enum rc step(struct stmt *s)
{
	int code = sqlite3_step(s->raw);

	if (code == SQLITE_ROW)
		return RC_OK;
	return code == SQLITE_DONE ? RC_ABSENT : outcome(s->db, s->sql->name);
}

static int64_t changed(const struct db *db)
{
	return sqlite3_changes64(db->raw);
}

static void reset(struct stmt *s)
{
	sqlite3_reset(s->raw); /* gives the step's outcome once more */
	sqlite3_clear_bindings(s->raw);
}

static void finalize(struct stmt *s)
{
	sqlite3_finalize(s->raw);
}

static int64_t get_int(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->raw, column);
}

static bool get_null(struct stmt *s, int column)
{
	return sqlite3_column_type(s->raw, column) == SQLITE_NULL;
}

static const char *view_text(struct stmt *s, int column)
{
	const unsigned char *text = sqlite3_column_text(s->raw, column);

	return text ? (const char *)text : "";
}

static const char *complaint(const struct db *db)
{
	return sqlite3_errmsg(db->raw);
}

static enum rc control(struct db *db, enum db_control what)
{
	enum rc rc;

	if (what == DB_ROLLBACK)
		return sqlite3_get_autocommit(db->raw) ? RC_OK
						       : db_run(db_prepare(db, &rollback));
	rc = db_run(db_prepare(db, controls[what]));
	return what == DB_UNDO && rc == RC_OK ? control(db, DB_RELEASE) : rc;
}

const struct driver sqlite_driver = {
	.prepare = prepare,
	.finalize = finalize,
	.may_run = may_run,
	.step = step,
	.reset = reset,
	.bind_int = bind_int,
	.bind_text = bind_text,
	.bind_blob = bind_blob,
	.get_int = get_int,
	.get_null = get_null,
	.view_text = view_text,
	.changed = changed,
	.complaint = complaint,
	.control = control,
	.close = sqlite_close,
	.kind = sqlite_kind,
	.mark = sqlite_mark,
	.script = sqlite_script,
	.copy = sqlite_copy,
	.checkpoint = sqlite_checkpoint,
	.keep_log = sqlite_keep_log,
	.tend_log = sqlite_tend_log,
	.await_log = sqlite_await_log,
};
