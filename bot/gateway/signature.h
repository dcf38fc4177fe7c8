/*
 * gateway/signature.h - what gateways sign their calls with (private to gateway/)
 *
 * HMAC is RFC 2104. Comparisons take the same time whatever is wrong, and both live secrets are always tried.
 */
#ifndef LAPAK_GATEWAY_SIGNATURE_H
#define LAPAK_GATEWAY_SIGNATURE_H
#include <stdbool.h>
#include <stddef.h>

#include "gateway/gateway.h"

enum digest { DIGEST_MD5, DIGEST_SHA1, DIGEST_SHA256, DIGEST_SHA512 };
enum { DIGEST_BYTES_MAX = 64 };

struct span { /* borrowed bytes */
	const char *s;
	size_t n;
};

/* Both return the length of the digest and write it to out. Pieces are taken one behind the other. */
size_t digest_of(enum digest digest, const struct span *piece, size_t pieces,
	unsigned char out[static DIGEST_BYTES_MAX]);
size_t digest_hmac(enum digest digest, const char *key, const struct span *piece, size_t pieces,
	unsigned char out[static DIGEST_BYTES_MAX]);

/* Whether the n bytes of hex, in either case, are the digest. */
bool digest_is_hex(const unsigned char *digest, size_t length, const char *hex, size_t n);
/* Whether the n characters are the digest in base64 (RFC 4648 §4, padded), or, when url, in its URL-safe alphabet unpadded. */
bool digest_is_base64(
	const unsigned char *digest, size_t length, const char *text, size_t n, bool url);

/* The fields of a form in the order of their bytes, by name, then by value; out has room for FORM_FIELDS. */
void signature_sort(const struct form *form, const struct form_field **out);

/* Decodes base64 (RFC 4648, padded), and the unpadded URL-safe one; out holds size bytes, *length of them are used. */
MUST_CHECK enum rc base64_read(
	char *out, size_t size, size_t *length, const char *text, size_t n);
MUST_CHECK enum rc base64_url_read(
	char *out, size_t size, size_t *length, const char *text, size_t n);

/* Whether one of the gateway's live secrets signs so. */
bool signature_is_hex(const struct gateway_config *c, enum digest digest,
	const struct span *piece, size_t pieces, const struct span *hex);
bool signature_is_base64(const struct gateway_config *c, enum digest digest,
	const struct span *piece, size_t pieces, const struct span *text, bool url);

/* Whether a signed time is near enough to now for the request to be no replay of an old one. */
bool signature_is_fresh(int64_t at, int64_t now);

enum { TOKEN_BYTES = 33 };
/* Proves that a URL with reference came from us, without showing the secret: 32 hex digits and a NUL, HMAC-SHA-256 by
 * secret. "" when there is none. */
void signature_token(const char *secret, const char *gateway, const char *reference,
	char out[static TOKEN_BYTES]);
/* Whether a request's query holds ref and token, and one of the live secrets made it. */
bool signature_token_matches(const struct gateway_config *c, const struct form *query);

#endif
