/* relay/outbound_send.c - claimed messages on the wire, and what the gateways say to them */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "relay/outbound_state.h"

/* Over without having reached the gateway; the verdict says what becomes of it. */
static void give_up(struct slot *s, enum verdict verdict, const char *code)
{
	s->judgement.verdict = verdict;
	(void)snprintf(s->judgement.code, sizeof(s->judgement.code), "%s", code);
	s->state = SLOT_DONE;
	s->route->done++;
	lane_skip(&s->route->lane);
}

void send_start(struct outbound *o, struct slot *s, int64_t now)
{
	const struct gateway_message m = {
		.id = s->id,
		.to = s->to,
		.text = s->text.data,
		.expires_in = s->expires_at - now,
		.public_url = o->config->server.public_url,
	};

	transfer_clear(&s->transfer);
	if (now >= s->expires_at)
		give_up(s, VERDICT_RETRY, "expired");
	else if (s->route->adapter->build(s->route->config, &m, &s->transfer.send) != RC_OK)
		give_up(s, VERDICT_REFUSED, "cannot be sent");
	else if (transfer_start(&s->transfer, o->multi, s) != RC_OK)
		give_up(s, VERDICT_RETRY, "not sent");
	else
		s->state = SLOT_FLYING;
}

static enum lane_outcome outcome_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_SENT:
	case VERDICT_REFUSED:
		return LANE_WORKED;
	case VERDICT_RETRY:
	case VERDICT_UNKNOWN:
		return LANE_FAILED;
	case VERDICT_MISCONFIGURED:
		return LANE_MISCONFIGURED;
	}
	return LANE_FAILED;
}

/* One line a change, however many messages tell of it. */
static void tell(const struct route *r, enum lane_change change, const struct slot *s)
{
	switch (change) {
	case LANE_SAME:
		break;
	case LANE_RECOVERS:
		log_event(LOG_INFO, "gateway-works", "gateway=%s", r->config->name);
		break;
	case LANE_RESTS:
		log_event(s->judgement.verdict == VERDICT_MISCONFIGURED ? LOG_ERROR : LOG_WARN,
			s->judgement.verdict == VERDICT_MISCONFIGURED ? "gateway-misconfigured"
								      : "gateway-rests",
			"gateway=%s seconds=%d code=\"%s\"", r->config->name,
			LANE_REST_MS / 1000, s->judgement.code);
		break;
	}
}

static void finish(struct outbound *o, struct slot *s, CURLcode result, int64_t now_ms)
{
	struct route *r = s->route;
	struct gateway_response response;
	enum lane_change change;

	transfer_end(&s->transfer, o->multi, result, &response, &s->retry_after);
	r->adapter->judge(r->config, &response, &s->judgement);
	s->state = SLOT_DONE;
	r->done++;
	if (s->judgement.verdict != VERDICT_SENT)
		memcpy(r->health.last_error, s->judgement.code, sizeof(r->health.last_error));
	change = lane_done(&r->lane, outcome_of(s->judgement.verdict), now_ms);
	tell(r, change, s);
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
		finish(o, (struct slot *)(void *)owner, result, now_ms);
	}
}
