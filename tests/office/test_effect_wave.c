/* tests/office/test_effect_wave.c - which days after a training are measured on which day */
#include "office_fixture.h"

#include "base/days.h"
#include "office/effect_wave.h"

static void a_span_begins_where_the_one_before_it_ends(void **state)
{
	static const struct {
		int after;
		int passed[EFFECT_WINDOWS];
	} wanted[] = { { 1, { 0, 0, 0 } }, { 2, { 1, 0, 0 } }, { 31, { 30, 0, 0 } },
		{ 32, { 30, 31, 0 } }, { 61, { 30, 60, 0 } }, { 62, { 30, 60, 61 } },
		{ 400, { 30, 60, 90 } } };
	struct desk *d = *state;
	struct wave w = add_wave(d->store, "G1", 9, NOON);
	struct effect_wave e;

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		ok(effect_of_wave(d->store, &w, day_calendar(NOON) + wanted[i].after, &e));
		for (int k = 0; k < EFFECT_WINDOWS; k++) {
			assert_int_equal(e.window[k].days, 30 * (k + 1));
			assert_int_equal(e.window[k].passed, wanted[i].passed[k]);
		}
	}
	assert_int_equal(effect_of_wave(d->store, &w, day_calendar(NOON), &e), RC_ABSENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(a_span_begins_where_the_one_before_it_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
