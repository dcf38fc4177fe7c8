/* gateway/answer.h - answers that several gateways want (private to gateway/) */
#ifndef LAPAK_GATEWAY_ANSWER_H
#define LAPAK_GATEWAY_ANSWER_H
#include "gateway/gateway.h"

/* 200, text/plain, nothing in it: for struct gateway's answer, where replies are sent by themselves. */
void answer_empty(const struct gateway_config *c, const struct gateway_event *e,
	const struct gateway_outcome *o, struct gateway_answer *out);

#endif
