/* cli/list_command.h - what every plain list has in common: limit, database, rows (private to cli/) */
#ifndef LAPAK_CLI_LIST_COMMAND_H
#define LAPAK_CLI_LIST_COMMAND_H
#include "cli/cli.h"
#include "cli/listing.h"

struct store;

/* Adds the rows of a list, at most limit (0: all), to l. */
typedef enum rc list_fn(struct store *st, int64_t limit, struct listing *l);

/* Begins a list under columns (they end with key NULL) as the options say: --json, --csv or --xlsx, --limit (all rows of a
 * sheet without it). file: where the sheet goes; NULL: standard output, CSV only. EXIT_MISUSED, EXIT_FAILED: it was said why. */
enum exit_status list_begin(struct listing *l, const struct invocation *in,
	const struct column *columns, const char *file);
/* Prints or writes what is left. Returns status, or EXIT_FAILED when the sheet could not be written. */
enum exit_status list_end(struct listing *l, enum exit_status status);

/* Opens the database for reading, prints what rows adds under columns (they end with key NULL), and closes. */
enum exit_status list_command(
	const struct invocation *in, const struct column *columns, list_fn *rows);

#endif
