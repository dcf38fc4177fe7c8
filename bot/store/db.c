/* store/db.c - statements and transactions, whichever engine is behind them */
#include "store/db.h"

#include <string.h>

#include "base/log.h"
#include "store/db_driver.h"

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
			s->shares = db_may_share(q);
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
	if (!s->ready)
		s->failed = db->driver->prepare(s);
	s->busy = true;
	s->stepped = false;
	return s;
}

enum rc db_try(struct db *db, const struct sql *q, struct err *err)
{
	struct stmt *s = slot_of(db, q);

	if (!s->ready)
		s->failed = db->driver->prepare(s);
	if (s->failed != RC_OK)
		return err_set(err, s->failed, "statement %s does not prepare: %s", q->name,
			db->driver->complaint(db));
	return RC_OK;
}

/* Whether $n can be bound: not when the statement did not prepare. */
static bool has(const struct stmt *s, int n)
{
	if (s->failed != RC_OK)
		return false;
	if (n >= 1 && n <= DB_PARAMETERS && s->at[n] != 0)
		return true;
	BUG("%s: has no $%d", s->sql->name, n);
}

void db_int(struct stmt *s, int n, int64_t value)
{
	if (has(s, n))
		s->db->driver->bind_int(s, n, value);
}

void db_text(struct stmt *s, int n, const char *value)
{
	if (has(s, n))
		s->db->driver->bind_text(s, n, value);
}

void db_blob(struct stmt *s, int n, const void *value, size_t size)
{
	if (has(s, n))
		s->db->driver->bind_blob(s, n, value, size);
}

void db_null(struct stmt *s, int n)
{
	db_text(s, n, NULL);
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
	if (s->failed == RC_OK && s->db->driver->many && (limit <= 0 || limit > DB_FEW))
		s->db->driver->many(s);
}

/* Before the first step: what must not even be tried. */
static enum rc refused(struct stmt *s)
{
	struct db *db = s->db;
	enum rc rc = s->failed == RC_OK ? db->driver->may_run(s) : s->failed;

	if (rc == RC_OK && db->shared && s->writes && !s->shares)
		rc = db_want_alone(db);
	if (rc == RC_OK && db->fail_after && s->writes && --db->fail_after == 0)
		rc = RC_BROKEN;
	return rc;
}

/* Never a roll-back of the whole. */
static bool made_to_fail(struct db *db)
{
	db->steps++;
	return db->steps >= db->fail_first && db->steps <= db->fail_last && !db->rolling_back;
}

enum rc db_step(struct stmt *s)
{
	enum rc rc = RC_OK;

	if (!s->busy)
		BUG("%s: stepped after its end", s->sql->name);
	if (!s->stepped)
		rc = refused(s);
	if (s->db->fail_last != 0 && made_to_fail(s->db))
		rc = RC_BROKEN;
	s->stepped = true;
	if (rc == RC_OK) {
		rc = s->db->driver->step(s);
		if (rc == RC_OK)
			return RC_OK;
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

void db_stream(struct stmt *s)
{
	if (s->failed == RC_OK && s->db->driver->stream)
		s->db->driver->stream(s);
}

enum rc db_run_later(struct stmt *s)
{
	enum rc rc;

	if (!s->db->driver->run_later)
		return db_run(s);
	rc = refused(s);
	if (s->db->fail_last != 0 && made_to_fail(s->db))
		rc = RC_BROKEN;
	if (rc == RC_OK)
		rc = s->db->driver->run_later(s);
	db_reset(s);
	return rc;
}

enum rc db_settle(struct db *db)
{
	return db->driver->settle ? db->driver->settle(db) : RC_OK;
}

int64_t db_changed(const struct db *db)
{
	return db->driver->changed(db);
}

void db_reset(struct stmt *s)
{
	s->busy = false;
	if (s->ready)
		s->db->driver->reset(s);
}

enum rc db_leave(struct stmt *s, enum rc rc)
{
	db_reset(s);
	return rc;
}

int64_t db_get_int(struct stmt *s, int column)
{
	return s->db->driver->get_int(s, column);
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
	return s->db->driver->get_null(s, column);
}

const char *db_view_text(struct stmt *s, int column)
{
	return s->db->driver->view_text(s, column);
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

enum rc db_begin(struct db *db, enum db_gate gate)
{
	enum rc rc;

	if (db->began)
		BUG("a transaction in a transaction");
	rc = db->driver->control(db, gate == DB_SHARED ? DB_BEGIN_SHARED : DB_BEGIN);
	db->shared = gate == DB_SHARED && db_is_shared(db);
	db->alone_wanted = false;
	db->began = rc == RC_OK;
	return rc;
}

enum rc db_commit(struct db *db)
{
	enum rc rc = RC_OK;

	if (!db->began)
		BUG("a commit without a transaction");
	if (db->fail_after && --db->fail_after == 0)
		return RC_BROKEN;
	db->committing = true;
	rc = db->driver->control(db, DB_COMMIT);
	db->committing = false;
	if (rc == RC_OK)
		db->began = false;
	return rc;
}

void db_rollback(struct db *db)
{
	/* The database's last commit stands either way. */
	db->rolling_back = true;
	if (db->driver->control(db, DB_ROLLBACK) != RC_OK)
		log_event(LOG_ERROR, "rollback-failed", "began=%d", db->began);
	db->rolling_back = false;
	db->began = false;
}

bool db_in_transaction(const struct db *db)
{
	return db->began;
}

enum rc db_save(struct db *db)
{
	return db->driver->control(db, DB_SAVE);
}

enum rc db_release(struct db *db)
{
	return db->driver->control(db, DB_RELEASE);
}

enum rc db_undo(struct db *db)
{
	return db->driver->control(db, DB_UNDO);
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

void db_close(struct db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < DB_STATEMENTS; i++)
		if (db->cache[i].sql)
			db->driver->finalize(&db->cache[i]);
	db->driver->close(db);
}

enum rc db_kind(struct db *db, enum db_kind *out)
{
	return db->driver->kind(db, out);
}

enum rc db_mark(struct db *db)
{
	return db->driver->mark(db);
}

enum rc db_script(struct db *db, const char *text, struct err *err)
{
	return db->driver->script(db, text, err);
}

bool db_copies(const struct db *db)
{
	return db->driver->copy != NULL;
}

enum rc db_copy(struct db *db, const char *to, struct err *err)
{
	return db->driver->copy(db, to, err);
}

void db_checkpoint(struct db *db)
{
	if (db->driver->checkpoint)
		db->driver->checkpoint(db);
}

enum rc db_keep_log(struct db *db, struct err *err)
{
	return db->driver->keep_log ? db->driver->keep_log(db, err) : RC_OK;
}

void db_tend_log(struct db *db)
{
	if (db->driver->tend_log)
		db->driver->tend_log(db);
}

void db_await_log(struct db *db)
{
	if (db->driver->await_log)
		db->driver->await_log(db);
}
