/* relay/outbound.c - from the outbox to the gateways and back */
#include "relay/outbound.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "relay/outbound_state.h"
#include "store/store.h"

static enum rc add_route(struct outbound *o, const struct gateway_config *c, struct err *err)
{
	const struct gateway *adapter = gateway_find(c->type);
	struct route *r;

	if (adapter == NULL)
		return err_set(err, RC_INVALID,
			"gateway %s: this program has no adapter named %s", c->name, c->type);
	r = calloc(1, sizeof(*r));
	if (r == NULL)
		return err_set(err, RC_BROKEN, "no memory for gateway %s", c->name);
	r->config = c;
	r->adapter = adapter;
	r->hungry = true;
	lane_init(&r->lane, c->rate_per_second);
	ask_open(&r->asking);
	for (size_t i = 0; i < SLOTS; i++) {
		r->slot[i].owner = OWNER_SLOT;
		r->slot[i].route = r;
		buf_init(&r->slot[i].text, MESSAGE_TEXT_MAX);
		buf_init(&r->slot[i].piece, MESSAGE_TEXT_MAX);
		transfer_init(&r->slot[i].transfer, ANSWER_MAX);
	}
	o->route[o->routes++] = r;
	return RC_OK;
}

static enum rc open_multi(struct outbound *o, struct err *err)
{
	o->multi = curl_multi_init();
	if (o->multi == NULL)
		return err_set(err, RC_BROKEN, "libcurl does not start: no memory");
	if (curl_multi_setopt(o->multi, CURLMOPT_MAXCONNECTS,
		    (long)(LANE_IN_FLIGHT * o->config->gateways)) != CURLM_OK)
		return err_set(err, RC_BROKEN, "libcurl does not keep connections");
	return RC_OK;
}

enum rc outbound_open(struct outbound **out, struct store *st, const struct config *config,
	uint64_t (*random)(void *), void *random_arg, struct err *err)
{
	struct outbound *o;
	enum rc rc;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(err, RC_BROKEN, "libcurl does not start");
	o = calloc(1, sizeof(*o));
	if (o == NULL) {
		curl_global_cleanup();
		return err_set(err, RC_BROKEN, "no memory for the outbox");
	}
	o->store = st;
	o->config = config;
	o->random = random;
	o->random_arg = random_arg;
	o->keeps_house = true;
	o->servers = 1;
	rc = open_multi(o, err);
	for (size_t i = 0; i < config->gateways && rc == RC_OK; i++)
		rc = add_route(o, &config->gateway[i], err);
	if (rc != RC_OK) {
		outbound_close(o);
		return rc;
	}
	*out = o;
	return RC_OK;
}

static void close_route(struct outbound *o, struct route *r)
{
	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *s = &r->slot[i];

		if (s->state == SLOT_FLYING && !s->carried)
			(void)curl_multi_remove_handle(o->multi, s->transfer.easy);
		transfer_release(&s->transfer);
		buf_release(&s->text);
		buf_release(&s->piece);
	}
	ask_close(&r->asking, o->multi);
	modem_close(&r->modem);
	free(r);
}

void outbound_close(struct outbound *o)
{
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->routes; i++)
		close_route(o, o->route[i]);
	(void)curl_multi_cleanup(o->multi);
	free(o->scratch);
	free(o);
	curl_global_cleanup();
}

enum rc outbound_listen(struct outbound *o, const struct inbound *in, struct err *err)
{
	bool asks = false;

	for (size_t i = 0; i < o->routes; i++)
		asks |= o->route[i]->adapter->modem || o->route[i]->adapter->ask != NULL;
	o->inbound = in;
	if (!asks || o->scratch != NULL)
		return RC_OK;
	o->scratch = calloc(GATEWAY_EVENTS_MAX, sizeof(*o->scratch));
	return o->scratch != NULL ? RC_OK : err_set(err, RC_BROKEN, "no memory for the outbox");
}

enum rc outbound_wait(struct outbound *o, const int *fds, size_t n, int timeout_ms)
{
	struct curl_waitfd wait[OUTBOUND_FDS];
	CURLMcode code;

	if (n > OUTBOUND_FDS)
		BUG("%zu descriptors to wait for", n);
	for (size_t i = 0; i < n; i++)
		wait[i] = (struct curl_waitfd){ .fd = fds[i], .events = CURL_WAIT_POLLIN };
	code = curl_multi_poll(o->multi, wait, (unsigned)n, timeout_ms, NULL);
	if (code == CURLM_OK)
		return RC_OK;
	log_event(LOG_ERROR, "poll-failed", "reason=\"%s\"", curl_multi_strerror(code));
	return RC_BROKEN;
}

static void move(struct outbound *o)
{
	int running = 0;
	CURLMcode code = curl_multi_perform(o->multi, &running);

	if (code != CURLM_OK)
		log_event(LOG_ERROR, "send-failed", "reason=\"%s\"", curl_multi_strerror(code));
}

void outbound_run(struct outbound *o, int64_t now_ms)
{
	move(o);
	send_collect(o, now_ms);
}

static bool look_is_due(const struct outbound *o, int64_t now_ms)
{
	return !o->draining && (!o->looked || now_ms - o->looked_ms >= LOOK_MS);
}

/* Whether r has something for a transaction. */
static bool has_work(
	const struct outbound *o, const struct route *r, int64_t now, int64_t now_ms)
{
	if (r->done > 0)
		return true;
	if (o->draining)
		return false;
	return (r->hungry && turn_room(r, now, now_ms) > 0) || r->asking.state == ASK_DONE ||
	       (o->inbound != NULL && modem_is_due(r, now_ms));
}

/* Every turn costs a wait for the disk, in which nothing moves. While others are still in the air a few results wait for
 * company. */
static bool may_gather(const struct outbound *o, const struct route *r, int64_t now_ms)
{
	return r->lane.in_flight > r->done && r->done < GATHER &&
	       now_ms - o->turned_ms < GATHER_MS;
}

bool outbound_wants(const struct outbound *o, int64_t now, int64_t now_ms)
{
	if (look_is_due(o, now_ms))
		return true;
	for (size_t i = 0; i < o->routes; i++) {
		const struct route *r = o->route[i];

		if (has_work(o, r, now, now_ms) && !may_gather(o, r, now_ms))
			return true;
	}
	return false;
}

/* Once a second: what is too old is set aside, and what another process queued, or what fell due
 * meanwhile, is found. */
static enum rc look(struct outbound *o, int64_t now, int64_t now_ms)
{
	int64_t expired = 0;
	enum rc rc =
		o->keeps_house ? outbox_expire(o->store, now, EXPIRE_MAX, &expired) : RC_OK;

	if (rc != RC_OK)
		return rc;
	o->looked = expired < EXPIRE_MAX;
	o->looked_ms = now_ms;
	outbound_nudge(o);
	return record_turn(o, now);
}

/* What came from gateways that do not call. */
static enum rc look_in(struct outbound *o, int64_t now, int64_t now_ms)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < o->routes && rc == RC_OK; i++) {
		rc = ask_recall(o, o->route[i], now, now_ms);
		if (rc == RC_OK)
			rc = ask_turn(o, o->route[i], now);
		if (rc == RC_OK)
			rc = modem_turn(o, o->route[i], now, now_ms);
	}
	return rc;
}

enum rc outbound_apply(struct outbound *o, int64_t now, int64_t now_ms)
{
	enum rc rc = RC_OK;

	turn_begin(o, now_ms);
	for (size_t i = 0; i < o->routes && rc == RC_OK; i++)
		rc = turn_settle(o, o->route[i], now, now_ms);
	if (rc == RC_OK && look_is_due(o, now_ms))
		rc = look(o, now, now_ms);
	if (rc == RC_OK && !o->draining)
		rc = look_in(o, now, now_ms);
	for (size_t i = 0; i < o->routes && rc == RC_OK && !o->draining; i++)
		rc = turn_claim(o, o->route[i], now, now_ms);
	return rc;
}

static void count(struct gateway_health *h, enum message_state became, int64_t now)
{
	if (became == MESSAGE_SENT || became == MESSAGE_DELIVERED) {
		h->sent++;
		h->last_success = now;
	} else if (became == MESSAGE_QUEUED) {
		h->retried++;
	} else if (became == MESSAGE_UNKNOWN) {
		h->unknown++;
	} else {
		h->failed++;
	}
}

/* What left by a gateway that is paid. */
static void count_spending(struct outbound *o, const struct slot *s)
{
	if (s->direct || (s->became != MESSAGE_SENT && s->became != MESSAGE_DELIVERED))
		return;
	o->totals.segments += (uint64_t)s->segments;
	o->totals.spend += (uint64_t)(s->segments * o->config->office.price_per_segment);
}

static void start_route(struct outbound *o, struct route *r, int64_t now, int64_t now_ms)
{
	for (size_t i = 0; i < SLOTS && r->busy > 0; i++) {
		struct slot *s = &r->slot[i];

		if (s->state == SLOT_SETTLED) {
			count(&r->health, s->became, now);
			count_spending(o, s);
			turn_release(s);
		} else if (s->state == SLOT_CLAIMED) {
			send_start(o, s, now, now_ms);
		}
	}
	modem_kept(r, now_ms);
	ask_start(o, r, now, now_ms);
}

void outbound_start(struct outbound *o, int64_t now, int64_t now_ms)
{
	o->in_turn = false;
	for (size_t i = 0; i < o->routes; i++)
		start_route(o, o->route[i], now, now_ms);
	outbound_run(o, now_ms); /* the first bytes leave in this turn */
}

void outbound_nudge(struct outbound *o)
{
	for (size_t i = 0; i < o->routes; i++)
		o->route[i]->hungry = true;
}

void outbound_look(struct outbound *o)
{
	o->looked = false;
}

int outbound_timeout_ms(const struct outbound *o, int64_t now, int64_t now_ms)
{
	int64_t wait = LOOK_MS - (now_ms - o->looked_ms);

	if (outbound_wants(o, now, now_ms))
		return 0;
	if (o->draining) /* looks for nothing new; what is on the wire wakes the loop */
		return LOOK_MS;
	for (size_t i = 0; i < o->routes; i++) {
		int64_t lane = lane_wait_ms(&o->route[i]->lane, now_ms);

		if (o->route[i]->hungry && lane < wait)
			wait = lane;
		if (wait > GATHER_MS && has_work(o, o->route[i], now, now_ms))
			wait = GATHER_MS;
	}
	return wait < 1 ? 1 : (int)wait;
}

void outbound_reload(struct outbound *o)
{
	for (size_t i = 0; i < o->routes; i++) {
		int64_t rate = o->route[i]->config->rate_per_second;

		o->route[i]->lane.rate =
			rate / o->servers + (o->before < rate % o->servers ? 1 : 0);
	}
}

void outbound_share(struct outbound *o, int64_t servers, int64_t before, bool keeps_house)
{
	o->keeps_house = keeps_house;
	o->servers = servers > 1 ? servers : 1;
	o->before = before;
	outbound_reload(o);
}

bool outbound_looks(const struct outbound *o, int64_t now_ms)
{
	return o->keeps_house && look_is_due(o, now_ms);
}

void outbound_drain(struct outbound *o)
{
	o->draining = true;
}

void outbound_resume(struct outbound *o)
{
	o->draining = false;
	outbound_nudge(o);
}

unsigned outbound_in_flight(const struct outbound *o)
{
	unsigned n = 0;

	for (size_t i = 0; i < o->routes; i++)
		n += o->route[i]->lane.in_flight;
	return n;
}

void outbound_heard(struct outbound *o, size_t gateway, int64_t now)
{
	o->route[gateway]->record.last_inbound = now;
}

void outbound_health(const struct outbound *o, size_t gateway, struct gateway_health *out)
{
	*out = o->route[gateway]->health;
	out->resting = o->route[gateway]->lane.resting;
}

const struct outbound_totals *outbound_totals(const struct outbound *o)
{
	return &o->totals;
}
