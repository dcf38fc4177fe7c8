/* gateway/compose.h - pieces of a request to a gateway (private to gateway/) */
#ifndef LAPAK_GATEWAY_COMPOSE_H
#define LAPAK_GATEWAY_COMPOSE_H
#include <stdbool.h>

#include "gateway/gateway.h"
#include "gateway/json.h"

/* Appends "name=value", encoded, behind what is there. */
void compose_field(struct buf *form, const char *name, const char *value);
void compose_number(struct buf *form, const char *name, int64_t value);

/* The next free header line of out; false when it does not fit. */
MUST_CHECK bool compose_header(struct gateway_send *out, const char *name, const char *value);
/* "Authorization: Basic ..." of the gateway's username and password. */
MUST_CHECK bool compose_basic(struct gateway_send *out, const struct gateway_config *c);

/* send_url; path is put behind it when it names nothing but a host. */
void compose_url(struct buf *url, const struct gateway_config *c, const char *path);

/* Where reports of a message come to: PUBLIC_URL/gateway/NAME/report?ref=ID, after it what proves it to be ours. */
enum report_proof {
	PROOF_NONE, /* the gateway signs its calls */
	PROOF_KEY,  /* key=SECRET */
	PROOF_TOKEN, /* token=, see signature_token(): the secret is one to sign with and not to be shown */
};
void compose_report_url(struct buf *url, const struct gateway_config *c,
	const struct gateway_message *m, enum report_proof proof);

/* The body of a JSON request; object is given back, NULL (a text that is no UTF-8) is RC_INVALID. Sets method and content
 * type. */
MUST_CHECK enum rc compose_json(struct gateway_send *out, json_t *object);

/* The seconds a message is still worth sending, between what a gateway allows. */
int64_t compose_lifetime(const struct gateway_message *m, int64_t least, int64_t most);

/* An E.164 number without its +. */
const char *compose_digits(const char *e164);

#endif
