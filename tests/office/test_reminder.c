/* tests/office/test_reminder.c - reminders come in time, once, whatever the clock and the server did meanwhile */
#include "seats_fixture.h"

#include "office/reminder.h"

enum { SITTING = 5 * DAY - 3 * HOUR }; /* after NOON: 2025-11-30 09:00 */

/* 18:00 so many days before the sitting. */
static int64_t round_at(int days)
{
	return NOON + SITTING - days * DAY + 9 * HOUR;
}

static int reminders(struct desk *d, const struct trader *t)
{
	return letters_to(d, t, "1 hadir, 2 tidak").count;
}

static void both_rounds_reach_everyone_with_a_seat(void **state)
{
	struct desk *d = *state;
	struct wave w = add_wave(d->store, "G4", 120, NOON + SITTING);
	struct trader who[120];

	for (int i = 0; i < 120; i++) { /* more than a slice */
		who[i] = add_trader(d->store, i + 1);
		(void)take_seat(d, &w, &who[i]);
	}
	run_until(d, round_at(3) - 1);
	assert_int_equal(reminders(d, &who[0]), 0);
	run_until(d, round_at(3) + HOUR);
	for (int i = 0; i < 120; i++)
		assert_int_equal(reminders(d, &who[i]), 1);
	run_until(d, NOON + SITTING);
	for (int i = 0; i < 120; i++)
		assert_int_equal(reminders(d, &who[i]), 2);
}

/* Planned in the evening before: the round was at 18:00, and it is 18:20. */
static void a_wave_added_after_the_hour_is_still_reminded_of(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1), late = add_trader(d->store, 2);
	struct wave w;

	d->work.now = round_at(1) + 20 * MINUTE;
	w = add_wave(d->store, "G4", 3, NOON + SITTING);
	(void)take_seat(d, &w, &t);
	run_due(d);
	assert_int_equal(reminders(d, &t), 0);
	run_until(d, round_at(1) + 35 * MINUTE);
	assert_int_equal(reminders(d, &t), 1);
	(void)take_seat(d, &w, &late); /* has just been told when it is */
	run_until(d, NOON + SITTING);
	assert_int_equal(reminders(d, &t), 1);
	assert_int_equal(reminders(d, &late), 0);
}

static void a_day_that_is_over_is_not_made_up_for_by_a_new_wave(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct wave w;

	d->work.now = round_at(3) + DAY; /* the day between the two rounds */
	w = add_wave(d->store, "G4", 3, NOON + SITTING);
	(void)take_seat(d, &w, &t);
	run_until(d, round_at(1) - 1);
	assert_int_equal(reminders(d, &t), 0);
	run_until(d, round_at(1));
	assert_int_equal(reminders(d, &t), 1);
}

/* Down from before 18:00 to the next morning: at 08:00 the quiet hours are over and the sitting has not begun. */
static void an_outage_over_the_hour_ends_in_one_reminder(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct wave w = add_wave(d->store, "G4", 3, NOON + SITTING);

	(void)take_seat(d, &w, &t);
	d->work.now = NOON + SITTING - 3 * HOUR; /* 06:00 of the day */
	run_due(d);
	assert_int_equal(reminders(d, &t), 0);
	run_until(d, NOON + SITTING - HOUR);
	assert_int_equal(reminders(d, &t), 1);
	run_until(d, NOON + SITTING);
	assert_int_equal(reminders(d, &t), 1);
}

/* The same when it was known of before, and when the clock stood still over both rounds. */
static void an_outage_over_both_rounds_ends_in_one_reminder(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct wave w = add_wave(d->store, "G4", 3, NOON + SITTING);

	(void)take_seat(d, &w, &t);
	run_due(d);
	d->work.now = round_at(1) + 3 * HOUR;
	run_due(d);
	assert_int_equal(reminders(d, &t), 0);
	run_until(d, NOON + SITTING);
	assert_int_equal(reminders(d, &t), 1);
}

static void after_the_sitting_began_nothing_is_sent(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct wave w = add_wave(d->store, "G4", 3, NOON + SITTING);

	(void)take_seat(d, &w, &t);
	d->work.now = NOON + SITTING + MINUTE;
	run_due(d);
	assert_int_equal(reminders(d, &t), 0);
}

static void a_clock_that_jumps_reminds_nobody_twice(void **state)
{
	struct desk *d = *state;
	struct trader t = add_trader(d->store, 1);
	struct wave w = add_wave(d->store, "G4", 3, NOON + SITTING);

	(void)take_seat(d, &w, &t);
	run_until(d, round_at(3)); /* the first, in time */
	assert_int_equal(reminders(d, &t), 1);
	d->work.now = NOON; /* set back by three days */
	run_due(d);
	run_until(d, round_at(3) + HOUR); /* and the hour comes again */
	assert_int_equal(reminders(d, &t), 1);
	d->work.now = round_at(1) + MINUTE; /* set forward */
	run_due(d);
	assert_int_equal(reminders(d, &t), 2);
	d->work.now = round_at(1) - DAY; /* back again */
	run_due(d);
	run_until(d, NOON + SITTING);
	assert_int_equal(reminders(d, &t), 2);
}

static void the_last_round_is_found(void **state)
{
	struct wave_plan plan = { .reminder_days = "3,1" };
	int64_t starts_at = NOON + SITTING;

	(void)state;
	assert_int_equal(reminder_last_round(&plan, starts_at, round_at(3) - 1), 0);
	assert_int_equal(reminder_last_round(&plan, starts_at, round_at(3)), round_at(3));
	assert_int_equal(reminder_last_round(&plan, starts_at, round_at(1) - 1), round_at(3));
	assert_int_equal(reminder_last_round(&plan, starts_at, starts_at + DAY), round_at(1));
	snprintf(plan.reminder_days, sizeof(plan.reminder_days), "%s", "");
	assert_int_equal(reminder_last_round(&plan, starts_at, starts_at), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(both_rounds_reach_everyone_with_a_seat),
		desk_test(a_wave_added_after_the_hour_is_still_reminded_of),
		desk_test(a_day_that_is_over_is_not_made_up_for_by_a_new_wave),
		desk_test(an_outage_over_the_hour_ends_in_one_reminder),
		desk_test(an_outage_over_both_rounds_ends_in_one_reminder),
		desk_test(after_the_sitting_began_nothing_is_sent),
		desk_test(a_clock_that_jumps_reminds_nobody_twice),
		cmocka_unit_test(the_last_round_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
