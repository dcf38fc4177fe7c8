/* web/webhook.c - gateways' requests, from the signature to the answer after the commit */
#include "web/webhook.h"

#include "web/reply.h"
#include "web/route.h"
#include "web/server_state.h"

#include <string.h>
#include <strings.h>

static void count(struct request *r, enum inbound_count what, size_t n)
{
	r->server->metrics.inbound[r->gateway][what] += n;
}

static const struct gateway_config *config_of(const struct request *r)
{
	return &r->server->site.config->gateway[r->gateway];
}

static void refuse(struct request *r)
{
	unsigned denied = r->server->gateway[r->gateway]->denied;

	count(r, COUNT_DENIED, 1);
	reply_problem(
		r, denied != 0 ? denied : MHD_HTTP_FORBIDDEN, "signature or secret refused");
}

void webhook_tell(struct request *r)
{
	struct server *s = r->server;
	size_t which = r->named ? r->gateway : CONFIG_GATEWAYS;
	struct log_limit *limit = &s->refused[which];

	if (strncmp(r->uri.data, "/gateway/", 9) != 0 || r->answer.detail == NULL ||
		r->answer.status >= MHD_HTTP_INTERNAL_SERVER_ERROR || !log_allow(limit, s->now))
		return;
	log_event(LOG_WARN, "webhook-refused",
		"gateway=%s status=%u reason=\"%s\" bytes=%zu suppressed=%llu",
		r->named ? config_of(r)->name : "-", r->answer.status, r->answer.detail,
		r->body.len, (unsigned long long)limit->suppressed);
	limit->suppressed = 0;
}

/* Authentic, but not what the contract says. */
static void misread(struct request *r, const struct gateway *gateway)
{
	count(r, COUNT_INVALID, 1);
	reply_problem(r, MHD_HTTP_BAD_REQUEST, "not what this gateway sends");
	if (gateway->always_200) /* any other would only bring it again */
		reply_text(r, MHD_HTTP_OK, "");
}

struct wanted { /* a header */
	const char *name, *value;
	size_t n; /* how often it is there */
};

static enum MHD_Result look(
	void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct wanted *w = cls;

	(void)kind;
	if (strcasecmp(name, w->name) == 0) {
		w->value = value;
		w->n++;
	}
	return MHD_YES;
}

static const char *header(const void *arg, const char *name)
{
	const struct request *r = arg;
	struct wanted w = { .name = name };

	(void)MHD_get_connection_values(r->mhd, MHD_HEADER_KIND, look, &w);
	return w.n == 1 ? w.value : NULL;
}

void webhook_handle(struct request *r)
{
	struct server *s = r->server;
	const struct gateway *gateway = s->gateway[r->gateway];
	struct gateway_request request = {
		.method = r->method,
		.endpoint = r->route->name,
		.path = r->uri.data,
		.raw_query = r->query,
		.public_url = s->site.config->server.public_url,
		.query = &r->fields,
		.content_type = r->content_type,
		.authorization = r->authorization,
		.body = r->body.data,
		.length = r->body.len,
		.now = s->now,
		.header = header,
		.header_arg = r,
	};
	size_t n = 0;

	/* Raw UCS-2 of an old gateway holds %00. */
	if (form_parse(&r->fields, r->query, strlen(r->query), true) != RC_OK) {
		count(r, COUNT_INVALID, 1);
		reply_problem(r, MHD_HTTP_BAD_REQUEST, "malformed query");
	} else if (gateway->verify(config_of(r), &request) != RC_OK) {
		refuse(r);
	} else if (gateway->parse(config_of(r), &request, s->scratch, &n) != RC_OK) {
		misread(r, gateway);
	} else if (n == 0) {
		reply_text(r, MHD_HTTP_OK, "");
	} else if (!request_events(r, s->scratch, n)) {
		count(r, COUNT_FAILED, n);
		reply_later(r);
	}
}

/* What inbound_apply() left of the last event, as an answer in the gateway's own manner. */
static void answer(struct request *r, const struct gateway_event *event)
{
	const struct inbound_result *result = &r->server->result;
	struct gateway_outcome outcome = { .ends = result->ends, .outbox = &result->outbox };
	struct gateway_answer out = { .status = MHD_HTTP_OK, .body = r->text };

	for (int i = 0; i < result->replies && i < 2; i++)
		outcome.reply[i] = result->reply[i].data;
	r->server->gateway[r->gateway]->answer(config_of(r), event, &outcome, &out);
	r->text = out.body;
	if (out.body.full)
		reply_later(r);
	else
		reply_content(r, out.status, out.content_type, &r->text);
}

/* The result's buffers are used for every event: emptying them is cheaper than making new ones. */
static void result_empty(struct inbound_result *result)
{
	buf_reset(&result->reply[0]);
	buf_reset(&result->reply[1]);
	buf_reset(&result->outbox);
	result->replies = 0;
	result->ends = result->repeated = result->unknown = false;
}

bool server_share(const struct server *s, struct store_share *out)
{
	out->ids = out->locks = 0;
	for (const struct request *r = s->waiting.first; r != NULL; r = r->next) {
		if (r->api != NULL)
			return false;
		for (size_t i = 0; i < r->events; i++)
			if (!inbound_shares(&r->event[i], out))
				return false;
	}
	return true;
}

static void expect(const struct request *r, int64_t now, int step)
{
	for (size_t i = 0; i < r->events; i++)
		inbound_expect(r->server->site.inbound, config_of(r), &r->event[i], now, step);
}

void server_expect(struct server *s, int64_t now)
{
	for (int step = 0; step < INBOUND_STEPS; step++)
		for (const struct request *r = s->waiting.first; r != NULL; r = r->next)
			expect(r, now, step);
}

enum rc webhook_apply(struct request *r, int64_t now)
{
	struct server *s = r->server;

	/* It may be the second time, after a turn that was rolled back. */
	r->kept = r->repeated = r->unknown = 0;
	r->answer.status = 0;
	r->answer.detail = NULL;
	r->answer.flags &= ~(unsigned)ANSWER_RETRY;
	buf_reset(&r->text);
	for (size_t i = 0; i < r->events; i++) {
		enum rc rc;

		result_empty(&s->result);
		rc = inbound_apply(
			s->site.inbound, config_of(r), &r->event[i], now, &s->result);
		if (rc_breaks(rc))
			return rc;
		if (rc != RC_OK) {
			reply_later(r);
			return RC_OK;
		}
		r->repeated += s->result.repeated;
		r->kept += !s->result.repeated && !s->result.unknown;
		r->unknown += s->result.unknown;
	}
	/* The first is what the request is about; what follows from it, as a stop, stands behind. */
	answer(r, &r->event[0]);
	return RC_OK;
}

void webhook_settle(struct request *r, bool kept)
{
	if (!kept) {
		r->kept = r->repeated = r->unknown = 0;
		reply_later(r);
	}
	count(r, COUNT_KEPT, r->kept);
	if (r->kept > 0 && r->server->site.outbound != NULL)
		outbound_heard(r->server->site.outbound, r->gateway, r->server->now);
	count(r, COUNT_REPEATED, r->repeated);
	count(r, COUNT_UNKNOWN, r->unknown);
	count(r, COUNT_FAILED, r->events - r->kept - r->repeated - r->unknown);
	metrics_ack(&r->server->metrics, r->server->now_ms - r->whole_ms);
}
