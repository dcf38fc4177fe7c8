/* cli/list_command.h - what every plain list has in common: limit, database, rows (private to cli/) */
#ifndef LAPAK_CLI_LIST_COMMAND_H
#define LAPAK_CLI_LIST_COMMAND_H
#include "cli/cli.h"
#include "cli/listing.h"

struct store;

/* Adds the rows of a list, at most limit (0: all), to l. */
typedef enum rc list_fn(struct store *st, int64_t limit, struct listing *l);

/* Opens the database for reading, prints what rows adds under columns (they end with key NULL), and closes. */
enum exit_status list_command(
	const struct invocation *in, const struct column *columns, list_fn *rows);

#endif
