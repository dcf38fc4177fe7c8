/* tests/office/test_funnel.c - how far the people of a wave came, each step by its definition */
#include "office_fixture.h"

#include "office/funnel.h"
#include "store/calendar.h"

enum { DAY = 86400, PEOPLE = 6 };

/* Sittings today and the day after tomorrow; traders 1 to 5 have places, 6 was told of it after missing another. */
static struct wave a_wave(struct store *st, struct trader who[static PEOPLE])
{
	struct wave old = add_wave(st, "G1", 9, NOON - 30 * (int64_t)DAY);
	struct sitting sitting[] = { { .starts_at = NOON + 3600, .code = "4821" },
		{ .starts_at = NOON + 2 * DAY, .code = "4822" } };
	struct wave w = {
		.name = "G4", .seats = 9, .state = WAVE_OPEN, .market_id = old.market_id
	};
	struct enrolment e;

	ok(wave_add(st, &w, sitting, 2, NOON));
	for (int i = 0; i < PEOPLE; i++) {
		struct enrolment_request ask = { w.id, 0, false, "trader", NOON };

		who[i] = add_trader(st, i + 1);
		ask.trader_id = who[i].id;
		ask.wave_id = i == 5 ? old.id : w.id;
		ok(enrolment_take(st, &ask, &e));
	}
	number(st,
		"UPDATE enrolment SET status = 'absent', invited_to = 2 WHERE trader_id = 6");
	return w;
}

static void holds(
	const struct funnel *f, enum funnel_step s, int64_t n, int64_t of, int64_t known)
{
	print_message("%s\n", funnel_step_name(s));
	assert_true(f->step[s].came);
	assert_int_equal(f->step[s].n, n);
	assert_int_equal(f->step[s].of, of);
	assert_int_equal(f->step[s].known, known);
}

static void a_step_has_no_number_before_its_day(void **state)
{
	struct desk *d = *state;
	struct trader who[PEOPLE];
	struct wave w = a_wave(d->store, who);
	struct funnel f;

	ok(funnel_of_wave(d->store, &w, NOON - 4 * (int64_t)DAY, &f));
	holds(&f, FUNNEL_INVITED, 6, 6, 6);
	holds(&f, FUNNEL_ENROLLED, 5, 6, 5);
	for (int i = FUNNEL_CONFIRMED; i < FUNNEL_STEPS; i++)
		assert_false(f.step[i].came);
	/* The first reminder is due three days before. */
	assert_int_equal(f.step[FUNNEL_CONFIRMED].day, day_calendar(NOON) - 3);
	assert_int_equal(f.step[FUNNEL_ATTENDED].day, day_calendar(NOON));
	assert_int_equal(f.step[FUNNEL_LIVE_30].day, day_calendar(NOON) + 2 + 31);
	ok(funnel_of_wave(d->store, &w, NOON - 3 * (int64_t)DAY, &f));
	holds(&f, FUNNEL_CONFIRMED, 0, 0, 0);
	ok(wave_find(d->store, "G1", &w));
	number(d->store, "DELETE FROM sitting WHERE wave_id = 1");
	assert_int_equal(funnel_of_wave(d->store, &w, NOON, &f), RC_ABSENT);
}

static void sells(struct store *st, int64_t trader, int32_t day, const char *live)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		"INSERT INTO sale (trader_id, day, total, live, status, approximate, clarified, review, "
		"version, message_id, reported_at) VALUES (%lld, %d, 500000, %s, 'sold', 0, 0, 0, 1, 0, 0)",
		(long long)trader, day, live);
	number(st, sql);
}

static void checked(struct store *st, int64_t trader, int day, const char *lives)
{
	char sql[200];

	snprintf(sql, sizeof(sql),
		"INSERT INTO stick_check (trader_id, wave_id, day, message_id, asked_at, lives) "
		"VALUES (%lld, 2, %d, 0, 0, %s)",
		(long long)trader, day, lives);
	number(st, sql);
}

static void a_step_counts_what_is_kept(void **state)
{
	struct desk *d = *state;
	struct store *st = d->store;
	struct trader who[PEOPLE];
	struct wave w = a_wave(st, who);
	int32_t first = day_calendar(NOON), last = first + 2;
	struct funnel f;

	/* Four are reminded; 1 and 2 say yes, 3 says no and is there all the same; 5 never comes. */
	number(st,
		"UPDATE enrolment SET reminder_message_id = 7 WHERE wave_id = 2 AND trader_id < 5");
	number(st, "UPDATE enrolment SET rsvp_at = 9 WHERE wave_id = 2 AND trader_id < 3");
	number(st, "UPDATE enrolment SET rsvp_at = -9 WHERE wave_id = 2 AND trader_id = 3");
	number(st,
		"UPDATE enrolment SET status = 'attended' WHERE wave_id = 2 AND trader_id < 5");
	number(st,
		"UPDATE enrolment SET status = 'absent' WHERE wave_id = 2 AND trader_id = 5");
	/* Before the training counts for nobody, nor what one sells who was not there. */
	sells(st, who[0].id, first - 1, "100000");
	sells(st, who[4].id, first + 1, "100000");
	/* 1 sells live in the first days; 2 nothing live; of 3 the live part is unknown; 4 says nothing. */
	sells(st, who[0].id, first, "50000");
	sells(st, who[1].id, first + 1, "0");
	sells(st, who[2].id, first + 1, "NULL");
	ok(funnel_of_wave(st, &w, NOON + 3 * (int64_t)DAY, &f));
	holds(&f, FUNNEL_CONFIRMED, 2, 4, 3);
	holds(&f, FUNNEL_ATTENDED, 4, 5, 5);
	holds(&f, FUNNEL_FIRST_LIVE, 1, 4, 2);
	assert_false(f.step[FUNNEL_LIVE_30].came);
	/* The week ends on day 30: its first day counts, the one before it does not. */
	sells(st, who[0].id, last + 23, "70000");
	sells(st, who[1].id, last + 24, "70000");
	checked(st, who[2].id, 30, "2");
	checked(st, who[3].id, 30, "NULL");
	checked(st, who[3].id, 60, "0");
	ok(funnel_of_wave(st, &w, NOON + 33 * (int64_t)DAY, &f));
	holds(&f, FUNNEL_LIVE_30, 2, 4, 2);
	holds(&f, FUNNEL_FIRST_LIVE, 3, 4,
		4); /* 2 has sold live by now, and 3 said so when asked */
	assert_false(f.step[FUNNEL_LIVE_60].came);
	ok(funnel_of_wave(st, &w, NOON + 100 * (int64_t)DAY, &f));
	holds(&f, FUNNEL_LIVE_60, 0, 4, 1);
	holds(&f, FUNNEL_LIVE_90, 0, 4, 0);
}

struct seen {
	int n;
	struct calendar_row row[4];
};

static enum rc note(const struct calendar_row *row, void *arg)
{
	struct seen *s = arg;

	assert_true(s->n < 4);
	s->row[s->n++] = *row;
	return RC_OK;
}

static void every_sitting_of_a_wave_stands_in_the_calendar(void **state)
{
	struct desk *d = *state;
	struct trader who[PEOPLE];
	struct seen s = { 0 };

	(void)a_wave(d->store, who);
	ok(calendar_each(d->store, NOON, NOON + 2 * DAY + 1, 0, note, &s));
	assert_int_equal(s.n, 2);
	assert_string_equal(s.row[1].wave.name, "G4");
	assert_int_equal(s.row[1].number, 2);
	assert_int_equal(s.row[1].of, 2);
	assert_int_equal(s.row[1].at, NOON + 2 * DAY);
	assert_int_equal(s.row[0].wave.starts_at, NOON + 3600);
	assert_int_equal(s.row[0].ends_at, NOON + 2 * DAY);
	s.n = 0;
	ok(calendar_each(d->store, NOON, NOON + 2 * DAY, 0, note, &s));
	assert_int_equal(s.n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(a_step_has_no_number_before_its_day),
		desk_test(a_step_counts_what_is_kept),
		desk_test(every_sitting_of_a_wave_stands_in_the_calendar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
