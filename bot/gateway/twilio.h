/*
 * gateway/twilio.h - the parts of the Twilio adapter (private to gateway/)
 *
 * twilio.com/docs: incoming messages answered in TwiML, signed by X-Twilio-Signature (usage/webhooks/webhooks-security), the
 * Message resource of the REST API 2010-04-01, status callbacks, and error codes (api/errors).
 */
#ifndef LAPAK_GATEWAY_TWILIO_H
#define LAPAK_GATEWAY_TWILIO_H
#include "gateway/gateway.h"

/* RC_OK when X-Twilio-Signature fits the public URL, the form (NULL when the body is none) and a live secret; RC_DENIED. */
MUST_CHECK enum rc twilio_verify(const struct gateway_config *c,
	const struct gateway_request *r, const struct form *form);

/* An error of a delivery report. stops: the receiver wants nothing more from us. */
struct twilio_error {
	enum report_state report;
	bool stops;
};
struct twilio_error twilio_error_of(const char *code);

MUST_CHECK enum rc twilio_build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out);
void twilio_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out);

#endif
