/* store/outbox_move.c - messages that wait at one gateway and go by another */
#include "store/rows.h"

enum { MOVE_CHUNK = 64, PRIORITIES = 3 };

static const struct sql waiting = { "outbox_move.waiting",
	"SELECT " MESSAGE_COLUMNS " FROM message m WHERE m.state = 'queued' AND m.gateway = $1 "
	"AND m.priority = $2 AND m.due_at <= $3 ORDER BY m.due_at, m.id LIMIT $4" };
static const struct sql move = { "outbox_move.move",
	"UPDATE message SET gateway = $2, changed_at = $3 WHERE id = $1 AND state = 'queued' "
	"RETURNING " MESSAGE_COUNTED };

struct moves {
	outbox_move_fn *fn;
	void *arg;
	struct {
		int64_t id;
		const char *to;
	} move[MOVE_CHUNK];
	int64_t n;
};

static enum rc consider(const struct message *m, void *arg)
{
	struct moves *all = arg;
	const char *to = all->fn(m, all->arg);

	if (to != NULL) {
		all->move[all->n].id = m->id;
		all->move[all->n++].to = to;
	}
	return RC_OK;
}

static enum rc move_one(
	struct store *st, int64_t id, const struct outbox_ask *ask, const char *to)
{
	struct stmt *s = db_prepare(st->db, &move);

	db_int(s, 1, id);
	db_text(s, 2, to);
	db_int(s, 3, ask->now);
	return message_moved(st, s, ask->gateway);
}

enum rc outbox_move(
	struct store *st, const struct outbox_ask *ask, outbox_move_fn *fn, void *arg)
{
	struct moves all = { .fn = fn, .arg = arg };
	int last = ask->replies_only ? 1 : PRIORITIES;
	int64_t left = ask->max < MOVE_CHUNK ? ask->max : MOVE_CHUNK;
	enum rc rc = RC_OK;

	for (int priority = 1; priority <= last && rc == RC_OK && all.n < left; priority++) {
		struct stmt *s = db_prepare(st->db, &waiting);

		db_text(s, 1, ask->gateway);
		db_int(s, 2, priority);
		db_int(s, 3, ask->now);
		db_int(s, 4, left - all.n);
		rc = message_show(s, consider, &all);
	}
	for (int64_t i = 0; i < all.n && rc == RC_OK; i++)
		rc = move_one(st, all.move[i].id, ask, all.move[i].to);
	return rc;
}

static const struct sql queued = { "outbox_move.queued",
	"SELECT count(*), coalesce(min(m.due_at), 0) FROM message m "
	"WHERE m.state = 'queued' AND m.gateway = $1 LIMIT 1" };

enum rc outbox_of_gateway(struct store *st, const char *gateway, int64_t *n, int64_t *due_at)
{
	struct stmt *s = db_prepare(st->db, &queued);
	enum rc rc;

	db_text(s, 1, gateway);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	*n = db_get_int(s, 0);
	*due_at = db_get_int(s, 1);
	db_reset(s);
	return RC_OK;
}

const struct sql *const outbox_move_sql[] = { &waiting, &move, &queued, NULL };
