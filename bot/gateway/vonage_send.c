/* gateway/vonage_send.c - sms/json and v1/messages: what is asked, and what their answers mean */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/compose.h"
#include "gateway/event.h"
#include "gateway/judge.h"
#include "gateway/vonage.h"
#include "text/gsm7.h"

enum {
	LIFETIME_LEAST = 20, /* seconds; they take milliseconds */
	LIFETIME_MOST = 7 * 24 * 3600,
	WAIT_MOST = 3600 * 1000, /* ms; longer is no throttle */
	REPORT_URL_MAX = 2 * CONFIG_URL,
};

static enum rc build_sms(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	char reference[24];
	struct buf report;
	bool gsm7 = true, full;

	(void)sms_segments(m->text, strlen(m->text), &gsm7);
	(void)snprintf(reference, sizeof(reference), "%" PRId64, m->id);
	buf_init(&report, REPORT_URL_MAX);
	compose_report_url(&report, c, m, PROOF_TOKEN);
	out->method = "POST";
	out->content_type = "application/x-www-form-urlencoded";
	compose_url(&out->url, c, "/sms/json");
	compose_field(&out->body, "api_key", c->username);
	compose_field(&out->body, "api_secret", c->password);
	compose_field(&out->body, "from", compose_digits(c->sender));
	compose_field(&out->body, "to", compose_digits(m->to));
	compose_field(&out->body, "text", m->text);
	if (!gsm7)
		compose_field(&out->body, "type", "unicode");
	compose_field(&out->body, "status-report-req", "1");
	compose_field(&out->body, "callback", report.data);
	compose_field(&out->body, "client-ref", reference);
	compose_number(
		&out->body, "ttl", 1000 * compose_lifetime(m, LIFETIME_LEAST, LIFETIME_MOST));
	full = report.full || out->url.full || out->body.full;
	buf_release(&report);
	return full ? RC_FULL : RC_OK;
}

static enum rc build_message(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	char reference[24];
	enum rc rc;

	(void)snprintf(reference, sizeof(reference), "%" PRId64, m->id);
	compose_url(&out->url, c, "/v1/messages");
	rc = compose_json(out,
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "message_type", "text", "text", m->text,
			"to", compose_digits(m->to), "from", compose_digits(c->sender),
			"channel", "sms", "client_ref", reference));
	if (rc == RC_OK && (out->url.full || !compose_basic(out, c) ||
				   !compose_header(out, "Accept", "application/json")))
		rc = RC_FULL;
	return rc;
}

static bool sends_messages(const struct gateway_config *c)
{
	return strcmp(c->mode, "messages") == 0;
}

enum rc vonage_build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	if (m->text[0] == '\0' || m->to[0] == '\0')
		return RC_INVALID;
	return sends_messages(c) ? build_message(c, m, out) : build_sms(c, m, out);
}

/* clang-format off */
/* status of a part of an SMS; HTTP says 200 whatever it is. */
static const struct judge_rule rules[] = {
	{  0,  0, "",                          VERDICT_SENT,          false },
	{  1,  1, "throttled",                 VERDICT_RETRY,         false },
	{  2,  2, "missing parameter",         VERDICT_REFUSED,       false },
	{  3,  3, "invalid parameter",         VERDICT_REFUSED,       false },
	{  4,  4, "bad credentials",           VERDICT_MISCONFIGURED, false },
	{  5,  5, "internal error",            VERDICT_RETRY,         false },
	{  6,  6, "invalid message",           VERDICT_REFUSED,       false },
	{  7,  7, "number barred",             VERDICT_REFUSED,       true },
	{  8,  8, "account barred",            VERDICT_MISCONFIGURED, false },
	{  9,  9, "no credit",                 VERDICT_MISCONFIGURED, false },
	{ 10, 10, "too many connections",      VERDICT_RETRY,         false },
	{ 11, 11, "not enabled",               VERDICT_MISCONFIGURED, false },
	{ 12, 12, "text too long",             VERDICT_REFUSED,       false },
	{ 14, 14, "invalid signature",         VERDICT_MISCONFIGURED, false },
	{ 15, 15, "invalid sender",            VERDICT_REFUSED,       false },
	{ 22, 22, "invalid network code",      VERDICT_REFUSED,       false },
	{ 29, 29, "receiver not whitelisted",  VERDICT_MISCONFIGURED, false },
	{ 32, 32, "signature not allowed",     VERDICT_MISCONFIGURED, false },
	{ 33, 33, "number deactivated",        VERDICT_REFUSED,       false },
	{ 13, 99, "refused",                   VERDICT_REFUSED,       false },
};
/* clang-format on */

/* "... please wait [ 250 ] and retry", in milliseconds; whole seconds, rounded up. */
static int64_t wait_asked(const char *text)
{
	const char *at = strchr(text, '[');
	int64_t ms;
	size_t n;

	if (at == NULL)
		return 0;
	at += 1 + strspn(at + 1, " ");
	n = strspn(at, "0123456789");
	if (digits_read(&ms, at, n) != RC_OK || ms > WAIT_MOST)
		return 0;
	return (ms + 999) / 1000;
}

/* Sent when every part is; otherwise what the first part that was not says. */
static void judge_sms(const json_t *root, struct gateway_judgement *out)
{
	const json_t *parts = json_object_get(root, "messages");
	const char *id = json_text(json_array_get(parts, 0), "message-id");
	const struct judge_rule *rule = NULL;
	const json_t *part = NULL;
	int64_t status = 0;

	for (size_t i = 0; i < json_array_size(parts) && status == 0; i++) {
		part = json_array_get(parts, i);
		if (json_count(&status, part, "status") != RC_OK || status > 1000)
			return;
		rule = judge_rule_of(rules, sizeof(rules) / sizeof(rules[0]), (long)status);
	}
	if (rule == NULL)
		return;
	judge_by_rule(out, rule, (long)status);
	if (rule->verdict == VERDICT_SENT)
		identifier_copy(out->id, sizeof(out->id), id, strlen(id));
	else if (rule->verdict == VERDICT_RETRY)
		out->retry_after = wait_asked(json_text(part, "error-text"));
}

static void judge_message(const json_t *root, struct gateway_judgement *out)
{
	const char *id = json_text(root, "message_uuid");

	if (id[0] == '\0')
		return;
	out->verdict = VERDICT_SENT;
	out->code[0] = '\0';
	identifier_copy(out->id, sizeof(out->id), id, strlen(id));
}

void vonage_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out)
{
	json_t *root;

	if (judge_http(r, out))
		return;
	root = json_read(r->body, r->length);
	if (sends_messages(c))
		judge_message(root, out);
	else
		judge_sms(root, out);
	json_decref(root);
}
