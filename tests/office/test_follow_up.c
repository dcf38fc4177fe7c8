/* tests/office/test_follow_up.c - after a training: what comes on which day, to whom, and what never does */
#include "office_fixture.h"

#include "store/follow_up.h"
#include "store/message.h"
#include "store/seat.h"

enum { HOUR = 3600, DAY = 24 * HOUR, TEN = NOON - 2 * HOUR };

/* A wave that begins in an hour, with trader 1 who comes and trader 2 who does not. */
static struct wave a_course(struct desk *d, struct trader who[static 2])
{
	struct wave w = add_wave(d->store, "G4", 5, NOON + HOUR);
	struct sitting list[SITTINGS_MAX];
	size_t n = 0;

	for (int i = 0; i < 2; i++) {
		struct enrolment e;

		who[i] = add_trader(d->store, i + 1);
		ok(enrolment_take(d->store,
			&(struct enrolment_request){ w.id, who[i].id, false, "trader", NOON },
			&e));
	}
	ok(wave_sittings(d->store, w.id, list, SITTINGS_MAX, &n));
	ok(attendance_add(d->store, &list[0], who[0].id, "rina", NOON + HOUR));
	for (int i = 1; i <= 9; i++) {
		struct tip t = { .language = "id", .series = "A", .title = "persiapan" };

		snprintf(t.code, sizeof(t.code), "A%d", i % 10);
		snprintf(t.text, sizeof(t.text), "Tip %d.", i);
		ok(tip_put(d->store, &t));
	}
	return w;
}

static int64_t tips(struct desk *d)
{
	return number(d->store, "SELECT count(*) FROM tip_seen");
}

static int64_t checks(struct desk *d)
{
	return number(d->store, "SELECT count(*) FROM stick_check");
}

static int64_t pushed_to_second(struct desk *d)
{
	return number(d->store, "SELECT count(*) FROM message WHERE kind = 'tip' "
				"AND phone LIKE '%00000002'");
}

/* Hour by hour; what is pushed leaves at once. */
static void until(struct desk *d, int64_t at)
{
	for (int64_t t = d->work.now; t < at;) {
		t = t + HOUR < at ? t + HOUR : at;
		run_until(d, t);
		number(d->store, "UPDATE message SET state = 'sent' WHERE state = 'queued'");
	}
}

static void the_plan_is_kept_for_who_came(void **state)
{
	struct desk *d = *state;
	struct trader who[2];

	(void)a_course(d, who);
	until(d, TEN + DAY - 1);
	assert_int_equal(tips(d), 0);
	until(d, TEN + DAY);
	assert_int_equal(tips(d), 1);
	until(d, TEN + 3 * DAY);
	assert_int_equal(checks(d), 1);
	assert_int_equal(tips(d), 1); /* not on the day of a check */
	until(d, TEN + 100 * DAY);
	assert_int_equal(checks(d), 5);
	assert_int_equal(tips(d), 9);
	assert_int_equal(
		number(d->store, "SELECT count(*) FROM stick_check WHERE lives IS NULL"), 5);
	assert_int_equal(pushed_to_second(d), 0);
	assert_int_equal(number(d->store, "SELECT count(*) FROM job"), 0);
}

/* The tip that is to go next; "" none. */
static const char *next_tip(struct desk *d, int64_t trader_id, struct tip *out)
{
	struct tip_ask ask = { trader_id, "A", "id" };

	return follow_tip_next(d->store, &ask, out) == RC_OK ? out->code : "";
}

static void a_tip_not_tried_comes_once_more(void **state)
{
	struct desk *d = *state;
	struct trader who[2];
	int64_t not_yet = 0;
	struct tip tip;

	(void)a_course(d, who);
	assert_int_equal(
		follow_tip_answer(d->store, who[0].id, true, NOON, &not_yet), RC_ABSENT);
	until(d, TEN + DAY);
	assert_string_equal(next_tip(d, who[0].id, &tip), "A2");
	ok(follow_tip_answer(d->store, who[0].id, false, d->work.now, &not_yet));
	assert_int_equal(not_yet, 1);
	assert_string_equal(next_tip(d, who[0].id, &tip), "A1");
	ok(follow_tip_answer(d->store, who[0].id, false, d->work.now, &not_yet));
	assert_int_equal(not_yet, 2);
	assert_string_equal(next_tip(d, who[0].id, &tip), "A2");
	ok(follow_tip_answer(d->store, who[0].id, true, d->work.now, &not_yet));
	assert_string_equal(next_tip(d, who[0].id, &tip), "A2");
}

static void what_never_left_counts_as_not_sent(void **state)
{
	struct desk *d = *state;
	struct trader who[2];
	struct tip tip;

	(void)a_course(d, who);
	run_until(d, TEN + DAY);
	assert_string_equal(next_tip(d, who[0].id, &tip), "A2");
	number(d->store, "UPDATE message SET state = 'expired'");
	assert_string_equal(next_tip(d, who[0].id, &tip), "A1");
}

static void who_stopped_gets_nothing(void **state)
{
	struct desk *d = *state;
	struct trader who[2];

	(void)a_course(d, who);
	who[0].stopped_at = NOON;
	ok(trader_update(d->store, &who[0]));
	until(d, TEN + 20 * DAY);
	assert_int_equal(tips(d) + checks(d), 0);
}

static void a_long_outage_drops_what_is_a_day_old(void **state)
{
	struct desk *d = *state;
	struct trader who[2];

	(void)a_course(d, who);
	until(d, NOON + 10 * HOUR);
	d->work.now = TEN + 2 * DAY; /* the tip of day 1 is a day old */
	run_due(d);
	assert_int_equal(tips(d), 0);
	until(d, TEN + 3 * DAY - 1);
	d->work.now = TEN + 4 * DAY - 1; /* of day 3 not yet */
	run_due(d);
	assert_int_equal(checks(d), 1);
}

static void at_night_it_waits_for_the_morning(void **state)
{
	struct desk *d = *state;
	struct trader who[2];

	(void)a_course(d, who);
	until(d, NOON + 10 * HOUR);
	d->work.now = TEN + DAY + 13 * HOUR; /* 23:00 */
	run_due(d);
	assert_int_equal(tips(d), 0);
	until(d, TEN + 2 * DAY - 2 * HOUR);
	assert_int_equal(tips(d), 1);
}

static void no_tip_on_the_day_of_a_reminder(void **state)
{
	struct desk *d = *state;
	struct trader who[2];
	struct enrolment e;
	struct wave next;

	(void)a_course(d, who);
	next = add_wave(d->store, "G5", 5, NOON + 4 * DAY); /* reminded of on day 1 and 3 */
	ok(enrolment_take(d->store,
		&(struct enrolment_request){ next.id, who[0].id, false, "trader", NOON }, &e));
	until(d, TEN + DAY + 12 * HOUR);
	assert_int_equal(tips(d), 0);
	/* one of the course itself, which was planned an hour before it, and one of the next */
	assert_int_equal(
		number(d->store, "SELECT count(*) FROM message WHERE kind = 'reminder' "
				 "AND phone LIKE '%00000001'"),
		2);
}

static void a_wave_without_a_plan_has_none(void **state)
{
	struct desk *d = *state;
	struct trader who[2];
	struct wave w = a_course(d, who);
	struct wave_plan plan = WAVE_PLAN_USUAL;

	plan.tip_days[0] = '\0';
	ok(wave_plan_set(d->store, w.id, &plan));
	until(d, TEN + 20 * DAY);
	assert_int_equal(tips(d) + checks(d), 0);
}

/* Nobody is left out between the parts of a round, and nobody gets it twice. */
static void a_large_wave_is_walked_in_parts(void **state)
{
	enum { PEOPLE = 120 };
	struct desk *d = *state;
	struct wave w = add_wave(d->store, "G9", PEOPLE, NOON + HOUR);
	struct tip t = { .code = "A1", .language = "id", .series = "A", .text = "Tip." };
	struct sitting list[SITTINGS_MAX];
	size_t n = 0;

	ok(tip_put(d->store, &t));
	ok(wave_sittings(d->store, w.id, list, SITTINGS_MAX, &n));
	for (int i = 0; i < PEOPLE; i++) {
		struct trader who = add_trader(d->store, 100 + i);
		struct enrolment e;

		ok(enrolment_take(d->store,
			&(struct enrolment_request){ w.id, who.id, false, "trader", NOON },
			&e));
		ok(attendance_add(d->store, &list[0], who.id, "rina", NOON + HOUR));
	}
	run_until(d, TEN + DAY);
	assert_int_equal(tips(d), PEOPLE);
	assert_int_equal(
		number(d->store, "SELECT count(*) FROM message WHERE kind = 'tip'"), PEOPLE);
}

static void a_check_is_asked_once_and_keeps_its_answer(void **state)
{
	struct desk *d = *state;
	struct trader who[2];
	struct wave w = a_course(d, who);
	struct stick_key key = { who[0].id, w.id, 3 };
	bool asked = true;

	ok(stick_is_asked(d->store, &key, &asked));
	assert_false(asked);
	assert_int_equal(stick_answer(d->store, &key, 2, NOON), RC_ABSENT);
	until(d, TEN + 3 * DAY);
	ok(stick_is_asked(d->store, &key, &asked));
	assert_true(asked);
	ok(stick_answer(d->store, &key, 0, d->work.now));
	assert_int_equal(number(d->store, "SELECT lives FROM stick_check"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(the_plan_is_kept_for_who_came),
		desk_test(a_tip_not_tried_comes_once_more),
		desk_test(what_never_left_counts_as_not_sent),
		desk_test(who_stopped_gets_nothing),
		desk_test(a_long_outage_drops_what_is_a_day_old),
		desk_test(at_night_it_waits_for_the_morning),
		desk_test(no_tip_on_the_day_of_a_reminder),
		desk_test(a_wave_without_a_plan_has_none),
		desk_test(a_large_wave_is_walked_in_parts),
		desk_test(a_check_is_asked_once_and_keeps_its_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
