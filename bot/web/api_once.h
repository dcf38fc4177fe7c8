/* web/api_once.h - private to web/: a request that changes something and has an Idempotency-Key takes effect once */
#ifndef LAPAK_WEB_API_ONCE_H
#define LAPAK_WEB_API_ONCE_H
#include "web/api.h"

/* Answers a repetition and sets *replayed. Refuses a key that is malformed or was for another request. */
MUST_CHECK enum rc api_once_find(struct api_call *c, bool *replayed);
/* Keeps the answer that is set, when there was a key. */
MUST_CHECK enum rc api_once_keep(struct api_call *c);

#endif
