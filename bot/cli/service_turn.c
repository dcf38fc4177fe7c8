/* cli/service_turn.c - one turn's transaction: requests, what gateways answered, what is due */
#include "base/log.h"
#include "cli/reload.h"
#include "cli/service.h"

enum {
	IDS_EACH =
		4, /* message ids that a request may want: itself, a reply, a receipt, another */
	TRIES = 3, /* of a turn */
	ALONE_TURNS =
		3, /* after one that wanted the database alone: what came with it may, too */
	REST_MS =
		500, /* after a turn that failed: on a full disk the next would fail as well, at once and for ever */
};

/* What has fallen due. What it queues goes out in this turn. */
static enum rc do_due(struct service *s, int64_t now, int64_t now_ms)
{
	struct work w = { .store = s->office.store,
		.wording = s->office.wording,
		.config = &s->office.config,
		.now = now };

	if (s->stopping || !service_leads(s) ||
		!scheduler_wants(&s->scheduler, s->office.store, now, now_ms))
		return RC_OK;
	outbound_nudge(s->outbound);
	return scheduler_run(&s->scheduler, &w, now_ms);
}

/* Broadcasts make their messages before the outbox is claimed, so that what stops one is seen first. */
static enum rc apply_broadcasts(struct service *s, bool busy, int64_t now, int64_t now_ms)
{
	struct broadcast_turn t = { .store = s->office.store,
		.config = &s->office.config,
		.wording = s->office.wording,
		.now = now,
		.now_ms = now_ms,
		.busy = busy };
	bool queued = false;
	enum rc rc = RC_OK;

	if (!s->stopping && service_leads(s))
		rc = broadcast_pump_turn(&s->broadcasts, &t, &queued);
	if (queued)
		outbound_nudge(s->outbound);
	return rc;
}

/* alone: beside no other server, which all but the path of messages wants. */
static enum rc apply(struct service *s, bool alone, int64_t now, int64_t now_ms)
{
	bool busy = server_waiting(s->server) > 0;
	enum rc rc = service_fleet_turn(s, alone, now_ms);

	if (rc == RC_OK && busy) {
		rc = server_apply(s->server, now);
		outbound_nudge(s->outbound);
	}
	if (rc == RC_OK && alone)
		rc = apply_broadcasts(s, busy, now, now_ms);
	if (rc == RC_OK && alone)
		rc = do_due(s, now, now_ms);
	if (rc == RC_OK)
		rc = outbound_apply(s->outbound, now, now_ms);
	if (rc == RC_OK && alone && service_leads(s))
		rc = service_prune(s, now, now_ms);
	return rc;
}

/* Requests are answered at once, be it with 503. */
static bool wants_turn(struct service *s, int64_t now, int64_t now_ms)
{
	if (server_waiting(s->server) > 0)
		return true;
	if (now_ms < s->rest_until_ms)
		return false;
	return s->in_doubt || outbound_wants(s->outbound, now, now_ms) ||
	       service_fleet_wants(s, now_ms) ||
	       (service_leads(s) &&
		       (broadcast_pump_wants(&s->broadcasts, now_ms) ||
			       scheduler_wants(&s->scheduler, s->office.store, now, now_ms)));
}

static bool wants_alone(struct service *s, int64_t now, int64_t now_ms)
{
	if (!s->fleet.shared || s->alone_turns > 0)
		return true;
	return !server_share(s->server, &s->share) || service_fleet_wants_alone(s, now_ms) ||
	       (service_leads(s) &&
		       (outbound_looks(s->outbound, now_ms) ||
			       broadcast_pump_wants(&s->broadcasts, now_ms) ||
			       service_prune_wants(s, now_ms) ||
			       scheduler_wants(&s->scheduler, s->office.store, now, now_ms)));
}

struct outcome {
	bool again;    /* the database is there, and another try may go better */
	bool in_doubt; /* it may have been kept, though that failed */
};

static void expect(struct store *st, void *arg)
{
	struct service *s = arg;

	(void)st;
	server_expect(s->server, clock_now());
}

static enum rc begin(struct service *s, bool alone)
{
	size_t n = server_waiting(s->server);

	if (alone)
		return store_begin_expecting(s->office.store, expect, s);
	s->share.ids = n > 0 ? IDS_EACH * (n + 1) : 0;
	return store_begin_shared(s->office.store, &s->share, expect, s);
}

static enum rc try_turn(
	struct service *s, bool alone, int64_t now, int64_t now_ms, struct outcome *out)
{
	struct store *st = s->office.store;
	int64_t began_us;
	enum rc rc = begin(s, alone);

	/* Who waited in vain for the database alone does not do so again while gateways wait. */
	*out = (struct outcome){ .again = rc == RC_OK || (!alone && !store_is_away(st)) };
	/* Others took this server for dead, and what it had claimed: it starts again, as a new one. */
	s->broken = s->broken || rc == RC_CONFLICT;
	if (rc == RC_OK)
		rc = apply(s, alone, now, now_ms);
	if (rc == RC_OK) {
		out->in_doubt = true;
		began_us = clock_monotonic_us();
		rc = store_commit(st);
		vitals_commit(&s->commits, clock_monotonic_us() - began_us);
	}
	if (rc != RC_OK) {
		out->in_doubt = out->in_doubt && store_in_doubt(st);
		s->alone_turns = store_wants_alone(st) ? ALONE_TURNS : s->alone_turns;
		store_rollback(st);
		outbound_undone(s->outbound);
		scheduler_undone(&s->scheduler);
		service_fleet_undone(s);
	}
	return rc;
}

static bool may_try_again(enum rc rc, const struct outcome *out)
{
	return rc == RC_BUSY && out->again && !out->in_doubt;
}

/* While the database is away, some lines a minute. */
static void log_failed(struct service *s, enum rc rc, bool committing)
{
	if (rc == RC_BUSY && !committing && !log_allow(&s->busy, clock_now()))
		return;
	log_event(LOG_ERROR, "turn-failed", "rc=%s committing=%d suppressed=%llu", rc_name(rc),
		committing, (unsigned long long)s->busy.suppressed);
	s->busy.suppressed = 0;
}

/* The turn's transaction. Whatever fails, nothing of it is acknowledged. Beside other servers one may meet another's locks, or
 * something that wants the database alone: it is rolled back and done again, alone; and again, if the connection was lost. */
void service_turn(struct service *s)
{
	int64_t now = clock_now(), now_ms = clock_monotonic_ms();
	struct outcome out;
	bool alone, once;
	enum rc rc;

	if (!wants_turn(s, now, now_ms))
		return;
	alone = wants_alone(s, now, now_ms);
	once = !s->fleet.shared || server_wants_alone(s->server);
	rc = try_turn(s, alone, now, now_ms, &out);
	for (int again = 1; may_try_again(rc, &out) && !once && again < TRIES; again++) {
		s->turns_again++;
		rc = try_turn(s, true, now, now_ms, &out);
	}
	if (rc == RC_OK && s->alone_turns > 0)
		s->alone_turns--;
	s->turns++;
	s->disk_full = rc == RC_FULL;
	if (rc != RC_OK) {
		s->failed_turns++;
		s->rest_until_ms = now_ms + REST_MS;
		log_failed(s, rc, out.in_doubt);
		if (out.in_doubt)
			service_doubt(s, rc);
	}
	/* Before the answer: whoever has it finds the new text in force. */
	if (rc == RC_OK && s->edits_changed)
		reload_edits(s, now_ms);
	s->edits_changed = false;
	server_answer(s->server, rc == RC_OK);
	if (rc == RC_OK) {
		outbound_start(s->outbound, now, now_ms);
		service_settle_doubt(s);
	}
	/* After the answers: whoever waits for one does not wait for this too. */
	if (!s->broken)
		store_tend_log(s->office.store);
}
