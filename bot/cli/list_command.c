/* cli/list_command.c - what every plain list has in common: limit, database, rows */
#include "cli/list_command.h"

#include "cli/open.h"
#include "cli/options.h"

enum exit_status list_command(
	const struct invocation *in, const struct column *columns, list_fn *rows)
{
	struct listing l;
	struct office o;
	int64_t limit;
	enum exit_status status = option_limit(in, &limit);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_READ);
	if (status == EXIT_DONE) {
		listing_begin(&l, in->json, columns, limit);
		status = office_outcome(rows(o.store, listing_ask(&l), &l));
		listing_end(&l);
	}
	office_close(&o);
	return status;
}
