/*
 * gateway/8x8.c - 8x8 (formerly Wavecell)
 *
 * developer.8x8.com/connect: webhooks "inbound-sms" and "delivery-receipts-for-outbound-sms", unsigned (the secret is ?key= or
 * Basic), and POST /api/v1/subaccounts/SUB/messages. A webhook that is not answered comes again after 1, 10, 30 and 90 s,
 * and then never.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/days.h"
#include "gateway/adapters.h"
#include "gateway/answer.h"
#include "gateway/compose.h"
#include "gateway/event.h"
#include "gateway/instant.h"
#include "gateway/judge.h"
#include "gateway/secret.h"
#include "text/gsm7.h"

enum {
	LIFETIME_LEAST = 60, /* seconds */
	LIFETIME_MOST = 48 * 3600,
	PATH_BYTES = 160,
	REPORT_URL_MAX = 2 * CONFIG_URL,
	EXPIRED = 36, /* errorCode: not delivered in time */
};

static enum rc read_message(const json_t *payload, struct gateway_event *e)
{
	const char *from = json_text(payload, "source"),
		   *to = json_text(payload, "destination");
	const char *id = json_text(payload, "umid"), *at = json_text(payload, "timestamp");
	const json_t *text = json_object_get(payload, "body");

	if (from[0] == '\0' || !json_is_string(text))
		return RC_INVALID;
	event_begin(e, EVENT_SMS);
	identifier_copy(e->id, sizeof(e->id), id, strlen(id));
	event_put_international(e, from, strlen(from));
	event_put_text(e, json_string_value(text), json_string_length(text));
	printable_copy(e->to, sizeof(e->to), to, strlen(to));
	e->at = instant_read(at, strlen(at));
	return RC_OK;
}

/* The first that fits; a detail of "" fits any. */
static const struct {
	const char *state, *detail;
	enum report_state report;
} states[] = {
	{ "queued", "", REPORT_NOTHING },
	{ "sent", "", REPORT_SENT },
	{ "delivered", "delivered_to_operator", REPORT_SENT },
	{ "delivered", "", REPORT_DELIVERED },
	{ "read", "", REPORT_DELIVERED },
	{ "undelivered", "rejected_by_operator", REPORT_REJECTED },
	{ "undelivered", "", REPORT_FAILED },
	{ "rejected", "", REPORT_REJECTED },
	{ "failed", "", REPORT_REJECTED },
};

static enum report_state state_of(const json_t *status, int64_t code)
{
	const char *state = json_text(status, "state"), *detail = json_text(status, "detail");

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (strcmp(states[i].state, state) != 0 ||
			(states[i].detail[0] != '\0' && strcmp(states[i].detail, detail) != 0))
			continue;
		if (code == EXPIRED && states[i].report >= REPORT_FAILED)
			return REPORT_EXPIRED;
		return states[i].report;
	}
	return REPORT_NOTHING;
}

static enum rc read_report(const json_t *payload, struct gateway_event *e)
{
	const char *id = json_text(payload, "umid"),
		   *ours = json_text(payload, "clientMessageId");
	const json_t *status = json_object_get(payload, "status");
	int64_t code = 0;

	if (id[0] == '\0' || !json_is_object(status))
		return RC_INVALID;
	event_begin(e, EVENT_REPORT);
	identifier_copy(e->id, sizeof(e->id), id, strlen(id));
	if (digits_read(&e->reference, ours, strlen(ours)) != RC_OK)
		e->reference = 0;
	if (json_count(&code, status, "errorCode") == RC_OK && code > 0)
		(void)snprintf(e->code, sizeof(e->code), "%" PRId64, code);
	e->report = state_of(status, code);
	return RC_OK;
}

static enum rc read_event(const json_t *root, struct gateway_event *events, size_t *n)
{
	const json_t *payload = json_object_get(root, "payload");
	const char *type = json_text(root, "eventType");
	enum rc rc;

	if (type[0] == '\0')
		return RC_INVALID;
	if (strcmp(type, "inbound_message_received") == 0)
		rc = read_message(payload, events);
	else if (strcmp(type, "outbound_message_status_changed") == 0)
		rc = read_report(payload, events);
	else
		return RC_OK; /* of another product of theirs */
	*n = rc == RC_OK;
	return rc;
}

static enum rc parse(const struct gateway_config *c, const struct gateway_request *r,
	struct gateway_event *events, size_t *n)
{
	json_t *root;
	enum rc rc;

	(void)c;
	*n = 0;
	if (strcmp(r->method, "POST") != 0)
		return RC_INVALID;
	root = json_read(r->body, r->length);
	rc = json_is_object(root) ? read_event(root, events, n) : RC_INVALID;
	json_decref(root);
	return rc;
}

/* "2026-11-24T02:30:00Z" */
static void expiry_print(char out[static 32], int64_t at)
{
	char date[11];
	int64_t day = at / DAY_SECONDS;
	int second = (int)(at % DAY_SECONDS);

	day_iso((int32_t)day, date);
	(void)snprintf(out, 32, "%sT%02d:%02d:%02dZ", date, second / 3600, second / 60 % 60,
		second % 60);
}

static json_t *body_of(const struct gateway_config *c, const struct gateway_message *m)
{
	char id[24], expiry[32];
	struct buf report;
	bool gsm7 = true;
	json_t *body;

	(void)sms_segments(m->text, strlen(m->text), &gsm7);
	(void)snprintf(id, sizeof(id), "%" PRId64, m->id);
	expiry_print(expiry, m->now + compose_lifetime(m, LIFETIME_LEAST, LIFETIME_MOST));
	buf_init(&report, REPORT_URL_MAX);
	compose_report_url(&report, c, m, PROOF_KEY);
	body = report.full ? NULL
			   : json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "destination", m->to,
				     "text", m->text, "source", c->sender, "encoding",
				     gsm7 ? "GSM7" : "UCS2", "clientMessageId", id, "expiry",
				     expiry, "dlrCallbackUrl", report.data);
	buf_release(&report);
	return body;
}

/* device: the sub-account, for a send_url that names their host alone. */
static enum rc build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	char path[PATH_BYTES], value[CONFIG_SECRET + 8];
	enum rc rc;

	if (m->text[0] == '\0' || m->to[0] == '\0')
		return RC_INVALID;
	(void)snprintf(path, sizeof(path), "/api/v1/subaccounts/%s/messages", c->device);
	compose_url(&out->url, c, path);
	rc = compose_json(out, body_of(c, m));
	(void)snprintf(value, sizeof(value), "Bearer %s", c->password);
	if (rc == RC_OK && (out->url.full || !compose_header(out, "Authorization", value) ||
				   !compose_header(out, "Accept", "application/json")))
		rc = RC_FULL;
	return rc;
}

static void judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out)
{
	static const struct judge_rule rejected = { .word = "rejected",
		.verdict = VERDICT_REFUSED };
	const char *id, *state;
	const json_t *status;
	int64_t code = 0;
	json_t *root;

	(void)c;
	if (judge_http(r, out))
		return;
	root = json_read(r->body, r->length);
	id = json_text(root, "umid");
	status = json_object_get(root, "status");
	state = json_text(status, "state");
	if (strcmp(state, "rejected") == 0 || strcmp(state, "failed") == 0 ||
		strcmp(state, "undelivered") == 0) {
		if (json_count(&code, status, "errorCode") != RC_OK || code > 100000)
			code = 0;
		judge_by_rule(out, &rejected, (long)code);
	} else if (id[0] != '\0') {
		out->verdict = VERDICT_SENT;
		out->code[0] = '\0';
		identifier_copy(out->id, sizeof(out->id), id, strlen(id));
	}
	json_decref(root);
}

const struct gateway gateway_8x8 = {
	.type = "8x8",
	.verify = secret_verify_key,
	.parse = parse,
	.answer = answer_empty,
	.build = build,
	.judge = judge,
};
