/* tests/office/test_invite.c - who missed a wave hears of the next one of that market, once, and how to say yes */
#include "seats_fixture.h"
#include "store/market.h"

enum { PEOPLE = 60, SOON = 10 * DAY };

/* G4 is over: the first came, the others did not. */
static struct wave a_missed_wave(struct desk *d, struct trader *who, int people)
{
	struct wave w = add_wave(d->store, "G4", people, NOON - DAY);

	for (int i = 0; i < people; i++) {
		struct seat seat;

		who[i] = add_trader(d->store, i + 1);
		seat = take_seat(d, &w, &who[i]);
		ok(enrolment_set_status(d->store, seat.id,
			i == 0 ? ENROLMENT_ATTENDED : ENROLMENT_ABSENT, "system", NOON));
	}
	ok(wave_set_state(d->store, w.id, WAVE_DONE, NOON));
	return w;
}

static int told(struct desk *d, const struct trader *t, const char *wave)
{
	char yes[32];

	snprintf(yes, sizeof(yes), "Balas DAFTAR %s", wave);
	return letters_to(d, t, yes).count;
}

static void everybody_who_missed_it_is_told_once(void **state)
{
	struct desk *d = *state;
	static struct trader who[PEOPLE];

	(void)a_missed_wave(d, who, PEOPLE); /* more than a slice of a round */
	(void)add_wave(d->store, "G5", 30, NOON + SOON);
	run_until(d, NOON + 14 * MINUTE);
	assert_int_equal(told(d, &who[1], "G5"), 0); /* it may have been opened by mistake */
	run_until(d, NOON + 2 * DAY);
	assert_int_equal(told(d, &who[0], "G5"), 0);
	for (int i = 1; i < PEOPLE; i++)
		assert_int_equal(told(d, &who[i], "G5"), 1);
	(void)add_wave(d->store, "G6", 30, NOON + SOON + DAY);
	run_until(d, NOON + 4 * DAY);
	for (int i = 0; i < PEOPLE; i++)
		assert_int_equal(told(d, &who[i], "G6"), 0);
}

static void a_draft_is_told_of_when_it_is_opened(void **state)
{
	struct desk *d = *state;
	struct trader who[3];
	struct wave draft;

	(void)a_missed_wave(d, who, 3);
	draft = add_wave(d->store, "G5", 30, NOON + SOON);
	ok(wave_set_state(d->store, draft.id, WAVE_DRAFT, NOON));
	run_until(d, NOON + DAY);
	assert_int_equal(told(d, &who[1], "G5"), 0);
	draft.state = WAVE_DRAFT;
	ok(wave_open(d->store, &draft, d->work.now));
	run_until(d, NOON + DAY + HOUR);
	assert_int_equal(told(d, &who[1], "G5"), 1);
}

static void who_may_not_or_need_not_come_is_left(void **state)
{
	struct desk *d = *state;
	struct trader who[5];
	struct wave other, next;
	int64_t market = 0;

	(void)a_missed_wave(d, who, 5);
	who[1].stopped_at = NOON;
	ok(trader_update(d->store, &who[1]));
	other = add_wave(d->store, "G3", 30, NOON + DAY);
	(void)take_seat(d, &other, &who[2]); /* has a live seat elsewhere */
	ok(market_add(d->store, "PGS", NOON, &market));
	who[3].market_id = market;
	ok(trader_update(d->store, &who[3]));
	next = add_wave(d->store, "G5", 30, NOON + SOON);
	ok(wave_allow(d->store, next.id, next.market_id));
	who[4].market_id = next.market_id;
	ok(trader_update(d->store, &who[4]));
	ok(job_drop(d->store, "invite", other.id));
	run_until(d, NOON + HOUR);
	for (int i = 0; i < 5; i++)
		assert_int_equal(told(d, &who[i], "G5"), i == 4 ? 1 : 0);
}

static void a_full_wave_and_one_at_the_door_invite_nobody(void **state)
{
	struct desk *d = *state;
	struct trader who[3], full_of;
	struct wave next;

	(void)a_missed_wave(d, who, 3);
	full_of = add_trader(d->store, 9);
	next = add_wave(d->store, "G5", 1, NOON + SOON);
	(void)take_seat(d, &next, &full_of);
	(void)add_wave(d->store, "G6", 30, NOON + 11 * HOUR);
	run_until(d, NOON + DAY);
	assert_int_equal(told(d, &who[1], "G5") + told(d, &who[1], "G6"), 0);
	(void)add_wave(d->store, "G7", 30, NOON + SOON);
	run_until(d, NOON + 2 * DAY);
	assert_int_equal(told(d, &who[1], "G7"), 1); /* they missed nothing by it */
}

static void after_an_own_sms_it_waits(void **state)
{
	struct desk *d = *state;
	struct conversation just = { .state = "idle", .last_in_at = NOON + 14 * MINUTE };
	struct trader who[3];

	(void)a_missed_wave(d, who, 3);
	just.trader_id = who[1].id;
	ok(conversation_put(d->store, &just));
	(void)add_wave(d->store, "G5", 30, NOON + SOON);
	run_until(d, NOON + 16 * MINUTE);
	assert_int_equal(told(d, &who[1], "G5"), 0);
	assert_int_equal(told(d, &who[2], "G5"), 1);
	run_until(d, NOON + HOUR);
	assert_int_equal(told(d, &who[1], "G5"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(everybody_who_missed_it_is_told_once),
		desk_test(a_draft_is_told_of_when_it_is_opened),
		desk_test(who_may_not_or_need_not_come_is_left),
		desk_test(a_full_wave_and_one_at_the_door_invite_nobody),
		desk_test(after_an_own_sms_it_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
