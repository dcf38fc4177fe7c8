/*
 * store/message.h - every message in and out; the outbox is its unsent part
 *
 * States only move forward: queued -> sending -> sent -> delivered | failed | expired | rejected | unknown.
 * A trader's history is a chain (previous_id), not an index.
 */
#ifndef LAPAK_STORE_MESSAGE_H
#define LAPAK_STORE_MESSAGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "text/phone.h"

struct store;

enum { MESSAGE_TEXT_MAX = 4096, GATEWAY_NAME_MAX = 32, GATEWAY_ID_MAX = 96 };

enum message_state {
	MESSAGE_RECEIVED,
	MESSAGE_QUEUED,
	MESSAGE_SENDING,
	MESSAGE_SENT,
	MESSAGE_DELIVERED,
	MESSAGE_FAILED,
	MESSAGE_EXPIRED,
	MESSAGE_REJECTED,
	MESSAGE_UNKNOWN,
};
const char *message_state_name(enum message_state s);
/* Whether a message of ours in that state is, or may be, with its receiver or on the way. */
bool message_has_left(enum message_state s);
/* MESSAGE_UNKNOWN for a name that is none. */
enum message_state message_state_of(const char *name);

enum message_kind {
	KIND_INBOUND,
	KIND_REPLY,
	KIND_RECEIPT,
	KIND_REMINDER,
	KIND_TIP,
	KIND_BROADCAST,
	KIND_NOTICE
};
const char *message_kind_name(enum message_kind k);
enum message_channel { CHANNEL_SMS, CHANNEL_USSD };

struct message { /* a view: strings are borrowed for the call (in) or until the callback returns (out) */
	int64_t id, previous_id, trader_id; /* trader_id 0: none */
	enum message_channel channel;
	enum message_kind kind;
	enum message_state state;
	const char *gateway, *gateway_id; /* gateway_id NULL or "": none */
	const char *phone, *text;
	int64_t at, due_at, expires_at;
	int32_t tries, segments;
	int64_t reply_to;
	const char *error;
};

/* Takes note of (gateway, key). RC_CONFLICT: seen before; *message_id is then the message it became, else it is set
 * to the one given. */
/* That key is going to be added: see db_expect(). Only where store_is_far(). */
void seen_expect(struct store *st, const char *gateway, const char *key);
MUST_CHECK enum rc seen_add(
	struct store *st, const char *gateway, const char *key, int64_t *message_id);
/* Some gateways' delivery reports name a message by the gateway's own id alone. That id is noted for them in the same narrow
 * table as the keys of inbound messages, and forgotten with them by seen_prune(): an index on message.gateway_id would be a
 * random one over everything ever sent, also if it left out what is settled, since most Indonesian reports never come and their
 * messages stay sent. Only a gateway that needs it pays for it, one row a message sent. A repetition changes nothing. */
MUST_CHECK enum rc sent_note(
	struct store *st, const char *gateway, const char *gateway_id, int64_t message_id);
/* The message a gateway's id stands for; RC_ABSENT: none that is remembered. */
MUST_CHECK enum rc sent_find(
	struct store *st, const char *gateway, const char *gateway_id, int64_t *message_id);
/* Forgets keys, and ids of sent messages, older than before, at most limit a call; *done: whether nothing is left to prune. */
MUST_CHECK enum rc seen_prune(struct store *st, int64_t before, int64_t limit, bool *done);

/* Inserts m with its id from store_message_id(). direction follows from kind. */
MUST_CHECK enum rc message_add(struct store *st, const struct message *m);

typedef enum rc message_fn(const struct message *m, void *arg);
/* Outgoing messages that answer inbound id (at most 2), in order: for answering a repeat like the first time. */
MUST_CHECK enum rc message_replies(
	struct store *st, int64_t inbound_id, message_fn *fn, void *arg);

/* Due outgoing messages of one gateway, replies first, at most max. Leaves out a number that has an earlier open message
 * of the same or a higher priority, or one being sent. What a trader did not just ask for is looked at again: not after
 * STOP, not of a paused or cancelled broadcast, no broadcast within 15 minutes of their own SMS. Sets them sending, adds
 * one to tries, changed_at = now. */
struct outbox_ask {
	const char *gateway;
	int64_t now, max;
	bool replies_only;
};
MUST_CHECK enum rc outbox_claim(
	struct store *st, const struct outbox_ask *ask, message_fn *fn, void *arg);
/* Due queued messages of one gateway that another might take, oldest first, at most max: fn says
 * which, or NULL to leave it. */
typedef const char *outbox_move_fn(const struct message *m, void *arg);
MUST_CHECK enum rc outbox_move(
	struct store *st, const struct outbox_ask *ask, outbox_move_fn *fn, void *arg);
/* Queued messages of one gateway, and when the first of them was due; 0 when there is none. */
MUST_CHECK enum rc outbox_of_gateway(
	struct store *st, const char *gateway, int64_t *queued, int64_t *due_at);
/* Broadcasts of a gateway that are due are due at until, and expire as much later: quiet hours have begun. */
MUST_CHECK enum rc outbox_hold(
	struct store *st, const char *gateway, int64_t now, int64_t until);
/* Sets queued messages past expires_at expired, at most limit. *n: how many. */
MUST_CHECK enum rc outbox_expire(struct store *st, int64_t now, int64_t limit, int64_t *n);
/* Messages left sending by servers that are no more; own: and by this one, which has nothing on the wire. Replies and receipts
 * are queued again, the rest become unknown. */
MUST_CHECK enum rc outbox_recover(
	struct store *st, bool own, int64_t now, int64_t *requeued, int64_t *unknown);
/* The clock was set back: replies and receipts that were to go again at a time now far away are due at once. What has a
 * day of its own (reminders, broadcasts) keeps it. */
MUST_CHECK enum rc outbox_clock_back(struct store *st, int64_t now);
/* The next due_at among queued of any gateway; INT64_MAX when none. */
MUST_CHECK enum rc outbox_next_due(struct store *st, int64_t *out);

struct settlement {
	int64_t id;
	enum message_state state; /* QUEUED = try again at due_at */
	int64_t due_at;
	const char *gateway_id, *error; /* NULL: leave as it is */
	int64_t now;
	/* Its gateway, kind, at and segments, from who claimed it: most of the time it is still as it was then, and need not be
	 * looked at. NULL: it is looked at. */
	const struct message *claimed;
};
/* What became of an attempt or a delivery report. Only forward: RC_CONFLICT when the message is already further (a late
 * report after a final state changes nothing, except delivered, which may replace failed, expired or unknown). RC_ABSENT: no such message. */
MUST_CHECK enum rc message_settle(struct store *st, const struct settlement *s);

struct message_filter {
	int64_t limit;     /* 0 = all */
	const char *phone; /* NULL = any */
	const char *state; /* NULL = any */
};
/* Newest first. */
MUST_CHECK enum rc message_each(
	struct store *st, const struct message_filter *filter, message_fn *fn, void *arg);
/* Messages that a gateway took under an id of its own and of which no more is known, newest first: of the last 20,000 of all. */
struct sent_ask {
	const char *gateway;
	int64_t since, max;
};
MUST_CHECK enum rc message_sent_lately(
	struct store *st, const struct sent_ask *ask, message_fn *fn, void *arg);
/* Outgoing ones of a state, newest first, ids below before (0: any): of the last OUTBOX_LOOK messages of all. */
enum { OUTBOX_LOOK = 20000 };
struct outbox_look {
	enum message_state state;
	int64_t before, limit;
};
MUST_CHECK enum rc outbox_each(
	struct store *st, const struct outbox_look *ask, message_fn *fn, void *arg);
MUST_CHECK enum rc message_get(struct store *st, int64_t id, message_fn *fn, void *arg);
/* Pushed messages (not replies) to phone on a gateway with id > after, oldest first, at most 100: the simulator's outbox. */
struct pushed_ask {
	const char *gateway, *phone;
	int64_t after;
};
MUST_CHECK enum rc message_pushed(
	struct store *st, const struct pushed_ask *ask, message_fn *fn, void *arg);
/* What waits and what is on its way; by priority from 1 (replies) on, and in all. */
enum { OUTBOX_PRIORITIES = 3 };
struct outbox_count {
	int64_t queued, sending, oldest_queued_at;
	int64_t queued_by[OUTBOX_PRIORITIES], sending_by[OUTBOX_PRIORITIES];
};
MUST_CHECK enum rc outbox_counts(struct store *st, struct outbox_count *out);

/* Where a walk along a trader's chain goes on after the message id, whose previous_id is given; 0: it ends. *lowest: the lowest id
 * met so far, INT64_MAX before the first. A chain goes back, but for a receipt, which is younger than the reply it lies behind:
 * after a step up only one below all before it follows, so that a walk ends whatever the rows say. */
int64_t message_before(int64_t id, int64_t previous, int64_t *lowest);

#endif
