/* relay/outbound_send.c - claimed messages on the wire, and what the gateways say to them */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "relay/outbound_state.h"
#include "text/gsm7.h"
#include "text/sms_split.h"

const struct histogram_scale outbound_scale = { 8, { 10, 50, 100, 250, 500, 1000, 5000, 30000 },
	1000 };

/* Over without having reached the gateway; the verdict says what becomes of it. */
static void give_up(struct slot *s, enum verdict verdict, const char *code)
{
	s->judgement.verdict = verdict;
	(void)snprintf(s->judgement.code, sizeof(s->judgement.code), "%s", code);
	s->state = SLOT_DONE;
	s->route->done++;
	lane_skip(&s->route->lane);
}

/* What the gateway's encoding leaves of a text; staff may have written what GSM-7 lacks. */
static void fold(struct slot *s)
{
	struct buf plain;

	if (s->route->config->unicode || gsm7_plain(s->text.data, s->text.len))
		return;
	buf_init(&plain, (size_t)2 * MESSAGE_TEXT_MAX);
	gsm7_fold(&plain, s->text.data, s->text.len);
	buf_reset(&s->text);
	buf_add(&s->text, plain.data,
		plain.len < MESSAGE_TEXT_MAX ? plain.len : MESSAGE_TEXT_MAX);
	buf_release(&plain);
}

static struct gateway_message message_of(
	const struct outbound *o, const struct slot *s, int64_t now)
{
	return (struct gateway_message){
		.id = s->id,
		.to = s->to,
		.text = s->piece.len > 0 ? s->piece.data : s->text.data,
		.now = now,
		.expires_in = s->expires_at - now,
		.public_url = o->config->server.public_url,
	};
}

/* The claimed ones behind a slot that may share its request, chained to it; returns how many there are with it. */
static size_t gather(struct slot *first, int64_t now)
{
	struct route *r = first->route;
	struct slot *last = first;
	size_t n = 1;

	if (r->adapter->build_batch == NULL)
		return 1;
	for (struct slot *s = first + 1; s < r->slot + SLOTS && n < r->adapter->batch; s++) {
		if (s->state != SLOT_CLAIMED || s->carried || now >= s->expires_at)
			continue;
		fold(s);
		s->carried = true;
		last->next = s;
		last = s;
		n++;
	}
	return n;
}

static enum rc build(const struct outbound *o, struct slot *first, size_t n, int64_t now)
{
	const struct route *r = first->route;
	struct gateway_message m[SEND_BATCH];
	size_t i = 0;

	for (const struct slot *s = first; s != NULL && i < SEND_BATCH; s = s->next)
		m[i++] = message_of(o, s, now);
	if (n == 1)
		return r->adapter->build(r->config, m, &first->transfer.send);
	return r->adapter->build_batch(r->config, m, n, &first->transfer.send);
}

/* Those that wait in a chain go with its first, whatever becomes of it. */
static void give_up_all(struct slot *first, enum verdict verdict, const char *code)
{
	for (struct slot *s = first; s != NULL; s = s->next)
		give_up(s, verdict, code);
}

static void start(struct outbound *o, struct slot *first)
{
	if (transfer_start(&first->transfer, o->multi, &first->owner) != RC_OK) {
		give_up_all(first, VERDICT_RETRY, "not sent");
		return;
	}
	for (struct slot *s = first; s != NULL; s = s->next)
		s->state = SLOT_FLYING;
}

/* One of a chain that cannot be sent must not hold up the others: each goes by itself. */
static void send_apart(struct outbound *o, struct slot *first, int64_t now)
{
	struct slot *next;

	for (struct slot *s = first; s != NULL; s = next) {
		next = s->next;
		s->next = NULL;
		s->carried = false;
		transfer_clear(&s->transfer);
		s->started_ms = first->started_ms;
		if (build(o, s, 1, now) == RC_OK)
			start(o, s);
		else
			give_up(s, VERDICT_REFUSED, "cannot be sent");
	}
}

/* Where the gateway does not split a long text, the part that goes first. */
static void cut(struct slot *s)
{
	struct sms_split split;

	buf_reset(&s->piece);
	if (s->route->config->external.split &&
		sms_split(&split, s->text.data, s->text.len) == RC_OK && split.n > 1)
		buf_add(&s->piece, s->text.data, split.piece[0].length);
}

/* The next part of a text whose last one was taken: in the same slot, which is settled when all are. Each part counts in the pace.
 * False: there is none, or no more goes. A text of which a part was taken is not begun again without a word: it is in doubt. */
static bool send_rest(struct outbound *o, struct slot *s, int64_t now_ms)
{
	struct buf left;

	if (s->judgement.verdict != VERDICT_SENT) {
		if (s->begun)
			s->judgement.verdict = VERDICT_UNKNOWN;
		return false;
	}
	if (s->piece.len == 0)
		return false;
	s->begun = true;
	buf_init(&left, MESSAGE_TEXT_MAX);
	buf_puts(&left, s->text.data + s->piece.len);
	buf_release(&s->text);
	s->text = left;
	cut(s);
	transfer_clear(&s->transfer);
	s->judgement.verdict = VERDICT_UNKNOWN;
	if (build(o, s, 1, s->started_at) != RC_OK ||
		transfer_start(&s->transfer, o->multi, &s->owner) != RC_OK)
		return false;
	lane_take(&s->route->lane, 1, now_ms);
	lane_skip(&s->route->lane);
	return true;
}

static void send_over_http(struct outbound *o, struct slot *first, int64_t now)
{
	size_t n = gather(first, now);

	first->started_at = now;
	cut(first);

	if (build(o, first, n, now) == RC_OK)
		start(o, first);
	else
		send_apart(o, first, now);
}

static enum lane_outcome outcome_of(enum verdict verdict)
{
	static const enum lane_outcome outcome[] = {
		[VERDICT_SENT] = LANE_WORKED,
		[VERDICT_RETRY] = LANE_FAILED,
		[VERDICT_REFUSED] = LANE_WORKED,
		[VERDICT_MISCONFIGURED] = LANE_MISCONFIGURED,
		[VERDICT_UNKNOWN] = LANE_FAILED,
	};

	return outcome[verdict];
}

/* One line a change, however many messages tell of it. */
static void tell(const struct route *r, enum lane_change change, const struct slot *s)
{
	if (change == LANE_RECOVERS)
		log_event(LOG_INFO, "gateway-works", "gateway=%s", r->config->name);
	else if (change == LANE_RESTS)
		log_event(s->judgement.verdict == VERDICT_MISCONFIGURED ? LOG_ERROR : LOG_WARN,
			s->judgement.verdict == VERDICT_MISCONFIGURED ? "gateway-misconfigured"
								      : "gateway-rests",
			"gateway=%s seconds=%d code=\"%s\"", r->config->name,
			LANE_REST_MS / 1000, s->judgement.code);
}

/* One message's attempt is over; its judgement is there. follows: it went in one request with one that was counted; that the
 * request failed says no more for being told of each, or one failure would look like a row of them. */
static void finish(struct slot *s, bool follows, int64_t now_ms)
{
	struct route *r = s->route;
	enum lane_outcome outcome = outcome_of(s->judgement.verdict);

	s->state = SLOT_DONE;
	r->done++;
	if (s->judgement.verdict != VERDICT_SENT)
		memcpy(r->health.last_error, s->judgement.code, sizeof(r->health.last_error));
	if (follows && outcome == LANE_FAILED) {
		lane_skip(&r->lane);
		s->change = LANE_SAME;
		return;
	}
	s->change = lane_done(&r->lane, outcome, now_ms);
	tell(r, s->change, s);
}

static void judge(struct slot *first, const struct gateway_response *response)
{
	const struct route *r = first->route;
	struct gateway_message m[SEND_BATCH];
	struct gateway_judgement judgement[SEND_BATCH];
	size_t n = 0;

	if (first->next == NULL) {
		r->adapter->judge(r->config, response, &first->judgement);
		return;
	}
	for (const struct slot *s = first; s != NULL && n < SEND_BATCH; s = s->next)
		m[n++] = (struct gateway_message){ .id = s->id, .to = s->to, .text = "" };
	for (size_t i = 0; i < n; i++)
		judgement[i] = (struct gateway_judgement){ .verdict = VERDICT_UNKNOWN };
	r->adapter->judge_batch(r->config, response, m, n, judgement);
	n = 0;
	for (struct slot *s = first; s != NULL && n < SEND_BATCH; s = s->next)
		s->judgement = judgement[n++];
}

static void finish_request(
	struct outbound *o, struct slot *first, CURLcode result, int64_t now_ms)
{
	struct gateway_response response;
	int64_t retry_after;

	transfer_end(&first->transfer, o->multi, result, &response, &retry_after);
	histogram_observe(&o->totals.answered, &outbound_scale, now_ms - first->started_ms);
	judge(first, &response);
	if (send_rest(o, first, now_ms))
		return;
	for (struct slot *s = first; s != NULL; s = s->next) {
		s->retry_after = retry_after;
		finish(s, s != first, now_ms);
	}
}

void send_start(struct outbound *o, struct slot *s, int64_t now, int64_t now_ms)
{
	transfer_clear(&s->transfer);
	s->started_ms = now_ms;
	if (now >= s->expires_at) {
		give_up(s, VERDICT_RETRY, "expired");
		return;
	}
	fold(s);
	if (!s->route->adapter->modem) {
		send_over_http(o, s, now);
		return;
	}
	modem_send(s->route, s, now, now_ms);
	finish(s, false, now_ms);
}

static void finish_owner(struct outbound *o, enum owner *owner, CURLcode result, int64_t now_ms)
{
	if (*owner == OWNER_ASK)
		ask_finish(o, (struct asking *)(void *)owner, result);
	else
		finish_request(o, (struct slot *)(void *)owner, result, now_ms);
}

void send_collect(struct outbound *o, int64_t now_ms)
{
	CURLMsg *m;
	int left = 0;

	for (m = curl_multi_info_read(o->multi, &left); m != NULL;
		m = curl_multi_info_read(o->multi, &left)) {
		CURLcode result = m->data.result;
		char *owner = NULL;

		if (m->msg != CURLMSG_DONE)
			continue;
		(void)curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &owner);
		finish_owner(o, (enum owner *)(void *)owner, result, now_ms);
	}
}
