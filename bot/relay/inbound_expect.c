/* relay/inbound_expect.c - what is known of events before their turns: whose they are, and what they will ask of the database */
#include "relay/inbound.h"
#include "store/message.h"
#include "store/trader.h"

bool inbound_shares(const struct gateway_event *event, struct store_share *share)
{
	switch (event->kind) {
	case EVENT_SMS:
	case EVENT_USSD:
		return store_share_lock(share, &event->from);
	case EVENT_USSD_END:
	case EVENT_REPORT:
	case EVENT_OUTBOX:
		return true;
	case EVENT_PART: /* pieces that are put together write what no two may */
	case EVENT_STOP: /* withholds what any server may be about to send */
		return false;
	}
	BUG("an event of no kind");
}

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
