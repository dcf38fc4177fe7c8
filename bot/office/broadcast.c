/* office/broadcast.c - the decisions about a broadcast: approve, pause, resume, cancel */
#include "office/broadcast.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "base/days.h"

static enum rc refuse(const struct broadcast *b, const char *what, struct err *err)
{
	return err_set(err, RC_CONFLICT, "broadcast %" PRId64 " is %s and cannot be %s", b->id,
		broadcast_state_name(b->state), what);
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

enum rc broadcast_approve(const struct broadcast_facts *f, struct broadcast *b, const char *by,
	const struct broadcast_plan *plan, struct err *err)
{
	if (b->state != BROADCAST_DRAFT && b->state != BROADCAST_WAITING)
		return refuse(b, "approved", err);
	if (plan->blockers.len > 0)
		return err_set(err, RC_INVALID, "broadcast %" PRId64 " cannot go: %.400s",
			b->id, plan->blockers.data);
	if (plan->count.total > BROADCAST_ALONE && strcasecmp(by, b->made_by) == 0)
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
	rc = move(f, b, BROADCAST_CANCELLED);
	return rc == RC_OK ? broadcast_withdraw(f->store, b, false, f->now, &n) : rc;
}

enum rc broadcast_unmade(
	const struct broadcast_facts *f, const struct broadcast *b, int64_t *out)
{
	struct audience_count count;
	enum rc rc;

	*out = 0;
	if (b->expanded || b->approved_at == 0)
		return RC_OK;
	rc = audience_count(f->store,
		&(struct audience_ask){ .audience = &b->audience,
			.silent_before = b->silent_before,
			.after = b->expand_after,
			.until = b->expand_until },
		&count);
	*out = count.total;
	return rc;
}

enum rc broadcast_close(const struct broadcast_facts *f, struct broadcast *b, int64_t unmade)
{
	if (b->expanded || b->approved_at == 0)
		return RC_OK;
	b->recipients = b->found + unmade;
	b->expanded = true;
	return broadcast_put(f->store, b);
}
