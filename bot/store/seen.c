/*
 * store/seen.c - which message a gateway's id stands for: each taken in takes effect once, and reports find theirs
 *
 * The table has no time: an index on it would cost every message. Message ids grow with time, so
 * pruning walks the messages from where it stopped last and takes their keys away.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/rows.h"

static const char marker[] = "seen.pruned_to";

static const struct sql add = { "seen.add",
	"INSERT INTO seen (gateway, key, message_id) VALUES ($1, $2, $3) "
	"ON CONFLICT (gateway, key) DO NOTHING" };
static const struct sql add_new = { "seen.add_new",
	"INSERT INTO seen (gateway, key, message_id) VALUES ($1, $2, $3)" };
static const struct sql get = { "seen.get",
	"SELECT message_id FROM seen WHERE gateway = $1 AND key = $2 LIMIT 1" };

static struct stmt *asks_for(struct store *st, const char *gateway, const char *key)
{
	struct stmt *s = db_prepare(st->db, &get);

	db_text(s, 1, gateway);
	db_text(s, 2, key);
	return s;
}

void seen_expect(struct store *st, const char *gateway, const char *key)
{
	db_expect(asks_for(st, gateway, key));
}

static enum rc find(struct store *st, const char *gateway, const char *key, int64_t *message_id)
{
	struct stmt *s = asks_for(st, gateway, key);
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		*message_id = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

static struct stmt *adds(
	struct store *st, const struct sql *q, const char *gateway, const char *key, int64_t id)
{
	struct stmt *s = db_prepare(st->db, q);

	db_text(s, 1, gateway);
	db_text(s, 2, key);
	db_int(s, 3, id);
	return s;
}

/* Where asking was done ahead, and what is written need not be waited for. Should it be there all the same, the turn fails. */
static enum rc add_far(
	struct store *st, const char *gateway, const char *key, int64_t *message_id)
{
	enum rc rc = find(st, gateway, key, message_id);

	if (rc != RC_ABSENT)
		return rc == RC_OK ? RC_CONFLICT : rc;
	return db_run_later(adds(st, &add_new, gateway, key, *message_id));
}

enum rc seen_add(struct store *st, const char *gateway, const char *key, int64_t *message_id)
{
	enum rc rc;

	if (db_is_far(st->db))
		return add_far(st, gateway, key, message_id);
	rc = db_run_some(adds(st, &add, gateway, key, *message_id));
	if (rc != RC_ABSENT)
		return rc;
	rc = find(st, gateway, key, message_id);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_BROKEN : rc;
	return RC_CONFLICT;
}

enum { SENT_KEY_MAX = GATEWAY_ID_MAX + 8 };

/* No key of an inbound message holds a space: the two never meet. */
static void sent_key(char key[static SENT_KEY_MAX], const char *gateway_id)
{
	(void)snprintf(key, SENT_KEY_MAX, "out %s", gateway_id);
}

enum rc sent_note(
	struct store *st, const char *gateway, const char *gateway_id, int64_t message_id)
{
	char key[SENT_KEY_MAX];
	enum rc rc;

	sent_key(key, gateway_id);
	rc = seen_add(st, gateway, key, &message_id);
	return rc == RC_CONFLICT ? RC_OK : rc;
}

enum rc sent_find(
	struct store *st, const char *gateway, const char *gateway_id, int64_t *message_id)
{
	char key[SENT_KEY_MAX];

	sent_key(key, gateway_id);
	return find(st, gateway, key, message_id);
}

static const struct sql walk = { "seen.walk",
	"SELECT id, gateway, gateway_id, at FROM message WHERE id > $1 ORDER BY id LIMIT $2" };
static const struct sql forget = {
	"seen.forget",
	"DELETE FROM seen WHERE gateway = $1 AND key IN ($2, 'out ' || $2) AND message_id = $3"
};

static enum rc forget_key(struct store *st, struct stmt *message)
{
	struct stmt *s;

	if (db_get_null(message, 2))
		return RC_OK;
	s = db_prepare(st->db, &forget);
	db_text(s, 1, db_view_text(message, 1));
	db_text(s, 2, db_view_text(message, 2));
	db_int(s, 3, db_get_int(message, 0));
	return db_run(s);
}

/* Moves *at past the messages whose keys are gone. RC_ABSENT: none is left to walk. */
static enum rc walk_on(struct store *st, int64_t before, int64_t limit, int64_t *at)
{
	struct stmt *s = db_prepare(st->db, &walk);
	int64_t n = 0;
	enum rc rc;

	db_int(s, 1, *at);
	db_int(s, 2, limit);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		if (db_get_int(s, 3) < before)
			rc = forget_key(st, s);
		else
			rc = RC_ABSENT;
		if (rc != RC_OK)
			return db_leave(s, rc);
		*at = db_get_int(s, 0);
		n++;
	}
	return rc == RC_ABSENT && n == limit ? RC_OK : rc;
}

enum rc seen_prune(struct store *st, int64_t before, int64_t limit, bool *done)
{
	char text[128] = "0";
	int64_t at, from;
	enum rc rc = setting_get(st, marker, text);

	*done = false;
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	at = from = strtoll(text, NULL, 10);
	rc = walk_on(st, before, limit, &at);
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	*done = rc == RC_ABSENT;
	if (at == from)
		return RC_OK;
	snprintf(text, sizeof(text), "%" PRId64, at);
	return setting_put(st, marker, text);
}

const struct sql *const seen_sql[] = { &add, &add_new, &get, &walk, &forget, NULL };
