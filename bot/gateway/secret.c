/* gateway/secret.c - comparing what a webhook shows with the gateway's live secrets */
#include "gateway/secret.h"

#include <sodium.h>
#include <string.h>

enum { LIVE_SECRETS = 2 };

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

enum rc secret_verify_key(const struct gateway_config *c, const struct gateway_request *r)
{
	const struct form_field *key = form_get(r->query, "key");

	if (c->secret[0][0] == '\0' && c->secret[1][0] == '\0')
		return RC_OK;
	if (key == NULL || form_repeats(r->query, "key") ||
		strlen(key->value) != key->value_length)
		return RC_DENIED;
	return gateway_secret_matches(c, key->value) ? RC_OK : RC_DENIED;
}
