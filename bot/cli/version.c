/* cli/version.c - lapak version */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/options.h"

enum exit_status cli_version(const struct invocation *in)
{
	static const struct verb fit = { .options = "json version" };
	enum exit_status status = options_fit(in, &fit);

	if (status != EXIT_DONE)
		return status;
	if (in->json)
		json_print(json_pack(
			"{s:s, s:[s]}", "version", LAPAK_VERSION, "databases", "sqlite"));
	else
		printf("lapak %s\n", LAPAK_VERSION);
	return EXIT_DONE;
}
