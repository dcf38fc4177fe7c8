/* store/broadcast_send.c - from the audience to recipients, from a recipient to a message */
#include "store/audience_sql.h"
#include "store/broadcast_rows.h"
#include "store/conversation.h"

static const struct sql last_trader = { "broadcast.last_trader",
	"SELECT coalesce(max(id), 0) FROM trader LIMIT 1" };

enum rc broadcast_last_trader(struct store *st, int64_t *out)
{
	struct stmt *s = db_prepare(st->db, &last_trader);
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		*out = db_get_int(s, 0);
		db_reset(s);
	}
	return rc;
}

static const struct sql expand = { "broadcast.expand",
	"INSERT INTO broadcast_recipient (broadcast_id, trader_id) SELECT $34, t.id " AUDIENCE_FROM
	"ON CONFLICT (broadcast_id, trader_id) DO NOTHING" };
static const struct sql expanded = {
	"broadcast.expanded",
	"UPDATE broadcast SET expand_after = $2, found = $3, expanded = $4, "
	"recipients = CASE WHEN CAST($4 AS BIGINT) = 1 THEN $3 ELSE recipients END WHERE id = $1"
};

static enum rc note_expanded(struct store *st, const struct broadcast *b)
{
	struct stmt *s = db_prepare(st->db, &expanded);

	db_int(s, 1, b->id);
	db_int(s, 2, b->expand_after);
	db_int(s, 3, b->found);
	db_int(s, 4, b->expanded ? 1 : 0);
	return db_run_some(s);
}

enum rc broadcast_expand(struct store *st, struct broadcast *b, int64_t *made)
{
	int64_t until = b->expand_after + BROADCAST_SLICE;
	struct stmt *s = db_prepare(st->db, &expand);
	enum rc rc;

	if (until > b->expand_until)
		until = b->expand_until;
	audience_bind(s, &(struct audience_ask){ .audience = &b->audience,
				 .silent_before = b->silent_before,
				 .after = b->expand_after,
				 .until = until });
	db_int(s, AUDIENCE_PARAMETERS + 1, b->id);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	*made = db_changed(st->db);
	b->found += *made;
	b->expand_after = until;
	b->expanded = until == b->expand_until;
	if (b->expanded)
		b->recipients = b->found;
	return note_expanded(st, b);
}

/* clang-format off */
#define PERSON_COLUMNS \
	"t.id, t.phone, t.name, t.language, t.stopped_at, c.last_in_at, c.last_message_id"
#define PERSON_JOINS \
	"LEFT JOIN trader t ON t.id = r.trader_id LEFT JOIN conversation c ON c.trader_id = r.trader_id "
/* clang-format on */

static const struct sql next = { "broadcast.next",
	"SELECT r.trader_id, -1, " PERSON_COLUMNS " FROM broadcast_recipient r " PERSON_JOINS
	"WHERE r.broadcast_id = $1 AND r.trader_id > $2 ORDER BY r.trader_id LIMIT $3" };
static const struct sql due = {
	"broadcast.due",
	"SELECT r.trader_id, r.due_at, " PERSON_COLUMNS " FROM broadcast_wait r " PERSON_JOINS
	"WHERE r.broadcast_id = $1 AND r.due_at <= $2 ORDER BY r.due_at, r.trader_id LIMIT $3"
};

static void read_person(struct stmt *s, struct broadcast_person *p)
{
	p->trader_id = db_get_int(s, 0);
	p->waited = db_get_int(s, 1);
	p->exists = !db_get_null(s, 2);
	db_get_text(s, 3, p->phone.e164, sizeof(p->phone.e164));
	db_get_text(s, 4, p->name, sizeof(p->name));
	db_get_text(s, 5, p->language, sizeof(p->language));
	p->stopped_at = db_get_int(s, 6);
	p->last_in_at = db_get_int(s, 7);
	p->last_message_id = db_get_int(s, 8);
}

static enum rc read_people(struct stmt *s, size_t max, struct broadcast_person *out, size_t *n)
{
	enum rc rc = RC_OK;

	for (*n = 0; *n < max && rc == RC_OK;) {
		rc = db_step(s);
		if (rc == RC_OK)
			read_person(s, &out[(*n)++]);
	}
	if (rc == RC_OK)
		db_reset(s);
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc broadcast_next(struct store *st, const struct broadcast *b, size_t max,
	struct broadcast_person *out, size_t *n)
{
	struct stmt *s = db_prepare(st->db, &next);

	db_int(s, 1, b->id);
	db_int(s, 2, b->send_after);
	db_int(s, 3, (int64_t)max);
	return read_people(s, max, out, n);
}

enum rc broadcast_due(struct store *st, int64_t id, int64_t now, size_t max,
	struct broadcast_person *out, size_t *n)
{
	struct stmt *s = db_prepare(st->db, &due);

	db_int(s, 1, id);
	db_int(s, 2, now);
	db_int(s, 3, (int64_t)max);
	return read_people(s, max, out, n);
}

static const struct sql waits = { "broadcast.waits",
	"SELECT 1 FROM broadcast_wait WHERE broadcast_id = $1 LIMIT 1" };

enum rc broadcast_waits(struct store *st, int64_t id, bool *out)
{
	struct stmt *s = db_prepare(st->db, &waits);
	enum rc rc;

	db_int(s, 1, id);
	rc = db_step(s);
	*out = rc == RC_OK;
	if (rc == RC_OK)
		db_reset(s);
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql waited = {
	"broadcast.waited",
	"DELETE FROM broadcast_wait WHERE broadcast_id = $1 AND due_at = $2 AND trader_id = $3"
};

/* A person's turn has come: they wait no more. */
static enum rc end_wait(
	struct store *st, const struct broadcast *b, const struct broadcast_person *p)
{
	struct stmt *s;

	if (p->waited < 0)
		return RC_OK;
	s = db_prepare(st->db, &waited);
	db_int(s, 1, b->id);
	db_int(s, 2, p->waited);
	db_int(s, 3, p->trader_id);
	return db_run(s);
}

static const struct sql belongs = { "broadcast.belongs",
	"INSERT INTO broadcast_message (message_id, broadcast_id) VALUES ($1, $2)" };
static const struct sql took = { "broadcast.took",
	"UPDATE broadcast_recipient SET message_id = $3 WHERE broadcast_id = $1 "
	"AND trader_id = $2 AND message_id IS NULL" };
static const struct sql head = { "broadcast.head",
	"UPDATE conversation SET last_message_id = $2 WHERE trader_id = $1" };

/* Who was never heard of nor written to has no conversation yet: without its head nobody would find the message, neither for the
 * person's export nor to erase it. */
static enum rc begin_chain(struct store *st, int64_t trader_id, int64_t message_id)
{
	struct conversation c = { .trader_id = trader_id, .state = "idle" };
	enum rc rc = conversation_get(st, trader_id, &c);

	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	c.last_message_id = message_id;
	return conversation_put(st, &c);
}

static enum rc link_message(struct store *st, const struct broadcast *b,
	const struct broadcast_person *p, int64_t message_id)
{
	struct stmt *s = db_prepare(st->db, &took);
	enum rc rc;

	db_int(s, 1, b->id);
	db_int(s, 2, p->trader_id);
	db_int(s, 3, message_id);
	rc = db_run_some(s);
	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &belongs);
	db_int(s, 1, message_id);
	db_int(s, 2, b->id);
	rc = db_run(s);
	if (rc != RC_OK)
		return rc;
	if (p->last_message_id == 0)
		return begin_chain(st, p->trader_id, message_id);
	s = db_prepare(st->db, &head);
	db_int(s, 1, p->trader_id);
	db_int(s, 2, message_id);
	return db_run(s);
}

enum rc broadcast_make(struct store *st, struct broadcast *b, const struct broadcast_person *p,
	struct message *m)
{
	struct broadcast_change c = {
		.open = 1, .segments = m->segments, .cost = m->segments * b->price
	};
	enum rc rc;

	m->id = store_message_id(st);
	m->previous_id = p->last_message_id;
	m->trader_id = p->trader_id;
	m->channel = CHANNEL_SMS;
	m->kind = KIND_BROADCAST;
	m->state = MESSAGE_QUEUED;
	m->phone = p->phone.e164;
	rc = end_wait(st, b, p);
	if (rc == RC_OK)
		rc = link_message(st, b, p, m->id);
	if (rc == RC_OK)
		rc = message_add(st, m);
	if (rc == RC_OK)
		rc = broadcast_count(st, b->id, &c);
	if (rc == RC_OK)
		rc = broadcast_spend(st, m->at, c.cost);
	b->open++;
	b->segments += c.segments;
	b->cost += c.cost;
	return rc;
}

enum rc broadcast_test(struct store *st, const struct broadcast *b, struct message *m)
{
	enum rc rc;

	m->id = store_message_id(st);
	m->channel = CHANNEL_SMS;
	m->kind = KIND_NOTICE;
	m->state = MESSAGE_QUEUED;
	rc = message_add(st, m);
	return rc == RC_OK ? broadcast_spend(st, m->at, m->segments * b->price) : rc;
}

static const struct sql wait_until = { "broadcast.wait_until",
	"INSERT INTO broadcast_wait (broadcast_id, due_at, trader_id) VALUES ($1, $2, $3) "
	"ON CONFLICT (broadcast_id, due_at, trader_id) DO NOTHING" };

enum rc broadcast_put_off(
	struct store *st, struct broadcast *b, const struct broadcast_person *p, int64_t until)
{
	enum rc rc = end_wait(st, b, p);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &wait_until);
	db_int(s, 1, b->id);
	db_int(s, 2, until);
	db_int(s, 3, p->trader_id);
	return db_run(s);
}

static const struct sql dropped = { "broadcast.dropped",
	"UPDATE broadcast_recipient SET dropped = $3 WHERE broadcast_id = $1 AND trader_id = $2 "
	"AND message_id IS NULL AND dropped IS NULL" };

enum rc broadcast_drop(struct store *st, struct broadcast *b, const struct broadcast_person *p,
	const char *reason)
{
	enum rc rc = end_wait(st, b, p);
	struct stmt *s;

	if (rc != RC_OK)
		return rc;
	s = db_prepare(st->db, &dropped);
	db_int(s, 1, b->id);
	db_int(s, 2, p->trader_id);
	db_text(s, 3, reason);
	rc = db_run_some(s);
	b->failed++;
	return rc == RC_OK
		       ? broadcast_count(st, b->id, &(struct broadcast_change){ .failed = 1 })
		       : rc;
}

static const struct sql sent_up_to = { "broadcast.sent_up_to",
	"UPDATE broadcast SET send_after = $2 WHERE id = $1" };

enum rc broadcast_sent_up_to(struct store *st, const struct broadcast *b)
{
	struct stmt *s = db_prepare(st->db, &sent_up_to);

	db_int(s, 1, b->id);
	db_int(s, 2, b->send_after);
	return db_run_some(s);
}

const struct sql *const broadcast_send_sql[] = { &last_trader, &expand, &expanded, &next, &due,
	&waits, &waited, &belongs, &took, &head, &wait_until, &dropped, &sent_up_to, NULL };
