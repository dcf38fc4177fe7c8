/*
 * office/password.h - passwords of staff: which are taken, how they are kept
 *
 * Kept as Argon2id (RFC 9106) with 19 MiB and two passes, the least that OWASP's Password Storage Cheat Sheet names: a log-in
 * costs some 20 ms, and a server may check several at once without growing. The string carries parameters and
 * salt, so that they may be raised one day.
 */
#ifndef LAPAK_OFFICE_PASSWORD_H
#define LAPAK_OFFICE_PASSWORD_H
#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

enum {
	PASSWORD_LEAST = 10,     /* characters */
	PASSWORD_MOST = 1024,    /* bytes */
	PASSWORD_HASH_SIZE = 128 /* of the string kept, with its NUL */
};

/* NULL when it may be the password of that account; else why not, as the end of a sentence. */
const char *password_fault(const char *password, size_t n, const char *login);

/* Slow by intention: not in the server's loop. RC_BROKEN: no memory. */
MUST_CHECK enum rc password_hash(
	char out[static PASSWORD_HASH_SIZE], const char *password, size_t n);
/* RC_OK: it is the one; RC_DENIED: it is not. hash "" or NULL stands for an account that is not there or may not log
 * in: refused after the same time, so that nobody learns which logins exist. */
MUST_CHECK enum rc password_check(const char *hash, const char *password, size_t n);

#endif
