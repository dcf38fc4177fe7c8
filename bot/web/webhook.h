/* web/webhook.h - private to web/: gateways' requests, from the signature to the answer after the commit */
#ifndef LAPAK_WEB_WEBHOOK_H
#define LAPAK_WEB_WEBHOOK_H
#include "base/rc.h"
#include "web/request.h"

/* A whole request: verifies and parses. Without an answer it waits for the transaction. */
void webhook_handle(struct request *r);

/* Applies every event of a waiting request and prepares the answer. RC_OK also when an event failed: then the answer is
 * 503. Anything else: the transaction is broken. */
MUST_CHECK enum rc webhook_apply(struct request *r, int64_t now);

/* After the commit: counts what became of the request. */
void webhook_settle(struct request *r, bool kept);

/* One line in the log about a webhook that is refused or not understood, some a minute at most; none about others. It never
 * holds what came. */
void webhook_tell(struct request *r);

#endif
