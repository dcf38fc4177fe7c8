/* store/sequence.c - identifiers */
#include "store/sequence.h"

#include <string.h>

enum { ID_BLOCK = 8 };

static const struct sql message_id_read = { "store.message_id_read",
	"SELECT last FROM sequence WHERE name = 'message' LIMIT 1/*+ FOR UPDATE*/" };

enum rc sequence_begin(struct store *st, store_expect_fn *fn, void *arg)
{
	struct stmt *s;
	enum rc rc;

	if (fn && db_is_far(st->db)) {
		db_expect(db_prepare(st->db, &message_id_read));
		fn(st, arg);
	}
	s = db_prepare(st->db, &message_id_read);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? RC_BROKEN : rc;
	st->message_id = st->message_id_kept = db_get_int(s, 0);
	db_reset(s);
	return RC_OK;
}

static const struct sql message_id_keep = { "store.message_id_keep",
	"UPDATE sequence SET last = $1 WHERE name = 'message'" };

enum rc sequence_keep(struct store *st)
{
	struct stmt *s;

	if (db_shares(st->db) || st->message_id == st->message_id_kept)
		return RC_OK;
	s = db_prepare(st->db, &message_id_keep);
	db_int(s, 1, st->message_id);
	return db_run_later(s);
}

/* The row stays locked to the end, so that later ones of the transaction follow. */
static const struct sql message_block = { "store.message_block",
	"UPDATE sequence SET last = last + $1 WHERE name = 'message' RETURNING last" };

static void take_block(struct store *st)
{
	struct stmt *s = db_prepare(st->db, &message_block);

	db_int(s, 1, ID_BLOCK);
	if (db_step(s) != RC_OK) {
		st->ids_lost = true;
		return;
	}
	st->ids_in_part = true;
	st->message_id_end = db_get_int(s, 0);
	st->message_id = st->message_id_end - ID_BLOCK;
	db_reset(s);
}

int64_t store_message_id(struct store *st)
{
	if (!db_in_transaction(st->db))
		BUG("a message id outside a transaction");
	if (db_shares(st->db) && st->message_id == st->message_id_end)
		take_block(st);
	return ++st->message_id;
}

int64_t store_message_pair(struct store *st)
{
	if (db_shares(st->db) && st->message_id_end - st->message_id == 1)
		take_block(st);
	return store_message_id(st);
}

static const struct sql next_id = { "store.next_id",
	"UPDATE sequence SET last = last + 1 WHERE name = $1 RETURNING last" };

enum rc store_next_id(struct store *st, const char *kind, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &next_id);
	enum rc rc;

	if (strcmp(kind, "message") == 0)
		BUG("a message's id comes from store_message_id()");
	db_text(s, 1, kind);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	*out = db_get_int(s, 0);
	return db_run(s);
}

const struct sql *const sequence_sql[] = { &message_id_read, &message_id_keep, &message_block,
	&next_id, NULL };
