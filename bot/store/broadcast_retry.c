/* store/broadcast_retry.c - those whose message was lost have their turn again */
#include "store/broadcast_rows.h"
#include "store/rows.h"

/* clang-format off */
/* An unknown one may have arrived: it is not among them. */
#define IS_LOST "m.state IN ('failed', 'expired', 'rejected')"
#define RANGE "r.broadcast_id = $1 AND r.trader_id > $2 AND r.trader_id <= $3"
/* clang-format on */

static const struct sql lost = { "broadcast.lost",
	"SELECT count(*) FROM broadcast_recipient r JOIN message m ON m.id = r.message_id "
	"WHERE r.broadcast_id = $1 AND " IS_LOST " LIMIT 1" };

enum rc broadcast_lost(struct store *st, int64_t id, int64_t *people)
{
	struct stmt *s = db_prepare(st->db, &lost);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_step(s);
	if (rc == RC_OK) {
		*people = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

static const struct sql slice_end = { "broadcast.slice_end",
	"SELECT coalesce(max(x.trader_id), $3) FROM (SELECT r.trader_id FROM "
	"broadcast_recipient r WHERE " RANGE " ORDER BY r.trader_id LIMIT $4) x LIMIT 1" };

/* One slice, so that a million recipients are no long turn. */
static enum rc end_of_slice(struct store *st, const struct broadcast *b, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &slice_end);
	enum rc rc;

	db_int(s, 1, b->id);
	db_int(s, 2, b->retry_after);
	db_int(s, 3, b->retry_until);
	db_int(s, 4, BROADCAST_SLICE);
	rc = db_step(s);
	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

static const struct sql wait_again = { "broadcast.wait_again",
	"INSERT INTO broadcast_wait (broadcast_id, due_at, trader_id) SELECT $1, 0, r.trader_id "
	"FROM broadcast_recipient r JOIN message m ON m.id = r.message_id WHERE " RANGE
	" AND " IS_LOST };
/* A late report about the first attempt counts no more. */
static const struct sql disown = { "broadcast.disown",
	"DELETE FROM broadcast_message WHERE message_id IN (SELECT m.id FROM broadcast_recipient r "
	"JOIN message m ON m.id = r.message_id WHERE " RANGE " AND " IS_LOST ")" };
static const struct sql unlink_lost = { "broadcast.unlink_lost",
	"UPDATE broadcast_recipient SET message_id = NULL WHERE broadcast_id = $1 "
	"AND trader_id > $2 AND trader_id <= $3 AND EXISTS (SELECT 1 FROM message m "
	"WHERE m.id = broadcast_recipient.message_id AND " IS_LOST ")" };
static const struct sql retried = { "broadcast.retried",
	"UPDATE broadcast SET retry_after = $2, failed = broadcast.failed - $3 WHERE id = $1" };

enum rc broadcast_retry_slice(struct store *st, struct broadcast *b)
{
	static const struct sql *const steps[] = { &wait_again, &disown, &unlink_lost };
	int64_t until = 0, people = 0;
	struct stmt *s;
	enum rc rc = end_of_slice(st, b, &until);

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && rc == RC_OK; i++) {
		s = db_prepare(st->db, steps[i]);
		db_int(s, 1, b->id);
		db_int(s, 2, b->retry_after);
		db_int(s, 3, until);
		rc = db_run(s);
		people = db_changed(st->db);
	}
	if (rc != RC_OK)
		return rc;
	b->retry_after = until;
	b->failed -= people;
	s = db_prepare(st->db, &retried);
	db_int(s, 1, b->id);
	db_int(s, 2, until);
	db_int(s, 3, people);
	return db_run_some(s);
}

const struct sql *const broadcast_retry_sql[] = { &lost, &slice_end, &wait_again, &disown,
	&unlink_lost, &retried, NULL };
