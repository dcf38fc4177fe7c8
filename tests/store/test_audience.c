/* tests/store/test_audience.c - who is in an audience: AND between kinds, OR within one */
#include "store_fixture.h"

#include "base/days.h"
#include "store/audience.h"
#include "store/conversation.h"
#include "store/helper.h"

static int64_t counts(struct store *st, const struct audience *a)
{
	struct audience_count c;

	ok(audience_count(st,
		&(struct audience_ask){
			.audience = a, .silent_before = NOON - 7 * 86400, .until = INT64_MAX },
		&c));
	return c.total;
}

/* 1 and 2 sell in Turi, 3 in Atom; 2 and 3 speak Javanese; 1 and 3 are in wave G4, 3 cancelled. */
static void three_traders(struct store *st, struct trader t[3], struct wave *w)
{
	static const char *const language[] = { "id", "jv", "jv" };
	int64_t market[3];

	market[0] = market[1] = add_market(st, "Turi");
	market[2] = add_market(st, "Atom");
	*w = add_wave(st, "G4", 30, NOON + 86400);
	for (int i = 0; i < 3; i++) {
		struct enrolment e;

		t[i] = add_trader(st, i + 1);
		t[i].market_id = market[i];
		snprintf(t[i].language, sizeof(t[i].language), "%s", language[i]);
		ok(trader_update(st, &t[i]));
		if (i == 1)
			continue;
		ok(enrolment_take(st,
			&(struct enrolment_request){ .wave_id = w->id,
				.trader_id = t[i].id,
				.by = "rina",
				.now = NOON },
			&e));
		if (i == 2)
			ok(enrolment_set_status(st, e.id, ENROLMENT_CANCELLED, "rina", NOON));
	}
}

static void kinds_are_joined_by_and(void **state)
{
	struct store *st = *state;
	struct audience a = { .markets = 0 };
	struct trader t[3];
	struct wave w;

	three_traders(st, t, &w);
	assert_int_equal(counts(st, &a), 3);
	a = (struct audience){ .market = { t[0].market_id }, .markets = 1 };
	assert_int_equal(counts(st, &a), 2);
	a.market[a.markets++] = t[2].market_id;
	assert_int_equal(counts(st, &a), 3);
	memcpy(a.language[a.languages++], "jv", 3);
	assert_int_equal(counts(st, &a), 2);
	a.markets = 1;
	assert_int_equal(counts(st, &a), 1);
	memcpy(a.language[a.languages++], "id", 3);
	assert_int_equal(counts(st, &a), 2);
}

static void a_wave_is_those_with_a_seat(void **state)
{
	struct store *st = *state;
	struct audience a = { .markets = 0 };
	struct trader t[3];
	struct wave w;

	three_traders(st, t, &w);
	a = (struct audience){ .wave = { w.id }, .waves = 1 };
	assert_int_equal(counts(st, &a), 1);
	a.statuses = 1U << ENROLMENT_CANCELLED;
	assert_int_equal(counts(st, &a), 1);
	a.statuses |= 1U << ENROLMENT_ENROLLED;
	assert_int_equal(counts(st, &a), 2);
	a.waves = 0; /* in any wave */
	assert_int_equal(counts(st, &a), 2);
	a = (struct audience){ .wave = { w.id + 1 }, .waves = 1 };
	assert_int_equal(counts(st, &a), 0);
}

static void leaves_out_the_stopped_and_those_without_a_phone(void **state)
{
	struct store *st = *state;
	struct audience a = { .markets = 0 };
	struct trader t = add_trader(st, 1), stall = { .language = "id", .created_at = NOON };

	(void)add_trader(st, 2);
	ok(trader_add_without_phone(st, &stall));
	assert_int_equal(counts(st, &a), 2);
	t.stopped_at = NOON;
	ok(trader_update(st, &t));
	assert_int_equal(counts(st, &a), 1);
}

static void silence_counts_from_the_last_text_or_the_first_contact(void **state)
{
	struct store *st = *state;
	struct audience a = { .silent_days = 7 };
	struct conversation c = { .state = "idle", .last_in_at = NOON - 8 * 86400 };
	struct trader t = { .language = "id", .created_at = NOON - 30 * 86400 };

	(void)add_trader(st, 1); /* came today */
	assert_int_equal(counts(st, &a), 0);
	snprintf(t.phone.e164, sizeof(t.phone.e164), "+628999");
	ok(trader_add(st, &t));
	assert_int_equal(counts(st, &a), 1);
	c.trader_id = t.id;
	ok(conversation_put(st, &c));
	assert_int_equal(counts(st, &a), 1);
	c.last_in_at = NOON - 7 * 86400;
	ok(conversation_put(st, &c));
	assert_int_equal(counts(st, &a), 0);
}

static void counts_languages_and_the_range_of_ids(void **state)
{
	struct store *st = *state;
	struct audience a = { .markets = 0 };
	struct audience_ask ask = { .audience = &a, .until = INT64_MAX };
	struct audience_count c;
	struct trader t[3], found[2];
	struct wave w;
	size_t n = 0;

	three_traders(st, t, &w);
	ok(audience_count(st, &ask, &c));
	assert_int_equal(c.languages, 2);
	assert_string_equal(c.of[0].language, "id");
	assert_int_equal(c.of[0].traders, 1);
	assert_string_equal(c.of[1].language, "jv");
	assert_int_equal(c.of[1].traders, 2);
	assert_int_equal(c.first_id, t[0].id);
	assert_int_equal(c.last_id, t[2].id);
	ok(audience_sample(st, &ask, 2, found, &n));
	assert_int_equal(n, 2);
	assert_int_equal(found[1].id, t[1].id);
	ask.after = t[1].id;
	ok(audience_sample(st, &ask, 2, found, &n));
	assert_int_equal(n, 1);
	assert_string_equal(found[0].name, "Bu 3");
	ask.until = t[1].id;
	ok(audience_count(st, &ask, &c));
	assert_int_equal(c.total, 0);
}

static void is_stored_as_it_is_read(void **state)
{
	static const char *const same[] = { "", "market=3", "market=3,7 wave=12",
		"status=enrolled,absent", "language=jv,id", "silent=7",
		"market=1 wave=2,3 status=waiting language=id silent=30" };
	static const char *const faults[] = { "market", "market=", "market=a", "market=1,",
		"wave=1 wave", "status=gone", "language=toolonga", "colour=red", "market=-1",
		"market=1,2,3,4,5,6,7,8,9", "silent=99999999999999999999" };
	struct audience a;
	struct buf b;

	(void)state;
	buf_init(&b, AUDIENCE_TEXT_MAX);
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		print_message("%s\n", same[i]);
		ok(audience_read(&a, same[i]));
		buf_reset(&b);
		audience_write(&a, &b);
		assert_string_equal(b.len > 0 ? b.data : "", same[i]);
	}
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		print_message("%s\n", faults[i]);
		assert_int_equal(audience_read(&a, faults[i]), RC_INVALID);
	}
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(kinds_are_joined_by_and),
		memory_test(a_wave_is_those_with_a_seat),
		memory_test(leaves_out_the_stopped_and_those_without_a_phone),
		memory_test(silence_counts_from_the_last_text_or_the_first_contact),
		memory_test(counts_languages_and_the_range_of_ids),
		cmocka_unit_test(is_stored_as_it_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
