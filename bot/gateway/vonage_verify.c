/*
 * gateway/vonage_verify.c - who may speak for Vonage
 *
 * SMS API: sig is the hash of "&name=value" of every field but itself, sorted, with & and = in values as _; how it is hashed
 * the account chooses, and the length of sig shows (md5hash, the oldest: MD5 with the secret at the end; or HMAC).
 * Messages API: a JWT (RFC 7519) by HS256 with the signature secret, which holds the SHA-256 of the body. Accounts that do
 * not sign show the key in the URL.
 */
#include <string.h>
#include <strings.h>

#include "gateway/event.h"
#include "gateway/secret.h"
#include "gateway/signature.h"
#include "gateway/vonage.h"

enum { BASE_MAX = 2 * FORM_BYTES, CLAIMS_MAX = 2048 };

static void put_base(struct buf *out, const struct form *form)
{
	const struct form_field *sorted[FORM_FIELDS];

	signature_sort(form, sorted);
	for (size_t i = 0; i < form->count; i++) {
		if (strcmp(sorted[i]->name, "sig") == 0)
			continue;
		buf_printf(out, "&%s=", sorted[i]->name);
		for (const char *s = sorted[i]->value; *s != '\0'; s++)
			buf_putc(out, *s == '&' || *s == '=' ? '_' : *s);
	}
}

/* MD5 of the text with the secret behind it. */
static bool md5hash_matches(
	const struct gateway_config *c, const struct buf *base, const struct span *hex)
{
	bool matches = false;

	for (size_t i = 0; i < sizeof(c->secret) / sizeof(c->secret[0]); i++) {
		const struct span piece[] = { { base->data, base->len },
			{ c->secret[i], strlen(c->secret[i]) } };
		unsigned char hash[DIGEST_BYTES_MAX];
		size_t n = digest_of(DIGEST_MD5, piece, 2, hash);
		bool same = digest_is_hex(hash, n, hex->s, hex->n);

		matches |= same && c->secret[i][0] != '\0';
	}
	return matches;
}

static bool sig_matches(
	const struct gateway_config *c, const struct buf *base, const struct span *hex)
{
	static const struct {
		size_t length;
		enum digest digest;
	} kinds[] = { { 32, DIGEST_MD5 }, { 40, DIGEST_SHA1 }, { 64, DIGEST_SHA256 },
		{ 128, DIGEST_SHA512 } };
	const struct span piece = { base->data, base->len };
	bool matches = hex->n == 32 && md5hash_matches(c, base, hex);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].length == hex->n)
			matches |= signature_is_hex(c, kinds[i].digest, &piece, 1, hex);
	return matches;
}

static bool is_signed(const struct gateway_config *c, const struct gateway_request *r)
{
	const struct form_field *sig, *stamp;
	struct form form;
	struct buf base;
	int64_t at;
	bool matches = false;

	buf_init(&base, BASE_MAX);
	if (vonage_fields(&form, r) == RC_OK) {
		sig = form_get(&form, "sig");
		stamp = form_get(&form, "timestamp");
		put_base(&base, &form);
		matches = sig != NULL && stamp != NULL && !base.full &&
			  !form_repeats(&form, "sig") && !form_repeats(&form, "timestamp") &&
			  sig_matches(
				  c, &base, &(struct span){ sig->value, sig->value_length }) &&
			  digits_read(&at, stamp->value, stamp->value_length) == RC_OK &&
			  signature_is_fresh(at, r->now);
	}
	form_release(&form);
	buf_release(&base);
	return matches;
}

/* A part of the JWT as an object, for the caller to give back; NULL when it is none. */
static json_t *part_read(const char *s, size_t n)
{
	char text[CLAIMS_MAX];
	size_t length;

	if (base64_url_read(text, sizeof(text), &length, s, n) != RC_OK)
		return NULL;
	return json_read(text, length);
}

static bool claims_fit(const struct gateway_request *r, const json_t *claims)
{
	const struct span body = { r->body, r->length };
	const char *hex = json_text(claims, "payload_hash");
	unsigned char hash[DIGEST_BYTES_MAX];
	int64_t at;
	size_t n = digest_of(DIGEST_SHA256, &body, 1, hash);

	return digest_is_hex(hash, n, hex, strlen(hex)) &&
	       json_count(&at, claims, "iat") == RC_OK && signature_is_fresh(at, r->now);
}

/* HS256 and nothing else, whatever the token says of itself. */
static bool jwt_fits(
	const struct gateway_config *c, const struct gateway_request *r, const char *jwt)
{
	const char *dot = strchr(jwt, '.');
	const char *end = dot != NULL ? strchr(dot + 1, '.') : NULL;
	json_t *head, *claims;
	bool fits;

	if (end == NULL)
		return false;
	if (!signature_is_base64(c, DIGEST_SHA256, &(struct span){ jwt, (size_t)(end - jwt) },
		    1, &(struct span){ end + 1, strlen(end + 1) }, true))
		return false;
	head = part_read(jwt, (size_t)(dot - jwt));
	claims = part_read(dot + 1, (size_t)(end - dot - 1));
	fits = strcmp(json_text(head, "alg"), "HS256") == 0 && claims_fit(r, claims);
	json_decref(head);
	json_decref(claims);
	return fits;
}

/* Saving a URL on their pages calls it, bare, to see whether it answers. */
static bool is_url_check(const struct gateway_request *r)
{
	return r->length == 0 && form_get(r->query, "msisdn") == NULL &&
	       form_get(r->query, "messageId") == NULL;
}

enum rc vonage_verify(const struct gateway_config *c, const struct gateway_request *r)
{
	static const char bearer[] = "Bearer ";

	if (is_url_check(r))
		return RC_OK;
	if (secret_verify_key(c, r) == RC_OK)
		return RC_OK;
	if (strncasecmp(r->authorization, bearer, sizeof(bearer) - 1) == 0)
		return jwt_fits(c, r, r->authorization + sizeof(bearer) - 1) ? RC_OK
									     : RC_DENIED;
	if (strcmp(r->endpoint, "report") == 0 && signature_token_matches(c, r->query))
		return RC_OK;
	return is_signed(c, r) ? RC_OK : RC_DENIED;
}
