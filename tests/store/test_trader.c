/* tests/store/test_trader.c - traders, their conversation, and that erasing leaves nothing */
#include "store_fixture.h"

#include "store/conversation.h"
#include "store/goods.h"
#include "store/question.h"
#include "store/tip.h"

static void every_field_comes_back(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1), got;

	assert_int_equal(t.id, 1);
	ok(trader_by_phone(st, &t.phone, &got));
	assert_int_equal(got.id, 1);
	assert_string_equal(got.name, "Bu 1");
	assert_string_equal(got.stall, "");
	assert_int_equal(got.market_id, 0);
	assert_int_equal(got.stopped_at, 0);
	assert_int_equal(got.created_at, NOON);
	t.market_id = add_market(st, "Pasar Turi Baru");
	t.stopped_at = NOON + 1;
	snprintf(t.stall, sizeof(t.stall), "B2-15");
	snprintf(t.language, sizeof(t.language), "jv");
	ok(trader_update(st, &t));
	ok(trader_by_id(st, 1, &got));
	assert_string_equal(got.phone.e164, t.phone.e164);
	assert_string_equal(got.name, "Bu 1");
	assert_string_equal(got.stall, "B2-15");
	assert_string_equal(got.language, "jv");
	assert_int_equal(got.market_id, t.market_id);
	assert_int_equal(got.stopped_at, NOON + 1);
	assert_int_equal(got.created_at, NOON);
}

static void a_number_is_one_trader(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1), twin = t;
	struct phone nobody = { "+6281299999999" };

	assert_int_equal(trader_add(st, &twin), RC_CONFLICT);
	assert_int_equal(trader_by_phone(st, &nobody, &t), RC_ABSENT);
	assert_int_equal(trader_by_id(st, 7, &t), RC_ABSENT);
	t.id = 7;
	assert_int_equal(trader_update(st, &t), RC_ABSENT);
	t = add_trader(st, 2);
	t.market_id = 9; /* no such market */
	assert_int_equal(trader_update(st, &t), RC_CONFLICT);
}

static enum rc count_two(const struct trader_row *row, void *arg)
{
	int *n = arg;

	assert_string_equal(row->market, *n == 0 ? "" : "Turi");
	(*n)++;
	return *n == 2 ? RC_DENIED : RC_OK;
}

static void lists_by_id_until_told_to_stop(void **state)
{
	struct store *st = *state;
	struct trader t;
	int n = 0;

	for (int i = 0; i < 3; i++)
		t = add_trader(st, i);
	t.id = 2;
	t.market_id = add_market(st, "Turi");
	ok(trader_update(st, &t));
	assert_int_equal(trader_each(st, 0, count_two, &n), RC_DENIED);
	assert_int_equal(n, 2);
	n = 0;
	ok(trader_each(st, 1, count_two, &n));
	assert_int_equal(n, 1);
}

static void a_complaint_is_one_a_day(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);

	ok(complaint_add(st, t.id, 20000, NOON));
	assert_int_equal(complaint_add(st, t.id, 20000, NOON + 1), RC_CONFLICT);
	ok(complaint_add(st, t.id, 20001, NOON));
	ok(consent_add(st, t.id, "1", "id", "sms", NOON));
	assert_int_equal(number(st, "SELECT count(*) FROM consent WHERE version = '1'"), 1);
	assert_only_a_bug(st, consent_add(st, 99, "1", "id", "sms", NOON));
}

static void a_conversation_comes_back_whole(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct conversation c = { .trader_id = t.id,
		.state = "sale.amount",
		.misses = 2,
		.lives_until = 1,
		.last_message_id = 2,
		.last_in_at = 3,
		.ussd_length = 4,
		.repeat_hash = INT64_MIN,
		.repeat_count = 5,
		.repeat_since = 6,
		.hour_count = 7,
		.hour_since = 8,
		.silent_until = 9,
		.thanked_day = 10,
		.paid_messages = 11,
		.live_zero_run = 12,
		.live_asked_again = 13,
		.steps_taken = 14,
		.last_sale_day = 15 };
	struct conversation got;

	assert_int_equal(conversation_get(st, t.id, &got), RC_ABSENT);
	for (int i = 0; i < 3; i++) { /* adds, replaces, changes what was read */
		c.kept = i == 2;
		memset(c.data, 'a' + i, sizeof(c.data) - 1);
		memset(c.ussd_session, 0, sizeof(c.ussd_session));
		snprintf(c.ussd_session, sizeof(c.ussd_session), "%s", i ? "" : "s-1");
		ok(conversation_put(st, &c));
		memset(&got, 0, sizeof(got));
		ok(conversation_get(st, t.id, &got));
		assert_true(got.kept);
		c.kept = true;
		assert_memory_equal(&got, &c, sizeof(c));
	}
	assert_int_equal(
		number(st, "SELECT count(*) FROM conversation WHERE ussd_session IS NULL"), 1);
	c.trader_id = 99;
	c.kept = false;
	assert_only_a_bug(st, conversation_put(st, &c));
}

/* A person with a trace in every table: NAME and the phone are looked for afterwards. */
#define NAME "Siti Kenanga"

static struct message said(struct store *st, const struct trader *t, int64_t previous)
{
	struct message m = a_push(st, t->phone.e164);

	m.trader_id = t->id;
	m.previous_id = previous;
	m.text = "DAFTAR G4 " NAME;
	m.kind = KIND_INBOUND;
	m.state = MESSAGE_RECEIVED;
	ok(message_add(st, &m));
	return m;
}

static void enrol(struct store *st, const struct trader *t)
{
	struct wave w = add_wave(st, "G4", 3, NOON + 600);
	struct enrolment_request ask = { w.id, t->id, true, "trader", NOON };
	struct sitting sitting;
	struct enrolment place;

	ok(enrolment_take(st, &ask, &place));
	ok(sitting_now(st, t->id, NOON, &sitting, &w));
	ok(attendance_add(st, &sitting, t->id, "trader", NOON));
}

static void report_sales(struct store *st, const struct trader *t, const struct trader *other)
{
	struct sale s = {
		.trader_id = t->id, .day = 20000, .total = 5, .live = SALE_LIVE_UNKNOWN
	};

	ok(sale_put(st, &s));
	ok(sale_put(st, &s));
	s.trader_id = other->id;
	snprintf(s.typed_by, sizeof(s.typed_by), "%s", t->phone.e164);
	ok(sale_put(st, &s)); /* as the other's helper */
	ok(sale_put(st, &s));
}

static void converse(struct store *st, const struct trader *t)
{
	struct conversation c = {
		.trader_id = t->id, .state = "menu", .data = "name=" NAME "\n"
	};
	struct message m = said(st, t, 0), push;

	m = said(st, t, m.id);
	m = said(st, t, m.id);
	c.last_message_id = m.id;
	ok(conversation_put(st, &c));
	push = a_push(st, t->phone.e164); /* not in the chain */
	push.text = "LAPAK: Bu " NAME;
	push.trader_id = t->id;
	ok(message_add(st, &push));
}

static struct trader live_a_life(struct store *st, const struct trader *other)
{
	struct trader t = add_trader(st, 77);
	struct question q = {
		.trader_id = t.id, .text = NAME " bertanya", .dialog_state = "menu"
	};

	snprintf(t.name, sizeof(t.name), NAME);
	ok(trader_update(st, &t));
	converse(st, &t);
	enrol(st, &t);
	report_sales(st, &t, other);
	ok(question_add(st, &q));
	ok(consent_add(st, t.id, "1", "id", "sms", NOON));
	ok(complaint_add(st, t.id, 20000, NOON));
	ok(tip_mark_seen(st, t.id, "A1", NOON));
	return t;
}

/* Rows of the table in which any column holds the word. */
static int64_t rows_with(struct store *st, const char *table, const char *word)
{
	sqlite3_stmt *raw = NULL;
	int64_t found = 0;
	char text[120];

	snprintf(text, sizeof(text), "SELECT * FROM %s", table);
	assert_int_equal(sqlite3_prepare_v2(st->db->raw, text, -1, &raw, NULL), SQLITE_OK);
	while (sqlite3_step(raw) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(raw); i++) {
			const char *value = (const char *)sqlite3_column_text(raw, i);

			found += value && strstr(value, word);
		}
	sqlite3_finalize(raw);
	return found;
}

static int64_t rows_anywhere(struct store *st, const char *word)
{
	sqlite3_stmt *raw = NULL;
	int64_t found = 0;

	assert_int_equal(
		sqlite3_prepare_v2(st->db->raw,
			"SELECT name FROM sqlite_master WHERE type = 'table'", -1, &raw, NULL),
		SQLITE_OK);
	while (sqlite3_step(raw) == SQLITE_ROW)
		found += rows_with(st, (const char *)sqlite3_column_text(raw, 0), word);
	sqlite3_finalize(raw);
	return found;
}

static int64_t rows_of_trader(struct store *st, int64_t id)
{
	static const char *const tables[] = { "conversation", "message", "sale", "sale_history",
		"enrolment", "attendance", "question", "consent", "complaint", "tip_seen",
		"trader_word", "trader_goods" };
	int64_t found = 0;
	char text[120];

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		snprintf(text, sizeof(text), "SELECT count(*) FROM %s WHERE trader_id = %d",
			tables[i], (int)id);
		found += number(st, text);
	}
	return found;
}

static void erasing_leaves_no_trace(void **state)
{
	struct store *st = *state;
	struct trader other = add_trader(st, 5), t = live_a_life(st, &other), gone;
	int64_t messages = number(st, "SELECT count(*) FROM message");

	ok(goods_set(st, t.id, "batik,kain"));
	assert_true(rows_anywhere(st, t.phone.e164) > 5);
	assert_true(rows_anywhere(st, NAME) > 5);
	assert_true(rows_of_trader(st, t.id) >= 10);
	said(st, &other, 0);
	ok(trader_erase(st, &t, NOON + 9));
	assert_int_equal(rows_anywhere(st, t.phone.e164), 0);
	assert_int_equal(rows_anywhere(st, NAME), 1); /* what the other said */
	assert_int_equal(rows_of_trader(st, t.id), 0);
	assert_int_equal(trader_by_id(st, t.id, &gone), RC_ABSENT);
	assert_int_equal(number(st, "SELECT count(*) FROM message"), messages + 1);
	assert_int_equal(number(st, "SELECT count(*) FROM message WHERE state = 'queued'"), 0);
	assert_int_equal(rows_of_trader(st, other.id),
		5); /* a sale, its version, a message, two words */
	assert_int_equal(number(st, "SELECT count(*) FROM opted_out"), 0);
}

static void who_had_stopped_is_remembered_by_a_hash(void **state)
{
	struct store *st = *state;
	struct trader t = add_trader(st, 1), other = add_trader(st, 2);
	char salt[128];
	bool out = true;

	ok(trader_opted_out(st, &t.phone, &out));
	assert_false(out);
	t.stopped_at = NOON;
	ok(trader_update(st, &t));
	ok(trader_erase(st, &t, NOON + 1));
	ok(trader_opted_out(st, &t.phone, &out));
	assert_true(out);
	ok(trader_opted_out(st, &other.phone, &out));
	assert_false(out);
	assert_int_equal(rows_anywhere(st, t.phone.e164), 0);
	ok(setting_get(st, "erase.salt", salt));
	assert_int_equal(strlen(salt), 64);
	t.created_at = NOON + 2;
	ok(trader_add(st, &t)); /* came back by itself, stopped and left again */
	ok(trader_erase(st, &t, NOON + 3));
	assert_int_equal(number(st, "SELECT count(*) FROM opted_out"), 1);
}

static void every_failure_of_erasing_leaves_all(void **state)
{
	struct store *st = *state;
	struct trader other = add_trader(st, 5), t = live_a_life(st, &other);
	int64_t before = rows_anywhere(st, t.phone.e164), fail = 1;
	enum rc rc = RC_BROKEN;

	t.stopped_at = NOON;
	ok(store_commit(st));
	for (; rc != RC_OK; fail++) {
		assert_true(fail < 60);
		assert_int_equal(rows_anywhere(st, t.phone.e164), before);
		ok(store_begin(st));
		store_fail_after(st, (int)fail);
		rc = trader_erase(st, &t, NOON);
		if (rc == RC_OK)
			rc = store_commit(st);
		store_fail_after(st, 0);
		store_rollback(st);
	}
	assert_true(fail > 18);
	assert_int_equal(rows_anywhere(st, t.phone.e164), 0);
}

static void markets_are_found_in_any_case(void **state)
{
	struct store *st = *state;
	int64_t id = add_market(st, "Pasar Turi Baru"), other = 0;
	struct market list[3], m;
	size_t n = 9;

	assert_int_equal(market_add(st, "pasar turi BARU", NOON, &other), RC_CONFLICT);
	assert_int_equal(market_add(st, "", NOON, &other), RC_INVALID);
	assert_int_equal(market_add(st, "123456789012345678901", NOON, &other), RC_INVALID);
	ok(market_add(st, "12345678901234567\xc3\xa9\xc3\xa9\xc3\xa9", NOON, &other));
	ok(market_by_name(st, "PASAR TURI baru", &m));
	assert_int_equal(m.id, id);
	assert_string_equal(m.name, "Pasar Turi Baru");
	ok(market_by_id(st, id, &m));
	assert_int_equal(market_by_id(st, 99, &m), RC_ABSENT);
	assert_int_equal(market_by_name(st, "Pasar", &m), RC_ABSENT);
	add_market(st, "atom");
	ok(market_list(st, list, 3, &n));
	assert_int_equal(n, 3);
	assert_string_equal(list[1].name, "atom");
	ok(market_list(st, list, 2, &n));
	assert_int_equal(n, 2);
	ok(market_list(st, list, 0, &n));
	assert_int_equal(n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		memory_test(every_field_comes_back),
		memory_test(a_number_is_one_trader),
		memory_test(lists_by_id_until_told_to_stop),
		memory_test(a_complaint_is_one_a_day),
		memory_test(a_conversation_comes_back_whole),
		sqlite_test(erasing_leaves_no_trace),
		sqlite_test(who_had_stopped_is_remembered_by_a_hash),
		sqlite_test(every_failure_of_erasing_leaves_all),
		memory_test(markets_are_found_in_any_case),
	};

	return cmocka_run_group_tests_name("store/trader", tests, NULL, NULL);
}
