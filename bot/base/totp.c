/* base/totp.c - one-time codes of authenticator apps (RFC 6238, RFC 4226) */
#include "base/totp.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/sha1.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void totp_code(char out[static 7], const unsigned char secret[static TOTP_SECRET], int64_t step)
{
	unsigned char counter[8], hash[SHA1_BYTES];
	uint32_t bits;
	size_t at;

	for (size_t i = 0; i < 8; i++)
		counter[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
	hmac_sha1(hash, secret, TOTP_SECRET, counter, sizeof(counter));
	at = hash[SHA1_BYTES - 1] & 0x0F; /* RFC 4226 §5.3: dynamic truncation */
	bits = (uint32_t)(hash[at] & 0x7F) << 24 | (uint32_t)hash[at + 1] << 16 |
	       (uint32_t)hash[at + 2] << 8 | (uint32_t)hash[at + 3];
	(void)snprintf(out, 7, "%06u", bits % 1000000);
}

enum rc totp_check(const unsigned char secret[static TOTP_SECRET], const char *code,
	int64_t now, int64_t after, int64_t *step)
{
	enum rc rc = RC_DENIED;

	if (strlen(code) != 6)
		return RC_DENIED;
	for (int64_t s = now / TOTP_STEP_SECONDS - 1; s <= now / TOTP_STEP_SECONDS + 1; s++) {
		char right[7];

		totp_code(right, secret, s);
		if (sodium_memcmp(right, code, 6) == 0 && s > after) {
			*step = s;
			rc = RC_OK;
		}
	}
	return rc;
}

void totp_text(char out[static TOTP_TEXT], const unsigned char secret[static TOTP_SECRET])
{
	size_t at = 0;

	for (size_t i = 0; i < TOTP_SECRET; i += 5) {
		uint64_t five = 0;

		for (size_t k = 0; k < 5; k++)
			five = five << 8 | secret[i + k];
		for (int k = 7; k >= 0; k--)
			out[at++] = letters[five >> (5 * k) & 31];
	}
	out[at] = '\0';
}

enum rc totp_read(unsigned char out[static TOTP_SECRET], const char *text)
{
	unsigned char bytes[TOTP_SECRET];

	if (strlen(text) != TOTP_TEXT - 1)
		return RC_INVALID;
	for (size_t i = 0; i < TOTP_SECRET / 5; i++) {
		uint64_t five = 0;

		for (size_t k = 0; k < 8; k++) {
			const char *letter = strchr(letters, text[8 * i + k]);

			if (letter == NULL)
				return RC_INVALID;
			five = five << 5 | (uint64_t)(letter - letters);
		}
		for (size_t k = 0; k < 5; k++)
			bytes[5 * i + k] = (unsigned char)(five >> (32 - 8 * k));
	}
	memcpy(out, bytes, sizeof(bytes));
	return RC_OK;
}
