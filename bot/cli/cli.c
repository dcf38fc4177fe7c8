/* cli/cli.c - from the command line to the command, and what all commands say alike */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/suggest.h"
#include "cli/commands.h"
#include "cli/options.h"

static char help_name[] = "help", version_name[] = "version";

enum exit_status cli_misused(const struct invocation *in, const char *fmt, ...)
{
	const char *name = in->argc > 0 ? in->argv[0] : NULL;
	va_list ap;

	(void)fprintf(stderr, "lapak%s%s: ", name != NULL ? " " : "", name != NULL ? name : "");
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fprintf(stderr, "\nFor an example: lapak %s%s-h\n", name != NULL ? name : "",
		name != NULL ? " " : "");
	return EXIT_MISUSED;
}

enum exit_status cli_failed(const struct err *err)
{
	(void)fprintf(stderr, "lapak: %s\n", err->msg);
	return err->rc == RC_INVALID ? EXIT_MISUSED : EXIT_FAILED;
}

static const char *const places[] = { "config/lapak.ini", "/etc/lapak/lapak.ini" };

const char *cli_config_path(const struct invocation *in)
{
	const char *path = in->config;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]) && path == NULL; i++)
		if (access(places[i], F_OK) == 0)
			path = places[i];
	return path;
}

enum exit_status cli_config(const struct invocation *in, struct config *out)
{
	const char *path = cli_config_path(in);
	struct buf report;
	enum rc rc;

	if (path == NULL) {
		(void)fprintf(stderr,
			"lapak: there is neither %s nor %s; name a configuration "
			"with --config FILE\n",
			places[0], places[1]);
		return EXIT_MISUSED;
	}
	buf_init(&report, CONFIG_REPORT_MAX);
	rc = config_load(out, path, environ, &report);
	(void)fputs(report.data, stderr);
	buf_release(&report);
	return rc == RC_OK ? EXIT_DONE : EXIT_MISUSED;
}

const struct cli_command *cli_find(const char *name)
{
	for (const struct cli_command *c = cli_commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

enum exit_status cli_unknown(const char *name)
{
	struct suggestion near = { .word = NULL };

	for (const struct cli_command *c = cli_commands; c->name != NULL; c++)
		suggest_consider(&near, name, c->name);
	(void)fprintf(stderr, "lapak: there is no command `%.60s`", name);
	if (near.word != NULL)
		(void)fprintf(stderr, "; did you mean `%s`?", near.word);
	(void)fputs("\nFor a list: lapak help\n", stderr);
	return EXIT_MISUSED;
}

/* The command's name when no word says it: `lapak --version`, `lapak`. */
static void name_command(struct invocation *in, char **room)
{
	if (in->argc > 0)
		return;
	room[0] = option_given(in, "version") ? version_name : help_name;
	in->argv = room;
	in->argc = 1;
	in->options = 0;
	in->help = false;
}

/* JOURNAL_STREAM is device:inode of what systemd connected; it is inherited by those whose stderr goes elsewhere. */
static bool stderr_is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	char own[64];
	struct stat st;

	if (stream == NULL || fstat(STDERR_FILENO, &st) != 0)
		return false;
	(void)snprintf(own, sizeof(own), "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
	return strcmp(own, stream) == 0;
}

static enum exit_status run(int argc, char **argv)
{
	struct err err = { .rc = RC_OK };
	struct invocation in;
	const struct cli_command *c;
	char *room[1];
	enum rc rc = options_read(&in, argc, argv, &err);

	if (rc != RC_OK && in.argc == 0)
		return cli_misused(&in, "%s", err.msg);
	name_command(&in, room);
	c = cli_find(in.argv[0]);
	if (c == NULL)
		return cli_unknown(in.argv[0]);
	if (in.help)
		return cli_explain(c);
	if (rc != RC_OK)
		return cli_misused(&in, "%s", err.msg);
	if (clock_check(&err) != RC_OK)
		return cli_failed(&err);
	log_setup(strcmp(c->name, "serve") == 0 ? LOG_INFO : LOG_WARN, stderr_is_journal());
	if (stderr_is_journal())
		(void)log_journal("/run/systemd/journal/socket");
	return c->run(&in);
}

int cli_main(int argc, char **argv)
{
	enum exit_status status = run(argc > 0 ? argc - 1 : 0, argv + (argc > 0));

	/* Data that did not arrive must not look like success. */
	if (fflush(stdout) != 0 || ferror(stdout) != 0) {
		(void)fputs("lapak: could not write to standard output\n", stderr);
		if (status == EXIT_DONE)
			status = EXIT_FAILED;
	}
	return (int)status;
}
