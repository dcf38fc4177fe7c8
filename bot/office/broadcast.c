/* office/broadcast.c - the decisions about a broadcast: approve, pause, resume, cancel, once more */
#include "office/broadcast.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "base/days.h"
#include "store/staff.h"

static enum rc refuse(const struct broadcast *b, const char *what, struct err *err)
{
	return err_set(err, RC_CONFLICT, "broadcast %" PRId64 " is %s and cannot be %s", b->id,
		broadcast_state_name(b->state), what);
}

static enum rc blocked(
	const struct broadcast *b, const struct broadcast_note *why, struct err *err)
{
	struct buf text;

	buf_init(&text, sizeof(err->msg));
	broadcast_note_print(why, &text);
	(void)err_set(err, RC_INVALID, "broadcast %" PRId64 " cannot go: %s", b->id, text.data);
	buf_release(&text);
	return RC_INVALID;
}

static enum rc move(
	const struct broadcast_facts *f, struct broadcast *b, enum broadcast_state s)
{
	b->state = s;
	b->changed_at = f->now;
	return broadcast_put(f->store, b);
}

static enum broadcast_state under_way(
	const struct broadcast_facts *f, const struct broadcast *b)
{
	return b->starts_at > f->now ? BROADCAST_SCHEDULED : BROADCAST_SENDING;
}

/* By login, or one by the login and the other by the name of that account. */
static enum rc is_one_person(struct store *st, const char *a, const char *b, bool *out)
{
	const char *name[] = { a, b };

	*out = strcasecmp(a, b) == 0;
	for (int i = 0; i < 2 && !*out; i++) {
		struct staff who;
		enum rc rc = staff_by_login(st, name[i], &who);

		if (rc == RC_OK)
			*out = strcasecmp(who.name, name[1 - i]) == 0;
		else if (rc != RC_ABSENT)
			return rc;
	}
	return RC_OK;
}

enum rc broadcast_approve(const struct broadcast_facts *f, struct broadcast *b, const char *by,
	const struct broadcast_plan *plan, struct err *err)
{
	bool alone = false;
	enum rc rc = is_one_person(f->store, by, b->made_by, &alone);

	if (rc != RC_OK)
		return rc;
	if (b->state != BROADCAST_DRAFT && b->state != BROADCAST_WAITING)
		return refuse(b, "approved", err);
	if (broadcast_plan_blocker(plan) != NULL)
		return blocked(b, broadcast_plan_blocker(plan), err);
	if (plan->count.total > BROADCAST_ALONE && alone)
		return err_set(err, RC_DENIED,
			"above %d recipients a second person approves: not %s, who wrote it",
			(int)BROADCAST_ALONE, b->made_by);
	(void)snprintf(b->approved_by, sizeof(b->approved_by), "%s", by);
	b->approved_at = f->now;
	b->recipients = plan->count.total;
	b->planned = plan->segments;
	b->silent_before = f->now - b->audience.silent_days * DAY_SECONDS;
	b->expand_after = plan->count.first_id - 1;
	b->expand_until = plan->count.last_id;
	b->send_after = b->expand_after;
	return move(f, b, under_way(f, b));
}

enum rc broadcast_pause(const struct broadcast_facts *f, struct broadcast *b, struct err *err)
{
	int64_t n = 0;
	enum rc rc;

	if (b->state != BROADCAST_SCHEDULED && b->state != BROADCAST_SENDING)
		return refuse(b, "paused", err);
	rc = move(f, b, BROADCAST_PAUSED);
	return rc == RC_OK ? broadcast_withdraw(f->store, b, true, f->now, &n) : rc;
}

enum rc broadcast_resume(const struct broadcast_facts *f, struct broadcast *b, struct err *err)
{
	if (b->state != BROADCAST_PAUSED)
		return refuse(b, "resumed", err);
	return move(f, b, under_way(f, b));
}

enum rc broadcast_cancel(const struct broadcast_facts *f, struct broadcast *b, struct err *err)
{
	int64_t n = 0;
	enum rc rc;

	if (b->state == BROADCAST_DONE || b->state == BROADCAST_CANCELLED)
		return refuse(b, "cancelled", err);
	/* Of those it was approved for, nobody is looked for any more: counting millions again would take seconds. */
	if (b->recipients < b->found)
		b->recipients = b->found;
	b->expanded = true;
	rc = move(f, b, BROADCAST_CANCELLED);
	return rc == RC_OK ? broadcast_withdraw(f->store, b, false, f->now, &n) : rc;
}

enum rc broadcast_retry(
	const struct broadcast_facts *f, struct broadcast *b, int64_t lost, struct err *err)
{
	int64_t cap = f->config->office.broadcast_cap, cost = 0;

	if (b->state != BROADCAST_DONE)
		return refuse(b, "retried", err);
	if (lost == 0)
		return err_set(err, RC_ABSENT, "no message of it was lost on its way");
	if (f->now - b->approved_at > (int64_t)BROADCAST_RETRY_DAYS * DAY_SECONDS)
		return err_set(err, RC_INVALID,
			"it was approved more than %d days ago: write a new one",
			(int)BROADCAST_RETRY_DAYS);
	if (b->recipients > 0) /* halves are rounded up */
		cost = (b->planned * lost + b->recipients - 1) / b->recipients * b->price;
	if (cap > 0 && b->cost + cost > cap)
		return err_set(err, RC_FULL,
			"with Rp%" PRId64
			" more it costs more than broadcast_cap allows: Rp%" PRId64,
			cost, cap);
	b->retry_after = 0;
	b->retry_until = b->expand_until;
	return move(f, b, under_way(f, b));
}

enum rc broadcast_retry_undo(
	const struct broadcast_facts *f, struct broadcast *b, struct err *err)
{
	if (b->state != BROADCAST_SCHEDULED || b->retry_until == 0 || b->retry_after != 0)
		return err_set(
			err, RC_CONFLICT, "it has begun, or there is nothing to take back");
	b->retry_until = 0;
	return move(f, b, BROADCAST_DONE);
}
