/*
 * cli/cli.h - lapak's commands: one table, one file each
 *
 * Data goes to stdout, messages to stderr. Exit status: 0 done, 1 failed, 2 misused (bad configuration
 * included), 3 `check` found faults.
 */
#ifndef LAPAK_CLI_CLI_H
#define LAPAK_CLI_CLI_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/config.h"
#include "base/rc.h"

enum exit_status { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_MISUSED = 2, EXIT_FAULTS = 3 };

enum { INVOCATION_OPTIONS = 32 };

struct invocation { /* what was said on the command line; everything is borrowed from argv */
	int argc;
	char **argv; /* the words, without options: argv[0] is the command's name */
	const char *
		config; /* --config FILE, or NULL: config/lapak.ini, then /etc/lapak/lapak.ini */
	bool json;      /* --json */
	bool help;      /* -h */
	struct given {
		const char *name, *value; /* "limit", "5"; value NULL: it takes none */
	} option[INVOCATION_OPTIONS];     /* all others, see options.h */
	size_t options;
};

struct cli_command {
	const char *name;
	const char *usage;   /* "wave add|list|... [options]" */
	const char *what;    /* one line */
	const char *example; /* printed first by -h */
	const char *more;    /* lines about words and options for -h; NULL: none */
	enum exit_status (*run)(const struct invocation *in);
};

extern const struct cli_command cli_commands[]; /* ends with name NULL */

/* The whole program: reads the common options, finds the command, runs it. */
int cli_main(int argc, char **argv);

/* Prints "lapak NAME: " and the sentence, with a hint for -h, and returns EXIT_MISUSED. */
enum exit_status cli_misused(const struct invocation *in, const char *fmt, ...)
	PRINTF_LIKE(2, 3);
/* Prints "lapak: " and err's sentence; EXIT_FAILED, or EXIT_MISUSED when err is about input. */
enum exit_status cli_failed(const struct err *err);

/* The configuration's file: --config, else the first there is; NULL: there is none. */
const char *cli_config_path(const struct invocation *in);
/* Finds and loads the configuration, printing every fault on stderr. EXIT_DONE, or EXIT_MISUSED. */
enum exit_status cli_config(const struct invocation *in, struct config *out);

/* Wall clock, moved by LAPAK_CLOCK_OFFSET seconds (tests) or by what the file LAPAK_CLOCK_FILE names holds just now
 * (lapak simulate); and a monotonic clock, which nothing moves. */
int64_t clock_now(void);
int64_t clock_monotonic_ms(void);
int64_t clock_monotonic_us(void);
/* RC_INVALID: the offset is no whole number, is given both ways, or leads out of the years 1970..2199. */
MUST_CHECK enum rc clock_check(struct err *err);

#endif
