/* tests/store/test_db.c - statements over SQLite: parameters, outcomes, query plans */
#include "aborts.h"
#include "store_fixture.h"

#include "base/buf.h"
#include "store/conversation.h"

static int64_t only_number(struct store *st, const struct sql *q)
{
	struct stmt *s = db_prepare(st->db, q);
	int64_t n;

	db_int(s, 1, 7);
	db_int(s, 2, 3);
	ok(db_step(s));
	n = db_get_int(s, 0);
	db_reset(s);
	return n;
}

static void binds_by_number_not_by_order(void **state)
{
	static const struct sql swapped = { "t.swapped", "SELECT $2 * 100 + $1" };
	static const struct sql again = { "t.again", "SELECT $1 * $1 + $2 * $1" };

	assert_int_equal(only_number(*state, &swapped), 307);
	assert_int_equal(only_number(*state, &again), 49 + 21);
}

static const struct sql question_mark = { "t.question_mark", "SELECT ?" };
static const struct sql numbered = { "t.numbered", "SELECT ?1" };
static const struct sql named = { "t.named", "SELECT :one" };
static const struct sql worded = { "t.worded", "SELECT $one" };
static const struct sql zero = { "t.zero", "SELECT $0" };
static const struct sql padded = { "t.padded", "SELECT $01" };
static const struct sql gap = { "t.gap", "SELECT $1 + $3" };
static const struct sql late = { "t.late", "SELECT $2" };
static const struct sql many = { "t.many", "SELECT $41" };
static const struct sql two = { "t.two", "SELECT 1; SELECT 2" };
static const struct sql one = { "t.one", "SELECT $1" };

static const struct sql *wrong;

static void prepare_wrong(void *arg)
{
	struct store *st = arg;

	db_prepare(st->db, wrong);
}

static void bind_absent(void *arg)
{
	struct store *st = arg;

	db_int(db_prepare(st->db, &one), 2, 1);
}

static void use_twice(void *arg)
{
	struct store *st = arg;

	db_prepare(st->db, &one);
	db_prepare(st->db, &one);
}

static void step_after_end(void *arg)
{
	struct store *st = arg;
	struct stmt *s = db_prepare(st->db, &one);

	db_reset(s);
	(void)!db_step(s);
}

static void begin_twice(void *arg)
{
	struct store *st = arg;

	(void)!store_begin(st);
}

static void ask_for_message(void *arg)
{
	struct store *st = arg;
	int64_t id;

	(void)!store_next_id(st, "message", &id);
}

static void misuse_is_a_bug(void **state)
{
	static const struct sql *const texts[] = { &question_mark, &numbered, &named, &worded,
		&zero, &padded, &gap, &late, &many, &two };
	static void (*const calls[])(void *) = { bind_absent, use_twice, step_after_end,
		begin_twice, ask_for_message };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		print_message("%s\n", texts[i]->text);
		wrong = texts[i];
		assert_true(aborts(prepare_wrong, *state));
	}
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		print_message("misuse %zu\n", i);
		assert_true(aborts(calls[i], *state));
	}
}

static void what_does_not_prepare_fails_and_may_recover(void **state)
{
	static const struct sql later = { "t.later", "SELECT a FROM later LIMIT $1" };
	struct store *st = *state;
	struct err err = { .msg = "" };
	struct stmt *s = db_prepare(st->db, &later);

	db_int(s, 1, 1);
	assert_int_equal(db_step(s), RC_BROKEN);
	assert_int_equal(db_try(st->db, &later, &err), RC_BROKEN);
	assert_non_null(strstr(err.msg, "t.later"));
	ok(db_script(st->db, "CREATE TABLE later (a INTEGER); -- now it is there", &err));
	s = db_prepare(st->db, &later);
	db_int(s, 1, 1);
	assert_int_equal(db_step(s), RC_ABSENT);
}

static void texts_are_cut_at_a_character(void **state)
{
	static const struct sql text = { "t.text", "SELECT $1, $2" };
	struct store *st = *state;
	struct stmt *s = db_prepare(st->db, &text);
	char out[6];

	db_text(s, 1, "abc\xc3\xa9\xe2\x82\xac"); /* abc, e acute, euro */
	db_blob(s, 2, "xy\0z", 4);
	ok(db_step(s));
	db_get_text(s, 0, out, sizeof(out));
	assert_string_equal(out, "abc\xc3\xa9");
	db_get_text(s, 0, out, 5);
	assert_string_equal(out, "abc");
	db_get_text(s, 0, out, 1);
	assert_string_equal(out, "");
	db_reset(s);
	s = db_prepare(st->db, &text);
	db_null(s, 1);
	ok(db_step(s));
	assert_true(db_get_null(s, 0));
	assert_true(db_get_null(s, 1)); /* what was bound last time is forgotten */
	assert_string_equal(db_view_text(s, 0), "");
	assert_int_equal(db_get_int(s, 0), 0);
	db_reset(s);
}

static void refusals_are_conflicts(void **state)
{
	static const struct sql add = { "t.add",
		"INSERT INTO tip_seen (trader_id, code, at) VALUES ($1, $2, 0)" };
	static const struct sql seats = { "t.seats", "UPDATE conversation SET misses = 10" };
	struct store *st = *state;
	struct trader t = add_trader(st, 1);
	struct conversation c = { .trader_id = t.id };
	struct stmt *s;

	for (int i = 0; i < 2; i++) {
		s = db_prepare(st->db, &add);
		db_int(s, 1, t.id);
		db_text(s, 2, "A1");
		assert_int_equal(db_run(s), i ? RC_CONFLICT : RC_OK);
	}
	s = db_prepare(st->db, &add);
	db_int(s, 1, 99); /* no such trader */
	db_text(s, 2, "A1");
	assert_int_equal(db_run(s), RC_CONFLICT);
	ok(conversation_put(st, &c));
	assert_int_equal(db_run(db_prepare(st->db, &seats)), RC_CONFLICT);
}

static void every_statement_prepares(void **state)
{
	struct err err = { .msg = "" };
	enum rc rc = store_prepare_all(*state, &err);

	if (rc != RC_OK)
		fail_msg("%s", err.msg);
}

/* What may read a table or an index from end to end: lists for people, and small tables. */
static const char *const may_scan[] = { "migration.applied", "migration.newest", "trader.each",
	"market.list", "wording.newest", "wave.open_list", "wave.each", "sale.each",
	"tip.series_list", "early.prune", "breach.numbers", "breach.traders", "tip.each",
	"tip.each_seen", "question.open_count", "question.answer_times", "question.waiting",
	"message.each", "outbox.requeue", "outbox.clock_back", "conversation.states",
	"outbox.half_sent", "outbox.count_queued", "outbox.count_sending", "helper.each",
	"audit.newest", "audit.each", "audit.walk", "staff.each", "session.each",
	"broadcast.each", "broadcast.live", "broadcast.queued", "broadcast.withdrawable",
	"broadcast.not_waiting", "broadcast.reasons", "broadcast.pending", "figures.steps",
	"effect.compared", "effect.trained", "sale_export.each", "figures.markets",
	"figures.came", "figures.waves", "figures.messages", "figures.complaint_at",
	"figures.check_sales", "figures.check_messages", "figures.forget_sales",
	"figures.forget_messages", "figures.sum_sales", "figures.sum_messages", "job.next_due",
	"canned.each", "overview.traders", "overview.seats", "sale.export", "sale.review_count",
	"trader.walk", "trader.many", "trader.search", /* what the parts found, together */
	"figures.complaints", "figures.stick", "wording.newest", "wording.each",
	"figures.check_goods", "figures.forget_goods", "figures.sum_goods",
	"figures.goods_steps", "figures.sellers", "fleet.look", "fleet.bury", "fleet.each" };

static bool is_among(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

/* Whether the plan of q has a step that begins so. */
static bool plans(struct store *st, const struct sql *q, const char *beginning)
{
	sqlite3_stmt *raw = NULL;
	bool found = false;
	struct buf text;

	buf_init(&text, 8192);
	buf_printf(&text, "EXPLAIN QUERY PLAN %s", q->text);
	if (sqlite3_prepare_v2(st->db->raw, text.data, -1, &raw, NULL) != SQLITE_OK)
		fail_msg("%s: %s", q->name, sqlite3_errmsg(st->db->raw));
	while (sqlite3_step(raw) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(raw, 3);

		if (strncmp(step, beginning, strlen(beginning)) == 0) {
			print_message("%s: %s\n", q->name, step);
			found = true;
		}
	}
	sqlite3_finalize(raw);
	buf_release(&text);
	return found;
}

static void no_statement_of_a_turn_reads_a_whole_table(void **state)
{
	size_t found = 0;

	for (size_t i = 0; sql_lists[i]; i++)
		for (size_t k = 0; sql_lists[i][k]; k++) {
			const struct sql *q = sql_lists[i][k];
			bool allowed = is_among(
				q->name, may_scan, sizeof(may_scan) / sizeof(may_scan[0]));

			found += !allowed && plans(*state, q, "SCAN ");
		}
	assert_int_equal(found, 0);
}

/* Of few rows: a person's places, helpers, waves and tips, a message's reports. */
static const char *const may_sort[] = { "sitting.now", "helper.next_unasked", "early.next",
	"trainer.next_wave", "follow.tip_next", "follow.tip_last" };

/* What goes from one row to the next by them would cost the square of their number. */
static void no_statement_sorts_many_for_one(void **state)
{
	size_t found = 0;

	for (size_t i = 0; sql_lists[i]; i++)
		for (size_t k = 0; sql_lists[i][k]; k++) {
			const struct sql *q = sql_lists[i][k];
			size_t length = strlen(q->text);
			bool single =
				length > 8 && strcmp(q->text + length - 8, " LIMIT 1") == 0;
			bool allowed = is_among(
				q->name, may_sort, sizeof(may_sort) / sizeof(may_sort[0]));

			found += single && !allowed &&
				 plans(*state, q, "USE TEMP B-TREE FOR ORDER BY");
		}
	assert_int_equal(found, 0);
}

static void statements_have_names_of_their_own(void **state)
{
	(void)state;
	for (size_t i = 0; sql_lists[i]; i++)
		for (size_t k = 0; sql_lists[i][k]; k++)
			for (size_t j = 0; sql_lists[j]; j++)
				for (size_t m = 0; sql_lists[j][m]; m++)
					assert_true((i == j && k == m) ||
						    strcmp(sql_lists[i][k]->name,
							    sql_lists[j][m]->name) != 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sqlite_test(binds_by_number_not_by_order),
		sqlite_test(misuse_is_a_bug),
		sqlite_test(what_does_not_prepare_fails_and_may_recover),
		sqlite_test(texts_are_cut_at_a_character),
		memory_test(refusals_are_conflicts),
		memory_test(every_statement_prepares),
		sqlite_test(no_statement_of_a_turn_reads_a_whole_table),
		sqlite_test(no_statement_sorts_many_for_one),
		memory_test(statements_have_names_of_their_own),
	};

	return cmocka_run_group_tests_name("store/db", tests, NULL, NULL);
}
