/* web/api_staff.c - accounts of the office, and the record of what was changed */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "office/password.h"
#include "store/audit.h"
#include "store/session.h"
#include "web/api_handlers.h"
#include "web/api_rows.h"

static enum rc add_staff(const struct staff *s, void *arg)
{
	struct api_call *c = arg;
	json_t *row = json_object();

	api_put_id(row, "id", s->id);
	api_put_text(row, "login", s->login);
	api_put_text(row, "name", s->name);
	api_put_text(row, "role", role_name(s->role));
	api_put_text(row, "phone", s->phone.e164[0] != '\0' ? s->phone.e164 : NULL);
	api_put_bool(row, "password", s->password[0] != '\0');
	api_put_bool(row, "enabled", s->disabled_at == 0);
	api_put_time(row, "created_at", s->created_at);
	return api_page_row(c, row, s->id);
}

enum rc api_staff(struct api_call *c)
{
	int64_t after, limit;
	enum rc rc = api_page_begin(c, &after, &limit);

	if (rc == RC_OK)
		rc = staff_by_age(c->store, after, limit, add_staff, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

struct secret { /* between the steps of a call that sets a password */
	char text[PASSWORD_MOST + 1], hash[PASSWORD_HASH_SIZE];
};

static void secret_free(void *state)
{
	sodium_memzero(state, sizeof(struct secret));
	free(state);
}

static enum rc secret_begin(struct api_call *c, const char *login)
{
	const char *password = api_text(c->in, "password");
	const char *why = password_fault(password, strlen(password), login);
	struct secret *s;

	if (why != NULL)
		return api_refuse(
			c, RC_INVALID, "password", "password", "the password %s", why);
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return RC_BUSY;
	c->state = s;
	c->state_free = secret_free;
	(void)snprintf(s->text, sizeof(s->text), "%s", password);
	return RC_OK;
}

enum rc api_secret_work(struct api_call *c)
{
	struct secret *s = c->state;

	return password_hash(s->hash, s->text, strlen(s->text)) == RC_OK ? RC_OK : RC_BUSY;
}

static enum rc phone_of(struct api_call *c, struct phone *out)
{
	const char *text = api_text(c->in, "phone");

	out->e164[0] = '\0';
	if (*text == '\0' || phone_parse(out, text, strlen(text)) == RC_OK)
		return RC_OK;
	return api_refuse(c, RC_INVALID, "phone", "phone", "not an Indonesian mobile number");
}

enum rc api_staff_new(struct api_call *c)
{
	const char *login = api_text(c->in, "login");
	struct phone phone;

	if (!staff_login_fits(login))
		return api_refuse(c, RC_INVALID, "login", "login",
			"a login has 2 to %d lower case letters, digits, dots and hyphens and begins "
			"with a letter",
			(int)STAFF_LOGIN_MAX);
	if (phone_of(c, &phone) != RC_OK)
		return RC_INVALID;
	return secret_begin(c, login);
}

enum rc api_staff_new_after(struct api_call *c)
{
	const struct secret *secret = c->state;
	struct staff s = { .created_at = c->now };
	enum rc rc = role_named(&s.role, api_text(c->in, "role"));

	if (rc == RC_OK)
		rc = phone_of(c, &s.phone);
	if (rc != RC_OK)
		return rc;
	(void)snprintf(s.login, sizeof(s.login), "%s", api_text(c->in, "login"));
	(void)snprintf(s.name, sizeof(s.name), "%s", api_text(c->in, "name"));
	memcpy(s.password, secret->hash, sizeof(s.password));
	rc = staff_add(c->store, &s);
	if (rc == RC_CONFLICT)
		return api_refuse(c, rc, "taken", "login",
			"that login or phone belongs to an account already");
	api_subject(c, "staff", s.id);
	(void)snprintf(c->detail, sizeof(c->detail), "%s, %s", s.login, role_name(s.role));
	if (rc == RC_OK) {
		c->out = json_object();
		api_put_id(c->out, "id", s.id);
	}
	return rc;
}

static enum rc find(struct api_call *c, struct staff *s)
{
	enum rc rc = staff_by_id(c->store, api_id(c, "id"), s);

	api_subject(c, "staff", api_id(c, "id"));
	if (rc == RC_OK)
		(void)snprintf(c->detail, sizeof(c->detail), "%s", s->login);
	return rc;
}

enum rc api_staff_password(struct api_call *c)
{
	struct staff s;
	enum rc rc = find(c, &s);

	return rc == RC_OK ? secret_begin(c, s.login) : rc;
}

enum rc api_staff_password_after(struct api_call *c)
{
	const struct secret *secret = c->state;
	struct staff s;
	enum rc rc = find(c, &s);

	if (rc == RC_OK)
		rc = staff_set_password(c->store, s.id, secret->hash, c->now);
	return rc == RC_OK ? session_end_all(c->store, s.id, 0) : rc;
}

enum rc api_staff_enable(struct api_call *c)
{
	bool enabled = api_true(c->in, "enabled");
	struct staff s;
	enum rc rc = find(c, &s);

	if (rc == RC_OK && s.id == c->who.staff_id && !enabled)
		return api_refuse(
			c, RC_CONFLICT, "self", "", "nobody disables their own account");
	if (rc == RC_OK)
		rc = staff_set_disabled(c->store, s.id, !enabled, c->now);
	if (rc == RC_CONFLICT)
		return api_refuse(
			c, rc, "phone", "", "the phone belongs to another account now");
	if (rc == RC_OK && !enabled)
		rc = session_end_all(c->store, s.id, 0);
	return rc;
}

enum rc api_staff_phone(struct api_call *c)
{
	struct phone phone;
	struct staff s;
	enum rc rc = find(c, &s);

	if (rc == RC_OK)
		rc = phone_of(c, &phone);
	if (rc == RC_OK)
		rc = staff_set_phone(c->store, s.id, &phone);
	if (rc == RC_CONFLICT)
		return api_refuse(
			c, rc, "phone", "phone", "that phone belongs to another account");
	return rc;
}

/* ---- the record ---- */

static enum rc add_entry(const struct audit_row *r, void *arg)
{
	struct api_call *c = arg;
	json_t *row = json_object();

	api_put_id(row, "id", r->id);
	api_put_time(row, "at", r->at);
	api_put_text(row, "actor", r->actor);
	api_put_text(row, "action", r->action);
	api_put_text(row, "subject", r->subject);
	api_put_text(row, "detail", r->detail);
	api_put_text(row, "hash", r->hash);
	return api_page_row(c, row, r->id);
}

static const char *given(const struct api_call *c, const char *name)
{
	return api_has(c->ask, name) ? api_text(c->ask, name) : NULL;
}

enum rc api_audit(struct api_call *c)
{
	struct audit_filter f = { .actor = given(c, "actor"), .subject = given(c, "subject") };
	enum rc rc = api_page_begin(c, &f.before, &f.limit);

	if (rc == RC_OK)
		rc = audit_each(c->store, &f, add_entry, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

enum rc api_audit_verify(struct api_call *c)
{
	struct audit_verdict v = { .rows = 0 };
	enum rc rc = audit_verify(c->store, NULL, &v);

	if (rc != RC_OK)
		return rc;
	c->out = json_object();
	api_put_int(c->out, "rows", v.rows);
	api_put_bool(c->out, "whole", v.broken == 0);
	api_put_id(c->out, "broken", v.broken);
	api_put_text(c->out, "why", v.broken != 0 ? v.why : NULL);
	api_put_text(c->out, "head", v.head.hash);
	return RC_OK;
}
