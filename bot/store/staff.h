/*
 * store/staff.h - who works in the office: accounts, roles, a trainer's number
 *
 * An account is never removed, only disabled: the record of what it did keeps its name. A number belongs to one
 * enabled account at a time.
 */
#ifndef LAPAK_STORE_STAFF_H
#define LAPAK_STORE_STAFF_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "text/phone.h"

struct store;

enum { STAFF_LOGIN_MAX = 20, STAFF_NAME_MAX = 40, STAFF_PASSWORD_MAX = 127 };

enum role { ROLE_CHIEF, ROLE_CLERK, ROLE_TRAINER, ROLE_VIEWER, ROLE_ADMIN, ROLE_COUNT };
const char *role_name(enum role r);
/* RC_INVALID: there is no role of that name. */
MUST_CHECK enum rc role_named(enum role *out, const char *name);

struct staff { /* a plain value */
	int64_t id;
	char login[STAFF_LOGIN_MAX + 1]; /* lower case */
	char name[STAFF_NAME_MAX * 4 + 1];
	enum role role;
	struct phone phone;                    /* "" none */
	char password[STAFF_PASSWORD_MAX + 1]; /* Argon2id; "" may not log in */
	int64_t created_at, changed_at;
	int64_t disabled_at; /* 0: enabled */
};

/* 2 to 20 lower case letters, digits, dots and hyphens, beginning with a letter. */
bool staff_login_fits(const char *login);

/* Adds s (id and disabled_at ignored) and fills s->id. RC_CONFLICT: login or phone is taken. */
MUST_CHECK enum rc staff_add(struct store *st, struct staff *s);
/* RC_ABSENT: no such account; a disabled one is found too. Letters of either case. */
MUST_CHECK enum rc staff_by_login(struct store *st, const char *login, struct staff *out);
MUST_CHECK enum rc staff_by_id(struct store *st, int64_t id, struct staff *out);
/* The enabled account whose number it is. */
MUST_CHECK enum rc staff_by_phone(struct store *st, const struct phone *p, struct staff *out);
/* hash: from password_hash(). */
MUST_CHECK enum rc staff_set_password(
	struct store *st, int64_t id, const char *hash, int64_t now);
/* Disabled or enabled again. RC_CONFLICT: another account has the number by now. */
MUST_CHECK enum rc staff_set_disabled(struct store *st, int64_t id, bool disabled, int64_t now);
/* "" takes the number away. RC_CONFLICT: it is another account's. */
MUST_CHECK enum rc staff_set_phone(struct store *st, int64_t id, const struct phone *p);

typedef enum rc staff_fn(const struct staff *s, void *arg);
/* By login; limit 0 = all. */
MUST_CHECK enum rc staff_each(struct store *st, int64_t limit, staff_fn *fn, void *arg);
/* In the order they were added, those with an id above after. */
MUST_CHECK enum rc staff_by_age(
	struct store *st, int64_t after, int64_t limit, staff_fn *fn, void *arg);

#endif
