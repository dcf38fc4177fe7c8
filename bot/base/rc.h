/* base/rc.h - one small vocabulary of outcomes for the whole program */
#ifndef LAPAK_BASE_RC_H
#define LAPAK_BASE_RC_H
#include <stdbool.h>

#define MUST_CHECK             __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

enum rc {
	RC_OK = 0,
	RC_ABSENT,   /* the asked-for row, message or key is not there */
	RC_INVALID,  /* input or file breaks its own rules */
	RC_CONFLICT, /* already done, a duplicate, or someone was faster */
	RC_FULL,     /* a bound was met: buffer, seats, rate limit, disk */
	RC_DENIED,   /* signature, password, role or token refused */
	RC_BUSY,     /* try again: another process holds what is needed */
	RC_BROKEN,   /* database, disk or network failed; already logged */
};

/* Whether the store itself failed, so that its transaction is of no more use: full, busy or broken. */
bool rc_breaks(enum rc rc);

/* The outcome's name for logs and tests, for instance "absent". */
const char *rc_name(enum rc rc);

/* The sentence a person at a terminal or console will read, and its kind. A plain value. */
struct err {
	enum rc rc;
	char msg[512];
};

/* Fills e (which may be NULL) and returns rc, so that `return err_set(...)` is one line. */
enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* For states that only a programming error can reach: says where on stderr and aborts. */
_Noreturn void bug_at(const char *file, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)

/* When not even a little memory is left: says for what on stderr and ends the process with status 1, at once, so that
 * nothing more is written or acknowledged. Whoever watches the service starts it again. */
_Noreturn void memory_gone(const char *what);

#endif
