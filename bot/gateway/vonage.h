/*
 * gateway/vonage.h - the parts of the Vonage adapter (private to gateway/)
 *
 * developer.vonage.com: the SMS API (webhooks by GET, form or JSON, signed by "sig" when the account says so; sms/json) and
 * the Messages API (JSON webhooks signed by a JWT; v1/messages). Which one a call is of shows in it; which one sends,
 * says mode in lapak.ini.
 */
#ifndef LAPAK_GATEWAY_VONAGE_H
#define LAPAK_GATEWAY_VONAGE_H
#include "gateway/gateway.h"
#include "gateway/json.h"

/* The fields of a call of the SMS API, wherever they stand: body as a form or JSON, else the query. form_release() also
 * after a failure. */
MUST_CHECK enum rc vonage_fields(struct form *out, const struct gateway_request *r);

/* A JWT of the Messages API, else a key, a token of ours or a "sig". */
MUST_CHECK enum rc vonage_verify(
	const struct gateway_config *c, const struct gateway_request *r);

/* A call of the Messages API; root is an object. */
MUST_CHECK enum rc vonage_read_message(
	const json_t *root, struct gateway_event *events, size_t *n);

MUST_CHECK enum rc vonage_build(const struct gateway_config *c, const struct gateway_message *m,
	struct gateway_send *out);
void vonage_judge(const struct gateway_config *c, const struct gateway_response *r,
	struct gateway_judgement *out);

#endif
