/* cli/staff_parts.h - the verbs of `lapak staff` that have a file of their own (private to cli/) */
#ifndef LAPAK_CLI_STAFF_PARTS_H
#define LAPAK_CLI_STAFF_PARTS_H
#include "cli/cli.h"

enum exit_status staff_token_command(const struct invocation *in);

#endif
