/* cli/secret_input.h - a password from a person or a file, never from the command line (private to cli/) */
#ifndef LAPAK_CLI_SECRET_INPUT_H
#define LAPAK_CLI_SECRET_INPUT_H
#include <stddef.h>

#include "cli/cli.h"
#include "office/password.h"

struct secret { /* the caller forgets it with secret_forget() */
	char text[PASSWORD_MOST + 2];
	size_t length;
};

/* --password-file FILE, whose first line it is; else the first line of standard input; on a terminal it is asked for
 * twice, without echo. login: whose it will be, so that weak ones are refused. */
enum exit_status secret_read(
	const struct invocation *in, const char *login, struct secret *out);
void secret_forget(struct secret *s);

#endif
