/* store/message.c - writing a message, answering a repeat, and what became of an attempt */
#include "store/message.h"

#include <string.h>

#include "store/broadcast.h"
#include "store/rows.h"
#include "store/tally.h"

static const char *const state_names[] = {
	[MESSAGE_RECEIVED] = "received",
	[MESSAGE_QUEUED] = "queued",
	[MESSAGE_SENDING] = "sending",
	[MESSAGE_SENT] = "sent",
	[MESSAGE_DELIVERED] = "delivered",
	[MESSAGE_FAILED] = "failed",
	[MESSAGE_EXPIRED] = "expired",
	[MESSAGE_REJECTED] = "rejected",
	[MESSAGE_UNKNOWN] = "unknown",
};

static const struct {
	const char *name, *direction;
	int priority;
} kinds[] = {
	[KIND_INBOUND] = { "inbound", "in", 0 },
	[KIND_REPLY] = { "reply", "out", 1 },
	[KIND_RECEIPT] = { "receipt", "out", 1 },
	[KIND_REMINDER] = { "reminder", "out", 2 },
	[KIND_TIP] = { "tip", "out", 3 },
	[KIND_BROADCAST] = { "broadcast", "out", 3 },
	[KIND_NOTICE] = { "notice", "out", 2 },
};

const char *message_state_name(enum message_state s)
{
	return state_names[s];
}

const char *message_kind_name(enum message_kind k)
{
	return kinds[k].name;
}

bool message_has_left(enum message_state s)
{
	return s == MESSAGE_SENDING || s == MESSAGE_SENT || s == MESSAGE_DELIVERED ||
	       s == MESSAGE_UNKNOWN;
}

enum message_state message_state_of(const char *name)
{
	for (size_t i = 0; i < sizeof(state_names) / sizeof(state_names[0]); i++)
		if (strcmp(state_names[i], name) == 0)
			return (enum message_state)i;
	return MESSAGE_UNKNOWN;
}

static enum message_kind kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return (enum message_kind)i;
	return KIND_NOTICE;
}

void message_view(struct stmt *s, struct message *out)
{
	out->id = db_get_int(s, 0);
	out->previous_id = db_get_int(s, 1);
	out->trader_id = db_get_int(s, 2);
	out->channel = strcmp(db_view_text(s, 3), "ussd") == 0 ? CHANNEL_USSD : CHANNEL_SMS;
	out->kind = kind_of(db_view_text(s, 4));
	out->state = message_state_of(db_view_text(s, 5));
	out->gateway = db_view_text(s, 6);
	out->gateway_id = db_view_text(s, 7);
	out->phone = db_view_text(s, 8);
	out->text = db_view_text(s, 9);
	out->at = db_get_int(s, 10);
	out->due_at = db_get_int(s, 11);
	out->expires_at = db_get_int(s, 12);
	out->tries = db_get_int32(s, 13);
	out->segments = db_get_int32(s, 14);
	out->reply_to = db_get_int(s, 15);
	out->error = db_view_text(s, 16);
}

enum rc message_show(struct stmt *s, message_fn *fn, void *arg)
{
	struct message m;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		message_view(s, &m);
		rc = fn(&m, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

static const struct sql add = { "message.add",
	"INSERT INTO message (id, previous_id, trader_id, direction, channel, kind, priority, "
	"gateway, gateway_id, phone, text, state, at, due_at, expires_at, tries, segments, "
	"reply_to, error, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
	"$13, $14, $15, $16, $17, $18, $19, $13)" };

enum rc message_add(struct store *st, const struct message *m)
{
	struct stmt *s = db_prepare(st->db, &add);
	enum rc rc;

	db_int(s, 1, m->id);
	db_int(s, 2, m->previous_id);
	db_int_or_null(s, 3, m->trader_id);
	db_text(s, 4, kinds[m->kind].direction);
	db_text(s, 5, m->channel == CHANNEL_USSD ? "ussd" : "sms");
	db_text(s, 6, kinds[m->kind].name);
	db_int(s, 7, kinds[m->kind].priority);
	db_text(s, 8, m->gateway);
	db_text_or_null(s, 9, m->gateway_id);
	db_text(s, 10, m->phone);
	db_text(s, 11, m->text);
	db_text(s, 12, state_names[m->state]);
	db_int(s, 13, m->at);
	db_int(s, 14, m->due_at);
	db_int(s, 15, m->expires_at);
	db_int(s, 16, m->tries);
	db_int(s, 17, m->segments);
	db_int(s, 18, m->reply_to);
	db_text_or_null(s, 19, m->error);
	rc = db_run_later(s);
	if (rc == RC_OK)
		tally_message(st,
			&(struct tally_message){ .at = m->at,
				.gateway = m->gateway,
				.kind = m->kind,
				.state = m->state,
				.segments = m->segments },
			1);
	return rc;
}

/* From the column on: MESSAGE_COUNTED; the gateway's name is borrowed from the row. */
static struct tally_message read_counted(struct stmt *s, int column)
{
	return (struct tally_message){ .at = db_get_int(s, column),
		.gateway = db_view_text(s, column + 1),
		.kind = kind_of(db_view_text(s, column + 2)),
		.segments = db_get_int32(s, column + 3) };
}

enum rc message_turned(struct store *st, struct stmt *s, enum message_state from,
	enum message_state to, int64_t *n)
{
	int64_t count = 0;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		tally_turned(st, read_counted(s, 0), from, to);
		count++;
	}
	if (n != NULL)
		*n = count;
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc message_moved(struct store *st, struct stmt *s, const char *from)
{
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		struct tally_message what = read_counted(s, 0);

		what.state = MESSAGE_QUEUED;
		tally_message(st, &what, 1);
		what.gateway = from;
		tally_message(st, &what, -1);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

/* There is no index on reply_to: the replies get their ids in the turn of the message they
 * answer, so they lie right behind it. */
static const struct sql replies = { "message.replies",
	"SELECT " MESSAGE_COLUMNS " FROM message m WHERE m.id > $1 AND m.id <= $1 + 8 "
	"AND m.reply_to = $1 AND m.direction = 'out' ORDER BY m.id LIMIT 2" };

enum rc message_replies(struct store *st, int64_t inbound_id, message_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &replies);

	db_int(s, 1, inbound_id);
	return message_show(s, fn, arg);
}

static const struct sql get = { "message.get",
	"SELECT " MESSAGE_COLUMNS " FROM message m WHERE m.id = $1 LIMIT 1" };

enum rc message_get(struct store *st, int64_t id, message_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &get);
	struct message m;
	enum rc rc;

	db_int(s, 1, id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	message_view(s, &m);
	rc = fn(&m, arg);
	db_reset(s);
	return rc;
}

/* Ids grow with time: the last of them are those of the last hours, and the walk over them has an end. */
static const struct sql lately = { "message.lately",
	"SELECT " MESSAGE_COLUMNS " FROM message m "
	"WHERE m.id > (SELECT max(x.id) - 20000 FROM message x) AND m.state = 'sent' "
	"AND m.gateway = $1 AND m.gateway_id IS NOT NULL AND m.changed_at >= $2 "
	"ORDER BY m.id DESC LIMIT $3" };

enum rc message_sent_lately(
	struct store *st, const struct sent_ask *ask, message_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &lately);

	db_text(s, 1, ask->gateway);
	db_int(s, 2, ask->since);
	db_int(s, 3, ask->max);
	return message_show(s, fn, arg);
}

/* How far along a state is; what is final stays. */
static int progress(enum message_state s)
{
	static const int steps[] = {
		[MESSAGE_RECEIVED] = 4,
		[MESSAGE_QUEUED] = 1,
		[MESSAGE_SENDING] = 2,
		[MESSAGE_SENT] = 3,
		[MESSAGE_DELIVERED] = 4,
		[MESSAGE_FAILED] = 4,
		[MESSAGE_EXPIRED] = 4,
		[MESSAGE_REJECTED] = 4,
		[MESSAGE_UNKNOWN] = 4,
	};

	return steps[s];
}

static bool may_become(enum message_state from, enum message_state to)
{
	if (to == MESSAGE_RECEIVED || from == MESSAGE_RECEIVED)
		return false;
	if (to == MESSAGE_QUEUED) /* another try, or another time */
		return from == MESSAGE_SENDING || from == MESSAGE_QUEUED;
	if (to == MESSAGE_DELIVERED &&
		(from == MESSAGE_FAILED || from == MESSAGE_EXPIRED || from == MESSAGE_UNKNOWN))
		return true; /* it did arrive after all */
	return progress(to) > progress(from);
}

static const struct sql state_now = { "message.state",
	"SELECT " MESSAGE_COUNTED
	", state FROM message WHERE id = $1 LIMIT 1/*+ FOR NO KEY UPDATE*/" };
#define SETTLE                                                                                 \
	"UPDATE message SET state = $2, due_at = CASE WHEN $2 = 'queued' THEN $3 ELSE due_at " \
	"END, gateway_id = coalesce($4, gateway_id), error = coalesce($5, error), "            \
	"changed_at = $6 WHERE id = $1"
static const struct sql settle = { "message.settle", SETTLE };
static const struct sql settle_sending = { "message.settle_sending",
	SETTLE " AND state = 'sending'" };

static enum rc write_settled(
	struct store *st, const struct sql *how, const struct settlement *settlement)
{
	struct stmt *s = db_prepare(st->db, how);

	db_int(s, 1, settlement->id);
	db_text(s, 2, state_names[settlement->state]);
	db_int(s, 3, settlement->due_at);
	db_text(s, 4, settlement->gateway_id);
	db_text(s, 5, settlement->error);
	db_int(s, 6, settlement->now);
	return db_run_some(s);
}

/* m: what is known of it, with the state it had. */
static enum rc count_settled(struct store *st, const struct message *m, enum message_state to)
{
	tally_turned(st,
		(struct tally_message){ .at = m->at,
			.gateway = m->gateway,
			.kind = m->kind,
			.segments = m->segments },
		m->state, to);
	return m->kind == KIND_BROADCAST ? broadcast_settled(st, m, m->state, to) : RC_OK;
}

/* Of a message that is on its way, by who sent it. RC_ABSENT: it is not. */
static enum rc settle_claimed(struct store *st, const struct settlement *settlement)
{
	struct message m = *settlement->claimed;
	enum rc rc = write_settled(st, &settle_sending, settlement);

	m.id = settlement->id;
	m.state = MESSAGE_SENDING;
	return rc == RC_OK ? count_settled(st, &m, settlement->state) : rc;
}

enum rc message_settle(struct store *st, const struct settlement *settlement)
{
	char gateway[GATEWAY_NAME_MAX + 1];
	struct message m = { .id = settlement->id, .gateway = gateway };
	struct tally_message counted;
	struct stmt *s;
	enum rc rc = RC_ABSENT;

	if (settlement->claimed != NULL && may_become(MESSAGE_SENDING, settlement->state))
		rc = settle_claimed(st, settlement);
	if (rc != RC_ABSENT)
		return rc;
	s = db_prepare(st->db, &state_now);
	db_int(s, 1, settlement->id);
	rc = db_step(s);
	if (rc != RC_OK)
		return rc;
	m.state = message_state_of(db_view_text(s, 4));
	counted = read_counted(s, 0);
	m.kind = counted.kind;
	m.segments = counted.segments;
	m.at = counted.at;
	db_get_text(s, 1, gateway, sizeof(gateway));
	db_reset(s);
	if (!may_become(m.state, settlement->state))
		return RC_CONFLICT;
	rc = write_settled(st, &settle, settlement);
	return rc == RC_OK ? count_settled(st, &m, settlement->state) : rc;
}

int64_t message_before(int64_t id, int64_t previous, int64_t *lowest)
{
	bool up = id > *lowest;

	if (!up)
		*lowest = id;
	return previous < *lowest || (!up && previous > id) ? previous : 0;
}

const struct sql *const message_sql[] = { &add, &replies, &get, &lately, &state_now, &settle,
	&settle_sending, NULL };
