/* cli/broadcast_decide.c - lapak broadcast approve, pause, resume, cancel */
#include <inttypes.h>
#include <stdio.h>

#include "cli/broadcast_parts.h"
#include "cli/look_up.h"
#include "cli/options.h"
#include "cli/record.h"
#include "store/staff.h"

enum { TRIES = 10 }; /* to begin writing, of two seconds each */

struct decision {
	const struct invocation *in;
	const char *action, *by;
	enum rc (*decide)(
		const struct broadcast_facts *f, struct broadcast *b, struct err *err);
	struct broadcast_plan *plan; /* of an approval */
	struct broadcast b;
	int64_t lost;
};

enum exit_status broadcast_refused(enum rc rc, const struct err *err)
{
	if (err->msg[0] == '\0')
		return office_outcome(rc);
	(void)fprintf(stderr, "lapak: %s\n", err->msg);
	return EXIT_FAILED;
}

/* In the browser the route's roles say so. The shell is the operator's: a name without an account is taken as it is. */
static enum exit_status may_approve(struct office *o, const struct decision *d)
{
	struct staff who;
	enum rc rc = staff_by_login(o->store, d->by, &who);

	if (d->plan->count.total > BROADCAST_ALONE && option_value(d->in, "by") == NULL)
		return cli_misused(d->in,
			"--by: above %d recipients, who approves it: somebody other than %s",
			(int)BROADCAST_ALONE, d->b.made_by);
	if (rc != RC_OK)
		return rc == RC_ABSENT ? EXIT_DONE : office_outcome(rc);
	if (who.role != ROLE_TRAINER && who.role != ROLE_VIEWER)
		return EXIT_DONE;
	(void)fprintf(stderr, "lapak: %s is a %s: a clerk, chief or admin approves\n",
		who.login, role_name(who.role));
	return EXIT_FAILED;
}

static enum exit_status keep(struct office *o, void *arg)
{
	struct decision *d = arg;
	struct broadcast_facts f = broadcast_facts_of(o);
	struct err err = { .msg = "" };
	char detail[80];
	enum exit_status status = broadcast_look_up(o, d->in, &d->b);
	enum rc rc;

	if (status == EXIT_DONE && d->plan != NULL)
		status = may_approve(o, d);
	if (status != EXIT_DONE)
		return status;
	rc = d->plan != NULL     ? broadcast_approve(&f, &d->b, d->by, d->plan, &err)
	     : d->decide != NULL ? d->decide(&f, &d->b, &err)
				 : broadcast_retry(&f, &d->b, d->lost, &err);
	if (rc != RC_OK)
		return broadcast_refused(rc, &err);
	(void)snprintf(detail, sizeof(detail), "%" PRId64 " recipients, %" PRId64 " left",
		d->b.recipients, broadcast_left(&d->b));
	return record(o, d->in, d->action, "broadcast", d->b.id, detail);
}

/* A decision does not fail because the daemon is busy with what is being decided about. */
static enum exit_status write_patiently(
	struct office *o, enum exit_status (*work)(struct office *o, void *arg), void *arg)
{
	enum exit_status status;
	enum rc rc = RC_BUSY;

	for (int i = 0; i < TRIES && rc == RC_BUSY; i++)
		rc = store_begin(o->store);
	if (rc != RC_OK)
		return office_outcome(rc);
	status = work(o, arg);
	if (status == EXIT_DONE)
		status = office_outcome(store_commit(o->store));
	if (status != EXIT_DONE)
		store_rollback(o->store);
	return status;
}

static enum exit_status change(struct decision *d)
{
	struct office o;
	enum exit_status status = office_open(&o, d->in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = write_patiently(&o, keep, d);
	office_close(&o);
	return status;
}

static enum exit_status change_and_say(struct decision *d)
{
	enum exit_status status = change(d);

	if (status == EXIT_DONE)
		printf("%s\n", broadcast_state_name(d->b.state));
	return status;
}

enum exit_status broadcast_pause_command(const struct invocation *in)
{
	return change_and_say(&(struct decision){
		.in = in, .action = "broadcast.pause", .decide = broadcast_pause });
}

enum exit_status broadcast_resume_command(const struct invocation *in)
{
	return change_and_say(&(struct decision){
		.in = in, .action = "broadcast.resume", .decide = broadcast_resume });
}

enum exit_status broadcast_cancel_command(const struct invocation *in)
{
	struct decision d = {
		.in = in, .action = "broadcast.cancel", .decide = broadcast_cancel
	};
	enum exit_status status = change(&d);

	if (status != EXIT_DONE)
		return status;
	printf("cancelled, ");
	print_grouped(broadcast_left(&d.b));
	printf(" left\n");
	if (d.b.open > 0)
		(void)fprintf(stderr, "lapak: %" PRId64 " are on the wire already\n", d.b.open);
	return status;
}

/* A few may have become many since they were counted; then a second person would be wanted. That is before the
 * transaction: it may take a while, and the daemon writes. */
static enum exit_status plan_approval(
	struct office *o, const struct broadcast *b, struct broadcast_plan *p)
{
	struct broadcast_facts f = broadcast_facts_of(o);
	struct broadcast_texts texts;
	enum rc rc;

	if (b->recipients > BROADCAST_ALONE)
		return office_outcome(broadcast_plan_recall(&f, b, p));
	rc = broadcast_texts(o->store, b->id, &texts);
	return office_outcome(rc == RC_OK ? broadcast_plan_make(&f, b, &texts, p) : rc);
}

enum exit_status broadcast_approve_command(const struct invocation *in)
{
	struct broadcast_plan p = { .notes = 0 };
	struct decision d = { .in = in, .action = "broadcast.approve", .plan = &p };
	struct office o;
	enum exit_status status = look_up_by(in, &d.by);

	if (status != EXIT_DONE)
		return status;
	status = office_open(&o, in, NEED_DIALOG);
	if (status == EXIT_DONE)
		status = broadcast_look_up(&o, in, &d.b);
	if (status == EXIT_DONE)
		status = plan_approval(&o, &d.b, &p);
	if (status == EXIT_DONE)
		status = write_patiently(&o, keep, &d);
	if (status == EXIT_DONE)
		printf("%s\n", broadcast_state_name(d.b.state));
	office_close(&o);
	return status;
}

/* Who did not get it is counted before anything is written: it may take a while. */
enum exit_status broadcast_retry_command(const struct invocation *in)
{
	struct decision d = { .in = in, .action = "broadcast.retry" };
	struct office o;
	enum exit_status status = office_open(&o, in, NEED_WRITE);

	if (status == EXIT_DONE)
		status = broadcast_look_up(&o, in, &d.b);
	if (status == EXIT_DONE)
		status = office_outcome(broadcast_lost(o.store, d.b.id, &d.lost));
	if (status == EXIT_DONE)
		status = write_patiently(&o, keep, &d);
	if (status == EXIT_DONE)
		printf("%" PRId64 " once more\n", d.lost);
	office_close(&o);
	return status;
}
