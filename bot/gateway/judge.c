/* gateway/judge.c - what adapters' verdicts share */
#include "gateway/judge.h"

#include <stdio.h>
#include <string.h>

void judge_silence(enum transport transport, struct gateway_judgement *out)
{
	bool left = transport != TRANSPORT_NOT_SENT;

	out->verdict = left ? VERDICT_UNKNOWN : VERDICT_RETRY;
	(void)snprintf(out->code, sizeof(out->code), "%s", left ? "no answer" : "not reached");
}

void judge_code(struct gateway_judgement *out, long status, const char *word)
{
	(void)snprintf(out->code, sizeof(out->code), "%ld %s", status, word);
}

/* clang-format off */
static const struct judge_rule http_rules[] = {
	{ 300, 399, "redirected",               VERDICT_MISCONFIGURED, false },
	{ 401, 401, "authorization failed",     VERDICT_MISCONFIGURED, false },
	{ 402, 402, "no credit",                VERDICT_MISCONFIGURED, false },
	{ 403, 403, "authorization failed",     VERDICT_MISCONFIGURED, false },
	{ 404, 405, "no messaging at send_url", VERDICT_MISCONFIGURED, false },
	{ 408, 408, "timeout",                  VERDICT_RETRY,         false },
	{ 429, 429, "too many requests",        VERDICT_RETRY,         false },
	{ 400, 499, "refused",                  VERDICT_REFUSED,       false },
	{ 500, 599, "temporary failure",        VERDICT_RETRY,         false },
};
/* clang-format on */

const struct judge_rule *judge_rule_of(const struct judge_rule *rules, size_t n, long code)
{
	for (size_t i = 0; i < n; i++)
		if (code >= rules[i].from && code <= rules[i].until)
			return &rules[i];
	return NULL;
}

void judge_by_rule(struct gateway_judgement *out, const struct judge_rule *rule, long code)
{
	out->verdict = rule->verdict;
	out->stopped = rule->stops;
	if (rule->verdict == VERDICT_SENT)
		out->code[0] = '\0';
	else
		judge_code(out, code, rule->word);
}

bool judge_http(const struct gateway_response *r, struct gateway_judgement *out)
{
	const struct judge_rule *rule = judge_rule_of(
		http_rules, sizeof(http_rules) / sizeof(http_rules[0]), r->status);

	*out = (struct gateway_judgement){ .verdict = VERDICT_UNKNOWN };
	if (r->transport == TRANSPORT_OK && r->status >= 200 && r->status <= 299) {
		judge_code(out, r->status, "not understood");
		return false;
	}
	if (r->transport == TRANSPORT_OK && rule != NULL)
		judge_by_rule(out, rule, r->status);
	else
		judge_silence(r->transport, out);
	return true;
}
