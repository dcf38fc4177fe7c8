/* cli/tip_send.c - lapak tip send: the next tip to one trader */
#include "office/tip_send.h"

#include <stdio.h>

#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/pushed.h"
#include "cli/record.h"
#include "cli/tip_parts.h"

struct sending {
	const struct invocation *in;
	const char *series;
	struct tip tip;
};

static enum exit_status keep(struct office *o, void *arg)
{
	struct sending *s = arg;
	struct work w = pushed_work(o);
	struct push_result r;
	struct trader who;
	enum exit_status status = look_up_trader(o, s->in, s->in->argv[2], &who);
	enum rc rc;

	if (status != EXIT_DONE)
		return status;
	rc = tip_send(&w, who.id, s->series, &s->tip, &r);
	if (rc == RC_ABSENT) {
		(void)fputs(
			"lapak: the trader has seen every tip of it; look: lapak tip list\n",
			stderr);
		return EXIT_FAILED;
	}
	status = rc == RC_OK ? pushed_outcome(&r) : office_outcome(rc);
	return status == EXIT_DONE ? record(o, s->in, "tip.send", "trader", who.id, s->tip.code)
				   : status;
}

enum exit_status tip_send_command(const struct invocation *in)
{
	struct sending s = { .in = in, .series = option_value(in, "series") };
	struct office o;
	enum exit_status status;

	if (s.series != NULL && (s.series[0] < 'A' || s.series[0] > 'Z' || s.series[1] != '\0'))
		return cli_misused(in, "--series takes one capital, as A");
	status = office_open(&o, in, NEED_DIALOG);
	if (status == EXIT_DONE)
		status = office_write(&o, keep, &s);
	if (status == EXIT_DONE)
		printf("%s\n", s.tip.code);
	office_close(&o);
	return status;
}
