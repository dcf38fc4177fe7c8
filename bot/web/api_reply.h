/* web/api_reply.h - private to web/: a call's outcome as an HTTP answer */
#ifndef LAPAK_WEB_API_REPLY_H
#define LAPAK_WEB_API_REPLY_H
#include "web/api.h"

/* Sets the request's answer: c->out as JSON with its ETag (304 when the caller has it), or a problem. */
void api_reply(struct api_call *c, enum rc rc);
/* Refuses with 428 what needs If-Match and has none. */
MUST_CHECK enum rc api_precondition(struct api_call *c);
/* An answer given before, as it was. */
void api_reply_again(struct api_call *c, unsigned status, const char *body);

#endif
