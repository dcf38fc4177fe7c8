/* web/api_table.c - every route of the API: who may, what comes in, what goes out, what runs */
#include "web/api_handlers.h"
#include "web/api_shapes.h"

/* clang-format off */
enum {
	CHIEF = 1 << ROLE_CHIEF, CLERK = 1 << ROLE_CLERK, TRAINER = 1 << ROLE_TRAINER,
	VIEWER = 1 << ROLE_VIEWER, ADMIN = 1 << ROLE_ADMIN,
	ALL = CHIEF | CLERK | TRAINER | VIEWER | ADMIN,
};

#define NO NULL

/* method, path, name, roles, flags, audit; query, body, answer; run, work, after; what */
const struct api_route api_routes[] = {
	{ "GET", "/openapi.json", "getOpenapi", 0, API_OPEN | API_PLAIN, NO,
		NO, NO, NO, NO, api_openapi, NO, "this description" },
	/* signing in */
	{ "POST", "/session", "signIn", 0, API_OPEN | API_SECRET, "session.open",
		NO, &shape_sign_in, &shape_me, api_sign_in, api_sign_in_work, api_sign_in_after, "signs in and sets the cookie" },
	{ "GET", "/session", "getMe", ALL, API_HALF, NO,
		NO, NO, &shape_me, api_me, NO, NO, "who is signed in" },
	{ "DELETE", "/session", "signOut", ALL, API_HALF, "session.end",
		NO, NO, NO, api_sign_out, NO, NO, "signs out" },
	{ "PUT", "/session/password", "setMyPassword", ALL, API_SECRET, "staff.password",
		NO, &shape_password, NO, api_password, api_password_work, api_password_after, "changes the own password; all other sessions end" },
	{ "POST", "/session/second-factor", "newSecondFactor", ALL, API_HALF | API_SECRET, "staff.factor_new",
		NO, NO, &shape_factor, api_factor_new, NO, NO, "begins to set up an authenticator app" },
	{ "PUT", "/session/second-factor", "confirmSecondFactor", ALL, API_HALF, "staff.factor_set",
		NO, &shape_code, NO, api_factor_confirm, NO, NO, "the app's first code: from now on it is asked for" },
	{ "GET", "/sessions", "listSessions", ALL, API_PAGE, NO,
		&shape_ask_all, NO, &shape_session, api_sessions, NO, NO, "who is signed in where, newest first" },
	{ "DELETE", "/sessions/{id}", "endSession", ALL, 0, "session.end",
		NO, NO, NO, api_session_end, NO, NO, "ends a session: the own ones, admin any" },
	{ "POST", "/tokens", "newToken", ALL, API_SECRET | API_MADE, "session.token",
		NO, &shape_token_new, &shape_token, api_token_new, NO, NO, "a token for a script, with the own role" },
	{ "DELETE", "/staff/{id}/second-factor", "dropSecondFactor", ADMIN, 0, "staff.factor_drop",
		NO, NO, NO, api_factor_drop, NO, NO, "a lost phone: takes the second factor away and ends all sessions" },
	{ NO, NO, NO, 0, 0, NO, NO, NO, NO, NO, NO, NO, NO },
};
