/* web/pack.h - private to web/: answers as gzip (RFC 1952), for lines that are slow */
#ifndef LAPAK_WEB_PACK_H
#define LAPAK_WEB_PACK_H
#include <stdbool.h>

#include "web/request.h"

/* Whether gzip is among the codings of an Accept-Encoding. */
bool pack_accepts(const char *codings);
/* Whether the browser takes it. */
bool pack_is_taken(const struct request *r);
/* Packs the answer's text in place when that is worth it, and says so in its headers. Such an answer holds no secret beside what
 * somebody else may choose (BREACH): cookies are SameSite=Strict, and there are no tokens in it. */
void pack_text(struct request *r);

#endif
