/* relay/delivery.h - what a delivery report does to its message (private to relay/) */
#ifndef LAPAK_RELAY_DELIVERY_H
#define LAPAK_RELAY_DELIVERY_H
#include "relay/inbound.h"

/* As inbound_apply(). A late, repeated or unknown report changes nothing, and telling the gateway would not help: RC_OK. One
 * that names a message by the gateway's id waits for a while: the answer that tells this id may be on its way. Of a
 * message in parts, each reported by itself, the last one to arrive makes it delivered. */
MUST_CHECK enum rc delivery_take(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *e, int64_t now, struct inbound_result *out);

#endif
