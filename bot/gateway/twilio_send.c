/* gateway/twilio_send.c - the Message resource: what is asked, and what its answers and errors mean */
#include <string.h>

#include "gateway/compose.h"
#include "gateway/event.h"
#include "gateway/judge.h"
#include "gateway/twilio.h"

enum {
	LIFETIME_MOST = 36000, /* seconds of ValidityPeriod */
	PATH_MAX_BYTES = 256,
	REPORT_URL_MAX = 2 * CONFIG_URL,
	ANSWERED_ERROR = 400, /* of an error without a code */
};

/* "MG" and 32 hex digits name a pool of senders instead of a sender. */
static bool is_service(const char *sender)
{
	return strncmp(sender, "MG", 2) == 0 && strlen(sender) == 34;
}

enum rc twilio_build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	struct buf report, path;
	bool full;

	if (m->text[0] == '\0' || m->to[0] == '\0')
		return RC_INVALID;
	buf_init(&report, REPORT_URL_MAX);
	buf_init(&path, PATH_MAX_BYTES);
	/* They sign it: the token that the secret is, and the URL with our reference. */
	compose_report_url(&report, c, m, PROOF_NONE);
	buf_printf(&path, "/2010-04-01/Accounts/%s/Messages.json", c->username);
	out->method = "POST";
	out->content_type = "application/x-www-form-urlencoded";
	compose_url(&out->url, c, path.data);
	compose_field(&out->body, "To", m->to);
	compose_field(
		&out->body, is_service(c->sender) ? "MessagingServiceSid" : "From", c->sender);
	compose_field(&out->body, "Body", m->text);
	compose_field(&out->body, "StatusCallback", report.data);
	compose_number(&out->body, "ValidityPeriod", compose_lifetime(m, 1, LIFETIME_MOST));
	full = report.full || path.full || out->url.full || out->body.full ||
	       !compose_basic(out, c) || !compose_header(out, "Accept", "application/json");
	buf_release(&report);
	buf_release(&path);
	return full ? RC_FULL : RC_OK;
}

/* clang-format off */
/* code of an answer whose HTTP status is an error; any other is judged by the status. */
static const struct judge_rule send_rules[] = {
	{ 14107, 14107, "rate limit",                 VERDICT_RETRY,         false },
	{ 20003, 20003, "authentication failed",      VERDICT_MISCONFIGURED, false },
	{ 20005, 20005, "account not active",         VERDICT_MISCONFIGURED, false },
	{ 20429, 20429, "too many requests",          VERDICT_RETRY,         false },
	{ 21211, 21211, "invalid To",                 VERDICT_REFUSED,       false },
	{ 21212, 21212, "invalid From",               VERDICT_MISCONFIGURED, false },
	{ 21408, 21408, "region not enabled",         VERDICT_MISCONFIGURED, false },
	{ 21602, 21602, "no text",                    VERDICT_REFUSED,       false },
	{ 21606, 21606, "From cannot send",           VERDICT_MISCONFIGURED, false },
	{ 21610, 21610, "receiver opted out",         VERDICT_REFUSED,       true },
	{ 21611, 21611, "their queue is full",        VERDICT_RETRY,         false },
	{ 21612, 21612, "To cannot be reached",       VERDICT_REFUSED,       false },
	{ 21614, 21614, "To is no mobile",            VERDICT_REFUSED,       false },
	{ 21617, 21617, "text too long",              VERDICT_REFUSED,       false },
	{ 21703, 21703, "no sender in the service",   VERDICT_MISCONFIGURED, false },
	{ 30001, 30001, "their queue overflowed",     VERDICT_RETRY,         false },
	{ 30002, 30002, "account suspended",          VERDICT_MISCONFIGURED, false },
};

/* ErrorCode of a report. A code that is not here leaves the message failed. */
static const struct {
	const char *code;
	struct twilio_error error;
} report_rules[] = {
	{ "21610", { REPORT_REJECTED, true } },  /* the receiver opted out */
	{ "30004", { REPORT_REJECTED, false } }, /* blocked */
	{ "30007", { REPORT_REJECTED, false } }, /* filtered by an operator */
};
/* clang-format on */

struct twilio_error twilio_error_of(const char *code)
{
	for (size_t i = 0; i < sizeof(report_rules) / sizeof(report_rules[0]); i++)
		if (strcmp(report_rules[i].code, code) == 0)
			return report_rules[i].error;
	return (struct twilio_error){ .report = REPORT_FAILED };
}

static const struct judge_rule *rule_of(int64_t code)
{
	return code > 0 && code < 100000
		       ? judge_rule_of(send_rules, sizeof(send_rules) / sizeof(send_rules[0]),
				 (long)code)
		       : NULL;
}

/* A success of HTTP may hold a message that is lost already. */
static void judge_message(const json_t *root, struct gateway_judgement *out)
{
	static const struct judge_rule failed = { .word = "failed",
		.verdict = VERDICT_REFUSED };
	const char *status = json_text(root, "status"), *id = json_text(root, "sid");
	const struct judge_rule *rule;
	int64_t code = 0;
	bool lost = strcmp(status, "failed") == 0 || strcmp(status, "undelivered") == 0 ||
		    strcmp(status, "canceled") == 0;

	if (json_count(&code, root, "error_code") == RC_OK && code > 0)
		lost = true;
	if (lost) {
		rule = rule_of(code);
		judge_by_rule(out, rule != NULL ? rule : &failed,
			code > 0 && code < 100000 ? (long)code : ANSWERED_ERROR);
	} else if (id[0] != '\0') {
		out->verdict = VERDICT_SENT;
		out->code[0] = '\0';
		identifier_copy(out->id, sizeof(out->id), id, strlen(id));
	}
}

void twilio_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out)
{
	bool decided = judge_http(r, out);
	json_t *root = r->transport == TRANSPORT_OK ? json_read(r->body, r->length) : NULL;
	const struct judge_rule *rule;
	int64_t code = 0;

	(void)c;
	if (!decided) {
		judge_message(root, out);
	} else if (json_count(&code, root, "code") == RC_OK) {
		rule = rule_of(code);
		if (rule != NULL)
			judge_by_rule(out, rule, (long)code);
	}
	json_decref(root);
}
