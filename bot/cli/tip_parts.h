/* cli/tip_parts.h - the parts of lapak tip (private to cli/) */
#ifndef LAPAK_CLI_TIP_PARTS_H
#define LAPAK_CLI_TIP_PARTS_H
#include "cli/cli.h"

enum exit_status tip_send_command(const struct invocation *in);

#endif
