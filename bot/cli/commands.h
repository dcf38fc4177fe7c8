/* cli/commands.h - the commands, for the table in commands.c (private to cli/) */
#ifndef LAPAK_CLI_COMMANDS_H
#define LAPAK_CLI_COMMANDS_H
#include "cli/cli.h"

enum exit_status cli_audit(const struct invocation *in);
enum exit_status cli_backup(const struct invocation *in);
enum exit_status cli_breach(const struct invocation *in);
enum exit_status cli_broadcast(const struct invocation *in);
enum exit_status cli_card(const struct invocation *in);
enum exit_status cli_chat(const struct invocation *in);
enum exit_status cli_check(const struct invocation *in);
enum exit_status cli_db(const struct invocation *in);
enum exit_status cli_doctor(const struct invocation *in);
enum exit_status cli_flow(const struct invocation *in);
enum exit_status cli_helper(const struct invocation *in);
enum exit_status cli_help(const struct invocation *in);
enum exit_status cli_market(const struct invocation *in);
enum exit_status cli_gateway(const struct invocation *in);
enum exit_status cli_message(const struct invocation *in);
enum exit_status cli_migrate(const struct invocation *in);
enum exit_status cli_parse(const struct invocation *in);
enum exit_status cli_question(const struct invocation *in);
enum exit_status cli_wording(const struct invocation *in);
enum exit_status cli_work(const struct invocation *in);
enum exit_status cli_restore(const struct invocation *in);
enum exit_status cli_report(const struct invocation *in);
enum exit_status cli_sale(const struct invocation *in);
enum exit_status command_serve(const struct invocation *in);
enum exit_status cli_simulate(const struct invocation *in);
enum exit_status cli_staff(const struct invocation *in);
enum exit_status cli_tip(const struct invocation *in);
enum exit_status cli_top(const struct invocation *in);
enum exit_status cli_trader(const struct invocation *in);
enum exit_status cli_version(const struct invocation *in);
enum exit_status cli_wave(const struct invocation *in);

/* NULL: there is none of that name. */
const struct cli_command *cli_find(const char *name);
/* Says so, with the nearest name. */
enum exit_status cli_unknown(const char *name);
/* What -h prints: an example first. */
enum exit_status cli_explain(const struct cli_command *c);

#endif
