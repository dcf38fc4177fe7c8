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

void hear(struct world *w, const struct sms *sms, struct heard *h)
{
	struct gateway_event e = event_of(sms);

	print_message("%s: %s\n", sms->from, sms->text);
	assert_int_equal(world_take(w, sms->gateway, &e, sms->now, &h->result), RC_OK);
	h->rows = world_rows(w, h->row, ROWS);
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
