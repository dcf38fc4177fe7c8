/* dialog/push.c - an SMS to somebody else beside the turn's own answer */
#include "dialog/push.h"

#include <stdio.h>

#include "store/store.h"

enum { PUSH_LIVES = 24 * 3600 }; /* waiting to go out */

enum rc push_conversation(struct turn *t, const struct trader *who, struct conversation *out)
{
	enum rc rc = conversation_get(t->d->store, who->id, out);

	if (rc != RC_ABSENT)
		return rc;
	*out = (struct conversation){ .trader_id = who->id };
	(void)snprintf(out->state, sizeof(out->state), "%s", state_row(ST_IDLE)->name);
	return RC_OK;
}

void push_text(struct turn *t, const struct trader *to, struct conversation *c,
	const char *text, int64_t due_at)
{
	struct dialog_push *p = &t->out->push;

	if (p->id != 0)
		BUG("a second SMS to somebody else in one turn");
	(void)snprintf(p->text, sizeof(p->text), "%s", text);
	p->id = store_message_id(t->d->store);
	p->previous_id = c->last_message_id;
	p->trader_id = to->id;
	p->phone = to->phone;
	p->due_at = due_at;
	p->expires_at = due_at + PUSH_LIVES;
	c->last_message_id = p->id;
}
