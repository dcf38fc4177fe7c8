/*
 * base/sha1.h - HMAC-SHA1 (RFC 2104, FIPS 180-4), for the standards that still ask for it
 *
 * Authenticator apps (RFC 6238) know nothing else, and libsodium has none. As a keyed hash SHA-1 is
 * not broken; for anything of our own BLAKE2b is used.
 */
#ifndef LAPAK_BASE_SHA1_H
#define LAPAK_BASE_SHA1_H
#include <stddef.h>

enum { SHA1_BYTES = 20 };

void sha1(unsigned char out[static SHA1_BYTES], const void *data, size_t n);
void hmac_sha1(unsigned char out[static SHA1_BYTES], const void *key, size_t key_length,
	const void *data, size_t n);

#endif
