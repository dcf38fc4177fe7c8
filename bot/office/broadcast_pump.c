/* office/broadcast_pump.c - broadcasts under way, a little in each turn of the loop */
#include "office/broadcast_pump.h"

#include <inttypes.h>
#include <string.h>

#include "base/days.h"
#include "base/log.h"
#include "base/quiet.h"
#include "gateway/gateway.h"
#include "store/broadcast.h"
#include "text/gsm7.h"
#include "wording/broadcast_text.h"

enum {
	LIVE_MAX = 8,       /* broadcasts looked at in a turn */
	BATCH = 64,         /* people in a turn */
	EMPTY_SLICES = 8,   /* ranges without a recipient that are skipped in one go */
	AHEAD_SECONDS = 10, /* of the gateway's pace */
	AHEAD_LEAST = 16,
	AHEAD_MOST = 400,
	GAP_MS = 3,        /* between slices: others write to the database, too */
	PATIENCE_MS = 20,  /* however busy, a slice goes so often */
	IDLE_MS = 1000,    /* look for new ones */
	LOOK_MOST_MS = 500 /* look whether the gateway has taken some */
};

struct work { /* of one broadcast in one turn */
	const struct broadcast_turn *t;
	struct broadcast *b;
	const struct gateway_config *gateway; /* sets the pace */
	struct broadcast_texts texts;
	struct buf sms;
	int64_t spent;   /* today, on all broadcasts */
	int64_t room;    /* messages that may be made yet */
	size_t had_turn; /* people whose turn it was */
	int64_t made;
	bool more; /* there may be others */
	bool held; /* by a cap */
};

bool broadcast_pump_wants(const struct broadcast_pump *p, int64_t now_ms)
{
	return now_ms >= p->next_ms;
}

int broadcast_pump_timeout_ms(const struct broadcast_pump *p, int64_t now_ms)
{
	int64_t wait = p->next_ms - now_ms;

	return wait < 0 ? 0 : wait > IDLE_MS ? IDLE_MS : (int)wait;
}

static enum rc set_state(struct work *w, enum broadcast_state s)
{
	w->b->state = s;
	w->b->changed_at = w->t->now;
	log_event(LOG_INFO, "broadcast", "id=%" PRId64 " state=%s", w->b->id,
		broadcast_state_name(s));
	return broadcast_put(w->t->store, w->b);
}

/* Whether some whose message was lost have not been looked at yet. */
static bool retrying(const struct work *w)
{
	return w->b->retry_after < w->b->retry_until;
}

/* Recipients of the next range; ranges in which nobody is meant cost next to nothing. */
static enum rc expand(struct work *w)
{
	int64_t made = 0;
	enum rc rc = RC_OK;

	for (int i = 0; i < EMPTY_SLICES && !w->b->expanded && made == 0 && rc == RC_OK; i++)
		rc = broadcast_expand(w->t->store, w->b, &made);
	return rc;
}

/* As many as go out in some seconds, and none that quiet hours would catch. */
static int64_t ahead(const struct work *w)
{
	int64_t rate = w->gateway->rate_per_second, n = rate * AHEAD_SECONDS,
		left = quiet_begin(&w->t->config->office.quiet_hours, w->t->now) - w->t->now;

	n = n < AHEAD_LEAST ? AHEAD_LEAST : n > AHEAD_MOST ? AHEAD_MOST : n;
	return left < n / rate ? left * rate : n;
}

static enum rc find_room(struct work *w)
{
	const struct config *c = w->t->config;
	int64_t most = ahead(w), queued = 0;
	enum rc rc = RC_OK;

	w->room = most;
	for (size_t i = 0; i < c->gateways && rc == RC_OK; i++) {
		rc = broadcast_queued(w->t->store, c->gateway[i].name, most, &queued);
		w->room = w->room > queued ? w->room - queued : 0;
	}
	return rc;
}

/* Whether a cap leaves cost rupiah for one more message. */
static enum rc look_at_caps(struct work *w, int64_t cost)
{
	const struct config *c = w->t->config;

	if (c->office.broadcast_cap_per_day > 0 &&
		w->spent + cost > c->office.broadcast_cap_per_day) {
		w->held = true; /* goes on tomorrow */
	} else if (c->office.broadcast_cap > 0 && w->b->cost + cost > c->office.broadcast_cap) {
		w->held = true; /* somebody has to decide */
		return set_state(w, BROADCAST_PAUSED);
	}
	return RC_OK;
}

static enum rc make(struct work *w, const struct broadcast_person *p,
	const struct gateway_config *carrier, const char *text)
{
	struct message m = { .gateway = carrier->name,
		.at = w->t->now,
		.due_at = w->t->now,
		.expires_at = w->t->now + BROADCAST_LIVES };
	int64_t cost;
	bool gsm7;
	enum rc rc;

	buf_reset(&w->sms);
	broadcast_render(w->t->wording, p->language, text, p->name, &w->sms);
	m.text = w->sms.data;
	m.segments = (int32_t)sms_segments(w->sms.data, w->sms.len, &gsm7);
	cost = m.segments * w->b->price;
	rc = look_at_caps(w, cost);
	if (rc != RC_OK || w->held)
		return rc;
	w->spent += cost;
	w->made++;
	w->room--;
	return broadcast_make(w->t->store, w->b, p, &m);
}

static enum rc take_turn(struct work *w, const struct broadcast_person *p)
{
	struct store *st = w->t->store;
	const char *text = broadcast_text_for(&w->texts, p->language);
	const struct gateway_config *carrier = gateway_for(
		w->t->config, &(struct gateway_need){ .to = p->phone.e164, .bulk = true });

	if (!p->exists) /* erased: counted when that was done */
		return RC_OK;
	if (p->stopped_at != 0)
		return broadcast_drop(st, w->b, p, "stopped");
	if (carrier == NULL || !config_allows(carrier, p->phone.e164))
		return broadcast_drop(st, w->b, p, "number not allowed");
	if (text == NULL)
		return broadcast_drop(st, w->b, p, "no text in the language");
	if (p->last_in_at + BROADCAST_APART > w->t->now)
		return broadcast_put_off(st, w->b, p, p->last_in_at + BROADCAST_APART);
	return make(w, p, carrier, text);
}

static enum rc take_turns(struct work *w, const struct broadcast_person *p, size_t n)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		rc = take_turn(w, &p[i]);
		if (rc != RC_OK || w->held)
			break;
		w->had_turn++;
		if (p[i].waited < 0)
			w->b->send_after = p[i].trader_id;
	}
	return rc;
}

static size_t batch(const struct work *w)
{
	size_t left = BATCH - w->had_turn;

	return w->room < (int64_t)left ? (size_t)w->room : left;
}

/* Those who waited come first, then the next ones in order. */
static enum rc fill(struct work *w)
{
	struct broadcast_person p[BATCH];
	int64_t before = w->b->send_after;
	size_t n = 0;
	enum rc rc = broadcast_texts(w->t->store, w->b->id, &w->texts);

	if (rc == RC_OK)
		rc = broadcast_spent(w->t->store, day_calendar(w->t->now), &w->spent);
	if (rc == RC_OK)
		rc = broadcast_due(w->t->store, w->b->id, w->t->now, batch(w), p, &n);
	if (rc == RC_OK)
		rc = take_turns(w, p, n);
	n = batch(w);
	if (rc == RC_OK && !w->held && n > 0) {
		rc = broadcast_next(w->t->store, w->b, n, p, &n);
		if (rc == RC_OK)
			rc = take_turns(w, p, n);
	}
	w->more = !w->held && w->had_turn > 0;
	if (rc == RC_OK && w->b->send_after != before)
		rc = broadcast_sent_up_to(w->t->store, w->b);
	return rc;
}

/* All had their turn, and what was made is no longer open. */
static enum rc finish(struct work *w)
{
	struct broadcast_person p;
	bool waits = false;
	size_t n = 0;
	enum rc rc;

	if (!w->b->expanded || retrying(w) || w->b->open > 0 ||
		w->b->state != BROADCAST_SENDING)
		return RC_OK;
	rc = broadcast_waits(w->t->store, w->b->id, &waits);
	if (rc == RC_OK && !waits)
		rc = broadcast_next(w->t->store, w->b, 1, &p, &n);
	return rc == RC_OK && !waits && n == 0 ? set_state(w, BROADCAST_DONE) : rc;
}

static enum rc send(struct work *w)
{
	enum rc rc = RC_OK;

	if (w->gateway != NULL && !quiet_at(&w->t->config->office.quiet_hours, w->t->now)) {
		rc = find_room(w);
		if (rc == RC_OK && w->room > 0)
			rc = fill(w);
	}
	return rc == RC_OK ? finish(w) : rc;
}

static enum rc advance(struct work *w)
{
	enum rc rc = RC_OK;

	if (w->b->state == BROADCAST_SCHEDULED) {
		if (w->b->starts_at > w->t->now)
			return RC_OK;
		rc = set_state(w, BROADCAST_SENDING);
	}
	if (rc == RC_OK && !w->b->expanded)
		rc = expand(w);
	if (rc == RC_OK && retrying(w))
		rc = broadcast_retry_slice(w->t->store, w->b);
	return rc == RC_OK ? send(w) : rc;
}

/* When there is something to do again. */
static int64_t pause_of(const struct work *w)
{
	int64_t rate = w->gateway != NULL ? w->gateway->rate_per_second : 1, wait;

	if (w->b->state != BROADCAST_SENDING)
		return IDLE_MS;
	if (!w->b->expanded || retrying(w) || (w->more && w->room > 0))
		return GAP_MS;
	wait = ahead(w) * 1000 / rate / 4;
	return wait < GAP_MS ? GAP_MS : wait > LOOK_MOST_MS ? LOOK_MOST_MS : wait;
}

enum rc broadcast_pump_turn(
	struct broadcast_pump *p, const struct broadcast_turn *t, bool *queued)
{
	struct broadcast live[LIVE_MAX];
	int64_t wait = IDLE_MS;
	size_t n = 0;
	enum rc rc;

	*queued = false;
	if (t->now_ms < p->next_ms || (t->busy && t->now_ms - p->next_ms < PATIENCE_MS))
		return RC_OK;
	rc = broadcast_live(t->store, live, LIVE_MAX, &n);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		struct work w = {
			.t = t, .b = &live[i], .gateway = gateway_sender(t->config, NULL)
		};

		buf_init(&w.sms, BROADCAST_SMS_MAX);
		rc = advance(&w);
		buf_release(&w.sms);
		*queued = *queued || w.made > 0;
		if (w.gateway != NULL && pause_of(&w) < wait)
			wait = pause_of(&w);
	}
	p->next_ms = t->now_ms + wait;
	return rc;
}
