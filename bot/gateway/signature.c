/* gateway/signature.c - what gateways sign their calls with */
#include "gateway/signature.h"

#include <nettle/hmac.h>
#include <nettle/nettle-meta.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { LIVE_SECRETS = 2 };

union state { /* room for any of them; nettle's functions take it as void * */
	struct md5_ctx md5;
	struct sha1_ctx sha1;
	struct sha256_ctx sha256;
	struct sha512_ctx sha512;
};

static const struct nettle_hash *hash_of(enum digest digest)
{
	static const struct nettle_hash *const hashes[] = {
		[DIGEST_MD5] = &nettle_md5,
		[DIGEST_SHA1] = &nettle_sha1,
		[DIGEST_SHA256] = &nettle_sha256,
		[DIGEST_SHA512] = &nettle_sha512,
	};

	return hashes[digest];
}

static const unsigned char *bytes(const char *s)
{
	return (const unsigned char *)s;
}

size_t digest_of(enum digest digest, const struct span *piece, size_t pieces,
	unsigned char out[static DIGEST_BYTES_MAX])
{
	const struct nettle_hash *hash = hash_of(digest);
	union state state;

	hash->init(&state);
	for (size_t i = 0; i < pieces; i++)
		hash->update(&state, piece[i].n, bytes(piece[i].s));
	hash->digest(&state, hash->digest_size, out);
	return hash->digest_size;
}

size_t digest_hmac(enum digest digest, const char *key, const struct span *piece, size_t pieces,
	unsigned char out[static DIGEST_BYTES_MAX])
{
	const struct nettle_hash *hash = hash_of(digest);
	union state outer, inner, state;

	hmac_set_key(&outer, &inner, &state, hash, strlen(key), bytes(key));
	for (size_t i = 0; i < pieces; i++)
		hmac_update(&state, hash, piece[i].n, bytes(piece[i].s));
	hmac_digest(&outer, &inner, &state, hash, hash->digest_size, out);
	return hash->digest_size;
}

bool digest_is_hex(const unsigned char *digest, size_t length, const char *hex, size_t n)
{
	unsigned char given[DIGEST_BYTES_MAX];
	size_t given_length = 0;

	if (n != 2 * length ||
		sodium_hex2bin(given, sizeof(given), hex, n, NULL, &given_length, NULL) != 0)
		return false;
	return given_length == length && sodium_memcmp(digest, given, length) == 0;
}

bool digest_is_base64(
	const unsigned char *digest, size_t length, const char *text, size_t n, bool url)
{
	unsigned char given[DIGEST_BYTES_MAX];
	size_t given_length = 0;

	if (sodium_base642bin(given, sizeof(given), text, n, NULL, &given_length, NULL,
		    url ? sodium_base64_VARIANT_URLSAFE_NO_PADDING
			: sodium_base64_VARIANT_ORIGINAL) != 0)
		return false;
	return given_length == length && sodium_memcmp(digest, given, length) == 0;
}

static int order(const struct form_field *a, const struct form_field *b)
{
	int by_name = strcmp(a->name, b->name);

	return by_name != 0 ? by_name : strcmp(a->value, b->value);
}

void signature_sort(const struct form *form, const struct form_field **out)
{
	for (size_t n = 0; n < form->count; n++) {
		size_t at = n;

		for (; at > 0 && order(out[at - 1], &form->field[n]) > 0; at--)
			out[at] = out[at - 1];
		out[at] = &form->field[n];
	}
}

static enum rc decode(
	char *out, size_t size, size_t *length, const char *text, size_t n, int variant)
{
	return sodium_base642bin(
		       (unsigned char *)out, size, text, n, NULL, length, NULL, variant) == 0
		       ? RC_OK
		       : RC_INVALID;
}

enum rc base64_read(char *out, size_t size, size_t *length, const char *text, size_t n)
{
	return decode(out, size, length, text, n, sodium_base64_VARIANT_ORIGINAL);
}

enum rc base64_url_read(char *out, size_t size, size_t *length, const char *text, size_t n)
{
	return decode(out, size, length, text, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool signature_is_hex(const struct gateway_config *c, enum digest digest,
	const struct span *piece, size_t pieces, const struct span *hex)
{
	bool matches = false;

	for (size_t i = 0; i < LIVE_SECRETS; i++) {
		unsigned char made[DIGEST_BYTES_MAX];
		size_t n = digest_hmac(digest, c->secret[i], piece, pieces, made);
		bool same = digest_is_hex(made, n, hex->s, hex->n);

		matches |= same && c->secret[i][0] != '\0';
	}
	return matches;
}

bool signature_is_base64(const struct gateway_config *c, enum digest digest,
	const struct span *piece, size_t pieces, const struct span *text, bool url)
{
	bool matches = false;

	for (size_t i = 0; i < LIVE_SECRETS; i++) {
		unsigned char made[DIGEST_BYTES_MAX];
		size_t n = digest_hmac(digest, c->secret[i], piece, pieces, made);
		bool same = digest_is_base64(made, n, text->s, text->n, url);

		matches |= same && c->secret[i][0] != '\0';
	}
	return matches;
}

bool signature_is_fresh(int64_t at, int64_t now)
{
	return at >= now - SIGNATURE_WINDOW && at <= now + SIGNATURE_WINDOW;
}

void signature_token(const char *secret, const char *gateway, const char *reference,
	char out[static TOKEN_BYTES])
{
	const struct span piece[] = { { gateway, strlen(gateway) }, { "/report/", 8 },
		{ reference, strlen(reference) } };
	unsigned char made[DIGEST_BYTES_MAX];

	out[0] = '\0';
	if (secret[0] == '\0')
		return;
	(void)digest_hmac(DIGEST_SHA256, secret, piece, sizeof(piece) / sizeof(piece[0]), made);
	(void)sodium_bin2hex(out, TOKEN_BYTES, made, (TOKEN_BYTES - 1) / 2);
}

bool signature_token_matches(const struct gateway_config *c, const struct form *query)
{
	const struct form_field *reference = form_get(query, "ref");
	const struct form_field *token = form_get(query, "token");
	bool matches = false;

	if (reference == NULL || token == NULL || form_repeats(query, "ref") ||
		form_repeats(query, "token") || token->value_length != TOKEN_BYTES - 1)
		return false;
	for (size_t i = 0; i < LIVE_SECRETS; i++) {
		char made[TOKEN_BYTES];
		bool same;

		signature_token(c->secret[i], c->name, reference->value, made);
		same = sodium_memcmp(made, token->value, TOKEN_BYTES - 1) == 0;
		matches |= same && c->secret[i][0] != '\0';
	}
	return matches;
}
