/* cli/instance.h - one daemon to a database (private to cli/) */
#ifndef LAPAK_CLI_INSTANCE_H
#define LAPAK_CLI_INSTANCE_H
#include "base/rc.h"

/* Takes the right to serve the database at path: a lock on the file PATH.serving, which the kernel gives back when the
 * process ends, however it ends. *out is a descriptor the caller closes, last of all. RC_CONFLICT: another daemon holds
 * it (err names the process); RC_BROKEN: the file cannot be made (err says why). */
MUST_CHECK enum rc instance_take(const char *path, int *out, struct err *err);

#endif
