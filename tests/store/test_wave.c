/* tests/store/test_wave.c - waves, seats that are never oversold, the waiting list, attendance */
#include "store_fixture.h"

enum { HOUR = 3600 };

static enum rc take(
	struct store *st, const struct wave *w, int64_t trader_id, struct enrolment *out)
{
	struct enrolment_request ask = { w->id, trader_id, true, "trader", NOON };

	return enrolment_take(st, &ask, out);
}

static struct enrolment taken(struct store *st, const struct wave *w, int64_t trader_id)
{
	struct enrolment e;

	ok(take(st, w, trader_id, &e));
	return e;
}

static void set(struct store *st, int64_t id, enum enrolment_status status)
{
	ok(enrolment_set_status(st, id, status, "rina", NOON + 1));
}

static void assert_place(
	struct store *st, const struct enrolment *e, enum enrolment_status status, int position)
{
	struct enrolment now;

	ok(enrolment_get(st, e->wave_id, e->trader_id, &now));
	assert_int_equal(now.status, status);
	assert_int_equal(now.position, position);
}

static void a_wave_is_found_by_name_or_id(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 30, NOON + HOUR), got;
	struct sitting list[2];
	size_t n = 0;

	ok(wave_find(st, "g4", &got));
	assert_int_equal(got.id, w.id);
	assert_string_equal(got.name, "G4");
	assert_string_equal(got.market, "Turi");
	assert_string_equal(got.place, "Lt 3");
	assert_int_equal(got.state, WAVE_OPEN);
	assert_int_equal(got.seats, 30);
	assert_int_equal(got.taken, 0);
	assert_int_equal(got.starts_at, NOON + HOUR);
	ok(wave_find(st, "1", &got));
	assert_string_equal(got.name, "G4");
	assert_int_equal(wave_find(st, "2", &got), RC_ABSENT);
	(void)add_wave(st, "G7", 3, NOON + 3600);
	assert_int_equal(wave_rename(st, 1, "g7"), RC_CONFLICT);
	assert_int_equal(wave_rename(st, 1, "ABCDEFGHI"), RC_INVALID);
	ok(wave_rename(st, 1, "g4")); /* its own, in small letters */
	ok(wave_rename(st, 1, "G9"));
	assert_int_equal(wave_find(st, "g4", &got), RC_ABSENT);
	ok(wave_find(st, "g9", &got));
	assert_int_equal(got.id, 1);
	assert_int_equal(wave_find(st, "1x", &got), RC_ABSENT);
	assert_int_equal(wave_find(st, "", &got), RC_ABSENT);
	assert_int_equal(wave_find(st, "99999999999999999999", &got), RC_ABSENT);
	ok(wave_sittings(st, w.id, list, 2, &n));
	assert_int_equal(n, 1);
	assert_string_equal(list[0].code, "4821");
	ok(wave_sittings(st, w.id, list, 0, &n));
	assert_int_equal(n, 0);
}

static void wrong_waves_are_refused(void **state)
{
	struct store *st = *state;
	struct wave good = add_wave(st, "G4", 30, NOON), w = good;
	struct sitting two[2] = { { .starts_at = NOON, .code = "1234" },
		{ .starts_at = NOON, .code = "1234" } };

	snprintf(w.name, sizeof(w.name), "g4");
	assert_int_equal(wave_add(st, &w, two, 1, NOON), RC_CONFLICT);
	snprintf(w.name, sizeof(w.name), "123456789");
	assert_int_equal(wave_add(st, &w, two, 1, NOON), RC_INVALID);
	w.name[0] = '\0';
	assert_int_equal(wave_add(st, &w, two, 1, NOON), RC_INVALID);
	snprintf(w.name, sizeof(w.name), "G5");
	assert_int_equal(wave_add(st, &w, two, 2, NOON), RC_INVALID);
	w.state = WAVE_DONE;
	assert_int_equal(wave_add(st, &w, two, 1, NOON), RC_INVALID);
	w.state = WAVE_DRAFT;
	w.seats = 0;
	assert_int_equal(wave_add(st, &w, two, 1, NOON), RC_INVALID);
	w.seats = 1;
	two[0].code[3] = '\0';
	assert_int_equal(wave_add(st, &w, two, 1, NOON), RC_INVALID);
	assert_int_equal(wave_set_state(st, good.id, WAVE_FULL, NOON), RC_INVALID);
	assert_int_equal(wave_set_state(st, 77, WAVE_DONE, NOON), RC_ABSENT);
}

static void a_wave_is_full_by_its_seats(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 2, NOON), got;
	struct enrolment e;

	taken(st, &w, add_trader(st, 1).id);
	e = taken(st, &w, add_trader(st, 2).id);
	ok(wave_by_id(st, w.id, &got));
	assert_int_equal(got.state, WAVE_FULL);
	set(st, e.id, ENROLMENT_CANCELLED);
	ok(wave_by_id(st, w.id, &got));
	assert_int_equal(got.state, WAVE_OPEN);
	set(st, e.id, ENROLMENT_ENROLLED);
	for (int s = WAVE_DRAFT; s <= WAVE_CANCELLED; s++) {
		if (s == WAVE_FULL || s == WAVE_OPEN)
			continue;
		ok(wave_set_state(st, w.id, (enum wave_state)s, NOON));
		ok(wave_by_id(st, w.id, &got));
		assert_int_equal(got.state, s); /* fullness shows only while it is open */
	}
}

static void seats_are_never_oversold(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 3, NOON), got;
	struct enrolment_request ask = { .wave_id = w.id, .by = "trader", .now = NOON };
	struct enrolment e;

	for (int i = 0; i < 8; i++) {
		e = taken(st, &w, add_trader(st, i).id);
		assert_int_equal(e.status, i < 3 ? ENROLMENT_ENROLLED : ENROLMENT_WAITING);
		assert_int_equal(e.position, i < 3 ? 0 : i - 2);
	}
	ok(wave_by_id(st, w.id, &got));
	assert_int_equal(got.taken, 3);
	assert_int_equal(got.waiting, 5);
	ask.trader_id = add_trader(st, 20).id;
	assert_int_equal(enrolment_take(st, &ask, &e), RC_FULL);
	assert_int_equal(enrolment_get(st, w.id, ask.trader_id, &e), RC_ABSENT);
	ask.wave_id = 99;
	assert_int_equal(enrolment_take(st, &ask, &e), RC_ABSENT);
	e = taken(st, &w, ask.trader_id);
	assert_int_equal(
		enrolment_set_status(st, e.id, ENROLMENT_OFFERED, "rina", NOON), RC_FULL);
	assert_int_equal(
		enrolment_set_status(st, e.id, ENROLMENT_ENROLLED, "rina", NOON), RC_FULL);
	assert_int_equal(
		enrolment_set_status(st, 99, ENROLMENT_ENROLLED, "rina", NOON), RC_ABSENT);
	set(st, e.id, ENROLMENT_ATTENDED); /* who came, came */
}

static void a_place_is_taken_once(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 1, NOON);
	struct trader t = add_trader(st, 1);
	struct enrolment first = taken(st, &w, t.id), again;

	assert_int_equal(take(st, &w, t.id, &again), RC_CONFLICT);
	assert_int_equal(again.id, first.id);
	assert_int_equal(again.status, ENROLMENT_ENROLLED);
	taken(st, &w, add_trader(st, 2).id);
	set(st, first.id, ENROLMENT_CANCELLED);
	assert_int_equal(enrolment_get(st, w.id, t.id, &again), RC_ABSENT);
	ok(take(st, &w, t.id,
		&again)); /* to the end of the waiting list: another waits first */
	assert_int_equal(again.id, first.id);
	assert_int_equal(again.status, ENROLMENT_WAITING);
	assert_int_equal(again.position, 2);
}

static void a_free_seat_belongs_to_who_waits(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 2, NOON);
	struct enrolment seat = taken(st, &w, add_trader(st, 1).id), a, b, late;

	taken(st, &w, add_trader(st, 2).id);
	a = taken(st, &w, add_trader(st, 3).id);
	b = taken(st, &w, add_trader(st, 4).id);
	set(st, seat.id, ENROLMENT_CANCELLED);
	late = taken(st, &w, add_trader(st, 5).id);
	assert_place(st, &late, ENROLMENT_WAITING, 3);
	set(st, a.id, ENROLMENT_OFFERED);
	assert_place(st, &a, ENROLMENT_OFFERED, 0);
	assert_place(st, &b, ENROLMENT_WAITING, 1);
	set(st, a.id, ENROLMENT_WAITING); /* did not answer: goes to the end */
	assert_place(st, &a, ENROLMENT_WAITING, 3);
	assert_place(st, &late, ENROLMENT_WAITING, 2);
	set(st, b.id, ENROLMENT_OFFERED);
	set(st, b.id, ENROLMENT_ENROLLED);
	assert_int_equal(
		enrolment_set_status(st, late.id, ENROLMENT_OFFERED, "rina", NOON), RC_FULL);
}

static void only_open_waves_to_come_are_listed(void **state)
{
	struct store *st = *state;
	struct wave_page page = { .now = NOON, .max = 2 };
	struct wave late = add_wave(st, "LATE", 1, NOON + 9 * HOUR),
		    soon = add_wave(st, "SOON", 1, NOON + HOUR),
		    next = add_wave(st, "NEXT", 1, NOON + 2 * HOUR), list[4];
	bool more = false;
	size_t n = 0;

	add_wave(st, "PAST", 1, NOON);
	ok(wave_set_state(st, add_wave(st, "SHUT", 1, NOON + HOUR).id, WAVE_CLOSED, NOON));
	taken(st, &next, add_trader(st, 1).id);
	ok(wave_open_list(st, &page, list, &n, &more));
	assert_int_equal(n, 2);
	assert_true(more);
	assert_int_equal(list[0].id, soon.id);
	assert_int_equal(list[1].id, next.id);
	assert_int_equal(list[1].state, WAVE_FULL);
	page.skip = 2;
	ok(wave_open_list(st, &page, list, &n, &more));
	assert_int_equal(n, 1);
	assert_false(more);
	assert_int_equal(list[0].id, late.id);
}

static void a_wave_may_be_for_some_markets_only(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 1, NOON + HOUR), list[4];
	int64_t atom = add_market(st, "Atom");
	struct wave_page page = { .now = NOON, .max = 4 };
	struct err err;
	bool more;
	size_t n;

	page.market_id = w.market_id;
	ok(wave_open_list(st, &page, list, &n, &more));
	assert_int_equal(n, 1); /* no market named: for all */
	ok(db_script(
		st->db, "INSERT INTO wave_market (wave_id, market_id) VALUES (1, 2)", &err));
	assert_int_equal(atom, 2);
	ok(wave_open_list(st, &page, list, &n, &more));
	assert_int_equal(n, 0);
	page.market_id = atom;
	ok(wave_open_list(st, &page, list, &n, &more));
	assert_int_equal(n, 1);
	page.market_id = 0;
	ok(wave_open_list(st, &page, list, &n, &more));
	assert_int_equal(n, 1);
}

static void a_trader_sees_the_places_that_are_not_over(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct wave late = add_wave(st, "LATE", 1, NOON + 9 * HOUR),
		    now = add_wave(st, "NOW", 1, NOON - 2 * HOUR),
		    past = add_wave(st, "PAST", 1, NOON - 4 * HOUR),
		    off = add_wave(st, "OFF", 1, NOON + HOUR),
		    left = add_wave(st, "LEFT", 1, NOON + HOUR), none = late;
	struct enrolment_row rows[5];
	size_t n = 0;

	snprintf(none.name, sizeof(none.name), "NONE");
	ok(wave_add(st, &none, NULL, 0, NOON)); /* its day is not known yet */
	taken(st, &none, t.id);
	taken(st, &late, add_trader(st, 2).id);
	taken(st, &late, t.id);
	taken(st, &now, t.id);
	taken(st, &past, t.id);
	taken(st, &off, t.id);
	ok(wave_set_state(st, off.id, WAVE_CANCELLED, NOON));
	set(st, taken(st, &left, t.id).id, ENROLMENT_CANCELLED);
	ok(enrolment_of_trader(st, t.id, NOON, rows, 5, &n));
	assert_int_equal(n, 3);
	assert_string_equal(rows[0].wave.name, "NOW");
	assert_string_equal(rows[1].wave.name, "LATE");
	assert_int_equal(rows[1].enrolment.status, ENROLMENT_WAITING);
	assert_int_equal(rows[1].enrolment.position, 1);
	assert_string_equal(rows[2].wave.name, "NONE");
	ok(enrolment_of_trader(st, t.id, NOON, rows, 1, &n));
	assert_int_equal(n, 1);
	ok(enrolment_of_trader(st, t.id, NOON, rows, 0, &n));
	assert_int_equal(n, 0);
}

static enum rc note_row(const struct roster_row *row, void *arg)
{
	char *text = arg;
	size_t n = strlen(text);

	snprintf(text + n, 200 - n, "%s %s %d, ", row->who.trader.name,
		enrolment_status_name(row->enrolment.status), (int)row->enrolment.position);
	return RC_OK;
}

static void the_roster_has_seats_then_who_waits_then_the_rest(void **state)
{
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 2, NOON);
	struct enrolment e[5];
	char text[200] = "";

	for (int i = 0; i < 5; i++)
		e[i] = taken(st, &w, add_trader(st, i).id);
	set(st, e[0].id, ENROLMENT_CANCELLED);
	set(st, e[2].id, ENROLMENT_OFFERED);
	ok(wave_roster(st, w.id, note_row, text));
	assert_string_equal(text, "Bu 1 enrolled 0, Bu 2 offered 0, Bu 3 waiting 1, "
				  "Bu 4 waiting 2, Bu 0 cancelled 0, ");
}

static enum rc count_waves(const struct wave *w, void *arg)
{
	assert_true(w->id > 0);
	(*(int *)arg)++;
	return RC_OK;
}

static void lists_all_waves(void **state)
{
	int n = 0;

	add_wave(*state, "G1", 1, NOON);
	add_wave(*state, "G2", 1, NOON);
	ok(wave_each(*state, 0, count_waves, &n));
	assert_int_equal(n, 2);
	ok(wave_each(*state, 1, count_waves, &n));
	assert_int_equal(n, 3);
}

static void attendance_is_taken_while_the_sitting_is_open(void **state)
{
	static const struct {
		int64_t after;
		bool open;
	} cases[] = { { -HOUR - 1, false }, { -HOUR, true }, { 0, true }, { 3 * HOUR, true },
		{ 3 * HOUR + 1, false } };
	struct store *st = *state;
	struct wave w = add_wave(st, "G4", 2, NOON), got;
	struct trader t = add_trader(st, 1), stranger = add_trader(st, 2);
	struct enrolment e = taken(st, &w, t.id);
	struct sitting sitting;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("%d s after it began\n", (int)cases[i].after);
		assert_int_equal(sitting_now(st, t.id, NOON + cases[i].after, &sitting, &got),
			cases[i].open ? RC_OK : RC_ABSENT);
	}
	ok(sitting_now(st, t.id, NOON, &sitting, &got));
	assert_string_equal(sitting.code, "4821");
	assert_string_equal(got.name, "G4");
	assert_int_equal(sitting_now(st, stranger.id, NOON, &sitting, &got), RC_ABSENT);
	ok(attendance_add(st, &sitting, t.id, "trader", NOON));
	assert_int_equal(attendance_add(st, &sitting, t.id, "trader", NOON), RC_CONFLICT);
	assert_place(st, &e, ENROLMENT_ATTENDED, 0);
	ok(wave_set_state(st, w.id, WAVE_CANCELLED, NOON));
	assert_int_equal(sitting_now(st, t.id, NOON, &sitting, &got), RC_ABSENT);
}

static void of_two_open_sittings_the_one_that_has_begun(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct wave a = add_wave(st, "A", 2, NOON), b = add_wave(st, "B", 2, NOON + HOUR), got;
	struct sitting sitting;

	taken(st, &a, t.id);
	taken(st, &b, t.id);
	ok(sitting_now(st, t.id, NOON + 60, &sitting, &got));
	assert_string_equal(got.name, "A");
	ok(sitting_now(st, t.id, NOON + HOUR, &sitting, &got));
	assert_string_equal(got.name, "B");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(a_wave_is_found_by_name_or_id),
		memory_test(wrong_waves_are_refused),
		memory_test(a_wave_is_full_by_its_seats),
		memory_test(seats_are_never_oversold),
		memory_test(a_place_is_taken_once),
		memory_test(a_free_seat_belongs_to_who_waits),
		memory_test(only_open_waves_to_come_are_listed),
		memory_test(a_wave_may_be_for_some_markets_only),
		memory_test(a_trader_sees_the_places_that_are_not_over),
		memory_test(the_roster_has_seats_then_who_waits_then_the_rest),
		memory_test(lists_all_waves),
		memory_test(attendance_is_taken_while_the_sitting_is_open),
		memory_test(of_two_open_sittings_the_one_that_has_begun),
	};

	return cmocka_run_group_tests_name("store/wave", tests, NULL, NULL);
}
