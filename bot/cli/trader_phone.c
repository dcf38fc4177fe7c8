/* cli/trader_phone.c - lapak trader phone: gives a trader's record the owner's own number */
#include <stdio.h>

#include "cli/look_up.h"
#include "cli/record.h"
#include "cli/trader_parts.h"
#include "store/helper.h"

struct move {
	const struct invocation *in;
	struct phone to;
};

static enum exit_status keep(struct office *o, void *arg)
{
	const struct move *m = arg;
	struct trader t;
	enum exit_status status = look_up_trader(o, m->in, m->in->argv[2], &t);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = trader_hand_over(o->store, &t, &m->to);
	if (rc == RC_OK)
		return record(o, m->in, "trader.phone", "trader", t.id, NULL);
	if (rc != RC_CONFLICT)
		return office_outcome(rc);
	(void)fprintf(stderr,
		"lapak: %s belongs to a trader already; look: lapak trader show %s; if that record "
		"is empty: lapak trader erase %s --yes\n",
		m->to.e164, m->to.e164, m->to.e164);
	return EXIT_FAILED;
}

enum exit_status trader_phone_command(const struct invocation *in)
{
	struct move m = { .in = in };
	struct office o;
	enum exit_status status = look_up_phone(in, "", in->argv[3], &m.to);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, &m);
	if (status == EXIT_DONE)
		printf("%s\n", m.to.e164);
	office_close(&o);
	return status;
}
