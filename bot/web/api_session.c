/* web/api_session.c - signing in and out, sessions, tokens for scripts, the own password */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/totp.h"
#include "office/password.h"
#include "web/api_auth.h"
#include "web/api_call.h"
#include "web/api_handlers.h"
#include "web/server_state.h"

enum {
	ACCOUNT_WAIT_MOST = 30,  /* seconds: a stranger must not lock a clerk out */
	ADDRESS_WAIT_MOST = 900, /* seconds */
};

struct sign_in { /* between the steps of a call that checks a password */
	struct staff who;
	char password[PASSWORD_MOST + 1], fresh[PASSWORD_MOST + 1];
	char hash[PASSWORD_HASH_SIZE];
	bool right;
};

static void sign_in_free(void *state)
{
	sodium_memzero(state, sizeof(struct sign_in));
	free(state);
}

static struct sign_in *sign_in_new(struct api_call *c)
{
	struct sign_in *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	c->state = s;
	c->state_free = sign_in_free;
	(void)snprintf(s->password, sizeof(s->password), "%s", api_text(c->in, "password"));
	(void)snprintf(s->fresh, sizeof(s->fresh), "%s", api_text(c->in, "new_password"));
	return s;
}

static enum rc slow_down(struct api_call *c, unsigned wait)
{
	(void)api_refuse(
		c, RC_FULL, "too-often", "", "too many guesses; come again in %u s", wait);
	c->problem = MHD_HTTP_TOO_MANY_REQUESTS;
	c->wait = wait;
	return RC_FULL;
}

/* Counts a guess at the account's password from that address. */
static enum rc guess(struct api_call *c, const char *login)
{
	struct server *s = c->request->server;
	unsigned wait = guess_begin(
		s->limits, "guess-address", c->address, ADDRESS_WAIT_MOST, s->now_ms);

	if (wait == 0)
		wait = guess_begin(
			s->limits, "guess-account", login, ACCOUNT_WAIT_MOST, s->now_ms);
	return wait > 0 ? slow_down(c, wait) : RC_OK;
}

static void guessed_right(struct api_call *c, const char *login)
{
	guess_right(c->request->server->limits, "guess-address", c->address);
	guess_right(c->request->server->limits, "guess-account", login);
}

static enum rc wrong(struct api_call *c, const char *code, const char *sentence)
{
	(void)api_refuse(c, RC_DENIED, code, "", "%s", sentence);
	c->problem = MHD_HTTP_UNAUTHORIZED;
	return RC_DENIED;
}

static void tell_me(struct api_call *c)
{
	const struct config *config = c->site->config;
	const struct session *s = &c->who;
	json_t *office = json_object();

	c->out = json_object();
	api_put_id(c->out, "id", s->staff_id);
	api_put_text(c->out, "login", s->login);
	api_put_text(c->out, "name", s->staff_name);
	api_put_text(c->out, "role", role_name(s->role));
	api_put_text(c->out, "second_factor",
		s->second_factor ? "set"
		: api_half(c, s) ? "needed"
				 : "none");
	api_put_id(c->out, "session", s->id);
	api_put_int(c->out, "idle_seconds", s->idle_seconds);
	api_put_time(c->out, "expires_at", s->expires_at);
	api_put_text(office, "name", config->office.name);
	api_put_text(office, "short_code", config->office.short_code);
	api_put_text(office, "language", config->office.language);
	api_put_int(office, "price_per_segment", config->office.price_per_segment);
	api_put_int(office, "quiet_from", config->office.quiet_hours.from);
	api_put_int(office, "quiet_until", config->office.quiet_hours.until);
	api_put_text(office, "version", LAPAK_VERSION);
	api_put(c->out, "office", office);
}

enum rc api_sign_in(struct api_call *c)
{
	const char *login = api_text(c->in, "login");
	struct sign_in *s = sign_in_new(c);
	enum rc rc = guess(c, login);

	if (rc != RC_OK)
		return rc;
	if (s == NULL)
		return RC_BUSY;
	rc = staff_by_login(c->store, login, &s->who);
	if (rc == RC_OK && s->who.disabled_at == 0)
		return RC_OK;
	s->who = (struct staff){ .id = 0 };
	return rc == RC_ABSENT ? RC_OK : rc;
}

enum rc api_sign_in_work(struct api_call *c)
{
	struct sign_in *s = c->state;

	s->right = password_check(s->who.password, s->password, strlen(s->password)) == RC_OK;
	return RC_OK;
}

/* The second factor, for whoever has one. */
static enum rc check_code(struct api_call *c, int64_t staff_id)
{
	unsigned char secret[TOTP_SECRET];
	struct second_factor f;
	enum rc rc = second_factor_get(c->store, staff_id, &f);

	if (rc == RC_ABSENT || (rc == RC_OK && f.confirmed_at == 0))
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	if (!api_has(c->in, "code"))
		return wrong(
			c, "code-needed", "the code of the authenticator app is needed too");
	rc = totp_read(secret, f.secret);
	if (rc == RC_OK)
		rc = totp_check(
			secret, api_text(c->in, "code"), c->now, f.last_step, &f.last_step);
	sodium_memzero(secret, sizeof(secret));
	if (rc != RC_OK)
		return wrong(c, "wrong-code", "this code is not right, or was used already");
	return second_factor_put(c->store, staff_id, &f);
}

static enum rc open_session(struct api_call *c, enum session_kind kind, const char *name,
	char token[static SESSION_TOKEN])
{
	unsigned char random[32];
	struct session fresh = {
		.staff_id = c->who.staff_id, .kind = kind, .created_at = c->now
	};
	enum rc rc;

	(void)snprintf(fresh.name, sizeof(fresh.name), "%.*s", (int)SESSION_NAME_MAX, name);
	(void)snprintf(fresh.address, sizeof(fresh.address), "%s", c->address);
	c->site->random(c->site->arg, random, sizeof(random));
	session_token(token, random);
	sodium_memzero(random, sizeof(random));
	rc = session_open(c->store, &fresh, token);
	if (rc == RC_OK)
		rc = session_prune(c->store, c->now, 20);
	if (rc == RC_OK)
		api_subject(c, "session", fresh.id);
	return rc;
}

/* What the browser calls itself, printable and short: without what all of them say, before which one it is. */
static void browser_name(const struct api_call *c, char *out, size_t size)
{
	static const char all_say[] = " AppleWebKit/", said[] = "like Gecko)";
	const char *at =
		MHD_lookup_connection_value(c->request->mhd, MHD_HEADER_KIND, "User-Agent");
	const char *from = at != NULL ? strstr(at, all_say) : NULL;
	const char *to = from != NULL ? strstr(from, said) : NULL;
	size_t n = 0;

	for (; at != NULL && *at >= ' ' && *at <= '~' && n + 1 < size; at++)
		if (to == NULL || at < from || at >= to + strlen(said))
			out[n++] = *at;
	out[n] = '\0';
}

enum rc api_sign_in_after(struct api_call *c)
{
	struct sign_in *s = c->state;
	char token[SESSION_TOKEN], name[SESSION_NAME_MAX + 1];
	enum rc rc;

	if (!s->right || s->who.id == 0) {
		struct log_limit *limit = &c->request->server->sign_in_denied;

		if (log_allow(limit, c->now))
			log_event(LOG_WARN, "sign-in-refused", "staff=%lld",
				(long long)s->who.id);
		return wrong(c, "wrong", "name or password is not right");
	}
	rc = check_code(c, s->who.id);
	if (rc != RC_OK)
		return rc;
	guessed_right(c, api_text(c->in, "login"));
	c->who = (struct session){ .staff_id = s->who.id };
	browser_name(c, name, sizeof(name));
	rc = open_session(c, SESSION_BROWSER, name, token);
	if (rc == RC_OK)
		rc = session_find(c->store, token, c->now, &c->who);
	if (rc != RC_OK)
		return rc;
	api_cookie(c, token);
	sodium_memzero(token, sizeof(token));
	tell_me(c);
	return RC_OK;
}

enum rc api_me(struct api_call *c)
{
	tell_me(c);
	return RC_OK;
}

enum rc api_sign_out(struct api_call *c)
{
	api_subject(c, "session", c->who.id);
	api_cookie(c, NULL);
	return session_end(c->store, c->who.id, c->who.staff_id);
}

static enum rc put_session(const struct session *s, void *arg)
{
	struct api_call *c = arg;
	json_t *row = json_object();

	api_put_id(row, "id", s->id);
	api_put_text(row, "login", s->login);
	api_put_text(row, "kind", session_kind_name(s->kind));
	api_put_text(row, "name", s->name);
	api_put_text(row, "address", s->address);
	api_put_time(row, "created_at", s->created_at);
	api_put_time(row, "used_at", s->used_at);
	api_put_time(row, "expires_at", s->expires_at);
	api_put_bool(row, "this", s->id == c->who.id);
	return api_page_row(c, row, s->id);
}

enum rc api_sessions(struct api_call *c)
{
	struct session_filter f = { .now = c->now };
	enum rc rc = api_page_begin(c, &f.before, &f.limit);

	if (rc != RC_OK)
		return rc;
	if (c->who.role != ROLE_ADMIN || !api_true(c->ask, "all"))
		f.staff_id = c->who.staff_id;
	rc = session_each(c->store, &f, put_session, c);
	return rc == RC_OK ? api_page_end(c) : rc;
}

enum rc api_session_end(struct api_call *c)
{
	int64_t id = api_id(c, "id");

	api_subject(c, "session", id);
	return session_end(c->store, id, c->who.role == ROLE_ADMIN ? 0 : c->who.staff_id);
}

enum rc api_token_new(struct api_call *c)
{
	char token[SESSION_TOKEN];
	enum rc rc = open_session(c, SESSION_SCRIPT, api_text(c->in, "name"), token);

	if (rc != RC_OK)
		return rc;
	c->out = json_object();
	api_put_text(c->out, "token", token);
	sodium_memzero(token, sizeof(token));
	return RC_OK;
}

/* ---- the own password ---- */

enum rc api_password(struct api_call *c)
{
	struct sign_in *s = sign_in_new(c);
	const char *why;
	enum rc rc;

	if (s == NULL)
		return RC_BUSY;
	why = password_fault(s->fresh, strlen(s->fresh), c->who.login);
	if (why != NULL)
		return api_refuse(
			c, RC_INVALID, "password", "new_password", "the password %s", why);
	rc = guess(c, c->who.login);
	return rc == RC_OK ? staff_by_id(c->store, c->who.staff_id, &s->who) : rc;
}

enum rc api_password_work(struct api_call *c)
{
	struct sign_in *s = c->state;

	s->right = password_check(s->who.password, s->password, strlen(s->password)) == RC_OK;
	return s->right ? password_hash(s->hash, s->fresh, strlen(s->fresh)) : RC_OK;
}

/* Every other session ends; this one goes on with a new token. */
enum rc api_password_after(struct api_call *c)
{
	struct sign_in *s = c->state;
	char token[SESSION_TOKEN];
	enum rc rc;

	if (!s->right)
		return api_refuse(
			c, RC_DENIED, "wrong", "password", "the old password is not right");
	guessed_right(c, c->who.login);
	rc = staff_set_password(c->store, c->who.staff_id, s->hash, c->now);
	if (rc == RC_OK)
		rc = session_end_all(c->store, c->who.staff_id, 0);
	if (rc == RC_OK)
		rc = open_session(c, SESSION_BROWSER, c->who.name, token);
	if (rc != RC_OK)
		return rc;
	api_subject(c, "staff", c->who.staff_id);
	api_cookie(c, token);
	sodium_memzero(token, sizeof(token));
	return RC_OK;
}
