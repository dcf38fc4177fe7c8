/* relay/record.c - what is known of each gateway, and who sends for one that rests */
#include <stdio.h>
#include <string.h>

#include "base/days.h"
#include "relay/outbound_state.h"

enum {
	WRITE_EVERY = 60, /* seconds, when nothing happened */
	WRITE_SOON = 2,   /* when messages went: whoever looks has just sent one */
	BULK_WAITS =
		5 * 60, /* seconds a gateway may rest before more than replies go by another */
	MOVES = 64,     /* a second */
};

static enum rc record_load(struct outbound *o, struct route *r, int64_t now)
{
	enum rc rc;

	if (r->record.gateway[0] != '\0')
		return RC_OK;
	rc = gateway_record_get(o->store, r->config->name, &r->record);
	if (rc == RC_ABSENT) {
		(void)snprintf(
			r->record.gateway, sizeof(r->record.gateway), "%s", r->config->name);
		r->record.state_since = now;
		r->record_changed = true;
		rc = RC_OK;
	}
	if (rc == RC_OK && r->record.state != GATEWAY_WORKS) { /* it is tried at once */
		r->record.state = GATEWAY_WORKS;
		r->record.state_since = now;
		r->record_changed = true;
	}
	return rc;
}

static void change_state(struct route *r, enum gateway_state state, int64_t now)
{
	if (r->record.state == state)
		return;
	r->record.state = state;
	r->record.state_since = now;
	r->record_changed = true;
}

/* At each writing too: who has sent nothing today would put what others count back to its own last day. */
static void turn_day(struct route *r, int64_t now)
{
	int32_t today = day_calendar(now);

	if (r->record.day == today)
		return;
	r->record.day = today;
	r->record.sent_today = r->record.sent_written = 0;
}

static void count_sent(struct route *r, int64_t now)
{
	turn_day(r, now);
	r->record.sent_today++;
	r->record.last_success = now;
}

void record_attempt(struct route *r, const struct slot *s, int64_t now)
{
	if (s->judgement.verdict == VERDICT_SENT) {
		count_sent(r, now);
	} else {
		memcpy(r->record.last_error, s->judgement.code, sizeof(r->record.last_error));
		r->record.last_error_at = now;
	}
	if (s->change == LANE_RECOVERS)
		change_state(r, GATEWAY_WORKS, now);
	else if (s->change == LANE_RESTS)
		change_state(r,
			s->judgement.verdict == VERDICT_MISCONFIGURED ? GATEWAY_MISCONFIGURED
								      : GATEWAY_RESTS,
			now);
}

int64_t record_sent(const struct route *r, int64_t now)
{
	return (r->record.day == day_calendar(now) ? r->record.sent_today : 0) + r->busy;
}

static bool is_capped(const struct route *r, int64_t now)
{
	return r->config->daily_cap > 0 && record_sent(r, now) >= r->config->daily_cap;
}

/* A cap must outlive a restart, so what it counts is written as it grows; a second may hold a success behind the last writing. */
static bool is_to_write(const struct route *r, int64_t now)
{
	int64_t age = now - r->record.at;

	return r->record_changed || age >= WRITE_EVERY ||
	       (age >= WRITE_SOON && (r->record.last_success >= r->record.at ||
					     r->record.last_inbound >= r->record.at ||
					     r->record.last_error_at >= r->record.at)) ||
	       (r->config->daily_cap > 0 && r->record.last_success >= r->record.at);
}

static enum rc write_down(struct outbound *o, struct route *r, int64_t now)
{
	enum rc rc;

	if (!is_to_write(r, now))
		return RC_OK;
	r->record.at = now;
	turn_day(r, now);
	rc = gateway_record_put(o->store, &r->record);
	if (rc == RC_OK)
		r->record_changed = false;
	return rc;
}

struct take_over {
	const struct outbound *o;
	uint32_t without; /* gateways that rest or are capped, or may not */
};

static const char *choose(const struct message *m, void *arg)
{
	const struct take_over *t = arg;
	const struct gateway_config *c = gateway_for(
		t->o->config, &(struct gateway_need){ .to = m->phone,
				      .bulk = m->kind != KIND_REPLY && m->kind != KIND_RECEIPT,
				      .without = t->without });

	return c != NULL ? c->name : NULL;
}

static bool is_out(const struct route *r, int64_t now)
{
	return r->lane.resting || is_capped(r, now);
}

/* Replies cannot wait; a broadcast can, and a gateway that is back in a minute should have it. */
static enum rc move_away(struct outbound *o, struct route *r, int64_t now)
{
	struct take_over t = { .o = o };
	const struct outbox_ask ask = {
		.gateway = r->config->name,
		.now = now,
		.max = MOVES,
		.replies_only = now - r->record.state_since < BULK_WAITS,
	};

	for (size_t i = 0; i < o->routes; i++)
		if (is_out(o->route[i], now) || !o->route[i]->config->failover ||
			o->route[i]->adapter->local)
			t.without |= UINT32_C(1) << i;
	return outbox_move(o->store, &ask, choose, &t);
}

enum rc record_turn(struct outbound *o, int64_t now)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < o->routes && rc == RC_OK; i++) {
		struct route *r = o->route[i];

		rc = record_load(o, r, now);
		if (rc == RC_OK)
			rc = write_down(o, r, now);
		if (rc == RC_OK && o->routes > 1 && is_out(r, now) && !r->adapter->local)
			rc = move_away(o, r, now);
	}
	return rc;
}
