/* cli/sale_parts.h - the verbs of `lapak sale` that have a file of their own (private to cli/) */
#ifndef LAPAK_CLI_SALE_PARTS_H
#define LAPAK_CLI_SALE_PARTS_H
#include "cli/cli.h"
#include "cli/listing.h"
#include "store/sale.h"

enum exit_status sale_approve_command(const struct invocation *in);
enum exit_status sale_correct_command(const struct invocation *in);
enum exit_status sale_effect_command(const struct invocation *in);
enum exit_status sale_export_command(const struct invocation *in);
enum exit_status sale_history_command(const struct invocation *in);

/* The cell "flags": approximate, clarified, review, and who typed it when it was not the trader. */
void sale_add_flags(struct listing *l, const struct sale *s);

#endif
