/* cli/help.c - lapak help: the list of commands, and what each does */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/manual.h"
#include "cli/options.h"

enum exit_status cli_explain(const struct cli_command *c)
{
	printf("%s\n\nusage: lapak %s\n%s\n", c->example, c->usage, c->what);
	if (c->more != NULL)
		printf("\n%s", c->more);
	printf("\n  --config FILE   instead of config/lapak.ini or /etc/lapak/lapak.ini\n"
	       "  --              what follows is no option\n");
	return EXIT_DONE;
}

enum exit_status cli_help(const struct invocation *in)
{
	static const struct verb fit = { .options = "man completion", .most = 1 };
	enum exit_status status = options_fit(in, &fit);

	if (status != EXIT_DONE)
		return status;
	if (option_given(in, "man")) {
		manual_page();
		return EXIT_DONE;
	}
	if (option_given(in, "completion")) {
		manual_completion();
		return EXIT_DONE;
	}
	if (in->argc > 1) {
		const struct cli_command *c = cli_find(in->argv[1]);

		return c != NULL ? cli_explain(c) : cli_unknown(in->argv[1]);
	}
	printf("usage: lapak COMMAND [...] [--config FILE] [--json]\n\n");
	for (const struct cli_command *c = cli_commands; c->name != NULL; c++)
		printf("  %-9s %s\n", c->name, c->what);
	printf("\nlapak COMMAND -h explains a command, an example first.\n");
	return EXIT_DONE;
}
