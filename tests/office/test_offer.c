/* tests/office/test_offer.c - an offer's time begins when its SMS goes out; near to the sitting the office calls */
#include "seats_fixture.h"

struct pair {
	struct wave wave;
	struct trader has, waits;
	struct seat taken, waiting;
};

static struct pair two(struct desk *d, int64_t starts_at)
{
	struct pair p = { .wave = add_wave(d->store, "G4", 1, starts_at),
		.has = add_trader(d->store, 1),
		.waits = add_trader(d->store, 2) };

	p.taken = take_seat(d, &p.wave, &p.has);
	p.waiting = take_seat(d, &p.wave, &p.waits);
	return p;
}

static void a_seat_freed_at_night_is_offered_in_the_morning(void **state)
{
	struct desk *d = *state;
	struct pair p = two(d, NOON + 5 * DAY);
	int64_t morning = NOON + 20 * HOUR; /* 08:00 */
	struct seat seat;

	run_until(d, NOON + 8 * HOUR); /* 20:00 */
	free_seat(d, &p.taken);
	run_until(d, morning - 1);
	seat = seat_now(d, p.waiting.id);
	assert_int_equal(seat.status, ENROLMENT_WAITING); /* no time of it has run */
	assert_int_equal(seat.offered_until, 0);
	run_until(d, morning);
	seat = seat_now(d, p.waiting.id);
	assert_int_equal(seat.status, ENROLMENT_OFFERED);
	assert_true(seat.offered_until >= morning + 2 * HOUR);
	assert_int_equal(letters_to(d, &p.waits, "Ada kursi G4").last_at, morning);
}

/* Held up on the way: it is not sent later than its hour, and the person keeps the place in the line. */
static void an_offer_that_does_not_leave_costs_nobody_the_place(void **state)
{
	struct desk *d = *state;
	struct pair p = two(d, NOON + 5 * DAY);
	struct seat seat;

	free_seat(d, &p.taken);
	run_due(d);
	seat = seat_now(d, p.waiting.id);
	assert_int_equal(seat.status, ENROLMENT_OFFERED);
	run_until(d, NOON + 50 * MINUTE);
	assert_int_equal(seat_now(d, p.waiting.id).status, ENROLMENT_OFFERED);
	settle(d, seat.offer_message_id, MESSAGE_EXPIRED);
	run_until(d, NOON + HOUR);
	seat = seat_now(d, p.waiting.id); /* asked again, by another SMS */
	assert_int_equal(seat.status, ENROLMENT_OFFERED);
	assert_int_equal(letters_to(d, &p.waits, "Ada kursi G4").count, 2);
	assert_false(seat.telephone);
}

static void nearer_than_twelve_hours_the_office_calls(void **state)
{
	struct desk *d = *state;
	struct pair near = two(d, NOON + 12 * HOUR - 1);

	free_seat(d, &near.taken);
	run_due(d);
	assert_int_equal(seat_now(d, near.waiting.id).status, ENROLMENT_WAITING);
	assert_true(seat_now(d, near.waiting.id).telephone);
	assert_int_equal(letters_to(d, &near.waits, "Ada kursi").count, 0);
}

static void at_twelve_hours_it_is_still_offered(void **state)
{
	struct desk *d = *state;
	struct pair p = two(d, NOON + 12 * HOUR);

	free_seat(d, &p.taken);
	run_due(d);
	assert_int_equal(seat_now(d, p.waiting.id).status, ENROLMENT_OFFERED);
	assert_int_equal(letters_to(d, &p.waits, "Ada kursi").count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(a_seat_freed_at_night_is_offered_in_the_morning),
		desk_test(an_offer_that_does_not_leave_costs_nobody_the_place),
		desk_test(nearer_than_twelve_hours_the_office_calls),
		desk_test(at_twelve_hours_it_is_still_offered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
