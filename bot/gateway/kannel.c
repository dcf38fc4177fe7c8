/* gateway/kannel.c - Kannel, the SMS gateway of operators and SIM boxes: its webhooks */
#include "gateway/kannel.h"

#include <string.h>

#include "gateway/adapters.h"
#include "gateway/event.h"
#include "gateway/secret.h"

static enum rc parse(const struct gateway_config *c, const struct gateway_request *r,
	struct gateway_event *events, size_t *n)
{
	enum rc rc = RC_INVALID;

	(void)c;
	*n = 0;
	if (strcmp(r->endpoint, "inbound") == 0)
		rc = kannel_read_message(r, events);
	else if (strcmp(r->endpoint, "report") == 0)
		rc = kannel_read_report(r, events);
	*n = rc == RC_OK ? 1 : 0;
	return rc;
}

/* Any other status makes Kannel text the trader an error; any body goes out as an SMS. */
static void answer(const struct gateway_config *c, const struct gateway_event *e,
	const struct gateway_outcome *o, struct gateway_answer *out)
{
	out->status = 200;
	out->content_type = "text/plain; charset=UTF-8";
	if (e->kind == EVENT_SMS && gateway_replies_inline(c) && o->reply[0] != NULL)
		buf_puts(&out->body, o->reply[0]);
}

const struct gateway gateway_kannel = {
	.type = "kannel",
	.inline_reply = true,
	.always_200 = true,
	.verify = secret_verify_key,
	.parse = parse,
	.answer = answer,
	.build = kannel_build,
	.judge = kannel_judge,
};
