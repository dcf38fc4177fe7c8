/* gateway/judge.h - what adapters' verdicts share (private to gateway/) */
#ifndef LAPAK_GATEWAY_JUDGE_H
#define LAPAK_GATEWAY_JUDGE_H
#include "gateway/gateway.h"

/* No answer at all: not sent is tried again, left without an answer is in doubt. An HTTP status that no HTTP server sends
 * counts as no answer. */
void judge_silence(enum transport transport, struct gateway_judgement *out);
/* "403 not routable". */
void judge_code(struct gateway_judgement *out, long status, const char *word);

#endif
