/* gateway/judge.h - what adapters' verdicts share (private to gateway/) */
#ifndef LAPAK_GATEWAY_JUDGE_H
#define LAPAK_GATEWAY_JUDGE_H
#include "gateway/gateway.h"

/* No answer at all: not sent is tried again, left without an answer is in doubt. An HTTP status that no HTTP server sends
 * counts as no answer. */
void judge_silence(enum transport transport, struct gateway_judgement *out);
/* "403 not routable". */
void judge_code(struct gateway_judgement *out, long status, const char *word);

/* A table of codes. What the operator reads is our word, never the gateway's: that may hold a number or a text. */
struct judge_rule {
	long from, until;
	const char *word;
	enum verdict verdict;
	bool stops; /* the receiver wants nothing more from us */
};
/* The first rule that fits, NULL when none does. */
const struct judge_rule *judge_rule_of(const struct judge_rule *rules, size_t n, long code);
/* Its verdict; the code is told unless the message was sent. */
void judge_by_rule(struct gateway_judgement *out, const struct judge_rule *rule, long code);

/* Fills out when no answer came, or one whose HTTP status is no success; false when it is a success and the body has
 * the word. out is then VERDICT_UNKNOWN, "not understood". */
MUST_CHECK bool judge_http(const struct gateway_response *r, struct gateway_judgement *out);

#endif
