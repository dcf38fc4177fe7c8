/* gateway/answer.c - answers that several gateways want */
#include "gateway/answer.h"

void answer_empty(const struct gateway_config *c, const struct gateway_event *e,
	const struct gateway_outcome *o, struct gateway_answer *out)
{
	(void)c;
	(void)e;
	(void)o;
	out->status = 200;
	out->content_type = "text/plain; charset=UTF-8";
}
