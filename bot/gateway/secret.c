/* gateway/secret.c - comparing what a webhook shows with the gateway's live secrets */
#include "gateway/secret.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

enum { LIVE_SECRETS = 2, BASIC_MAX = 512 };

/* Hashes have one length, so that not even the length of a secret shows in the time taken. */
static bool equal(const char *secret, const unsigned char given[crypto_hash_sha256_BYTES])
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	(void)crypto_hash_sha256(hash, (const unsigned char *)secret, strlen(secret));
	return sodium_memcmp(hash, given, sizeof(hash)) == 0;
}

bool gateway_secret_matches(const struct gateway_config *c, const char *given)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	bool matches = false;

	(void)crypto_hash_sha256(hash, (const unsigned char *)given, strlen(given));
	for (size_t i = 0; i < LIVE_SECRETS; i++) {
		bool same = equal(c->secret[i], hash);

		matches |= same && c->secret[i][0] != '\0';
	}
	return matches;
}

/* "Basic " and user:password (RFC 7617); whoever the user is, the password is the secret. */
static enum rc verify_basic(const struct gateway_config *c, const char *authorization)
{
	static const char scheme[] = "Basic ";
	char pair[BASIC_MAX + 1];
	const char *password;
	size_t n = 0;
	enum rc rc = RC_DENIED;

	if (strncasecmp(authorization, scheme, sizeof(scheme) - 1) != 0)
		return RC_DENIED;
	authorization += sizeof(scheme) - 1;
	if (sodium_base642bin((unsigned char *)pair, BASIC_MAX, authorization,
		    strlen(authorization), NULL, &n, NULL,
		    sodium_base64_VARIANT_ORIGINAL) == 0) {
		pair[n] = '\0';
		password = strchr(pair, ':');
		if (password != NULL && strlen(pair) == n &&
			gateway_secret_matches(c, password + 1))
			rc = RC_OK;
	}
	sodium_memzero(pair, sizeof(pair));
	return rc;
}

enum rc secret_verify_key(const struct gateway_config *c, const struct gateway_request *r)
{
	const struct form_field *key = form_get(r->query, "key");

	if (c->secret[0][0] == '\0' && c->secret[1][0] == '\0')
		return RC_OK;
	if (key == NULL)
		return verify_basic(c, r->authorization);
	if (form_repeats(r->query, "key") || strlen(key->value) != key->value_length)
		return RC_DENIED;
	return gateway_secret_matches(c, key->value) ? RC_OK : RC_DENIED;
}
