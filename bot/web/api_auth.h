/*
 * web/api_auth.h - private to web/: who calls, from where, and whether they may
 *
 * A browser's session is a cookie that only this site's pages send (SameSite=Strict, and `__Host-`: over
 * https, whole host, no subdomain can set it); over plain HTTP, which happens on this machine alone, it has another
 * name. What changes something by a cookie must come from this site besides: Sec-Fetch-Site, or Origin. A script sends a
 * bearer token, which no browser does by itself.
 */
#ifndef LAPAK_WEB_API_AUTH_H
#define LAPAK_WEB_API_AUTH_H
#include "web/api.h"

/* Fills c->who and c->address; refuses with 429, 401 or 403. An open route needs nobody. */
MUST_CHECK enum rc api_auth(struct api_call *c);
/* Whether who must have a second factor, by the role or by the configuration, and has none yet. */
bool api_half(const struct api_call *c, const struct session *who);

/* Set-Cookie of a token; NULL: takes the cookie away. */
void api_cookie(struct api_call *c, const char *token);

#endif
