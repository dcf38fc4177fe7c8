/*
 * base/seal.h - a file encrypted and authenticated as a whole, with a key
 *
 * libsodium's secretstream (XChaCha20-Poly1305) in pieces of 64 KiB behind an 8-byte mark; the last
 * piece is tagged as such, so that a file cut short or put together anew is refused.
 */
#ifndef LAPAK_BASE_SEAL_H
#define LAPAK_BASE_SEAL_H
#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

enum { SEAL_KEY = 32, SEAL_TEXT_LEAST = 32 };

struct seal_key {
	unsigned char bytes[SEAL_KEY]; /* seal_forget() when done */
};

/* Reads the first line of a file that nobody else may read; at least SEAL_TEXT_LEAST characters, as
 * `head -c 32 /dev/urandom | base64` gives. err names the file and the remedy. */
MUST_CHECK enum rc seal_key_read(struct seal_key *out, const char *path, struct err *err);
void seal_forget(struct seal_key *k);

/* Whether the file at path begins with the mark. */
bool seal_is(const char *path);

/* Called after each piece with the bytes read so far. */
typedef void seal_progress(void *arg, int64_t done);

/* From one open file to the other, both from where they stand. RC_FULL, RC_BROKEN; for seal_open() also RC_DENIED: another
 * key, or the file was changed or cut. */
MUST_CHECK enum rc seal_close(int from, int to, const struct seal_key *k, seal_progress *tell,
	void *arg, struct err *err);
MUST_CHECK enum rc seal_open(int from, int to, const struct seal_key *k, seal_progress *tell,
	void *arg, struct err *err);

#endif
