/*
 * cli/sandbox.h - what the daemon gives up before its first request (private to cli/)
 *
 * From then on it writes nowhere but beneath the folders named, starts no program and no process, gains no
 * privilege, and cannot make the system calls that only an intruder would want (Landlock, seccomp(2)).
 * The systemd unit does the same from outside, and more; this holds without it too.
 */
#ifndef LAPAK_CLI_SANDBOX_H
#define LAPAK_CLI_SANDBOX_H
#include <stddef.h>

#include "base/rc.h"

/* Before the first thread. folder: n paths below which may be written, besides /tmp and /var/tmp. A kernel that has no Landlock
 * is logged, and the rest holds. RC_BROKEN: it could not be done though the kernel knows how; err says what. */
MUST_CHECK enum rc sandbox_enter(const char *const *folder, size_t n, struct err *err);

/* Refuses a run as root that would do harm: the folder of the database belongs to somebody else, who could not write what root
 * leaves there. RC_DENIED: err says how to run it. */
MUST_CHECK enum rc sandbox_check_user(const char *database, struct err *err);

#endif
