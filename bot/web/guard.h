/*
 * web/guard.h - private to web/: refuses what libmicrohttpd 0.9.75 lets through
 *
 * Measured there: of two Content-Length headers the first wins and the rest of the body is read as another
 * request; Content-Length beside Transfer-Encoding likewise; an unknown Transfer-Encoding hangs;
 * `Name : value` arrives as the name "Name "; a zero byte ends a target or a value early, and a folded line (RFC 9112 5.2) is glued to a name.
 */
#ifndef LAPAK_WEB_GUARD_H
#define LAPAK_WEB_GUARD_H
#include "web/request.h"

enum guard_verdict {
	GUARD_PASS,
	GUARD_BAD,      /* 400 and close: where this request ends is not certain */
	GUARD_TOO_LONG, /* 413 and close: the announced body has more bytes than may come */
};

/* Looks at the headers, and fills r->content_type and r->authorization ("" when absent). */
enum guard_verdict guard_headers(struct request *r, const char *version, size_t most);

#endif
