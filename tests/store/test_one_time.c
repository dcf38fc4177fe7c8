/* tests/store/test_one_time.c - a code works once, for ten minutes, three tries, and not for a forger */
#include "store_fixture.h"

#include "store/one_time.h"
#include "store/staff.h"
#include "store/trainer.h"

static int64_t add_staff(struct store *st, const char *login)
{
	struct staff s = { .role = ROLE_TRAINER, .created_at = NOON };

	snprintf(s.login, sizeof(s.login), "%s", login);
	snprintf(s.name, sizeof(s.name), "%s", login);
	ok(staff_add(st, &s));
	return s.id;
}

static enum rc put(struct store *st, int64_t staff_id, const char *code, int64_t now)
{
	struct one_time o = { .staff_id = staff_id,
		.purpose = ONE_TIME_ANSWER,
		.subject = 231,
		.text = "Boleh" };

	snprintf(o.code, sizeof(o.code), "%s", code);
	return one_time_put(st, &o, now);
}

static void a_code_works_once(void **state)
{
	struct store *st = *state;
	int64_t rina = add_staff(st, "rina"), tono = add_staff(st, "tono");
	struct one_time got;
	int left = -1;

	assert_int_equal(one_time_take(st, rina, "7312", NOON, &got, &left), RC_ABSENT);
	ok(put(st, rina, "7312", NOON));
	assert_int_equal(one_time_take(st, tono, "7312", NOON, &got, &left), RC_ABSENT);
	ok(one_time_take(st, rina, "7312", NOON + ONE_TIME_LIVES - 1, &got, &left));
	assert_int_equal(got.purpose, ONE_TIME_ANSWER);
	assert_int_equal(got.subject, 231);
	assert_string_equal(got.text, "Boleh");
	assert_int_equal(one_time_take(st, rina, "7312", NOON + 1, &got, &left), RC_ABSENT);
	assert_int_equal(number(st, "SELECT length(text) FROM one_time_code"), 0);
	ok(put(st, rina, "7312", NOON));
	assert_int_equal(
		one_time_take(st, rina, "7312", NOON + ONE_TIME_LIVES, &got, &left), RC_ABSENT);
}

static void a_new_code_ends_the_old_one(void **state)
{
	struct store *st = *state;
	int64_t rina = add_staff(st, "rina");
	struct one_time got;
	int left;

	ok(put(st, rina, "1111", NOON));
	ok(put(st, rina, "2222", NOON + 1));
	assert_int_equal(one_time_take(st, rina, "1111", NOON + 2, &got, &left), RC_DENIED);
	assert_int_equal(left, 2);
	ok(one_time_take(st, rina, "2222", NOON + 2, &got, &left));
}

static void three_wrong_tries_end_a_code_and_nine_the_day(void **state)
{
	struct store *st = *state;
	int64_t rina = add_staff(st, "rina");
	struct one_time got;
	int left;

	for (int code = 0; code < 3; code++) {
		ok(put(st, rina, "7312", NOON));
		for (int try = 2; try >= 0; try--) {
			assert_int_equal(
				one_time_take(st, rina, "0000", NOON, &got, &left), RC_DENIED);
			assert_int_equal(left, try);
		}
		assert_int_equal(one_time_take(st, rina, "7312", NOON, &got, &left), RC_ABSENT);
	}
	assert_int_equal(put(st, rina, "7312", NOON), RC_FULL);
	ok(put(st, rina, "7312", NOON + 86400));
	ok(one_time_take(st, rina, "7312", NOON + 86400, &got, &left));
}

static void codes_are_counted_a_day(void **state)
{
	struct store *st = *state;
	int64_t rina = add_staff(st, "rina");

	for (int i = 0; i < ONE_TIME_ASKED_A_DAY; i++)
		ok(put(st, rina, "7312", NOON));
	assert_int_equal(put(st, rina, "7312", NOON), RC_FULL);
}

static void a_trainer_knows_the_people_of_own_waves(void **state)
{
	struct store *st = *state;
	int64_t rina = add_staff(st, "rina"), tono = add_staff(st, "tono"), id = -1;
	struct trader t = add_trader(st, 1);
	struct wave w = add_wave(st, "G4", 30, NOON + 3600),
		    other = add_wave(st, "G5", 30, NOON + 60);
	struct sitting s;
	struct enrolment e;
	bool known = true;

	ok(trainer_of(st, w.id, &id));
	assert_int_equal(id, 0);
	ok(trainer_set(st, w.id, rina));
	ok(trainer_set(st, other.id, tono));
	ok(trainer_of(st, w.id, &id));
	assert_int_equal(id, rina);
	assert_int_equal(trainer_set(st, 99, rina), RC_ABSENT);
	ok(trainer_next_wave(st, rina, NOON, &id));
	assert_int_equal(id, w.id);
	ok(sitting_next(st, w.id, NOON + 3600 + 3 * 3600 - 1, &s));
	assert_int_equal(s.starts_at, NOON + 3600);
	assert_int_equal(sitting_next(st, w.id, NOON + 3600 + 3 * 3600, &s), RC_ABSENT);
	assert_int_equal(trainer_next_wave(st, rina, NOON + 4 * 3600, &id), RC_ABSENT);
	ok(trainer_knows(st, rina, t.id, &known));
	assert_false(known);
	ok(enrolment_take(st,
		&(struct enrolment_request){
			.wave_id = w.id, .trader_id = t.id, .now = NOON, .by = "trader" },
		&e));
	ok(trainer_knows(st, rina, t.id, &known));
	assert_true(known);
	ok(trainer_knows(st, tono, t.id, &known));
	assert_false(known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(a_code_works_once),
		memory_test(a_new_code_ends_the_old_one),
		memory_test(three_wrong_tries_end_a_code_and_nine_the_day),
		memory_test(codes_are_counted_a_day),
		memory_test(a_trainer_knows_the_people_of_own_waves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
