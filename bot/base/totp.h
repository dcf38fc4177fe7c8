/*
 * base/totp.h - one-time codes of authenticator apps (RFC 6238, RFC 4226)
 *
 * HMAC-SHA1, 30 seconds, 6 digits: what every app understands. The code of the step before and of
 * the one after are taken too (clocks differ), each at most once.
 */
#ifndef LAPAK_BASE_TOTP_H
#define LAPAK_BASE_TOTP_H
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

enum {
	TOTP_SECRET = 20, /* bytes, as RFC 4226 §4 asks */
	TOTP_TEXT = 33,   /* bytes of a secret in base32 with its NUL */
	TOTP_STEP_SECONDS = 30,
};

/* The code of a step (unix seconds / 30) as six digits. */
void totp_code(
	char out[static 7], const unsigned char secret[static TOTP_SECRET], int64_t step);
/* RC_OK: right, and *step, not less than after + 1, is the step it belongs to: keep it as the next
 * after. RC_DENIED. Takes the same time whichever step it is. */
MUST_CHECK enum rc totp_check(const unsigned char secret[static TOTP_SECRET], const char *code,
	int64_t now, int64_t after, int64_t *step);

/* RFC 4648 base32 without padding, as apps read it. */
void totp_text(char out[static TOTP_TEXT], const unsigned char secret[static TOTP_SECRET]);
/* RC_INVALID: not 32 letters of base32. */
MUST_CHECK enum rc totp_read(unsigned char out[static TOTP_SECRET], const char *text);

#endif
