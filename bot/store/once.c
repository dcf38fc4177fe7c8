/* store/once.c - answers of the API that are given again to the same key */
#include "store/once.h"

#include <string.h>

#include "store/db.h"

enum { FORGET_ROWS = 20 };

static const struct sql find = { "once.find",
	"SELECT request_hash, status, answer FROM once "
	"WHERE staff_id = $1 AND key = $2 AND at > $3 LIMIT 1" };

enum rc once_find(struct store *st, const struct once *o, int64_t now, unsigned *status,
	struct buf *answer)
{
	struct stmt *q = db_prepare(st->db, &find);
	enum rc rc;

	db_int(q, 1, o->staff_id);
	db_text(q, 2, o->key);
	db_int(q, 3, now - ONCE_LIFE);
	rc = db_step(q);
	if (rc != RC_OK)
		return rc;
	if (strcmp(db_view_text(q, 0), o->request_hash) != 0)
		rc = RC_CONFLICT;
	*status = (unsigned)db_get_int(q, 1);
	if (rc == RC_OK)
		buf_puts(answer, db_view_text(q, 2));
	db_reset(q);
	return rc;
}

static const struct sql forget = { "once.forget",
	"DELETE FROM once WHERE (staff_id, key) IN "
	"(SELECT staff_id, key FROM once WHERE at <= $1 ORDER BY at LIMIT $2)" };

static const struct sql keep = { "once.keep",
	"INSERT INTO once (staff_id, key, request_hash, status, answer, at) "
	"VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (staff_id, key) DO UPDATE "
	"SET request_hash = excluded.request_hash, status = excluded.status, "
	"answer = excluded.answer, at = excluded.at" };

enum rc once_keep(struct store *st, const struct once *o, int64_t now, unsigned status,
	const char *answer)
{
	struct stmt *q = db_prepare(st->db, &forget);
	enum rc rc;

	db_int(q, 1, now - ONCE_LIFE);
	db_limit(q, 2, FORGET_ROWS);
	rc = db_run(q);
	if (rc != RC_OK)
		return rc;
	q = db_prepare(st->db, &keep);
	db_int(q, 1, o->staff_id);
	db_text(q, 2, o->key);
	db_text(q, 3, o->request_hash);
	db_int(q, 4, status);
	db_text(q, 5, answer);
	db_int(q, 6, now);
	return db_run(q);
}

const struct sql *const once_sql[] = { &find, &forget, &keep, NULL };
