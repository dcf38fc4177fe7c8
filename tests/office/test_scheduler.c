/* tests/office/test_scheduler.c - what falls due is done once, in order, and a failure spoils no neighbour */
#include "office_fixture.h"

enum { HOUR = 3600 };

static enum wave_state state_of(struct desk *d, int64_t id)
{
	struct wave w;

	ok(wave_by_id(d->store, id, &w));
	return w.state;
}

static void a_wave_begins_and_ends_by_itself(void **state)
{
	struct desk *d = *state;
	struct wave w = add_wave(d->store, "G4", 2, NOON + HOUR);
	struct trader t = add_trader(d->store, 1);
	struct enrolment_request ask = { w.id, t.id, true, "trader", NOON };
	struct enrolment e;

	ok(enrolment_take(d->store, &ask, &e));
	run_until(d, NOON + HOUR - 1);
	assert_int_equal(state_of(d, w.id), WAVE_OPEN);
	run_until(d, NOON + HOUR);
	assert_int_equal(state_of(d, w.id), WAVE_RUNNING);
	run_until(d, NOON + 4 * HOUR);
	assert_int_equal(state_of(d, w.id), WAVE_DONE);
	ok(enrolment_get(d->store, w.id, t.id, &e));
	assert_int_equal(e.status, ENROLMENT_ABSENT);
}

static void after_an_outage_both_happen_in_order(void **state)
{
	struct desk *d = *state;
	struct wave w = add_wave(d->store, "G4", 2, NOON + HOUR);
	struct wave draft = add_wave(d->store, "G5", 2, NOON + HOUR);

	ok(wave_set_state(d->store, draft.id, WAVE_DRAFT, NOON));
	d->work.now = NOON + 100 * HOUR;
	run_due(d);
	assert_int_equal(state_of(d, w.id), WAVE_DONE);
	assert_int_equal(state_of(d, draft.id), WAVE_DRAFT);
}

static void a_job_is_there_once_and_can_be_moved(void **state)
{
	struct desk *d = *state;
	struct job j = { .kind = "wave.begin", .subject = 5, .due_at = NOON + 10 };
	struct job_row row;
	int64_t due = 0;

	ok(job_next_due(d->store, &due));
	assert_true(due == INT64_MAX);
	ok(job_put(d->store, &j));
	j.due_at = NOON + 20;
	ok(job_put(d->store, &j));
	ok(job_next_due(d->store, &due));
	assert_int_equal(due, NOON + 20);
	j.due_at = NOON + 30;
	ok(job_hasten(d->store, &j));
	ok(job_get(d->store, "wave.begin", 5, &row));
	assert_int_equal(row.due_at, NOON + 20);
	j.due_at = NOON + 5;
	ok(job_hasten(d->store, &j));
	assert_int_equal(job_take(d->store, NOON + 4, &row), RC_ABSENT);
	ok(job_take(d->store, NOON + 5, &row));
	assert_int_equal(row.subject, 5);
	assert_int_equal(job_take(d->store, NOON + 5, &row), RC_ABSENT);
	ok(job_put(d->store, &j));
	ok(job_drop(d->store, "wave.begin", 5));
	assert_int_equal(job_get(d->store, "wave.begin", 5, &row), RC_ABSENT);
}

static void what_nobody_knows_waits_and_spoils_nothing(void **state)
{
	struct desk *d = *state;
	struct wave w = add_wave(d->store, "G4", 2, NOON + HOUR);
	struct job_row row;

	ok(job_put(d->store, &(struct job){ .kind = "of.tomorrow", .due_at = NOON }));
	d->work.now = NOON + HOUR;
	run_due(d);
	assert_int_equal(state_of(d, w.id), WAVE_RUNNING);
	ok(job_get(d->store, "of.tomorrow", 0, &row));
	assert_int_equal(row.due_at, NOON + HOUR + 300);
}

/* However the database fails in the midst of it, all of a job is done or nothing. */
static void a_failed_write_leaves_the_job(void **state)
{
	struct desk *d = *state;
	struct wave w = add_wave(d->store, "G4", 2, NOON + HOUR);
	struct job_row row;

	ok(store_commit(d->store));
	d->work.now = NOON + HOUR;
	for (int n = 1; n <= 2; n++) {
		ok(store_begin(d->store));
		assert_true(scheduler_wants(&d->scheduler, d->store, d->work.now, n * 5000));
		store_fail_after(d->store, n);
		assert_int_equal(scheduler_run(&d->scheduler, &d->work, n * 5000), RC_BROKEN);
		store_fail_after(d->store, 0);
		store_rollback(d->store);
		scheduler_undone(&d->scheduler);
		ok(job_get(d->store, "wave.begin", w.id, &row));
		assert_int_equal(state_of(d, w.id), WAVE_OPEN);
	}
	ok(store_begin(d->store));
	run_due(d);
	assert_int_equal(state_of(d, w.id), WAVE_RUNNING);
}

static void it_sleeps_until_something_is_due(void **state)
{
	struct desk *d = *state;
	struct scheduler s = { .looked = false };

	assert_int_equal(scheduler_timeout_ms(&s, NOON, 5), 0);
	assert_false(scheduler_wants(&s, d->store, NOON, 5000));
	assert_int_equal(scheduler_timeout_ms(&s, NOON, 5000), 1000);
	assert_int_equal(scheduler_timeout_ms(&s, NOON, 5400), 600);
	ok(job_put(d->store, &(struct job){ .kind = "of.tomorrow", .due_at = NOON }));
	assert_false(scheduler_wants(&s, d->store, NOON, 5900)); /* looks once a second */
	assert_true(scheduler_wants(&s, d->store, NOON, 6000));
	assert_int_equal(scheduler_timeout_ms(&s, NOON, 6000), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(a_wave_begins_and_ends_by_itself),
		desk_test(after_an_outage_both_happen_in_order),
		desk_test(a_job_is_there_once_and_can_be_moved),
		desk_test(what_nobody_knows_waits_and_spoils_nothing),
		desk_test(a_failed_write_leaves_the_job),
		desk_test(it_sleeps_until_something_is_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
