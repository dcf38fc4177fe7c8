/* relay/outbound_turn.c - within the turn's transaction: what finished is settled, what is due is claimed; and a turn undone */
#include <stdio.h>
#include <string.h>

#include "base/quiet.h"
#include "relay/outbound_state.h"
#include "relay/retry.h"
#include "relay/stop.h"
#include "store/early.h"

static const char *text_or_null(const char *s)
{
	return s[0] != '\0' ? s : NULL;
}

/* By this name reports will know the message, and some may have come before it. */
static enum rc note_name(struct outbound *o, const struct slot *s, int64_t now)
{
	const struct early about = {
		.gateway = s->route->config->name, .gateway_id = s->judgement.id, .now = now
	};
	enum rc rc = sent_note(o->store, about.gateway, about.gateway_id, s->id);

	if (rc == RC_OK)
		rc = early_apply(o->store, &about, s->id);
	return rc == RC_ABSENT ? RC_OK : rc; /* erased meanwhile */
}

/* What the gateway's answer tells beyond the message's own state. */
static enum rc note(struct outbound *o, struct slot *s, int64_t now, int64_t now_ms)
{
	const struct gateway_judgement *j = &s->judgement;
	struct phone phone = { .e164 = "" };
	enum rc rc = RC_OK;

	ask_await(s->route, s->id, j->id, now_ms);
	if (s->route->adapter->names_messages && j->id[0] != '\0')
		rc = note_name(o, s, now);
	if (rc == RC_OK && j->stopped) {
		(void)phone_sender(&phone, s->to, strlen(s->to));
		rc = stop_number(o->store, &phone, now);
	}
	return rc;
}

/* A delivery report may have been faster than the gateway's answer, and a person may have been
 * erased meanwhile: neither is a fault. */
static enum rc write_down(struct outbound *o, struct slot *s, int64_t now, int64_t now_ms)
{
	struct attempt a = {
		.verdict = s->judgement.verdict,
		.kind = s->kind,
		.tries = s->tries,
		.now = now,
		.expires_at = s->expires_at,
		.retry_after = s->judgement.retry_after > s->retry_after
				       ? s->judgement.retry_after
				       : s->retry_after,
		.random = o->random(o->random_arg),
	};
	const struct message claimed = { .gateway = s->route->config->name,
		.kind = s->kind,
		.at = s->at,
		.segments = s->segments };
	struct settlement done = { .id = s->id, .now = now, .claimed = &claimed };
	enum rc rc;

	done.state = s->direct ? MESSAGE_DELIVERED : retry_decide(&a, &done.due_at);
	done.gateway_id = text_or_null(s->judgement.id);
	done.error = text_or_null(s->judgement.code);
	rc = message_settle(o->store, &done);
	if (rc != RC_OK && rc != RC_CONFLICT && rc != RC_ABSENT)
		return rc;
	rc = note(o, s, now, now_ms);
	if (rc != RC_OK)
		return rc;
	if (!s->direct)
		record_attempt(s->route, s, now);
	s->state = SLOT_SETTLED;
	s->became = done.state;
	return RC_OK;
}

enum rc turn_settle(struct outbound *o, struct route *r, int64_t now, int64_t now_ms)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < SLOTS && r->done > 0 && rc == RC_OK; i++) {
		if (r->slot[i].state != SLOT_DONE)
			continue;
		rc = write_down(o, &r->slot[i], now, now_ms);
		if (rc == RC_OK) {
			r->done--;
			r->hungry = true; /* the number's next message may go now */
		}
	}
	return rc;
}

unsigned turn_room(const struct route *r, int64_t now, int64_t now_ms)
{
	unsigned room = lane_room(&r->lane, now_ms), free = SLOTS - r->busy;
	int64_t left = r->config->daily_cap;

	if (room > free)
		room = free;
	if (left == 0)
		return room;
	left -= record_sent(r, now);
	return left < (int64_t)room ? (unsigned)(left > 0 ? left : 0) : room;
}

struct claim {
	struct route *route;
	unsigned n;
	size_t next; /* the slot to look at first */
};

static enum rc take_claimed(const struct message *m, void *arg)
{
	struct claim *c = arg;
	struct slot *s;

	while (c->next < SLOTS && c->route->slot[c->next].state != SLOT_FREE)
		c->next++;
	if (c->next == SLOTS)
		BUG("more messages were claimed than asked for");
	s = &c->route->slot[c->next];
	s->state = SLOT_CLAIMED;
	s->direct = c->route->adapter->local;
	s->id = m->id;
	s->at = m->at;
	s->kind = m->kind;
	s->tries = m->tries;
	s->segments = m->segments;
	s->expires_at = m->expires_at;
	s->retry_after = 0;
	s->change = LANE_SAME;
	s->judgement = (struct gateway_judgement){ .verdict = VERDICT_UNKNOWN };
	(void)snprintf(s->to, sizeof(s->to), "%s", m->phone);
	s->begun = false;
	buf_reset(&s->piece);
	buf_reset(&s->text);
	buf_puts(&s->text, m->text != NULL ? m->text : "");
	c->route->busy++;
	c->n++;
	return RC_OK;
}

/* Nothing is sent over HTTP: what is claimed has arrived. */
static enum rc deliver(struct outbound *o, struct route *r, int64_t now, int64_t now_ms)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < SLOTS && rc == RC_OK; i++) {
		if (r->slot[i].state != SLOT_CLAIMED)
			continue;
		rc = write_down(o, &r->slot[i], now, now_ms);
		if (rc == RC_OK)
			lane_skip(&r->lane);
	}
	return rc;
}

enum rc turn_claim(struct outbound *o, struct route *r, int64_t now, int64_t now_ms)
{
	unsigned room = turn_room(r, now, now_ms);
	const struct outbox_ask ask = { .gateway = r->config->name,
		.now = now,
		.max = room,
		.replies_only = quiet_at(&r->config->quiet_hours, now) };
	struct claim c = { .route = r };
	enum rc rc = RC_OK;

	if (!r->hungry || room == 0)
		return RC_OK;
	if (quiet_at(&o->config->office.quiet_hours, now))
		rc = outbox_hold(o->store, r->config->name, now,
			quiet_end(&o->config->office.quiet_hours, now));
	if (rc == RC_OK)
		rc = outbox_claim(o->store, &ask, take_claimed, &c);
	lane_take(&r->lane, c.n, now_ms);
	r->hungry = c.n == room;
	if (rc == RC_OK && r->adapter->local)
		rc = deliver(o, r, now, now_ms);
	return rc;
}

void turn_begin(struct outbound *o, int64_t now_ms)
{
	o->turned_ms = now_ms;
	o->in_turn = true;
	for (size_t i = 0; i < o->routes; i++) {
		struct route *r = o->route[i];

		r->before = (struct before_turn){ r->record, r->record_changed,
			r->asking.question.skip };
	}
}

void turn_release(struct slot *s)
{
	s->state = SLOT_FREE;
	s->next = NULL;
	s->carried = false;
	s->route->busy--;
}

static void undo_slot(struct slot *s)
{
	struct route *r = s->route;

	if (s->state == SLOT_CLAIMED)
		lane_untake(&r->lane, 1);
	if (s->state == SLOT_CLAIMED || (s->state == SLOT_SETTLED && s->direct)) {
		turn_release(s);
	} else if (s->state == SLOT_SETTLED) {
		s->state = SLOT_DONE;
		r->done++;
	}
}

static void undo_route(struct route *r)
{
	r->record = r->before.record;
	r->record_changed = r->before.record_changed;
	r->asking.question.skip = r->before.skip;
	for (size_t k = 0; k < SLOTS; k++)
		undo_slot(&r->slot[k]);
	modem_undone(r);
	ask_undone(&r->asking);
}

void outbound_undone(struct outbound *o)
{
	if (!o->in_turn)
		return;
	o->in_turn = false;
	o->looked = false;
	for (size_t i = 0; i < o->routes; i++)
		undo_route(o->route[i]);
	outbound_nudge(o);
}
