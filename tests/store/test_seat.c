/* tests/store/test_seat.c - places that are freed, given back, offered; plans; codes guessed */
#include "store_fixture.h"

#include "store/job.h"
#include "store/seat.h"

enum { HOUR = 3600 };

static struct enrolment take(struct store *st, const struct wave *w, int n)
{
	struct trader t = add_trader(st, n);
	struct enrolment_request ask = { w->id, t.id, true, "trader", NOON };
	struct enrolment e;

	ok(enrolment_take(st, &ask, &e));
	return e;
}

static struct seat_change change(const struct enrolment *e)
{
	return (struct seat_change){ .id = e->id, .by = "rina", .now = NOON + 1 };
}

static void assert_status(
	struct store *st, const struct enrolment *e, enum enrolment_status status)
{
	struct seat s;

	ok(seat_by_id(st, e->id, &s));
	assert_int_equal(s.status, status);
}

static void a_freed_seat_is_offered_and_can_be_restored(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 1, NOON + 100 * HOUR);
	struct enrolment a = take(st, &w, 1), b = take(st, &w, 2);
	struct seat_change ca = change(&a), cb = change(&b);
	struct job_row job;
	struct seat first;

	assert_int_equal(seat_offer(st, &cb, NOON + HOUR, 7), RC_FULL);
	assert_int_equal(seat_restore(st, &ca), RC_CONFLICT);
	ok(seat_free(st, &ca, false));
	ok(job_get(st, "offer.next", w.id, &job));
	assert_int_equal(job.due_at, NOON + 1);
	ok(seat_first_waiting(st, w.id, &first));
	assert_int_equal(first.id, b.id);
	ok(seat_offer(st, &cb, NOON + HOUR, 7));
	assert_status(st, &b, ENROLMENT_OFFERED);
	assert_int_equal(seat_first_waiting(st, w.id, &first), RC_ABSENT);
	ok(seat_restore(st, &ca)); /* nobody has answered yet */
	assert_status(st, &a, ENROLMENT_ENROLLED);
	assert_status(st, &b, ENROLMENT_WAITING);
	assert_int_equal(seat_accept(st, &cb), RC_ABSENT);
	ok(seat_free(st, &ca, false));
	ok(seat_offer(st, &cb, NOON + HOUR, 7));
	ok(seat_accept(st, &cb));
	assert_int_equal(seat_restore(st, &ca), RC_FULL);
}

static void who_gave_up_waiting_waits_again(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 1, NOON + 100 * HOUR);
	struct enrolment a = take(st, &w, 1), b = take(st, &w, 2), c = take(st, &w, 3);
	struct enrolment_request again = { w.id, c.trader_id, true, "trader", NOON + 2 };
	struct seat_change ca = change(&a), cb = change(&b), cc = change(&c);
	struct enrolment e;
	struct seat first;

	ok(seat_free(st, &cc, false));
	ok(seat_restore(st, &cc)); /* though the wave is full */
	ok(seat_free(st, &ca, false));
	ok(seat_offer(st, &cb, NOON + HOUR, 7));
	ok(seat_free(st, &cc, false));
	ok(seat_restore(st, &cc)); /* and takes nobody's offer */
	assert_status(st, &b, ENROLMENT_OFFERED);
	assert_status(st, &c, ENROLMENT_WAITING);
	ok(seat_free(st, &cc, true));
	ok(enrolment_take(st, &again, &e));
	assert_int_equal(e.status, ENROLMENT_WAITING);
	ok(seat_free(st, &cb, false)); /* of what was only offered */
	ok(seat_restore(st, &cb));
	ok(seat_first_waiting(st, w.id, &first));
	assert_int_equal(first.id, b.id);
}

static void who_freed_it_at_a_reminder_is_first_in_line(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 1, NOON + 100 * HOUR);
	struct enrolment a = take(st, &w, 1), b = take(st, &w, 2);
	struct enrolment_request again = { w.id, a.trader_id, true, "trader", NOON + 2 };
	struct seat_change ca = change(&a), cb = change(&b);
	struct enrolment e;

	ok(seat_free(st, &ca, true));
	ok(enrolment_take(st, &again, &e));
	assert_int_equal(e.status, ENROLMENT_ENROLLED);
	ok(seat_free(st, &ca, false)); /* by own wish: no claim */
	ok(enrolment_take(st, &again, &e));
	assert_int_equal(e.status, ENROLMENT_WAITING);
	ok(seat_free(st, &ca, true));
	ok(seat_offer(st, &cb, NOON + HOUR, 7));
	ok(seat_accept(st, &cb));
	ok(enrolment_take(st, &again, &e)); /* somebody took it */
	assert_int_equal(e.status, ENROLMENT_WAITING);
}

static void an_offer_that_is_not_answered_goes_on(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 1, NOON + 100 * HOUR);
	struct enrolment a = take(st, &w, 1), b = take(st, &w, 2), c = take(st, &w, 3);
	struct seat_change ca = change(&a), cb = change(&b);
	struct enrolment now;
	struct seat s;

	ok(seat_free(st, &ca, false));
	ok(seat_offer(st, &cb, NOON + HOUR, 7));
	ok(seat_pass(st, &cb, PASS_AGAIN));
	ok(seat_first_waiting(st, w.id, &s));
	assert_int_equal(s.id, b.id);
	ok(seat_offer(st, &cb, NOON + HOUR, 8));
	ok(seat_pass(st, &cb, PASS_END));
	assert_int_equal(seat_pass(st, &cb, PASS_END), RC_ABSENT);
	ok(seat_first_waiting(st, w.id, &s));
	assert_int_equal(s.id, c.id);
	ok(enrolment_get(st, w.id, b.trader_id, &now));
	assert_int_equal(now.position, 2);
	ok(seat_by_id(st, b.id, &s));
	assert_true(s.telephone);
	ok(seat_call(st, c.id));
	assert_int_equal(seat_first_waiting(st, w.id, &s), RC_ABSENT);
}

static void a_moved_sitting_takes_its_jobs_along(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 1, NOON + 100 * HOUR);
	struct enrolment a = take(st, &w, 1);
	struct sitting s;
	struct job_row job;
	struct seat seat;
	size_t n = 0;

	ok(seat_rsvp(st, a.id, NOON));
	ok(wave_sittings(st, w.id, &s, 1, &n));
	ok(sitting_move(st, &s, NOON + 200 * HOUR));
	ok(job_get(st, "wave.begin", w.id, &job));
	assert_int_equal(job.due_at, NOON + 200 * HOUR);
	ok(job_get(st, "wave.end", w.id, &job));
	assert_int_equal(job.due_at, NOON + 203 * HOUR);
	ok(seat_by_id(st, a.id, &seat));
	assert_int_equal(seat.rsvp_at, 0);
}

static void a_plan_is_read_and_kept(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 1, NOON + HOUR);
	struct wave_plan p, q;

	ok(wave_plan_get(st, w.id, &p));
	assert_string_equal(p.reminder_days, "3,1");
	assert_true(plan_has_day(p.reminder_days, 3));
	assert_false(plan_has_day(p.reminder_days, 2));
	assert_int_equal(plan_days(p.tip_days), 10);
	assert_int_equal(plan_days("1,"), 0);
	assert_int_equal(plan_days("0"), 0);
	assert_int_equal(plan_days("1,400"), 0);
	assert_int_equal(plan_days("a"), 0);
	assert_int_equal(plan_days("3,1"), 2);
	assert_int_equal(plan_days("1,1"), 0);
	assert_int_equal(plan_days("1,7,3"), 0);
	snprintf(p.series, sizeof(p.series), "B");
	p.budget = 5000000;
	ok(wave_plan_set(st, w.id, &p));
	ok(wave_plan_get(st, w.id, &q));
	assert_string_equal(q.series, "B");
	assert_int_equal(q.budget, 5000000);
}

static void wrong_codes_are_counted(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 2, NOON + HOUR);
	struct enrolment a = take(st, &w, 1), b = take(st, &w, 2);
	struct code_tries tries;
	struct sitting s;
	size_t n = 0;

	ok(wave_sittings(st, w.id, &s, 1, &n));
	ok(code_wrong(st, s.id, a.trader_id));
	ok(code_wrong(st, s.id, a.trader_id));
	ok(code_wrong(st, s.id, b.trader_id));
	ok(code_tries(st, s.id, a.trader_id, &tries));
	assert_int_equal(tries.mine, 2);
	assert_int_equal(tries.all, 3);
}

static void attendance_is_taken_back(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 2, NOON);
	struct enrolment a = take(st, &w, 1);
	struct sitting s;
	size_t n = 0;

	ok(wave_sittings(st, w.id, &s, 1, &n));
	ok(attendance_add(st, &s, a.trader_id, "rina", NOON));
	assert_status(st, &a, ENROLMENT_ATTENDED);
	ok(attendance_remove(st, &s, a.trader_id, "rina", NOON));
	assert_status(st, &a, ENROLMENT_ABSENT);
	ok(attendance_add(st, &s, a.trader_id, "rina", NOON));
	assert_status(st, &a, ENROLMENT_ATTENDED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(a_freed_seat_is_offered_and_can_be_restored),
		memory_test(who_gave_up_waiting_waits_again),
		memory_test(who_freed_it_at_a_reminder_is_first_in_line),
		memory_test(an_offer_that_is_not_answered_goes_on),
		memory_test(a_moved_sitting_takes_its_jobs_along),
		memory_test(a_plan_is_read_and_kept),
		memory_test(wrong_codes_are_counted),
		memory_test(attendance_is_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
