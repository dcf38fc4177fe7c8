/* web/api_shapes_session.c - shapes of signing in, sessions and second factors */
#include "web/api_shapes.h"

#define ROLES "chief|clerk|trainer|viewer|admin"

/* clang-format off */
static const struct api_field sign_in[] = {
	{ "login", API_TEXT, 0, 1, 20, NULL, NULL, NULL },
	{ "password", API_TEXT, 0, 1, 1024, NULL, NULL, NULL },
	{ "code", API_TEXT, API_MAYBE, 6, 6, NULL, NULL, "of the authenticator app; asked for by code code-needed" },
	{ .kind = API_END },
};
const struct api_shape shape_sign_in = { "SignIn", sign_in };

static const struct api_field office[] = {
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "short_code", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "language", API_TEXT, 0, 0, 0, NULL, NULL, "of new traders" },
	{ "price_per_segment", API_INT, 0, 0, 0, NULL, NULL, "rupiah" },
	{ "quiet_from", API_INT, 0, 0, 1440, NULL, NULL, "minutes after midnight WIB" },
	{ "quiet_until", API_INT, 0, 0, 1440, NULL, NULL, "minutes after midnight WIB" },
	{ "version", API_TEXT, 0, 0, 0, NULL, NULL, "of the program" },
	{ .kind = API_END },
};
static const struct api_shape shape_office = { "Office", office };

static const struct api_field me[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "login", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, NULL },
	{ "role", API_WORD, 0, 0, 0, NULL, ROLES, NULL },
	{ "second_factor", API_WORD, 0, 0, 0, NULL, "set|needed|none", "needed: nothing else may be called before" },
	{ "session", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "idle_seconds", API_INT, 0, 0, 0, NULL, NULL, "the session ends when it was not used for so long" },
	{ "expires_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "office", API_OBJECT, 0, 0, 0, &shape_office, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_me = { "Me", me };

static const struct api_field session[] = {
	{ "id", API_ID, 0, 0, 0, NULL, NULL, NULL },
	{ "login", API_TEXT, 0, 0, 0, NULL, NULL, "whose" },
	{ "kind", API_WORD, 0, 0, 0, NULL, "browser|script", NULL },
	{ "name", API_TEXT, 0, 0, 0, NULL, NULL, "what the browser calls itself, or the script" },
	{ "address", API_TEXT, 0, 0, 0, NULL, NULL, "where it was begun" },
	{ "created_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "used_at", API_TIME, 0, 0, 0, NULL, NULL, "to the minute" },
	{ "expires_at", API_TIME, 0, 0, 0, NULL, NULL, NULL },
	{ "this", API_BOOL, 0, 0, 0, NULL, NULL, "it is the one that asks" },
	{ .kind = API_END },
};
const struct api_shape shape_session = { "Session", session };

static const struct api_field token_new[] = {
	{ "name", API_TEXT, 0, 1, 40, NULL, NULL, "of the script" },
	{ .kind = API_END },
};
const struct api_shape shape_token_new = { "TokenNew", token_new };

static const struct api_field token[] = {
	{ "token", API_TEXT, 0, 43, 43, NULL, NULL, "shown this once: Authorization: Bearer TOKEN" },
	{ .kind = API_END },
};
const struct api_shape shape_token = { "Token", token };

static const struct api_field password[] = {
	{ "password", API_TEXT, 0, 1, 1024, NULL, NULL, "the old one" },
	{ "new_password", API_TEXT, 0, 1, 1024, NULL, NULL, NULL },
	{ .kind = API_END },
};
const struct api_shape shape_password = { "Password", password };

static const struct api_field factor[] = {
	{ "secret", API_TEXT, 0, 32, 32, NULL, NULL, "to type into the app" },
	{ "uri", API_TEXT, 0, 0, 0, NULL, NULL, "to show as a QR code" },
	{ .kind = API_END },
};
const struct api_shape shape_factor = { "SecondFactor", factor };

static const struct api_field code[] = {
	{ "code", API_TEXT, 0, 6, 6, NULL, NULL, "what the app shows" },
	{ .kind = API_END },
};
const struct api_shape shape_code = { "Code", code };

static const struct api_field all[] = {
	{ "all", API_BOOL, API_MAYBE, 0, 0, NULL, NULL, "everybody's (for admin)" },
	{ .kind = API_END },
};
const struct api_shape shape_ask_all = { "AskAll", all };
/* clang-format on */
