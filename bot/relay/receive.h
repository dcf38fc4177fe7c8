/* relay/receive.h - one SMS or USSD hop, from its key to its replies (private to relay/) */
#ifndef LAPAK_RELAY_RECEIVE_H
#define LAPAK_RELAY_RECEIVE_H
#include "relay/inbound.h"

/* As inbound_apply(), for the two kinds that lead to a conversation. */
MUST_CHECK enum rc receive_event(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *event, int64_t now, struct inbound_result *out);

#endif
