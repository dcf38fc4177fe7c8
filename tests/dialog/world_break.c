/* tests/dialog/world_break.c - the same event with each step of the database failing in turn, all undone */
#include "store/db.h"
#include "sweep.h"
#include "t.h"
#include "world.h"

/* The event with its k-th step failing, alone or with all behind it; false: there was no k-th. */
static bool break_at(struct world *w, const struct gateway_event *event, int k, bool stays)
{
	static struct gateway_event e;
	struct inbound_result r;
	enum rc rc;
	int steps;

	e = *event;
	inbound_result_init(&r);
	assert_int_equal(store_begin(w->store), RC_OK);
	(void)db_fail_steps(w->store->db, k, stays ? INT32_MAX : k);
	rc = inbound_apply(&w->inbound, &w->config.gateway[0], &e, w->now, &r);
	steps = db_fail_steps(w->store->db, 0, 0);
	if (steps >= k && !rc_breaks(rc))
		fail_msg("step %d failed and of \"%s\" came %s", k, event->text, rc_name(rc));
	store_rollback(w->store);
	inbound_result_release(&r);
	return steps >= k;
}

void world_break(struct world *w, const struct gateway_event *event)
{
	for (int stays = 0; stays <= 1; stays++)
		for (int k = 1; break_at(w, event, k, stays); k = sweep_next(k))
			assert_true(k < SWEEP_MOST);
}

static bool break_rules_at(struct world *w, struct work *work, int k, bool stays)
{
	enum rc rc;
	int steps;

	assert_int_equal(store_begin(w->store), RC_OK);
	assert_true(scheduler_wants(&w->scheduler, w->store, w->now, 1));
	(void)db_fail_steps(w->store->db, k, stays ? INT32_MAX : k);
	rc = scheduler_run(&w->scheduler, work, 1);
	steps = db_fail_steps(w->store->db, 0, 0);
	/* The last step only looks when there is more to do, which is looked at again in a second. */
	if (steps > k && !rc_breaks(rc))
		fail_msg("step %d of what is due failed and gave %s", k, rc_name(rc));
	store_rollback(w->store);
	scheduler_undone(&w->scheduler);
	return steps >= k;
}

void world_break_rules(struct world *w, struct work *work)
{
	for (int stays = 0; stays <= 1; stays++)
		for (int k = 1; break_rules_at(w, work, k, stays); k = sweep_next(k))
			assert_true(k < SWEEP_MOST);
}
