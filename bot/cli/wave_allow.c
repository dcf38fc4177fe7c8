/* cli/wave_allow.c - lapak wave allow: which markets' traders may enrol */
#include <stdio.h>
#include <string.h>

#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/wave_parts.h"

enum { ALLOW_MAX = 32, DETAIL_SIZE = 400 };

static enum exit_status add_markets(
	struct office *o, const struct invocation *in, int64_t wave_id, char *detail)
{
	const char *name[ALLOW_MAX];
	size_t n = option_values(in, "market", name, ALLOW_MAX);
	enum exit_status status = EXIT_DONE;

	if (n > ALLOW_MAX)
		return cli_misused(in, "--market: at most %d at once", (int)ALLOW_MAX);
	for (size_t i = 0; status == EXIT_DONE && i < n; i++) {
		size_t used = strlen(detail);
		struct market m;

		status = look_up_market(o, name[i], &m);
		if (status != EXIT_DONE)
			break;
		status = office_outcome(wave_allow(o->store, wave_id, m.id));
		(void)snprintf(detail + used, DETAIL_SIZE - used, "%s%s", used > 0 ? ", " : "",
			m.name);
	}
	return status;
}

static enum exit_status keep(struct office *o, void *arg)
{
	const struct invocation *in = arg;
	char detail[DETAIL_SIZE] = "";
	struct wave w;
	enum exit_status status = wave_look_up(o, in->argv[2], &w);

	if (status == EXIT_DONE && option_given(in, "all")) {
		(void)snprintf(detail, sizeof(detail), "all markets");
		status = office_outcome(wave_allow_all(o->store, w.id));
	} else if (status == EXIT_DONE) {
		status = add_markets(o, in, w.id, detail);
	}
	if (status == EXIT_DONE)
		status = record(o, in, "wave.allow", "wave", w.id, detail);
	if (status == EXIT_DONE)
		printf("%s: %s\n", w.name, detail);
	return status;
}

enum exit_status wave_allow_command(const struct invocation *in)
{
	struct invocation copy = *in;
	struct office o;
	enum exit_status status;

	if (option_given(in, "all") == option_given(in, "market"))
		return cli_misused(in, "say --market NAME, which may be repeated, or --all");
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, &copy);
	office_close(&o);
	return status;
}
