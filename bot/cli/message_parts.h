/* cli/message_parts.h - the parts of lapak message (private to cli/) */
#ifndef LAPAK_CLI_MESSAGE_PARTS_H
#define LAPAK_CLI_MESSAGE_PARTS_H
#include "cli/cli.h"

enum exit_status message_resend_command(const struct invocation *in);

#endif
