/*
 * cli/options.h - words and options of a command line (private to cli/)
 *
 * Options may stand anywhere before `--`, as --limit 5 or --limit=5; a word such as -50rb, which no
 * option begins like, is a word. All options of all commands are in one table: a name means the
 * same everywhere. Adding one: a row in options.c and the name in its verb's options.
 */
#ifndef LAPAK_CLI_OPTIONS_H
#define LAPAK_CLI_OPTIONS_H
#include "cli/cli.h"

/* Reads argv (without the program's name; it is reordered). RC_INVALID: err says what is wrong; out holds the
 * words and what else was understood, so that -h is still obeyed. */
MUST_CHECK enum rc options_read(struct invocation *out, int argc, char **argv, struct err *err);

/* What a command or one of its verbs takes. */
struct verb {
	const char *name;
	enum exit_status (*run)(const struct invocation *in);
	const char
		*options;  /* names parted by spaces, "json" too; "sitting+" may be repeated */
	int least, most;   /* words after the verb */
	const char *words; /* how a message names them: "NAME", "ID TEXT"; "" none */
};

/* Finds argv[1] among verbs (name NULL ends them), looks whether options and words fit, runs it. */
enum exit_status options_verb(const struct invocation *in, const struct verb *verbs);
/* The same look for a command without verbs. EXIT_DONE, or EXIT_MISUSED. */
enum exit_status options_fit(const struct invocation *in, const struct verb *v);

/* The value given; NULL: not given. */
const char *option_value(const struct invocation *in, const char *name);
bool option_given(const struct invocation *in, const char *name);
/* All values of an option that may be repeated; returns how many there are, fills at most max. */
size_t option_values(
	const struct invocation *in, const char *name, const char **out, size_t max);

/* Decimal digits only, least..most; false leaves out untouched. */
bool number_read(int64_t *out, const char *text, int64_t least, int64_t most);

/* --limit N: 50 when not given, 0 for all. EXIT_DONE or EXIT_MISUSED. */
enum exit_status option_limit(const struct invocation *in, int64_t *out);

#endif
