/* relay/inbound_expect.c - what an event will ask of the database, asked before its turn, with that of the others */
#include "relay/inbound.h"
#include "store/message.h"
#include "store/trader.h"

void inbound_expect(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *event, int64_t now, int step)
{
	struct trader trader;

	if ((event->kind != EVENT_SMS && event->kind != EVENT_USSD) ||
		!gateway_answers(from, event))
		return;
	if (step == 0) {
		trader_expect(in->store, &event->from);
		if (event->kind == EVENT_SMS && event->id[0] != '\0')
			seen_expect(in->store, from->name, event->id);
	} else if (trader_by_phone(in->store, &event->from, &trader) == RC_OK) {
		dialog_expect(in->dialog, trader.id, event->text, now);
	}
}
