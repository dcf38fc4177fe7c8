/* gateway/africastalking_send.c - version1/messaging: what is asked, and what its answers mean */
#include "gateway/africastalking.h"

#include <stdio.h>
#include <string.h>

#include "gateway/event.h"
#include "gateway/json.h"
#include "gateway/judge.h"

static void add(struct buf *body, const char *name, const char *value)
{
	buf_printf(body, "%s%s=", body->len > 0 ? "&" : "", name);
	form_encode(body, value, strlen(value));
}

static bool put_header(char out[static SEND_HEADER_MAX], const char *name, const char *value)
{
	int n = snprintf(out, SEND_HEADER_MAX, "%s: %s", name, value);

	return n > 0 && n < SEND_HEADER_MAX;
}

/* enqueue: they take it over at once instead of after the operator's answer. */
enum rc africastalking_build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out)
{
	bool fits;

	if (m->text[0] == '\0' || m->to[0] == '\0' || c->send_url[0] == '\0')
		return RC_INVALID;
	out->method = "POST";
	out->content_type = "application/x-www-form-urlencoded";
	buf_puts(&out->url, c->send_url);
	add(&out->body, "username", c->username);
	add(&out->body, "to", m->to);
	add(&out->body, "message", m->text);
	add(&out->body, "from", c->sender);
	add(&out->body, "bulkSMSMode", "1");
	add(&out->body, "enqueue", "1");
	fits = put_header(out->header[0], "apiKey", c->password) &&
	       put_header(out->header[1], "Accept", "application/json");
	return fits && !out->url.full && !out->body.full ? RC_OK : RC_FULL;
}

struct rule { /* the first that fits; what the operator reads is our word, never the gateway's */
	long from, until;
	const char *word; /* for a recipient also theirs, in answers without a number */
	enum verdict verdict;
};

/* clang-format off */
static const struct rule http_rules[] = {
	{ 300, 399, "redirected",               VERDICT_MISCONFIGURED },
	{ 401, 401, "authorization failed",     VERDICT_MISCONFIGURED },
	{ 403, 403, "authorization failed",     VERDICT_MISCONFIGURED },
	{ 404, 405, "no messaging at send_url", VERDICT_MISCONFIGURED },
	{ 408, 408, "timeout",                  VERDICT_RETRY },
	{ 429, 429, "too many requests",        VERDICT_RETRY },
	{ 400, 499, "refused",                  VERDICT_REFUSED },
	{ 500, 599, "temporary failure",        VERDICT_RETRY },
};

/* statusCode of a recipient, in answers whose HTTP status is a success. */
static const struct rule recipient_rules[] = {
	{ 100, 199, "Success",               VERDICT_SENT },
	{ 401, 401, "RiskHold",              VERDICT_MISCONFIGURED },
	{ 402, 402, "InvalidSenderId",       VERDICT_MISCONFIGURED },
	{ 403, 403, "InvalidPhoneNumber",    VERDICT_REFUSED },
	{ 404, 404, "UnsupportedNumberType", VERDICT_REFUSED },
	{ 405, 405, "InsufficientBalance",   VERDICT_MISCONFIGURED },
	{ 406, 406, "UserInBlacklist",       VERDICT_REFUSED },
	{ 407, 407, "CouldNotRoute",         VERDICT_REFUSED },
	{ 409, 409, "DoNotDisturbRejection", VERDICT_REFUSED },
	{ 400, 499, "refused",               VERDICT_REFUSED },
	{ 500, 500, "InternalServerError",   VERDICT_RETRY },
	{ 501, 501, "GatewayError",          VERDICT_RETRY },
	{ 502, 502, "RejectedByGateway",     VERDICT_REFUSED },
	{ 500, 599, "temporary failure",     VERDICT_RETRY },
};
/* clang-format on */
enum {
	HTTP_RULES = sizeof(http_rules) / sizeof(http_rules[0]),
	RECIPIENT_RULES = sizeof(recipient_rules) / sizeof(recipient_rules[0]),
	BLACKLISTED = 406,
};

static const struct rule *rule_of(const struct rule *rules, size_t n, long code)
{
	for (size_t i = 0; i < n; i++)
		if (code >= rules[i].from && code <= rules[i].until)
			return &rules[i];
	return NULL;
}

static const char *text_of(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s != NULL ? s : "";
}

/* A number, or a number in quotes; 0 when there is none. */
static long code_of(const json_t *recipient)
{
	const json_t *code = json_object_get(recipient, "statusCode");
	const char *digits = json_string_value(code);
	int64_t value = 0;

	if (json_is_integer(code))
		value = json_integer_value(code);
	else if (digits != NULL && digits_read(&value, digits, strlen(digits)) != RC_OK)
		value = 0;
	return value > 0 && value < 1000 ? (long)value : 0;
}

/* Older answers have the word alone. */
static const struct rule *recipient_rule(const json_t *recipient)
{
	long code = code_of(recipient);

	if (code != 0)
		return rule_of(recipient_rules, RECIPIENT_RULES, code);
	for (size_t i = 0; i < RECIPIENT_RULES; i++)
		if (strcmp(recipient_rules[i].word, text_of(recipient, "status")) == 0)
			return &recipient_rules[i];
	return NULL;
}

static void judge_recipient(const json_t *recipient, struct gateway_judgement *out)
{
	const struct rule *rule = recipient_rule(recipient);
	const char *id = text_of(recipient, "messageId");
	long code = code_of(recipient);

	if (rule == NULL) {
		judge_code(out, code, "not understood");
		return;
	}
	out->verdict = rule->verdict;
	out->stopped = rule->from == BLACKLISTED && rule->until == BLACKLISTED;
	if (rule->verdict != VERDICT_SENT)
		judge_code(out, code != 0 ? code : rule->from, rule->word);
	else if (strcmp(id, "None") != 0)
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
		judge_refusal(text_of(data, "Message"), out);
	else
		judge_code(out, r->status, "not understood");
	json_decref(root);
}

void africastalking_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out)
{
	const struct rule *rule = rule_of(http_rules, HTTP_RULES, r->status);

	(void)c;
	*out = (struct gateway_judgement){ .verdict = VERDICT_UNKNOWN };
	if (r->transport == TRANSPORT_OK && r->status >= 200 && r->status <= 299) {
		judge_body(r, out);
	} else if (r->transport == TRANSPORT_OK && rule != NULL) {
		out->verdict = rule->verdict;
		judge_code(out, r->status, rule->word);
	} else {
		judge_silence(r->transport, out);
	}
}
