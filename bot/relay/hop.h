/*
 * relay/hop.h - what is new in a USSD request (private to relay/)
 *
 * Each request brings the session's whole input, joined by '*'. What was answered before is known
 * by its length, so "1*1" is a second "1", and an input may itself hold a '*'.
 */
#ifndef LAPAK_RELAY_HOP_H
#define LAPAK_RELAY_HOP_H
#include <stdbool.h>
#include <stddef.h>

#include "gateway/gateway.h"
#include "store/conversation.h"

struct hop {
	bool begins;       /* a dial, without input */
	bool old;          /* nothing in it that the session has not been answered already */
	bool newer;        /* it goes beyond what its session has been answered */
	const char *input; /* in the event's text */
	size_t length;
};

/* c: the trader's conversation, all zero when there is none. */
struct hop hop_read(const struct gateway_event *e, const struct conversation *c);

#endif
