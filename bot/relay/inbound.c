/* relay/inbound.c - one event from a webhook to its effect, in a savepoint of its own */
#include "relay/inbound.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "relay/delivery.h"
#include "relay/parts.h"
#include "relay/receive.h"
#include "relay/stop.h"
#include "store/store.h"

enum { OUTBOX_MAX = 1024 * 1024 }; /* bytes: 100 messages of the greatest length, escaped */

void inbound_result_init(struct inbound_result *r)
{
	*r = (struct inbound_result){ .replies = 0 };
	buf_init(&r->reply[0], MESSAGE_TEXT_MAX);
	buf_init(&r->reply[1], MESSAGE_TEXT_MAX);
	buf_init(&r->outbox, OUTBOX_MAX);
}

void inbound_result_release(struct inbound_result *r)
{
	buf_release(&r->reply[0]);
	buf_release(&r->reply[1]);
	buf_release(&r->outbox);
}

static enum rc stop(struct store *st, const struct gateway_event *e, int64_t now)
{
	enum rc rc = store_save(st), undone;

	if (rc != RC_OK)
		return rc;
	rc = stop_number(st, &e->from, now);
	if (rc == RC_OK)
		return store_release(st);
	undone = store_undo(st);
	return undone != RC_OK ? undone : rc;
}

static enum rc list_pushed(const struct message *m, void *list)
{
	char id[24];
	json_t *row;

	if (m->text == NULL)
		return RC_OK;
	(void)snprintf(id, sizeof(id), "%" PRId64, m->id);
	row = json_pack("{s:s, s:s, s:I}", "id", id, "text", m->text, "at", (json_int_t)m->at);
	if (row == NULL || json_array_append_new(list, row) != 0)
		memory_gone("a list of messages");
	return RC_OK;
}

static int put_json(const char *s, size_t n, void *out)
{
	buf_add(out, s, n);
	return 0;
}

static enum rc list_outbox(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *e, struct buf *out)
{
	json_t *list = json_array();
	enum rc rc = message_pushed(in->store,
		&(struct pushed_ask){
			.gateway = from->name, .phone = e->from.e164, .after = e->reference },
		list_pushed, list);

	if (rc == RC_OK && json_dump_callback(list, put_json, out, JSON_COMPACT) != 0)
		memory_gone("a list of messages");
	json_decref(list);
	return rc;
}

enum rc inbound_apply(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *event, int64_t now, struct inbound_result *out)
{
	switch (event->kind) {
	case EVENT_SMS:
	case EVENT_USSD:
		return receive_event(in, from, event, now, out);
	case EVENT_PART:
		return parts_take(in, from, event, now, out);
	case EVENT_USSD_END:
		return RC_OK; /* the last hop has done it all */
	case EVENT_REPORT:
		return delivery_take(in, from, event, now, out);
	case EVENT_OUTBOX:
		return list_outbox(in, from, event, &out->outbox);
	case EVENT_STOP:
		return stop(in->store, event, now);
	}
	BUG("an event of no kind");
}

enum rc inbound_overdue(const struct inbound *in, int64_t now)
{
	return parts_expire(in, now);
}
