/* office/resend.c - a message that did not arrive goes out again */
#include "office/resend.h"

#include <stdio.h>

struct copy {
	bool lost;
	int64_t trader_id;
	char text[MESSAGE_TEXT_MAX + 1];
};

static enum rc read_copy(const struct message *m, void *arg)
{
	struct copy *c = arg;

	c->lost = m->kind != KIND_INBOUND && m->channel == CHANNEL_SMS &&
		  (m->state == MESSAGE_FAILED || m->state == MESSAGE_EXPIRED ||
			  m->state == MESSAGE_REJECTED || m->state == MESSAGE_UNKNOWN);
	c->trader_id = m->trader_id;
	(void)snprintf(c->text, sizeof(c->text), "%s", m->text != NULL ? m->text : "");
	return RC_OK;
}

enum rc message_resend(const struct work *w, int64_t message_id, struct push_result *out)
{
	struct copy c;
	struct push p = { .kind = KIND_NOTICE, .text = c.text };
	enum rc rc = message_get(w->store, message_id, read_copy, &c);

	if (rc != RC_OK)
		return rc;
	if (!c.lost || c.trader_id == 0 || c.text[0] == '\0')
		return RC_CONFLICT;
	p.trader_id = c.trader_id;
	return push_send(w, &p, out);
}
