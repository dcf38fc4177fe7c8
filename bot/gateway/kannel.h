/*
 * gateway/kannel.h - the parts of the Kannel adapter (private to gateway/)
 *
 * Kannel 1.4.5 user guide, tables 7-8 to 7-17; smsbox gw/urltrans.c for its URL templates.
 */
#ifndef LAPAK_GATEWAY_KANNEL_H
#define LAPAK_GATEWAY_KANNEL_H
#include "gateway/gateway.h"

/* Fills e from a request at "inbound"; RC_INVALID when sender or text are missing. */
MUST_CHECK enum rc kannel_read_message(
	const struct gateway_request *r, struct gateway_event *e);
/* Fills e from a request at "report"; RC_INVALID without our reference and a type. */
MUST_CHECK enum rc kannel_read_report(const struct gateway_request *r, struct gateway_event *e);

/* A sendsms request. RC_INVALID for an empty text or receiver: Kannel would send an empty SMS.
 * RC_FULL when the caller's buffer is too small. */
MUST_CHECK enum rc kannel_build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out);
void kannel_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out);

#endif
