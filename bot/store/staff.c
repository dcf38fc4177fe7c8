/* store/staff.c - who works in the office: accounts, roles, a trainer's number */
#include "store/staff.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_CHIEF] = "chief",
	[ROLE_CLERK] = "clerk",
	[ROLE_TRAINER] = "trainer",
	[ROLE_VIEWER] = "viewer",
	[ROLE_ADMIN] = "admin",
};

const char *role_name(enum role r)
{
	return role_names[r];
}

enum rc role_named(enum role *out, const char *name)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (strcmp(role_names[i], name) == 0) {
			*out = (enum role)i;
			return RC_OK;
		}
	return RC_INVALID;
}

bool staff_login_fits(const char *login)
{
	size_t n = strlen(login);

	return n >= 2 && n <= STAFF_LOGIN_MAX && islower((unsigned char)login[0]) != 0 &&
	       strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789.-") == n;
}

#define STAFF_COLUMNS                                                                          \
	"s.id, s.login, s.name, s.role, s.phone, s.password, s.created_at, s.changed_at, "     \
	"s.disabled_at"

static void read_staff(struct stmt *s, struct staff *out)
{
	out->id = db_get_int(s, 0);
	db_get_text(s, 1, out->login, sizeof(out->login));
	db_get_text(s, 2, out->name, sizeof(out->name));
	if (role_named(&out->role, db_view_text(s, 3)) != RC_OK)
		out->role = ROLE_VIEWER; /* the least */
	db_get_text(s, 4, out->phone.e164, sizeof(out->phone.e164));
	db_get_text(s, 5, out->password, sizeof(out->password));
	out->created_at = db_get_int(s, 6);
	out->changed_at = db_get_int(s, 7);
	out->disabled_at = db_get_int(s, 8);
}

static enum rc one(struct stmt *s, struct staff *out)
{
	enum rc rc = db_step(s);

	if (rc == RC_OK) {
		read_staff(s, out);
		db_reset(s);
	}
	return rc;
}

static const struct sql add = { "staff.add",
	"INSERT INTO staff (id, login, name, role, phone, password, created_at, changed_at) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $7)" };

enum rc staff_add(struct store *st, struct staff *s)
{
	int64_t id = 0;
	enum rc rc = store_next_id(st, "staff", &id);
	struct stmt *q;

	if (rc != RC_OK)
		return rc;
	q = db_prepare(st->db, &add);
	db_int(q, 1, id);
	db_text(q, 2, s->login);
	db_text(q, 3, s->name);
	db_text(q, 4, role_name(s->role));
	db_text_or_null(q, 5, s->phone.e164);
	db_text_or_null(q, 6, s->password);
	db_int(q, 7, s->created_at);
	rc = db_run(q);
	if (rc == RC_OK)
		s->id = id;
	return rc;
}

static const struct sql by_login = { "staff.by_login",
	"SELECT " STAFF_COLUMNS " FROM staff s WHERE s.login = lower($1) LIMIT 1" };

enum rc staff_by_login(struct store *st, const char *login, struct staff *out)
{
	struct stmt *s = db_prepare(st->db, &by_login);

	db_text(s, 1, login);
	return one(s, out);
}

static const struct sql by_id = { "staff.by_id",
	"SELECT " STAFF_COLUMNS " FROM staff s WHERE s.id = $1 LIMIT 1" };

enum rc staff_by_id(struct store *st, int64_t id, struct staff *out)
{
	struct stmt *s = db_prepare(st->db, &by_id);

	db_int(s, 1, id);
	return one(s, out);
}

static const struct sql by_phone = { "staff.by_phone",
	"SELECT " STAFF_COLUMNS " FROM staff s WHERE s.phone = $1 AND s.phone IS NOT NULL "
	"AND s.disabled_at IS NULL LIMIT 1" };

enum rc staff_by_phone(struct store *st, const struct phone *p, struct staff *out)
{
	struct stmt *s = db_prepare(st->db, &by_phone);

	db_text(s, 1, p->e164);
	return one(s, out);
}

static const struct sql set_password = { "staff.set_password",
	"UPDATE staff SET password = $2, changed_at = $3 WHERE id = $1" };

enum rc staff_set_password(struct store *st, int64_t id, const char *hash, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &set_password);

	db_int(s, 1, id);
	db_text(s, 2, hash);
	db_int(s, 3, now);
	return db_run_some(s);
}

static const struct sql set_disabled = { "staff.set_disabled",
	"UPDATE staff SET disabled_at = $2, changed_at = $3 WHERE id = $1" };

enum rc staff_set_disabled(struct store *st, int64_t id, bool disabled, int64_t now)
{
	struct stmt *s = db_prepare(st->db, &set_disabled);

	db_int(s, 1, id);
	db_int_or_null(s, 2, disabled ? now : 0);
	db_int(s, 3, now);
	return db_run_some(s);
}

static const struct sql set_phone = { "staff.set_phone",
	"UPDATE staff SET phone = $2 WHERE id = $1" };

enum rc staff_set_phone(struct store *st, int64_t id, const struct phone *p)
{
	struct stmt *s = db_prepare(st->db, &set_phone);

	db_int(s, 1, id);
	db_text_or_null(s, 2, p->e164);
	return db_run_some(s);
}

static const struct sql each = { "staff.each",
	"SELECT " STAFF_COLUMNS " FROM staff s ORDER BY s.login LIMIT $1" };

static enum rc read_each(struct stmt *s, staff_fn *fn, void *arg)
{
	struct staff row;
	enum rc rc;

	for (rc = db_step(s); rc == RC_OK; rc = db_step(s)) {
		read_staff(s, &row);
		rc = fn(&row, arg);
		if (rc != RC_OK)
			return db_leave(s, rc);
	}
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc staff_each(struct store *st, int64_t limit, staff_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &each);

	db_limit(s, 1, limit);
	return read_each(s, fn, arg);
}

static const struct sql by_age = { "staff.by_age",
	"SELECT " STAFF_COLUMNS " FROM staff s WHERE s.id > $2 ORDER BY s.id LIMIT $1" };

enum rc staff_by_age(struct store *st, int64_t after, int64_t limit, staff_fn *fn, void *arg)
{
	struct stmt *s = db_prepare(st->db, &by_age);

	db_limit(s, 1, limit);
	db_int(s, 2, after);
	return read_each(s, fn, arg);
}

const struct sql *const staff_sql[] = { &add, &by_login, &by_id, &by_phone, &set_password,
	&set_disabled, &set_phone, &each, &by_age, NULL };
