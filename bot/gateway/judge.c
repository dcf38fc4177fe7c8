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
