/* tests/relay/test_lane.c - pace, room and rest of one gateway */
#include "t.h"

#include "relay/lane.h"

static void keeps_the_pace(void **state)
{
	struct lane l;
	unsigned taken = 0;

	(void)state;
	lane_init(&l, 10);
	for (int64_t ms = 5000; ms <= 15000; ms += 7) {
		unsigned room = lane_room(&l, ms);

		lane_take(&l, room, ms);
		taken += room;
		for (; room > 0; room--)
			assert_int_equal(lane_done(&l, LANE_WORKED, ms), LANE_SAME);
	}
	assert_in_range(taken, 109, 110); /* ten at once, then ten a second */
}

static void holds_one_second_of_messages(void **state)
{
	struct lane l;

	(void)state;
	lane_init(&l, 10);
	assert_int_equal(lane_room(&l, 0), 10);
	assert_int_equal(lane_room(&l, 60000), 10);
	lane_take(&l, 10, 60000);
	assert_int_equal(lane_room(&l, 60000), 0);
	assert_int_equal(lane_room(&l, 60099), 0);
	assert_int_equal(lane_wait_ms(&l, 60000), 100);
	assert_int_equal(lane_room(&l, 60100), 1);
	assert_int_equal(lane_wait_ms(&l, 60100), 0);
	assert_int_equal(lane_room(&l, 59000), 0); /* a clock that goes back gives nothing */
	assert_int_equal(lane_room(&l, 160000), 10);
}

static void leaves_no_more_than_its_share_on_the_wire(void **state)
{
	struct lane l;

	(void)state;
	lane_init(&l, 10000);
	assert_int_equal(lane_room(&l, 0), LANE_IN_FLIGHT);
	lane_take(&l, LANE_IN_FLIGHT - 2, 0);
	assert_int_equal(lane_room(&l, 0), 2);
	lane_take(&l, 2, 0);
	assert_int_equal(lane_room(&l, 100), 0);
	assert_true(lane_wait_ms(&l, 100) == INT64_MAX);
	lane_skip(&l);
	assert_int_equal(lane_room(&l, 100), 1);
}

static void gives_back_what_was_not_taken_after_all(void **state)
{
	struct lane l;

	(void)state;
	lane_init(&l, 5);
	lane_take(&l, 5, 0);
	lane_untake(&l, 5);
	assert_int_equal(lane_room(&l, 0), 5);
	assert_int_equal(l.in_flight, 0);
}

static void rests_after_five_failures_in_a_row(void **state)
{
	struct lane l;

	(void)state;
	lane_init(&l, 100);
	lane_take(&l, 10, 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(lane_done(&l, LANE_FAILED, 0), LANE_SAME);
	assert_int_equal(lane_done(&l, LANE_WORKED, 0), LANE_SAME); /* counts from the start */
	for (int i = 0; i < 4; i++)
		assert_int_equal(lane_done(&l, LANE_FAILED, 1000), LANE_SAME);
	assert_true(lane_room(&l, 1000) > 0);
	assert_int_equal(lane_done(&l, LANE_FAILED, 1000), LANE_RESTS);
	assert_int_equal(lane_room(&l, 1000), 0);
	assert_int_equal(lane_room(&l, 30999), 0);
	assert_int_equal(lane_wait_ms(&l, 1000), 30000);
	assert_int_equal(lane_room(&l, 31000), 1);
}

static void lets_one_message_try_after_the_rest(void **state)
{
	struct lane l;

	(void)state;
	lane_init(&l, 100);
	lane_take(&l, 6, 0);
	for (int i = 0; i < 4; i++)
		(void)lane_done(&l, LANE_FAILED, 0);
	assert_int_equal(lane_done(&l, LANE_FAILED, 0), LANE_RESTS);
	assert_int_equal(lane_done(&l, LANE_FAILED, 5000), LANE_SAME); /* a straggler */
	assert_int_equal(lane_room(&l, 30000), 1);
	lane_take(&l, 1, 30000);
	assert_int_equal(lane_room(&l, 30000), 0);
	assert_true(lane_wait_ms(&l, 30000) == INT64_MAX);
	assert_int_equal(lane_done(&l, LANE_FAILED, 31000), LANE_SAME);
	assert_int_equal(lane_room(&l, 60999), 0);
	assert_int_equal(lane_room(&l, 61000), 1);
	lane_take(&l, 1, 61000);
	assert_int_equal(lane_done(&l, LANE_WORKED, 61000), LANE_RECOVERS);
	assert_true(lane_room(&l, 61000) > 1);
}

static void rests_at_once_when_misconfigured(void **state)
{
	struct lane l;

	(void)state;
	lane_init(&l, 100);
	lane_take(&l, 2, 0);
	assert_int_equal(lane_done(&l, LANE_MISCONFIGURED, 0), LANE_RESTS);
	assert_int_equal(lane_done(&l, LANE_MISCONFIGURED, 10), LANE_SAME);
	assert_int_equal(lane_room(&l, 29999), 0);
	assert_int_equal(lane_room(&l, 30000), 1);
}

static void a_message_that_never_left_proves_nothing(void **state)
{
	struct lane l;

	(void)state;
	lane_init(&l, 100);
	lane_take(&l, 1, 0);
	(void)lane_done(&l, LANE_MISCONFIGURED, 0);
	lane_take(&l, 1, 30000);
	lane_skip(&l);
	assert_true(l.resting);
	assert_int_equal(lane_room(&l, 30000), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_pace),
		cmocka_unit_test(holds_one_second_of_messages),
		cmocka_unit_test(leaves_no_more_than_its_share_on_the_wire),
		cmocka_unit_test(gives_back_what_was_not_taken_after_all),
		cmocka_unit_test(rests_after_five_failures_in_a_row),
		cmocka_unit_test(lets_one_message_try_after_the_rest),
		cmocka_unit_test(rests_at_once_when_misconfigured),
		cmocka_unit_test(a_message_that_never_left_proves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
