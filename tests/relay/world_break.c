/* tests/relay/world_break.c - each step of the database fails in turn, and it must be as if it had not been */
#include "world.h"

#include "store/db.h"
#include "sweep.h"

static bool breaking;

bool world_breaks(void)
{
	return breaking;
}

int world_run_twice(const struct CMUnitTest *tests, size_t n)
{
	int failed = _cmocka_run_group_tests("tests", tests, n, NULL, NULL);

	breaking = true;
	failed += _cmocka_run_group_tests("tests, broken at each step", tests, n, NULL, NULL);
	return failed;
}

struct breaking_turn {
	struct world *w;
	const struct gateway_config *from;
	const struct gateway_event *e;
	size_t n;
	int64_t now;
};

static enum rc apply_all(const struct breaking_turn *t)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < t->n && rc == RC_OK; i++) {
		struct inbound_result out;

		inbound_result_init(&out);
		rc = inbound_apply(&t->w->inbound, t->from, &t->e[i], t->now, &out);
		inbound_result_release(&out);
	}
	return rc;
}

static bool break_at(const struct breaking_turn *t, int k, bool stays)
{
	struct store *st = t->w->store;
	enum rc rc;
	int steps;

	assert_int_equal(store_begin(st), RC_OK);
	(void)db_fail_steps(st->db, k, stays ? INT32_MAX : k);
	rc = apply_all(t);
	steps = db_fail_steps(st->db, 0, 0);
	if (steps >= k && !rc_breaks(rc))
		fail_msg("step %d failed and gave %s", k, rc_name(rc));
	store_rollback(st);
	return steps >= k;
}

void world_break(struct world *w, const struct gateway_config *from,
	const struct gateway_event *e, size_t n, int64_t now)
{
	const struct breaking_turn t = { w, from, e, n, now };

	for (int stays = 0; stays <= 1 && breaking; stays++)
		for (int k = 1; break_at(&t, k, stays); k = sweep_next(k))
			assert_true(k < SWEEP_MOST);
}

enum rc world_take(struct world *w, size_t gateway, const struct gateway_event *e, int64_t now,
	struct inbound_result *out)
{
	const struct gateway_config *from = &w->config.gateway[gateway];
	enum rc rc;

	inbound_result_init(out);
	world_break(w, from, e, 1, now);
	assert_int_equal(store_begin(w->store), RC_OK);
	rc = inbound_apply(&w->inbound, from, e, now, out);
	assert_int_equal(store_commit(w->store), RC_OK);
	return rc;
}
