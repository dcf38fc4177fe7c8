/* web/reply.h - private to web/: sets the answer of a request, and hands it to libmicrohttpd */
#ifndef LAPAK_WEB_REPLY_H
#define LAPAK_WEB_REPLY_H
#include "web/request.h"

/* Plain text; s is copied. */
void reply_text(struct request *r, unsigned status, const char *s);
/* problem+json (RFC 9457) with the status' usual title; detail is ours, never the sender's. */
void reply_problem(struct request *r, unsigned status, const char *detail);
/* content is not copied. */
void reply_content(struct request *r, unsigned status, const char *content_type,
	const struct buf *content);
/* One more header; name and value live until the request is over. */
void reply_header(struct request *r, const char *name, const char *value);
/* 503 with Retry-After: our own trouble, try again. */
void reply_later(struct request *r);
/* The same for people and their programs. */
void reply_unavailable(struct request *r);

/* Gives the answer to libmicrohttpd. MHD_NO: the connection is closed instead. */
enum MHD_Result reply_queue(struct request *r);

#endif
