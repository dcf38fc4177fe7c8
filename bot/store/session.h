/*
 * store/session.h - who is signed in: browsers by cookie, scripts by token; and second factors
 *
 * A token is known by its hash alone. A session ends by itself when it was not used for idle_seconds,
 * at expires_at, when its account is disabled, and when the account's password is another one.
 */
#ifndef LAPAK_STORE_SESSION_H
#define LAPAK_STORE_SESSION_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "store/staff.h"

enum {
	SESSION_TOKEN = 44, /* bytes of a token with its NUL: 256 bits, base64url */
	SESSION_NAME_MAX = 80,
	SESSION_IDLE = 30 * 60,   /* seconds, of a browser */
	SESSION_LIFE = 12 * 3600, /* seconds, of a browser */
	SESSION_SCRIPT_LIFE = 365 * 86400,
	SESSION_SECRET = 33, /* a second factor's secret in base32 with its NUL */
};

enum session_kind { SESSION_BROWSER, SESSION_SCRIPT };
const char *session_kind_name(enum session_kind k);

struct session { /* a plain value */
	int64_t id, staff_id;
	enum session_kind kind;
	char login[STAFF_LOGIN_MAX + 1]; /* of the account, and so are these three */
	char staff_name[STAFF_NAME_MAX * 4 + 1];
	enum role role;
	bool second_factor; /* is set up */
	char name[SESSION_NAME_MAX * 4 + 1], address[46];
	int64_t created_at, used_at, idle_seconds, expires_at;
};

/* Turns 32 random bytes into a token. */
void session_token(char out[static SESSION_TOKEN], const unsigned char random[static 32]);

/* Opens a session of s->staff_id for the token: kind, name, address, created_at are s's; times and id are
 * filled in. RC_ABSENT: no such account, or it is disabled. */
MUST_CHECK enum rc session_open(struct store *st, struct session *s, const char *token);
/* The live session of a token. RC_ABSENT: none, whatever the reason. */
MUST_CHECK enum rc session_find(
	struct store *st, const char *token, int64_t now, struct session *out);
/* Notes that it is used, at most once a minute. */
MUST_CHECK enum rc session_use(struct store *st, const struct session *s, int64_t now);
/* Ends one; staff_id 0: whoever's it is. RC_ABSENT: there is none. */
MUST_CHECK enum rc session_end(struct store *st, int64_t id, int64_t staff_id);
/* Ends all of an account but `except` (0: none). */
MUST_CHECK enum rc session_end_all(struct store *st, int64_t staff_id, int64_t except);
/* Forgets sessions past expires_at, at most limit. */
MUST_CHECK enum rc session_prune(struct store *st, int64_t now, int64_t limit);

typedef enum rc session_fn(const struct session *s, void *arg);
/* Live ones, newest first; staff_id 0: everybody's. Ids below before (0: all), at most limit. */
struct session_filter {
	int64_t staff_id, before, limit, now;
};
MUST_CHECK enum rc session_each(
	struct store *st, const struct session_filter *f, session_fn *fn, void *arg);

struct second_factor {
	char secret[SESSION_SECRET];
	int64_t confirmed_at; /* 0: not in use yet */
	int64_t last_step;
};
MUST_CHECK enum rc second_factor_get(
	struct store *st, int64_t staff_id, struct second_factor *out);
MUST_CHECK enum rc second_factor_put(
	struct store *st, int64_t staff_id, const struct second_factor *f);
/* RC_ABSENT: there was none. */
MUST_CHECK enum rc second_factor_drop(struct store *st, int64_t staff_id);

#endif
