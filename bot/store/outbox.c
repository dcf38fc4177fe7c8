/*
 * store/outbox.c - the unsent part of message: expiring, recovering, counting
 *
 * Every look-up goes through a partial index, with the states as literals: the outbox costs what
 * waits in it, not what was ever sent.
 */
#include <string.h>

#include "store/rows.h"

enum { CHUNK = 64 };

struct chunk {
	int64_t id[CHUNK];
	int64_t n;
};

static enum rc read_ids(struct stmt *s, struct chunk *out)
{
	enum rc rc;

	out->n = 0;
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s))
		out->id[out->n++] = db_get_int(s, 0);
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* A night does not make it older: it was written for the day. */
static const struct sql hold = { "outbox.hold",
	"UPDATE message SET due_at = $3, expires_at = message.expires_at + $3 - $2 "
	"WHERE state = 'queued' AND gateway = $1 AND priority = 3 AND kind = 'broadcast' "
	"AND due_at <= $2" };

enum rc outbox_hold(struct store *st, const char *gateway, int64_t now, int64_t until)
{
	struct stmt *s = db_prepare(st->db, &hold);

	db_text(s, 1, gateway);
	db_int(s, 2, now);
	db_int(s, 3, until);
	return db_run(s);
}

/* A broadcast counts what becomes of its messages, so those are settled one by one. */
static const struct sql expire = {
	"outbox.expire",
	"UPDATE message SET state = 'expired', changed_at = $1 WHERE id IN "
	"(SELECT q.id FROM message q WHERE q.state = 'queued' AND q.expires_at < $1 "
	"AND q.kind <> 'broadcast' ORDER BY q.expires_at LIMIT $2) RETURNING " MESSAGE_COUNTED
};
static const struct sql too_old = { "outbox.too_old",
	"SELECT q.id FROM message q WHERE q.state = 'queued' AND q.expires_at < $1 "
	"AND q.kind = 'broadcast' ORDER BY q.expires_at LIMIT $2" };

static enum rc settle_all(
	struct store *st, const struct chunk *chunk, enum message_state state, int64_t now)
{
	enum rc rc = RC_OK;

	for (int64_t i = 0; i < chunk->n && rc == RC_OK; i++)
		rc = message_settle(st,
			&(struct settlement){ .id = chunk->id[i], .state = state, .now = now });
	return rc;
}

static enum rc expire_broadcasts(struct store *st, int64_t now, int64_t limit, int64_t *n)
{
	struct stmt *s = db_prepare(st->db, &too_old);
	struct chunk chunk;
	enum rc rc;

	db_int(s, 1, now);
	db_int(s, 2, limit < CHUNK ? limit : CHUNK);
	rc = read_ids(s, &chunk);
	if (rc == RC_OK)
		rc = settle_all(st, &chunk, MESSAGE_EXPIRED, now);
	*n += chunk.n;
	return rc;
}

enum rc outbox_expire(struct store *st, int64_t now, int64_t limit, int64_t *n)
{
	struct stmt *s = db_prepare(st->db, &expire);
	enum rc rc;

	db_int(s, 1, now);
	db_limit(s, 2, limit);
	rc = message_turned(st, s, MESSAGE_QUEUED, MESSAGE_EXPIRED, n);
	if (rc == RC_OK && *n < limit)
		rc = expire_broadcasts(st, now, limit - *n, n);
	return rc;
}

/* Of a server that is no more; a file's only one left no name. */
#define NOBODYS                                                                                \
	"(owner IS NULL OR owner = $2 OR NOT EXISTS (SELECT 1 FROM server s WHERE s.id = "     \
	"message.owner)) "
static const struct sql requeue = { "outbox.requeue",
	"UPDATE message SET state = 'queued', changed_at = $1 "
	"WHERE state = 'sending' AND kind IN ('reply', 'receipt') AND " NOBODYS };
static const struct sql half_sent = { "outbox.half_sent",
	"SELECT id FROM message WHERE state = 'sending' AND " NOBODYS "ORDER BY id LIMIT $1" };

static enum rc doubt(struct store *st, int64_t owner, int64_t now, int64_t *unknown)
{
	struct chunk chunk = { .n = CHUNK };
	enum rc rc = RC_OK;

	for (*unknown = 0; rc == RC_OK && chunk.n == CHUNK; *unknown += chunk.n) {
		struct stmt *s = db_prepare(st->db, &half_sent);

		db_int(s, 1, CHUNK);
		db_int(s, 2, owner);
		rc = read_ids(s, &chunk);
		if (rc == RC_OK)
			rc = settle_all(st, &chunk, MESSAGE_UNKNOWN, now);
	}
	return rc;
}

enum rc outbox_recover(
	struct store *st, bool own, int64_t now, int64_t *requeued, int64_t *unknown)
{
	struct stmt *s = db_prepare(st->db, &requeue);
	int64_t owner = own ? db_server(st->db) : 0;
	enum rc rc;

	db_int(s, 1, now);
	db_int(s, 2, owner);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	*requeued = db_changed(st->db);
	return doubt(st, owner, now, unknown);
}

static const struct sql clock_back = { "outbox.clock_back",
	"UPDATE message SET due_at = $1 WHERE state = 'queued' AND due_at > $1 "
	"AND kind IN ('reply', 'receipt')" };

enum rc outbox_clock_back(struct store *st, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &clock_back);

	db_int(s, 1, now);
	return db_run(s);
}

static const struct sql next_gateway = { "outbox.next_gateway",
	"SELECT m.gateway FROM message m WHERE m.state = 'queued' AND m.gateway > $1 "
	"ORDER BY m.gateway LIMIT 1" };
static const struct sql first_due = { "outbox.first_due",
	"SELECT m.due_at FROM message m WHERE m.state = 'queued' AND m.gateway = $1 "
	"AND m.priority = $2 ORDER BY m.due_at LIMIT 1" };

static enum rc earlier_due(struct store *st, const char *gateway, int64_t *earliest)
{
	for (int priority = 1; priority <= OUTBOX_PRIORITIES; priority++) {
		struct stmt *s = db_prepare(st->db, &first_due);
		enum rc rc;

		db_text(s, 1, gateway);
		db_int(s, 2, priority);
		rc = db_step(s);
		if (rc == RC_ABSENT)
			continue;
		if (rc != RC_OK)
			return rc;
		if (db_get_int(s, 0) < *earliest)
			*earliest = db_get_int(s, 0);
		db_reset(s);
	}
	return RC_OK;
}

/* Steps from gateway to gateway: twelve look-ups for three, however long the queue is. */
enum rc outbox_next_due(struct store *st, int64_t *out)
{
	char gateway[GATEWAY_NAME_MAX + 1] = "", after[GATEWAY_NAME_MAX + 1];
	enum rc rc;

	*out = INT64_MAX;
	do {
		struct stmt *s = db_prepare(st->db, &next_gateway);

		memcpy(after, gateway, sizeof(after));
		db_text(s, 1, after);
		rc = db_step(s);
		if (rc == RC_OK) {
			db_get_text(s, 0, gateway, sizeof(gateway));
			db_reset(s);
			rc = earlier_due(st, gateway, out);
		}
	} while (rc == RC_OK);
	return rc == RC_ABSENT ? RC_OK : rc;
}

#define BY_PRIORITY                                                                            \
	"count(CASE WHEN priority = 1 THEN 1 END), count(CASE WHEN priority = 2 THEN 1 END), " \
	"count(CASE WHEN priority = 3 THEN 1 END)"
static const struct sql count_queued = { "outbox.count_queued",
	"SELECT " BY_PRIORITY " FROM message WHERE state = 'queued' LIMIT 1" };
static const struct sql count_sending = { "outbox.count_sending",
	"SELECT " BY_PRIORITY " FROM message WHERE state = 'sending' LIMIT 1" };

static enum rc count(struct store *st, const struct sql *q,
	int64_t by[static OUTBOX_PRIORITIES], int64_t *all)
{
	struct stmt *s = db_prepare(st->db, q);
	enum rc rc = db_step(s);

	*all = 0;
	if (rc != RC_OK)
		return rc;
	for (int i = 0; i < OUTBOX_PRIORITIES; i++) {
		by[i] = db_get_int(s, i);
		*all += by[i];
	}
	db_reset(s);
	return RC_OK;
}

enum rc outbox_counts(struct store *st, struct outbox_count *out)
{
	enum rc rc = count(st, &count_queued, out->queued_by, &out->queued);

	if (rc == RC_OK)
		rc = count(st, &count_sending, out->sending_by, &out->sending);
	if (rc == RC_OK)
		rc = outbox_next_due(st, &out->oldest_queued_at);
	if (rc == RC_OK && out->queued == 0)
		out->oldest_queued_at = 0;
	return rc;
}

const struct sql *const outbox_sql[] = { &hold, &expire, &too_old, &requeue, &clock_back,
	&half_sent, &next_gateway, &first_due, &count_queued, &count_sending, NULL };
