/*
 * gateway/africastalking.h - the parts of the Africa's Talking adapter (private to gateway/)
 *
 * developers.africastalking.com: SMS (incoming messages, delivery reports, bulk opt-out, version1/messaging) and USSD (sessions,
 * end of session). Indonesian aggregators copy the USSD side under other field names: field_session and the other field_ keys
 * of lapak.ini give them.
 */
#ifndef LAPAK_GATEWAY_AFRICASTALKING_H
#define LAPAK_GATEWAY_AFRICASTALKING_H
#include "gateway/gateway.h"

/* Each fills events and *n from a form; RC_INVALID when what matters is missing or there twice. */
MUST_CHECK enum rc africastalking_read_message(
	const struct form *f, struct gateway_event *events, size_t *n);
/* A receiver the network says is on its black list is a second event, EVENT_STOP. */
MUST_CHECK enum rc africastalking_read_report(
	const struct form *f, struct gateway_event *events, size_t *n);
MUST_CHECK enum rc africastalking_read_stop(
	const struct form *f, struct gateway_event *events, size_t *n);

/* A version1/messaging request. RC_INVALID for an empty text or receiver, or without send_url: USSD alone is carried then.
 * RC_FULL when the caller's buffers are too small. */
MUST_CHECK enum rc africastalking_build(const struct gateway_config *c,
	const struct gateway_message *m, struct gateway_send *out);
void africastalking_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out);

#endif
