/* tests/store/test_helper.c - one number reports for several stalls, with consent; a record gets its owner's number */
#include "store/conversation.h"
#include "store/helper.h"
#include "store_fixture.h"

enum { DAY = 20417 };

static const struct phone helper_phone = { "+6281299990001" };

static struct trader at_stall(struct store *st, int n, int64_t market, const char *stall)
{
	struct trader t = add_trader(st, n);

	t.market_id = market;
	snprintf(t.stall, sizeof(t.stall), "%s", stall);
	ok(trader_update(st, &t));
	return t;
}

static struct sale typed(const struct trader *owner, int32_t day, rupiah total)
{
	struct sale s = { .trader_id = owner->id,
		.day = day,
		.total = total,
		.live = SALE_LIVE_UNKNOWN,
		.message_id = 1,
		.reported_at = NOON };

	snprintf(s.typed_by, sizeof(s.typed_by), "%s", helper_phone.e164);
	return s;
}

static void consent(struct store *st, const struct trader *owner, enum helper_state state)
{
	struct helper h = { .owner_id = owner->id,
		.phone = helper_phone,
		.state = state,
		.requested_at = NOON };

	ok(helper_put(st, &h));
}

static void a_stall_is_found_however_it_is_spelt(void **state)
{
	static const char *const same[] = { "B2-15", "b2 15", "B2.15", "b215", "B2/15" };
	static const char *const others[] = { "B2-1", "B2-155", "", "%", "B2_15" };
	struct store *st = *state;
	int64_t turi = add_market(st, "Turi"), pgs = add_market(st, "PGS");
	struct trader first = at_stall(st, 1, turi, "B2-15"), found;
	int markets;

	at_stall(st, 2, turi, "b2 15"); /* shares it: the first who registered counts */
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		print_message("%s\n", same[i]);
		ok(stall_find(st, same[i], turi, &found));
		assert_int_equal(found.id, first.id);
		assert_int_equal(stall_find(st, same[i], pgs, &found), RC_ABSENT);
		ok(stall_markets(st, same[i], &markets));
		assert_int_equal(markets, 1);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		print_message("%s\n", others[i]);
		assert_int_equal(stall_find(st, others[i], turi, &found), RC_ABSENT);
	}
	at_stall(st, 3, pgs, "B215");
	ok(stall_markets(st, "B2-15", &markets));
	assert_int_equal(markets, 2);
}

static void a_helper_finds_the_stalls_of_before(void **state)
{
	struct store *st = *state;
	int64_t turi = add_market(st, "Turi"), pgs = add_market(st, "PGS");
	struct trader one = at_stall(st, 1, turi, "B2-15"), found;
	struct trader two = at_stall(st, 2, pgs, "B2-15");

	assert_int_equal(stall_of_helper(st, "B2-15", &helper_phone, &found), RC_ABSENT);
	consent(st, &two, HELPER_ASKED);
	ok(stall_of_helper(st, "b2 15", &helper_phone, &found));
	assert_int_equal(found.id, two.id);
	consent(st, &one, HELPER_ALLOWED);
	assert_int_equal(stall_of_helper(st, "B2-15", &helper_phone, &found), RC_ABSENT);
}

static void the_oldest_request_is_asked_first(void **state)
{
	struct store *st = *state;
	struct trader owner = add_trader(st, 1);
	struct helper h = { .owner_id = owner.id, .requested_at = NOON }, got;

	assert_int_equal(helper_next_unasked(st, owner.id, &got), RC_ABSENT);
	h.phone = helper_phone;
	h.requested_at = NOON + 9;
	ok(helper_put(st, &h));
	snprintf(h.phone.e164, sizeof(h.phone.e164), "+6281299990002");
	h.requested_at = NOON + 3;
	ok(helper_put(st, &h));
	ok(helper_next_unasked(st, owner.id, &got));
	assert_string_equal(got.phone.e164, "+6281299990002");
	h.asked_at = NOON + 10;
	ok(helper_put(st, &h));
	ok(helper_next_unasked(st, owner.id, &got));
	assert_string_equal(got.phone.e164, helper_phone.e164);
	got.state = HELPER_ALLOWED;
	ok(helper_put(st, &got));
	assert_int_equal(helper_next_unasked(st, owner.id, &got), RC_ABSENT);
}

static void what_waits_is_booked_where_the_day_is_free(void **state)
{
	struct store *st = *state;
	struct trader owner = add_trader(st, 1);
	struct sale mine = typed(&owner, DAY + 1, 900000), s;
	int32_t last;

	s = typed(&owner, DAY, 100000);
	ok(waiting_put(st, &s));
	s.total = 150000;
	ok(waiting_put(st, &s)); /* the later one of a day counts */
	s = typed(&owner, DAY + 1, 200000);
	ok(waiting_put(st, &s));
	assert_int_equal(sale_get(st, owner.id, DAY, &s), RC_ABSENT);
	ok(waiting_get(st, owner.id, &helper_phone, DAY, &s));
	assert_int_equal(s.total, 150000);
	mine.typed_by[0] = '\0';
	ok(sale_put(st, &mine));
	ok(waiting_book(st, owner.id, &helper_phone, &last));
	assert_int_equal(last, DAY);
	ok(sale_get(st, owner.id, DAY, &s));
	assert_int_equal(s.total, 150000);
	assert_string_equal(s.typed_by, helper_phone.e164);
	ok(sale_get(st, owner.id, DAY + 1, &s));
	assert_int_equal(s.total, 900000);
	assert_int_equal(number(st, "SELECT count(*) FROM helper_report"), 0);
	ok(waiting_book(st, owner.id, &helper_phone, &last));
	assert_int_equal(last, 0);
}

static enum rc count_waiting(const struct helper_row *row, void *arg)
{
	*(int64_t *)arg += row->waiting;
	assert_string_equal(row->stall, "B2-15");
	assert_string_equal(row->market, "Turi");
	return RC_OK;
}

static void a_list_says_how_much_waits(void **state)
{
	struct store *st = *state;
	struct trader owner = at_stall(st, 1, add_market(st, "Turi"), "B2-15");
	struct sale s = typed(&owner, DAY, 100000);
	int64_t waiting = 0;

	consent(st, &owner, HELPER_ASKED);
	ok(waiting_put(st, &s));
	ok(helper_each(st, 0, count_waiting, &waiting));
	assert_int_equal(waiting, 1);
	ok(waiting_forget(st, owner.id, &helper_phone));
	waiting = 0;
	ok(helper_each(st, 0, count_waiting, &waiting));
	assert_int_equal(waiting, 0);
}

static void a_record_gets_its_owners_number(void **state)
{
	struct store *st = *state;
	struct trader owner = { .language = "id", .created_at = NOON }, got;
	struct conversation c = { .state = "sale.live", .data = "sale.day=1\n" };
	struct phone own = { "+6281377770001" };
	struct sale s;

	ok(trader_add_without_phone(st, &owner));
	assert_string_equal(owner.phone.e164, "stall:1");
	assert_false(trader_has_phone(&owner));
	s = typed(&owner, DAY, 100000);
	ok(sale_put(st, &s));
	c.trader_id = owner.id;
	c.lives_until = NOON + 100;
	ok(conversation_put(st, &c));
	add_trader(st, 7);
	assert_int_equal(
		trader_hand_over(st, &owner, &(struct phone){ "+6281200000007" }), RC_CONFLICT);
	ok(trader_hand_over(st, &owner, &own));
	ok(trader_by_phone(st, &own, &got));
	assert_int_equal(got.id, owner.id);
	assert_true(trader_has_phone(&got));
	assert_int_equal(got.stopped_at, 0);
	ok(sale_get(st, got.id, DAY, &s));
	ok(conversation_get(st, got.id, &c));
	assert_string_equal(c.state, "idle");
	assert_string_equal(c.data, "");
}

static void a_number_that_opted_out_stays_out(void **state)
{
	struct store *st = *state;
	struct trader owner = add_trader(st, 1), got;
	struct phone own = { "+6281377770001" };

	ok(trader_remember_opted_out(st, &own, NOON));
	ok(trader_hand_over(st, &owner, &own));
	ok(trader_by_phone(st, &own, &got));
	assert_true(got.stopped_at != 0);
}

static void nothing_of_an_erased_person_is_left(void **state)
{
	struct store *st = *state;
	struct trader owner = add_trader(st, 1), other = add_trader(st, 2), helper;
	struct sale s = typed(&owner, DAY, 100000);

	helper = (struct trader){ .phone = helper_phone, .language = "id", .created_at = NOON };
	ok(trader_add(st, &helper));
	consent(st, &owner, HELPER_ASKED);
	consent(st, &other, HELPER_ASKED);
	ok(waiting_put(st, &s));
	s = typed(&other, DAY, 5000);
	ok(waiting_put(st, &s));
	ok(trader_erase(st, &owner, NOON));
	assert_int_equal(number(st, "SELECT count(*) FROM helper"), 1);
	assert_int_equal(number(st, "SELECT count(*) FROM helper_report"), 1);
	ok(trader_erase(st, &helper, NOON));
	assert_int_equal(number(st, "SELECT count(*) FROM helper"), 0);
	assert_int_equal(number(st, "SELECT count(*) FROM helper_report"), 0);
}

struct versions {
	int count;
	rupiah total[8];
};

static enum rc note_version(const struct sale_version *v, void *arg)
{
	struct versions *all = arg;

	assert_int_equal(v->sale.version, all->count + 1);
	assert_int_equal(v->replaced_at == 0, v->sale.total == 300);
	all->total[all->count++] = v->sale.total;
	return RC_OK;
}

static void every_version_of_a_day_is_told_in_order(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct versions all = { 0 };

	assert_int_equal(sale_history(st, t.id, DAY, note_version, &all), RC_ABSENT);
	for (rupiah total = 100; total <= 300; total += 100) {
		struct sale s = typed(&t, DAY, total);

		ok(sale_put(st, &s));
	}
	ok(sale_history(st, t.id, DAY, note_version, &all));
	assert_int_equal(all.count, 3);
	assert_int_equal(all.total[0], 100);
	assert_int_equal(all.total[2], 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(a_stall_is_found_however_it_is_spelt),
		memory_test(a_helper_finds_the_stalls_of_before),
		memory_test(the_oldest_request_is_asked_first),
		memory_test(what_waits_is_booked_where_the_day_is_free),
		memory_test(a_list_says_how_much_waits),
		memory_test(a_record_gets_its_owners_number),
		memory_test(a_number_that_opted_out_stays_out),
		memory_test(nothing_of_an_erased_person_is_left),
		memory_test(every_version_of_a_day_is_told_in_order),
	};

	return cmocka_run_group_tests_name("store/helper", tests, NULL, NULL);
}
