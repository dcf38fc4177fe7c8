/*
 * gateway/smsgate.c - SMS Gateway for Android (capcom6/android-sms-gateway): the office's own phone
 *
 * docs.sms-gate.app: webhooks (HMAC-SHA-256 over the body and X-Timestamp), and POST /message on the phone or
 * /3rdparty/v1/messages on its server. What is not answered by a 2xx is told again for two days. Our id is the message's id
 * there, so that sending twice is refused with 409 and sends once.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "gateway/adapters.h"
#include "gateway/answer.h"
#include "gateway/compose.h"
#include "gateway/event.h"
#include "gateway/instant.h"
#include "gateway/judge.h"
#include "gateway/signature.h"

enum {
	LIFETIME_LEAST = 5,            /* seconds */
	LIFETIME_MOST = 7 * 24 * 3600, /* what operators keep */
	CONFLICT = 409,                /* the message is there already */
};

static enum rc verify(const struct gateway_config *c, const struct gateway_request *r)
{
	const char *stamp = gateway_header(r, "X-Timestamp");
	const char *signature = gateway_header(r, "X-Signature");
	const struct span signed_bytes[] = { { r->body, r->length }, { stamp, strlen(stamp) } };
	const struct span hex = { signature, strlen(signature) };
	int64_t at;

	if (!signature_is_hex(c, DIGEST_SHA256, signed_bytes, 2, &hex) ||
		digits_read(&at, stamp, strlen(stamp)) != RC_OK)
		return RC_DENIED;
	return signature_is_fresh(at, r->now) ? RC_OK : RC_DENIED;
}

/* An older app names the other end phoneNumber. */
static const char *other_end(const json_t *payload, const char *name)
{
	const char *s = json_text(payload, name);

	return s[0] != '\0' ? s : json_text(payload, "phoneNumber");
}

/* The phone's inbox can be told of again under new ids; the message's own hash, its sender and its time stay. Joined by
 * what no identifier holds, so that they are kept as a hash only: this is no place for a phone number. */
static void put_other_id(struct gateway_event *e, const json_t *payload)
{
	char joined[512];
	int n;

	if (json_text(payload, "messageId")[0] == '\0')
		return;
	n = snprintf(joined, sizeof(joined), "%s\n%s\n%s", json_text(payload, "messageId"),
		other_end(payload, "sender"), json_text(payload, "receivedAt"));
	if (n > 0 && (size_t)n < sizeof(joined))
		identifier_copy(e->other_id, sizeof(e->other_id), joined, (size_t)n);
}

static enum rc read_message(const json_t *root, const json_t *payload, const char *field,
	struct gateway_event *e, size_t *n)
{
	const char *from = other_end(payload, "sender"), *id = json_text(root, "id");
	const char *to = json_text(payload, "recipient"),
		   *at = json_text(payload, "receivedAt");
	const json_t *text = json_object_get(payload, field);

	if (from[0] == '\0' || !json_is_string(text))
		return RC_INVALID;
	event_begin(e, EVENT_SMS);
	identifier_copy(e->id, sizeof(e->id), id, strlen(id));
	event_put_sender(e, from, strlen(from));
	event_put_text(e, json_string_value(text), json_string_length(text));
	printable_copy(e->to, sizeof(e->to), to, strlen(to));
	e->at = instant_read(at, strlen(at));
	put_other_id(e, payload);
	*n = 1;
	return RC_OK;
}

/* sent: the whole, and in how many parts. delivered: one part; the event's id tells them apart. */
static enum rc read_report(const json_t *root, const json_t *payload, enum report_state state,
	struct gateway_event *e, size_t *n)
{
	const char *id = json_text(payload, "messageId"), *own = json_text(root, "id");
	const char *reason = json_text(payload, "reason");
	int64_t parts = 0;

	if (id[0] == '\0')
		return RC_INVALID;
	event_begin(e, EVENT_REPORT);
	identifier_copy(e->id, sizeof(e->id), id, strlen(id));
	identifier_copy(e->other_id, sizeof(e->other_id), own, strlen(own));
	if (digits_read(&e->reference, id, strlen(id)) != RC_OK)
		e->reference = 0;
	e->report = state;
	e->part = state == REPORT_DELIVERED;
	if (json_count(&parts, payload, "partsCount") == RC_OK && parts > 0 && parts <= 255)
		e->parts = (int32_t)parts;
	printable_copy(e->code, sizeof(e->code), reason, strlen(reason));
	*n = 1;
	return RC_OK;
}

static enum rc read_event(const json_t *root, struct gateway_event *events, size_t *n)
{
	static const struct {
		const char *event, *text;
		enum report_state state;
	} kinds[] = {
		{ "sms:received", "message", REPORT_NOTHING },
		{ "mms:downloaded", "body", REPORT_NOTHING },
		{ "sms:sent", NULL, REPORT_SENT },
		{ "sms:delivered", NULL, REPORT_DELIVERED },
		{ "sms:failed", NULL, REPORT_FAILED },
		{ "sms:cancelled", NULL, REPORT_REJECTED },
	};
	const json_t *payload = json_object_get(root, "payload");
	const char *event = json_text(root, "event");

	if (event[0] == '\0')
		return RC_INVALID;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].event, event) != 0)
			continue;
		if (kinds[i].text == NULL)
			return read_report(root, payload, kinds[i].state, events, n);
		/* A picture alone says nothing to us. */
		if (strcmp(event, "mms:downloaded") == 0 &&
			json_object_get(payload, "body") == NULL)
			return RC_OK;
		return read_message(root, payload, kinds[i].text, events, n);
	}
	return RC_OK; /* data SMS, an announced MMS, pings: nothing to take */
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

/* device: a digit is the slot of the SIM, anything else the id of the phone. */
static bool put_device(json_t *body, const char *device)
{
	if (device[0] == '\0')
		return true;
	if (device[0] >= '1' && device[0] <= '9' && device[1] == '\0')
		return json_object_set_new(body, "simNumber", json_integer(device[0] - '0')) ==
		       0;
	return json_object_set_new(body, "deviceId", json_string(device)) == 0;
}

static enum rc build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	char id[24];
	json_t *body;
	enum rc rc;

	if (m->text[0] == '\0' || m->to[0] == '\0')
		return RC_INVALID;
	(void)snprintf(id, sizeof(id), "%" PRId64, m->id);
	body = json_pack("{s:s,s:{s:s},s:[s],s:I,s:b}", "id", id, "textMessage", "text",
		m->text, "phoneNumbers", m->to, "ttl",
		(json_int_t)compose_lifetime(m, LIFETIME_LEAST, LIFETIME_MOST),
		"withDeliveryReport", 1);
	if (body != NULL && !put_device(body, c->device)) {
		json_decref(body);
		return RC_FULL;
	}
	rc = compose_json(out, body);
	compose_url(&out->url, c, "/message");
	if (rc == RC_OK && (out->url.full || !compose_basic(out, c)))
		rc = RC_FULL;
	return rc;
}

/* A phone that took the message and says at once that it failed. */
static void judge_state(const json_t *root, struct gateway_judgement *out)
{
	const char *id = json_text(root, "id"), *state = json_text(root, "state");

	if (strcmp(state, "Failed") == 0 || strcmp(state, "Cancelled") == 0) {
		judge_by_rule(out,
			&(struct judge_rule){
				.word = "failed on the phone", .verdict = VERDICT_REFUSED },
			202);
	} else if (id[0] != '\0') {
		out->verdict = VERDICT_SENT;
		out->code[0] = '\0';
		identifier_copy(out->id, sizeof(out->id), id, strlen(id));
	}
}

static void judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out)
{
	json_t *root;

	(void)c;
	if (judge_http(r, out)) {
		if (r->transport == TRANSPORT_OK && r->status == CONFLICT)
			*out = (struct gateway_judgement){ .verdict = VERDICT_SENT };
		return;
	}
	root = json_read(r->body, r->length);
	judge_state(root, out);
	json_decref(root);
}

const struct gateway gateway_smsgate = {
	.type = "smsgate",
	.body_max = WEBHOOK_BODY_MOST,
	.denied = 401,
	.verify = verify,
	.parse = parse,
	.answer = answer_empty,
	.build = build,
	.judge = judge,
};
