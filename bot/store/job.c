/* store/job.c - what falls due */
#include "store/job.h"

#include "store/db.h"

static const struct sql put = { "job.put",
	"INSERT INTO job (kind, subject, due_at, cursor) VALUES ($1, $2, $3, $4) "
	"ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, "
	"cursor = excluded.cursor" };
static const struct sql hasten = { "job.hasten",
	"INSERT INTO job (kind, subject, due_at, cursor) VALUES ($1, $2, $3, $4) "
	"ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at "
	"WHERE job.due_at > excluded.due_at" };

static enum rc write_job(struct store *st, const struct sql *q, const struct job *j)
{
	struct stmt *s = db_prepare(st->db, q);

	db_text(s, 1, j->kind);
	db_int(s, 2, j->subject);
	db_int(s, 3, j->due_at);
	db_int(s, 4, j->cursor);
	return db_run(s);
}

enum rc job_put(struct store *st, const struct job *j)
{
	return write_job(st, &put, j);
}

enum rc job_hasten(struct store *st, const struct job *j)
{
	return write_job(st, &hasten, j);
}

static const struct sql drop = { "job.drop",
	"DELETE FROM job WHERE kind = $1 AND subject = $2" };

enum rc job_drop(struct store *st, const char *kind, int64_t subject)
{
	struct stmt *s = db_prepare(st->db, &drop);

	db_text(s, 1, kind);
	db_int(s, 2, subject);
	return db_run(s);
}

static enum rc read_job(struct stmt *s, struct job_row *out)
{
	enum rc rc = db_step(s);

	if (rc != RC_OK)
		return rc;
	db_get_text(s, 0, out->kind, sizeof(out->kind));
	out->subject = db_get_int(s, 1);
	out->due_at = db_get_int(s, 2);
	out->cursor = db_get_int(s, 3);
	db_reset(s);
	return RC_OK;
}

static const struct sql get = {
	"job.get",
	"SELECT kind, subject, due_at, cursor FROM job WHERE kind = $1 AND subject = $2 LIMIT 1"
};

enum rc job_get(struct store *st, const char *kind, int64_t subject, struct job_row *out)
{
	struct stmt *s = db_prepare(st->db, &get);

	db_text(s, 1, kind);
	db_int(s, 2, subject);
	return read_job(s, out);
}

static const struct sql first = { "job.first",
	"SELECT kind, subject, due_at, cursor FROM job WHERE due_at <= $1 "
	"ORDER BY due_at, kind, subject LIMIT 1" };

enum rc job_take(struct store *st, int64_t now, struct job_row *out)
{
	struct stmt *s = db_prepare(st->db, &first);
	enum rc rc;

	db_int(s, 1, now);
	rc = read_job(s, out);
	return rc == RC_OK ? job_drop(st, out->kind, out->subject) : rc;
}

static const struct sql next_due = { "job.next_due",
	"SELECT due_at FROM job WHERE due_at >= 0 ORDER BY due_at LIMIT 1" };

enum rc job_next_due(struct store *st, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &next_due);
	enum rc rc = db_step(s);

	*out = INT64_MAX;
	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

const struct sql *const job_sql[] = { &put, &hasten, &drop, &get, &first, &next_due, NULL };
