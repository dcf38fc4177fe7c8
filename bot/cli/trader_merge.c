/* cli/trader_merge.c - lapak trader merge: two records of one person become one */
#include <inttypes.h>
#include <stdio.h>

#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/trader_parts.h"
#include "store/helper.h"

static enum exit_status refuse(const char *why)
{
	(void)fprintf(stderr, "lapak: %s\n", why);
	return EXIT_FAILED;
}

static enum exit_status keep(struct office *o, void *arg)
{
	const struct invocation *in = arg;
	struct trader from, into;
	const char *by;
	char detail[64];
	enum exit_status status = look_up_by(in, &by);
	enum rc rc;

	if (status == EXIT_DONE)
		status = look_up_trader(o, in, in->argv[2], &from);
	if (status == EXIT_DONE)
		status = look_up_trader(o, in, in->argv[3], &into);
	if (status != EXIT_DONE)
		return status;
	rc = trader_merge(o->store, &from, &into, by, clock_now());
	if (rc == RC_INVALID)
		return refuse("these are one record already");
	if (rc == RC_CONFLICT)
		return refuse("both have a place in the same wave; free one first: lapak wave "
			      "free WAVE --phone PHONE");
	if (rc != RC_OK)
		return office_outcome(rc);
	(void)snprintf(detail, sizeof(detail), "from trader %" PRId64, from.id);
	return record(o, in, "trader.merge", "trader", into.id, detail);
}

enum exit_status trader_merge_command(const struct invocation *in)
{
	struct invocation copy = *in;
	struct office o;
	enum exit_status status;

	if (!option_given(in, "yes"))
		return cli_misused(in,
			"this cannot be taken back; look at both with lapak trader show, "
			"then add --yes");
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, &copy);
	if (status == EXIT_DONE)
		printf("merged into %s\n", in->argv[3]);
	office_close(&o);
	return status;
}
