/*
 * store/outbox_claim.c - what goes out now, set on its way
 *
 * The outbox waits for this more than for the network, so a message is read once: with what may forbid it, and before it is
 * written to. RETURNING would gather the rows in a table made for it, at the price of both.
 */
#include <string.h>

#include "base/buf.h"
#include "store/broadcast_rows.h"
#include "store/rows.h"

enum {
	CHUNK = 64,
	STRINGS = 2, /* of a message: phone and text */
	TEXTS_MAX = CHUNK * STRINGS * (MESSAGE_TEXT_MAX + 1),
};

/* Beside other servers what another is about to set on its way is passed over, and what is read is theirs no more.
 * One number's earlier messages of the same or a higher priority go first; an expired one no
 * longer counts, and nothing passes one that is on its way. */
#define IS_DUE                                                                                 \
	"WHERE m.state = 'queued' AND m.gateway = $1 "                                         \
	"AND m.priority = $2 AND m.due_at <= $3 AND m.expires_at >= $3 "                       \
	"AND NOT EXISTS (SELECT 1 FROM message o WHERE o.phone = m.phone "                     \
	"AND o.state IN ('queued', 'sending') AND (o.state = 'sending' "                       \
	"OR (o.id < m.id AND o.priority <= m.priority AND o.expires_at >= $3))) "              \
	"ORDER BY m.due_at, m.id LIMIT $4/*+ FOR NO KEY UPDATE OF m SKIP LOCKED*/"
static const struct sql due = { "outbox.due",
	"SELECT " MESSAGE_COLUMNS " FROM message m " IS_DUE };
static const struct sql due_push = { "outbox.due_push",
	"SELECT " MESSAGE_COLUMNS ", " PUSH_COLUMNS " FROM message m " PUSH_TABLES " " IS_DUE };
static const struct sql take = { "outbox.take",
	"UPDATE message SET state = 'sending', tries = message.tries + 1, changed_at = $2, "
	"owner = $3 WHERE id = $1" };
static const struct sql put_off = { "outbox.put_off",
	"UPDATE message SET due_at = $2 WHERE id = $1" };

struct due { /* a message that is due, and whether it may go: see push_may_go() */
	struct message m;
	enum rc may;
	int64_t until;
};

struct chunk {
	struct due at[CHUNK];
	size_t n;
	struct buf texts; /* what the rows' strings were, one after the other */
};

struct claim {
	const char *gateway;
	int64_t now;
	int priority;
};

static void keep_string(struct buf *texts, const char *s)
{
	buf_add(texts, s, strlen(s) + 1);
}

static void read_due(struct stmt *s, const struct claim *claim, struct chunk *out)
{
	struct due *d = &out->at[out->n++];

	message_view(s, &d->m);
	keep_string(&out->texts, d->m.phone);
	keep_string(&out->texts, d->m.text);
	d->m.gateway = claim->gateway;
	d->m.gateway_id = d->m.error = NULL; /* of the attempt before */
	d->may = claim->priority > 1
			 ? push_may_go(s, MESSAGE_WIDTH, d->m.kind, claim->now, &d->until)
			 : RC_OK;
}

/* The strings stay where they are once all of them are there. */
static void find_strings(struct chunk *c)
{
	const char *s = c->texts.data;

	for (size_t i = 0; i < c->n; i++) {
		c->at[i].m.phone = s;
		s += strlen(s) + 1;
		c->at[i].m.text = s;
		s += strlen(s) + 1;
	}
}

static enum rc find_due(
	struct store *st, const struct claim *claim, int64_t max, struct chunk *out)
{
	struct stmt *s = db_prepare(st->db, claim->priority > 1 ? &due_push : &due);
	enum rc rc;

	out->n = 0;
	buf_reset(&out->texts);
	db_text(s, 1, claim->gateway);
	db_int(s, 2, claim->priority);
	db_int(s, 3, claim->now);
	db_int(s, 4, max < CHUNK ? max : CHUNK);
	for (rc = db_step(s); rc == RC_OK; rc = db_step(s))
		read_due(s, claim, out);
	find_strings(out);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static enum rc take_one(struct store *st, struct message *m, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &take);

	db_int(s, 1, m->id);
	db_int(s, 2, now);
	db_int_or_null(s, 3, db_server(st->db));
	m->state = MESSAGE_SENDING;
	m->tries++;
	return db_run_some(s);
}

/* What a trader did not just ask for and may not go now. */
static enum rc keep_back(struct store *st, const struct due *d, int64_t now)
{
	struct settlement stopped = {
		.id = d->m.id, .state = MESSAGE_REJECTED, .error = "stopped", .now = now
	};
	struct stmt *s;

	if (d->may == RC_DENIED)
		return message_settle(st, &stopped);
	if (d->may == RC_CONFLICT)
		return broadcast_take_back(st, d->m.id, now);
	s = db_prepare(st->db, &put_off);
	db_int(s, 1, d->m.id);
	db_int(s, 2, d->until);
	return db_run(s);
}

static enum rc take_chunk(
	struct store *st, struct chunk *chunk, int64_t now, message_fn *fn, void *arg)
{
	for (size_t i = 0; i < chunk->n; i++) {
		struct due *d = &chunk->at[i];
		enum rc rc = d->may == RC_OK ? take_one(st, &d->m, now) : keep_back(st, d, now);

		if (rc == RC_OK && d->may == RC_OK)
			rc = fn(&d->m, arg);
		if (rc != RC_OK && rc != RC_ABSENT) /* erased meanwhile */
			return rc;
	}
	return RC_OK;
}

enum rc outbox_claim(struct store *st, const struct outbox_ask *ask, message_fn *fn, void *arg)
{
	struct claim claim = { .gateway = ask->gateway, .now = ask->now, .priority = 1 };
	int last = ask->replies_only ? 1 : OUTBOX_PRIORITIES;
	int64_t max = ask->max;
	struct chunk chunk;
	enum rc rc = RC_OK;

	buf_init(&chunk.texts, TEXTS_MAX);
	while (rc == RC_OK && max > 0 && claim.priority <= last) {
		rc = find_due(st, &claim, max, &chunk);
		if (rc == RC_OK)
			rc = take_chunk(st, &chunk, ask->now, fn, arg);
		max -= (int64_t)chunk.n;
		if (chunk.n < CHUNK)
			claim.priority++;
	}
	buf_release(&chunk.texts);
	return rc;
}

const struct sql *const outbox_claim_sql[] = { &due, &due_push, &take, &put_off, NULL };
