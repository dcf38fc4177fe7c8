/* web/api_handlers.h - private to web/: the handlers of the API's rows, and the pages of lists */
#ifndef LAPAK_WEB_API_HANDLERS_H
#define LAPAK_WEB_API_HANDLERS_H
#include "web/api.h"

/* api_openapi.c */
api_fn api_openapi;

/* api_session.c */
api_fn api_sign_in, api_sign_in_work, api_sign_in_after, api_me, api_sign_out;
api_fn api_sessions, api_session_end, api_token_new;
api_fn api_password, api_password_work, api_password_after;

/* api_factor.c */
api_fn api_factor_new, api_factor_confirm, api_factor_drop;

#endif
