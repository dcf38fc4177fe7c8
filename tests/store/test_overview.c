/* tests/store/test_overview.c - what the office's first page and its metrics count */
#include "store_fixture.h"

#include "store/overview.h"
#include "store/session.h"

enum { HOUR = 3600 };

static void enrol(struct store *st, const struct wave *w, int n)
{
	struct enrolment_request ask = { w->id, add_trader(st, n).id, true, "trader", NOON };
	struct enrolment e;

	ok(enrolment_take(st, &ask, &e));
}

static void seats_are_summed_by_state(void **state)
{
	struct store *st = *state;
	struct wave small = add_wave(st, "G4", 2, NOON + HOUR);
	struct office_gauges g;

	ok(overview_gauges(st, NOON, &g));
	assert_int_equal(g.open.capacity, 2);
	assert_int_equal(g.open.enrolled, 0);
	for (int n = 1; n <= 3; n++) /* the third waits */
		enrol(st, &small, n);
	(void)add_wave(st, "G5", 30, NOON + 2 * HOUR);
	ok(overview_gauges(st, NOON, &g));
	assert_int_equal(g.open.capacity, 32);
	assert_int_equal(g.open.enrolled, 2);
	assert_int_equal(g.running.capacity, 0);
	ok(wave_set_state(st, small.id, WAVE_RUNNING, NOON + HOUR));
	ok(overview_gauges(st, NOON, &g));
	assert_int_equal(g.open.capacity, 30);
	assert_int_equal(g.open.enrolled, 0);
	assert_int_equal(g.running.capacity, 2);
	assert_int_equal(g.running.enrolled, 2);
}

static void sessions_count_while_they_live(void **state)
{
	struct store *st = *state;
	struct staff rina = {
		.login = "rina", .name = "Rina", .role = ROLE_CLERK, .created_at = NOON
	};
	struct session s = { .kind = SESSION_BROWSER, .name = "b", .created_at = NOON };
	struct office_gauges g;

	ok(staff_add(st, &rina));
	s.staff_id = rina.id;
	ok(session_open(st, &s, "one"));
	s.kind = SESSION_SCRIPT;
	ok(session_open(st, &s, "two"));
	ok(overview_gauges(st, NOON + 1, &g));
	assert_int_equal(g.browsers, 1);
	assert_int_equal(g.scripts, 1);
	ok(overview_gauges(st, NOON + SESSION_IDLE, &g));
	assert_int_equal(g.browsers, 0);
	assert_int_equal(g.scripts, 1);
}

static void add_message(
	struct store *st, enum message_kind kind, enum message_state state, int64_t at)
{
	struct message m = a_push(st, "+6281200000001");

	m.kind = kind;
	m.state = state;
	m.segments = 2;
	m.at = at;
	ok(message_add(st, &m));
}

static void messages_of_the_day_are_summed(void **state)
{
	struct store *st = *state;
	struct overview o;

	add_message(st, KIND_INBOUND, MESSAGE_RECEIVED, NOON - 24 * HOUR);
	add_message(st, KIND_INBOUND, MESSAGE_RECEIVED, NOON);
	add_message(st, KIND_REPLY, MESSAGE_SENT, NOON);
	add_message(st, KIND_TIP, MESSAGE_FAILED, NOON);
	add_message(st, KIND_REMINDER, MESSAGE_EXPIRED, NOON + 13 * HOUR); /* behind midnight */
	ok(store_commit(st));
	ok(store_begin(st));
	ok(overview_read(st, NOON, &o));
	assert_int_equal(o.in, 1);
	assert_int_equal(o.out, 2);
	assert_int_equal(o.segments, 4);
	assert_int_equal(o.failed, 1);
	ok(overview_read(st, NOON + 14 * HOUR, &o)); /* the market day goes on until four */
	assert_int_equal(o.in, 1);
	assert_int_equal(o.out, 3);
	assert_int_equal(o.failed, 2);
	ok(overview_read(st, NOON + 17 * HOUR, &o));
	assert_int_equal(o.in, 0);
	assert_int_equal(o.out, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(seats_are_summed_by_state),
		memory_test(sessions_count_while_they_live),
		memory_test(messages_of_the_day_are_summed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
