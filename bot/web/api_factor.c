/* web/api_factor.c - the second factor: an authenticator app's codes (RFC 6238) */
#include <sodium.h>
#include <string.h>

#include "base/totp.h"
#include "text/form.h"
#include "web/api_call.h"
#include "web/api_handlers.h"

enum { URI_BYTES_MAX = 512 };

/* otpauth://totp/OFFICE:LOGIN?secret=...&issuer=OFFICE, as apps read it from a QR code. */
static void put_uri(struct api_call *c, const char *secret)
{
	const char *office = c->site->config->office.name;
	struct buf uri;

	buf_init(&uri, URI_BYTES_MAX);
	buf_puts(&uri, "otpauth://totp/");
	form_encode(&uri, office, strlen(office));
	buf_puts(&uri, ":");
	form_encode(&uri, c->who.login, strlen(c->who.login));
	buf_printf(&uri, "?secret=%s&issuer=", secret);
	form_encode(&uri, office, strlen(office));
	api_put_text(c->out, "uri", uri.data);
	buf_release(&uri);
}

/* A new secret, which counts from the first right code on. One that is in use already is replaced by
 * nobody but an administrator, who takes it away. */
enum rc api_factor_new(struct api_call *c)
{
	unsigned char secret[TOTP_SECRET];
	struct second_factor f;
	enum rc rc = second_factor_get(c->store, c->who.staff_id, &f);

	if (rc == RC_OK && f.confirmed_at != 0)
		return api_refuse(
			c, RC_CONFLICT, "set", "", "a second factor is in use already");
	if (rc != RC_OK && rc != RC_ABSENT)
		return rc;
	c->site->random(c->site->arg, secret, sizeof(secret));
	f = (struct second_factor){ .confirmed_at = 0 };
	totp_text(f.secret, secret);
	sodium_memzero(secret, sizeof(secret));
	rc = second_factor_put(c->store, c->who.staff_id, &f);
	if (rc != RC_OK)
		return rc;
	c->out = json_object();
	api_put_text(c->out, "secret", f.secret);
	put_uri(c, f.secret);
	api_subject(c, "staff", c->who.staff_id);
	return RC_OK;
}

enum rc api_factor_confirm(struct api_call *c)
{
	unsigned char secret[TOTP_SECRET];
	struct second_factor f;
	enum rc rc = second_factor_get(c->store, c->who.staff_id, &f);

	if (rc == RC_OK && f.confirmed_at != 0)
		return api_refuse(
			c, RC_CONFLICT, "set", "", "a second factor is in use already");
	if (rc == RC_OK)
		rc = totp_read(secret, f.secret);
	if (rc != RC_OK)
		return rc;
	rc = totp_check(secret, api_text(c->in, "code"), c->now, f.last_step, &f.last_step);
	sodium_memzero(secret, sizeof(secret));
	if (rc != RC_OK)
		return api_refuse(
			c, RC_INVALID, "wrong-code", "code", "this code is not right");
	f.confirmed_at = c->now;
	api_subject(c, "staff", c->who.staff_id);
	return second_factor_put(c->store, c->who.staff_id, &f);
}

enum rc api_factor_drop(struct api_call *c)
{
	int64_t id = api_id(c, "id");
	enum rc rc = second_factor_drop(c->store, id);

	api_subject(c, "staff", id);
	return rc == RC_OK ? session_end_all(c->store, id, 0) : rc;
}
