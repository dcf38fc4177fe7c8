/*
 * store/outbox.c - the unsent part of message: claiming, expiring, recovering
 *
 * Every look-up goes through a partial index, with the states as literals: the outbox costs what
 * waits in it, not what was ever sent.
 */
#include <string.h>

#include "store/rows.h"

enum { CLAIM_CHUNK = 64, PRIORITIES = 3 };

/* One number's earlier messages of the same or a higher priority go first; an expired one no
 * longer counts, and nothing passes one that is on its way. */
static const struct sql due = { "outbox.due",
	"SELECT m.id FROM message m WHERE m.state = 'queued' AND m.gateway = $1 "
	"AND m.priority = $2 AND m.due_at <= $3 AND m.expires_at >= $3 "
	"AND NOT EXISTS (SELECT 1 FROM message o WHERE o.phone = m.phone "
	"AND o.state IN ('queued', 'sending') AND (o.state = 'sending' "
	"OR (o.id < m.id AND o.priority <= m.priority AND o.expires_at >= $3))) "
	"ORDER BY m.due_at, m.id LIMIT $4" };
static const struct sql take = { "outbox.take",
	"UPDATE message SET state = 'sending', tries = message.tries + 1, changed_at = $2 "
	"WHERE id = $1 RETURNING " MESSAGE_RETURNED };

struct chunk {
	int64_t id[CLAIM_CHUNK];
	int64_t n;
};

struct claim {
	const char *gateway;
	int64_t now;
	int priority;
};

static enum rc read_ids(struct stmt *s, struct chunk *out)
{
	enum rc rc;

	out->n = 0;
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s))
		out->id[out->n++] = db_get_int(s, 0);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static enum rc find_due(
	struct store *st, const struct claim *claim, int64_t max, struct chunk *out)
{
	struct stmt *s = db_prepare(st->db, &due);

	db_text(s, 1, claim->gateway);
	db_int(s, 2, claim->priority);
	db_int(s, 3, claim->now);
	db_int(s, 4, max < CLAIM_CHUNK ? max : CLAIM_CHUNK);
	return read_ids(s, out);
}

static enum rc take_one(struct store *st, int64_t id, int64_t now, message_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &take);

	db_int(s, 1, id);
	db_int(s, 2, now);
	return message_show(s, fn, arg);
}

enum rc outbox_claim(struct store *st, const struct outbox_ask *ask, message_fn *fn, void *arg)
{
	struct claim claim = { .gateway = ask->gateway, .now = ask->now, .priority = 1 };
	int last = ask->replies_only ? 1 : PRIORITIES;
	int64_t max = ask->max;
	struct chunk chunk;
	enum rc rc = RC_OK;

	while (rc == RC_OK && max > 0 && claim.priority <= last) {
		rc = find_due(st, &claim, max, &chunk);
		for (int64_t i = 0; rc == RC_OK && i < chunk.n; i++)
			rc = take_one(st, chunk.id[i], ask->now, fn, arg);
		max -= chunk.n;
		if (chunk.n < CLAIM_CHUNK)
			claim.priority++;
	}
	return rc;
}

static const struct sql expire = { "outbox.expire",
	"UPDATE message SET state = 'expired', changed_at = $1 WHERE id IN "
	"(SELECT q.id FROM message q WHERE q.state = 'queued' AND q.expires_at < $1 "
	"ORDER BY q.expires_at LIMIT $2)" };

enum rc outbox_expire(struct store *st, int64_t now, int64_t limit, int64_t *n)
{
	struct stmt *s = db_prepare(st->db, &expire);
	enum rc rc;

	db_int(s, 1, now);
	db_limit(s, 2, limit);
	rc = db_run(s);
	*n = rc == RC_OK ? db_changed(st->db) : 0;
	return rc;
}

static const struct sql requeue = { "outbox.requeue",
	"UPDATE message SET state = 'queued', changed_at = $1 "
	"WHERE state = 'sending' AND kind IN ('reply', 'receipt')" };
static const struct sql doubt = { "outbox.doubt",
	"UPDATE message SET state = 'unknown', changed_at = $1 WHERE state = 'sending'" };

enum rc outbox_recover(struct store *st, int64_t now, int64_t *requeued, int64_t *unknown)
{
	struct stmt *s = db_prepare(st->db, &requeue);
	enum rc rc;

	db_int(s, 1, now);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	*requeued = db_changed(st->db);
	s = db_prepare(st->db, &doubt);
	db_int(s, 1, now);
	rc = db_run(s);
	if (rc == RC_OK)
		*unknown = db_changed(st->db);
	return rc;
}

static const struct sql next_gateway = { "outbox.next_gateway",
	"SELECT m.gateway FROM message m WHERE m.state = 'queued' AND m.gateway > $1 "
	"ORDER BY m.gateway LIMIT 1" };
static const struct sql first_due = { "outbox.first_due",
	"SELECT m.due_at FROM message m WHERE m.state = 'queued' AND m.gateway = $1 "
	"AND m.priority = $2 ORDER BY m.due_at LIMIT 1" };

static enum rc earlier_due(struct store *st, const char *gateway, int64_t *earliest)
{
	for (int priority = 1; priority <= PRIORITIES; priority++) {
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

static const struct sql count_queued = { "outbox.count_queued",
	"SELECT count(*) FROM message WHERE state = 'queued' LIMIT 1" };
static const struct sql count_sending = { "outbox.count_sending",
	"SELECT count(*) FROM message WHERE state = 'sending' LIMIT 1" };

static enum rc count(struct store *st, const struct sql *q, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, q);
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

enum rc outbox_counts(struct store *st, struct outbox_count *out)
{
	enum rc rc = count(st, &count_queued, &out->queued);

	if (rc == RC_OK)
		rc = count(st, &count_sending, &out->sending);
	if (rc == RC_OK)
		rc = outbox_next_due(st, &out->oldest_queued_at);
	if (rc == RC_OK && out->queued == 0)
		out->oldest_queued_at = 0;
	return rc;
}

const struct sql *const outbox_sql[] = { &due, &take, &expire, &requeue, &doubt, &next_gateway,
	&first_due, &count_queued, &count_sending, NULL };
