/* tests/store/test_breach.c - whom a breach concerns: each person once, and nobody else */
#include "store_fixture.h"

#include "store/breach.h"
#include "store/staff.h"
#include "store/trainer.h"

enum { HOUR = 3600, ROWS = 8 };

struct seen {
	struct breach_row row[ROWS];
	size_t n;
};

static enum rc keep(const struct breach_row *row, void *arg)
{
	struct seen *s = arg;

	assert_true(s->n < ROWS);
	s->row[s->n++] = *row;
	return RC_OK;
}

static void text(
	struct store *st, int64_t trader_id, const char *phone, const char *gateway, int64_t at)
{
	struct message m = { .id = store_message_id(st),
		.trader_id = trader_id,
		.kind = KIND_INBOUND,
		.state = MESSAGE_RECEIVED,
		.gateway = gateway,
		.phone = phone,
		.text = "JUAL 350rb",
		.at = at };

	ok(message_add(st, &m));
}

/* Two traders and a stranger; the first wrote by two gateways. */
static void fill(struct store *st, struct trader t[static 2])
{
	for (int i = 0; i < 2; i++)
		t[i] = add_trader(st, i + 1);
	text(st, t[0].id, t[0].phone.e164, "kannel", NOON);
	text(st, t[0].id, t[0].phone.e164, "kannel", NOON + HOUR);
	text(st, t[0].id, t[0].phone.e164, "modem", NOON + 2 * HOUR);
	text(st, 0, "+15550001", "kannel", NOON + HOUR);
}

static void a_gateway_concerns_whoever_it_carried_for_in_those_hours(void **state)
{
	struct trader t[2];
	struct seen seen = { .n = 0 };
	struct breach_ask ask = { .gateway = "kannel", .from = NOON + 1, .to = NOON + HOUR };

	fill(*state, t);
	ok(breach_each(*state, &ask, keep, &seen));
	assert_int_equal(seen.n, 2);
	assert_int_equal(seen.row[0].who.trader.id, t[0].id);
	assert_int_equal(seen.row[0].came, 1);
	assert_int_equal(seen.row[0].first_at, NOON + HOUR);
	assert_int_equal(seen.row[0].last_at, NOON + HOUR);
	assert_int_equal(seen.row[1].who.trader.id, 0);
	assert_string_equal(seen.row[1].who.trader.phone.e164, "+15550001");
	ask.to = ask.from;
	seen.n = 0;
	ok(breach_each(*state, &ask, keep, &seen));
	assert_int_equal(seen.n, 0);
}

static void the_database_concerns_everybody_it_held_then(void **state)
{
	struct trader t[2], late = { .language = "id", .created_at = NOON + 9 * HOUR };
	struct seen seen = { .n = 0 };
	struct breach_ask ask = { .from = NOON + 8 * HOUR, .to = NOON + 8 * HOUR };

	fill(*state, t);
	(void)snprintf(late.phone.e164, sizeof(late.phone.e164), "+6281200000099");
	ok(trader_add(*state, &late));
	ok(breach_each(*state, &ask, keep, &seen));
	assert_int_equal(seen.n, 3);
	assert_int_equal(seen.row[0].came, 3);
	assert_int_equal(seen.row[1].who.trader.id, t[1].id);
	assert_int_equal(seen.row[1].came, 0);
	assert_string_equal(seen.row[2].who.trader.phone.e164, "+15550001");
	ask.to = late.created_at;
	seen.n = 0;
	ok(breach_each(*state, &ask, keep, &seen));
	assert_int_equal(seen.n, 4);
	ok(trader_erase(*state, &t[0], NOON + 9 * HOUR));
	seen.n = 0;
	ok(breach_each(*state, &ask, keep, &seen));
	assert_int_equal(seen.n, 3); /* nothing is left to tell whom */
	assert_int_equal(seen.row[0].who.trader.id, t[1].id);
}

static void a_trainers_account_concerns_its_own_waves(void **state)
{
	struct staff tono = { .login = "tono", .name = "Tono", .role = ROLE_TRAINER };
	struct wave w = add_wave(*state, "G4", 2, NOON + HOUR);
	struct trader t[2];
	struct enrolment e;
	struct seen seen = { .n = 0 };
	struct breach_ask ask = { .to = NOON + 9 * HOUR };

	fill(*state, t);
	ok(staff_add(*state, &tono));
	ok(trainer_set(*state, w.id, tono.id));
	ok(enrolment_take(*state,
		&(struct enrolment_request){ w.id, t[1].id, true, "trader", NOON }, &e));
	ask.trainer_id = tono.id;
	ok(breach_each(*state, &ask, keep, &seen));
	assert_int_equal(seen.n, 1);
	assert_int_equal(seen.row[0].who.trader.id, t[1].id);
}

static enum rc refuse(const struct breach_row *row, void *arg)
{
	(void)row;
	(void)arg;
	return RC_FULL;
}

static void who_looks_may_stop(void **state)
{
	struct trader t[2];

	fill(*state, t);
	assert_int_equal(
		breach_each(*state, &(struct breach_ask){ .to = NOON }, refuse, NULL), RC_FULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(a_gateway_concerns_whoever_it_carried_for_in_those_hours),
		memory_test(the_database_concerns_everybody_it_held_then),
		memory_test(a_trainers_account_concerns_its_own_waves),
		memory_test(who_looks_may_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
