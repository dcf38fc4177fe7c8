/*
 * relay/parts.h - parts of a long SMS, joined (private to relay/)
 *
 * A part is kept until the rest is there; then the whole goes its way as one SMS. What waited PARTS_WAIT seconds goes without
 * the rest: a text that was acknowledged is never lost.
 */
#ifndef LAPAK_RELAY_PARTS_H
#define LAPAK_RELAY_PARTS_H
#include "relay/inbound.h"

enum { PARTS_WAIT = 10 * 60 };

/* As inbound_apply(), for EVENT_PART. */
MUST_CHECK enum rc parts_take(const struct inbound *in, const struct gateway_config *from,
	const struct gateway_event *e, int64_t now, struct inbound_result *out);
/* Within a transaction: one message whose rest did not come in time. RC_ABSENT: there is none. */
MUST_CHECK enum rc parts_expire(const struct inbound *in, int64_t now);

#endif
