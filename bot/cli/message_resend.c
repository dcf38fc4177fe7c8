/* cli/message_resend.c - lapak message resend: what did not arrive goes out again */
#include <inttypes.h>
#include <stdio.h>

#include "cli/message_parts.h"
#include "cli/options.h"
#include "cli/pushed.h"
#include "cli/record.h"
#include "office/resend.h"

struct again {
	const struct invocation *in;
	int64_t id, made;
};

static enum exit_status keep(struct office *o, void *arg)
{
	struct again *a = arg;
	struct work w = pushed_work(o);
	struct push_result r;
	enum exit_status status;
	enum rc rc = message_resend(&w, a->id, &r);

	if (rc == RC_ABSENT)
		(void)fprintf(stderr, "lapak: there is no message %" PRId64 "\n", a->id);
	else if (rc == RC_CONFLICT)
		(void)fprintf(stderr,
			"lapak: message %" PRId64
			" is none that was lost on its way to a trader; "
			"look: lapak message list --state failed\n",
			a->id);
	if (rc == RC_ABSENT || rc == RC_CONFLICT)
		return EXIT_FAILED;
	status = rc == RC_OK ? pushed_outcome(&r) : office_outcome(rc);
	a->made = r.message_id;
	return status == EXIT_DONE ? record(o, a->in, "message.resend", "message", a->id, NULL)
				   : status;
}

enum exit_status message_resend_command(const struct invocation *in)
{
	struct again a = { .in = in };
	struct office o;
	enum exit_status status;

	if (!number_read(&a.id, in->argv[2], 1, INT64_MAX))
		return cli_misused(in, "a message's id is a number, not `%.40s`", in->argv[2]);
	status = office_open(&o, in, NEED_WRITE);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, &a);
	if (status == EXIT_DONE)
		printf("%" PRId64 "\n", a.made);
	office_close(&o);
	return status;
}
