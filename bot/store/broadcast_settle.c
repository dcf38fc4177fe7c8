/* store/broadcast_settle.c - what became of a broadcast's messages, and whether one may still go */
#include <inttypes.h>
#include <string.h>

#include "base/days.h"
#include "store/broadcast_rows.h"
#include "store/rows.h"

enum { WITHDRAW_CHUNK = 64 };

static const struct sql count = { "broadcast.count",
	"UPDATE broadcast SET sent = broadcast.sent + $2, delivered = broadcast.delivered + $3, "
	"unknown = broadcast.unknown + $4, failed = broadcast.failed + $5, "
	"open = broadcast.open + $6, segments = broadcast.segments + $7, "
	"cost = broadcast.cost + $8 WHERE id = $1" };

enum rc broadcast_count(struct store *st, int64_t id, const struct broadcast_change *c)
{
	struct stmt *s = db_prepare(st->db, &count);

	db_int(s, 1, id);
	db_int(s, 2, c->sent);
	db_int(s, 3, c->delivered);
	db_int(s, 4, c->unknown);
	db_int(s, 5, c->failed);
	db_int(s, 6, c->open);
	db_int(s, 7, c->segments);
	db_int(s, 8, c->cost);
	return db_run_some(s);
}

static const struct sql spend = { "broadcast.spend",
	"INSERT INTO broadcast_spending (day, cost) VALUES ($1, $2) "
	"ON CONFLICT (day) DO UPDATE SET cost = broadcast_spending.cost + excluded.cost" };

enum rc broadcast_spend(struct store *st, int64_t at, int64_t cost)
{
	struct stmt *s = db_prepare(st->db, &spend);

	db_int(s, 1, day_calendar(at));
	db_int(s, 2, cost);
	return db_run(s);
}

static const struct sql spent = { "broadcast.spent",
	"SELECT cost FROM broadcast_spending WHERE day = $1 LIMIT 1" };

enum rc broadcast_spent(struct store *st, int32_t day, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &spent);
	enum rc rc;

	*out = 0;
	db_int(s, 1, day);
	rc = db_step(s);
	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql queued = { "broadcast.queued",
	"SELECT count(*) FROM (SELECT m.id FROM message m WHERE m.state = 'queued' "
	"AND m.gateway = $1 AND m.priority = 3 LIMIT $2) q LIMIT 1" };

enum rc broadcast_queued(struct store *st, const char *gateway, int64_t most, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &queued);
	enum rc rc;

	db_text(s, 1, gateway);
	db_int(s, 2, most);
	rc = db_step(s);
	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

static bool is_open(enum message_state s)
{
	return s == MESSAGE_QUEUED || s == MESSAGE_SENDING;
}

/* Adds (sign 1) or takes away (sign -1) what a message in a state counts as. */
static void tally(struct broadcast_change *c, enum message_state s, int sign)
{
	switch (s) {
	case MESSAGE_QUEUED:
	case MESSAGE_SENDING:
		c->open += sign;
		break;
	case MESSAGE_DELIVERED:
		c->delivered += sign;
		c->sent += sign;
		break;
	case MESSAGE_UNKNOWN:
		c->unknown += sign;
		c->sent += sign;
		break;
	case MESSAGE_SENT:
		c->sent += sign;
		break;
	case MESSAGE_FAILED:
	case MESSAGE_EXPIRED:
	case MESSAGE_REJECTED:
		c->failed += sign;
		break;
	case MESSAGE_RECEIVED:
		break;
	}
}

static const struct sql owner = { "broadcast.owner",
	"SELECT b.id, b.price FROM broadcast_message x JOIN broadcast b ON b.id = x.broadcast_id "
	"WHERE x.message_id = $1 LIMIT 1" };

enum rc broadcast_settled(struct store *st, const struct message *m, enum message_state from,
	enum message_state to)
{
	struct broadcast_change c = { .open = 0 };
	struct stmt *s = db_prepare(st->db, &owner);
	int64_t id, price;
	enum rc rc;

	db_int(s, 1, m->id);
	rc = db_step(s);
	if (rc != RC_OK) /* a test to one's own phone belongs to none */
		return rc == RC_ABSENT ? RC_OK : rc;
	id = db_get_int(s, 0);
	price = db_get_int(s, 1);
	db_reset(s);
	tally(&c, from, -1);
	tally(&c, to, 1);
	if (is_open(from) && c.failed > 0) { /* it never left: nothing is paid */
		c.segments = -m->segments;
		c.cost = -m->segments * price;
	}
	rc = c.cost != 0 ? broadcast_spend(st, m->at, c.cost) : RC_OK;
	return rc == RC_OK ? broadcast_count(st, id, &c) : rc;
}

enum rc push_may_go(
	struct stmt *s, int column, enum message_kind kind, int64_t now, int64_t *until)
{
	bool stopped = !db_get_null(s, column);
	bool ended = !db_get_null(s, column + 2) &&
		     strcmp(db_view_text(s, column + 2), "sending") != 0;

	*until = db_get_int(s, column + 1) + BROADCAST_APART;
	if (stopped && kind != KIND_NOTICE)
		return RC_DENIED;
	if (kind != KIND_BROADCAST)
		return RC_OK;
	if (ended)
		return RC_CONFLICT;
	return *until > now ? RC_BUSY : RC_OK;
}

static const struct sql withdrawable = { "broadcast.withdrawable",
	"SELECT m.id, m.trader_id, m.segments, m.at FROM message m "
	"JOIN broadcast_message x ON x.message_id = m.id "
	"WHERE m.state = 'queued' AND m.kind = 'broadcast' AND x.broadcast_id = $1 LIMIT $2" };
static const struct sql take_back = { "broadcast.take_back",
	"UPDATE message SET state = 'rejected', error = 'withdrawn', changed_at = $2 WHERE id = $1 "
	"RETURNING " MESSAGE_COUNTED };
static const struct sql untake = { "broadcast.untake",
	"UPDATE broadcast_recipient SET message_id = NULL WHERE broadcast_id = $1 "
	"AND trader_id = $2" };
static const struct sql again = { "broadcast.again",
	"INSERT INTO broadcast_wait (broadcast_id, due_at, trader_id) VALUES ($1, 0, $2)" };

struct withdrawn {
	int64_t id, trader_id, segments, at;
};

static enum rc run2(struct store *st, const struct sql *q, int64_t a, int64_t b)
{
	struct stmt *s = db_prepare(st->db, q);

	db_int(s, 1, a);
	db_int(s, 2, b);
	return db_run(s);
}

static enum rc withdraw_one(struct store *st, struct broadcast *b, const struct withdrawn *w,
	bool put_back, int64_t now)
{
	struct broadcast_change c = {
		.open = -1, .segments = -w->segments, .cost = -w->segments * b->price
	};
	struct stmt *s = db_prepare(st->db, &take_back);
	enum rc rc;

	db_int(s, 1, w->id);
	db_int(s, 2, now);
	rc = message_turned(st, s, MESSAGE_QUEUED, MESSAGE_REJECTED, NULL);
	if (rc == RC_OK)
		rc = run2(st, &untake, b->id, w->trader_id);
	if (rc == RC_OK && put_back)
		rc = run2(st, &again, b->id, w->trader_id);
	if (rc == RC_OK)
		rc = broadcast_spend(st, w->at, c.cost);
	if (rc == RC_OK)
		rc = broadcast_count(st, b->id, &c);
	b->open--;
	b->segments += c.segments;
	b->cost += c.cost;
	return rc;
}

static const struct sql of_message = { "broadcast.of_message",
	"SELECT x.broadcast_id, m.trader_id, m.segments, m.at FROM message m "
	"JOIN broadcast_message x ON x.message_id = m.id WHERE m.id = $1 LIMIT 1" };

enum rc broadcast_take_back(struct store *st, int64_t message_id, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &of_message);
	struct withdrawn w = { .id = message_id };
	struct broadcast b;
	int64_t id;
	enum rc rc;

	db_int(s, 1, message_id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	id = db_get_int(s, 0);
	w.trader_id = db_get_int(s, 1);
	w.segments = db_get_int(s, 2);
	w.at = db_get_int(s, 3);
	db_reset(s);
	rc = broadcast_get(st, id, &b);
	return rc == RC_OK ? withdraw_one(st, &b, &w, true, now) : rc;
}

static enum rc find_withdrawable(struct store *st, int64_t id, struct withdrawn *out, size_t *n)
{
	struct stmt *s = db_prepare(st->db, &withdrawable);
	enum rc rc = RC_OK;

	db_int(s, 1, id);
	db_int(s, 2, WITHDRAW_CHUNK);
	for (*n = 0; *n < WITHDRAW_CHUNK && rc == RC_OK;) {
		rc = db_step(s);
		if (rc == RC_OK)
			out[(*n)++] = (struct withdrawn){ db_get_int(s, 0), db_get_int(s, 1),
				db_get_int(s, 2), db_get_int(s, 3) };
	}
	if (rc == RC_OK)
		db_reset(s);
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc broadcast_withdraw(
	struct store *st, struct broadcast *b, bool put_back, int64_t now, int64_t *n)
{
	struct withdrawn found[WITHDRAW_CHUNK];
	size_t count_found = WITHDRAW_CHUNK;
	enum rc rc = RC_OK;

	for (*n = 0; rc == RC_OK && count_found == WITHDRAW_CHUNK;) {
		rc = find_withdrawable(st, b->id, found, &count_found);
		for (size_t i = 0; i < count_found && rc == RC_OK; i++)
			rc = withdraw_one(st, b, &found[i], put_back, now);
		*n += (int64_t)count_found;
	}
	return rc;
}

const struct sql *const broadcast_settle_sql[] = { &count, &spend, &spent, &queued, &owner,
	&withdrawable, &take_back, &of_message, &untake, &again, NULL };
