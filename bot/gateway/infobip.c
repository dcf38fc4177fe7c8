/*
 * gateway/infobip.c - Infobip: batches in both directions
 *
 * infobip.com/docs/api: incoming messages and delivery reports, both as {"results": [...]} of many, unsigned (the secret
 * is ?key= or Basic), and sms/3/messages, where each message gets our id as its messageId. A request that is not
 * answered by 2xx comes again, whole.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/adapters.h"
#include "gateway/answer.h"
#include "gateway/compose.h"
#include "gateway/event.h"
#include "gateway/instant.h"
#include "gateway/judge.h"
#include "gateway/secret.h"

enum {
	LIFETIME_MOST = 48 * 3600, /* seconds; what they keep a message for */
	REPORT_URL_MAX = 2 * CONFIG_URL,
	ID_MAX = 24,
};

enum group { GROUP_ACCEPTED, PENDING, UNDELIVERABLE, DELIVERED, EXPIRED, REJECTED };

static enum rc read_message(const json_t *result, struct gateway_event *e)
{
	const char *from = json_text(result, "from"), *to = json_text(result, "to");
	const char *id = json_text(result, "messageId"), *at = json_text(result, "receivedAt");
	const json_t *text = json_object_get(result, "text"); /* cleanText lacks the keyword */

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

static enum report_state state_of(const json_t *status)
{
	static const enum report_state states[] = {
		[GROUP_ACCEPTED] = REPORT_NOTHING,
		[PENDING] = REPORT_SENT,
		[UNDELIVERABLE] = REPORT_FAILED,
		[DELIVERED] = REPORT_DELIVERED,
		[EXPIRED] = REPORT_EXPIRED,
		[REJECTED] = REPORT_REJECTED,
	};
	int64_t group;

	if (json_count(&group, status, "groupId") != RC_OK || group > REJECTED)
		return REPORT_NOTHING;
	return states[group];
}

static enum rc read_report(const json_t *result, struct gateway_event *e)
{
	const char *id = json_text(result, "messageId");
	const char *ours = json_text(result, "callbackData");
	const char *code = json_text(json_object_get(result, "error"), "name");

	if (id[0] == '\0')
		return RC_INVALID;
	event_begin(e, EVENT_REPORT);
	identifier_copy(e->id, sizeof(e->id), id, strlen(id));
	if (digits_read(&e->reference, ours, strlen(ours)) != RC_OK &&
		digits_read(&e->reference, id, strlen(id)) != RC_OK)
		e->reference = 0;
	e->report = state_of(json_object_get(result, "status"));
	printable_copy(e->code, sizeof(e->code), code, strlen(code));
	return RC_OK;
}

/* One that cannot be read, as a picture without words, must not hold up the others of its batch for good. */
static enum rc read_results(const json_t *results, struct gateway_event *events, size_t *n)
{
	const json_t *result;
	size_t i;

	if (!json_is_array(results) || json_array_size(results) > GATEWAY_EVENTS_MAX)
		return RC_INVALID;
	json_array_foreach(results, i, result)
	{
		bool is_report = json_object_get(result, "status") != NULL;
		enum rc rc = is_report ? read_report(result, &events[*n])
				       : read_message(result, &events[*n]);

		*n += rc == RC_OK;
	}
	return RC_OK;
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
	rc = read_results(json_object_get(root, "results"), events, n);
	json_decref(root);
	return rc;
}

static json_t *message_of(const struct gateway_config *c, const struct gateway_message *m)
{
	struct buf report;
	char id[ID_MAX];
	json_t *message;

	if (m->text[0] == '\0' || m->to[0] == '\0')
		return NULL;
	(void)snprintf(id, sizeof(id), "%" PRId64, m->id);
	buf_init(&report, REPORT_URL_MAX);
	compose_report_url(&report, c, m, PROOF_KEY);
	message = report.full ? NULL
			      : json_pack("{s:s,s:[{s:s,s:s}],s:{s:s},s:{s:{s:I,s:s}},"
					  "s:{s:{s:s,s:b,s:s},s:s}}",
					"sender", compose_digits(c->sender), "destinations",
					"to", compose_digits(m->to), "messageId", id, "content",
					"text", m->text, "options", "validityPeriod", "amount",
					(json_int_t)compose_lifetime(m, 1, LIFETIME_MOST),
					"timeUnit", "SECONDS", "webhooks", "delivery", "url",
					report.data, "intermediateReport", 1, "contentType",
					"application/json", "callbackData", id);
	buf_release(&report);
	return message;
}

static enum rc build_batch(const struct gateway_config *c, const struct gateway_message *m,
	size_t n, struct gateway_send *out)
{
	json_t *messages = json_array();
	char value[CONFIG_SECRET + 4];
	enum rc rc;

	for (size_t i = 0; i < n; i++)
		if (json_array_append_new(messages, message_of(c, &m[i])) != 0) {
			json_decref(messages);
			return RC_INVALID;
		}
	compose_url(&out->url, c, "/sms/3/messages");
	rc = compose_json(out, json_pack("{s:o}", "messages", messages));
	(void)snprintf(value, sizeof(value), "App %s", c->password);
	if (rc == RC_OK && (out->url.full || !compose_header(out, "Authorization", value) ||
				   !compose_header(out, "Accept", "application/json")))
		rc = RC_FULL;
	return rc;
}

static enum rc build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	return build_batch(c, m, 1, out);
}

/* clang-format off */
/* groupId of a message's status, in answers whose HTTP status is a success. */
static const struct judge_rule rules[] = {
	{ GROUP_ACCEPTED, PENDING, "",      VERDICT_SENT,    false },
	{ UNDELIVERABLE, UNDELIVERABLE, "undeliverable", VERDICT_REFUSED, false },
	{ DELIVERED, DELIVERED, "",         VERDICT_SENT,    false },
	{ EXPIRED, EXPIRED, "expired",      VERDICT_REFUSED, false },
	{ REJECTED, REJECTED, "rejected",   VERDICT_REFUSED, false },
};
/* clang-format on */

static void judge_message(const json_t *message, struct gateway_judgement *out)
{
	const char *id = json_text(message, "messageId");
	const struct judge_rule *rule = NULL;
	int64_t group;

	if (json_count(&group, json_object_get(message, "status"), "groupId") == RC_OK &&
		group <= REJECTED)
		rule = judge_rule_of(rules, sizeof(rules) / sizeof(rules[0]), (long)group);
	if (rule == NULL)
		return;
	judge_by_rule(out, rule, (long)group);
	if (rule->verdict == VERDICT_SENT)
		identifier_copy(out->id, sizeof(out->id), id, strlen(id));
}

/* What is said of our i-th message: that with our id, else, when each has an answer, the i-th. */
static const json_t *answer_to(
	const json_t *messages, const struct gateway_message *m, size_t i, size_t n)
{
	const json_t *message;
	char id[ID_MAX];
	size_t k;

	(void)snprintf(id, sizeof(id), "%" PRId64, m[i].id);
	json_array_foreach(messages, k, message)
	{
		if (strcmp(json_text(message, "messageId"), id) == 0)
			return message;
	}
	return json_array_size(messages) == n ? json_array_get(messages, i) : NULL;
}

static void judge_batch(const struct gateway_config *c, const struct gateway_response *r,
	const struct gateway_message *m, size_t n, struct gateway_judgement *out)
{
	struct gateway_judgement all;
	bool decided = judge_http(r, &all);
	json_t *root = decided ? NULL : json_read(r->body, r->length);
	const json_t *messages = json_object_get(root, "messages");

	(void)c;
	for (size_t i = 0; i < n; i++) {
		out[i] = all;
		if (!decided)
			judge_message(answer_to(messages, m, i, n), &out[i]);
	}
	json_decref(root);
}

static void judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out)
{
	static const struct gateway_message only = { .id = -1 }; /* the first is its answer */

	judge_batch(c, r, &only, 1, out);
}

const struct gateway gateway_infobip = {
	.type = "infobip",
	.verify = secret_verify_key,
	.parse = parse,
	.answer = answer_empty,
	.build = build,
	.judge = judge,
	.batch = SEND_BATCH,
	.build_batch = build_batch,
	.judge_batch = judge_batch,
};
