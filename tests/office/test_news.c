/* tests/office/test_news.c - everyone with a place hears once that a wave moved or is called off */
#include "seats_fixture.h"

enum { PEOPLE = 70, SITTING = 5 * DAY - 3 * HOUR };

struct crowd {
	struct wave wave;
	struct trader who[PEOPLE];
	struct seat seat[PEOPLE];
};

/* More than a slice of a round; the last two wait, the third has given up. */
static void gather(struct desk *d, struct crowd *c)
{
	c->wave = add_wave(d->store, "G4", PEOPLE - 2, NOON + SITTING);
	for (int i = 0; i < PEOPLE; i++) {
		c->who[i] = add_trader(d->store, i + 1);
		c->seat[i] = take_seat(d, &c->wave, &c->who[i]);
	}
	assert_int_equal(c->seat[PEOPLE - 1].status, ENROLMENT_WAITING);
	ok(enrolment_set_status(
		d->store, c->seat[2].id, ENROLMENT_CANCELLED, "trader", d->work.now));
}

static void announce(struct desk *d, const struct crowd *c)
{
	ok(job_put(d->store,
		&(struct job){ .kind = "news", .subject = c->wave.id, .due_at = d->work.now }));
	run_due(d);
}

static void assert_all_told(struct desk *d, const struct crowd *c, const char *what, int times)
{
	for (int i = 0; i < PEOPLE; i++)
		assert_int_equal(letters_to(d, &c->who[i], what).count, i == 2 ? 0 : times);
}

static void a_moved_wave_is_told_once_to_all_with_a_place(void **state)
{
	struct desk *d = *state;
	struct sitting s;
	static struct crowd c;
	size_t n = 0;

	gather(d, &c);
	ok(wave_sittings(d->store, c.wave.id, &s, 1, &n));
	ok(sitting_move(d->store, &s, NOON + SITTING + 7 * DAY));
	announce(d, &c);
	assert_all_told(d, &c, "7 Des", 1); /* the new day */
	run_until(d, NOON + 2 * DAY);
	assert_all_told(d, &c, "7 Des", 1);
	assert_all_told(d, &c, "30 Nov", 0);
}

static void a_cancelled_wave_is_told_once_and_reminded_of_no_more(void **state)
{
	struct desk *d = *state;
	static struct crowd c;

	gather(d, &c);
	ok(wave_set_state(d->store, c.wave.id, WAVE_CANCELLED, d->work.now));
	announce(d, &c);
	assert_all_told(d, &c, "G4", 1);
	run_until(d, NOON + SITTING + DAY);
	assert_all_told(d, &c, "G4", 1); /* that one, and nothing else about it */
	assert_all_told(d, &c, "1 hadir", 0);
}

static void whoever_stopped_or_just_wrote_is_left_or_waited_for(void **state)
{
	struct desk *d = *state;
	static struct crowd c;
	struct conversation just = { .state = "idle", .last_in_at = NOON - MINUTE };

	gather(d, &c);
	c.who[0].stopped_at = NOON;
	ok(trader_update(d->store, &c.who[0]));
	just.trader_id = c.who[1].id;
	ok(conversation_put(d->store, &just));
	ok(wave_set_state(d->store, c.wave.id, WAVE_CANCELLED, d->work.now));
	announce(d, &c);
	assert_int_equal(letters_to(d, &c.who[1], "G4").count, 0);
	run_until(d, NOON + HOUR);
	assert_int_equal(letters_to(d, &c.who[0], "G4").count, 0);
	assert_int_equal(letters_to(d, &c.who[1], "G4").count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(a_moved_wave_is_told_once_to_all_with_a_place),
		desk_test(a_cancelled_wave_is_told_once_and_reminded_of_no_more),
		desk_test(whoever_stopped_or_just_wrote_is_left_or_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
