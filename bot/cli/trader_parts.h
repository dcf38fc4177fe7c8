/* cli/trader_parts.h - the verbs of `lapak trader` that have a file of their own (private to cli/) */
#ifndef LAPAK_CLI_TRADER_PARTS_H
#define LAPAK_CLI_TRADER_PARTS_H
#include "cli/cli.h"

enum exit_status trader_export_command(const struct invocation *in);
enum exit_status trader_goods_command(const struct invocation *in);
enum exit_status trader_import_command(const struct invocation *in);
enum exit_status trader_merge_command(const struct invocation *in);
enum exit_status trader_phone_command(const struct invocation *in);

#endif
