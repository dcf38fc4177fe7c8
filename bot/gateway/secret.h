/* gateway/secret.h - webhooks that show a secret instead of signing (private to gateway/) */
#ifndef LAPAK_GATEWAY_SECRET_H
#define LAPAK_GATEWAY_SECRET_H
#include "gateway/gateway.h"

/* RC_OK when the query has one `key` and it is a live secret, or, without `key`, when it is the password of HTTP's Basic
 * authentication. Without a configured secret, too:
 * the configuration allows that on a loopback address only. Otherwise RC_DENIED; a repeated key
 * is refused, since two readers of one request may differ on which of them counts. */
MUST_CHECK enum rc secret_verify_key(
	const struct gateway_config *c, const struct gateway_request *r);

#endif
