/* cli/version.c - lapak version */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "store/store.h"

static json_t *engines(void)
{
	json_t *list = json_array();

	for (size_t i = 0; store_engines[i] != NULL; i++)
		(void)json_array_append_new(list, json_string(store_engines[i]));
	return list;
}

enum exit_status cli_version(const struct invocation *in)
{
	static const struct verb fit = { .options = "json version" };
	enum exit_status status = options_fit(in, &fit);

	if (status != EXIT_DONE)
		return status;
	if (in->json)
		json_print(json_pack(
			"{s:s, s:o}", "version", LAPAK_VERSION, "databases", engines()));
	else
		printf("lapak %s\n", LAPAK_VERSION);
	return EXIT_DONE;
}
