/* store/db_file.c - a SQLite file as a whole: whose it is, scripts, copies */
#include "base/log.h"
#include "store/db_sqlite.h"

static const struct sql application = { "db.application", "PRAGMA application_id" };
static const struct sql mark = { "db.mark", "PRAGMA application_id = 1279348811" };
static const struct sql tables = {
	"db.tables",
	"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
};
static const struct sql copy = { "db.copy", "VACUUM INTO $1" };

static enum rc one_number(struct db *db, const struct sql *q, int64_t *out)
{
	struct stmt *s = db_prepare(db, q);
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

enum rc sqlite_kind(struct db *db, enum db_kind *out)
{
	int64_t id = 0, count = 0;
	enum rc rc = one_number(db, &application, &id);

	if (rc == RC_OK)
		rc = one_number(db, &tables, &count);
	if (id == DB_APPLICATION)
		*out = DB_OURS;
	else
		*out = id == 0 && count == 0 ? DB_EMPTY : DB_FOREIGN;
	return rc;
}

enum rc sqlite_mark(struct db *db)
{
	return db_run(db_prepare(db, &mark));
}

/* Past blanks and comments, so that a line number names the statement itself. */
static const char *skip_blank(const char *at)
{
	for (;;) {
		while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
			at++;
		if (at[0] != '-' || at[1] != '-')
			return at;
		while (*at && *at != '\n')
			at++;
	}
}

static int line_of(const char *text, const char *at)
{
	int line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

static enum rc script_failed(struct db *db, int line, struct err *err)
{
	int code = sqlite3_errcode(db->raw);
	enum rc rc = RC_INVALID;

	if (code == SQLITE_FULL)
		rc = RC_FULL;
	else if (code == SQLITE_IOERR || code == SQLITE_NOMEM || code == SQLITE_CORRUPT)
		rc = RC_BROKEN;
	if (sqlite3_extended_errcode(db->raw) == SQLITE_CONSTRAINT_COMMITHOOK)
		return err_set(err, rc, "line %d: ends the transaction", line);
	return err_set(err, rc, "line %d: %s", line, sqlite3_errmsg(db->raw));
}

/* One statement of a script; *at moves past it. */
static enum rc script_step(struct db *db, const char *text, const char **at, struct err *err)
{
	const char *start = *at;
	sqlite3_stmt *raw = NULL;
	int code;

	if (sqlite3_prepare_v2(db->raw, start, -1, &raw, at) != SQLITE_OK) {
		int offset = sqlite3_error_offset(db->raw);

		return script_failed(db, line_of(text, start + (offset > 0 ? offset : 0)), err);
	}
	if (!raw) /* nothing but a stray semicolon */
		return RC_OK;
	do
		code = sqlite3_step(raw);
	while (code == SQLITE_ROW);
	sqlite3_finalize(raw);
	if (code != SQLITE_DONE)
		return script_failed(db, line_of(text, start), err);
	if (sqlite3_get_autocommit(db->raw))
		return err_set(
			err, RC_INVALID, "line %d: ends the transaction", line_of(text, start));
	return RC_OK;
}

enum rc sqlite_script(struct db *db, const char *text, struct err *err)
{
	enum rc rc = RC_OK;

	for (const char *at = skip_blank(text); rc == RC_OK && *at; at = skip_blank(at))
		rc = script_step(db, text, &at, err);
	return rc;
}

enum rc sqlite_copy(struct db *db, const char *to, struct err *err)
{
	struct stmt *s = db_prepare(db, &copy);
	enum rc rc;

	db_text(s, 1, to);
	db->committing = true; /* the engine commits the copy by itself */
	rc = db_run(s);
	db->committing = false;
	return rc == RC_OK ? RC_OK : err_set(err, rc, "%s cannot be written", to);
}
