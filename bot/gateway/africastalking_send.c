/* gateway/africastalking_send.c - version1/messaging: what is asked, and what its answers mean */
#include "gateway/africastalking.h"

#include <stdio.h>
#include <string.h>

#include "gateway/compose.h"
#include "gateway/event.h"
#include "gateway/judge.h"

/* enqueue: they take it over at once instead of after the operator's answer. */
enum rc africastalking_build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	if (m->text[0] == '\0' || m->to[0] == '\0' || c->send_url[0] == '\0')
		return RC_INVALID;
	out->method = "POST";
	out->content_type = "application/x-www-form-urlencoded";
	compose_url(&out->url, c, "/version1/messaging");
	compose_field(&out->body, "username", c->username);
	compose_field(&out->body, "to", m->to);
	compose_field(&out->body, "message", m->text);
	compose_field(&out->body, "from", c->sender);
	compose_field(&out->body, "bulkSMSMode", "1");
	compose_field(&out->body, "enqueue", "1");
	if (!compose_header(out, "apiKey", c->password) ||
		!compose_header(out, "Accept", "application/json"))
		return RC_FULL;
	return out->url.full || out->body.full ? RC_FULL : RC_OK;
}

/* clang-format off */
/* statusCode of a recipient, in answers whose HTTP status is a success. */
static const struct judge_rule recipient_rules[] = {
	{ 100, 199, "Success",               VERDICT_SENT, false },
	{ 401, 401, "RiskHold",              VERDICT_MISCONFIGURED, false },
	{ 402, 402, "InvalidSenderId",       VERDICT_MISCONFIGURED, false },
	{ 403, 403, "InvalidPhoneNumber",    VERDICT_REFUSED, false },
	{ 404, 404, "UnsupportedNumberType", VERDICT_REFUSED, false },
	{ 405, 405, "InsufficientBalance",   VERDICT_MISCONFIGURED, false },
	{ 406, 406, "UserInBlacklist",       VERDICT_REFUSED, true },
	{ 407, 407, "CouldNotRoute",         VERDICT_REFUSED, false },
	{ 409, 409, "DoNotDisturbRejection", VERDICT_REFUSED, false },
	{ 400, 499, "refused",               VERDICT_REFUSED, false },
	{ 500, 500, "InternalServerError",   VERDICT_RETRY, false },
	{ 501, 501, "GatewayError",          VERDICT_RETRY, false },
	{ 502, 502, "RejectedByGateway",     VERDICT_REFUSED, false },
	{ 500, 599, "temporary failure",     VERDICT_RETRY, false },
};
/* clang-format on */
enum { RECIPIENT_RULES = sizeof(recipient_rules) / sizeof(recipient_rules[0]) };

/* 0 when there is none. */
static long code_of(const json_t *recipient)
{
	int64_t code = 0;

	if (json_count(&code, recipient, "statusCode") != RC_OK)
		return 0;
	return code < 1000 ? (long)code : 0;
}

/* Older answers have the word alone. */
static const struct judge_rule *recipient_rule(const json_t *recipient)
{
	long code = code_of(recipient);

	if (code != 0)
		return judge_rule_of(recipient_rules, RECIPIENT_RULES, code);
	for (size_t i = 0; i < RECIPIENT_RULES; i++)
		if (strcmp(recipient_rules[i].word, json_text(recipient, "status")) == 0)
			return &recipient_rules[i];
	return NULL;
}

static void judge_recipient(const json_t *recipient, struct gateway_judgement *out)
{
	const struct judge_rule *rule = recipient_rule(recipient);
	const char *id = json_text(recipient, "messageId");
	long code = code_of(recipient);

	if (rule == NULL) {
		judge_code(out, code, "not understood");
		return;
	}
	judge_by_rule(out, rule, code != 0 ? code : rule->from);
	if (rule->verdict == VERDICT_SENT && strcmp(id, "None") != 0)
		identifier_copy(out->id, sizeof(out->id), id, strlen(id));
}

/* Nobody was sent to, and Message has the reason: a word, or a sentence that may hold anything. */
static void judge_refusal(const char *message, struct gateway_judgement *out)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	bool is_word = message[0] != '\0' && message[strspn(message, letters)] == '\0';

	out->verdict = VERDICT_MISCONFIGURED;
	(void)snprintf(out->code, sizeof(out->code), "%s",
		is_word ? message : "refused for every recipient");
}

/* A success of HTTP says only that they read the request. */
static void judge_body(const struct gateway_response *r, struct gateway_judgement *out)
{
	json_t *root = json_read(r->body, r->length);
	const json_t *data = json_object_get(root, "SMSMessageData");
	const json_t *recipients = json_object_get(data, "Recipients");

	if (json_array_size(recipients) > 0)
		judge_recipient(json_array_get(recipients, 0), out);
	else if (json_is_array(recipients))
		judge_refusal(json_text(data, "Message"), out);
	json_decref(root);
}

void africastalking_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out)
{
	(void)c;
	if (!judge_http(r, out))
		judge_body(r, out);
}
