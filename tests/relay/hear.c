/* tests/relay/hear.c - SMS that a world hears, one turn each */
#include "t.h"

#include "hear.h"

struct gateway_event event_of(const struct sms *sms)
{
	struct gateway_event e = { .kind = EVENT_SMS, .at = sms->at };

	e.sender = phone_sender(&e.from, sms->from, strlen(sms->from));
	(void)snprintf(e.text, sizeof(e.text), "%s", sms->text);
	e.length = strlen(e.text);
	(void)snprintf(e.id, sizeof(e.id), "%s", sms->id != NULL ? sms->id : "");
	return e;
}

static enum rc apply(struct world *w, size_t gateway, const struct gateway_event *e,
	int64_t now, struct heard *h)
{
	enum rc rc;

	inbound_result_init(&h->result);
	assert_int_equal(store_begin(w->store), RC_OK);
	rc = inbound_apply(&w->inbound, &w->config.gateway[gateway], e, now, &h->result);
	assert_int_equal(store_commit(w->store), RC_OK);
	h->rows = world_rows(w, h->row, ROWS);
	return rc;
}

void hear(struct world *w, const struct sms *sms, struct heard *h)
{
	struct gateway_event e = event_of(sms);

	print_message("%s: %s\n", sms->from, sms->text);
	assert_int_equal(apply(w, sms->gateway, &e, sms->now, h), RC_OK);
}

void hear_no_more(struct heard *h)
{
	inbound_result_release(&h->result);
}

size_t count_of(const struct heard *h, enum message_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < h->rows; i++)
		n += h->row[i].kind == kind;
	return n;
}

size_t texts_after(struct world *w, const struct sms *sms, bool *repeated)
{
	struct heard h;
	size_t n;

	hear(w, sms, &h);
	n = count_of(&h, KIND_INBOUND);
	*repeated = h.result.repeated;
	hear_no_more(&h);
	return n;
}
